//! `thrice`: reads the command line and runs what it asks for. The settings are read in `config`, the work is done in `command`.

use std::process::ExitCode;

use clap::Parser;
use thrice::command::Cli;
use tikv_jemallocator::Jemalloc;

/// Pages are made of thousands of short texts, on one thread and another: the system's own allocator takes a fifth of the time of a page.
#[global_allocator]
static MEMORY: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    match thrice::command::run(Cli::parse()) {
        Ok(code) => code,
        Err(why) => {
            eprintln!("thrice: {why:#}");
            ExitCode::from(2)
        }
    }
}

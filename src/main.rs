//! `thrice`: reads the command line and runs what it asks for. The settings are read in `config`, the work is done in `command`.

use std::process::ExitCode;

use clap::Parser;
use thrice::command::Cli;

fn main() -> ExitCode {
    match thrice::command::run(Cli::parse()) {
        Ok(code) => code,
        Err(why) => {
            eprintln!("thrice: {why:#}");
            ExitCode::from(2)
        }
    }
}

//! The child that typesets: reads documents, writes one PDF, and knows nothing of settings, database or network.

use std::{
    io::{Read, Write},
    process::ExitCode,
};

use crate::documents::{child::limits, work};

/// Reads until the parent has said all, and answers.
///
/// # Errors
/// When nothing can be read or written.
pub fn run() -> anyhow::Result<ExitCode> {
    limits();
    let mut asked = Vec::new();
    std::io::stdin().read_to_end(&mut asked)?;
    match work(&asked) {
        Ok(file) => {
            std::io::stdout().write_all(&file)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(why) => {
            eprintln!("{why}");
            Ok(ExitCode::FAILURE)
        }
    }
}

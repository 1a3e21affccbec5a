//! The child that typesets: reads documents, writes one PDF.

use std::process::ExitCode;

use crate::{
    child,
    documents::{typesetter::LIMITS, work},
};

/// Reads until the parent has said all, and answers.
///
/// # Errors
/// When nothing can be read or written.
pub fn run() -> anyhow::Result<ExitCode> {
    Ok(child::answer(LIMITS, work)?)
}

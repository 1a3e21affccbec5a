//! The child that opens workbooks: reads one, writes its sheets as text.

use std::process::ExitCode;

use crate::{
    child,
    exchange::unpacker::{LIMITS, work},
};

/// Reads until the parent has said all, and answers.
///
/// # Errors
/// When nothing can be read or written.
pub fn run() -> anyhow::Result<ExitCode> {
    Ok(child::answer(LIMITS, work)?)
}

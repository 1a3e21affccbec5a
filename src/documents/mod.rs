//! Documents for paper and for keeping: PDF in the school's name, tagged for whoever reads with their ears (PDF/UA-1) and for an archive
//! (PDF/A-2a). What is to be said is a value; it is typeset by a child process of the program's own, so that whatever fails there leaves the
//! server as it was. Built without the feature `pdf`, the program says so and prints pages instead.

pub mod parts;
#[cfg(feature = "pdf")]
pub mod typeset;
pub mod typesetter;

pub use parts::{BarOf, BarsOf, Document, IndexLine, Layout, Part, TableOf};
pub use typesetter::{Typesetter, Untypeset};

/// Whether this program was built with what makes PDF.
pub const MAKES_PDF: bool = cfg!(feature = "pdf");

/// What the child process does: reads documents from what it is given, and gives back one PDF of them all.
///
/// # Errors
/// A sentence for the log when it cannot be typeset, or the program was built without.
#[cfg(feature = "pdf")]
pub fn work(asked: &[u8]) -> Result<Vec<u8>, String> {
    let all: Vec<Document> = serde_json::from_slice(asked).map_err(|why| why.to_string())?;
    typeset::pdf(&all)
}

/// What the child process does where the program was built without: nothing.
///
/// # Errors
/// Always.
#[cfg(not(feature = "pdf"))]
pub fn work(_asked: &[u8]) -> Result<Vec<u8>, String> {
    Err("this program was built without PDF".to_owned())
}

//! What has documents typeset: given them, a child process gives back a PDF.

use std::{path::PathBuf, time::Duration};

use super::{Document, MAKES_PDF};
use crate::child::{Child, Limits, Unanswered};

/// The argument with which the program becomes the child.
pub const CHILD: &str = "typeset";
/// What the child may have: the longest file is of some hundred pages.
pub const LIMITS: Limits = Limits { memory: 2 * 1024 * 1024 * 1024, seconds: 60, answer: 512 * 1024 * 1024 };
/// How long somebody waits for their document, the ones before it included.
const WITHIN: Duration = Duration::from_secs(35);
/// How long many documents may take for which nobody waits, the ones before them included.
const MANY_WITHIN: Duration = Duration::from_secs(300);

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum Untypeset {
    /// The program was built without.
    #[error("this program was built without PDF")]
    Without,
    /// It took too long, or others' documents did.
    #[error("it took too long")]
    TooLong,
    /// The child failed; what it said is for the log.
    #[error("it could not be typeset: {0}")]
    Failed(String),
}

impl From<Unanswered> for Untypeset {
    fn from(why: Unanswered) -> Self {
        match why {
            Unanswered::TooLong => Self::TooLong,
            Unanswered::CutOff(said) | Unanswered::Failed(said) => Self::Failed(said),
        }
    }
}

/// What has documents typeset.
#[derive(Debug)]
pub struct Typesetter(Child);

impl Typesetter {
    /// By the program at this path: this one.
    #[must_use]
    pub fn by(program: PathBuf) -> Self {
        Self(Child::of(program, CHILD, LIMITS))
    }

    /// One PDF of all of them, each beginning on a page of its own.
    ///
    /// # Errors
    /// When there is none: the page says so, and that it can be printed instead.
    pub async fn pdf(&self, all: &[Document]) -> Result<Vec<u8>, Untypeset> {
        self.pdf_within(all, WITHIN).await
    }

    /// The same of many documents, for which nobody waits before a page.
    ///
    /// # Errors
    /// When there is none.
    pub async fn pdf_of_many(&self, all: &[Document]) -> Result<Vec<u8>, Untypeset> {
        self.pdf_within(all, MANY_WITHIN).await
    }

    async fn pdf_within(&self, all: &[Document], within: Duration) -> Result<Vec<u8>, Untypeset> {
        if !MAKES_PDF {
            return Err(Untypeset::Without);
        }
        let asked = serde_json::to_vec(all).map_err(|why| Untypeset::Failed(why.to_string()))?;
        Ok(self.0.ask(asked, within).await?)
    }
}

//! The child process that typesets: given a document, it gives back a PDF. It has so much memory and so long, and no more; one at a time
//! works, so that documents never take the machine from the pages.

use std::{path::PathBuf, process::Stdio, time::Duration};

use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::{io::AsyncWriteExt, process::Command, sync::Semaphore, time::timeout};

use super::{Document, MAKES_PDF};

/// The argument with which the program becomes the child.
pub const CHILD: &str = "typeset";
/// The most memory that the child may ask for, in bytes.
const MOST_MEMORY: u64 = 2 * 1024 * 1024 * 1024;
/// The most processor time, in seconds.
const MOST_SECONDS: u64 = 60;
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

/// What has documents typeset.
#[derive(Debug)]
pub struct Typesetter {
    program: PathBuf,
    turn: Semaphore,
}

impl Typesetter {
    /// By the program at this path: this one.
    #[must_use]
    pub fn by(program: PathBuf) -> Self {
        Self { program, turn: Semaphore::new(1) }
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
        let work = async {
            let _turn = self.turn.acquire().await.map_err(|why| Untypeset::Failed(why.to_string()))?;
            self.run(asked).await
        };
        timeout(within, work).await.unwrap_or(Err(Untypeset::TooLong))
    }

    async fn run(&self, asked: Vec<u8>) -> Result<Vec<u8>, Untypeset> {
        let failed = |why: std::io::Error| Untypeset::Failed(why.to_string());
        let mut child = Command::new(&self.program)
            .arg(CHILD)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(failed)?;
        let mut input = child.stdin.take().ok_or_else(|| Untypeset::Failed("no way in".to_owned()))?;
        // A child that fails early closes its ears: what it says then counts, not that.
        let feed = async move {
            let _ = input.write_all(&asked).await;
            drop(input);
        };
        let ((), out) = tokio::join!(feed, child.wait_with_output());
        let out = out.map_err(failed)?;
        if out.status.success() {
            return Ok(out.stdout);
        }
        let said = String::from_utf8_lossy(&out.stderr);
        Err(Untypeset::Failed(format!("{}: {}", out.status, said.chars().take(400).collect::<String>())))
    }
}

/// What the child takes upon itself before it reads anything.
pub fn limits() {
    let at_most = |n| Rlimit { current: Some(n), maximum: Some(n) };
    // A system that knows no such limit still has the parent's clock.
    let _ = setrlimit(Resource::As, at_most(MOST_MEMORY));
    let _ = setrlimit(Resource::Cpu, at_most(MOST_SECONDS));
    let _ = setrlimit(Resource::Fsize, at_most(0));
}

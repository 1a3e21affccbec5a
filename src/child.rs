//! Work that is given to a child process of the program's own: it has so much memory and so long, and no more, and it knows nothing of
//! settings, database or network. Of each kind one works at a time, so that the machine is never taken from the pages. Whatever fails there
//! leaves the server as it was.

use std::{
    io::{Read, Write},
    path::PathBuf,
    process::{ExitCode, Stdio},
    time::Duration,
};

use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    process::Command,
    sync::Semaphore,
    time::timeout,
};

/// What a child may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The most memory that it may ask for, in bytes.
    pub memory: u64,
    /// The most processor time, in seconds.
    pub seconds: u64,
    /// The longest answer that is taken from it, in bytes.
    pub answer: u64,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// It took too long, or those before it did.
    #[error("it took too long")]
    TooLong,
    /// It wanted more than its limits, and was ended.
    #[error("it was cut off: {0}")]
    CutOff(String),
    /// It failed; what it said is for the log.
    #[error("it failed: {0}")]
    Failed(String),
}

/// One kind of work that children do, one child at a time.
#[derive(Debug)]
pub struct Child {
    program: PathBuf,
    word: &'static str,
    most: u64,
    turn: Semaphore,
}

/// The longest complaint that is kept of a child, in bytes.
const COMPLAINT: u64 = 400;

impl Child {
    /// The program at this path, which becomes such a child by this argument. `limits` are those that the child takes upon itself.
    #[must_use]
    pub fn of(program: PathBuf, word: &'static str, limits: Limits) -> Self {
        Self { program, word, most: limits.answer, turn: Semaphore::new(1) }
    }

    /// Gives a child this to work on, and waits for its answer so long, the children before it included.
    ///
    /// # Errors
    /// When there is none.
    pub async fn ask(&self, work: Vec<u8>, within: Duration) -> Result<Vec<u8>, Unanswered> {
        let answer = async {
            let _turn = self.turn.acquire().await.map_err(|why| Unanswered::Failed(why.to_string()))?;
            self.run(work).await
        };
        timeout(within, answer).await.unwrap_or(Err(Unanswered::TooLong))
    }

    async fn run(&self, work: Vec<u8>) -> Result<Vec<u8>, Unanswered> {
        let failed = |why: std::io::Error| Unanswered::Failed(why.to_string());
        let mut child = Command::new(&self.program)
            .arg(self.word)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(failed)?;
        let mut input = child.stdin.take();
        // A child that fails early closes its ears: what it says then counts, not that.
        let feed = async move {
            if let Some(input) = input.as_mut() {
                let _ = input.write_all(&work).await;
            }
            drop(input);
        };
        let (answer, said) = (heard(child.stdout.take(), self.most + 1), heard(child.stderr.take(), COMPLAINT));
        let ((), answer, said) = tokio::join!(feed, answer, said);
        let status = child.wait().await.map_err(failed)?;
        let answer = answer.map_err(failed)?;
        let said = format!("{status}: {}", String::from_utf8_lossy(&said.map_err(failed)?));
        match status.code() {
            _ if answer.len() as u64 > self.most => Err(Unanswered::CutOff("its answer is too long".to_owned())),
            Some(0) => Ok(answer),
            Some(_) => Err(Unanswered::Failed(said)),
            // Ended from outside, or by itself where it was given no more memory.
            None => Err(Unanswered::CutOff(said)),
        }
    }
}

/// What comes through, as much as is wanted; whoever says more than that finds nobody listening.
async fn heard(from: Option<impl AsyncRead + Unpin>, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        from.take(most).read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
}

/// Is such a child: takes its limits upon itself, reads until the parent has said all, does its work, and answers.
///
/// # Errors
/// When nothing can be read or written.
pub fn answer(limits: Limits, work: impl FnOnce(&[u8]) -> Result<Vec<u8>, String>) -> std::io::Result<ExitCode> {
    take_upon_itself(limits);
    let mut asked = Vec::new();
    std::io::stdin().read_to_end(&mut asked)?;
    match work(&asked) {
        Ok(answer) => {
            std::io::stdout().write_all(&answer)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(why) => {
            eprintln!("{why}");
            Ok(ExitCode::FAILURE)
        }
    }
}

fn take_upon_itself(limits: Limits) {
    let at_most = |n| Rlimit { current: Some(n), maximum: Some(n) };
    // A system that knows no such limit still has the parent's clock.
    let _ = setrlimit(Resource::As, at_most(limits.memory));
    let _ = setrlimit(Resource::Cpu, at_most(limits.seconds));
    let _ = setrlimit(Resource::Fsize, at_most(0));
}

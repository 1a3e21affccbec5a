//! Passwords are dear to hash on purpose, half a processor at most hashes, and pages go before it. Whose turn it is, is `domain::turns`.

use std::{
    net::IpAddr,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, LazyLock, Mutex, PoisonError, mpsc},
    thread,
};

use tokio::sync::oneshot;

use crate::{
    domain::turns::{Asker, Turns},
    web::frame::error::Error,
};

/// Those who are known and may wait for their turn: a school's whole staff at 08:25.
const KNOWN_WAITING: usize = 200;

/// Others who may wait; more are sent away at once, for waiting would be in vain.
const OTHERS_WAITING: usize = 40;

/// How much the processors prefer everything else (`nice`): a hash has about a tenth of what a page has, where both want the same one.
const NICENESS: i32 = 10;

/// Where a wish for a turn comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Whence {
    /// A device that is remembered, or a session, by what is kept of its token.
    Device(Vec<u8>),
    /// An address, where addresses are told apart.
    Address(Option<IpAddr>),
}

#[derive(Debug)]
struct Waiting {
    turns: Turns<Whence, oneshot::Sender<Turn>>,
    running: usize,
}

/// The turns at hashing.
#[derive(Clone, Debug)]
pub(super) struct Hashing(Arc<Mutex<Waiting>>);

impl Default for Hashing {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Waiting { turns: Turns::new(KNOWN_WAITING, OTHERS_WAITING), running: 0 })))
    }
}

/// A turn at hashing: it is over when this is dropped, and then it is the next one's.
#[derive(Debug)]
pub(in crate::web) struct Turn(Hashing);

impl Hashing {
    /// Waits for a turn.
    pub(super) async fn turn(&self, asker: Asker<Whence>) -> Result<Turn, Error> {
        let (sender, turn) = oneshot::channel();
        let away = {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if waiting.running < at_once() {
                waiting.running += 1;
                return Ok(Turn(self.clone()));
            }
            waiting.turns.join(asker, sender)
        };
        drop(away); // whoever it was is told so by this
        turn.await.map_err(|_| Error::Busy)
    }

    fn next(&self) -> Option<oneshot::Sender<Turn>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = waiting.turns.take();
        if next.is_none() {
            waiting.running -= 1;
        }
        next
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Whoever has gone away meanwhile does not take it, and it is dropped once more: the next one's.
        if let Some(next) = self.0.next() {
            let _ = next.send(Self(self.0.clone()));
        }
    }
}

/// Passwords that are hashed at the same time: so that every other processor answers pages.
fn at_once() -> usize {
    thread::available_parallelism().map_or(1, |all: NonZero<usize>| all.get() / 2).clamp(1, 4)
}

/// What is to be hashed, as the threads take it.
type Job = Box<dyn FnOnce() + Send>;

/// The threads that hash, as many as do at the same time, for as long as the program runs: each keeps the memory that a hash takes, so that a
/// thread for each hash would leave the memory of many behind.
static THREADS: LazyLock<mpsc::Sender<Job>> = LazyLock::new(|| {
    let (sender, jobs) = mpsc::channel::<Job>();
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..at_once() {
        let jobs = Arc::clone(&jobs);
        let made = thread::Builder::new().name("hashing".to_owned()).spawn(move || work(&jobs));
        if let Err(why) = made {
            tracing::error!(%why, "no thread to hash passwords on");
        }
    }
    sender
});

fn work(jobs: &Mutex<mpsc::Receiver<Job>>) {
    give_way();
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        // Whoever asked hears of a panic by getting no answer.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

/// Does what takes long on a thread that gives way to pages.
///
/// # Errors
/// When there is no thread, or the work panicked.
pub(in crate::web) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> anyhow::Result<T> {
    let (sender, done) = oneshot::channel();
    // Whoever asked may have gone away.
    let job: Job = Box::new(move || _ = sender.send(work()));
    THREADS.send(job).map_err(|_| anyhow::anyhow!("no thread to hash passwords on"))?;
    Ok(done.await?)
}

/// On Linux a priority is a thread's own; elsewhere it would be the whole program's.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(why) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!(%why, "hashing has the priority of pages");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(last: u8) -> Asker<Whence> {
        Asker::Anywhere(Whence::Address(Some(IpAddr::from([192, 0, 2, last]))))
    }

    #[tokio::test]
    async fn a_few_hash_so_many_wait_and_the_next_is_sent_away() {
        let hashing = Hashing::default();
        let mut first = Vec::new();
        for _ in 0..at_once() {
            first.push(hashing.turn(from(1)).await.unwrap());
        }
        let waiting: Vec<_> = (0..OTHERS_WAITING)
            .map(|_| {
                let hashing = hashing.clone();
                tokio::spawn(async move { hashing.turn(from(1)).await.is_ok() })
            })
            .collect();
        tokio::task::yield_now().await;
        assert!(matches!(hashing.turn(from(1)).await, Err(Error::Busy)));
        let known = hashing.clone();
        let known = tokio::spawn(async move { known.turn(Asker::Known(Whence::Device(vec![1]))).await.is_ok() });
        let (gone, other) = (hashing.clone(), hashing.clone());
        let gone = tokio::spawn(async move { gone.turn(from(2)).await.is_ok() });
        tokio::task::yield_now().await;
        gone.abort();
        assert!(gone.await.is_err(), "somebody who closed the page");
        let other = tokio::spawn(async move { other.turn(from(3)).await.is_ok() });
        tokio::task::yield_now().await;
        drop(first);
        assert!(known.await.unwrap() && other.await.unwrap(), "another address is not kept out by those of one");
        let mut got = 0;
        for one in waiting {
            got += usize::from(one.await.unwrap());
        }
        assert_eq!(got, OTHERS_WAITING - 2, "two made room for those of other addresses; every other one got a turn");
        assert!(hashing.turn(from(1)).await.is_ok());
        assert_eq!(hashing.0.lock().unwrap().running, 0);
    }
}

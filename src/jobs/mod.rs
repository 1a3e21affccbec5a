//! The worker: once a minute it looks at what is due, and sends what waits. Everything it knows is in the database, so that it can be
//! killed at any instant: nothing is lost, and at most the message in flight (two, where the server keeps one waiting) goes a second time,
//! byte for byte the same.

pub mod backups;
pub mod returned;
mod rounds;
pub mod schedule;
mod sender;

use std::{
    fs::{File, TryLockError},
    future::Future,
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use anyhow::{Context, bail};
use sqlx::SqliteConnection;
use tokio::{sync::Notify, time::MissedTickBehavior};

use sender::{Baton, drain_in_turn};
pub use sender::{Sent, drain, send_one};

use crate::{
    clock::Clock,
    dispatch::{self, Post},
    domain::{ids::SchoolId, time::Moment},
    mail::{Transport, failpoint},
    store::{Actor, Store, imports, looks, notices::queue, once},
};

/// Holds the right to send for this database: dropped, or with the end of the process, it is free again.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

/// Takes the right to send, so that two processes on one file cannot both.
///
/// # Errors
/// When another process has it, or the lock file cannot be made.
pub fn lock(store: &Store) -> anyhow::Result<Lock> {
    let path = PathBuf::from(format!("{}.sender", store.path().display()));
    let file = File::create(&path).with_context(|| format!("could not make {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => bail!("another Thrice sends from this database already"),
        Err(TryLockError::Error(why)) => Err(why).with_context(|| format!("could not lock {}", path.display())),
    }
}

/// Works until `shutdown` resolves. A message in flight is finished first.
///
/// Two loops: one looks at what is due once a minute, the other sends what waits: at once what the first has written, and within
/// seconds what a page has. So a mail server that keeps us waiting never keeps a message from being written; and a third goes on with
/// what waits while one message is kept waiting.
///
/// # Errors
/// When another process sends from this database already.
pub async fn run(
    store: Store,
    clock: Clock,
    post: Post,
    transport: Transport,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    run_with(store, clock, post, transport, schedule::PATIENCE, shutdown).await
}

/// As [`run`], with another patience with a server that keeps one message waiting.
///
/// # Errors
/// As [`run`].
pub async fn run_with(
    store: Store,
    clock: Clock,
    post: Post,
    mut transport: Transport,
    patience: Duration,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let _lock = lock(&store)?;
    recover(&store, &clock).await?;
    let stop = AtomicBool::new(false);
    let (wake_scheduler, wake_sender) = (Notify::new(), Notify::new());
    let watch = async {
        shutdown.await;
        stop.store(true, Ordering::SeqCst);
        wake_scheduler.notify_one();
        wake_sender.notify_waiters();
        wake_sender.notify_one();
        tokio::time::sleep(schedule::GRACE).await;
    };
    let schedule = async {
        let mut every = tokio::time::interval(schedule::LOOK_EVERY);
        every.set_missed_tick_behavior(MissedTickBehavior::Delay);
        every.tick().await; // the first is at once
        while !stop.load(Ordering::SeqCst) {
            let done = queue_due(&store, &clock, &post).await;
            complain("looking at what is due", done);
            wake_sender.notify_one();
            tokio::select! {
                _ = every.tick() => {}
                () = wake_scheduler.notified() => {}
            }
        }
    };
    let baton = Baton::default();
    let send = async |transport: &mut Transport| {
        loop {
            // Somebody may be looking at their mailbox for what they have just asked for.
            tokio::select! {
                () = wake_sender.notified() => {}
                () = tokio::time::sleep(schedule::SEND_EVERY) => {}
            }
            if stop.load(Ordering::SeqCst) {
                break;
            }
            store.catch_up().await;
            let turn = (&stop, &baton, patience);
            complain("sending", drain_in_turn(&store, &clock, &post, transport, turn).await);
            transport.close().await;
        }
    };
    let mut second = transport.another();
    let beside = async {
        if let Some(second) = &mut second {
            send(second).await;
        }
    };
    tokio::select! {
        () = watch => tracing::warn!("a message was still in flight: it is in doubt and goes again at the next start"),
        _ = async { tokio::join!(schedule, send(&mut transport), beside) } => {}
    }
    Ok(())
}

fn complain(what: &str, done: anyhow::Result<usize>) {
    if let Err(error) = done {
        tracing::error!(error = format!("{error:#}"), "{what} failed; it is tried again in a minute");
    }
}

/// Puts back what the last process was sending when it ended.
pub async fn recover(store: &Store, clock: &Clock) -> anyhow::Result<()> {
    let mut tx = store.begin_for_all(Actor::System, clock.now()).await?;
    let doubtful = queue::recover(&mut tx).await?;
    tx.commit_aside().await?;
    if doubtful > 0 {
        tracing::warn!(doubtful, "messages were in flight when the last process ended: the same bytes go again");
    }
    Ok(())
}

/// Queues what is due in every school in which anything can be due by now, and beats. A minute in which nothing can is one look at an
/// index.
pub async fn queue_due(store: &Store, clock: &Clock, post: &Post) -> anyhow::Result<usize> {
    let schools = to_look_at(&mut *store.read().await?, clock.now()).await?;
    let mut queued = 0;
    for school in schools {
        let mut tx = store.begin(Actor::System, school, clock.now()).await?;
        queued += dispatch::look(&mut tx, post).await?;
        failpoint::reach("queued");
        tx.commit_aside().await?;
    }
    let mut tx = store.begin_for_all(Actor::System, clock.now()).await?;
    imports::forget(&mut tx).await?;
    once::forget(&mut tx).await?;
    queue::beat(&mut tx, "scheduler", &format!("{queued} queued")).await?;
    tx.commit_aside().await?;
    Ok(queued)
}

/// Those in which anything can be due. Where the clock was set back since the last look, what was noted for later may lie far ahead: then
/// all of them.
async fn to_look_at(conn: &mut SqliteConnection, now: Moment) -> anyhow::Result<Vec<SchoolId>> {
    let last = queue::last_beat(conn, "scheduler").await?;
    if last.is_some_and(|(at, _)| at > now) { queue::schools(conn).await } else { looks::due(conn, now).await }
}

//! The mailbox to which messages come back: looked into every few minutes, each mail read once. What cannot be read costs that mail; a mailbox
//! that does not answer is asked again at the next look.

use std::future::{Future, pending};

use anyhow::Context;

use super::{rounds::whenever, schedule};
use crate::{
    clock::Clock,
    domain::{
        ids::SchoolId,
        returned::{Verdict, judge},
    },
    mail::{Look, Mailbox, ReadTo, came_back},
    store::{
        Actor, Store,
        notices::{Written, queue},
        returned::{self, Place},
    },
};

/// The part of the worker by whose beat people see when it looked last, and what it found.
const BEAT: &str = "mailbox";

/// Looks into the mailbox whenever it is time, until `shutdown` resolves. Without one there is nothing to do.
///
/// # Errors
/// Never: what fails is logged, told by `thrice doctor`, and tried again.
pub async fn run(
    store: Store,
    clock: Clock,
    mailbox: Option<Mailbox>,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let Some(mailbox) = mailbox else {
        shutdown.await;
        return Ok(());
    };
    let work = async || {
        if let Err(error) = look(&store, &clock, &mailbox).await {
            tracing::error!(error = format!("{error:#}"), "the mailbox could not be read; it is tried again later");
        }
    };
    // A look that waits for a mail server keeps nobody from stopping: what it has read is written down.
    tokio::select! {
        () = shutdown => {}
        () = whenever(schedule::MAILBOX_EVERY, pending(), work) => {}
    }
    Ok(())
}

/// Reads on in the mailbox until there is nothing new. Returns how many reports were about messages of ours.
///
/// # Errors
/// When the mailbox does not answer, or the database refuses. What was read is written down.
pub async fn look(store: &Store, clock: &Clock, mailbox: &Mailbox) -> anyhow::Result<usize> {
    let (name, mut ours) = (mailbox.name(), 0);
    loop {
        let from = returned::mark(&mut *store.read().await?, &name).await?;
        let from = from.map(|(validity, uid)| ReadTo { validity, uid });
        let look = match mailbox.look(from, schedule::MAILS_A_LOOK).await {
            Ok(look) => look,
            Err(error) => {
                beat(store, clock, &format!("{error:#}")).await?;
                return Err(error).with_context(|| format!("the mailbox {name}"));
            }
        };
        ours += read(store, clock, &name, &look).await?;
        if !look.more {
            break;
        }
    }
    beat(store, clock, "").await?;
    Ok(ours)
}

/// Takes each report of a look, then notes up to where it has come.
async fn read(store: &Store, clock: &Clock, mailbox: &str, look: &Look) -> anyhow::Result<usize> {
    let mut ours = 0;
    for (uid, raw) in &look.reports {
        let place = Place { mailbox, validity: look.mark.validity, uid: *uid };
        match one(store, clock, place, raw.as_deref()).await {
            Ok(is_ours) => ours += usize::from(is_ours),
            Err(error) => {
                tracing::error!(uid, error = format!("{error:#}"), "a mail that came back could not be taken");
                take(store, clock, place, Verdict::Unreadable, None).await?;
            }
        }
    }
    let place = Place { mailbox, validity: look.mark.validity, uid: look.mark.uid };
    let mut tx = store.begin_for_all(Actor::System, clock.now()).await?;
    returned::put_mark(&mut tx, place).await?;
    tx.commit_aside().await?;
    Ok(ours)
}

/// Takes one report. Returns whether it is about a message of ours.
async fn one(store: &Store, clock: &Clock, place: Place<'_>, raw: Option<&[u8]>) -> anyhow::Result<bool> {
    let Some(came) = raw.and_then(came_back) else {
        take(store, clock, place, Verdict::Unreadable, None).await?;
        return Ok(false);
    };
    let about = returned::message(&mut *store.read().await?, &came.message_ids).await?;
    let verdict = about.as_ref().map_or(Verdict::NotOurs, |(_, one)| judge(&came, &one.logged.address));
    take(store, clock, place, verdict, about.as_ref()).await?;
    Ok(about.is_some())
}

async fn take(
    store: &Store,
    clock: &Clock,
    place: Place<'_>,
    verdict: Verdict,
    about: Option<&(SchoolId, Written)>,
) -> anyhow::Result<()> {
    let mut tx = match about {
        Some((school, _)) => store.begin(Actor::System, *school, clock.now()).await?,
        None => store.begin_for_all(Actor::System, clock.now()).await?,
    };
    returned::take(&mut tx, place, verdict, about.map(|(_, one)| one)).await?;
    // What is about none of ours changes nothing that a page shows.
    if about.is_some() { tx.commit().await } else { tx.commit_aside().await }
}

async fn beat(store: &Store, clock: &Clock, detail: &str) -> anyhow::Result<()> {
    let mut tx = store.begin_for_all(Actor::System, clock.now()).await?;
    queue::beat(&mut tx, BEAT, detail).await?;
    tx.commit_aside().await
}

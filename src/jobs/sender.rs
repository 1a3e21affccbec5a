//! Sending: one message at a time, claimed before its first byte leaves and settled after the server's answer.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicBool, Ordering},
    task::Poll,
};

use super::schedule;
use crate::{
    clock::Clock,
    dispatch::{self, Post},
    domain::{
        ids::SchoolId,
        notice::{HeldBack, NoticeKind, Recipient},
    },
    mail::{Outcome, Parcel, Transport, failpoint},
    store::{
        Actor, Store, calendar, health,
        notices::queue::{self, Claimed},
    },
};

/// What one step of the sender did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sent {
    /// Nothing waits that may leave now.
    Idle,
    /// The mail server refuses us: everything waits.
    Paused,
    /// The server took a message.
    Accepted,
    /// A message was put off.
    Later,
    /// A message reached its end without leaving: refused, given up, set aside or cancelled.
    Ended,
}

/// Sends until nothing waits, the queue is paused, several tries in a row were put off by the server, or `stop` is set. Without a mail
/// server it only says so. Returns how many messages the server took.
pub async fn drain(
    store: &Store,
    clock: &Clock,
    post: &Post,
    transport: &mut Transport,
    stop: &AtomicBool,
) -> anyhow::Result<usize> {
    if matches!(transport, Transport::Off) {
        beat(store, clock, health::OFF).await?;
        return Ok(0);
    }
    beat(store, clock, "at work").await?;
    let (mut accepted, mut failures) = (0, 0);
    while !stop.load(Ordering::SeqCst) && failures < schedule::ENOUGH_FAILURES {
        match send_one(store, clock, post, transport).await? {
            Sent::Idle | Sent::Paused => break,
            Sent::Accepted => (accepted, failures) = (accepted + 1, 0),
            Sent::Later => failures += 1,
            Sent::Ended => failures = 0,
        }
    }
    beat(store, clock, &format!("{accepted} sent")).await?;
    Ok(accepted)
}

async fn beat(store: &Store, clock: &Clock, detail: &str) -> anyhow::Result<()> {
    let mut tx = store.begin(Actor::System, SchoolId(0), clock.now()).await?;
    queue::beat(&mut tx, "sender", detail).await?;
    tx.commit().await
}

/// Sends the next message, if there is one.
pub async fn send_one(store: &Store, clock: &Clock, post: &Post, transport: &mut Transport) -> anyhow::Result<Sent> {
    let now = clock.now();
    let (next, pause) = {
        let mut conn = store.read().await?;
        (queue::next(&mut conn, now).await?, queue::paused(&mut conn).await?)
    };
    if pause.is_some_and(|(_, asked)| asked.plus_seconds(schedule::PROBE_EVERY) > now) {
        return Ok(Sent::Paused);
    }
    let Some((id, school)) = next else { return Ok(Sent::Idle) };
    let mut tx = store.begin(Actor::System, school, now).await?;
    let Some(claimed) = queue::claim(&mut tx, id).await? else { return Ok(Sent::Later) };
    queue::beat(&mut tx, "sender", "at work").await?;
    if let Err(reason) = queue::still_good(&mut tx, &claimed).await? {
        queue::cancel(&mut tx, &claimed, &reason).await?;
        if let (HeldBack::AddressChanged, Recipient::Staff(staff), NoticeKind::Security) =
            (reason, claimed.to, claimed.kind)
        {
            dispatch::account_news_again(&mut tx, post, staff, claimed.id, claimed.queued).await?;
        }
        tx.commit().await?;
        return Ok(Sent::Ended);
    }
    let calendar = calendar::load(tx.conn(), school).await?;
    if let Some(opens) = schedule::opens(claimed.kind, claimed.limit, &calendar, now) {
        queue::later(&mut tx, &claimed, opens, "withdrawn", "waits for school hours").await?;
        tx.commit().await?;
        return Ok(Sent::Ended);
    }
    tx.commit().await?;
    failpoint::reach("claimed");
    let parcel = Parcel {
        from: post.from.as_str().to_owned(),
        to: claimed.address.clone(),
        message_id: claimed.message_id.clone(),
        raw: claimed.raw.clone(),
    };
    let outcome = guarded(transport, &parcel).await;
    failpoint::reach("answered");
    let sent = settle(store, clock, school, &claimed, outcome).await?;
    failpoint::reach("settled");
    Ok(sent)
}

/// Sends, and takes a panic for a refusal of this message's words: one poisoned message must not stop the others.
async fn guarded(transport: &mut Transport, parcel: &Parcel) -> Outcome {
    let mut sending = Box::pin(transport.send(parcel));
    std::future::poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| sending.as_mut().poll(cx))) {
        Ok(poll) => poll,
        Err(_) => Poll::Ready(Outcome::ContentRefused("the program stumbled over this message".to_owned())),
    })
    .await
}

async fn settle(
    store: &Store,
    clock: &Clock,
    school: SchoolId,
    claimed: &Claimed,
    outcome: Outcome,
) -> anyhow::Result<Sent> {
    let now = clock.now();
    let mut tx = store.begin(Actor::System, school, now).await?;
    let outcome = match outcome {
        // A server that takes other messages does not refuse us, but this one: it must not stop the queue for ever.
        Outcome::ConfigRefused(reply) if queue::others_went(&mut tx, claimed).await? => Outcome::ContentRefused(reply),
        outcome => outcome,
    };
    if !matches!(outcome, Outcome::ConfigRefused(_) | Outcome::Retry(_)) {
        queue::resume(&mut tx).await?;
    }
    let again = schedule::next_try(claimed.id, claimed.attempt, now);
    let sent = match outcome {
        Outcome::Accepted(reply) => {
            queue::settle_accepted(&mut tx, claimed, &reply).await?;
            Sent::Accepted
        }
        Outcome::Retry(reply)
            if again > claimed.first_try.plus_seconds(schedule::GIVE_UP_AFTER)
                && claimed.attempt >= schedule::TRIES_BEFORE_GIVING_UP =>
        {
            queue::give_up(&mut tx, claimed, &reply).await?;
            Sent::Ended
        }
        Outcome::Retry(reply) => {
            queue::later(&mut tx, claimed, again, "retry", &reply).await?;
            Sent::Later
        }
        Outcome::RecipientRefused(reply) => {
            queue::mark_address_dead(&mut tx, claimed, &reply).await?;
            Sent::Ended
        }
        Outcome::ConfigRefused(reply) => {
            queue::later(&mut tx, claimed, now, "paused", &reply).await?;
            queue::pause(&mut tx, &reply).await?;
            Sent::Paused
        }
        Outcome::ContentRefused(reply) if claimed.poisoned + 1 >= schedule::POISONED => {
            queue::set_aside(&mut tx, claimed, &reply).await?;
            Sent::Ended
        }
        Outcome::ContentRefused(reply) => {
            queue::later(&mut tx, claimed, again, "poison", &reply).await?;
            Sent::Ended
        }
    };
    failpoint::reach("settling");
    tx.commit().await?;
    Ok(sent)
}

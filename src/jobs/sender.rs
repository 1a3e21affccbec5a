//! Sending: one message at a time, claimed before its first byte leaves and settled after the server's answer. Where the server keeps one
//! waiting, a second sender goes on with the others meanwhile.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::atomic::{AtomicBool, Ordering},
    task::Poll,
    time::Duration,
};

use tokio::{sync::Semaphore, time::timeout};

use super::schedule;
use crate::{
    clock::Clock,
    dispatch::{self, Post},
    domain::{
        calendar::Calendar,
        ids::SchoolId,
        notice::{HeldBack, NoticeKind, Recipient},
        time::Moment,
    },
    mail::{Outcome, Parcel, Transport, failpoint},
    store::{
        Actor, Store, Tx, calendar, health,
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

/// Messages that are put back or withdrawn in one act, at most: pages that save wait no longer than that takes.
const PUT_BACK_AT_ONCE: usize = 50;

/// Seconds between two signs of life of a sender that has nothing to do.
const IDLE_BEAT: i64 = 60;

/// Sends until nothing waits, the queue is paused, several tries in a row were put off by the server, or `stop` is set. Without a mail
/// server it only says so. Returns how many messages the server took.
///
/// How one message ended, and that the next is ours, is one act: one durable commit a message, and never more than one in doubt.
pub async fn drain(
    store: &Store,
    clock: &Clock,
    post: &Post,
    transport: &mut Transport,
    stop: &AtomicBool,
) -> anyhow::Result<usize> {
    drain_in_turn(store, clock, post, transport, (stop, &Baton::default(), schedule::PATIENCE)).await
}

/// The right to begin with messages: one sender has it at a time, and gives it on while a message keeps it waiting.
#[derive(Debug)]
pub(super) struct Baton(Semaphore);

impl Default for Baton {
    fn default() -> Self {
        Self(Semaphore::new(1))
    }
}

/// As [`drain`], beside others who send. Where the server keeps one message waiting for longer than `patience`, somebody else goes on, and
/// this one only says how that message ended.
pub(super) async fn drain_in_turn(
    store: &Store,
    clock: &Clock,
    post: &Post,
    transport: &mut Transport,
    (stop, baton, patience): (&AtomicBool, &Baton, Duration),
) -> anyhow::Result<usize> {
    let off = matches!(transport, Transport::Off);
    if off || !waits(store, clock).await? {
        beat_if_silent(store, clock, if off { health::OFF } else { "0 sent" }).await?;
        return Ok(0);
    }
    let mut held = Some(baton.0.acquire().await?);
    beat(store, clock, "at work").await?;
    let (mut desk, mut last) = (Desk::new(store, clock, post), None);
    while let Some(claimed) = desk.turn(last.take(), stop, held.is_some()).await? {
        let mut sending = pin!(hand_over(post, transport, claimed));
        last = Some(match timeout(patience, &mut sending).await {
            Ok(handed) => handed,
            Err(_) => {
                held = None;
                sending.await
            }
        });
    }
    beat(store, clock, &format!("{} sent", desk.accepted)).await?;
    Ok(desk.accepted)
}

/// Sends the next message, if there is one, and nothing after it.
pub async fn send_one(store: &Store, clock: &Clock, post: &Post, transport: &mut Transport) -> anyhow::Result<Sent> {
    let mut desk = Desk::new(store, clock, post);
    let mut tx = desk.begin().await?;
    let next = desk.claim_next(&mut tx).await?;
    tx.commit_aside().await?;
    let last = match next {
        Next::Nothing => return Ok(Sent::Idle),
        Next::Paused => return Ok(Sent::Paused),
        Next::PutBack => return Ok(Sent::Ended),
        Next::Ours(claimed) => hand_over(post, transport, *claimed).await,
    };
    let mut tx = desk.begin().await?;
    let sent = desk.settle(&mut tx, last).await?;
    tx.commit_aside().await?;
    Ok(sent)
}

/// Whether there is anything to do: asked without an act, since mostly there is not.
async fn waits(store: &Store, clock: &Clock) -> anyhow::Result<bool> {
    Ok(queue::next(&mut *store.read().await?, clock.now()).await?.message.is_some())
}

async fn beat(store: &Store, clock: &Clock, detail: &str) -> anyhow::Result<()> {
    let mut tx = store.begin_for_all(Actor::System, clock.now()).await?;
    queue::beat(&mut tx, "sender", detail).await?;
    tx.commit_aside().await
}

async fn beat_if_silent(store: &Store, clock: &Clock, detail: &str) -> anyhow::Result<()> {
    let last = queue::last_beat(&mut *store.read().await?, "sender").await?;
    let fresh = |at: Moment| (clock.now().unix() - at.unix()).abs() < IDLE_BEAT;
    if last.is_some_and(|(at, said)| fresh(at) && said == detail) { Ok(()) } else { beat(store, clock, detail).await }
}

/// A message that was handed over, and what the server made of it.
struct Handed {
    claimed: Claimed,
    outcome: Outcome,
}

async fn hand_over(post: &Post, transport: &mut Transport, claimed: Claimed) -> Handed {
    failpoint::reach("claimed");
    let parcel = Parcel {
        from: post.from.as_str().to_owned(),
        to: claimed.address.clone(),
        message_id: claimed.message_id.clone(),
        raw: claimed.raw.clone(),
    };
    let outcome = guarded(transport, &parcel).await;
    failpoint::reach("answered");
    Handed { claimed, outcome }
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

/// What there is to send next.
enum Next {
    /// This message, which is claimed.
    Ours(Box<Claimed>),
    /// A message that may not leave, or not yet: there may be others behind it.
    PutBack,
    /// None that may leave now.
    Nothing,
    /// The mail server refuses us, and was asked a short while ago.
    Paused,
}

/// The sender between two messages.
struct Desk<'a> {
    store: &'a Store,
    clock: &'a Clock,
    post: &'a Post,
    /// Calendars of schools as they stood at an instant: asked once a second, not once a message.
    calendars: (Moment, BTreeMap<SchoolId, Calendar>),
    /// A pause of the queue is open.
    paused: bool,
    /// When the last sign of life was given.
    beaten: Moment,
    /// Messages that the server took.
    accepted: usize,
    /// Tries in a row that were put off.
    failures: usize,
}

impl<'a> Desk<'a> {
    fn new(store: &'a Store, clock: &'a Clock, post: &'a Post) -> Self {
        let now = clock.now();
        let calendars = (now, BTreeMap::new());
        Self { store, clock, post, calendars, paused: false, beaten: now, accepted: 0, failures: 0 }
    }

    async fn begin(&self) -> anyhow::Result<Tx> {
        self.store.begin_for_all(Actor::System, self.clock.now()).await
    }

    /// One act between two messages: how the last one ended, and which goes next, if any may and nobody else has gone on meanwhile.
    async fn turn(
        &mut self,
        mut last: Option<Handed>,
        stop: &AtomicBool,
        is_alone: bool,
    ) -> anyhow::Result<Option<Claimed>> {
        loop {
            let mut tx = self.begin().await?;
            let (ends, mut goes_on) = (last.is_some(), true);
            if let Some(last) = last.take() {
                let sent = self.settle(&mut tx, last).await?;
                goes_on = self.count(sent);
            }
            goes_on = goes_on && is_alone && !stop.load(Ordering::SeqCst);
            let next = if goes_on { self.claim_good(&mut tx).await? } else { Next::Nothing };
            if ends {
                failpoint::reach("settling");
            }
            tx.commit_aside().await?;
            if ends {
                failpoint::reach("settled");
            }
            match next {
                Next::Ours(claimed) => return Ok(Some(*claimed)),
                Next::PutBack => {}
                Next::Nothing | Next::Paused => return Ok(None),
            }
        }
    }

    /// Counts how a try ended. Returns whether to go on.
    fn count(&mut self, sent: Sent) -> bool {
        match sent {
            Sent::Accepted => (self.accepted, self.failures) = (self.accepted + 1, 0),
            Sent::Later => self.failures += 1,
            Sent::Idle | Sent::Paused | Sent::Ended => self.failures = 0,
        }
        sent != Sent::Paused && self.failures < schedule::ENOUGH_FAILURES
    }

    /// Claims the next message that may leave; those before it are put back or withdrawn in the same act.
    async fn claim_good(&mut self, tx: &mut Tx) -> anyhow::Result<Next> {
        for _ in 0..PUT_BACK_AT_ONCE {
            let next = self.claim_next(tx).await?;
            if !matches!(next, Next::PutBack) {
                return Ok(next);
            }
        }
        Ok(Next::PutBack)
    }

    /// Claims the next message, and asks once more whether it may leave.
    async fn claim_next(&mut self, tx: &mut Tx) -> anyhow::Result<Next> {
        let now = tx.now;
        let found = queue::next(tx.conn(), now).await?;
        self.paused = found.paused.is_some();
        // Asked while the clock was ahead is never asked.
        if found.paused.is_some_and(|asked| asked <= now && asked.plus_seconds(schedule::PROBE_EVERY) > now) {
            return Ok(Next::Paused);
        }
        let Some((id, school)) = found.message else { return Ok(Next::Nothing) };
        tx.enter(school);
        let Some(claimed) = queue::claim(tx, id).await? else { return Ok(Next::Nothing) };
        if (now.unix() - self.beaten.unix()).abs() >= IDLE_BEAT {
            queue::beat(tx, "sender", "at work").await?;
            self.beaten = now;
        }
        if let Err(reason) = queue::still_good(tx, &claimed).await? {
            queue::cancel(tx, &claimed, &reason).await?;
            tx.raise().await?;
            if let (HeldBack::AddressChanged, Recipient::Staff(staff), NoticeKind::Security) =
                (reason, claimed.to, claimed.kind)
            {
                dispatch::account_news_again(tx, self.post, staff, claimed.id, claimed.queued).await?;
            }
            return Ok(Next::PutBack);
        }
        if let Some(opens) = self.opens(tx, &claimed).await? {
            queue::later(tx, &claimed, opens, "withdrawn", "waits for school hours").await?;
            return Ok(Next::PutBack);
        }
        Ok(Next::Ours(Box::new(claimed)))
    }

    /// When a message may leave, if not now.
    async fn opens(&mut self, tx: &mut Tx, claimed: &Claimed) -> anyhow::Result<Option<Moment>> {
        if schedule::leaves_at_any_hour(claimed.kind) {
            return Ok(None);
        }
        let (now, school) = (tx.now, tx.school()?);
        if self.calendars.0 != now {
            self.calendars = (now, BTreeMap::new());
        }
        let calendar = match self.calendars.1.entry(school) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(calendar::load(tx.conn(), school).await?),
        };
        Ok(schedule::opens(claimed.kind, claimed.limit, calendar, now))
    }

    /// Writes down how a try ended, and what follows from it.
    async fn settle(&self, tx: &mut Tx, Handed { claimed, outcome }: Handed) -> anyhow::Result<Sent> {
        let (now, claimed) = (tx.now, &claimed);
        tx.enter(claimed.school);
        let outcome = match outcome {
            // A server that takes other messages does not refuse us, but this one: it must not stop the queue for ever.
            Outcome::ConfigRefused(reply) if queue::others_went(tx, claimed).await? => Outcome::ContentRefused(reply),
            Outcome::RecipientRefused(reply) if queue::refused_alike(tx, claimed, &reply).await? => {
                Outcome::ConfigRefused(format!("several addresses in a row were refused alike: {reply}"))
            }
            outcome => outcome,
        };
        if self.paused && !matches!(outcome, Outcome::ConfigRefused(_) | Outcome::Retry(_)) {
            queue::resume(tx).await?;
        }
        let again = schedule::next_try(claimed.id, claimed.attempt, now);
        let sent = match outcome {
            Outcome::Accepted(reply) => {
                queue::settle_accepted(tx, claimed, &reply).await?;
                // A meeting counts as offered from here on.
                if claimed.kind == NoticeKind::Invite {
                    tx.count().await?;
                }
                Sent::Accepted
            }
            Outcome::Retry(reply)
                if again > claimed.first_try.plus_seconds(schedule::GIVE_UP_AFTER)
                    && claimed.attempt >= schedule::TRIES_BEFORE_GIVING_UP =>
            {
                queue::give_up(tx, claimed, &reply).await?;
                Sent::Ended
            }
            Outcome::Retry(reply) => {
                queue::later(tx, claimed, again, "retry", &reply).await?;
                Sent::Later
            }
            Outcome::RecipientRefused(reply) => {
                queue::mark_address_dead(tx, claimed, &reply).await?;
                Sent::Ended
            }
            Outcome::ConfigRefused(reply) => {
                queue::later(tx, claimed, now, "paused", &reply).await?;
                queue::pause(tx, &reply).await?;
                Sent::Paused
            }
            Outcome::ContentRefused(reply) if claimed.poisoned + 1 >= schedule::POISONED => {
                queue::set_aside(tx, claimed, &reply).await?;
                Sent::Ended
            }
            Outcome::ContentRefused(reply) => {
                queue::later(tx, claimed, again, "poison", &reply).await?;
                Sent::Ended
            }
        };
        if sent == Sent::Ended {
            tx.raise().await?;
        }
        Ok(sent)
    }
}

//! `thrice remind`: what is due on a day, and out with it.

use std::sync::atomic::AtomicBool;

use anyhow::{Context, bail};
use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use crate::{
    clock::Clock,
    dispatch::{self, Post, Scope},
    domain::{
        notice::{HeldBack, Recipient},
        reminder::Standing,
        time::{LongDay, Moment},
    },
    jobs,
    mail::{self, Transport},
    store::{
        Store,
        delivery_log::{self, Waiting},
        notices::{self, queue},
        schools,
    },
};

/// One message, as `--json` prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Line {
    /// Its kind's code.
    pub kind: String,
    /// The address it goes to, or empty where there is none; "office" for a phone call to make.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// Its key.
    pub key: String,
    /// "due" or "held".
    pub status: &'static str,
    /// Why it is held back, or what the mail server said at the last try; or empty.
    pub reason: String,
}

/// What to do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// As if it were this day, a minute before the last message leaves; today and now without it.
    pub on: Option<NaiveDate>,
    /// Only say what would go.
    pub dry_run: bool,
    /// Print JSON.
    pub json: bool,
}

/// Works out what is due, queues and sends it unless it is a dry run, and returns what to print. What is printed is what was due before.
///
/// Where a running Thrice sends from this database, what was queued is left to it; and another day is refused then, because messages of
/// two different todays would be mixed.
///
/// # Errors
/// When another day is asked for while Thrice runs, or the database refuses; nothing was written then.
pub async fn run(
    store: &Store,
    clock: &Clock,
    post: &Post,
    transport: &mut Transport,
    wish: Wish,
) -> anyhow::Result<String> {
    let end_of_day = NaiveTime::from_hms_opt(17, 59, 0).context("a time of day")?;
    let asked = wish.on.map_or_else(|| clock.now(), |day| Moment::at(day, end_of_day));
    let lines = lines(store, post, asked).await?;
    let mut done = String::new();
    if !wish.dry_run {
        done = match (jobs::lock(store), wish.on) {
            (Ok(_lock), Some(_)) => send(store, &Clock::standing_at(asked), post, transport).await?,
            (Ok(_lock), None) => send(store, clock, post, transport).await?,
            (Err(_), Some(day)) if day != clock.now().today() => {
                bail!(
                    "Thrice is running with this database, and for it today is {}: stop it first, or add --dry-run to only look",
                    LongDay(clock.now().today())
                )
            }
            (Err(_), _) => {
                jobs::queue_due(store, clock, post).await?;
                "The running Thrice sends them.".to_owned()
            }
        };
    }
    if wish.json {
        return Ok(serde_json::to_string_pretty(&lines)?);
    }
    Ok(format!("{}\n{done}", words(&lines)).trim_end().to_owned())
}

/// Queues what is due and sends what waits, as the worker would at this time.
async fn send(store: &Store, clock: &Clock, post: &Post, transport: &mut Transport) -> anyhow::Result<String> {
    jobs::recover(store, clock).await?;
    jobs::queue_due(store, clock, post).await?;
    let taken = jobs::drain(store, clock, post, transport, &AtomicBool::new(false)).await?;
    transport.close().await;
    Ok(format!("The mail server took {taken}."))
}

/// Every message of every school that is due up to this instant's day and has not left: first those that are written and wait, then
/// those that the rules ask for.
pub async fn lines(store: &Store, post: &Post, now: Moment) -> anyhow::Result<Vec<Line>> {
    let mut conn = store.read().await?;
    let mut lines = Vec::new();
    for school in queue::schools(&mut conn).await? {
        let found = schools::get(&mut conn, school).await?;
        let card = mail::SchoolCard { name: found.name, ..mail::SchoolCard::default() };
        let sender = super::mail::sender(post, &card.name);
        lines.extend(delivery_log::waiting_by(&mut conn, school, now).await?.into_iter().map(waiting));
        for planned in dispatch::outlook(&mut conn, Scope::School(school), now, now.today()).await? {
            let (status, reason) = match &planned.standing {
                Standing::Due | Standing::Later => ("due", String::new()),
                Standing::Held(why) | Standing::Stale(why) => ("held", why.words()),
            };
            let recipient = match planned.to {
                Recipient::Office => "office".to_owned(),
                person => notices::address_of(&mut conn, person).await?,
            };
            lines.push(Line {
                kind: planned.kind.as_code().to_owned(),
                recipient,
                subject: mail::subject(&card, &sender, &planned, now),
                due_on: planned.due_on,
                key: planned.key,
                status,
                reason,
            });
        }
    }
    Ok(lines)
}

fn waiting(one: Waiting) -> Line {
    let reason = if one.held { HeldBack::HeldByPerson.words() } else { one.reason };
    Line {
        kind: one.kind,
        recipient: one.address,
        subject: one.subject,
        due_on: one.due_on,
        key: one.key,
        status: if one.held { "held" } else { "due" },
        reason,
    }
}

fn words(lines: &[Line]) -> String {
    if lines.is_empty() {
        return "Nothing is due.".to_owned();
    }
    let line = |l: &Line| {
        let why = if l.reason.is_empty() { String::new() } else { format!("  ({})", l.reason) };
        format!("{}  {:<4}  {:<16} {}  {}{why}", l.due_on, l.status, l.kind, l.recipient, l.subject)
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

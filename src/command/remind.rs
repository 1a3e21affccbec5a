//! `thrice remind`: what is due on a day, and out with it.

use std::sync::atomic::AtomicBool;

use anyhow::Context;
use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use crate::{
    clock::Clock,
    dispatch::{self, Post, Scope},
    domain::{notice::Recipient, reminder::Standing, time::Moment},
    jobs,
    mail::{self, Transport},
    store::{
        Store,
        notices::{self, queue},
        schools,
    },
};

/// One message, as `--json` prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Line {
    /// Its kind's code.
    pub kind: String,
    /// The address it goes to; "office" for a phone call to make.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// Its key.
    pub key: String,
    /// "due" or "held".
    pub status: &'static str,
    /// Why it is held back, or empty.
    pub reason: String,
}

/// What to do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// As if it were this day, late in the afternoon; today and now without it.
    pub on: Option<NaiveDate>,
    /// Only say what would go.
    pub dry_run: bool,
    /// Print JSON.
    pub json: bool,
}

/// Works out what is due, queues and sends it unless it is a dry run, and returns what to print. Where a running Thrice sends from this
/// database already, what was queued is left to it.
///
/// # Errors
/// When the database refuses.
pub async fn run(
    store: &Store,
    clock: &Clock,
    post: &Post,
    transport: &mut Transport,
    wish: Wish,
) -> anyhow::Result<String> {
    let end_of_day = NaiveTime::from_hms_opt(17, 59, 0).context("a time of day")?;
    let now = wish.on.map_or_else(|| clock.now(), |day| Moment::at(day, end_of_day));
    let lines = lines(store, post, now).await?;
    if !wish.dry_run {
        let clock = if wish.on.is_some() { Clock::standing_at(now) } else { clock.clone() };
        jobs::queue_due(store, &clock, post).await?;
        if let Ok(_lock) = jobs::lock(store) {
            jobs::recover(store, &clock).await?;
            jobs::drain(store, &clock, post, transport, &AtomicBool::new(false)).await?;
            transport.close().await;
        }
    }
    if wish.json {
        return Ok(serde_json::to_string_pretty(&lines)?);
    }
    Ok(words(&lines))
}

/// Every message of every school that is due up to this instant's day and has not been said.
///
/// # Errors
/// When the database refuses.
pub async fn lines(store: &Store, post: &Post, now: Moment) -> anyhow::Result<Vec<Line>> {
    let mut conn = store.read().await?;
    let mut lines = Vec::new();
    for school in queue::schools(&mut conn).await? {
        let found = schools::get(&mut conn, school).await?;
        let card = mail::SchoolCard { name: found.name, ..mail::SchoolCard::default() };
        let sender = super::mail::sender(post, &card.name);
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

fn words(lines: &[Line]) -> String {
    if lines.is_empty() {
        return "Nothing is due.".to_owned();
    }
    let line = |l: &Line| {
        let held = if l.reason.is_empty() { String::new() } else { format!("  (held: {})", l.reason) };
        format!("{}  {:<16} {}  {}{held}", l.due_on, l.kind, l.recipient, l.subject)
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

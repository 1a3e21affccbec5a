//! The page: the next 14 days, and the log below it, each a page at a time, so that both can be read on a phone.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{AHEAD_A_PAGE, Foreseen, MessagesPage, together};
use crate::{
    domain::{
        count::counted,
        notice::NoticeKind,
        reminder::{Planned, Standing},
        time::{ClockTime, ShortDay},
    },
    store::{delivery_log::Refused, notices::Logged},
    web::{
        frame::session::encoded,
        ui::{
            post_form::post_form,
            table,
            tag::{Tone, tag},
        },
    },
};

pub(super) fn page(shown: &MessagesPage, changes: bool) -> Markup {
    let log: Vec<Vec<Markup>> = shown.log.iter().map(|one| logged(one, shown)).collect();
    html! {
        h1 { "Messages" }
        p.lead {
            "What Thrice will send in the next 14 days, and what became of what it sent. "
            "A mail server's word is all that can be known: nobody can see from here whether a message was read."
        }
        nav.jump.no-print aria-label="On this page" {
            ul {
                li { a href="#ahead" { "The next 14 days" span.muted { (shown.outlook.0.len()) } } }
                @if !shown.refused.is_empty() { li { a href="#refused" { "Refused addresses" span.muted { (shown.refused.len()) } } } }
                li { a href="#log" { "The log" } }
            }
        }
        (together::section(&shown.outlook.0, changes))
        (ahead(shown))
        (refused(&shown.refused, changes))
        section #log aria-label="The log" {
            (table::table("What was sent", &["Message", "To whom and about whom", "Where it stands"], &log, "No message has been written yet."))
            nav.actions aria-label="Pages of the log" {
                @if !shown.is_newest { a href="/messages#log" { "Newest messages" } }
                @if let Some(last) = shown.older { a href={ "/messages?before=" (last) "#log" } { "Older messages" } }
            }
        }
    }
}

/// The next 14 days, so many to a page, and a way to each day.
fn ahead(shown: &MessagesPage) -> Markup {
    let all = &shown.outlook.0;
    let from = shown.from.min(all.len().saturating_sub(1) / AHEAD_A_PAGE * AHEAD_A_PAGE);
    let rows: Vec<Vec<Markup>> = all.iter().skip(from).take(AHEAD_A_PAGE).map(planned).collect();
    let to = (from + AHEAD_A_PAGE).min(all.len());
    let caption = if all.len() > AHEAD_A_PAGE {
        format!("The next 14 days: {} to {to} of {}", from + 1, counted(all.len(), "message", "messages"))
    } else {
        "The next 14 days".to_owned()
    };
    html! {
        section #ahead aria-label="The next 14 days" {
            (days(all))
            (table::table(&caption, &["Message", "To whom and about whom", "Does it go?"], &rows, "No message is due in the next 14 days."))
            nav.actions aria-label="Pages of the next 14 days" {
                @if from > 0 { a href=(at(from.saturating_sub(AHEAD_A_PAGE))) { "Earlier" } }
                @if to < all.len() { a href=(at(to)) { "Later" } }
            }
        }
    }
}

fn at(from: usize) -> String {
    format!("/messages?from={from}#ahead")
}

/// A way to each day of which there are messages, where they are on more than one page.
fn days(all: &[Foreseen]) -> Markup {
    let mut first: Vec<(NaiveDate, usize)> = all.iter().enumerate().map(|(n, one)| (one.planned.due_on, n)).collect();
    first.dedup_by_key(|(day, _)| *day);
    html! {
        @if all.len() > AHEAD_A_PAGE {
            nav.jump.no-print aria-label="Days" {
                ul { @for (day, n) in first { li { a href=(at(n / AHEAD_A_PAGE * AHEAD_A_PAGE)) { (ShortDay(day)) } } } }
            }
        }
    }
}

/// Addresses that no mail goes to, and the one press that undoes it.
fn refused(all: &[Refused], changes: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { (one.name) br; (one.address) },
                html! { (one.reply) },
                html! { (ShortDay(one.marked.today())) },
            ]
        })
        .collect();
    html! {
        @if !all.is_empty() {
            section #refused aria-labelledby="refused-head" {
                h2 #refused-head { "Addresses that were refused" }
                p {
                    "A mail server said that these do not work: no mail goes there, and the office has a task for each. "
                    "If it was wrong, let them be written to again; what is still of use is then written anew."
                }
                (table::table("Addresses that were refused, the newest first", &["Who", "What the server said", "Since"], &rows, ""))
                @if changes {
                    (post_form("/messages/refused").of(html! { p { button.second type="submit" { "Write to them again" } } }))
                }
            }
        }
    }
}

fn planned(one: &Foreseen) -> Vec<Markup> {
    let Planned { key, kind, due_on, way, .. } = &one.planned;
    vec![
        html! {
            a href=(format!("/messages/planned?key={}", encoded(key))) { (kind.words()) span.hidden { " to " (one.to) } }
            p.muted { (ShortDay(*due_on)) ", in " (one.language) @if !way.words().is_empty() { ", " (way.words()) } }
        },
        html! { (one.to) @if !one.about.is_empty() { p.muted { "about " (one.about) } } },
        standing(&one.planned),
    ]
}

pub(super) fn standing(one: &Planned) -> Markup {
    html! {
        @match &one.standing {
            Standing::Held(why) => { (tag(Tone::Late, "Held")) " " (why.words()) }
            Standing::Stale(why) => { (tag(Tone::Quiet, "Does not go")) " " (why.words()) }
            Standing::Due | Standing::Later => { (tag(Tone::Good, "Goes")) }
        }
        @if let Some(moved) = &one.moved { p.muted { (moved) } }
    }
}

/// The name of a kind by its code.
pub(super) fn kind(code: &str) -> &'static str {
    NoticeKind::from_code(code).map_or("Message", NoticeKind::words)
}

fn logged(one: &Logged, shown: &MessagesPage) -> Vec<Markup> {
    let (held, written) = (shown.waiting.get(&one.key).copied(), one.queued.local());
    vec![
        html! {
            a href=(format!("/messages/{}", one.id)) { (kind(&one.kind)) span.hidden { " to " (one.name) } }
            p.muted { (ShortDay(written.date())) " " (ClockTime(written.time())) }
        },
        html! {
            (one.name)
            @if !one.about.is_empty() { p.muted { "about " (one.about) } }
            @if !one.address.is_empty() { p.muted { (one.address) } }
        },
        html! { @if held == Some(true) { "Held: held by a person" } @else { (one.words()) } },
    ]
}

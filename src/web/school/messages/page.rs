//! The page: the next 14 days, and the log below it.

use maud::{Markup, html};

use super::MessagesPage;
use crate::{
    domain::{
        notice::{HeldBack, NoticeKind},
        reminder::{Planned, Standing},
        time::{ClockTime, ShortDay},
    },
    store::{delivery_log::Refused, notices::Logged},
    web::ui::{
        post_form::post_form,
        table,
        tag::{Tone, tag},
    },
};

pub(super) fn page(shown: &MessagesPage, changes: bool) -> Markup {
    let ahead: Vec<Vec<Markup>> = shown.outlook.0.iter().map(|(one, name)| planned(one, name, changes)).collect();
    let log: Vec<Vec<Markup>> = shown.log.iter().map(|one| logged(one, shown, changes)).collect();
    html! {
        h1 { "Messages" }
        p.lead {
            "What Thrice will send in the next 14 days, and what became of what it sent. "
            "A mail server's word is all that can be known: nobody can see from here whether a message was read."
        }
        section aria-label="The next 14 days" {
            (table::table(
                "The next 14 days",
                &["Day", "Message", "To whom", "Does it go?", "Hold or release"],
                &ahead,
                "No message is due in the next 14 days.",
            ))
        }
        (refused(&shown.refused, changes))
        section #log aria-label="The log" {
            (table::table("What was sent", &["Written", "Message", "To whom", "Where it stands", "Hold or release"], &log, "No message has been written yet."))
            nav.actions aria-label="Pages of the log" {
                @if !shown.is_newest { a href="/messages#log" { "Newest messages" } }
                @if let Some(last) = shown.older { a href={ "/messages?before=" (last) "#log" } { "Older messages" } }
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

fn planned(one: &Planned, name: &str, changes: bool) -> Vec<Markup> {
    let held = one.standing == Standing::Held(HeldBack::HeldByPerson);
    // Only a person's hold can be released by a person; the other reasons end by themselves or are put right where they arose.
    let can = changes && one.kind.is_mail() && (held || matches!(one.standing, Standing::Due | Standing::Later));
    vec![
        html! { (ShortDay(one.due_on)) },
        html! { (one.kind.words()) @if !one.way.words().is_empty() { p.muted { (one.way.words()) } } },
        html! { (name) },
        standing(one),
        html! { @if can { (button(&one.key, held, &format!("{} to {name}", one.kind.words()))) } },
    ]
}

fn standing(one: &Planned) -> Markup {
    html! {
        @match &one.standing {
            Standing::Held(why) => { (tag(Tone::Late, "Held")) " " (why.words()) }
            Standing::Stale(why) => { (tag(Tone::Quiet, "Does not go")) " " (why.words()) }
            Standing::Due | Standing::Later => { (tag(Tone::Good, "Goes")) }
        }
        @if let Some(moved) = &one.moved { p.muted { (moved) } }
    }
}

fn logged(one: &Logged, shown: &MessagesPage, changes: bool) -> Vec<Markup> {
    let kind = NoticeKind::from_code(&one.kind).map_or("Message", NoticeKind::words);
    let (held, written) = (shown.waiting.get(&one.key).copied(), one.queued.local());
    vec![
        html! { (ShortDay(written.date())) " " (ClockTime(written.time())) },
        html! { (kind) },
        html! { (one.name) @if !one.address.is_empty() { p.muted { (one.address) } } },
        html! { @if held == Some(true) { "Held: held by a person" } @else { (one.words()) } },
        html! { @if let (Some(held), true) = (held, changes) { (button(&one.key, held, &format!("{kind} to {}", one.name))) } },
    ]
}

fn button(key: &str, held: bool, what: &str) -> Markup {
    let (action, words) = if held { ("release", "Release") } else { ("hold", "Hold") };
    html! {
        (post_form("/messages/holds").of(html! {
            input type="hidden" name="key" value=(key);
            button.second type="submit" name="action" value=(action) { (words) span.hidden { ": " (what) } }
        }))
    }
}

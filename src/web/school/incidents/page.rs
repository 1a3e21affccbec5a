//! The incidents of a pupil, one of them whole, and those of the first page whose parents are still to be told.

use maud::{Markup, html};

use super::telling::Parent;
use crate::{
    domain::{
        access::{Thing, Verb},
        count::counted,
        incident::{Account, RULE, Telling, words},
        time::{ClockTime, LongDay},
    },
    store::{
        incidents::{Fact, HeldTelling, Incident, Written},
        pupils::head::Head,
    },
    web::{
        frame::page::Page,
        pupil::head::entered,
        ui::{
            lines::lines,
            summary_list::summary_list,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "Force, restraint and seclusion";

/// Those of a pupil that the reader may read.
pub(super) fn list(head: &Head, all: &[Incident]) -> Page {
    let own = format!("/pupils/{}", head.id);
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            let account = &one.newest.account;
            vec![
                html! { a href=(format!("{own}/incidents/{}", one.id)) { (when(account)) } },
                html! { (words(&account.kinds)) },
                html! { (account.place) },
                entered(Some(one.newest.at), Some(&one.newest.by.1)),
            ]
        })
        .collect();
    let body = html! {
        p.no-print { a href=(own) { "Back to " (head.name.forename) } }
        h1 { (TITLE) }
        p.lead {
            (head.name.full()) ". "
            @if head.may(Thing::Incident, Verb::See) { "These records are kept apart from every plan. The SENCO, the head and whoever wrote one read it." }
            @else { "You read here what you recorded yourself. The SENCO and the head read it, too." }
        }
        (table("The newest first", &["When", "What was used", "Where", "Recorded"], &rows, "Nothing is recorded."))
        @if head.may(Thing::Incident, Verb::Change) {
            p.actions.no-print { a.button href=(format!("{own}/incidents/new")) { "Record an incident" } }
        }
    };
    Page::new(format!("{TITLE} · {}", head.name.short()), body)
}

fn when(account: &Account) -> Markup {
    html! { (LongDay(account.on)) ", " (ClockTime(account.began)) }
}

/// All that the page of one incident shows.
pub(super) struct OneIncident {
    pub(super) incident: Incident,
    pub(super) stands: Telling,
    pub(super) told: Vec<HeldTelling>,
    /// Those who may be told.
    pub(super) parents: Vec<Parent>,
    /// The reader tells parents, and so knows who they are.
    pub(super) tells: bool,
}

/// One incident.
pub(super) fn one(head: &Head, seen: &OneIncident) -> Page {
    let (written, own) = (&seen.incident.newest, format!("/pupils/{}/incidents", head.id));
    let here = format!("{own}/{}", seen.incident.id);
    let body = html! {
        p.no-print { a href=(own) { "Back to the records of " (head.name.forename) } }
        h1 { (words(&written.account.kinds)) }
        p.lead { (head.name.full()) @if !head.class.is_empty() { ", class " (head.class) } ", " (when(&written.account)) }
        section aria-labelledby="told" {
            h2 #told { "Parents" }
            (standing(seen))
            (told(seen))
            @if seen.tells { (telling_ways(&here, seen)) }
        }
        section aria-labelledby="account" {
            h2 #account { "What happened" }
            (account(written))
            @if head.may(Thing::Incident, Verb::Change) { p.no-print { a href=(format!("{here}/correction")) { "Correct the record" } } }
            @for before in seen.incident.before.iter().rev() {
                details { summary { "As it was recorded on " (LongDay(before.at.today())) " by " (before.by.1.formal()) } (account(before)) }
            }
        }
    };
    Page::new(format!("{TITLE} · {}", head.name.short()), body)
}

fn standing(seen: &OneIncident) -> Markup {
    let left: Vec<String> =
        seen.parents.iter().filter(|one| seen.stands.left().contains(&one.id)).map(|one| one.name.formal()).collect();
    html! {
        p {
            (state(&seen.stands)) " "
            @match (&seen.stands, seen.tells) {
                (Telling::Done { .. }, _) => "Everybody who is to be told has been, in writing.",
                (_, false) => "The SENCO or the head tells the parents in writing: see that they know of it today.",
                (_, true) if left.is_empty() => "No parent may be told, so far as is known here: tell the local authority instead.",
                (_, true) => { "Still to be told in writing: " (left.join(", ")) "." }
            }
        }
        @if seen.stands.is_open() {
            p.muted { "Within the same calendar day, whether or not it is a school day. " (RULE) "." }
        }
    }
}

/// How far the telling is, in a word and with its unit.
fn state(stands: &Telling) -> Markup {
    match stands {
        Telling::Done { same_day: true } => tag(Tone::Good, "Told on the same day"),
        Telling::Done { same_day: false } => tag(Tone::Soon, "Told, later than the same day"),
        Telling::DueToday(_) => tag(Tone::Soon, "Parents not told yet: due today"),
        Telling::Late { days, .. } => {
            tag(Tone::Late, &format!("Parents not told yet: {} late", counted(*days, "calendar day", "calendar days")))
        }
    }
}

fn told(seen: &OneIncident) -> Markup {
    let rows: Vec<Vec<Markup>> = seen
        .told
        .iter()
        .map(|one| {
            let name = match &one.name {
                None => "The local authority".to_owned(),
                Some(name) if seen.tells => name.formal(),
                Some(_) => "A parent".to_owned(),
            };
            vec![
                html! { (name) },
                html! { (LongDay(one.told.on)) br; (one.told.way.words()) },
                html! { (lines(&one.words)) },
                entered(Some(one.at), Some(&one.by)),
            ]
        })
        .collect();
    table(
        "Who was told",
        &["Who", "When and how", "What they were told", "Entered"],
        &rows,
        "Nobody has been told yet.",
    )
}

fn telling_ways(here: &str, seen: &OneIncident) -> Markup {
    html! {
        p.actions.no-print {
            a.button href=(format!("{here}/tellings")) { "Record that parents were told" }
            @for one in &seen.parents {
                " " a.second href=(format!("{here}/letters/{}", one.id)) { "Letter to " (one.name.formal()) }
            }
        }
    }
}

fn account(written: &Written) -> Markup {
    let one = &written.account;
    let text = |words: &str| html! { @if words.is_empty() { "Not recorded" } @else { (lines(words)) } };
    html! {
        (summary_list(&[
            ("What was used", html! { (words(&one.kinds)) }),
            ("When", when(one)),
            ("How long", html! { (counted(one.minutes, "minute", "minutes")) }),
            ("Where", text(&one.place)),
            ("Staff who took part", text(&one.staff)),
            ("Who else was there", text(&one.others)),
            ("Relevant needs", text(&one.needs)),
            ("Why", text(&one.why)),
            ("What led up to it", text(&one.triggers)),
            ("What was tried before", text(&one.tried)),
            ("Kind and degree of force", text(&one.degree)),
            ("Injuries", text(&one.injuries)),
            ("Support for the pupil afterwards", text(&one.support)),
            ("Support for the staff afterwards", text(&one.staff_support)),
            ("Recorded", entered(Some(written.at), Some(&written.by.1))),
        ]))
        @if !written.corrects.is_empty() { p { "Written anew: " (written.corrects) } }
    }
}

/// The incidents whose parents are still to be told, on the first page.
pub(in crate::web) fn on_today(untold: &[Fact]) -> Markup {
    html! {
        @if !untold.is_empty() {
            section aria-labelledby="untold" {
                h2 #untold { "Parents to tell of force, restraint or seclusion (" (untold.len()) ")" }
                ul.rows {
                    @for one in untold {
                        li.row {
                            span.row-who { a href=(format!("/pupils/{}", one.pupil)) { (one.name.short()) } }
                            span.row-what { (LongDay(one.on)) ". " (state(&one.telling)) }
                            a.second href=(format!("/pupils/{}/incidents/{}", one.pupil, one.id)) {
                                "Tell them" span.hidden { ": parents of " (one.name.short()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

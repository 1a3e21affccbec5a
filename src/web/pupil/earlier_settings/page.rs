//! How earlier settings look on the record, and their forms.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::Calendar,
        count::school_days,
        earlier_setting::{EarlierSetting, FILE_DAYS, FileStanding, FileStep, SOURCE, SettingKind},
        time::LongDay,
    },
    store::{earlier_settings::HeldSetting, pupils::head::Head},
    web::{
        form::{
            fields::{Field, FormErrors, date_input, radios, text_input},
            typed::Typed,
        },
        frame::page::Page,
        pupil::head::{self, entered},
        ui::{
            button::button,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "Enter an earlier setting";
const FILE: &str = "A file from an earlier setting";
const WITHDRAW: &str = "Withdraw an earlier setting";

/// The section on the page of the record.
pub(in crate::web) fn section(head: &Head, all: &[HeldSetting], calendar: &Calendar, today: NaiveDate) -> Markup {
    let changes = head.may(Thing::SenRecord, Verb::Change);
    let path = format!("/pupils/{}/earlier-settings", head.id);
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { (one.what.name) br; span.muted { (one.what.kind.words()) } },
                html! { (days(&one.what)) @if !one.what.why_left.is_empty() { br; (one.what.why_left) } },
                html! {
                    (standing(&one.what, calendar, today))
                    @if changes && one.what.came_on.is_none() {
                        br; a.no-print href=(format!("{path}/{}/file", one.id)) {
                            "Record what became of the file" span.hidden { " from " (one.what.name) }
                        }
                    }
                },
                html! {
                    (entered(Some(one.entered), one.by.as_ref()))
                    @if changes {
                        br; a.no-print href=(format!("{path}/{}/withdrawal", one.id)) { "Withdraw" span.hidden { ": " (one.what.name) } }
                    }
                },
            ]
        })
        .collect();
    let heads = ["Setting", "When, and why it ended", "File", "Entered"];
    html! {
        section aria-labelledby="earlier" {
            h2 #earlier { "Before this school" }
            @if let Some(first) = head.roll.iter().find(|span| span.contains(today)) { p { "On roll here since " (LongDay(first.from)) "." } }
            (table("Where the pupil was before, the last first", &heads, &rows, "No earlier setting is recorded."))
            @if !all.is_empty() { p.muted { (rule()) } }
            @if changes { p.actions.no-print { a.second href=(format!("{path}/new")) { (TITLE) } } }
        }
    }
}

fn rule() -> String {
    format!(
        "A school sends the file within {} of the last day there, or of being asked later ({SOURCE}). The days are counted by this school’s calendar.",
        school_days(FILE_DAYS)
    )
}

fn days(what: &EarlierSetting) -> Markup {
    html! {
        @match what.from {
            Some(from) => { (LongDay(from)) " to " (LongDay(what.until)) },
            None => { "Until " (LongDay(what.until)) },
        }
    }
}

fn standing(what: &EarlierSetting, calendar: &Calendar, today: NaiveDate) -> Markup {
    let asked = html! { @if let Some(on) = what.asked_on { "Asked for on " (LongDay(on)) ". " } };
    html! {
        @match what.file(calendar, today) {
            FileStanding::NotAsked => "Not asked for",
            FileStanding::Asked(_) => { (asked) "It has not come; no law says by when it must." },
            FileStanding::Expected(by) => { (asked) "To come by " (LongDay(by)) "." },
            FileStanding::Waiting(by, late) => {
                (tag(Tone::Late, "Waiting")) " " (asked) "It was to come by " (LongDay(by)) @if late > 0 { ": " (school_days(late)) " late" } "."
            },
            FileStanding::Came(on) => { (asked) "Came on " (LongDay(on)) "." },
        }
    }
}

pub(super) fn form(head: &Head, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let kinds: Vec<_> = SettingKind::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let fields = html! {
        (radios(&field("kind", "What it was", ""), &kinds))
        (text_input(&field("name", "Name", ""), "text", "off"))
        (date_input(&field("from_on", "First day there", "May be left empty.")))
        (date_input(&field("until_on", "Last day there", "")))
        (text_input(&field("why_left", "Why the pupil left", "May be left empty."), "text", "off"))
        (date_input(&field("asked_on", "File asked for on", "May be left empty.")))
        (date_input(&field("came_on", "File came on", "May be left empty.")))
        (button("Save"))
    };
    head::form(head, "/record", TITLE, errors, "/earlier-settings", &fields)
}

pub(super) fn file(head: &Head, held: &HeldSetting, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let steps: Vec<_> = FileStep::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let fields = html! {
        p { strong { (held.what.name) } ", until " (LongDay(held.what.until)) }
        @if let Some(on) = held.what.asked_on { p { "The file was asked for on " (LongDay(on)) "." } }
        (radios(&field("step", "What became of the file", ""), &steps))
        (date_input(&field("happened_on", "On", "")))
        (button("Save"))
    };
    head::form(head, "/record", FILE, errors, &format!("/earlier-settings/{}/file", held.id), &fields)
}

pub(super) fn withdrawal(head: &Head, held: &HeldSetting) -> Page {
    let fields = html! {
        p { strong { (held.what.name) } ", " (days(&held.what)) }
        p { "Only for what was entered by mistake: it no longer stands on the record." }
        (button("Withdraw it"))
    };
    let to = format!("/earlier-settings/{}/withdrawal", held.id);
    head::form(head, "/record", WITHDRAW, &FormErrors::default(), &to, &fields)
}

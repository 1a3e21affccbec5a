//! How a pupil's funding looks: the year's sums with their working, what does not agree, and every entry.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{AGREES, PupilFunding, spending};
use crate::{
    domain::{
        costing::Pence,
        count::counted,
        funding::{EntryKind, FundingAmount, FundingEntry, Reckoning, reckon},
        time::LongDay,
    },
    store::funding::HeldEntry,
    web::{
        form::{
            fields::{FormErrors, error_summary},
            funding_year::year_question,
        },
        pupil::head::entered,
        ui::{
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
            working::working,
        },
    },
};

pub(super) fn body(seen: &PupilFunding, today: NaiveDate, errors: &FormErrors) -> Markup {
    let (head, year) = (&seen.head, seen.years.0);
    let own = format!("/pupils/{}", head.id);
    let counts: Vec<FundingEntry> = seen.all.iter().filter(|one| one.stands).map(|one| one.entry.clone()).collect();
    let sums = reckon(&counts, &seen.bands, &head.roll, (year, today));
    let (standing, gone): (Vec<_>, Vec<_>) = seen.all.iter().rev().partition(|one| one.stands);
    html! {
        p.no-print { a href=(&own) { "Back to " (head.name.forename) } }
        (error_summary(errors))
        h1 { "Funding" }
        p.lead { (head.name.full()) @if !head.class.is_empty() { ", class " (head.class) } }
        (year_question(&format!("{own}/funding"), seen.years, errors))
        section aria-labelledby=(AGREES) {
            h2 id=(AGREES) { "What agrees in " (year) }
            (agreement(&sums))
            (table("The year in sums", &["What", "How much"], &sums_of(&sums), ""))
        }
        (spending::section(&seen.lines, seen.threshold, sums.received()))
        section aria-labelledby="entries" {
            h2 #entries { "What is entered" }
            @if seen.changes { p.actions.no-print { a.primary href=(format!("{own}/funding/new")) { "Enter funding" } } }
            (table("The newest days first", &heads(seen.changes), &rows(seen, &standing, seen.changes), "Nothing is entered."))
            @if !gone.is_empty() {
                details {
                    summary { (counted(gone.len(), "entry that counts no longer", "entries that count no longer")) }
                    (table("Put right or taken back", &heads(false), &rows(seen, &gone, false), ""))
                }
            }
        }
        p.muted {
            "What is expected counts the calendar days of the financial year on which " (head.name.forename) " is on roll. What the schedule has and \
             what came count by the days that they are for. The year begins as the school’s settings say."
        }
    }
}

fn agreement(sums: &Reckoning) -> Markup {
    let found = sums.disagreements();
    html! {
        @if sums.shares.is_empty() { p { "Nothing is entered for this year." } }
        @else if found.is_empty() { p { (tag(Tone::Good, "Agrees")) " What is expected, the schedule and what came so far fit together." } }
        @else { ul { @for one in &found { li { (tag(Tone::Late, "Look at this")) " " (one.words()) } } } }
    }
}

fn sums_of(sums: &Reckoning) -> Vec<Vec<Markup>> {
    let shown = |kind: EntryKind| {
        let lines: Vec<String> = sums.of(kind).map(|share| share.working.clone()).collect();
        vec![html! { (kind.words()) }, working(sums.sum(kind), kind.words(), &lines)]
    };
    let mut rows: Vec<Vec<Markup>> = EntryKind::ALL
        .iter()
        .filter(|kind| **kind != EntryKind::TakenBack || sums.of(EntryKind::TakenBack).next().is_some())
        .map(|kind| shown(*kind))
        .collect();
    if sums.backdated() > Pence(0) {
        rows.push(vec![html! { "Of what came, backdated" }, html! { (sums.backdated()) }]);
    }
    rows.push(vec![
        html! { strong { "Difference" } },
        working(sums.difference(), "Difference", &[sums.difference_working()]),
    ]);
    rows
}

fn heads(changes: bool) -> Vec<&'static str> {
    let mut heads = vec!["What", "For which days", "How much", "Entered"];
    if changes {
        heads.push("Change");
    }
    heads
}

fn amount(entry: &FundingEntry) -> Markup {
    html! {
        @match &entry.amount {
            FundingAmount::Band { authority, name } => { (authority) ": " (name) }
            FundingAmount::Pence(pence) if entry.kind == EntryKind::Expected => { (pence) " a year" }
            FundingAmount::Pence(pence) => (pence),
        }
    }
}

fn rows(seen: &PupilFunding, entries: &[&HeldEntry], changes: bool) -> Vec<Vec<Markup>> {
    let row = |held: &&HeldEntry| {
        let entry = &held.entry;
        let which = html! { span.hidden { ": " (entry.kind.words()) ", " (entry.days_in_words()) } };
        let mut row = vec![
            html! {
                (entry.kind.words())
                @if entry.backdated { " " (tag(Tone::Sky, "Backdated")) }
                @if let Some(on) = entry.received_on { br; "on " (LongDay(on)) }
            },
            html! { (entry.days_in_words()) },
            html! { (amount(entry)) @if !entry.note.is_empty() { br; span.muted { (entry.note) } } },
            entered(Some(held.entered.0), held.entered.1.as_ref()),
        ];
        if changes {
            let own = format!("/pupils/{}/funding/{}", seen.head.id, held.id);
            row.push(html! {
                div.actions.no-print {
                    a.second href=(format!("{own}/edit")) { "Put right" (which) }
                    (post_form(format!("{own}/withdrawal")).of(html! {
                        button.second type="submit" { "Take back" (which) }
                    }))
                }
            });
        }
        row
    };
    entries.iter().map(row).collect()
}

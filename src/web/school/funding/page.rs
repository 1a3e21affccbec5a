//! How a school's funding looks: the main fact, what came by pupil, what it is spent on, and the streams of the whole school.

use maud::{Markup, html};

use super::{
    FundedPupil, FundedStream, SchoolFunding,
    reckoned::{SPENT, spent},
};
use crate::{
    documents::MAKES_PDF,
    domain::{
        costing::Pence,
        count::counted,
        funding::{EntryKind, FundingYear, Spending},
        provision_map::MapTotal,
    },
    web::{
        form::{
            fields::{FormErrors, error_summary},
            funding_year::year_question,
        },
        pupil::funding as pupil,
        ui::{print::print, report_nav::ways, table::table, working::working},
    },
};

pub(super) fn body(
    seen: &SchoolFunding,
    (last, errors): (FundingYear, &FormErrors),
    (figures, changes): (bool, bool),
) -> Markup {
    let (year, all) = (seen.year, seen.spending());
    let file = |end: &str| format!("/funding.{end}?year={}", year.starting());
    html! {
        (ways("/funding", figures))
        (error_summary(errors))
        h1 { "Funding " (year) }
        p.lead { (sentence(seen)) }
        (year_question("/funding", (year, last), errors))
        p.muted.no-print { "A pupil’s name, or a sum beside it, leads to how the sums come about." }
        section aria-labelledby="came" {
            h2 #came { "What came" }
            (came(seen))
            @if changes { p.actions.no-print { a.second href="/funding/schedule" { "Take over the authority’s schedule from a file" } } }
        }
        section aria-labelledby="spent" {
            h2 #spent { "What it is spent on" }
            p {
                "The school funds up to " (seen.threshold) " of additional support for one pupil in a year itself: a threshold of what it funds, never \
                 a pupil’s own money. Top-up is for what goes beyond it."
            }
            (spent_on(seen, &all))
            @if all.without_rate > 0 {
                p {
                    (counted(all.without_rate, "line of provision has no rate", "lines of provision have no rate"))
                    " for the day its cycle started: its hours are in no sum. " a href="/settings/rates" { "What an hour costs" }
                }
            }
        }
        section aria-labelledby="streams" {
            h2 #streams { "Where money comes from" }
            (streams(seen))
            p.actions.no-print { a.second href="/funding/streams" { "What the school receives of each stream" } }
        }
        p.actions.no-print {
            @if MAKES_PDF { a.second href=(file("pdf")) download { "Download as PDF" } " " }
            a.second href=(file("xlsx")) download { "Download as a spreadsheet" } " "
            a.second href=(file("csv")) download { "Download as CSV" } " "
            a.second href="/settings/funding-bands" { "Funding bands and the threshold" }
        }
        (print("on A4 across"))
        p.muted {
            "What is expected counts the calendar days on roll. A line of provision counts in the financial year in which its cycle is reviewed, as on \
             the provision map; given so far are its sessions up to today, with what was bought."
        }
    }
}

/// "3 pupils: £9,000.00 expected, £8,000.00 on schedules, £4,000.00 came. For 1 pupil something does not agree."
pub(super) fn sentence(seen: &SchoolFunding) -> String {
    if seen.pupils.is_empty() {
        return "Nothing is entered, and no provision is reviewed in this year.".to_owned();
    }
    let differ = seen.pupils.iter().filter(|one| !one.sums.disagreements().is_empty()).count();
    let sums = format!(
        "{} expected, {} on schedules, {} came; {} of provision planned, {} given so far",
        seen.sum(EntryKind::Expected),
        seen.sum(EntryKind::Scheduled),
        seen.received(),
        seen.spending().planned,
        seen.spending().delivered
    );
    match differ {
        0 => format!("{sums}. What is entered agrees."),
        n => format!("{sums}. For {} something does not agree.", counted(n, "pupil", "pupils")),
    }
}

fn name(one: &FundedPupil) -> Markup {
    html! { a href=(format!("/pupils/{}/funding", one.id)) { (one.name.short()) } }
}

/// A figure that leads to its working, which the pupil's own page has: of a whole school's it would be a hundred thousand words.
fn figure(seen: &SchoolFunding, one: &FundedPupil, of: &str, pence: Pence) -> Markup {
    html! {
        @if pence == Pence(0) { (pence) } @else {
            a href={ "/pupils/" (one.id) "/funding?year=" (seen.year.starting()) "#" (of) } { (pence) }
        }
    }
}

/// The sum of a column of so many pupils.
fn together(sum: Pence, what: &str, pupils: usize) -> Markup {
    working(sum, what, &[format!("The {pupils} pupils above, added up = {sum}")])
}

fn came(seen: &SchoolFunding) -> Markup {
    let row = |one: &FundedPupil| {
        let found = one.sums.disagreements();
        let of = |pence| figure(seen, one, pupil::AGREES, pence);
        vec![
            name(one),
            html! {
                @if found.is_empty() { "Agrees" }
                @for (n, one) in found.iter().enumerate() { @if n > 0 { br; } (one.words()) }
            },
            of(one.sums.sum(EntryKind::Expected)),
            of(one.sums.sum(EntryKind::Scheduled)),
            of(one.sums.received()),
            of(one.sums.difference()),
        ]
    };
    let with_entries = seen.pupils.iter().filter(|one| !one.sums.shares.is_empty());
    let mut rows: Vec<Vec<Markup>> = with_entries.map(row).collect();
    if rows.len() > 1 {
        let (expected, received) = (seen.sum(EntryKind::Expected), seen.received());
        rows.push(vec![
            html! { strong { "Together" } },
            html! { "–" },
            together(expected, "Expected", rows.len()),
            together(seen.sum(EntryKind::Scheduled), "On the schedule", rows.len()),
            together(received, "Received", rows.len()),
            together(Pence(received.0 - expected.0), "Received less expected", rows.len()),
        ]);
    }
    let heads = ["Pupil", "What does not agree", "Expected", "On the schedule", "Received", "Received less expected"];
    table("For each pupil", &heads, &rows, "No funding of a pupil is entered for this year.")
}

fn spent_on(seen: &SchoolFunding, all: &Spending) -> Markup {
    let row = |one: &FundedPupil| {
        let sums = spent(&one.spending, one.sums.received());
        std::iter::once(name(one)).chain(sums.map(|pence| figure(seen, one, pupil::SPENT, pence))).collect()
    };
    let mut rows: Vec<Vec<Markup>> = seen.pupils.iter().map(row).collect();
    if rows.len() > 1 {
        let sums = spent(all, seen.received()).into_iter().zip(SPENT);
        let sums = sums.map(|(sum, what)| together(sum, what, seen.pupils.len()));
        rows.push(std::iter::once(html! { strong { "Together" } }).chain(sums).collect());
    }
    let heads: Vec<&str> = std::iter::once("Pupil").chain(SPENT).collect();
    table("Provision that is reviewed in this year", &heads, &rows, "No provision is reviewed in this year.")
}

/// The sums of a stream's provisions, as they were planned or as far as they were given.
fn provisions(one: &FundedStream, sum: fn(&MapTotal) -> Pence) -> Vec<String> {
    let words = |(name, of): &(String, MapTotal)| {
        let pupils = counted(u32::try_from(of.pupils.len()).unwrap_or(u32::MAX), "pupil", "pupils");
        format!("{name}, {pupils} = {}", sum(of))
    };
    one.provisions.iter().map(words).collect()
}

fn streams(seen: &SchoolFunding) -> Markup {
    let row = |one: &FundedStream| {
        let left = Pence(one.has.0 - one.total.planned.0);
        let sum = format!("{} − {} planned = {left}", one.has, one.total.planned);
        vec![
            html! { (one.funding.words()) },
            working(one.has, one.funding.words(), &one.amounts),
            working(one.total.planned, "Planned from it", &provisions(one, |of| of.planned)),
            working(one.total.delivered, "Given so far", &provisions(one, |of| of.delivered)),
            working(left, "Not planned yet", &[sum]),
        ]
    };
    let rows: Vec<_> = seen.streams.iter().map(row).collect();
    let heads = ["Stream", "The school has", "Planned from it", "Given so far", "Not planned yet"];
    table(
        "Each stream in the year",
        &heads,
        &rows,
        "Nothing is entered, and no line of provision is paid from anything.",
    )
}

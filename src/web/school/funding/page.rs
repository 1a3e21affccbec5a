//! How a school's funding looks: the main fact, what came by pupil, what it is spent on, and the streams of the whole school.

use maud::{Markup, html};

use super::{FundedPupil, FundedStream, SchoolFunding};
use crate::{
    documents::MAKES_PDF,
    domain::{
        costing::Pence,
        count::counted,
        funding::{EntryKind, Spending},
        plan::Funding,
        provision_map::{MapBy, MapLine, borne_by, total},
    },
    web::{
        form::{
            fields::{FormErrors, error_summary},
            funding_year::year_question,
        },
        ui::{print::print, report_nav::ways, table::table, working::working},
    },
};

pub(super) fn body(seen: &SchoolFunding, errors: &FormErrors, (figures, changes): (bool, bool)) -> Markup {
    let (year, all) = (seen.year, seen.spending());
    let file = |end: &str| format!("/funding.{end}?year={}", year.starting());
    html! {
        (ways("/funding", figures))
        (error_summary(errors))
        h1 { "Funding " (year) }
        p.lead { (sentence(seen)) }
        (year_question("/funding", (year, seen.last), errors))
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
            (spent(seen, &all))
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

/// The sum of a column of so many pupils.
fn together(sum: Pence, what: &str, pupils: usize) -> Markup {
    working(sum, what, &[format!("The {pupils} pupils above, added up = {sum}")])
}

fn came(seen: &SchoolFunding) -> Markup {
    let row = |one: &FundedPupil| {
        let of = |kinds: &[EntryKind]| {
            let shares = one.sums.shares.iter().filter(|share| kinds.contains(&share.kind));
            shares.map(|share| share.working.clone()).collect::<Vec<_>>()
        };
        let came = [EntryKind::Received, EntryKind::TakenBack];
        let found = one.sums.disagreements();
        vec![
            name(one),
            html! {
                @if found.is_empty() { "Agrees" }
                @for (n, one) in found.iter().enumerate() { @if n > 0 { br; } (one.words()) }
            },
            working(one.sums.sum(EntryKind::Expected), "Expected", &of(&[EntryKind::Expected])),
            working(one.sums.sum(EntryKind::Scheduled), "On the schedule", &of(&[EntryKind::Scheduled])),
            working(one.sums.received(), "Received", &of(&came)),
            working(one.sums.difference(), "Received less expected", &[one.sums.difference_working()]),
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

/// The working of each line: as it was planned, or as far as it was given.
fn lines<'a>(of: impl IntoIterator<Item = &'a MapLine>, given: bool) -> Vec<String> {
    let words = |line: &MapLine| {
        let what = line.value(MapBy::Provision).1;
        if given && line.has_rate {
            let (of, sum) = (line.sessions, total([line]).delivered);
            let part = line.part.map_or(String::new(), |funding| format!(", of it {}", funding.words()));
            return format!("{what}: {} of {of} sessions given, with what was bought{part} = {sum}", line.came.given());
        }
        format!("{what}: {}", line.working())
    };
    of.into_iter().map(words).collect()
}

/// The same of what top-up bears of each.
fn top_up_lines(of: &[MapLine], given: bool) -> Vec<String> {
    lines(borne_by(of, Funding::TopUp).iter().map(|line| &**line), given)
}

fn spent(seen: &SchoolFunding, all: &Spending) -> Markup {
    let row = |one: &FundedPupil| {
        let (spent, came) = (&one.spending, one.sums.received());
        let at = format!("{} of SEN provision planned, of it up to {}", spent.below + spent.above, seen.threshold);
        let left = Pence(came.0 - spent.top_up_delivered.0);
        vec![
            name(one),
            working(spent.planned, "Planned", &lines(&one.lines, false)),
            working(spent.delivered, "Given so far", &lines(&one.lines, true)),
            working(spent.top_up_planned, "Planned from top-up", &top_up_lines(&one.lines, false)),
            working(spent.top_up_delivered, "Given from top-up", &top_up_lines(&one.lines, true)),
            working(spent.below, "Up to the threshold", &[format!("{at} = {}", spent.below)]),
            working(
                spent.above,
                "Beyond it",
                &[format!("{} − {} = {}", spent.below + spent.above, spent.below, spent.above)],
            ),
            working(
                left,
                "Left of what came",
                &[format!("{came} came − {} given from top-up = {left}", spent.top_up_delivered)],
            ),
        ]
    };
    let mut rows: Vec<Vec<Markup>> = seen.pupils.iter().map(row).collect();
    if rows.len() > 1 {
        let (left, n) = (Pence(seen.received().0 - all.top_up_delivered.0), rows.len());
        let sums = [
            (all.planned, "Planned"),
            (all.delivered, "Given so far"),
            (all.top_up_planned, "Planned from top-up"),
            (all.top_up_delivered, "Given from top-up"),
            (all.below, "Up to the threshold"),
            (all.above, "Beyond it"),
            (left, "Left of what came"),
        ];
        let sums = sums.map(|(sum, what)| together(sum, what, n));
        rows.push(std::iter::once(html! { strong { "Together" } }).chain(sums).collect());
    }
    let heads = [
        "Pupil",
        "Planned",
        "Given so far",
        "Planned from top-up",
        "Given from top-up",
        "Up to the threshold",
        "Beyond it",
        "Left of what came",
    ];
    table("Provision that is reviewed in this year", &heads, &rows, "No provision is reviewed in this year.")
}

fn streams(seen: &SchoolFunding) -> Markup {
    let row = |one: &FundedStream| {
        let left = Pence(one.has.0 - one.total.planned.0);
        let sum = format!("{} − {} planned = {left}", one.has, one.total.planned);
        vec![
            html! { (one.funding.words()) },
            working(one.has, one.funding.words(), &one.amounts),
            working(one.total.planned, "Planned from it", &lines(&one.lines, false)),
            working(one.total.delivered, "Given so far", &lines(&one.lines, true)),
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

//! What is missing before reviews can be kept, ahead of everything else on the first page: whoever has no plan can be neither late nor on
//! track in a way that means anything.

use maud::{Markup, html};

use super::{TodayPage, page::AT_ONCE};
use crate::{
    domain::missing::{Missing, words},
    store::register::{BoardRow, Line},
    web::school::{rounds::place, year::pupils_have},
};

pub(super) fn section(seen: &TodayPage, many: usize) -> Markup {
    let of = |what: Missing| seen.lines.iter().filter(|line| line.0.missing.contains(&what)).collect::<Vec<&Line>>();
    let needs = |line: &&Line| line.0.missing.iter().any(|what| what.is_of_timetable());
    let timetables: Vec<&Line> = seen.lines.iter().filter(needs).collect();
    html! {
        @if many > 0 {
            section aria-labelledby="missing" {
                h2 #missing { "To complete (" (many) ")" }
                @for what in Missing::ALL.iter().filter(|what| !what.is_of_timetable()) {
                    @match (of(*what), *what) {
                        (found, _) if found.is_empty() => {},
                        (found, Missing::Plan) => (without_plan(seen, found.len())),
                        (found, what) => (rows(what.words(), &found, |line| row(seen, what, &line.0))),
                    }
                }
                // What one timetable needs stands in one row.
                @if !timetables.is_empty() {
                    (rows("part-time timetables", &timetables, |line| timetable(seen, &line.0)))
                }
            }
        }
    }
}

/// Plans for all of them are started in one go.
fn without_plan(seen: &TodayPage, many: usize) -> Markup {
    html! {
        div.panel {
            p { strong { (pupils_have(many)) " no plan yet." } @if seen.exempts { " Start them all in one go, then plan the year." } }
            @if seen.exempts { p.no-print { a.button href="/year/plans" { "Start plans together" } } }
        }
    }
}

fn rows(what: &str, found: &[&Line], row: impl Fn(&Line) -> Markup) -> Markup {
    let (first, others) = found.split_at(found.len().min(AT_ONCE));
    html! {
        ul.rows { @for line in first { (row(line)) } }
        @if !others.is_empty() {
            details {
                summary { (others.len()) " more" span.hidden { ": " (what) } }
                ul.rows { @for line in others { (row(line)) } }
            }
        }
    }
}

fn row(seen: &TodayPage, what: Missing, row: &BoardRow) -> Markup {
    let (verb, href) = match (what, row.plan, seen.changes) {
        (Missing::Plan | Missing::DeliveryPlan, _, true) => {
            ("Start a plan", format!("/pupils/{}/plans/new", row.pupil))
        }
        (Missing::Targets, Some(plan), true) => ("Write it", format!("/plans/{plan}/edit")),
        (Missing::Lead, Some(plan), true) => ("Choose who leads", format!("/plans/{plan}/edit#lead")),
        (Missing::Class, _, true) => ("Choose a class", "/classes".to_owned()),
        (Missing::Decision, Some(plan), true) => ("Enter the day", format!("/plans/{plan}/edit#ehc_anchor_on")),
        _ => ("Look", place(row)),
    };
    listed(row, what.words(), verb, &href)
}

fn timetable(seen: &TodayPage, row: &BoardRow) -> Markup {
    let needs: Vec<Missing> = row.missing.iter().copied().filter(|what| what.is_of_timetable()).collect();
    let verb = if seen.changes { "Open" } else { "Look" };
    listed(row, &words(&needs), verb, &format!("/pupils/{}/part-time", row.pupil))
}

fn listed(row: &BoardRow, words: &str, verb: &str, href: &str) -> Markup {
    html! {
        li.row {
            span.row-who { a href=(format!("/pupils/{}", row.pupil)) { (row.name.short()) } " " span.muted { (row.class) } }
            span.row-what { (words) }
            a.second href=(href) { (verb) span.hidden { ": " (row.name.short()) ", " (words) } }
        }
    }
}

//! What is missing before reviews can be kept, ahead of everything else on the first page: whoever has no plan can be neither late nor on
//! track in a way that means anything.

use maud::{Markup, html};

use super::{TodayPage, page::AT_ONCE};
use crate::{
    domain::missing::Missing,
    store::register::{BoardRow, Line},
    web::school::{rounds::place, year::pupils_have},
};

pub(super) fn section(seen: &TodayPage, many: usize) -> Markup {
    let of = |what: Missing| seen.lines.iter().filter(|line| line.0.missing.contains(&what)).collect::<Vec<&Line>>();
    html! {
        @if many > 0 {
            section aria-labelledby="missing" {
                h2 #missing { "To complete (" (many) ")" }
                @for what in Missing::ALL {
                    @match (of(*what), *what) {
                        (found, _) if found.is_empty() => {},
                        (found, Missing::Plan) => (without_plan(seen, found.len())),
                        (found, what) => (rows(seen, what, &found)),
                    }
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

fn rows(seen: &TodayPage, what: Missing, found: &[&Line]) -> Markup {
    let (first, others) = found.split_at(found.len().min(AT_ONCE));
    html! {
        ul.rows { @for line in first { (row(seen, what, &line.0)) } }
        @if !others.is_empty() {
            details {
                summary { (others.len()) " more" span.hidden { ": " (what.words()) } }
                ul.rows { @for line in others { (row(seen, what, &line.0)) } }
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
        (Missing::Decision, Some(plan), true) => ("Enter the day", format!("/plans/{plan}/edit#ehc_anchor_on")),
        (what, _, changes) if what.is_of_timetable() => {
            (if changes { "Open" } else { "Look" }, format!("/pupils/{}/part-time", row.pupil))
        }
        _ => ("Look", place(row)),
    };
    html! {
        li.row {
            span.row-who { a href=(format!("/pupils/{}", row.pupil)) { (row.name.short()) } " " span.muted { (row.class) } }
            span.row-what { (what.words()) }
            a.second href=(href) { (verb) span.hidden { ": " (row.name.short()) ", " (what.words()) } }
        }
    }
}

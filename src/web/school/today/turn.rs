//! What the turn of the year needs, on the first page: terms to enter, classes that nobody teaches, and reviews that last year left open.

use maud::{Markup, html};

use super::TodayPage;
use crate::{
    domain::{calendar::AcademicYear, count::counted, time::LongDay},
    store::register::LeftOpen,
};

/// Rows shown at once.
const AT_ONCE: usize = 8;

/// What the page knows of it.
pub(super) struct TurnOfYear {
    /// The year whose terms are to be entered, for whoever keeps them.
    pub(super) terms: Option<AcademicYear>,
    /// Classes without a teacher, for whoever keeps people and classes.
    pub(super) classes: Vec<(String, usize)>,
    /// Last year's open reviews.
    pub(super) left_open: Vec<LeftOpen>,
}

impl TurnOfYear {
    /// How many things there are to do.
    pub(super) fn things(&self) -> usize {
        usize::from(self.terms.is_some()) + self.classes.len() + self.left_open.len()
    }
}

pub(super) fn section(seen: &TodayPage) -> Markup {
    let turn = &seen.turn;
    html! {
        @if let Some(year) = turn.terms {
            div.panel #terms-wanted {
                p {
                    strong { (year) " has no terms yet, or not all of them." }
                    " Until they are entered its days are assumed, and every date that hangs on them may move."
                }
                p.no-print { a.button href="/settings/terms" { "Enter the terms of " (year) } }
            }
        }
        @if !turn.classes.is_empty() {
            section aria-labelledby="classes" {
                h2 #classes { "Classes without a teacher (" (turn.classes.len()) ")" }
                ul.rows { @for (class, many) in &turn.classes { li.row {
                    span.row-who { (class) }
                    span.row-what { (counted(*many, "pupil", "pupils")) ", and no teacher who sees them here" }
                    a.second href="/people" { "Give it to somebody" span.hidden { ": " (class) } }
                } } }
            }
        }
        (left_open(seen))
    }
}

fn left_open(seen: &TodayPage) -> Markup {
    let all = &seen.turn.left_open;
    let (first, others) = all.split_at(all.len().min(AT_ONCE));
    html! {
        @if let Some(one) = all.first() {
            section aria-labelledby="left-open" {
                h2 #left-open { "Left open from " (one.row.facts.year) " (" (all.len()) ")" }
                p { "These reviews were due last year and were not held. Each stays here until one is held, or until you say why it is not needed." }
                ul.rows { @for one in first { (row(seen, one)) } }
                @if !others.is_empty() {
                    details {
                        summary { (others.len()) " more" span.hidden { " from last year" } }
                        ul.rows { @for one in others { (row(seen, one)) } }
                    }
                }
            }
        }
    }
}

fn row(seen: &TodayPage, one: &LeftOpen) -> Markup {
    let row = &one.row;
    let why = format!("/pupils/{}/exemptions?term={}-{}", row.pupil, row.facts.year.starting(), one.season.as_code());
    html! {
        li.row {
            span.row-who { a href=(format!("/pupils/{}", row.pupil)) { (row.name.short()) } " " span.muted { (row.class) } }
            span.row-what { (one.season.title()) " review, due " (LongDay(one.due_on)) }
            @if let (true, Some(plan)) = (seen.changes, row.plan) {
                a.second href=(format!("/plans/{plan}/review/new")) { "Record the review" span.hidden { ": " (row.name.short()) } }
            }
            @if seen.exempts { a href=(why) { "Not needed" span.hidden { ": " (row.name.short()) } } }
        }
    }
}

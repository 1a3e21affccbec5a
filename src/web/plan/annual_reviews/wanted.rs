//! The steps of annual reviews that are late, or the school's and due within a fortnight: on the first page, in the week, on the board.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        annual_review::Step,
        ids::{PlanId, PupilId},
        time::{LongDay, ShortDay},
    },
    store::annual_reviews::{Wanted, WantedSteps},
    web::ui::step_state::step_state,
};

/// Rows that the list shows at once.
const AT_ONCE: usize = 8;

/// The list, or nothing where no step is wanted. `changes` says that the reader may enter a status.
pub(in crate::web) fn section(found: &WantedSteps, changes: bool) -> Markup {
    let (first, others) = found.0.split_at(found.0.len().min(AT_ONCE));
    html! {
        @if !found.0.is_empty() {
            section aria-labelledby="annual-reviews" {
                h2 #annual-reviews { "Annual reviews (" (found.0.len()) ")" }
                ul.rows { @for one in first { (row(one, changes)) } }
                @if !others.is_empty() {
                    details {
                        summary { (others.len()) " more" span.hidden { ": annual reviews" } }
                        ul.rows { @for one in others { (row(one, changes)) } }
                    }
                }
            }
        }
    }
}

fn row(one: &Wanted, changes: bool) -> Markup {
    html! {
        li.row {
            span.row-who { a href=(format!("/pupils/{}", one.pupil)) { (one.name.short()) } }
            span.row-what { (words(one)) " " (step_state(one.due.state)) }
            span.row-verbs {
                @if changes && one.due.step == Step::Status {
                    a.second href=(status_form(one.pupil, one.due.by)) { "Enter it" span.hidden { ": the status of " (one.name.short()) } }
                    " "
                }
                a.second href=(format!("/plans/{}/annual-review", one.plan)) {
                    "Open"
                    span.hidden { " the annual review of " (one.name.short()) }
                }
            }
        }
    }
}

fn words(one: &Wanted) -> String {
    match one.due.step {
        Step::Status => {
            format!("The plan ceases on {} at the earliest: enter the SEN status from then on", LongDay(one.due.by))
        }
        step => format!("{}, by {}", step.words(), ShortDay(one.due.by)),
    }
}

/// The form of the SEN status with its first day filled in.
pub(super) fn status_form(pupil: PupilId, from: NaiveDate) -> String {
    format!("/pupils/{pupil}/status/new?from={from}")
}

/// On a plan's line of the board: the first of its steps that are late or due, and how many more, leading to the page of its annual review.
pub(in crate::web) fn in_a_line(found: &WantedSteps, plan: PlanId) -> Markup {
    let mut of_plan = found.of_plan(plan);
    let first = of_plan.next();
    let more = of_plan.count();
    html! {
        @if let Some(first) = first {
            " "
            a.beside href=(format!("/plans/{plan}/annual-review")) {
                "Annual review " (first.due.line()) @if more > 0 { ", and " (more) " more" }
            }
        }
    }
}

//! On the first page of whoever runs plans: the steps of annual reviews that are late, or the school's and due within a fortnight.

use maud::{Markup, html};

use super::page::state;
use crate::{
    domain::time::ShortDay,
    store::annual_reviews::{Wanted, WantedSteps},
};

/// Rows that the list shows at once.
const AT_ONCE: usize = 8;

/// The list, or nothing where no step is wanted.
pub(in crate::web) fn section(found: &WantedSteps) -> Markup {
    let (first, others) = found.0.split_at(found.0.len().min(AT_ONCE));
    html! {
        @if !found.0.is_empty() {
            section aria-labelledby="annual-reviews" {
                h2 #annual-reviews { "Annual reviews (" (found.0.len()) ")" }
                ul.rows { @for one in first { (row(one)) } }
                @if !others.is_empty() {
                    details {
                        summary { (others.len()) " more" span.hidden { ": annual reviews" } }
                        ul.rows { @for one in others { (row(one)) } }
                    }
                }
            }
        }
    }
}

fn row(one: &Wanted) -> Markup {
    html! {
        li.row {
            span.row-who { a href=(format!("/pupils/{}", one.pupil)) { (one.name.short()) } }
            span.row-what { (one.due.step.words()) ", by " (ShortDay(one.due.by)) " " (state(one.due.state)) }
            span.row-verbs {
                a.second href=(format!("/plans/{}/annual-review", one.plan)) {
                    "Open"
                    span.hidden { " the annual review of " (one.name.short()) }
                }
            }
        }
    }
}

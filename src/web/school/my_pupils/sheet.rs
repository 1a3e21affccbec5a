//! One sheet of paper for the classroom: current targets, what to do, what to avoid. No need, no diagnosis, no history.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        plan::beside,
        time::{ClockTime, LongDay, Moment, ShortDay},
    },
    store::pupils::page::{Listed, OpenPlan},
};

pub(super) fn page(mine: &[(Listed, Vec<OpenPlan>)], now: Moment) -> Markup {
    let mut classes: Vec<&str> = mine.iter().map(|(pupil, _)| pupil.class.as_str()).filter(|c| !c.is_empty()).collect();
    classes.sort_unstable();
    classes.dedup();
    let local = now.local();
    html! {
        p.no-print { a href="/my-pupils" { "Back to my pupils" } " · Print this page with your browser, on A4 across." }
        div.sheet {
            h1 { (classes.join(", ")) @if !classes.is_empty() { " · " } "Support at a glance" }
            p.muted { "Printed " (LongDay(local.date())) ", " (ClockTime(local.time())) }
            @if mine.is_empty() { p.empty { "None of the pupils you teach or support today has an open plan." } } @else { (table(mine, local.date())) }
            p.shred { strong { "Contains personal information – shred after use." } }
        }
    }
}

fn table(mine: &[(Listed, Vec<OpenPlan>)], today: NaiveDate) -> Markup {
    let plans = mine.iter().flat_map(|(pupil, plans)| plans.iter().map(move |plan| (pupil, plan)));
    html! {
        table.cards {
            caption.hidden { "Current targets and strategies" }
            thead { tr { @for head in ["Pupil", "Do this", "Avoid", "Target now", "Review"] { th scope="col" { (head) } } } }
            @for (pupil, plan) in plans {
                @let beside = beside(plan.kind, plan.ends_on, today);
                tbody {
                    @for (n, target) in plan.targets.iter().enumerate() {
                        tr {
                            th scope="row" { (pupil.name.short()) @if let Some(beside) = &beside { br; span.muted { (beside) } } }
                            td data-label="Do this" { div { (target.strategy) } }
                            td data-label="Avoid" { div { (target.avoid) } }
                            td data-label="Target now" {
                                div {
                                    (target.wording)
                                    " ("
                                    (target.baseline)
                                    " to "
                                    (target.predicted)
                                    @if !target.unit.is_empty() { " " (target.unit) }
                                    ")"
                                }
                            }
                            td data-label="Review" { div { @if n == 0 { (ShortDay(plan.review_on)) ", " (plan.lead.formal()) } } }
                        }
                    }
                    @if plan.targets.is_empty() {
                        tr {
                            th scope="row" { (pupil.name.short()) @if let Some(beside) = &beside { br; span.muted { (beside) } } }
                            td data-label="Do this" { div {} }
                            td data-label="Avoid" { div {} }
                            td data-label="Target now" { div { "No target is set yet" } }
                            td data-label="Review" { div { (ShortDay(plan.review_on)) ", " (plan.lead.formal()) } }
                        }
                    }
                }
            }
        }
    }
}

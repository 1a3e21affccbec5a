//! One sheet of paper for the classroom: current targets, what to do, what to avoid. No need, no diagnosis, no history. Eight pupils with
//! three targets each stand on one side of A4.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        adjustment::MustKnow,
        ids::{PlanId, PupilId},
        plan::beside,
        time::{ClockTime, LongDay, Moment, ShortDay},
    },
    store::{
        plans::agreed::AgreedPlan,
        pupils::page::{Listed, OpenPlan, Target},
    },
    web::{
        frame::session::encoded,
        pupil::adjustments::above_targets,
        ui::{lines::lines, print::print},
    },
};

/// What the page shows.
pub(super) struct ClassSheet<'a> {
    /// The pupils, each with their plans.
    pub(super) pupils: &'a [(Listed, Vec<OpenPlan>)],
    /// What is new in plans that were agreed anew of late.
    pub(super) anew: &'a BTreeMap<PlanId, AgreedPlan>,
    /// What must be done differently for each pupil, and what they have at hand.
    pub(super) adjusted: &'a BTreeMap<PupilId, MustKnow>,
    /// Every class of the school, for those who print any class's sheet; with the one that is shown.
    pub(super) classes: Option<(&'a [String], &'a str)>,
    /// Now.
    pub(super) now: Moment,
}

pub(super) fn page(shown: &ClassSheet<'_>) -> Markup {
    let mut classes: Vec<&str> = shown.pupils.iter().map(|(p, _)| p.class.as_str()).filter(|c| !c.is_empty()).collect();
    classes.sort_unstable();
    classes.dedup();
    let local = shown.now.local();
    html! {
        @match &shown.classes {
            Some((all, chosen)) => (choose(all, chosen)),
            None => p.no-print { a href="/my-pupils" { "Back to my pupils" } }
        }
        @if !shown.pupils.is_empty() { (print("on A4 across")) }
        div.sheet {
            h1 { (classes.join(", ")) @if !classes.is_empty() { " · " } "Support at a glance" }
            p.muted { "Printed " (LongDay(local.date())) ", " (ClockTime(local.time())) }
            @if !shown.pupils.is_empty() { (table(shown, local.date())) }
            @else if shown.classes.is_some_and(|(_, chosen)| chosen.is_empty()) { p.empty { "Choose a class." } }
            @else { p.empty { "No pupil here has an open plan." } }
            p.shred { strong { "Contains personal information – shred after use." } }
        }
    }
}

fn choose(classes: &[String], chosen: &str) -> Markup {
    html! {
        p.no-print { a href="/round" { "Back to the review round" } }
        @if !classes.is_empty() {
            nav.jump.no-print aria-label="Class sheets" {
                ul {
                    @for class in classes {
                        li { a href=(format!("/my-pupils/sheet?class={}", encoded(class))) aria-current=[(class == chosen).then_some("page")] { (class) } }
                    }
                }
            }
        }
    }
}

fn table(shown: &ClassSheet<'_>, today: NaiveDate) -> Markup {
    html! {
        table.cards {
            caption.hidden { "Current targets and strategies" }
            thead { tr { @for head in ["Pupil", "Do this", "Avoid", "Target now", "Review"] { th scope="col" { (head) } } } }
            @for (pupil, plans) in shown.pupils {
                @if let Some(held) = shown.adjusted.get(&pupil.id).filter(|held| !held.is_empty()) {
                    tbody { tr { td colspan="5" data-label="Above all" { div { strong { (pupil.name.short()) } (above_targets(held, today)) } } } }
                }
                @if plans.is_empty() { (blank(pupil, None, "No plan yet", "")) }
                @for plan in plans {
                    @let beside = beside(plan.kind, plan.ends_on, today);
                    @let review = format!("{}, {}", ShortDay(plan.review_on), plan.lead.formal());
                    @if plan.targets.is_empty() { (blank(pupil, beside, "No target is set yet", &review)) }
                    @else {
                        tbody {
                            @for (n, one) in plan.targets.iter().enumerate() {
                                (row(pupil, beside.as_ref().filter(|_| n == 0), one, if n == 0 { &review } else { "" }))
                            }
                            @if let Some(anew) = shown.anew.get(&plan.id) { (new_in_it(anew)) }
                        }
                    }
                }
            }
        }
    }
}

fn row(pupil: &Listed, beside: Option<&String>, target: &Target, review: &str) -> Markup {
    html! {
        tr {
            th scope="row" { (pupil.name.short()) @if let Some(beside) = beside { br; span.muted { (beside) } } }
            td data-label="Do this" { div { (lines(&target.strategy)) } }
            td data-label="Avoid" { div { (lines(&target.avoid)) } }
            td data-label="Target now" {
                div {
                    (target.wording)
                    " ("
                    (target.baseline)
                    " to "
                    (target.predicted.of(&target.unit))
                    ")"
                }
            }
            td data-label="Review" { div { (review) } }
        }
    }
}

/// Sentences of what is new that a sheet has room for.
const MOST_NEW: usize = 2;

/// What the version in force says that the one before did not, as far as there is room.
fn new_in_it(anew: &AgreedPlan) -> Markup {
    let more = anew.changed.len().saturating_sub(MOST_NEW);
    html! {
        tr { td colspan="5" data-label="What is new" { div {
            strong { "New since " (ShortDay(anew.on)) ": " }
            (anew.changed.iter().take(MOST_NEW).cloned().collect::<Vec<_>>().join(" "))
            @if more > 0 { " And " (more) " more." }
        } } }
    }
}

fn blank(pupil: &Listed, beside: Option<String>, words: &str, review: &str) -> Markup {
    html! {
        tbody {
            tr {
                th scope="row" { (pupil.name.short()) @if let Some(beside) = beside { br; span.muted { (beside) } } }
                td data-label="Do this" { div {} }
                td data-label="Avoid" { div {} }
                td data-label="Target now" { div { (words) } }
                td data-label="Review" { div { (review) } }
            }
        }
    }
}

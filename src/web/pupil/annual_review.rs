//! An EHC plan's annual review in short: what rules, and each step with its day and where it stands, as its own page says it.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        annual_review::{Due, StepState, next_move, steps},
        ids::PlanId,
        time::LongDay,
    },
    store::annual_reviews::{AnnualReview, PlanReviews},
    web::ui::{step_state::step_state, table::table},
};

/// The steps that are needed: of the review under way all, of those before what is still open.
fn lines(reviews: &PlanReviews, today: NaiveDate) -> Vec<Due> {
    let of = |review: &AnnualReview| steps(&review.facts, today);
    let needed = |due: &Due| !matches!(due.state, StepState::NotNeeded(_));
    let before = reviews.all.iter().skip(1).flat_map(of).filter(is_open);
    let mut lines: Vec<Due> = reviews.under_way().map(of).unwrap_or_default().into_iter().filter(needed).collect();
    lines.extend(before);
    lines.sort_by_key(|due| due.by);
    lines
}

fn is_open(due: &Due) -> bool {
    matches!(due.state, StepState::Due(_) | StepState::Late(_))
}

/// The whole list, on the plan's page.
pub(in crate::web) fn section(reviews: &PlanReviews, plan: PlanId, changes: bool, today: NaiveDate) -> Markup {
    let row = |due: Due| {
        vec![
            html! { (due.step.words()) },
            html! { (LongDay(due.by)) br; span.muted { (due.unit) } },
            step_state(due.state),
            html! { (due.source) },
        ]
    };
    let rows: Vec<Vec<Markup>> = lines(reviews, today).into_iter().map(row).collect();
    html! {
        section aria-labelledby="annual" {
            h2 #annual { "Annual review" }
            @match reviews.under_way() {
                None => (no_day(reviews, today)),
                Some(review) => (stands(review)),
            }
            @if reviews.around.anchor.is_some() {
                p.no-print { a href=(format!("/plans/{plan}/annual-review")) { "The annual review, step by step" } }
            } @else if changes {
                p.no-print { a href=(format!("/plans/{plan}/edit#ehc_anchor_on")) { "Enter the authority’s decision" } }
            }
            (table("The annual review’s dates. Calendar days count weekends and holidays.", &["Step", "By", "Stands", "Source"], &rows, "No dates yet."))
        }
    }
}

/// Without the day from which the review runs a move still has its own.
fn no_day(reviews: &PlanReviews, today: NaiveDate) -> Markup {
    html! {
        p { "Its dates run from the authority’s last decision, or from the day the EHC plan was issued. Neither is entered yet." }
        @if let Some(limit) = next_move(&reviews.around.child, today) {
            p { "What is known without it: " (limit.words()) " (" (limit.source()) ")." }
        }
    }
}

/// Where the review under way stands, and what rules.
fn stands(review: &AnnualReview) -> Markup {
    let facts = &review.facts;
    html! {
        @match (facts.decision, facts.held_on, facts.booked_on, facts.limit) {
            (Some(decided), ..) => p { (decided.kind.words()) " by the authority’s decision of " (LongDay(decided.on)) "." },
            (None, Some(day), ..) => p { "Held on " (LongDay(day)) ". Enter the authority’s decision when it comes: the next year’s dates run from it." },
            (None, None, Some(day), limit) => {
                p { "The meeting is booked for " (LongDay(day)) "." }
                @if let Some(limit) = limit.filter(|limit| limit.latest_meeting < day) {
                    p.banner.banner-late role="status" {
                        strong { "That is late. " }
                        "The last day for the meeting is " (LongDay(limit.latest_meeting)) ": " (limit.words()) " (" (limit.source()) ")."
                    }
                }
            },
            (None, None, None, Some(limit)) => p { "No meeting is booked. If it is held on its latest day, " (LongDay(limit.latest_meeting)) ":" },
            (None, None, None, None) => {},
        }
        @if let Some(limit) = facts.limit.filter(|_| facts.decision.is_none()) {
            p { "What rules: " (limit.words()) " (" (limit.source()) ")." }
        }
    }
}

/// What comes first of the steps that are open in a sentence, on the pupil's page: what is late stays until it is done.
pub(super) fn next_step(reviews: &PlanReviews, today: NaiveDate) -> Markup {
    let first = lines(reviews, today).into_iter().find(is_open);
    html! {
        @if let Some(due) = first {
            "Annual review, next: " (due.step.words()) " by " strong { (LongDay(due.by)) } " (" (step_state(due.state)) "; " (due.source) ")."
        } @else if reviews.around.anchor.is_none() {
            "Annual review: no date is known until the authority’s last decision is entered."
        } @else {
            "Annual review: nothing of it is open."
        }
    }
}

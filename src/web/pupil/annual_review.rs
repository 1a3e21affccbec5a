//! The dates of an EHC plan's annual review, each with how it is counted and where it comes from.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{calendar::AcademicYear, count::counted, ehcp, ids::PlanId, time::LongDay},
    store::plans::Annual,
    web::ui::table::table,
};

/// One line: what has to be done, by when, counted how, and who says so.
struct AnnualReviewStep {
    step: &'static str,
    by: NaiveDate,
    unit: &'static str,
    source: &'static str,
}

impl From<ehcp::Clock> for AnnualReviewStep {
    fn from(clock: ehcp::Clock) -> Self {
        Self { step: clock.step.words(), by: clock.by, unit: clock.unit, source: clock.source }
    }
}

/// What the dates are reckoned from.
enum Basis {
    /// A meeting that was held since the authority's last decision: its report and the decision are still to come.
    Held(NaiveDate),
    /// A meeting that is booked.
    Booked(NaiveDate),
    /// The last day that a meeting can have.
    Latest(NaiveDate),
}

fn basis(annual: &Annual, today: NaiveDate) -> Option<Basis> {
    let since = |day: &NaiveDate| annual.anchor.is_none_or(|anchor| anchor < *day);
    annual
        .booked_on
        .map(Basis::Booked)
        .or_else(|| annual.held_on.filter(since).map(Basis::Held))
        .or_else(|| annual.limit(today).map(|limit| Basis::Latest(limit.latest_meeting)))
}

/// The transfer that this school year ends with, as a line.
fn transfer(annual: &Annual, today: NaiveDate) -> Option<AnnualReviewStep> {
    let transfer = ehcp::transfer(&annual.child.nc_year, annual.child.last_year_here.as_deref())?;
    let by = ehcp::transfer_deadline(transfer, AcademicYear::containing(today));
    let step = match transfer {
        ehcp::PhaseTransfer::School => "Moves to another school: the authority amends the plan and names it",
        ehcp::PhaseTransfer::Post16 => "Moves on after Year 11: the authority amends the plan and names the place",
    };
    Some(AnnualReviewStep { step, by, unit: "a fixed day", source: ehcp::TRANSFER_SOURCE })
}

fn lines(annual: &Annual, today: NaiveDate) -> Vec<AnnualReviewStep> {
    let mut lines: Vec<AnnualReviewStep> = match basis(annual, today) {
        None => Vec::new(),
        Some(Basis::Held(day)) => ehcp::around(day).into_iter().skip(3).map(AnnualReviewStep::from).collect(),
        Some(Basis::Booked(day) | Basis::Latest(day)) => ehcp::around(day).map(AnnualReviewStep::from).into(),
    };
    let complete = annual.anchor.map(|anchor| ehcp::from_anchor(anchor)[1]);
    lines.extend(complete.map(AnnualReviewStep::from));
    lines.extend(transfer(annual, today));
    lines.sort_by_key(|line| line.by);
    lines
}

/// The whole list, on the plan's page.
pub(in crate::web) fn section(annual: &Annual, plan: PlanId, changes: bool, today: NaiveDate) -> Markup {
    let rows: Vec<Vec<Markup>> = lines(annual, today)
        .into_iter()
        .map(|line| {
            vec![
                html! { (line.step) },
                html! { (LongDay(line.by)) br; span.muted { (away(line.by, today)) } },
                html! { (line.unit) },
                html! { (line.source) },
            ]
        })
        .collect();
    let limit = annual.limit(today);
    html! {
        section aria-labelledby="annual" {
            h2 #annual { "Annual review" }
            @match basis(annual, today) {
                None => p { "Its dates run from the authority’s last decision, or from the day the EHC plan was issued. Neither is entered yet." },
                Some(Basis::Held(day)) => p { "Held on " (LongDay(day)) ". Enter the authority’s decision when it comes: the next year’s dates run from it." },
                Some(Basis::Booked(day)) => p { "The meeting is booked for " (LongDay(day)) "." },
                Some(Basis::Latest(day)) => p { "No meeting is booked. If it is held on its latest day, " (LongDay(day)) ":" },
            }
            @if let (Some(Basis::Booked(day)), Some(limit)) = (basis(annual, today), limit) {
                @if day > limit.latest_meeting {
                    p.banner.banner-late role="status" {
                        strong { "That is late. " }
                        "The last day for the meeting is " (LongDay(limit.latest_meeting)) ": " (limit.words()) " (" (limit.source()) ")."
                    }
                }
            }
            @if let Some(limit) = limit {
                p { "What rules: " (limit.words()) " (" (limit.source()) ")." }
            }
            @if annual.anchor.is_some() {
                p.no-print { a href=(format!("/plans/{plan}/annual-review")) { "The annual review, step by step" } }
            }
            @if changes && (annual.anchor.is_none() || matches!(basis(annual, today), Some(Basis::Held(_)))) {
                p.no-print { a href=(format!("/plans/{plan}/edit#ehc_anchor_on")) { "Enter the authority’s decision" } }
            }
            (table("The annual review’s dates. Calendar days count weekends and holidays.", &["Step", "By", "Counted in", "Source"], &rows, "No dates yet."))
        }
    }
}

/// The next of the dates in a sentence, on the pupil's page.
pub(super) fn next_date(annual: &Annual, today: NaiveDate) -> Markup {
    let coming = lines(annual, today).into_iter().find(|line| line.by >= today);
    html! {
        @if let Some(line) = coming {
            "Annual review, next: " (line.step) " by " strong { (LongDay(line.by)) } " (" (away(line.by, today)) "; " (line.source) ")."
        } @else if annual.anchor.is_none() {
            "Annual review: no date is known until the authority’s last decision is entered."
        } @else {
            "Annual review: every date has passed."
        }
    }
}

fn away(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        n if n < 0 => format!("{} ago", counted(-n, "day", "days")),
        n => format!("in {}", counted(n, "day", "days")),
    }
}

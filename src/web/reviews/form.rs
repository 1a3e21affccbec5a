//! From what was typed to a review, or to errors beside their fields.

use chrono::NaiveDate;

use crate::{
    domain::{
        calendar::Calendar,
        ids::ConversationId,
        plan::PlanKind,
        review::Decision,
        target::{Progress, Score},
        time::{LongDay, Moment},
    },
    store::{
        plans::{PlanView, Target},
        reviews::{NewReview, Outcome, ReviewView},
    },
    web::{
        plans::{Typed, date, review_date},
        ui::form::FormErrors,
    },
};

/// What a review is recorded against.
pub(super) struct Known {
    /// Now.
    pub(super) now: Moment,
    /// The school's calendar.
    pub(super) calendar: Calendar,
    /// Recorded meetings that can be the same event: which, when, and whether a parent took part.
    pub(super) meetings: Vec<(ConversationId, NaiveDate, bool)>,
    /// The day to suggest for the next review.
    pub(super) next_on: NaiveDate,
    /// The review before.
    pub(super) last: Option<ReviewView>,
}

/// The form before anything is typed.
pub(super) fn blank(plan: &PlanView, known: &Known) -> Typed {
    let today = known.now.today();
    let mut typed = Typed::default();
    typed.set("cycle", plan.cycle.id.to_string());
    typed.set("held_on", today.to_string());
    typed.set("next_on", known.next_on.to_string());
    if let Some((id, ..)) = known.meetings.iter().find(|(_, day, _)| *day >= plan.cycle.started_on && *day <= today) {
        typed.set("conversation", id.to_string());
    }
    typed
}

/// The whole review.
pub(super) fn parse(typed: &Typed, plan: &PlanView, known: &Known) -> Result<NewReview, FormErrors> {
    let mut errors = FormErrors::default();
    let today = known.now.today();
    let held_on = held_on(typed.get("held_on"), plan, today).map_err(|e| errors.add("held_on", e)).ok();
    let conversation = match typed.get("conversation") {
        "" => None,
        text => {
            let found = known.meetings.iter().find(|m| m.0.to_string() == text).map(|m| m.0);
            if found.is_none() {
                errors.add("conversation", "Choose one of the plan’s meetings");
            }
            found
        }
    };
    let same = Progress::from_code(typed.get("same_for_all"));
    let outcomes: Vec<Outcome> = plan
        .content
        .targets
        .iter()
        .enumerate()
        .filter_map(|(n, target)| outcome(typed, n, target, same, &mut errors))
        .collect();
    let decision = Decision::from_code(typed.get("decision"));
    if decision.is_none() {
        errors.add("decision", "Choose what was decided");
    }
    // A plan that ends has no next review: its day is not looked at.
    let next_on = match decision {
        Some(Decision::Exit) => Some(today),
        _ => review_date(typed.get("next_on"), &known.calendar, today, None).map_err(|e| errors.add("next_on", e)).ok(),
    };
    let text = |name: &str| typed.get(name).to_owned();
    match (held_on, decision, next_on) {
        (Some(held_on), Some(decision), Some(next_on)) if errors.is_empty() => Ok(NewReview {
            held_on,
            conversation,
            ehc_annual: plan.kind == PlanKind::EhcDelivery && typed.get("ehc_annual") == "yes",
            pupil_view: text("pupil_view"),
            pupil_view_how: text("pupil_view_how"),
            parent_view: text("parent_view"),
            parent_view_how: text("parent_view_how"),
            summary: text("summary"),
            decision,
            next_on,
            outcomes,
        }),
        _ => Err(errors),
    }
}

fn held_on(typed: &str, plan: &PlanView, today: NaiveDate) -> Result<NaiveDate, String> {
    if typed.is_empty() {
        return Err("Enter the day the review was held".to_owned());
    }
    let day = date(typed).ok_or("The day the review was held must be a real date, like 2026-11-24")?;
    if day > today {
        return Err(format!("{} is in the future: a review is recorded when it has been held", LongDay(day)));
    }
    if day < plan.cycle.started_on {
        let started = LongDay(plan.cycle.started_on);
        return Err(format!("{} is before {started}, when this cycle started", LongDay(day)));
    }
    Ok(day)
}

/// What became of one target: what was chosen for it, else what was chosen for all, else what its reading says.
fn outcome(
    typed: &Typed,
    n: usize,
    target: &Target,
    same: Option<Progress>,
    errors: &mut FormErrors,
) -> Option<Outcome> {
    let get = |field: &str| typed.get(&format!("target-{n}-{field}"));
    let actual = match get("actual") {
        "" => None,
        text => match Score::parse(text) {
            Ok(score) => Some(score),
            Err(problem) => {
                errors.add(format!("target-{n}-actual"), format!("Target {}: what it reads now {problem}", n + 1));
                return None;
            }
        },
    };
    let progress = Progress::from_code(get("progress")).or(same).or(actual.map(|a| target.aim.progress(a)));
    let Some(progress) = progress else {
        errors.add(
            format!("target-{n}-actual"),
            format!("Target {}: enter what it reads now, or choose how far it was reached", n + 1),
        );
        return None;
    };
    let reached = matches!(progress, Progress::Met | Progress::Exceeded);
    let carry = match get("carry") {
        "yes" => true,
        "no" => false,
        _ => !reached,
    };
    Some(Outcome { target: target.id?, actual, progress, note: get("note").to_owned(), carry })
}

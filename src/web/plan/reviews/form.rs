//! From what was typed to a review, or to errors beside their fields.

use std::{ops::Deref, sync::Arc};

use chrono::NaiveDate;

use super::around::ReviewSurroundings;
use crate::{
    domain::{
        calendar::Calendar,
        ids::StaffId,
        plan::PlanKind,
        review::Decision,
        target::{Aim, Progress, Score},
        time::{LongDay, Moment},
    },
    store::{
        plans::{PlanView, Target},
        reviews::{Meeting, NewReview, Outcome, Voice},
    },
    web::form::{
        days::{date, review_date},
        fields::FormErrors,
        merge::{OPENED, packed},
        typed::Typed,
    },
};

/// What a review is recorded against.
pub(super) struct ReviewContext {
    /// Now.
    pub(super) now: Moment,
    /// Who is writing.
    pub(super) writer: StaffId,
    /// What lies around it.
    pub(super) around: Arc<ReviewSurroundings>,
}

impl Deref for ReviewContext {
    type Target = ReviewSurroundings;

    fn deref(&self) -> &ReviewSurroundings {
        &self.around
    }
}

/// The form before anything is typed.
pub(super) fn blank(plan: &PlanView, known: &ReviewContext) -> Typed {
    let today = known.now.today();
    let mut typed = Typed::default();
    typed.set("cycle", plan.cycle.id.to_string());
    typed.set("held_on", today.to_string());
    typed.set("next_on", known.next_on.to_string());
    let in_cycle = |held_on: NaiveDate| held_on >= plan.cycle.started_on && held_on <= today;
    if let Some(meeting) = known.beside.meetings.iter().find(|m| in_cycle(m.held_on)) {
        typed.set("conversation", meeting.id.to_string());
        if meeting.ehc_annual {
            typed.set("ehc_annual", "yes");
        }
    }
    let opened = packed(&typed);
    typed.set(OPENED, opened);
    typed
}

/// What a review is checked against.
pub(super) struct ReviewBasis<'a> {
    /// Today.
    pub(super) today: NaiveDate,
    /// The school's calendar.
    pub(super) calendar: &'a Calendar,
    /// The plan's meetings that were held and belong to no review yet.
    pub(super) meetings: Vec<Meeting>,
}

/// The whole review.
pub(super) fn parse(typed: &Typed, plan: &PlanView, basis: &ReviewBasis<'_>) -> Result<NewReview, FormErrors> {
    let (today, mut errors) = (basis.today, FormErrors::default());
    let held_on = held_on(typed.get("held_on"), plan, today).map_err(|e| errors.add("held_on", e)).ok();
    let conversation = match typed.get("conversation") {
        "" => None,
        text => {
            let found = basis.meetings.iter().find(|m| m.id.to_string() == text).map(|m| m.id);
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
    let pupil = voice(typed, "pupil", "the pupil", &mut errors);
    let parent = voice(typed, "parent", "the parents", &mut errors);
    let decision = decision(typed, &mut errors);
    // A plan that ends has no next review: its day is not looked at.
    let next_on = match decision {
        Some(Decision::Exit) => Some(today),
        _ => review_date(typed.get("next_on"), basis.calendar, today, None)
            .and_then(|day| before_the_end(day, plan))
            .map_err(|e| errors.add("next_on", e))
            .ok(),
    };
    let text = |name: &str| typed.get(name).to_owned();
    match (held_on, decision, next_on) {
        (Some(held_on), Some(decision), Some(next_on)) if errors.is_empty() => Ok(NewReview {
            held_on,
            conversation,
            ehc_annual: plan.kind == PlanKind::EhcDelivery && typed.get("ehc_annual") == "yes",
            pupil,
            parent,
            summary: text("summary"),
            decision,
            reason: text("decision_reason"),
            next_on,
            outcomes,
        }),
        _ => Err(errors),
    }
}

/// A plan with a last day is not reviewed after it: it ends at its review, or is given another last day before.
fn before_the_end(day: NaiveDate, plan: &PlanView) -> Result<NaiveDate, String> {
    match plan.content.terms.ends_on {
        Some(end) if day > end => {
            Err(format!("This plan ends on {}: end it, or change the plan to another last day first", LongDay(end)))
        }
        _ => Ok(day),
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

/// A view in somebody's own words, or that they did not want to take part: both at once cannot be.
fn voice(typed: &Typed, whose: &str, called: &str, errors: &mut FormErrors) -> Voice {
    let get = |field: &str| typed.get(&format!("{whose}_{field}")).to_owned();
    let voice =
        Voice { words: get("view"), how: get("view_how"), by: get("view_by"), declined: get("declined") == "yes" };
    if voice.declined && !voice.words.is_empty() {
        let sentence = format!("There are words of {called} here: clear them, or take away the tick");
        errors.add(format!("{whose}_declined"), sentence);
    }
    voice
}

/// What was decided. More support, less of it and the end of the plan each want a reason on record.
fn decision(typed: &Typed, errors: &mut FormErrors) -> Option<Decision> {
    let decision = Decision::from_code(typed.get("decision"));
    match decision {
        None => errors.add("decision", "Choose what was decided"),
        Some(Decision::StepUp | Decision::StepDown | Decision::Exit) if typed.get("decision_reason").is_empty() => {
            errors.add("decision_reason", "Enter why this was decided");
        }
        Some(_) => {}
    }
    decision
}

/// The aim of a target that was reached and goes on: without a new one it would lead from where it stands to where it stands.
fn onward(typed: &str, aim: &Aim, actual: Score) -> Result<Aim, String> {
    if typed.is_empty() {
        return Err(format!("{actual} is what was expected. Enter the new aim, or choose “Is finished”"));
    }
    let predicted = Score::parse(typed).map_err(|problem| format!("the new aim {problem}"))?;
    aim.onward(actual, predicted).map_err(|_| format!("the new aim ({predicted}) must go further than now ({actual})"))
}

/// What became of one target: what was chosen for it, else what was chosen for all, else what its reading says.
///
/// A target with a measure is met by what the measure reads, and by nothing else; who says otherwise than the reading says why.
fn outcome(
    typed: &Typed,
    n: usize,
    target: &Target,
    same: Option<Progress>,
    errors: &mut FormErrors,
) -> Option<Outcome> {
    let row = n + 1;
    let get = |field: &str| typed.get(&format!("target-{n}-{field}"));
    let mut wrong = |field: &str, sentence: String| errors.add(format!("target-{n}-{field}"), sentence);
    let actual = match get("actual") {
        "" => None,
        text => match Score::parse(text) {
            Ok(score) => Some(score),
            Err(problem) => {
                wrong("actual", format!("Target {row}: what it reads now {problem}"));
                return None;
            }
        },
    };
    let read = actual.map(|a| target.aim.progress(a));
    let Some(progress) = Progress::from_code(get("progress")).or(same).or(read) else {
        wrong("actual", format!("Target {row}: enter what it reads now, or choose how far it was reached"));
        return None;
    };
    let reached = matches!(progress, Progress::Met | Progress::Exceeded);
    if reached && actual.is_none() && !target.measure.is_empty() {
        wrong("actual", format!("Target {row}: enter what it reads now. Whether it is met is said by its measure"));
        return None;
    }
    if let Some(says) = read.filter(|says| *says != progress && progress != Progress::NotDelivered)
        && get("note").is_empty()
    {
        let (says, chosen) = (says.words().to_lowercase(), progress.words().to_lowercase());
        wrong("note", format!("Target {row}: its reading says “{says}”. Say in the note why it is “{chosen}”"));
        return None;
    }
    let carry = match get("carry") {
        "yes" => true,
        "no" => false,
        _ => !reached,
    };
    let onward = match actual.filter(|actual| carry && target.aim.is_used_up(*actual)) {
        None => None,
        Some(actual) => match onward(get("aim"), &target.aim, actual) {
            Ok(aim) => Some(aim),
            Err(why) => {
                wrong("aim", format!("Target {row}: {why}"));
                return None;
            }
        },
    };
    Some(Outcome { target: target.id?, actual, progress, note: get("note").to_owned(), carry, onward })
}

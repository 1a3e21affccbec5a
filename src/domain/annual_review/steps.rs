//! The steps of one review, each with its day, how that is counted, where it comes from, whose it is, and where it stands.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};

use super::{Decision, DecisionKind, Limit, UNIT};
use crate::domain::count::counted;

/// Calendar days before the meeting by which advice is asked for where the authority has no lead time of its own.
pub const ADVICE_DAYS: u64 = 28;
/// Calendar days ahead from which a step of the school's is a thing to do.
pub const AHEAD: i64 = 14;
/// Months in which parents or the young person can appeal against a decision, where no mediation makes it longer.
const TO_APPEAL: u32 = 2;

coded! {
    /// What has to be done.
    Step {
        /// Ask everybody who works with the pupil for advice, and the pupil and the parents for their views.
        Advice = "advice", "Ask for advice and views";
        /// Invite everybody.
        Invite = "invite", "Invite everybody";
        /// Send everybody all that came.
        Circulate = "circulate", "Send everybody the advice";
        /// The meeting.
        Meet = "meet", "Hold the review meeting";
        /// Write the report, and send it to everybody who was invited.
        Report = "report", "Send the report to everybody who was invited";
        /// The authority decides.
        Decide = "decide", "The authority decides: maintain, amend or cease";
        /// The parents comment on the changes that are proposed.
        Comment = "comment", "The parents can comment on the changes";
        /// The authority sends the final plan.
        Finalise = "finalise", "The authority sends the final plan";
        /// After a decision to cease: the pupil's status from the day on which the plan is no longer in force.
        Status = "status", "Enter the SEN status from the day on which the plan ceases";
    }
}

/// Whose step it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// The school's.
    School,
    /// The local authority's.
    Authority,
    /// The parents': a time they have, and nothing they must do.
    Parents,
}

/// Where a step stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StepState {
    /// Done on this day.
    Done(NaiveDate),
    /// In so many calendar days; 0 is today.
    Due(i64),
    /// So many calendar days late.
    Late(i64),
    /// Not needed, and why.
    NotNeeded(&'static str),
}

/// One step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// What.
    pub step: Step,
    /// By which day.
    pub by: NaiveDate,
    /// Counted in what.
    pub unit: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// Whose it is.
    pub whose: Whose,
    /// Where it stands.
    pub state: StepState,
}

/// What is known of one review.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// The limit that rules, where the day from which it runs is known.
    pub limit: Option<Limit>,
    /// Calendar days before the meeting by which advice is asked for: [`ADVICE_DAYS`] to 84.
    pub advice_days: u64,
    /// The day for which the meeting is booked.
    pub booked_on: Option<NaiveDate>,
    /// The day on which it was held.
    pub held_on: Option<NaiveDate>,
    /// What somebody ticked, with its day.
    pub ticked: BTreeMap<Step, NaiveDate>,
    /// What the authority decided.
    pub decision: Option<Decision>,
    /// Since when the pupil's SEN status is another than one with an EHC plan.
    pub no_ehcp_since: Option<NaiveDate>,
    /// A later day is entered from which the plan runs on: what was decided here ended nothing.
    pub runs_on: bool,
}

impl Facts {
    /// The day from which the steps are reckoned: the meeting held, else the one booked, else the last day that it can have.
    #[must_use]
    pub fn meeting(&self) -> Option<NaiveDate> {
        self.held_on.or(self.booked_on).or(self.limit.map(|limit| limit.latest_meeting))
    }
}

impl Due {
    /// Whether somebody has to do something about it now: it is late, or the school's and due within [`AHEAD`] days.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        match self.state {
            StepState::Late(_) => self.whose != Whose::Parents,
            StepState::Due(days) => days <= AHEAD && self.whose == Whose::School,
            StepState::Done(_) | StepState::NotNeeded(_) => false,
        }
    }

    /// The step with where it stands, for a line among others, which may be cut at its end: "3 days late: Send the report to everybody".
    #[must_use]
    pub fn line(&self) -> String {
        let words = self.step.words();
        match self.state {
            StepState::Late(days) => format!("{} late: {words}", counted(days, "day", "days")),
            StepState::Due(0) => format!("today: {words}"),
            StepState::Due(days) => format!("in {}: {words}", counted(days, "day", "days")),
            StepState::Done(_) | StepState::NotNeeded(_) => words.to_owned(),
        }
    }

    /// The day from which it is a thing to do: a step of the school's so many days ahead, one of the authority's when it is late.
    #[must_use]
    pub fn wanted_from(&self) -> NaiveDate {
        match self.whose {
            Whose::School => minus(self.by, AHEAD.unsigned_abs()),
            Whose::Authority | Whose::Parents => plus(self.by, 1),
        }
    }

    /// Whether the authority is late with it.
    #[must_use]
    pub fn is_late_with_authority(&self) -> bool {
        self.whose == Whose::Authority && matches!(self.state, StepState::Late(_))
    }
}

/// The last day on which the parents can comment on proposed changes: at least 15 days from the notice.
#[must_use]
pub fn comments_until(notice: NaiveDate) -> NaiveDate {
    plus(notice, 15)
}

/// The earliest day on which a plan ceases by a decision: until the time for an appeal is over it stays in force, and where somebody appeals
/// until that is decided (Children and Families Act 2014 s.45(4)). Two months from the decision.
#[must_use]
pub fn in_force_until(decided: NaiveDate) -> NaiveDate {
    decided.checked_add_months(Months::new(TO_APPEAL)).unwrap_or(NaiveDate::MAX)
}

/// What somebody has to do something about on a day: the one answer that the first page, the board, the week and the digest give.
#[must_use]
pub fn wanted(facts: &Facts, today: NaiveDate) -> Vec<Due> {
    steps(facts, today).into_iter().filter(Due::is_wanted).collect()
}

/// The steps, in their order. Empty where no day is known from which they could be reckoned.
#[must_use]
pub fn steps(facts: &Facts, today: NaiveDate) -> Vec<Due> {
    let Some(meeting) = facts.meeting() else { return Vec::new() };
    let advice = facts.advice_days.clamp(ADVICE_DAYS, 84);
    let notice = facts.decision.map_or(plus(meeting, 28), |decision| decision.on);
    let days = [
        (
            Step::Advice,
            minus(meeting, advice),
            Whose::School,
            "Good practice: four weeks, or the authority’s own lead time",
        ),
        (Step::Invite, minus(meeting, 14), Whose::School, "SEND Regulations 2014 reg 20(3)"),
        (Step::Circulate, minus(meeting, 14), Whose::School, "SEND Regulations 2014 reg 20(4); Code of Practice 9.176"),
        (
            Step::Meet,
            facts.limit.map_or(meeting, |limit| limit.latest_meeting),
            Whose::School,
            "Children and Families Act 2014 s.44",
        ),
        (Step::Report, plus(meeting, 14), Whose::School, "SEND Regulations 2014 reg 20(7)"),
        (Step::Decide, plus(meeting, 28), Whose::Authority, "SEND Regulations 2014 reg 20(10)"),
        (Step::Comment, comments_until(notice), Whose::Parents, "SEND Regulations 2014 reg 22(2)"),
        (Step::Finalise, plus(notice, 56), Whose::Authority, "SEND Regulations 2014 reg 22(3)"),
    ];
    let due =
        |(step, by, whose, source)| Due { step, by, unit: UNIT, source, whose, state: state(facts, step, by, today) };
    let ceases = facts.decision.filter(|decision| decision.kind == DecisionKind::Cease);
    let status = ceases.map(|decision| Due {
        unit: "months",
        ..due((Step::Status, in_force_until(decision.on), Whose::School, "Children and Families Act 2014 s.45(4)"))
    });
    days.into_iter().map(due).chain(status).collect()
}

fn state(facts: &Facts, step: Step, by: NaiveDate, today: NaiveDate) -> StepState {
    let done = match step {
        Step::Meet => facts.held_on,
        Step::Decide => facts.decision.map(|decision| decision.on),
        Step::Status => facts.no_ehcp_since.filter(|since| facts.decision.is_some_and(|decision| decision.on < *since)),
        _ => facts.ticked.get(&step).copied(),
    };
    match (done, not_needed(facts, step)) {
        (Some(on), _) => StepState::Done(on),
        (None, Some(why)) => StepState::NotNeeded(why),
        (None, None) => match (by - today).num_days() {
            ahead @ 0.. => StepState::Due(ahead),
            late => StepState::Late(-late),
        },
    }
}

/// Why a step falls away.
fn not_needed(facts: &Facts, step: Step) -> Option<&'static str> {
    let decided = facts.decision.map(|decision| decision.kind);
    match (step, decided) {
        (Step::Comment | Step::Finalise, Some(DecisionKind::Maintain)) => Some("the plan stays as it is"),
        (Step::Comment | Step::Finalise, Some(DecisionKind::Cease)) => Some("the plan ceases"),
        (Step::Status, _) if facts.runs_on => Some("the plan runs on"),
        (Step::Comment, None) => Some("only where the authority proposes changes"),
        (Step::Finalise, None) if facts.held_on.is_none() => Some("only where the authority amends the plan"),
        // Whoever was not asked before the meeting cannot be asked for it any more.
        (Step::Advice | Step::Invite | Step::Circulate, _) if facts.held_on.is_some() => {
            Some("the meeting has been held")
        }
        _ => None,
    }
}

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn minus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

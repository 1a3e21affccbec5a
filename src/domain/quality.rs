//! How well a plan is written: rules with numbers, without any guessing. Each says what it asks for, why, and where in the plan it is not
//! kept. All of it is advice, but for what the Code of Practice has a plan say before it is agreed: how a target is measured, how often
//! support is given, and by whom (6.48, 6.49). What is checked of a target stands in [`targets`], of provision in [`lines`], of the plan
//! as a whole in [`whole`]; the words that say nothing in [`vague`].

mod lines;
mod rule;
mod targets;
mod vague;
mod whole;

use chrono::NaiveDate;

use super::{
    calendar::Calendar,
    need::{Area, Need},
    plan::PlanKind,
    target::{Aim, Score},
};

pub use rule::Rule;

/// A long-term outcome, as it is checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutcomeText<'a> {
    /// What the pupil will be able to do.
    pub wording: &'a str,
    /// Its broad area of need.
    pub area: Area,
    /// Where section E of the EHC plan has it; otherwise empty.
    pub reference: &'a str,
}

/// A target, as it is checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetText<'a> {
    /// Its outcome, by its place.
    pub outcome: usize,
    /// The step.
    pub wording: &'a str,
    /// What is counted, and how.
    pub measure: &'a str,
    /// "words", "%" … or empty.
    pub unit: &'a str,
    /// From where to where.
    pub aim: Aim,
    /// What adults do, a line each.
    pub strategy: String,
    /// What helps at home.
    pub at_home: &'a str,
    /// Cycles it has been carried forward.
    pub carried: u32,
}

/// A line of provision, as it is checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineText<'a> {
    /// What it is.
    pub name: &'a str,
    /// The role that gives it; empty where nobody is said.
    pub role: &'a str,
    /// Minutes each time.
    pub minutes: u32,
    /// Times a week.
    pub times_a_week: u32,
    /// Weeks.
    pub weeks: u32,
    /// Whether it takes anybody's time: what is only bought does not.
    pub takes_time: bool,
    /// Where section F of the EHC plan asks for it; otherwise empty.
    pub reference: &'a str,
    /// The targets it serves, by their places.
    pub serves: &'a [usize],
}

/// A target that was met at an earlier review of the same plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MetBefore {
    /// The step.
    pub wording: String,
    /// What was expected then.
    pub predicted: Score,
}

/// A plan and what stands around it, as far as the rules ask.
#[derive(Clone, Debug)]
pub struct PlanToCheck<'a> {
    /// What it is for.
    pub kind: PlanKind,
    /// The pupil's needs today, the first leading.
    pub needs: &'a [Need],
    /// In order.
    pub outcomes: Vec<OutcomeText<'a>>,
    /// In order.
    pub targets: Vec<TargetText<'a>>,
    /// In order.
    pub lines: Vec<LineText<'a>>,
    /// First day of the open cycle.
    pub started_on: NaiveDate,
    /// The agreed day of its review.
    pub review_on: NaiveDate,
    /// EHC: the authority's last decision, else the day the plan was issued.
    pub anchor: Option<NaiveDate>,
    /// What the pupil said was written down within the year.
    pub has_pupils_voice: bool,
    /// What parents said was written down within the year.
    pub has_parents_voice: bool,
    /// What was met before.
    pub met: &'a [MetBefore],
    /// The school's calendar.
    pub calendar: &'a Calendar,
}

/// What of a plan a finding is about, by its place in the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// The plan as a whole.
    Plan,
    /// The pupil's record beside it: needs.
    Needs,
    /// What the pupil or parents say.
    Voices,
    /// The agreed day.
    Review,
    /// The day that annual reviews run from.
    Anchor,
    /// A field of an outcome.
    Outcome(usize, &'static str),
    /// A field of a target.
    Target(usize, &'static str),
    /// A field of a line of provision.
    Line(usize, &'static str),
}

impl Place {
    /// The field of the plan's form that mends it; nothing where it is mended elsewhere.
    #[must_use]
    pub fn field(self) -> Option<String> {
        match self {
            Self::Plan => Some("target-0".to_owned()),
            Self::Needs | Self::Voices => None,
            Self::Review => Some("review_on".to_owned()),
            Self::Anchor => Some("ehc_anchor_on".to_owned()),
            Self::Outcome(n, field) => Some(format!("outcome-{n}-{field}")),
            Self::Target(n, field) => Some(format!("target-{n}-{field}")),
            Self::Line(n, field) => Some(format!("provision-{n}-{field}")),
        }
    }

    /// "Target 2", as people find it.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Plan => "The plan".to_owned(),
            Self::Needs => "Needs".to_owned(),
            Self::Voices => "Voices".to_owned(),
            Self::Review => "Next review".to_owned(),
            Self::Anchor => "EHC plan".to_owned(),
            Self::Outcome(n, _) => format!("Outcome {}", n + 1),
            Self::Target(n, _) => format!("Target {}", n + 1),
            Self::Line(n, _) => format!("Provision {}", n + 1),
        }
    }
}

/// One rule that is not kept in one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Which.
    pub rule: Rule,
    /// Where.
    pub place: Place,
    /// What is the matter, in one sentence.
    pub reason: String,
}

/// What the rules say of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quality {
    /// What is not kept: what agreement needs first, then by number and place.
    pub findings: Vec<Finding>,
    /// How many rules were asked: some ask nothing of some plans.
    pub asked: usize,
}

impl Quality {
    /// The share of the asked rules that are kept everywhere, in whole per cent, rounded down: 100 only where nothing is found.
    #[must_use]
    pub fn score(&self) -> usize {
        let mut broken: Vec<Rule> = self.findings.iter().map(|finding| finding.rule).collect();
        broken.sort_unstable();
        broken.dedup();
        100 * (self.asked - broken.len().min(self.asked)) / self.asked.max(1)
    }

    /// What stands in the way of an agreement.
    pub fn needed(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.rule.is_needed())
    }
}

/// Checks a plan.
#[must_use]
pub fn check(plan: &PlanToCheck<'_>) -> Quality {
    let mut findings = whole::check(plan);
    findings.extend(targets::check(plan));
    findings.extend(lines::check(plan));
    findings.sort_by_key(|finding| (!finding.rule.is_needed(), finding.rule, finding.place));
    let asked = Rule::ALL.iter().filter(|rule| rule.asks(plan)).count();
    Quality { findings, asked }
}

/// A finding.
fn found(rule: Rule, place: Place, reason: impl Into<String>) -> Finding {
    Finding { rule, place, reason: reason.into() }
}

#[cfg(test)]
mod tests;

//! What is asked of the plan as a whole: the thread from need to outcome to target, the voices in it, its review, its EHC plan.

use super::{Finding, Place, PlanKind, PlanToCheck, Rule, found, vague};
use crate::domain::{
    calendar::{AcademicYear, Season},
    need::{Area, Need},
    time::ShortDay,
};

/// The most targets that anybody keeps in mind.
const MOST_TARGETS: usize = 5;

pub(super) fn check(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    let several =
        [needs(plan), outcomes(plan), targets(plan), voices(plan), review(plan), ehc(plan), words_of_today(plan)];
    several.into_iter().flatten().collect()
}

fn needs(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    if !plan.kind.is_sen() {
        return Vec::new();
    }
    if plan.needs.is_empty() {
        return vec![found(Rule::HasNeed, Place::Needs, "No need is recorded for the pupil.")];
    }
    let served = |need: &Need| {
        let of_any = need.areas() == [Area::Other];
        plan.outcomes.iter().any(|outcome| of_any || need.areas().contains(&outcome.area))
    };
    let missing = plan.needs.iter().filter(|need| !served(need));
    let reason = |need: &Need| format!("No outcome is about {}.", small(need.words()));
    missing
        .map(|need| {
            found(Rule::NeedHasOutcome, Place::Outcome(plan.outcomes.len().saturating_sub(1), "wording"), reason(need))
        })
        .collect()
}

/// Words in the middle of a sentence.
fn small(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn outcomes(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    let is_idle = |n: &usize| !plan.targets.iter().any(|target| target.outcome == *n);
    let idle = (0..plan.outcomes.len()).filter(is_idle);
    idle.map(|n| found(Rule::OutcomeHasTarget, Place::Outcome(n, "wording"), "No target leads to it yet.")).collect()
}

fn targets(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    let many = plan.targets.len();
    let mut found_here = Vec::new();
    if many == 0 {
        found_here.push(found(Rule::HasTarget, Place::Plan, "There is no target yet: nothing can be reviewed."));
    }
    if many > MOST_TARGETS {
        let reason = format!("There are {many} targets: nobody keeps more than five in mind, and three are usual.");
        found_here.push(found(Rule::FewTargets, Place::Target(MOST_TARGETS, "wording"), reason));
    }
    if many > 0 && plan.targets.iter().all(|target| target.at_home.trim().is_empty()) {
        let reason = "No target says what helps at home.";
        found_here.push(found(Rule::ForHome, Place::Target(0, "at_home"), reason));
    }
    found_here
}

fn voices(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    let pupil = (!plan.has_pupils_voice).then(|| {
        found(Rule::PupilHeard, Place::Voices, "Nothing is written down of what the pupil says, of the last year.")
    });
    let parents = (!plan.has_parents_voice).then(|| {
        found(Rule::ParentsHeard, Place::Voices, "Nothing is written down of what parents say, of the last year.")
    });
    pupil.into_iter().chain(parents).collect()
}

fn review(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    let day = plan.review_on;
    if day <= plan.started_on {
        let reason = format!("The review, {}, is not after the day this cycle began.", ShortDay(day));
        return vec![found(Rule::ReviewAhead, Place::Review, reason)];
    }
    let year = AcademicYear::containing(day);
    let is_in = |season: &Season| {
        let window = plan.calendar.window(year, *season);
        (window.opens_on..=window.closes_on).contains(&day)
    };
    let is_outside = plan.kind.is_sen() && !Season::ALL.iter().any(is_in);
    let reason = format!("{} is in none of the year’s three windows.", ShortDay(day));
    is_outside.then(|| found(Rule::InWindow, Place::Review, reason)).into_iter().collect()
}

fn ehc(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    if plan.kind != PlanKind::EhcDelivery {
        return Vec::new();
    }
    let mut all = Vec::new();
    if plan.lines.iter().all(|line| line.reference.trim().is_empty()) {
        let place = if plan.lines.is_empty() { Place::Plan } else { Place::Line(0, "reference") };
        all.push(found(Rule::SectionF, place, "No line says where section F of the EHC plan asks for it."));
    }
    let without = plan.outcomes.iter().enumerate().filter(|(_, outcome)| outcome.reference.trim().is_empty());
    all.extend(without.map(|(n, _)| {
        found(Rule::SectionE, Place::Outcome(n, "reference"), "It does not say where section E of the EHC plan has it.")
    }));
    if plan.anchor.is_none() {
        let reason = "The day of the authority’s last decision is not entered: no annual review can be reckoned.";
        all.push(found(Rule::Anchored, Place::Anchor, reason));
    }
    all
}

fn words_of_today(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    let outcomes = plan.outcomes.iter().enumerate().map(|(n, one)| (Place::Outcome(n, "wording"), one.wording));
    let targets = plan.targets.iter().enumerate().flat_map(|(n, one)| {
        [(Place::Target(n, "wording"), one.wording), (Place::Target(n, "strategy_0"), one.strategy.as_str())]
    });
    let lines = plan.lines.iter().enumerate().map(|(n, one)| (Place::Line(n, "name"), one.name));
    let said = outcomes.chain(targets).chain(lines);
    let ended = said.filter_map(|(place, text)| {
        let word = vague::ended(text)?;
        Some(found(Rule::Today, place, format!("“{word}” ended in 2014: parents look for it in vain.")))
    });
    ended.collect()
}

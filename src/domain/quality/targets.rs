//! What is asked of each target.

use super::{Finding, Place, PlanToCheck, Rule, TargetText, found, vague};
use crate::domain::target::{Direction, Score};

/// The most words in which one step is said.
const MOST_WORDS: usize = 35;
/// The times a target is carried forward before another way is looked for.
const CARRIED: u32 = 3;
/// A reading that is to grow more than so many times is a leap, from so many units on.
const LEAP: i64 = 3;
const LEAP_FROM: i64 = 10;
/// The most points of a hundred that one cycle brings.
const POINTS: i64 = 50;

pub(super) fn check(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    plan.targets.iter().enumerate().flat_map(|(n, target)| one(plan, n, target)).collect()
}

fn one(plan: &PlanToCheck<'_>, n: usize, target: &TargetText<'_>) -> Vec<Finding> {
    let found = [
        measured(n, target),
        counts(n, target),
        plain(n, target),
        one_step(n, target),
        moves(n, target),
        leap(n, target),
    ];
    let more =
        [scale(n, target), twin(plan, n, target), support(plan, n, target), strategy(n, target), carried(n, target)];
    found.into_iter().chain(more).chain([met_before(plan, n, target)]).flatten().collect()
}

fn measured(n: usize, target: &TargetText<'_>) -> Option<Finding> {
    // "n/a" and "tbc" fill a field and measure nothing.
    let is_missing = target.measure.chars().filter(|c| c.is_alphabetic()).count() < 4;
    is_missing.then(|| found(Rule::Measured, Place::Target(n, "measure"), "It does not say how it is measured."))
}

fn counts(n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let word = vague::in_measure(target.measure)?;
    let reason = format!("“{word}” is seen differently by everybody: say what is counted, and over what time.");
    Some(found(Rule::MeasureCounts, Place::Target(n, "measure"), reason))
}

fn plain(n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let place = Place::Target(n, "wording");
    if vague::length(target.wording) < 3 {
        return Some(found(Rule::PlainWording, place, "It is too short to say what the pupil does, and where."));
    }
    let word = vague::in_target(target.wording)?;
    Some(found(Rule::PlainWording, place, format!("“{word}” cannot be seen: say what the pupil does.")))
}

fn one_step(n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let text = target.wording.trim();
    let sentences = text.trim_end_matches(['.', '!']).split(['.', ';']).filter(|part| vague::length(part) > 2).count();
    let reason = match () {
        () if vague::length(text) > MOST_WORDS => {
            format!("It has more than {MOST_WORDS} words: a step is one sentence.")
        }
        () if sentences > 1 => "It holds several steps: make each a target, or leave some for later.".to_owned(),
        () => return None,
    };
    Some(found(Rule::OneStep, Place::Target(n, "wording"), reason))
}

/// Keeping what is there can be an aim, where it says so.
fn moves(n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let keeps = ["keep", "keeps", "maintain", "maintains", "stay", "stays", "remain", "remains", "still"];
    let says =
        |word: &&str| target.wording.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|one| one == *word);
    let is_still = target.aim.predicted == target.aim.baseline && !keeps.iter().any(says);
    is_still.then(|| found(Rule::Moves, Place::Target(n, "predicted"), "What is expected is what is there now."))
}

fn leap(n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let (from, to) = (target.aim.baseline.0, target.aim.predicted.0);
    let far = (to - from).abs();
    let is_share = is_share(target.unit);
    let grows = target.aim.direction == Direction::Higher && from > 0 && to > from * LEAP && far > LEAP_FROM * 100;
    let vanishes = target.aim.direction == Direction::Lower && to == 0 && from > LEAP_FROM * 100;
    let reason = match () {
        () if is_share && far > POINTS * 100 => {
            format!("From {} to {} of a hundred is a leap for one cycle.", Score(from), Score(to))
        }
        () if grows && !is_share => {
            format!("From {} to {} is more than three times as much in one cycle.", Score(from), Score(to))
        }
        () if vanishes => format!("From {} to nothing at all is a leap for one cycle.", Score(from)),
        () => return None,
    };
    Some(found(Rule::Realistic, Place::Target(n, "predicted"), reason))
}

fn is_share(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    unit == "%" || unit.starts_with("per cent") || unit.starts_with("percent")
}

fn scale(n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let aim = target.aim;
    let readings = [Some(aim.baseline), Some(aim.predicted), aim.challenge];
    let is_off = readings.into_iter().flatten().any(|one| one.0 < 0 || one.0 > 10_000);
    let reason = "There is nothing below 0 and nothing above 100 of a hundred.";
    (is_share(target.unit) && is_off).then(|| found(Rule::WithinScale, Place::Target(n, "predicted"), reason))
}

fn twin(plan: &PlanToCheck<'_>, n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let first = plan.targets[..n].iter().position(|other| vague::same(other.wording, target.wording))?;
    Some(found(Rule::NoTwins, Place::Target(n, "wording"), format!("It says the same as target {}.", first + 1)))
}

fn support(plan: &PlanToCheck<'_>, n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let is_served = !target.strategy.trim().is_empty() || plan.lines.iter().any(|line| line.serves.contains(&n));
    let reason = "Nobody does anything about it yet: say what adults do, or tick it at the support that serves it.";
    (!is_served).then(|| found(Rule::TargetHasSupport, Place::Target(n, "strategy_0"), reason))
}

fn strategy(n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let word = vague::in_support(&target.strategy)?;
    let reason = format!("“{word}” leaves open what is done: say who does what, and when.");
    Some(found(Rule::PlainStrategy, Place::Target(n, "strategy_0"), reason))
}

fn carried(n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let reason = format!(
        "It has been carried forward {} times: try another strategy, ask a specialist, or end it.",
        target.carried
    );
    (target.carried >= CARRIED).then(|| found(Rule::CarriedThrice, Place::Target(n, "wording"), reason))
}

/// Met means met: only one that goes further is new.
fn met_before(plan: &PlanToCheck<'_>, n: usize, target: &TargetText<'_>) -> Option<Finding> {
    let goes_no_further = |before: Score| match target.aim.direction {
        Direction::Higher => target.aim.predicted <= before,
        Direction::Lower => target.aim.predicted >= before,
    };
    let met =
        |before: &&super::MetBefore| vague::same(&before.wording, target.wording) && goes_no_further(before.predicted);
    let before = plan.met.iter().find(met)?;
    let reason = format!("It was met before, at {}: aim further, or at something else.", before.predicted);
    Some(found(Rule::MetBefore, Place::Target(n, "predicted"), reason))
}

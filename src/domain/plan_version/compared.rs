//! What one version says and another does not, in sentences that a parent understands.

use crate::domain::target::Score;

/// What a version says, its rows known again by the first row of their line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// In order.
    pub outcomes: Vec<SaidOutcome>,
    /// In order.
    pub targets: Vec<SaidTarget>,
    /// In order.
    pub lines: Vec<SaidLine>,
}

/// An outcome as a version says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaidOutcome {
    /// The first row of its line.
    pub root: i64,
    /// What the pupil will be able to do.
    pub wording: String,
}

/// A target as a version says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaidTarget {
    /// The first row of its line.
    pub root: i64,
    /// The step.
    pub wording: String,
    /// What is counted, and how.
    pub measure: String,
    /// "words" … or empty.
    pub unit: String,
    /// Now.
    pub baseline: Score,
    /// Expected by the review.
    pub predicted: Score,
    /// Hoped for.
    pub challenge: Option<Score>,
    /// What adults do.
    pub strategy: String,
    /// What does not help.
    pub avoid: String,
    /// What helps at home.
    pub at_home: String,
}

/// A line of provision as a version says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaidLine {
    /// The first row of its line.
    pub root: i64,
    /// What it is.
    pub name: String,
    /// "20 minutes, 3 times a week for 8 weeks, in a group of 4".
    pub how_much: String,
    /// Who gives it; empty where nobody is said.
    pub by: String,
}

/// What the newer of two versions says differently, in order. Empty where both say the same.
#[must_use]
pub fn changes(old: &Said, new: &Said) -> Vec<String> {
    let mut told = Vec::new();
    for (n, one) in new.outcomes.iter().enumerate() {
        match old.outcomes.iter().find(|before| before.root == one.root) {
            None => told.push(format!("An outcome is new: “{}”.", one.wording)),
            Some(before) => told.extend(reworded(&format!("Outcome {}", n + 1), &before.wording, &one.wording)),
        }
    }
    for (n, one) in new.targets.iter().enumerate() {
        match old.targets.iter().find(|before| before.root == one.root) {
            None => told.push(new_target(one)),
            Some(before) => told.extend(target(n + 1, before, one)),
        }
    }
    for one in &new.lines {
        match old.lines.iter().find(|before| before.root == one.root) {
            None => told.push(format!("{} is new: {}.", one.name, one.how_much)),
            Some(before) => told.extend(line(before, one)),
        }
    }
    told.extend(gone(old, new));
    told
}

fn reworded(what: &str, before: &str, now: &str) -> Option<String> {
    (before != now).then(|| format!("{what} now says “{now}”; it said “{before}”."))
}

fn new_target(one: &SaidTarget) -> String {
    format!("A target is new: “{}”, from {} to {}.", one.wording, one.baseline, one.predicted.of(&one.unit))
}

fn target(n: usize, before: &SaidTarget, now: &SaidTarget) -> Vec<String> {
    let reading = |score: Score| score.of(&now.unit);
    let hope = |one: &SaidTarget| one.challenge.map_or_else(|| "none".to_owned(), reading);
    let said = |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("“{text}”") };
    let texts = [
        ("what adults do", &before.strategy, &now.strategy),
        ("what does not help", &before.avoid, &now.avoid),
        ("what helps at home", &before.at_home, &now.at_home),
        ("how it is measured", &before.measure, &now.measure),
    ];
    let numbers = [
        reworded(&format!("Target {n}"), &before.wording, &now.wording),
        (before.predicted != now.predicted || before.unit != now.unit).then(|| {
            format!("Target {n} now aims at {}; it was {}.", reading(now.predicted), before.predicted.of(&before.unit))
        }),
        (before.baseline != now.baseline)
            .then(|| format!("Target {n} now starts from {}; it was {}.", reading(now.baseline), before.baseline)),
        (before.challenge != now.challenge)
            .then(|| format!("Target {n}: the challenge is now {}; it was {}.", hope(now), hope(before))),
    ];
    let changed = texts.iter().filter(|(_, before, now)| before != now);
    let texts =
        changed.map(|(what, before, now)| format!("Target {n}, {what}: now {}; before {}.", said(now), said(before)));
    numbers.into_iter().flatten().chain(texts).collect()
}

fn line(before: &SaidLine, now: &SaidLine) -> Vec<String> {
    let who = |one: &SaidLine| if one.by.is_empty() { "nobody yet".to_owned() } else { one.by.clone() };
    let several = [
        (before.name != now.name).then(|| format!("{} takes the place of {}.", now.name, before.name)),
        (before.how_much != now.how_much)
            .then(|| format!("{} is now {}; it was {}.", now.name, now.how_much, before.how_much)),
        (before.by != now.by).then(|| format!("{} is now given by: {}. It was: {}.", now.name, who(now), who(before))),
    ];
    several.into_iter().flatten().collect()
}

fn gone(old: &Said, new: &Said) -> Vec<String> {
    let outcomes = old.outcomes.iter().filter(|one| !new.outcomes.iter().any(|now| now.root == one.root));
    let targets = old.targets.iter().filter(|one| !new.targets.iter().any(|now| now.root == one.root));
    let lines = old.lines.iter().filter(|one| !new.lines.iter().any(|now| now.root == one.root));
    let mut told: Vec<String> =
        outcomes.map(|one| format!("The outcome “{}” is no longer in it.", one.wording)).collect();
    told.extend(targets.map(|one| format!("The target “{}” is no longer in it.", one.wording)));
    told.extend(lines.map(|one| format!("{} is no longer given.", one.name)));
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(root: i64, wording: &str, predicted: i64) -> SaidTarget {
        SaidTarget {
            root,
            wording: wording.to_owned(),
            measure: "Words in a minute".to_owned(),
            unit: "words".to_owned(),
            baseline: Score(400),
            predicted: Score(predicted * 100),
            challenge: None,
            strategy: String::new(),
            avoid: String::new(),
            at_home: String::new(),
        }
    }

    fn line(name: &str, how_much: &str) -> SaidLine {
        SaidLine { root: 7, name: name.to_owned(), how_much: how_much.to_owned(), by: "Teaching assistant".to_owned() }
    }

    #[test]
    fn each_change_is_one_plain_sentence_and_what_stays_says_nothing() {
        let outcome = |wording: &str| SaidOutcome { root: 1, wording: wording.to_owned() };
        let old = Said {
            outcomes: vec![outcome("Reads alone")],
            targets: vec![target(1, "Reads a page", 12), target(2, "Reads aloud", 9)],
            lines: vec![line("Precision teaching", "10 minutes, 5 times a week for 8 weeks")],
        };
        assert_eq!(changes(&old, &old), [""; 0]);
        let new = Said {
            outcomes: vec![outcome("Reads alone for ten minutes")],
            targets: vec![
                SaidTarget { at_home: "Ten minutes together".to_owned(), ..target(1, "Reads a page", 14) },
                target(-1, "Spells ten words", 10),
            ],
            lines: vec![SaidLine {
                by: String::new(),
                ..line("Precision teaching", "10 minutes, 3 times a week for 8 weeks")
            }],
        };
        assert_eq!(
            changes(&old, &new),
            [
                "Outcome 1 now says “Reads alone for ten minutes”; it said “Reads alone”.",
                "Target 1 now aims at 14 words; it was 12 words.",
                "Target 1, what helps at home: now “Ten minutes together”; before nothing.",
                "A target is new: “Spells ten words”, from 4 to 10 words.",
                "Precision teaching is now 10 minutes, 3 times a week for 8 weeks; it was 10 minutes, 5 times a week for 8 weeks.",
                "Precision teaching is now given by: nobody yet. It was: Teaching assistant.",
                "The target “Reads aloud” is no longer in it.",
            ]
        );
        let empty = changes(&new, &Said::default());
        assert_eq!(empty.len(), 4, "{empty:?}");
    }
}

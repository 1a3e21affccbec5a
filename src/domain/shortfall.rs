//! "This is not happening": a parent says so of a line of the plan, in their words; the school looks into it, and its answer goes home. By
//! when is the school's own promise, in school days: no law sets it.

use chrono::NaiveDate;

use super::{
    ids::{AdultId, ConversationId, PlanId, PupilId},
    people::Role,
    plan_version::{Said, SaidLine, SaidTarget},
};

coded! {
    /// What the school found.
    Finding {
        /// It was not happening.
        PutRight = "put_right", "It was not happening. It is from now on";
        /// It cannot go on as it stands.
        PlanChanges = "plan_changes", "It was not happening. We change the plan with you";
        /// It is.
        Happening = "happening", "It is happening";
    }
}

/// What stands in a line that parents may say is not happening: its key in a form, and its words.
#[must_use]
pub fn lines(said: &Said) -> Vec<(String, String)> {
    let done = said.targets.iter().filter(|one| !one.strategy.is_empty());
    let targets = done.map(|one| (format!("target-{}", one.root), of_target(one)));
    let lines = said.lines.iter().map(|one| (format!("line-{}", one.root), of_line(one)));
    lines.chain(targets).collect()
}

/// "Talking Partners: 20 minutes, 3 times a week for 8 weeks. Given by: Teaching assistant".
#[must_use]
pub fn of_line(one: &SaidLine) -> String {
    let by = if one.by.is_empty() { String::new() } else { format!(". Given by: {}", one.by) };
    format!("{}: {}{by}", one.name, one.how_much)
}

/// What adults do for a target, on one line.
fn of_target(one: &SaidTarget) -> String {
    let ways: Vec<&str> = one.strategy.lines().map(str::trim).filter(|way| !way.is_empty()).collect();
    format!("{}: {}", one.wording, ways.join("; "))
}

/// What a parent says, and by when it is answered.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its row.
    pub id: i64,
    /// On which plan.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Who says so.
    pub adult: AdultId,
    /// The meeting whose link they used.
    pub conversation: Option<ConversationId>,
    /// Who leads the plan, where a parent said it themselves.
    pub owner: Option<Role>,
    /// The line, as the plan words it.
    pub line: &'a str,
    /// Their words.
    pub words: &'a str,
    /// The school's promise, in school days.
    pub days: i64,
    /// The day by which it is kept.
    pub due_on: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::target::Score;

    #[test]
    fn a_parent_chooses_among_what_is_given_and_what_adults_do() {
        let target = |root, strategy: &str| SaidTarget {
            root,
            wording: "Reads 20 words".into(),
            measure: String::new(),
            unit: String::new(),
            baseline: Score::parse("0").unwrap(),
            predicted: Score::parse("1").unwrap(),
            challenge: None,
            strategy: strategy.into(),
            avoid: String::new(),
            at_home: String::new(),
        };
        let line = SaidLine {
            root: 7,
            name: "Paired reading".into(),
            how_much: "10 minutes, daily".into(),
            by: String::new(),
        };
        let said = Said {
            outcomes: Vec::new(),
            targets: vec![target(3, "Pre-teach words\n\nCheck daily"), target(4, "")],
            lines: vec![line],
        };
        let all = lines(&said);
        assert_eq!(
            all,
            [
                ("line-7".to_owned(), "Paired reading: 10 minutes, daily".to_owned()),
                ("target-3".to_owned(), "Reads 20 words: Pre-teach words; Check daily".to_owned()),
            ],
            "a target for which nothing is said promises nothing"
        );
    }
}

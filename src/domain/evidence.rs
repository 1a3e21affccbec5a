//! Evidence for an authority: which part of a pupil's record answers which criterion of its form. A form is a file that a school can bring in;
//! what it asks is theirs, what answers it is one of the parts below.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

coded! {
    /// A part of the record.
    EvidenceKind {
        /// Types of need, with what speaks for each.
        Needs = "needs", "Needs, and what speaks for them";
        /// Dated assessments and scores.
        Assessments = "assessments", "Assessments and scores";
        /// Reports of professionals.
        Advice = "advice", "Advice of professionals";
        /// Plans with targets and what came of them.
        Cycles = "cycles", "Assess, plan, do, review";
        /// What was planned to be given, and what was.
        Provision = "provision", "Provision, planned and given";
        /// What that costs, with its working.
        Costs = "costs", "What it costs";
        /// The pupil's own words.
        PupilViews = "pupil_views", "The pupil’s views";
        /// The parents' own words.
        ParentViews = "parent_views", "The parents’ views";
        /// Attendance and suspensions.
        Attendance = "attendance", "Attendance and suspensions";
        /// Meetings with parents.
        Meetings = "meetings", "Meetings with the parents";
        /// Confidence, resilience, relationships, motivation.
        Wellbeing = "wellbeing", "Wellbeing";
        /// What is done differently, and what is at hand.
        Adjustments = "adjustments", "Adjustments and equipment";
    }
}

/// What an authority asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EvidenceForm {
    /// What it is called.
    pub name: String,
    /// Where its words come from.
    pub source: String,
    /// In order.
    pub criteria: Vec<Criterion>,
}

/// One thing that it asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Criterion {
    /// As the form numbers it.
    pub key: String,
    /// What is asked.
    pub words: String,
    /// What of the record answers it.
    pub evidence: Vec<EvidenceKind>,
}

/// Why a file is no form.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Line {line}: {why}")]
pub struct FormProblem {
    /// Counted from 1.
    pub line: usize,
    /// A sentence for whoever wrote the file.
    pub why: String,
}

type At<T> = toml::Spanned<T>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    name: At<String>,
    #[serde(default)]
    source: String,
    criteria: Vec<RawCriterion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCriterion {
    key: At<String>,
    words: At<String>,
    evidence: Vec<At<String>>,
}

/// The most criteria that a form has.
const MOST: usize = 200;

/// Reads a form.
///
/// # Errors
/// Everything that is wrong with it, by line; nothing of it is taken then.
pub fn parse(text: &str) -> Result<EvidenceForm, Vec<FormProblem>> {
    let line_of = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let raw: RawForm = toml::from_str(text).map_err(|why| {
        let line = line_of(why.span().map_or(0, |span| span.start));
        vec![FormProblem { line, why: why.message().to_owned() }]
    })?;
    let mut wrong: Vec<FormProblem> = Vec::new();
    let mut say = |at: usize, why: String| wrong.push(FormProblem { line: line_of(at), why });
    if raw.name.get_ref().trim().is_empty() {
        say(raw.name.span().start, "the form has no name".to_owned());
    }
    if raw.criteria.is_empty() || raw.criteria.len() > MOST {
        say(0, format!("a form has 1 to {MOST} criteria; this one has {}", raw.criteria.len()));
    }
    let mut keys = BTreeSet::new();
    let mut criteria = Vec::new();
    for one in raw.criteria {
        let key = one.key.get_ref().trim().to_owned();
        if key.is_empty() {
            say(one.key.span().start, "a criterion has no key".to_owned());
        } else if !keys.insert(key.clone()) {
            say(one.key.span().start, format!("{key} stands twice: each criterion has a key of its own"));
        }
        if one.words.get_ref().trim().is_empty() {
            say(one.words.span().start, format!("criterion {key} asks nothing"));
        }
        let mut evidence = Vec::new();
        for code in &one.evidence {
            match EvidenceKind::from_code(code.get_ref()) {
                Some(kind) => evidence.push(kind),
                None => say(code.span().start, format!("“{}” is no part of the record: {}", code.get_ref(), known())),
            }
        }
        criteria.push(Criterion { key, words: one.words.into_inner().trim().to_owned(), evidence });
    }
    if wrong.is_empty() {
        Ok(EvidenceForm { name: raw.name.into_inner().trim().to_owned(), source: raw.source, criteria })
    } else {
        wrong.sort_by_key(|one| one.line);
        Err(wrong)
    }
}

fn known() -> String {
    EvidenceKind::ALL.iter().map(|kind| kind.as_code()).collect::<Vec<_>>().join(", ")
}

/// The form that ships.
#[must_use]
pub fn general() -> EvidenceForm {
    // Held by a test: what ships can be read.
    parse(include_str!("../../config/forms/general.toml")).unwrap_or_else(|_| EvidenceForm {
        name: String::new(),
        source: String::new(),
        criteria: Vec::new(),
    })
}

/// Whole months from a report to a day: authorities want advice that is younger than twelve.
#[must_use]
pub fn age_in_months(report: NaiveDate, today: NaiveDate) -> u32 {
    let months = (today.year() - report.year()) * 12 + i32::try_from(today.month0()).unwrap_or(0)
        - i32::try_from(report.month0()).unwrap_or(0)
        - i32::from(today.day() < report.day());
    u32::try_from(months).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_ships_can_be_read_and_asks_after_every_part() {
        let form = general();
        assert!(form.criteria.len() >= 8, "{form:?}");
        let asked: BTreeSet<_> = form.criteria.iter().flat_map(|one| one.evidence.iter().copied()).collect();
        assert_eq!(asked.len(), EvidenceKind::ALL.len());
    }

    #[test]
    fn every_mistake_is_said_with_its_line() {
        let text = concat!(
            "name = \"\"\n\n[[criteria]]\nkey = \"1\"\nwords = \"Needs\"\nevidence = [\"needs\", \"hearsay\"]\n",
            "\n[[criteria]]\nkey = \"1\"\nwords = \" \"\nevidence = []\n",
        );
        let said: Vec<String> = parse(text).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(said[0].starts_with("Line 1: the form has no name"), "{said:?}");
        assert!(said[1].starts_with("Line 6: “hearsay” is no part of the record"), "{said:?}");
        assert!(said[2].starts_with("Line 9: 1 stands twice"), "{said:?}");
        assert!(said[3].starts_with("Line 10: criterion 1 asks nothing"), "{said:?}");
        for (broken, line) in
            [("name = \n", 1), ("name = \"x\"\ncriteria = 3\n", 2), ("name = \"x\"\ncriteria = []\n", 1), ("x = 1", 1)]
        {
            assert_eq!(parse(broken).unwrap_err()[0].line, line, "{broken}");
        }
    }

    #[test]
    fn a_report_is_as_old_as_its_whole_months() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (report, today, months) in [
            ("2026-11-18", "2026-11-18", 0),
            ("2026-10-19", "2026-11-18", 0),
            ("2026-10-18", "2026-11-18", 1),
            ("2025-11-18", "2026-11-18", 12),
            ("2025-12-31", "2026-11-30", 10),
            ("2027-01-01", "2026-11-18", 0),
        ] {
            assert_eq!(age_in_months(day(report), day(today)), months, "{report}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_file_holds_it_is_read_or_refused(text in "\\PC{0,200}") {
            if let Err(wrong) = parse(&text) {
                prop_assert!(!wrong.is_empty() && wrong.iter().all(|one| one.line >= 1));
            }
        }
    }
}

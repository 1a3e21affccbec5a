//! Terms, closures and bank holidays.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{Parsed, Report, Tally};
use crate::{
    domain::{
        calendar::{AcademicYear, Term, check_year},
        roll::{Held, Steps},
    },
    exchange::Kind,
};

pub(super) fn compare(parsed: &Parsed, held: &Held, steps: &mut Steps, report: &mut Report) {
    terms(parsed, held, steps, report);
    closures(parsed, held, steps, report);
    if !parsed.bank_holidays.is_empty() {
        bank_holidays(parsed, held, steps, report);
    }
}

/// Counts a row as new, changed or unchanged, and says whether there is anything to do.
fn count<T: PartialEq>(tally: &mut Tally, was: Option<T>, is: &T) -> bool {
    match was {
        None => tally.new += 1,
        Some(was) if was == *is => {
            tally.unchanged += 1;
            return false;
        }
        Some(_) => tally.changed += 1,
    }
    true
}

/// Terms take the place of those of the same season; what then could not stand side by side is refused.
fn terms(parsed: &Parsed, held: &Held, steps: &mut Steps, report: &mut Report) {
    for row in &parsed.terms {
        let (year, term) = row.value;
        let same = |t: &&(AcademicYear, Term)| t.0 == year && t.1.season == term.season;
        if let Err(problem) = check_year(year, &beside(parsed, held, year)) {
            report.terms.refused += 1;
            report.problems.push(row.refusal("", problem.to_string()));
            continue;
        }
        let was = held.terms.iter().find(same).map(|t| t.1);
        if count(&mut report.terms, was, &term) {
            let what = if was.is_some() { "changed" } else { "new" };
            report.show(Kind::Terms, row, what, format!("{} term {year}", term.season.words()), Vec::new());
            steps.terms.push((year, term));
        }
    }
}

/// The terms of a year as they would be.
fn beside(parsed: &Parsed, held: &Held, year: AcademicYear) -> Vec<Term> {
    let given: Vec<Term> = parsed.terms.iter().filter(|r| r.value.0 == year).map(|r| r.value.1).collect();
    let kept = held.terms.iter().filter(|t| t.0 == year && !given.iter().any(|g| g.season == t.1.season));
    let mut all: Vec<Term> = kept.map(|t| t.1).chain(given.iter().copied()).collect();
    all.sort_by_key(|t| t.season.index());
    all
}

/// A file of closures adds to those held: an export of one term does not reopen the school in another.
fn closures(parsed: &Parsed, held: &Held, steps: &mut Steps, report: &mut Report) {
    for row in &parsed.closures {
        let was = held.closures.iter().find(|c| c.0 == row.value.0);
        if count(&mut report.closures, was, &&row.value) {
            let what = if was.is_some() { "changed" } else { "new" };
            report.show(Kind::Closures, row, what, format!("closure on {}", row.value.0), Vec::new());
            steps.closures.push(row.value.clone());
        }
    }
}

/// A list of bank holidays takes the place of those held for the calendar years that it speaks of.
fn bank_holidays(parsed: &Parsed, held: &Held, steps: &mut Steps, report: &mut Report) {
    let years: BTreeSet<i32> = parsed.bank_holidays.iter().map(|r| r.value.0.year()).collect();
    let were: BTreeMap<NaiveDate, &String> = held.bank_holidays.iter().map(|(day, name)| (*day, name)).collect();
    let mut list: BTreeMap<NaiveDate, String> = held.bank_holidays.iter().cloned().collect();
    list.retain(|day, _| !years.contains(&day.year()));
    for row in &parsed.bank_holidays {
        let (day, name) = &row.value;
        if count(&mut report.bank_holidays, were.get(day).copied(), &name) {
            let what = if were.contains_key(day) { "changed" } else { "new" };
            report.show(Kind::BankHolidays, row, what, format!("bank holiday on {day}"), Vec::new());
        }
        list.insert(*day, name.clone());
    }
    for day in were.keys().filter(|day| !list.contains_key(day)) {
        report.bank_holidays.leaving += 1;
        report.show_leaving(Kind::BankHolidays, format!("bank holiday on {day}"));
    }
    let list: Vec<_> = list.into_iter().collect();
    if list != held.bank_holidays {
        steps.bank_holidays = Some(list);
    }
}

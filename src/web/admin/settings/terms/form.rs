//! Between the form of a year and its terms and closures.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Closure, TermsOfYear};
use crate::{
    domain::{
        calendar::{ClosureKind, Season, Term, check_year},
        time::LongDay,
    },
    web::form::{days::date, fields::FormErrors, typed::Typed},
};

/// The four days of a term: the end of the field's name, and its label.
pub(super) const DAYS: &[(&str, &str)] = &[
    ("starts", "First day of term"),
    ("half-starts", "Half term: first day off"),
    ("half-ends", "Half term: last day off"),
    ("ends", "Last day of term"),
];

/// Empty rows for closures, beside those that are filled.
const SPARE: usize = 3;

pub(super) fn field(season: Season, end: &str) -> String {
    format!("{}-{end}", season.as_code())
}

pub(super) fn code(kind: ClosureKind) -> &'static str {
    if kind == ClosureKind::Inset { "inset" } else { "other" }
}

/// The form as it is saved.
pub(super) fn typed(year: &TermsOfYear) -> Typed {
    let mut typed = Typed::default();
    typed.set("seen", year.seen());
    put(&mut typed, &year.terms, &year.closures);
    typed
}

/// Puts terms in place of those typed, and closures after those typed.
pub(super) fn put(typed: &mut Typed, terms: &[Term], closures: &[Closure]) {
    for term in terms {
        let (from, to) = term.half_term.unzip();
        let days = [Some(term.starts_on), from, to, Some(term.ends_on)];
        for ((end, _), day) in DAYS.iter().zip(days) {
            typed.set(&field(term.season, end), day.map(|d| d.to_string()).unwrap_or_default());
        }
    }
    let filled = |typed: &Typed, n: usize| !typed.get(&format!("closure-{n}-day")).is_empty();
    let mut next = (0..typed.rows("closure")).rev().find(|n| filled(typed, *n)).map_or(0, |n| n + 1);
    let known: BTreeSet<String> = (0..next).map(|n| typed.get(&format!("closure-{n}-day")).to_owned()).collect();
    for (day, kind, note) in closures.iter().filter(|c| !known.contains(&c.0.to_string())) {
        typed.set(&format!("closure-{next}-day"), day.to_string());
        typed.set(&format!("closure-{next}-kind"), code(*kind));
        typed.set(&format!("closure-{next}-note"), note.as_str());
        next += 1;
    }
    for n in next..next + SPARE {
        typed.set(&format!("closure-{n}-day"), "");
    }
}

/// Terms and closures as typed, with what is wrong with them in the order of the form.
pub(super) fn read(typed: &Typed, year: &TermsOfYear, errors: &mut FormErrors) -> (Vec<Term>, Vec<Closure>) {
    let mut terms: Vec<Term> = Vec::new();
    for season in Season::ALL {
        let Some(term) = term(typed, year, *season, errors) else { continue };
        terms.push(term);
        if let Err(problem) = check_year(year.year, &terms) {
            let sentence = problem.to_string();
            let (first, rest) = sentence.split_at(sentence.chars().next().map_or(0, char::len_utf8));
            errors.add(field(*season, "starts"), format!("{}{rest}", first.to_uppercase()));
            terms.pop();
        }
    }
    (terms, closures(typed, year, errors))
}

fn term(typed: &Typed, year: &TermsOfYear, season: Season, errors: &mut FormErrors) -> Option<Term> {
    let given = |end: &str| typed.get(&field(season, end));
    if DAYS.iter().all(|(end, _)| given(end).is_empty()) && year.term(season).is_none() {
        return None;
    }
    let half = !given("half-starts").is_empty() || !given("half-ends").is_empty();
    let days: Vec<Option<NaiveDate>> = DAYS
        .iter()
        .map(|(end, label)| {
            let day = date(given(end));
            if day.is_none() && (half || !end.starts_with("half")) {
                errors.add(
                    field(season, end),
                    format!("{} term: enter the {}, like 2026-09-02", season.title(), label.to_lowercase()),
                );
            }
            day
        })
        .collect();
    let [Some(starts_on), from, to, Some(ends_on)] = days[..] else { return None };
    if half && from.zip(to).is_none() {
        return None;
    }
    Some(Term { season, starts_on, half_term: from.zip(to), ends_on })
}

fn closures(typed: &Typed, year: &TermsOfYear, errors: &mut FormErrors) -> Vec<Closure> {
    let mut found: Vec<Closure> = Vec::new();
    for n in 0..typed.rows("closure") {
        let name = format!("closure-{n}-day");
        let given = typed.get(&name);
        if given.is_empty() {
            continue;
        }
        let problem = match date(given) {
            None => format!("“{given}” is not a day like 2026-11-27"),
            Some(day) if !year.year.contains(day) => format!("{} does not lie in {}", LongDay(day), year.year),
            Some(day) if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) => {
                format!("{} is a weekend: nobody is in school anyway", LongDay(day))
            }
            Some(day) if found.iter().any(|c| c.0 == day) => format!("{} is given twice", LongDay(day)),
            Some(day) => {
                let inset = typed.get(&format!("closure-{n}-kind")) != "other";
                let kind = if inset { ClosureKind::Inset } else { ClosureKind::Other };
                found.push((day, kind, typed.get(&format!("closure-{n}-note")).to_owned()));
                continue;
            }
        };
        errors.add(name, problem);
    }
    found
}

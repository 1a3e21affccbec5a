//! What stands in for terms that a school has not entered: those most schools have, as far as the entered ones leave room.

use chrono::{Days, NaiveDate};

use super::{AcademicYear, Calendar, Season, Term, Window, terms, window};

/// The terms of a year, each entered or assumed, in order.
pub(super) fn completed(year: AcademicYear, entered: &[Term]) -> Vec<Term> {
    let of = |season: Season| entered.iter().find(|t| t.season == season).copied();
    Season::ALL.iter().map(|season| of(*season).unwrap_or_else(|| assumed(year, *season, entered))).collect()
}

/// The usual term of a season, kept clear of those that are entered.
fn assumed(year: AcademicYear, season: Season, entered: &[Term]) -> Term {
    let usual = terms::assumed_term(year, season);
    let (from, until) = between(usual.starts_on, usual.ends_on, room(year, season, entered));
    let half_term = usual.half_term.filter(|(a, b)| from < *a && *b < until);
    Term { season, starts_on: from, half_term, ends_on: until }
}

/// The third of the year that stands in for the window of a season whose term is not entered, kept clear of the terms that are.
pub(super) fn third(year: AcademicYear, season: Season, entered: &[Term]) -> Window {
    let usual = window::fallback(year, season);
    let (opens_on, closes_on) = between(usual.opens_on, usual.closes_on, room(year, season, entered));
    Window { opens_on, closes_on }
}

/// The days that entered terms leave to a season: after those before it, before those after it.
fn room(year: AcademicYear, season: Season, entered: &[Term]) -> (NaiveDate, NaiveDate) {
    let before = entered.iter().filter(|t| t.season < season).map(|t| t.ends_on + Days::new(1)).max();
    let after = entered.iter().filter(|t| t.season > season).map(|t| t.starts_on - Days::new(1)).min();
    let from = before.unwrap_or(year.starts_on());
    (from, after.unwrap_or(year.ends_on()).max(from))
}

fn between(from: NaiveDate, until: NaiveDate, (first, last): (NaiveDate, NaiveDate)) -> (NaiveDate, NaiveDate) {
    let from = from.clamp(first, last);
    (from, until.clamp(from, last))
}

impl Calendar {
    /// The seasons of a year whose terms nobody has entered, in order.
    #[must_use]
    pub fn missing(&self, year: AcademicYear) -> Vec<Season> {
        let entered = self.entered(year);
        Season::ALL.iter().copied().filter(|season| !entered.iter().any(|t| t.season == *season)).collect()
    }

    /// What is said of a year whose terms are not all entered, in sentences; `None` where they are.
    #[must_use]
    pub fn assumption(&self, year: AcademicYear) -> Option<String> {
        let missing = self.missing(year);
        let what = match missing.as_slice() {
            [] => return None,
            [_, _, _] => format!("No terms are entered for {year}. Until they are"),
            [one, other] => {
                format!("The {} and {} terms of {year} are not entered. Until they are", one.words(), other.words())
            }
            [one, ..] => format!("The {} term of {year} is not entered. Until it is", one.words()),
        };
        Some(format!("{what}, Thrice takes what most schools have, and such a round is as long as its term."))
    }

    pub(super) fn entered(&self, year: AcademicYear) -> &[Term] {
        self.years.get(&year).map_or(&[], Vec::as_slice)
    }
}

//! Terms, and what terms cannot be.

use chrono::NaiveDate;

use super::{AcademicYear, Season};
use crate::domain::time::LongDay;

/// A term: first and last day, and the half term between, all days included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// Which of the three.
    pub season: Season,
    /// First day of term.
    pub starts_on: NaiveDate,
    /// First and last day of the half term, if it has one.
    pub half_term: Option<(NaiveDate, NaiveDate)>,
    /// Last day of term.
    pub ends_on: NaiveDate,
}

impl Term {
    /// Whether a day lies between its first and last, half term included.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && day <= self.ends_on
    }

    /// Whether a day lies in its half term.
    #[must_use]
    pub fn in_half_term(&self, day: NaiveDate) -> bool {
        self.half_term.is_some_and(|(from, to)| from <= day && day <= to)
    }
}

/// Why terms cannot be. Each sentence names the dates, so that whoever typed them finds the one that slipped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TermProblem {
    /// Ends on or before the day it starts.
    #[error("the {} term ends on {}, which is not after its start on {}", .0.words(), LongDay(*.2), LongDay(*.1))]
    Backwards(Season, NaiveDate, NaiveDate),
    /// Two terms share a day.
    #[error("the {} term starts on {}, before the {} term has ended on {}", .2.words(), LongDay(*.3), .0.words(), LongDay(*.1))]
    Overlap(Season, NaiveDate, Season, NaiveDate),
    /// Not in the order autumn, spring, summer.
    #[error("the {} term starts on {}, before the {} term: terms go autumn, spring, summer", .1.words(), LongDay(*.2), .0.words())]
    Unordered(Season, Season, NaiveDate),
    /// Outside its academic year.
    #[error("the {} term of {} has {}, which is not between 1 September {} and 31 August {}", .1.words(), .0, LongDay(*.2), .0.starting(), .0.starting() + 1)]
    OutsideYear(AcademicYear, Season, NaiveDate),
    /// The half term does not lie inside.
    #[error("the half term from {} to {} does not lie inside the {} term", LongDay(*.1), LongDay(*.2), .0.words())]
    HalfTermOutside(Season, NaiveDate, NaiveDate),
    /// No school runs a term this short or this long.
    #[error("the {} term from {} to {} lasts {} days; a term lasts between 20 and 140", .0.words(), LongDay(*.1), LongDay(*.2), .3)]
    Absurd(Season, NaiveDate, NaiveDate, i64),
    /// The same season twice.
    #[error("the {} term of {} is given twice", .1.words(), .0)]
    Twice(AcademicYear, Season),
}

/// Checks the terms of one year that have been entered so far, in any order.
///
/// # Errors
/// The first thing that cannot be, as a sentence that names its dates.
pub fn check_year(year: AcademicYear, terms: &[Term]) -> Result<(), TermProblem> {
    terms.iter().try_for_each(|t| check_term(year, t))?;
    let mut sorted: Vec<&Term> = terms.iter().collect();
    sorted.sort_by_key(|t| (t.season, t.starts_on));
    for pair in sorted.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        if a.season == b.season {
            return Err(TermProblem::Twice(year, a.season));
        }
        if b.starts_on < a.starts_on {
            return Err(TermProblem::Unordered(a.season, b.season, b.starts_on));
        }
        if b.starts_on <= a.ends_on {
            return Err(TermProblem::Overlap(a.season, a.ends_on, b.season, b.starts_on));
        }
    }
    Ok(())
}

fn check_term(year: AcademicYear, term: &Term) -> Result<(), TermProblem> {
    let Term { season, starts_on, half_term, ends_on } = *term;
    if ends_on <= starts_on {
        return Err(TermProblem::Backwards(season, starts_on, ends_on));
    }
    if let Some(day) = [starts_on, ends_on].into_iter().find(|d| !year.contains(*d)) {
        return Err(TermProblem::OutsideYear(year, season, day));
    }
    let length = (ends_on - starts_on).num_days() + 1;
    if !(20..=140).contains(&length) {
        return Err(TermProblem::Absurd(season, starts_on, ends_on, length));
    }
    match half_term {
        Some((from, to)) if to < from || from <= starts_on || to >= ends_on => {
            Err(TermProblem::HalfTermOutside(season, from, to))
        }
        _ => Ok(()),
    }
}

/// The term most schools have.
pub(super) fn assumed_term(year: AcademicYear, season: Season) -> Term {
    let day = |y: i32, m: u32, d: u32| NaiveDate::from_ymd_opt(y, m, d).unwrap_or(year.starts_on());
    let (first, second) = (year.starting(), year.starting() + 1);
    let (starts_on, half_term, ends_on) = match season {
        Season::Autumn => (day(first, 9, 3), (day(first, 10, 25), day(first, 10, 31)), day(first, 12, 18)),
        Season::Spring => (day(second, 1, 5), (day(second, 2, 14), day(second, 2, 20)), day(second, 3, 27)),
        Season::Summer => (day(second, 4, 13), (day(second, 5, 26), day(second, 6, 1)), day(second, 7, 20)),
    };
    Term { season, starts_on, half_term: Some(half_term), ends_on }
}

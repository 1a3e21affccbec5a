//! The history of ratings by term: of each term what was said last.

use super::Rater;
use crate::domain::{
    calendar::{AcademicYear, Calendar, Season},
    time::Moment,
};

/// What was said last in a term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InTerm<'a, T> {
    /// Of which year.
    pub year: AcademicYear,
    /// Of which term.
    pub season: Season,
    /// By the school.
    pub school: Option<&'a T>,
    /// By a second rater.
    pub second: Option<&'a T>,
}

/// Ratings by term, the newest term first. `all` is the oldest first.
pub fn by_term<'a, T>(
    calendar: &Calendar,
    all: &'a [T],
    who_and_when: impl Fn(&T) -> (Rater, Moment),
) -> Vec<InTerm<'a, T>> {
    let mut terms: Vec<InTerm<'a, T>> = Vec::new();
    for one in all {
        let (rater, at) = who_and_when(one);
        let (year, season) = calendar.season_of(at.today());
        if terms.last().is_none_or(|term| (term.year, term.season) != (year, season)) {
            terms.push(InTerm { year, season, school: None, second: None });
        }
        if let Some(term) = terms.last_mut() {
            let place = if rater == Rater::School { &mut term.school } else { &mut term.second };
            *place = Some(one);
        }
    }
    terms.reverse();
    terms
}

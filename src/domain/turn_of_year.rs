//! What a new academic year needs: its terms, and an end to what the last one left open. Nothing of a year falls out of sight because
//! September has come.

use chrono::{Datelike, NaiveDate};

use super::{
    calendar::{AcademicYear, Calendar, Season},
    standing::{Cell, Held},
};

/// The month from which the terms of the next year are asked for: June.
const ASKED_FROM: u32 = 6;

/// The year whose terms somebody should enter now: this one, or from June on the next. Until then its days are assumed.
#[must_use]
pub fn terms_wanted(calendar: &Calendar, today: NaiveDate) -> Option<AcademicYear> {
    let this = AcademicYear::containing(today);
    let is_summer = (ASKED_FROM..9).contains(&today.month());
    let asked = [Some(this), is_summer.then(|| this.next())];
    asked.into_iter().flatten().find(|year| !calendar.knows(*year))
}

/// The last review of last year that is still open: it was due while the plan was, was not held by the day it was due, and none has been
/// held since. It stays so until one is held, or somebody says why it is not needed.
#[must_use]
pub fn left_open(last_year: &[Cell; 3], reviews: &[Held], opened_on: NaiveDate) -> Option<(Season, NaiveDate)> {
    let mut late = last_year.iter().enumerate().filter(|(_, cell)| cell.state.is_late() && opened_on <= cell.due_on);
    let (at, cell) = late.next_back()?;
    let held_since = reviews.iter().any(|held| held.on > cell.due_on);
    (!held_since).then(|| (Season::ALL[at], cell.due_on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        calendar::{Facts, Window},
        standing::State,
    };

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn terms_are_asked_for_from_june_and_while_this_year_has_none() {
        let nothing = Calendar::new(Facts::default());
        let asked = |y, m, d| terms_wanted(&nothing, day(y, m, d)).map(|year| year.starting());
        assert_eq!(asked(2026, 11, 18), Some(2026), "this year has none");
        assert_eq!(asked(2027, 6, 1), Some(2026), "this year first");
        let terms =
            nothing.terms(AcademicYear::new(2026)).into_iter().map(|term| (AcademicYear::new(2026), term)).collect();
        let known = Calendar::new(Facts { terms, ..Facts::default() });
        let asked = |y, m, d| terms_wanted(&known, day(y, m, d)).map(|year| year.starting());
        assert_eq!(asked(2027, 5, 31), None);
        assert_eq!(asked(2027, 6, 1), Some(2027));
        assert_eq!(asked(2027, 8, 31), Some(2027));
        assert_eq!(asked(2027, 9, 1), Some(2027), "now it is this year");
        assert_eq!(asked(2026, 9, 1), None);
    }

    #[test]
    fn what_was_late_in_july_stays_so_until_it_is_held_or_closed() {
        let late = |on| Cell { due_on: on, state: State::Overdue(1), ..done() };
        let done = done();
        let (spring, summer) = (day(2027, 3, 25), day(2027, 7, 9));
        let year = [done.clone(), late(spring), late(summer)];
        let opened = day(2026, 9, 10);
        assert_eq!(left_open(&year, &[], opened), Some((Season::Summer, summer)));
        let held = |on| Held { on, agreed_for: None };
        assert_eq!(left_open(&year, &[held(day(2027, 7, 2))], opened), Some((Season::Summer, summer)));
        assert_eq!(left_open(&year, &[held(day(2027, 9, 14))], opened), None, "held in September");
        let exempt = [done.clone(), late(spring), done.clone()];
        assert_eq!(left_open(&exempt, &[], opened), Some((Season::Spring, spring)), "the one before is still open");
        assert_eq!(left_open(&year, &[], day(2027, 9, 6)), None, "a plan of this year owed nothing last year");
        assert_eq!(left_open(&[done.clone(), done.clone(), done], &[], opened), None);
    }

    /// A term whose review was held.
    fn done() -> Cell {
        let window = Window { opens_on: day(2026, 11, 16), closes_on: day(2026, 12, 11) };
        let state = State::Done { on: day(2026, 12, 1), late: false };
        Cell { season: Season::Autumn, window, due_on: window.closes_on, state }
    }
}

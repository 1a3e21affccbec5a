//! Review windows: when a term's reviews are held.

use chrono::NaiveDate;

use super::{AcademicYear, Calendar, Season};
use crate::domain::time::LongDay;

/// First and last day on which a round's reviews are held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// First day.
    pub opens_on: NaiveDate,
    /// Last day.
    pub closes_on: NaiveDate,
}

impl Window {
    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.opens_on <= day && day <= self.closes_on
    }
}

/// Why a window cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WindowProblem {
    /// Closes before it opens.
    #[error("the window closes on {}, before it opens on {}", LongDay(*.1), LongDay(*.0))]
    Backwards(NaiveDate, NaiveDate),
    /// Not inside its term.
    #[error(
        "the window from {} to {} does not lie inside the {} term, {} to {}",
        LongDay(.1.opens_on), LongDay(.1.closes_on), .0.words(), LongDay(*.2), LongDay(*.3)
    )]
    OutsideTerm(Season, Window, NaiveDate, NaiveDate),
    /// Nobody is in school in all of it.
    #[error("there is no school day from {} to {}", LongDay(.0.opens_on), LongDay(.0.closes_on))]
    NoSchoolDay(Window),
}

impl Window {
    /// Checks a window that a school wants for a term.
    ///
    /// # Errors
    /// A sentence that names the dates.
    pub fn check(self, calendar: &Calendar, year: AcademicYear, season: Season) -> Result<Self, WindowProblem> {
        if self.closes_on < self.opens_on {
            return Err(WindowProblem::Backwards(self.opens_on, self.closes_on));
        }
        let term = calendar.term(year, season);
        if self.opens_on < term.starts_on || self.closes_on > term.ends_on {
            return Err(WindowProblem::OutsideTerm(season, self, term.starts_on, term.ends_on));
        }
        if calendar.school_days_in(self.opens_on, self.closes_on) == 0 {
            return Err(WindowProblem::NoSchoolDay(self));
        }
        Ok(self)
    }
}

/// The thirds of the year, where a school has entered no terms.
pub(super) fn fallback(year: AcademicYear, season: Season) -> Window {
    let day = |y: i32, m: u32, d: u32| NaiveDate::from_ymd_opt(y, m, d).unwrap_or(year.starts_on());
    let (first, second) = (year.starting(), year.starting() + 1);
    let (opens_on, closes_on) = match season {
        Season::Autumn => (day(first, 9, 1), day(first, 12, 31)),
        Season::Spring => (day(second, 1, 1), day(second, 3, 31)),
        Season::Summer => (day(second, 4, 1), day(second, 8, 31)),
    };
    Window { opens_on, closes_on }
}

//! Cover for a class on one day: for which days a sheet is printed, and until when whoever covers can leave a note.

use chrono::{Days, NaiveDate, NaiveTime};

use super::{calendar::Calendar, time::Moment};

coded! {
    /// How the day went, as whoever covered says it.
    HowItWas {
        /// Nothing to tell.
        Fine = "fine", "Fine";
        /// Something to tell.
        Tricky = "tricky", "Tricky";
    }
}

/// Days ahead for which cover can be prepared.
const AHEAD: Days = Days::new(14);
/// The hour at which the day of a cover is over, in England.
const LAST_HOUR: u32 = 18;
/// Notes that one link takes at most: more come from no person.
pub const MOST_NOTES: i64 = 20;
/// Days for which a note is shown to whoever works with the class.
pub const SHOWN_DAYS: Days = Days::new(7);

/// Why no cover can be prepared for a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DayProblem {
    /// It is over.
    #[error("That day is over: choose today or a day to come")]
    Gone,
    /// It is too far away: targets may have changed by then.
    #[error("That is more than two weeks away: print it nearer to the day, when everything on it is still true")]
    TooFar,
    /// Nobody is in school.
    #[error("That is no school day: choose another")]
    NoSchool,
}

/// Whether cover can be prepared for a day.
///
/// # Errors
/// What stands in the way.
pub fn check_day(day: NaiveDate, today: NaiveDate, calendar: &Calendar) -> Result<(), DayProblem> {
    match () {
        () if day < today => Err(DayProblem::Gone),
        () if day > today + AHEAD => Err(DayProblem::TooFar),
        () if !calendar.is_school_day(day) => Err(DayProblem::NoSchool),
        () => Ok(()),
    }
}

/// Whether a note can be left now on the cover of a day: on that day, until 18:00.
#[must_use]
pub fn takes_notes(day: NaiveDate, now: Moment) -> bool {
    now.today() == day && NaiveTime::from_hms_opt(LAST_HOUR, 0, 0).is_some_and(|end| now.local().time() < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> Moment {
        let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        Moment::at(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
    }

    #[test]
    fn notes_are_taken_on_the_day_itself_until_six_in_the_evening() {
        let day = at(18, 0, 0).today();
        for (now, takes) in [
            (at(17, 23, 59), false),
            (at(18, 0, 0), true),
            (at(18, 17, 59), true),
            (at(18, 18, 0), false),
            (at(19, 9, 0), false),
        ] {
            assert_eq!(takes_notes(day, now), takes, "{now:?}");
        }
    }
}

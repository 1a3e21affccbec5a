//! What a class hands on about a pupil when the year ends, and until when the next class is shown it.

use chrono::NaiveDate;

use super::calendar::{AcademicYear, Calendar, Season};

/// The year whose handover is written on a day: the one that runs, to its last day.
#[must_use]
pub fn year_to_hand_over(today: NaiveDate) -> AcademicYear {
    AcademicYear::containing(today)
}

/// The year whose handover is read on a day: the one before, as long as the first term of the new one runs.
#[must_use]
pub fn year_handed_over(calendar: &Calendar, today: NaiveDate) -> Option<AcademicYear> {
    let (year, season) = calendar.season_of(today);
    (season == Season::Autumn).then(|| AcademicYear::new(year.starting() - 1))
}

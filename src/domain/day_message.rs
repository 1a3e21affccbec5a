//! What is said on the day of a meeting itself: that somebody is running late, or would rather be phoned. Parents say it on their page, the school
//! with one button to all parents who come; no word of it tells what the meeting is about.

use super::time::Moment;

coded! {
    /// What is said.
    DayWord {
        /// The meeting begins later than agreed.
        Late = "late", "Running late";
        /// It is to be held by phone instead, or somebody has to ring first.
        Phone = "phone", "By phone instead";
    }
}

/// Whether something can be said now about a meeting at a time: on its day, until it is over.
#[must_use]
pub fn can_be_said(starts: Moment, minutes: i64, now: Moment) -> bool {
    starts.today() == now.today() && now < starts.plus_minutes(minutes)
}

/// Whether what was said is about the time in force: nobody says it on another day than its own.
#[must_use]
pub fn is_about(said: Moment, starts: Moment) -> bool {
    said.today() == starts.today()
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};

    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> Moment {
        let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        Moment::at(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
    }

    #[test]
    fn it_is_said_on_the_day_until_the_meeting_is_over() {
        let starts = at(26, 15, 30);
        for (now, can) in [
            (at(25, 23, 59), false),
            (at(26, 0, 0), true),
            (at(26, 15, 59), true),
            (at(26, 16, 0), false),
            (at(27, 9, 0), false),
        ] {
            assert_eq!(can_be_said(starts, 30, now), can, "{now:?}");
        }
        assert!(
            is_about(at(26, 8, 0), starts) && !is_about(at(26, 8, 0), at(27, 15, 30)),
            "of another time it says nothing"
        );
    }
}

//! Instants and local days. An instant is UTC; a day is a day in England. The two meet only here, so that a page, a mail and the
//! scheduler can never disagree about what day it is, on either of the two nights a year when the clocks change.

use std::fmt;

use chrono::{DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;

/// An instant, in whole UTC seconds since 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Moment(i64);

impl Moment {
    /// The instant so many seconds after 1970-01-01T00:00:00Z. Values beyond the calendar's reach are drawn back into it.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(-30_000_000_000, 250_000_000_000))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0
    }

    /// As chrono's UTC instant.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// Date and time as clocks in England show it.
    #[must_use]
    pub fn local(self) -> NaiveDateTime {
        self.utc().with_timezone(&London).naive_local()
    }

    /// The day it is in England.
    #[must_use]
    pub fn today(self) -> NaiveDate {
        self.local().date()
    }

    /// The day before.
    #[must_use]
    pub fn yesterday(self) -> NaiveDate {
        self.today() - chrono::Days::new(1)
    }

    /// The instant at which clocks in England show this date and time. A time that the spring change skips becomes the same time
    /// one hour later; a time that the autumn change shows twice is the first of the two.
    #[must_use]
    pub fn at(day: NaiveDate, time: NaiveTime) -> Self {
        let local = day.and_time(time);
        let found = match London.from_local_datetime(&local) {
            LocalResult::Single(one) | LocalResult::Ambiguous(one, _) => one.timestamp(),
            LocalResult::None => local.and_utc().timestamp(),
        };
        Self::from_unix(found)
    }

    /// So many seconds later (or earlier, if negative).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }

    /// So many minutes later (or earlier, if negative).
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_seconds(minutes.saturating_mul(60))
    }
}

/// A day with its weekday, as people read it: "Thursday 26 November 2026".
pub struct LongDay(pub NaiveDate);

impl fmt::Display for LongDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", weekday(self.0), self.0.day(), month(self.0), self.0.year())
    }
}

/// A day with its weekday and no year: "Thursday 26 November".
pub struct Day(pub NaiveDate);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", weekday(self.0), self.0.day(), month(self.0))
    }
}

/// A day for a crowded table: "Thu 26 Nov".
pub struct ShortDay(pub NaiveDate);

impl fmt::Display for ShortDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", &weekday(self.0)[..3], self.0.day(), &month(self.0)[..3])
    }
}

/// A time of day: "9:15am", "12:30pm".
pub struct ClockTime(pub NaiveTime);

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use chrono::Timelike;
        let (afternoon, hour) = self.0.hour12();
        write!(f, "{hour}:{:02}{}", self.0.minute(), if afternoon { "pm" } else { "am" })
    }
}

/// "Monday" … "Sunday".
#[must_use]
pub fn weekday(day: NaiveDate) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    NAMES[day.weekday().num_days_from_monday() as usize]
}

fn month(day: NaiveDate) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[day.month0() as usize]
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn time(h: u32, m: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(h, m, 0).unwrap()
    }

    #[test]
    fn summer_time_is_an_hour_ahead_of_utc() {
        assert_eq!(Moment::at(day(2026, 7, 1), time(9, 0)).utc().to_rfc3339(), "2026-07-01T08:00:00+00:00");
        assert_eq!(Moment::at(day(2026, 12, 1), time(9, 0)).utc().to_rfc3339(), "2026-12-01T09:00:00+00:00");
    }

    #[test]
    fn the_hour_that_spring_skips_is_read_an_hour_later() {
        let found = Moment::at(day(2027, 3, 28), time(1, 30));
        assert_eq!(found.local(), day(2027, 3, 28).and_time(time(2, 30)));
    }

    #[test]
    fn the_hour_that_autumn_repeats_is_the_first_of_the_two() {
        assert_eq!(Moment::at(day(2026, 10, 25), time(1, 30)).utc().to_rfc3339(), "2026-10-25T00:30:00+00:00");
    }

    #[test]
    fn every_quarter_hour_of_ten_years_goes_there_and_back() {
        let mut one = day(2026, 9, 1);
        while one < day(2036, 9, 1) {
            for quarter in 0..96 {
                let clock = time(quarter / 4, quarter % 4 * 15);
                let back = Moment::at(one, clock).local();
                let skipped = back == one.and_time(clock) + TimeDelta::hours(1);
                assert!(back == one.and_time(clock) || skipped, "{one} {clock}");
            }
            one = one.succ_opt().unwrap();
        }
    }

    #[test]
    fn days_and_times_read_as_people_write_them() {
        let one = day(2026, 11, 26);
        assert_eq!(LongDay(one).to_string(), "Thursday 26 November 2026");
        assert_eq!(Day(one).to_string(), "Thursday 26 November");
        assert_eq!(ShortDay(one).to_string(), "Thu 26 Nov");
        assert_eq!(ClockTime(time(9, 15)).to_string(), "9:15am");
        assert_eq!(ClockTime(time(0, 5)).to_string(), "12:05am");
        assert_eq!(ClockTime(time(12, 30)).to_string(), "12:30pm");
    }
}

//! Days and times in the reader's language. In English they read as everywhere else; in other languages the day has twenty-four hours, which
//! nobody can take for another half of it.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::{Words, without_marks};
use crate::{
    args,
    domain::time::{ClockTime, Moment},
};

impl Words {
    /// "Thursday 26 November".
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        self.of_day("day", day)
    }

    /// "Thursday 26 November 2026".
    #[must_use]
    pub fn day_of_year(&self, day: NaiveDate) -> String {
        self.of_day("day-of-year", day)
    }

    fn of_day(&self, id: &str, day: NaiveDate) -> String {
        let weekday = self.say_with("weekday", &args!["n" => day.weekday().number_from_monday()]);
        let month = self.say_with("month", &args!["n" => day.month()]);
        // A year is a name, and no number that a language would part into thousands.
        let (number, year) = (day.day().to_string(), day.year().to_string());
        let args = args!["weekday" => weekday, "day" => number, "month" => month, "year" => year];
        // All of it is in the reader's language. With its parts set apart a day would have no direction of its own, and run from left to right.
        without_marks(&self.say_with(id, &args))
    }

    /// "9:15am"; "09:15" in other languages.
    #[must_use]
    pub fn clock(&self, time: NaiveTime) -> String {
        if self.language().is_english() {
            return ClockTime(time).to_string();
        }
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// "Thursday 26 November, 9:15am".
    #[must_use]
    pub fn when(&self, at: Moment) -> String {
        let local = at.local();
        let args = args!["day" => self.day(local.date()), "time" => self.clock(local.time())];
        self.say_with("day-and-time", &args)
    }
}

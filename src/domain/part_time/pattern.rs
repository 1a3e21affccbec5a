//! A week: which half days a pupil is in school, and from when to when.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::FULL_SESSIONS;
use crate::domain::time::ClockTime;

/// The school week, as people name its days.
pub const WEEKDAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

coded! {
    /// The part of a day that is attended.
    Part {
        /// One session.
        Morning = "morning", "Morning";
        /// One session.
        Afternoon = "afternoon", "Afternoon";
        /// Two sessions.
        Whole = "whole", "Whole day";
    }
}

impl Part {
    /// Half days.
    #[must_use]
    pub fn sessions(self) -> u32 {
        if self == Self::Whole { 2 } else { 1 }
    }
}

/// A day on which the pupil is in school.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AtSchool {
    /// Which part of it.
    pub part: Part,
    /// When it begins, in minutes after midnight.
    pub begins: u32,
    /// When it ends, in minutes after midnight.
    pub ends: u32,
}

impl AtSchool {
    /// Minutes in school, breaks included.
    #[must_use]
    pub fn minutes(self) -> u32 {
        self.ends.saturating_sub(self.begins)
    }
}

/// A week from Monday to Friday; a day without attendance is empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pattern(pub [Option<AtSchool>; 5]);

impl Pattern {
    /// Half days a week, of [`FULL_SESSIONS`].
    #[must_use]
    pub fn sessions(&self) -> u32 {
        self.0.iter().flatten().map(|day| day.part.sessions()).sum()
    }

    /// Minutes a week, breaks included.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.0.iter().flatten().map(|day| day.minutes()).sum()
    }

    /// What is attended on a day; nothing at weekends.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<AtSchool> {
        self.0.get(day.weekday().num_days_from_monday() as usize).copied().flatten()
    }

    /// Whether it is all of a week of so many minutes: then it is no part-time timetable.
    #[must_use]
    pub fn is_full(&self, full_week: u32) -> bool {
        self.sessions() == FULL_SESSIONS && self.minutes() >= full_week
    }
}

/// A time of day in minutes after midnight, as people read it: "9:15am".
#[must_use]
pub fn clock(minutes: u32) -> String {
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).map_or_else(String::new, |time| ClockTime(time).to_string())
}

/// Minutes as hours: "15 hours", "1 hour 30 minutes", "no time".
#[must_use]
pub fn hours(minutes: u32) -> String {
    use crate::domain::count::counted;
    match (minutes / 60, minutes % 60) {
        (0, 0) => "no time".to_owned(),
        (0, rest) => counted(rest, "minute", "minutes"),
        (whole, 0) => counted(whole, "hour", "hours"),
        (whole, rest) => format!("{} {}", counted(whole, "hour", "hours"), counted(rest, "minute", "minutes")),
    }
}

/// Hours as somebody types them, in minutes: "32.5", "32:30", "32". More than two decimals, and what is no whole minute, are not read.
#[must_use]
pub fn parse_hours(typed: &str) -> Option<u32> {
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 3 && !text.starts_with('+'));
    if let Some((whole, minutes)) = typed.split_once(':') {
        let minutes = number(minutes).filter(|n| *n < 60 && typed.ends_with(&format!(":{n:02}")))?;
        return Some(number(whole)? * 60 + minutes);
    }
    let Some((whole, part)) = typed.split_once('.') else { return Some(number(typed)? * 60) };
    let hundredths = match part.len() {
        1 => number(part)? * 10,
        2 => number(part)?,
        _ => return None,
    };
    let sixtieths = hundredths * 60;
    sixtieths.is_multiple_of(100).then_some(number(whole)? * 60 + sixtieths / 100)
}

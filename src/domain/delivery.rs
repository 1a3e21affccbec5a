//! What was planned to be given, and what came of it: sessions laid on the school's calendar, and "41 of 50" counted from notes.
//!
//! A planned session is computed from the weekly pattern and never stored. A note says of one pupil that a session happened, or why it did
//! not; of several notes on the same session the newest counts. The figure of what was delivered is what a review asks for first
//! (Code of Practice 6.55: the impact and quality of the support).

mod booking;
mod count;

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use super::{calendar::Calendar, part_time::WEEKDAYS, standing::Span};

pub use booking::{Booking, clashes, minutes_a_week};
pub use count::{Delivery, Outcome};

coded! {
    /// Why a session did not happen.
    Lost {
        /// The pupil was not in school.
        PupilAbsent = "pupil_absent", "Pupil absent";
        /// Whoever gives it was not in school.
        AdultAbsent = "adult_absent", "Adult absent";
        /// Whoever gives it was needed elsewhere.
        Cover = "cover", "Adult moved to cover";
        /// There was no room, or the class was away.
        RoomOrTrip = "room_or_trip", "Room or trip";
        /// Nobody was in school.
        SchoolClosed = "school_closed", "School closed";
        /// The pupil was asked, and did not want to.
        DidNotWant = "did_not_want", "Pupil did not want to";
        /// None of these.
        Other = "other", "Another reason";
    }
}

impl Lost {
    /// The reason within a sentence: "4 adult absent".
    #[must_use]
    pub fn short(self) -> &'static str {
        match self {
            Self::PupilAbsent => "pupil absent",
            Self::AdultAbsent => "adult absent",
            Self::Cover => "adult moved to cover",
            Self::RoomOrTrip => "room or trip",
            Self::SchoolClosed => "school closed",
            Self::DidNotWant => "pupil did not want to",
            Self::Other => "another reason",
        }
    }
}

coded! {
    /// How a session went for a pupil, as whoever gave it saw it.
    HowItWent {
        /// Managed what it was about.
        GotIt = "got_it", "Got it";
        /// Managed some of it, or with help.
        Nearly = "nearly", "Nearly";
        /// Not this time.
        NotYet = "not_yet", "Not yet";
    }
}

/// A time of the week at which something is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WeeklyTime {
    /// From 1, Monday, to 5.
    pub weekday: u32,
    /// When it begins, in minutes after midnight.
    pub begins: u32,
    /// How long it lasts, in minutes.
    pub minutes: u32,
    /// The days on which it holds.
    pub span: Span,
}

impl WeeklyTime {
    /// Whether it is a time of this day, school or not.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        day.weekday().number_from_monday() == self.weekday && self.span.contains(day)
    }
}

/// Days of the week as people say them: "Monday", "Monday, Wednesday and Friday", "Every day". Each is a number from 1, Monday, to 5.
#[must_use]
pub fn weekday_words(weekdays: &BTreeSet<u32>) -> String {
    let named = |one: &u32| WEEKDAYS.get(one.saturating_sub(1) as usize).copied().unwrap_or_default();
    let names: Vec<&str> = weekdays.iter().map(named).collect();
    match names.as_slice() {
        all if all.len() == WEEKDAYS.len() => "Every day".to_owned(),
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        one => one.concat(),
    }
}

/// The days that lie in both; none where there are none.
#[must_use]
pub fn in_both(a: Span, b: Span) -> Option<Span> {
    let until = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let from = a.from.max(b.from);
    until.is_none_or(|until| from <= until).then_some(Span { from, until })
}

/// One planned session: its day, when it begins in minutes after midnight, and how many minutes it lasts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Session {
    /// Its day.
    pub on: NaiveDate,
    /// When it begins, in minutes after midnight.
    pub begins: u32,
    /// How long it lasts, in minutes.
    pub minutes: u32,
}

/// The sessions planned from one day to another, both included: each time of the week on each school day on which it holds. Two times that
/// begin at the same minute of a day are one session.
#[must_use]
pub fn planned(calendar: &Calendar, times: &[WeeklyTime], (from, to): (NaiveDate, NaiveDate)) -> Vec<Session> {
    let mut found = Vec::new();
    for day in from.iter_days().take_while(|day| *day <= to) {
        let mut of_day: Vec<Session> = times
            .iter()
            .filter(|time| time.is_on(day))
            .map(|time| Session { on: day, begins: time.begins, minutes: time.minutes })
            .collect();
        if of_day.is_empty() || !calendar.is_school_day(day) {
            continue;
        }
        of_day.sort();
        of_day.dedup_by_key(|one| one.begins);
        found.extend(of_day);
    }
    found
}

/// Whether a note came after the school day that follows its session: it counts, and its lateness is said.
#[must_use]
pub fn is_late(calendar: &Calendar, session: NaiveDate, noted: NaiveDate) -> bool {
    noted > calendar.plus_school_days(session, 1)
}

/// The first day of two school weeks that end with this day.
#[must_use]
pub fn fortnight_before(calendar: &Calendar, day: NaiveDate) -> NaiveDate {
    calendar.plus_school_days(day + Days::new(1), -10)
}

/// Planned sessions below which a share of them says nothing.
const TOO_FEW: u32 = 3;

/// Whether somebody should look at it: nothing was given in the last two school weeks although something was planned and lost, or more than
/// a third of all planned so far was lost.
#[must_use]
pub fn wants_a_look(fortnight: &Delivery, all: &Delivery) -> bool {
    let nothing_lately = fortnight.given() == 0 && fortnight.planned > 1 && fortnight.lost() == fortnight.planned;
    nothing_lately || all.planned >= TOO_FEW && all.lost() * 3 > all.planned
}

#[cfg(test)]
mod tests;

//! Who is booked twice at one time, and for how long a week.

use chrono::NaiveDate;

use super::WeeklyTime;
use crate::domain::ids::GroupId;

/// Somebody who is wanted at a time of the week: an adult who gives it, or a pupil.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Booking<Who> {
    /// Who.
    pub who: Who,
    /// For which group; nothing for one that is not saved yet.
    pub group: Option<GroupId>,
    /// When: its span is that of the time and of the person together.
    pub time: WeeklyTime,
}

impl<Who: PartialEq> Booking<Who> {
    /// Whether the two want the same person at the same minute of the same day.
    #[must_use]
    pub fn clashes(&self, other: &Self) -> bool {
        let (a, b) = (&self.time, &other.time);
        let minutes = a.begins < b.begins + b.minutes && b.begins < a.begins + a.minutes;
        let ends = |until: Option<NaiveDate>| until.unwrap_or(NaiveDate::MAX);
        let days = a.span.from <= ends(b.span.until) && b.span.from <= ends(a.span.until);
        self.who == other.who && a.weekday == b.weekday && minutes && days
    }
}

/// Each pair of a new booking and one of another group at the same time.
#[must_use]
pub fn clashes<'a, Who: PartialEq>(
    new: &'a [Booking<Who>],
    others: &'a [Booking<Who>],
) -> Vec<(&'a Booking<Who>, &'a Booking<Who>)> {
    let pair = |one: &'a Booking<Who>| {
        let elsewhere = others.iter().filter(move |other| other.group != one.group || one.group.is_none());
        elsewhere.filter(move |other| one.clashes(other)).map(move |other| (one, other))
    };
    new.iter().flat_map(pair).collect()
}

/// Minutes for which somebody is booked in the week of a day.
#[must_use]
pub fn minutes_a_week<Who: PartialEq>(all: &[Booking<Who>], who: &Who, day: NaiveDate) -> u32 {
    all.iter().filter(|one| one.who == *who && one.time.span.contains(day)).map(|one| one.time.minutes).sum()
}

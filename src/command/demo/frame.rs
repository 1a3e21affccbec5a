//! The demo's time: its day, the round that is under way, the rounds before it and the one after.

use chrono::{NaiveDate, NaiveTime};

use crate::domain::{
    calendar::{AcademicYear, Calendar, Season, Window},
    time::Moment,
};

/// One term's reviews.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round {
    /// First day of its term.
    pub(super) from: NaiveDate,
    /// When its reviews are held.
    pub(super) window: Window,
}

/// Days are counted in school days from the demo's own day.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) calendar: Calendar,
    pub(super) start: Moment,
    /// The day the school began with Thrice.
    pub(super) since: NaiveDate,
    pub(super) today: NaiveDate,
    /// Rounds that are over, oldest first.
    pub(super) past: Vec<Round>,
    /// The round whose reviews are due next.
    pub(super) focus: Round,
    /// The one after it.
    pub(super) next: Round,
}

impl Frame {
    pub(super) fn new(calendar: Calendar, since: NaiveDate, start: Moment) -> Self {
        let today = start.today();
        let first = AcademicYear::containing(since);
        let all =
            std::iter::successors(Some(first), |y| Some(y.next())).take(8).flat_map(|year| rounds(&calendar, year));
        let past: Vec<Round> = all.take_while(|r| r.window.closes_on < today).collect();
        let (year, season, _) = calendar.next_window(today);
        let following = [year, year.next()].into_iter().flat_map(|y| rounds(&calendar, y));
        let mut ahead = following.skip(season.index());
        let focus = ahead.next().unwrap_or_else(|| round(&calendar, year, season));
        let next = ahead.next().unwrap_or(focus);
        Self { start, since, today, past, focus, next, calendar }
    }

    /// So many school days from today.
    pub(super) fn day(&self, school_days: i64) -> NaiveDate {
        self.calendar.plus_school_days(self.today, school_days)
    }

    /// A time of day so many school days from today.
    pub(super) fn at(&self, school_days: i64, hour: u32, minute: u32) -> Moment {
        moment(self.day(school_days), hour, minute)
    }

    /// A time of day ahead, so many school days from today or on the last day of the round, whichever is earlier.
    pub(super) fn ahead(&self, school_days: i64, hour: u32, minute: u32) -> Moment {
        let last = self.calendar.on_or_before(self.focus.window.closes_on);
        moment(self.day(school_days).min(last.max(self.day(1))), hour, minute)
    }

    /// School days since the round's term began: how far back its story can reach.
    pub(super) fn behind(&self) -> i64 {
        self.calendar.school_days_between(self.focus.from, self.today)
    }

    /// School days that are left until the round is over.
    pub(super) fn left(&self) -> i64 {
        self.calendar.school_days_between(self.today, self.focus.window.closes_on)
    }

    /// The day of a round on which the `nth` review is held: spread over its window.
    pub(super) fn held_on(&self, round: &Round, nth: usize) -> NaiveDate {
        let Window { opens_on, closes_on } = round.window;
        let days = self.calendar.school_days_in(opens_on, closes_on).clamp(1, 20);
        let back = i64::try_from(nth).unwrap_or_default() * 7 % days;
        self.calendar.on_or_before(self.calendar.plus_school_days(self.calendar.on_or_before(closes_on), -back.max(1)))
    }
}

/// A time of day in England.
pub(super) fn moment(day: NaiveDate, hour: u32, minute: u32) -> Moment {
    Moment::at(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default())
}

fn rounds(calendar: &Calendar, year: AcademicYear) -> [Round; 3] {
    [Season::Autumn, Season::Spring, Season::Summer].map(|season| round(calendar, year, season))
}

fn round(calendar: &Calendar, year: AcademicYear, season: Season) -> Round {
    Round { from: calendar.term(year, season).starts_on, window: calendar.window(year, season) }
}

//! When somebody keeps time free to meet parents: hours of a weekday, from a first day on and perhaps to a last; single days more; and days
//! on which they meet nobody. From these follow the times that can be offered: on school days only, with a break between two meetings, never
//! two at once. What is offered or booked already is the [`diary`](super::diary)'s to say.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};

use super::{
    adult_needs::Suits,
    calendar::Calendar,
    conversation::{LONGEST_MINUTES, Mode},
    time::{ClockTime, Moment, weekday},
};

/// Minutes that one meeting lasts at least.
pub const SHORTEST_MINUTES: i64 = 5;
/// Minutes between two meetings, at most.
pub const LONGEST_PAUSE: i64 = 120;
/// Minutes that a structured conversation lasts where nobody says otherwise (Achievement for All: 20 to 30).
pub const USUAL_MINUTES: i64 = 30;

/// Hours of one weekday that somebody keeps free.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FreeTime {
    /// 1 is Monday, 5 is Friday.
    pub weekday: u32,
    /// From this time of day, as clocks in England show it.
    pub from: NaiveTime,
    /// No meeting goes on after this time of day.
    pub until: NaiveTime,
    /// How long one meeting lasts, in minutes.
    pub minutes: i64,
    /// Minutes between two meetings.
    pub pause: i64,
    /// How people meet.
    pub mode: Mode,
    /// Where, as parents read it.
    pub place: String,
    /// The first day.
    pub first_on: NaiveDate,
    /// The last day; `None` where nobody has set one.
    pub last_on: Option<NaiveDate>,
}

/// Days on which somebody meets nobody, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClosedDays {
    /// The first.
    pub first_on: NaiveDate,
    /// The last.
    pub last_on: NaiveDate,
}

impl ClosedDays {
    /// Whether a day is one of them.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.first_on..=self.last_on).contains(&day)
    }
}

/// A time at which a meeting can be, and how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opening {
    /// When it starts.
    pub starts: Moment,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// How people meet.
    pub mode: Mode,
    /// Where, as parents read it.
    pub place: String,
}

impl Opening {
    /// When it ends.
    #[must_use]
    pub fn ends(&self) -> Moment {
        self.starts.plus_minutes(self.minutes)
    }

    /// Whether two are of one kind: as long, in the same way and at the same place.
    fn is_like(&self, other: &Self) -> bool {
        (self.minutes, self.mode, &self.place) == (other.minutes, other.mode, &other.place)
    }
}

/// What is wrong with hours that somebody wants to keep free.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FreeTimeProblem {
    /// They end before they begin.
    #[error("The end is not after the beginning")]
    Backwards,
    /// Not one meeting fits in.
    #[error("No meeting of {0} minutes fits into these hours")]
    TooShort(i64),
    /// They run into hours that are kept free already.
    #[error("These hours run into those that are kept free already: {0}")]
    Overlaps(String),
}

impl FreeTime {
    /// Whether it is of one day only.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.last_on == Some(self.first_on)
    }

    /// Whether it holds on a day, as far as the day of the week and its first and last day say.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        day.weekday().number_from_monday() == self.weekday
            && self.first_on <= day
            && self.last_on.is_none_or(|last| day <= last)
    }

    /// Whether it can be kept beside the others of the same person.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn check<'a>(&self, others: impl IntoIterator<Item = &'a Self>) -> Result<(), FreeTimeProblem> {
        if self.until <= self.from {
            return Err(FreeTimeProblem::Backwards);
        }
        if self.starts(self.minutes).next().is_none() {
            return Err(FreeTimeProblem::TooShort(self.minutes));
        }
        match others.into_iter().find(|other| self.overlaps(other)) {
            Some(other) => Err(FreeTimeProblem::Overlaps(other.words())),
            None => Ok(()),
        }
    }

    /// "Mondays, 3:30pm to 5:30pm"; of a single day its weekday and hours.
    #[must_use]
    pub fn words(&self) -> String {
        let day = weekday(self.first_on + TimeDelta::days(self.days_to_first()));
        let plural = if self.is_single() { "" } else { "s" };
        format!("{day}{plural}, {} to {}", ClockTime(self.from), ClockTime(self.until))
    }

    /// Days from its first day to the first of its weekday.
    fn days_to_first(&self) -> i64 {
        (i64::from(self.weekday) - i64::from(self.first_on.weekday().number_from_monday())).rem_euclid(7)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let (first, last) = (self.first_on.max(other.first_on), self.last_on.into_iter().chain(other.last_on).min());
        let shares_a_day = first.iter_days().take(7).any(|day| self.holds_on(day) && other.holds_on(day));
        last.is_none_or(|last| first <= last) && shares_a_day && self.from < other.until && other.from < self.until
    }

    /// The times of day at which a meeting of so many minutes can start.
    fn starts(&self, minutes: i64) -> impl Iterator<Item = NaiveTime> + use<> {
        starts((self.from, self.until), minutes.max(SHORTEST_MINUTES), self.pause.max(0))
    }
}

/// The times of day between two at which a meeting of so many minutes can start and be over in time, with so many minutes between one and
/// the next.
pub(super) fn starts(
    (from, until): (NaiveTime, NaiveTime),
    minutes: i64,
    pause: i64,
) -> impl Iterator<Item = NaiveTime> + use<> {
    let later = |time: NaiveTime, by: i64| {
        let (next, over) = time.overflowing_add_signed(TimeDelta::minutes(by));
        (over == 0).then_some(next)
    };
    let all = std::iter::successors(Some(from), move |time| later(*time, minutes + pause));
    all.take_while(move |time| later(*time, minutes).is_some_and(|end| end <= until))
}

/// Every time between two days, both included, at which somebody with these hours can meet parents, in order. A meeting that has to be longer
/// than they usually are takes the minutes it needs.
#[must_use]
pub fn openings(
    times: &[FreeTime],
    closed: &[ClosedDays],
    (first, last): (NaiveDate, NaiveDate),
    at_least: i64,
    calendar: &Calendar,
) -> Vec<Opening> {
    let days = first.iter_days().take_while(|day| *day <= last);
    let open = days.filter(|day| calendar.is_school_day(*day) && !closed.iter().any(|days| days.contains(*day)));
    let of_day = |day: NaiveDate| {
        times.iter().filter(move |time| time.holds_on(day)).flat_map(move |time| of(time, day, at_least))
    };
    let mut all: Vec<Opening> = open.flat_map(of_day).collect();
    all.sort_by_key(|one| (one.starts, one.ends()));
    // Two people may have entered hours in the same minute: nobody is offered twice for it.
    let mut free_from = None;
    all.retain(|one| {
        let stands = free_from.is_none_or(|from| from <= one.starts);
        free_from = if stands { Some(one.ends()) } else { free_from };
        stands
    });
    all
}

fn of(time: &FreeTime, day: NaiveDate, at_least: i64) -> impl Iterator<Item = Opening> + '_ {
    let minutes = time.minutes.max(at_least).min(LONGEST_MINUTES);
    let opening =
        move |at| Opening { starts: Moment::at(day, at), minutes, mode: time.mode, place: time.place.clone() };
    time.starts(minutes).map(opening)
}

/// Calendar days in which the times that one family is offered lie, as far as they can: nobody waits for weeks to choose another day.
const NEAR_DAYS: i64 = 14;

/// So many of the free times to offer one family: those that suit it before others, on different days of a fortnight as far as there are such,
/// alike in length, way and place; in order.
#[must_use]
pub fn propose(free: &[Opening], suits: &Suits, many: usize) -> Vec<Opening> {
    let mut order: Vec<&Opening> = free.iter().collect();
    order.sort_by_key(|one| (!suits.fit(one.starts), one.starts));
    let Some(first) = order.first().copied() else { return Vec::new() };
    let is_near = |one: &Opening| (one.starts.today() - first.starts.today()).num_days().abs() <= NEAR_DAYS;
    let mut chosen: Vec<&Opening> = Vec::new();
    for another_day in [true, false] {
        for one in order.iter().copied().filter(|one| one.is_like(first) && (!another_day || is_near(one))) {
            let is_there =
                |c: &&Opening| c.starts == one.starts || another_day && c.starts.today() == one.starts.today();
            if chosen.len() < many && !chosen.iter().any(is_there) {
                chosen.push(one);
            }
        }
    }
    chosen.sort_by_key(|one| one.starts);
    chosen.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests;

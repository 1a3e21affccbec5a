//! The nearest times that are free for everybody.

use chrono::{NaiveTime, TimeDelta};

use super::{Diary, Engagement};
use crate::domain::{adult_needs::Time, calendar::Calendar, time::Moment};

/// Calendar days before and after the time that was wanted in which another is looked for.
pub const NEAR_DAYS: i64 = 21;

/// How many times are named: enough to choose from, few enough to read out on the phone.
const MANY: usize = 2;

/// Meetings of steps of at least so many minutes.
const SHORTEST: i64 = 5;

impl Diary {
    /// The two nearest times after `from` at which nothing of this is given away or offered: on school days, in the same part of the day,
    /// not later than the wanted time before lessons and not earlier after them. Fewer where there are none within three weeks.
    #[must_use]
    pub fn nearest(&self, wanted: &Engagement, calendar: &Calendar, from: Moment) -> Vec<Moment> {
        self.nearest_among(wanted, candidates(wanted, calendar), from)
    }

    /// The two of these times nearest to the wanted one, after `from`, at which nothing of this is given away or offered.
    #[must_use]
    pub fn nearest_among(
        &self,
        wanted: &Engagement,
        times: impl IntoIterator<Item = Moment>,
        from: Moment,
    ) -> Vec<Moment> {
        let far = |at: &Moment| (at.unix() - wanted.starts.unix()).abs();
        let mut found: Vec<Moment> = times.into_iter().filter(|at| *at > from).collect();
        found.sort_by_key(|at| (far(at), *at));
        found.retain({
            let mut left = MANY;
            move |at| {
                let free = left > 0 && self.clash(&wanted.at(*at)).is_none();
                left -= usize::from(free);
                free
            }
        });
        found
    }
}

/// Every time that could stand in for the wanted one.
fn candidates<'a>(wanted: &'a Engagement, calendar: &'a Calendar) -> impl Iterator<Item = Moment> + 'a {
    let day = wanted.starts.today();
    let days =
        (-NEAR_DAYS..=NEAR_DAYS).map(move |n| day + TimeDelta::days(n)).filter(|day| calendar.is_school_day(*day));
    let times = times(wanted);
    days.flat_map(move |day| times.clone().into_iter().map(move |time| Moment::at(day, time)))
}

/// The times of day, a meeting's length apart.
fn times(wanted: &Engagement) -> Vec<NaiveTime> {
    let part = Time::part_at(wanted.starts);
    let (first, step) = (wanted.starts.local().time(), wanted.minutes.max(SHORTEST));
    let walk = |by: i64| {
        let next = move |time: &NaiveTime| {
            let (next, over) = time.overflowing_add_signed(TimeDelta::minutes(by));
            (over == 0).then_some(next)
        };
        let same = move |time: &NaiveTime| Time::part_at(Moment::at(wanted.starts.today(), *time)) == part;
        std::iter::successors(Some(first), next).take_while(same)
    };
    let (earlier, later) = match part {
        Time::BeforeSchool => (true, false),
        Time::SchoolDay => (true, true),
        _ => (false, true),
    };
    let mut all = vec![first];
    all.extend(walk(-step).skip(1).filter(|_| earlier).filter(|time| is_day(*time)));
    all.extend(walk(step).skip(1).filter(|_| later).filter(|time| is_day(*time)));
    all
}

/// Nobody is asked to a school before half past seven, or to begin after eight in the evening.
fn is_day(time: NaiveTime) -> bool {
    let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap_or(NaiveTime::MIN);
    at(7, 30) <= time && time <= at(20, 0)
}

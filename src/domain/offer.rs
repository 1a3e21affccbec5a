//! Times for many meetings at once: the hours somebody keeps free, shared out among the families so that no two are offered the same.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use super::{calendar::Calendar, free_time::starts, ids::AdultId, time::Moment};

/// When meetings are held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hours {
    /// First day.
    pub first_on: NaiveDate,
    /// Last day.
    pub last_on: NaiveDate,
    /// From this time of day.
    pub from: NaiveTime,
    /// No meeting goes on after this time of day.
    pub until: NaiveTime,
    /// How long each lasts, in minutes.
    pub minutes: i64,
}

impl Hours {
    /// Every time at which a meeting can start, on school days only, in order.
    #[must_use]
    pub fn times(&self, calendar: &Calendar) -> Vec<Moment> {
        let days = self.first_on.iter_days().take_while(|d| *d <= self.last_on).filter(|d| calendar.is_school_day(*d));
        days.flat_map(|day| self.of_day().map(move |time| Moment::at(day, time))).collect()
    }

    fn of_day(&self) -> impl Iterator<Item = NaiveTime> + use<> {
        starts((self.from, self.until), self.minutes.max(1), 0)
    }
}

/// Shares times out among so many meetings, at most `each` to one: no time twice, everybody as many as everybody else, and each one's
/// times far apart. `None` where there are fewer times than meetings.
#[must_use]
pub fn share(times: &[Moment], meetings: usize, each: usize) -> Option<Vec<Vec<Moment>>> {
    if meetings == 0 {
        return Some(Vec::new());
    }
    let many = (times.len() / meetings).min(each.max(1));
    if many == 0 {
        return None;
    }
    let part = times.len() / many;
    let of = |n: usize| (0..many).map(|k| times[k * part + n * part / meetings]).collect();
    Some((0..meetings).map(of).collect())
}

/// Whom an invitation leaves out unless somebody decides otherwise: adults of whom it is known that they have no parental responsibility,
/// where the school does not invite them all. A child whose carers all have none is left with nobody by no default.
#[must_use]
pub fn usually_left_out(adults: &[(AdultId, bool)], invites_all: bool) -> BTreeSet<AdultId> {
    let without: BTreeSet<AdultId> = adults.iter().filter(|(_, has_none)| *has_none).map(|(id, _)| *id).collect();
    if invites_all || without.len() == adults.len() { BTreeSet::new() } else { without }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::calendar::Facts;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    fn time(h: u32, m: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(h, m, 0).unwrap()
    }

    #[test]
    fn times_lie_inside_the_hours_of_school_days() {
        let hours = Hours { first_on: day(20), last_on: day(23), from: time(15, 30), until: time(16, 35), minutes: 20 };
        let found: Vec<String> = hours
            .times(&Calendar::new(Facts::default()))
            .iter()
            .map(|m| m.local().format("%d %H:%M").to_string())
            .collect();
        assert_eq!(found, ["20 15:30", "20 15:50", "20 16:10", "23 15:30", "23 15:50", "23 16:10"]);
        let late = Hours { from: time(23, 50), until: time(23, 59), ..hours };
        assert_eq!(late.times(&Calendar::new(Facts::default())), []);
    }

    #[test]
    fn who_has_no_responsibility_is_left_out_unless_the_school_or_the_family_has_it_otherwise() {
        let all = |list: &[(i64, bool)]| list.iter().map(|(id, none)| (AdultId(*id), *none)).collect::<Vec<_>>();
        let out = |list: &[(i64, bool)], everybody| {
            usually_left_out(&all(list), everybody).into_iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(out(&[(1, false), (2, true)], false), [2]);
        assert_eq!(out(&[(1, false), (2, true)], true), [] as [i64; 0]);
        assert_eq!(out(&[(1, true), (2, true)], false), [] as [i64; 0], "somebody has to be asked");
    }

    #[test]
    fn too_few_times_are_said() {
        let times: Vec<Moment> = (0..4).map(Moment::from_unix).collect();
        assert_eq!(share(&times, 5, 1), None);
        assert_eq!(share(&times, 2, 3).unwrap(), [[times[0], times[2]], [times[1], times[3]]]);
        assert_eq!(share(&[], 0, 3), Some(vec![]));
    }

    proptest! {
        #[test]
        fn no_time_is_offered_twice(many in 0..60i64, meetings in 1..20usize, each in 1..4usize) {
            let times: Vec<Moment> = (0..many).map(Moment::from_unix).collect();
            match share(&times, meetings, each) {
                None => prop_assert!(times.len() < meetings),
                Some(shared) => {
                    let all: BTreeSet<Moment> = shared.iter().flatten().copied().collect();
                    let lengths: BTreeSet<usize> = shared.iter().map(Vec::len).collect();
                    prop_assert_eq!(all.len(), shared.iter().map(Vec::len).sum::<usize>());
                    prop_assert_eq!(lengths.into_iter().collect::<Vec<_>>(), vec![each.min(times.len() / meetings)]);
                }
            }
        }
    }
}

//! Which backups are kept: each of the last fourteen days, and the last of each of the last twelve months. And when the next is due.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

use super::time::Moment;

/// Days for which every backup is kept.
pub const DAYS: u64 = 14;
/// Months for which the last backup of each is kept.
pub const MONTHS: u32 = 12;

/// When the night's backup is made: nobody works, and neither of the two nights on which the clocks change skips it or has it twice.
#[must_use]
pub fn hour() -> NaiveTime {
    NaiveTime::from_hms_opt(3, 30, 0).unwrap_or_default()
}

/// Whether a backup is due: none has been made since the last half past three. A night that the machine slept through is caught up.
#[must_use]
pub fn is_due(last: Option<Moment>, now: Moment) -> bool {
    let today = now.today();
    let latest =
        [Some(today), today.checked_sub_days(Days::new(1))].into_iter().flatten().map(|day| Moment::at(day, hour()));
    let night = latest.filter(|night| *night <= now).max();
    match (last, night) {
        (None, _) => true,
        (Some(last), Some(night)) => last < night,
        (Some(_), None) => false,
    }
}

/// Those of these backups that are not kept any longer.
#[must_use]
pub fn superfluous(made: &[Moment], today: NaiveDate) -> Vec<Moment> {
    let month = |day: NaiveDate| (day.year(), day.month());
    let young = today.checked_sub_days(Days::new(DAYS)).unwrap_or(today);
    let old = today.checked_sub_months(Months::new(MONTHS)).unwrap_or(today);
    let mut newest_first = made.to_vec();
    newest_first.sort_unstable();
    newest_first.reverse();
    let mut months = BTreeSet::new();
    newest_first.retain(|moment| {
        let day = moment.today();
        let is_last_of_month = months.insert(month(day));
        !(day > young || (is_last_of_month && day > old))
    });
    newest_first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str, hour: u32) -> Moment {
        Moment::at(day.parse().unwrap(), NaiveTime::from_hms_opt(hour, 30, 0).unwrap())
    }

    #[test]
    fn a_backup_is_due_once_a_night_and_a_missed_night_is_caught_up() {
        assert!(is_due(None, at("2026-11-18", 9)));
        let last = at("2026-11-18", 3);
        for (day, hour, due) in [
            ("2026-11-18", 3, false),
            ("2026-11-18", 23, false),
            ("2026-11-19", 2, false),
            ("2026-11-19", 3, true),
            ("2026-11-22", 9, true),
        ] {
            assert_eq!(is_due(Some(last), at(day, hour)), due, "{day} {hour}");
        }
        assert!(!is_due(Some(at("2026-11-18", 9)), at("2026-11-19", 2)), "one made by hand will do for the day");
    }

    #[test]
    fn the_clocks_that_change_skip_no_night_and_double_none() {
        let start: NaiveDate = "2026-10-20".parse().unwrap();
        let (mut last, mut nights) = (Some(Moment::at(start, hour())), 0);
        let mut now = Moment::at(start, hour());
        for _ in 0..200 * 24 * 12 {
            now = now.plus_minutes(5);
            if is_due(last, now) {
                (last, nights) = (Some(now), nights + 1);
            }
        }
        assert_eq!(nights, 200);
    }

    #[test]
    fn two_weeks_and_twelve_months_are_kept_however_long_it_goes_on() {
        let start: NaiveDate = "2024-01-01".parse().unwrap();
        let mut kept: Vec<Moment> = Vec::new();
        for n in 0..1000 {
            let today = start + Days::new(n);
            kept.push(Moment::at(today, hour()));
            let gone = superfluous(&kept, today);
            kept.retain(|m| !gone.contains(m));
        }
        let today = start + Days::new(999);
        let days: Vec<NaiveDate> = kept.iter().map(|m| m.today()).collect();
        assert!((0..14).all(|n| days.contains(&(today - Days::new(n)))), "{days:?}");
        assert!((25..=27).contains(&days.len()), "{}: {days:?}", days.len());
        let oldest = days.iter().min().unwrap();
        assert!(*oldest > today - Months::new(12) && *oldest < today - Months::new(11), "{oldest}");
    }
}

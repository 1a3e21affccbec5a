//! Inclusion bases: rooms of a school in which a pupil learns for some hours of the week, with a plan to return to class. The department's
//! guidance of 24 June 2026, which is not statutory, knows two kinds, wants a qualified teacher to run each, and never a base as a sanction.

use chrono::{Months, NaiveDate};

use super::part_time::FULL_WEEK;

/// What every form and page of a base says.
pub const NO_SANCTION: &str =
    "A base is never a sanction: it is chosen for what the pupil learns there, and with a plan to return.";

/// Calendar months within which the plan to return is looked at again: about a term. The guidance names no number.
pub const LOOK_WITHIN: u32 = 4;

coded! {
    /// A kind of inclusion base.
    BaseKind {
        /// Run by the school or its trust out of its own budget.
        Support = "support", "Support base: of the school or its trust";
        /// Commissioned by the local authority.
        Specialist = "specialist", "Specialist base: commissioned by the local authority";
    }
}

/// The dates of a membership, and how long a week it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BaseTime {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, once it has ended.
    pub until: Option<NaiveDate>,
    /// Minutes a week in the base.
    pub minutes: u32,
    /// When the plan to return is looked at next.
    pub look_on: NaiveDate,
}

impl BaseTime {
    /// Whether the pupil is a member on a day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the look at the plan to return is due: its day has come, and the membership goes on.
    #[must_use]
    pub fn is_look_due(&self, today: NaiveDate) -> bool {
        self.until.is_none_or(|until| today <= until) && self.look_on <= today
    }
}

/// Minutes a week that a pupil is in bases on a day, all of them together.
pub fn minutes_on<'a>(all: impl IntoIterator<Item = &'a BaseTime>, day: NaiveDate) -> u32 {
    all.into_iter().filter(|one| one.is_on(day)).map(|one| one.minutes).sum()
}

/// Whether so many minutes a week are all of it, so that nothing is left in class.
#[must_use]
pub fn is_whole_week(minutes: u32) -> bool {
    minutes >= FULL_WEEK
}

/// The last day on which the plan to return is looked at again, from a day on.
#[must_use]
pub fn latest_look(from: NaiveDate) -> NaiveDate {
    from.checked_add_months(Months::new(LOOK_WITHIN)).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    fn time(until: Option<NaiveDate>, minutes: u32) -> BaseTime {
        BaseTime { from: day(9, 7), until, minutes, look_on: day(11, 18) }
    }

    #[test]
    fn a_member_is_one_from_the_first_day_to_the_last() {
        let ended = time(Some(day(11, 20)), 300);
        assert!(
            !ended.is_on(day(9, 6)) && ended.is_on(day(9, 7)) && ended.is_on(day(11, 20)) && !ended.is_on(day(11, 21))
        );
    }

    #[test]
    fn a_look_is_due_from_its_day_on_while_the_membership_lasts() {
        let on = time(None, 300);
        assert!(!on.is_look_due(day(11, 17)) && on.is_look_due(day(11, 18)) && on.is_look_due(day(12, 24)));
        assert!(!time(Some(day(11, 17)), 300).is_look_due(day(11, 18)));
        assert_eq!(latest_look(day(10, 31)), NaiveDate::from_ymd_opt(2027, 2, 28).unwrap());
    }

    #[test]
    fn hours_of_several_bases_add_up_and_the_whole_week_is_told() {
        let all = [time(None, 1000), time(None, 950), time(Some(day(10, 1)), 600)];
        assert_eq!(minutes_on(&all, day(11, 18)), 1950);
        assert!(is_whole_week(1950) && !is_whole_week(1949));
    }

    proptest! {
        #[test]
        fn nobody_is_in_a_base_for_longer_than_all_their_memberships(minutes in proptest::collection::vec(1..3000_u32, 0..5), d in 1..30_u32) {
            let all: Vec<BaseTime> = minutes.iter().map(|m| time(None, *m)).collect();
            prop_assert_eq!(minutes_on(&all, day(11, d)), minutes.iter().sum::<u32>());
            prop_assert_eq!(minutes_on(&all, day(9, 1)), 0);
        }
    }
}

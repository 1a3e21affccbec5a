use proptest::prelude::*;

use super::*;
use crate::domain::{
    adult_needs::Time,
    calendar::{AcademicYear, Facts, Season, Term},
};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

/// Thursdays, half past three to half past five, from 1 October on.
fn thursdays() -> FreeTime {
    FreeTime {
        weekday: 4,
        from: clock(15, 30),
        until: clock(17, 30),
        minutes: 30,
        pause: 10,
        mode: Mode::School,
        place: "Room 3".into(),
        first_on: day(10, 1),
        last_on: None,
    }
}

fn written(all: &[Opening]) -> Vec<String> {
    all.iter().map(|one| one.starts.local().format("%d/%m %H:%M").to_string()).collect()
}

#[test]
fn a_week_brings_times_with_a_break_between_them_and_none_when_somebody_is_away() {
    let calendar = Calendar::new(Facts::default());
    let of = |closed: &[ClosedDays], at_least| {
        written(&openings(&[thursdays()], closed, (day(11, 16), day(11, 26)), at_least, &calendar))
    };
    assert_eq!(of(&[], 0), ["19/11 15:30", "19/11 16:10", "19/11 16:50", "26/11 15:30", "26/11 16:10", "26/11 16:50"]);
    let away = ClosedDays { first_on: day(11, 18), last_on: day(11, 19) };
    assert_eq!(of(&[away], 0), ["26/11 15:30", "26/11 16:10", "26/11 16:50"]);
    assert_eq!(of(&[], 90), ["19/11 15:30", "26/11 15:30"], "an annual review takes what it needs");
    assert_eq!(of(&[], 121), [""; 0]);
}

#[test]
fn no_time_lies_outside_term_and_a_single_day_is_one_day_more() {
    let term = Term {
        season: Season::Autumn,
        starts_on: day(9, 2),
        half_term: Some((day(10, 26), day(10, 30))),
        ends_on: day(12, 18),
    };
    let calendar = Calendar::new(Facts { terms: vec![(AcademicYear::new(2026), term)], ..Facts::default() });
    let single = FreeTime {
        weekday: 5,
        from: clock(8, 0),
        until: clock(8, 30),
        pause: 0,
        first_on: day(10, 23),
        last_on: Some(day(10, 23)),
        ..thursdays()
    };
    let last = FreeTime { last_on: Some(day(11, 5)), until: clock(16, 0), ..thursdays() };
    let found = openings(&[last, single], &[], (day(10, 19), day(12, 31)), 0, &calendar);
    assert_eq!(written(&found), ["22/10 15:30", "23/10 08:00", "05/11 15:30"]);
}

#[test]
fn a_time_of_day_stays_what_clocks_show_over_both_changes() {
    let all_year = FreeTime { weekday: 1, first_on: day(1, 5), ..thursdays() };
    let term = |season, starts_on, ends_on| Term { season, starts_on, half_term: None, ends_on };
    let spring = (AcademicYear::new(2025), term(Season::Spring, day(1, 5), day(4, 2)));
    let autumn = (AcademicYear::new(2026), term(Season::Autumn, day(9, 2), day(12, 18)));
    let calendar = Calendar::new(Facts { terms: vec![spring, autumn], ..Facts::default() });
    for (before, after, hours) in [(day(3, 23), day(3, 30), 167), (day(10, 19), day(10, 26), 169)] {
        let of = |on| openings(std::slice::from_ref(&all_year), &[], (on, on), 0, &calendar)[0].starts;
        assert_eq!((of(after).unix() - of(before).unix()) / 3600, hours);
        assert_eq!(of(after).local().time(), clock(15, 30));
    }
}

#[test]
fn hours_are_refused_that_hold_no_meeting_or_run_into_others() {
    let kept = thursdays();
    for (new, problem) in [
        (FreeTime { until: clock(15, 30), ..thursdays() }, Some("The end is not after the beginning")),
        (FreeTime { minutes: 121, ..thursdays() }, Some("No meeting of 121 minutes fits into these hours")),
        (
            FreeTime { from: clock(17, 0), until: clock(18, 0), ..thursdays() },
            Some("These hours run into those that are kept free already: Thursdays, 3:30pm to 5:30pm"),
        ),
        (FreeTime { from: clock(17, 30), until: clock(18, 0), ..thursdays() }, None),
        (FreeTime { weekday: 3, ..thursdays() }, None),
        (FreeTime { first_on: day(9, 1), last_on: Some(day(9, 30)), ..thursdays() }, None),
        (FreeTime { first_on: day(9, 30), last_on: Some(day(9, 30)), weekday: 3, ..thursdays() }, None),
    ] {
        assert_eq!(new.check([&kept]).err().map(|why| why.to_string()).as_deref(), problem);
    }
    let single = FreeTime { first_on: day(11, 26), last_on: Some(day(11, 26)), ..thursdays() };
    assert_eq!(single.words(), "Thursday, 3:30pm to 5:30pm");
}

#[test]
fn a_family_is_proposed_times_on_different_days_that_suit_it() {
    let calendar = Calendar::new(Facts::default());
    let early = FreeTime { weekday: 2, from: clock(8, 0), until: clock(9, 0), ..thursdays() };
    let free = openings(&[thursdays(), early], &[], (day(11, 16), day(11, 27)), 0, &calendar);
    let of = |times: &[Time], many| written(&propose(&free, &times.iter().copied().collect(), many));
    assert_eq!(of(&[], 3), ["17/11 08:00", "19/11 15:30", "24/11 08:00"]);
    assert_eq!(of(&[Time::AfterSchool], 2), ["19/11 15:30", "26/11 15:30"]);
    assert_eq!(of(&[Time::AfterSchool], 5).len(), 5);
    let phone = FreeTime { weekday: 1, mode: Mode::Phone, ..thursdays() };
    let mixed = openings(&[thursdays(), phone], &[], (day(11, 16), day(11, 20)), 0, &calendar);
    assert!(propose(&mixed, &Suits::default(), 3).iter().all(|one| one.mode == Mode::Phone), "one invitation, one way");
    assert_eq!(propose(&[], &Suits::default(), 3), []);
}

proptest! {
    /// Whatever hours somebody keeps, no time lies outside them, on a closed day or over another.
    #[test]
    fn nobody_is_offered_twice_nor_outside_the_hours_that_are_kept(
        hours in prop::collection::vec((1..6_u32, 420..1100_u32, 5..240_u32, 5..120_i64, 0..60_i64, 0..40_u64, prop::option::of(0..40_u64)), 0..6),
        away in prop::collection::vec((0..40_u64, 0..4_u64), 0..4),
        at_least in 0..120_i64,
    ) {
        let minute = |n: u32| clock(n / 60, n % 60);
        let times: Vec<FreeTime> = hours.iter().map(|(weekday, from, long, minutes, pause, first, last)| FreeTime {
            weekday: *weekday, from: minute(*from), until: minute((from + long).min(1439)), minutes: *minutes, pause: *pause,
            first_on: day(10, 1) + chrono::Days::new(*first), last_on: last.map(|n| day(10, 1) + chrono::Days::new(first + n)), ..thursdays()
        }).collect();
        let closed: Vec<ClosedDays> = away.iter().map(|(first, long)| {
            let first_on = day(10, 1) + chrono::Days::new(*first);
            ClosedDays { first_on, last_on: first_on + chrono::Days::new(*long) }
        }).collect();
        let calendar = Calendar::new(Facts::default());
        let found = openings(&times, &closed, (day(10, 1), day(11, 20)), at_least, &calendar);
        for pair in found.windows(2) {
            prop_assert!(pair[0].ends() <= pair[1].starts);
        }
        for one in &found {
            let (on, from, until) = (one.starts.today(), one.starts.local().time(), one.ends().local().time());
            prop_assert!(calendar.is_school_day(on) && closed.iter().all(|days| !days.contains(on)));
            prop_assert!(one.minutes >= at_least);
            prop_assert!(times.iter().any(|time| time.holds_on(on) && time.from <= from && until <= time.until));
        }
    }
}

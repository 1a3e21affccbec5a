use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::{
    calendar::{ClosureKind, Facts},
    ids::{GroupId, StaffId},
};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn always() -> Span {
    Span { from: day(9, 1), until: None }
}

fn time(weekday: u32, begins: u32) -> WeeklyTime {
    WeeklyTime { weekday, begins, minutes: 20, span: always() }
}

fn calendar() -> Calendar {
    let closures = vec![(day(11, 13), ClosureKind::Inset, "Training".to_owned())];
    Calendar::new(Facts { closures, ..Facts::default() })
}

#[test]
fn sessions_are_planned_on_school_days_alone() {
    let all = [time(1, 540), time(3, 600), time(5, 540)];
    let found = planned(&calendar(), &all, (day(11, 2), day(11, 15)));
    let days: Vec<_> = found.iter().map(|one| (one.on.day(), one.begins)).collect();
    assert_eq!(days, [(2, 540), (4, 600), (6, 540), (9, 540), (11, 600)], "Friday 13 is INSET");
    assert!(planned(&calendar(), &all, (day(10, 26), day(10, 30))).is_empty(), "half term");
    assert!(planned(&calendar(), &all, (day(12, 25), day(12, 25))).is_empty(), "a bank holiday");
    assert!(planned(&calendar(), &all, (day(11, 9), day(11, 2))).is_empty(), "the days the wrong way round");
}

#[test]
fn a_time_holds_within_its_days_and_two_at_one_minute_are_one_session() {
    let until = WeeklyTime { span: Span { from: day(11, 9), until: Some(day(11, 10)) }, ..time(1, 540) };
    let again = WeeklyTime { minutes: 30, ..until };
    let found = planned(&calendar(), &[until, again], (day(11, 1), day(11, 30)));
    assert_eq!(found, [Session { on: day(11, 9), begins: 540, minutes: 20 }]);
}

#[test]
fn days_of_the_week_read_as_people_say_them() {
    let words = |days: &[u32]| weekday_words(&days.iter().copied().collect());
    assert_eq!(
        [words(&[3]), words(&[5, 1]), words(&[1, 3, 5])],
        ["Wednesday", "Monday and Friday", "Monday, Wednesday and Friday"]
    );
    assert_eq!([words(&[1, 2, 3, 4, 5]), words(&[])], ["Every day", ""]);
}

#[test]
fn days_in_both_are_those_of_each() {
    let span = |from, until: Option<u32>| Span { from: day(11, from), until: until.map(|on| day(11, on)) };
    for (a, b, both) in [
        (span(1, None), span(5, None), Some(span(5, None))),
        (span(1, Some(9)), span(5, None), Some(span(5, Some(9)))),
        (span(1, Some(9)), span(5, Some(7)), Some(span(5, Some(7)))),
        (span(1, Some(4)), span(5, None), None),
        (span(1, Some(5)), span(5, None), Some(span(5, Some(5)))),
    ] {
        assert_eq!((in_both(a, b), in_both(b, a)), (both, both));
    }
}

#[test]
fn what_was_planned_given_and_lost_is_said_as_people_say_it() {
    let sessions = planned(&calendar(), &[time(1, 540), time(3, 540)], (day(11, 2), day(11, 30)));
    let note = |on, outcome| ((day(11, on), 540), outcome);
    let notes = BTreeMap::from([
        note(2, Outcome::Given(20, Some(HowItWent::Nearly))),
        note(4, Outcome::Given(15, None)),
        note(9, Outcome::Lost(Lost::AdultAbsent)),
        note(11, Outcome::Lost(Lost::AdultAbsent)),
        note(16, Outcome::Lost(Lost::PupilAbsent)),
        note(17, Outcome::Given(10, None)),
        note(12, Outcome::Lost(Lost::Other)),
    ]);
    let by_wednesday = Delivery::of(&sessions, &notes, day(11, 18));
    assert_eq!(
        by_wednesday.words(),
        "2 of 5 sessions, 3 lost: 2 adult absent, 1 pupil absent; 1 more beside the plan",
        "today's is still to come"
    );
    let by_thursday = Delivery::of(&sessions, &notes, day(11, 19));
    assert_eq!((by_thursday.planned, by_thursday.not_noted(), by_thursday.minutes), (6, 1, 45));
    assert_eq!(Delivery::of(&sessions, &notes, day(11, 2)).words(), "1 of 1 session");
    assert!(Delivery::of(&sessions, &BTreeMap::new(), day(11, 1)).is_empty());
    assert_eq!(by_thursday.and(&by_wednesday).figure(), "4 of 11 sessions");
}

#[test]
fn a_note_is_late_after_the_next_school_day() {
    for (on, noted, late) in [(12, 12, false), (12, 16, false), (12, 17, true), (10, 11, false), (10, 12, true)] {
        assert_eq!(is_late(&calendar(), day(11, on), day(11, noted)), late, "{on} {noted}");
    }
}

#[test]
fn sessions_that_are_lost_for_two_weeks_or_by_a_third_want_a_look() {
    let of = |planned, delivered, lost| Delivery {
        planned,
        delivered,
        reasons: BTreeMap::from([(Lost::Cover, lost)]),
        ..Delivery::default()
    };
    for (fortnight, all, look) in [
        (of(4, 0, 4), of(20, 16, 4), true),
        (of(4, 1, 3), of(20, 17, 3), false),
        (of(4, 0, 2), of(20, 16, 2), false),
        (of(1, 0, 1), of(20, 16, 1), false),
        (of(4, 2, 2), of(12, 8, 4), false),
        (of(4, 2, 2), of(12, 7, 5), true),
        (of(2, 1, 1), of(2, 1, 1), false),
        (of(0, 0, 0), of(0, 0, 0), false),
    ] {
        assert_eq!(wants_a_look(&fortnight, &all), look, "{fortnight:?} {all:?}");
    }
    assert_eq!(fortnight_before(&calendar(), day(11, 18)), day(11, 4), "ten school days, without Friday 13");
}

#[test]
fn an_adult_who_is_wanted_twice_at_one_time_is_found() {
    let (jo, dan) = (StaffId(1), StaffId(2));
    let booking = |who, group, time| Booking { who, group: Some(GroupId(group)), time };
    let until = |on, time| WeeklyTime { span: Span { from: day(9, 1), until: Some(on) }, ..time };
    let new = [booking(jo, 1, time(1, 540)), booking(jo, 1, time(2, 540))];
    for (other, found) in [
        (booking(jo, 2, time(1, 559)), 1),
        (booking(jo, 2, time(1, 560)), 0),
        (booking(jo, 2, time(1, 521)), 1),
        (booking(jo, 2, time(1, 520)), 0),
        (booking(dan, 2, time(1, 540)), 0),
        (booking(jo, 1, time(1, 540)), 0),
        (booking(jo, 2, time(3, 540)), 0),
        (booking(jo, 2, until(day(8, 31), time(1, 540))), 0),
        (booking(jo, 2, until(day(9, 1), time(1, 540))), 1),
    ] {
        assert_eq!(clashes(&new, &[other]).len(), found, "{other:?}");
    }
    assert_eq!(minutes_a_week(&new, &jo, day(11, 18)), 40);
    assert_eq!(minutes_a_week(&new, &dan, day(11, 18)), 0);
}

proptest! {
    #[test]
    fn nothing_is_counted_twice(
        noted in proptest::collection::btree_map(0_u64..60, 0_u8..9, 0..40), weekdays in proptest::collection::vec(1_u32..6, 0..5), on in 0_u64..60
    ) {
        let first = day(10, 1);
        let times: Vec<_> = weekdays.iter().map(|weekday| time(*weekday, 540)).collect();
        let sessions = planned(&calendar(), &times, (first, first + Days::new(59)));
        let outcome = |n: u8| Lost::ALL.get(usize::from(n)).map_or(Outcome::Given(20, None), |why| Outcome::Lost(*why));
        let notes: BTreeMap<_, _> = noted.iter().map(|(at, n)| ((first + Days::new(*at), 540), outcome(*n))).collect();
        let today = first + Days::new(on);
        let found = Delivery::of(&sessions, &notes, today);
        let given = notes.iter().filter(|((day, _), one)| *day <= today && matches!(one, Outcome::Given(..))).count();
        prop_assert_eq!(usize::try_from(found.given()).unwrap(), given);
        prop_assert_eq!(found.delivered + found.lost() + found.not_noted(), found.planned);
        prop_assert_eq!(found.minutes, found.given() * 20);
        prop_assert!(sessions.iter().all(|one| calendar().is_school_day(one.on)));
    }

    #[test]
    fn a_clash_is_mutual(a in 0_u32..200, b in 0_u32..200, x in 1_u32..3, y in 1_u32..3) {
        let one = Booking { who: 1, group: Some(GroupId(1)), time: time(x, a) };
        let two = Booking { who: 1, group: Some(GroupId(2)), time: time(y, b) };
        prop_assert_eq!(one.clashes(&two), two.clashes(&one));
    }
}

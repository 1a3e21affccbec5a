//! A half term counted by hand, weeks that change on the way, and what a timetable needs from day to day.

use proptest::prelude::*;

use super::*;
use crate::domain::{
    calendar::{AcademicYear, Calendar, ClosureKind, Facts as CalendarFacts, Season, Term},
    ids::PartTimeId,
    missing::{Missing, of_timetables},
};

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

/// An autumn with its half term and an INSET day.
fn calendar() -> Calendar {
    let autumn = Term {
        season: Season::Autumn,
        starts_on: day(2026, 9, 2),
        half_term: Some((day(2026, 10, 26), day(2026, 10, 30))),
        ends_on: day(2026, 12, 18),
    };
    Calendar::new(CalendarFacts {
        terms: vec![(AcademicYear::new(2026), autumn)],
        closures: vec![(day(2026, 11, 6), ClosureKind::Inset, "Training".to_owned())],
        ..CalendarFacts::default()
    })
}

fn at(part: Part, begins: u32, ends: u32) -> Option<AtSchool> {
    Some(AtSchool { part, begins, ends })
}

/// Mornings from 9 to 12, from Monday on.
fn mornings(days: usize) -> Pattern {
    let mut week = Pattern::default();
    week.0[..days].fill(at(Part::Morning, 540, 720));
    week
}

fn timetable(from: NaiveDate, until: NaiveDate, week: Pattern) -> Timetable {
    Timetable { days: Days { from, until }, full_week: FULL_WEEK, steps: vec![(from, week)], ended: None }
}

#[test]
fn a_week_has_its_sessions_and_hours() {
    assert_eq!((mornings(5).sessions(), mornings(5).minutes()), (5, 900));
    let whole = Pattern([at(Part::Whole, 525, 915); 5]);
    assert_eq!((whole.sessions(), whole.minutes(), whole.is_full(FULL_WEEK)), (10, 1_950, true));
    assert!(!whole.is_full(FULL_WEEK + 1) && !mornings(5).is_full(900), "ten sessions and all the hours");
    let week = mornings(2);
    assert_eq!(week.on(day(2026, 11, 3)), at(Part::Morning, 540, 720), "a Tuesday");
    assert_eq!((week.on(day(2026, 11, 4)), week.on(day(2026, 11, 7))), (None, None), "a Wednesday, a Saturday");
}

#[test]
fn hours_are_read_and_said() {
    for (typed, minutes) in [
        ("32.5", Some(1_950)),
        ("32:30", Some(1_950)),
        ("32", Some(1_920)),
        ("32.25", Some(1_935)),
        ("32.05", Some(1_923)),
        ("32.01", None),
        ("32.125", None),
        ("32:60", None),
        ("32:5", None),
        ("+32", None),
        ("-1", None),
        (".5", None),
        ("1.", None),
        ("", None),
        ("99999999999", None),
    ] {
        assert_eq!(parse_hours(typed), minutes, "{typed}");
    }
    assert_eq!(
        [0, 1, 60, 90, 1_950].map(hours),
        ["no time", "1 minute", "1 hour", "1 hour 30 minutes", "32 hours 30 minutes"]
    );
    assert_eq!([540, 915].map(clock), ["9:00am", "3:15pm"]);
}

#[test]
fn what_is_not_attended_over_a_half_term_is_counted_on_school_days_only() {
    // From Monday 19 October to Friday 18 December: 9 weeks, one of them holiday, one INSET day: 39 school days.
    let one = timetable(day(2026, 10, 19), day(2026, 12, 18), mornings(5));
    let calendar = calendar();
    let all = one.not_attended(&calendar, day(2027, 7, 1));
    assert_eq!(all, NotAttended { school_days: 39, sessions: 39, minutes: 39 * (390 - 180) });
    let to_date = one.not_attended(&calendar, day(2026, 11, 9));
    // Five days before the holiday, four after it, and Monday 9 November itself.
    assert_eq!((to_date.school_days, to_date.sessions), (10, 10));
    assert_eq!(one.not_attended(&calendar, day(2026, 10, 18)), NotAttended::default(), "before its first day");
    assert!(one.is_long(&calendar, 6) && !one.is_long(&calendar, 8));
}

#[test]
fn a_step_changes_the_count_from_its_day_on_and_the_end_stops_it() {
    let mut one = timetable(day(2026, 11, 9), day(2026, 12, 18), mornings(3));
    one.steps.push((day(2026, 11, 16), Pattern([at(Part::Whole, 525, 915); 5])));
    let calendar = calendar();
    let first_week = 2 * 5 - 3;
    assert_eq!(one.not_attended(&calendar, day(2026, 11, 13)).sessions, first_week);
    assert_eq!(one.not_attended(&calendar, day(2026, 12, 18)).sessions, first_week, "full weeks add nothing");
    one.steps.truncate(1);
    one.ended = Some((day(2026, 11, 10), End::Early));
    assert_eq!(one.not_attended(&calendar, day(2026, 12, 18)).sessions, 2, "Monday and Tuesday afternoon");
    one.ended = Some((day(2026, 11, 10), End::NeverBegan));
    assert_eq!((one.runs(), one.not_attended(&calendar, day(2026, 12, 18)).sessions), (None, 0));
    // A first day that was brought forward is in the first week, too.
    let early = Timetable { days: Days { from: day(2026, 11, 2), ..one.days }, ended: None, ..one };
    assert_eq!(early.week_on(day(2026, 11, 2)), Some(&mornings(3)));
}

#[test]
fn two_that_share_a_day_are_refused_with_the_rule_and_the_others_days() {
    let held = Days { from: day(2026, 11, 9), until: day(2026, 12, 4) };
    for (from, until, clashes) in [
        (day(2026, 10, 1), day(2026, 11, 8), false),
        (day(2026, 10, 1), day(2026, 11, 9), true),
        (day(2026, 11, 20), day(2026, 11, 20), true),
        (day(2026, 12, 4), day(2027, 1, 8), true),
        (day(2026, 12, 5), day(2027, 1, 8), false),
    ] {
        let told = check_alone(Days { from, until }, [held]);
        assert_eq!(told.is_err(), clashes, "{from} to {until}");
        if let Err(why) = told {
            assert!(
                why.contains("one part-time timetable at a time") && why.contains("Friday 4 December 2026"),
                "{why}"
            );
        }
    }
}

fn facts() -> Facts {
    let (from, until) = (day(2026, 11, 9), day(2026, 12, 4));
    Facts {
        id: PartTimeId(1),
        from,
        until,
        agreed: true,
        told: true,
        review_on: Some(day(2026, 11, 20)),
        to_full_time: false,
    }
}

#[test]
fn what_must_be_done_and_is_not_is_a_thing_to_do() {
    let all = facts();
    let none: [Wanted; 0] = [];
    for (facts, today, wants) in [
        (all, day(2026, 11, 20), &none[..]),
        (all, day(2026, 11, 21), &[Wanted::Review]),
        (Facts { review_on: None, ..all }, day(2026, 12, 3), &none),
        (Facts { agreed: false, told: false, ..all }, day(2026, 11, 8), &[Wanted::Agreement]),
        (Facts { agreed: false, told: false, ..all }, day(2026, 11, 9), &[Wanted::Agreement, Wanted::Authority]),
        (Facts { review_on: None, ..all }, day(2026, 12, 4), &[Wanted::End]),
        (Facts { to_full_time: true, ..all }, day(2026, 11, 23), &[Wanted::End]),
    ] {
        let found: Vec<Wanted> = wanted(&facts, today).into_iter().map(|due| due.what).collect();
        assert_eq!(found, wants, "{facts:?} on {today}");
    }
    let late = wanted(&all, day(2026, 11, 23))[0];
    assert_eq!((late.by, late.late(day(2026, 11, 23))), (day(2026, 11, 20), 3));
}

#[test]
fn it_reaches_the_board_and_the_digest_by_the_rule_of_what_is_missing() {
    let open = [Facts { agreed: false, ..facts() }, Facts { agreed: false, told: false, ..facts() }];
    let today = day(2026, 11, 10);
    assert_eq!(of_timetables(true, &open, today), [Missing::TimetableAgreement, Missing::TimetableAuthority]);
    assert_eq!(of_timetables(false, &open, today), [], "nobody chases after who has left");
    for wanted in Wanted::ALL {
        assert!(Missing::from(*wanted).is_of_timetable());
        assert!(!wanted.source().is_empty() && !wanted.counted().is_empty());
    }
}

#[test]
fn one_parent_who_agrees_is_enough_and_each_is_believed_by_what_they_said_last() {
    use Agreement::{Meeting, Refused, Writing};
    let none: [(u8, Agreement); 0] = [];
    assert!(!is_agreed(&none));
    assert!(is_agreed(&[(1, Refused), (2, Writing)]));
    assert!(is_agreed(&[(1, Refused), (1, Meeting)]));
    assert!(!is_agreed(&[(1, Writing), (1, Refused)]));
}

fn any_week() -> impl Strategy<Value = Pattern> {
    let part = prop_oneof![Just(Part::Morning), Just(Part::Afternoon), Just(Part::Whole)];
    let there = (part, 480_u32..600, 1_u32..400).prop_map(|(part, begins, long)| AtSchool {
        part,
        begins,
        ends: begins + long,
    });
    proptest::array::uniform5(proptest::option::of(there)).prop_map(Pattern)
}

proptest! {
    #[test]
    fn sessions_attended_and_not_attended_are_two_a_school_day(week in any_week(), start in 0_u64..100, long in 0_u64..120, up_to in 0_u64..250) {
        let from = day(2026, 9, 1) + chrono::Days::new(start);
        let (one, calendar) = (timetable(from, from + chrono::Days::new(long), week), calendar());
        let up_to = day(2026, 9, 1) + chrono::Days::new(up_to);
        let found = one.not_attended(&calendar, up_to);
        // Counted once more, weekday by weekday.
        let last = one.days.until.min(up_to);
        let (mut attended, mut days, mut minutes) = (0, 0, 0.0);
        for weekday in 0..5_u32 {
            let there = one.steps[0].1.0[weekday as usize];
            let all = (0..=long + 1).map(|n| from + chrono::Days::new(n));
            let is = |on: &NaiveDate| chrono::Datelike::weekday(on).num_days_from_monday() == weekday;
            let many = u32::try_from(all.filter(|on| *on <= last && is(on) && calendar.is_school_day(*on)).count()).unwrap();
            days += many;
            attended += many * there.map_or(0, |there| there.part.sessions());
            minutes += f64::from(many) * (f64::from(FULL_WEEK) / 5.0 - there.map_or(0.0, |there| f64::from(there.minutes()))).max(0.0);
        }
        prop_assert_eq!(found.school_days, days);
        prop_assert_eq!(found.sessions + attended, 2 * days);
        prop_assert!((f64::from(found.minutes) - minutes).abs() <= 0.5);
    }

    #[test]
    fn a_later_day_never_counts_less(week in any_week(), a in 0_u64..150, b in 0_u64..150) {
        let (one, calendar) = (timetable(day(2026, 9, 14), day(2026, 12, 11), week), calendar());
        let count = |n: u64| one.not_attended(&calendar, day(2026, 9, 1) + chrono::Days::new(n));
        let (less, more) = (count(a.min(b)), count(a.max(b)));
        prop_assert!(less.sessions <= more.sessions && less.minutes <= more.minutes && less.school_days <= more.school_days);
    }
}

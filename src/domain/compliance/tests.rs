//! Reviews as a report counts them: whoever came, left or moved counts once, where they were when it was due.

use proptest::prelude::*;

use super::*;
use crate::domain::{
    calendar,
    standing::{Ended, Held, Meeting},
};

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, d).unwrap()
}

fn facts(reviews: Vec<NaiveDate>) -> Facts {
    let reviews = reviews.into_iter().map(Held::on).collect();
    Facts {
        year: AcademicYear::new(2026),
        a_year: 3,
        supported: vec![Span { from: day(9, 1), until: None }],
        reviews,
        meetings: vec![Meeting { on: day(11, 12), offered: true, met: true, booked: false }],
        agreed_on: None,
        planned: vec![],
        exemptions: vec![],
        ended: vec![],
        rhythm: Rhythm::Terms,
    }
}

#[test]
fn a_percentage_is_of_what_was_due_and_only_all_is_a_hundred() {
    let tally: Tally = [Kept::OnTime; 199].into_iter().chain([Kept::Never, Kept::Open, Kept::NotNeeded]).collect();
    assert_eq!((tally.due(), tally.percent()), (200, Some(99)));
    assert_eq!(Tally { open: 3, ..Tally::default() }.percent(), None);
}

#[test]
fn last_week_knows_nothing_of_this_week() {
    let calendar = Calendar::new(calendar::Facts::default());
    let held = facts(vec![day(12, 31)]);
    assert_eq!(kept_on(&calendar, &held, Season::Autumn, day(12, 31)), Kept::OnTime);
    assert_eq!(kept_on(&calendar, &held, Season::Autumn, day(12, 30)), Kept::Open);
    assert!(parent_took_part(&calendar, &held, AcademicYear::new(2026), Season::Autumn));
    assert!(!parent_took_part(&calendar, &held, AcademicYear::new(2026), Season::Spring));
}

#[test]
fn whoever_has_most_late_reviews_stands_first() {
    let calendar = Calendar::new(calendar::Facts::default());
    let late = standing(&calendar, &facts(vec![]), 0, NaiveDate::from_ymd_opt(2027, 1, 20).unwrap()).cells;
    let (a, b) = (Some(StaffId(1)), Some(StaffId(2)));
    let counted = late_by_owner([(a, &late), (b, &late), (b, &late), (None, &late)]);
    assert_eq!(counted, [(b, 2), (None, 1), (a, 1)]);
}

fn calendar() -> Calendar {
    Calendar::new(calendar::Facts::default())
}

fn judged(facts: &Facts, today: NaiveDate) -> Vec<(Cell, Kept)> {
    let calendar = calendar();
    reviews(&calendar, facts, &standing(&calendar, facts, 20, today).cells)
}

#[test]
fn who_left_after_the_round_without_a_review_stays_in_the_count_and_who_left_before_it_does_not() {
    let closes = calendar().window(AcademicYear::new(2026), Season::Autumn).closes_on;
    let left = |on: NaiveDate| Facts {
        supported: vec![Span { from: day(9, 1), until: Some(on) }],
        ended: vec![(on, Ended::Left)],
        ..facts(vec![])
    };
    let later = NaiveDate::from_ymd_opt(2027, 6, 1).unwrap();
    let kept = |facts: &Facts| judged(facts, later).into_iter().map(|(_, kept)| kept).collect::<Vec<_>>();
    let after = kept(&left(closes + chrono::Days::new(10)));
    assert_eq!(after, [Kept::Never, Kept::NotNeeded, Kept::NotNeeded]);
    assert_eq!(kept(&left(closes - chrono::Days::new(1))), [Kept::NotNeeded; 3]);
}

#[test]
fn a_review_belongs_to_the_class_in_which_it_was_due() {
    let until = Some(day(12, 31));
    let classes = [
        (Span { from: day(9, 1), until }, "4A"),
        (Span { from: NaiveDate::from_ymd_opt(2027, 1, 5).unwrap(), until: None }, "5B"),
    ];
    let held = NaiveDate::from_ymd_opt(2027, 1, 8).unwrap();
    let cell = &judged(&facts(vec![held]), held)[0].0;
    let due = Cell { due_on: day(12, 16), state: State::Done { on: held, late: true }, ..cell.clone() };
    assert_eq!(at(&classes, counts_on(&due, held)), Some(&"4A"), "late: it was 4A's");
    assert_eq!(at(&classes, day(8, 1)), Some(&"4A"), "before the first class");
    assert_eq!(at(&classes, NaiveDate::from_ymd_opt(2027, 1, 2).unwrap()), Some(&"4A"), "between two classes");
    assert_eq!(at(&classes, held), Some(&"5B"));
    assert_eq!(at::<&str>(&[], held), None);
}

prop_compose! {
    fn some_facts()(
        from in -200..300i64,
        length in prop::option::of(0..400i64),
        held in prop::collection::vec(0..365i64, 0..5),
        agreed in prop::option::of(0..365i64),
        exempt in prop::collection::btree_set(0..3usize, 0..3),
    ) -> Facts {
        let at = |n: i64| day(9, 1) + chrono::TimeDelta::days(n);
        Facts {
            supported: vec![Span { from: at(from), until: length.map(|n| at(from + n)) }],
            reviews: held.into_iter().map(at).map(Held::on).collect(),
            agreed_on: agreed.map(at),
            exemptions: exempt.into_iter().map(|n| (Season::ALL[n], "in hospital".to_owned())).collect(),
            ended: length.map(|n| (at(from + n), Ended::Left)).into_iter().collect(),
            ..facts(vec![])
        }
    }
}

proptest! {
    #[test]
    fn each_term_counts_once_and_what_is_not_needed_has_a_reason(facts in some_facts(), on in 0..365i64) {
        let today = day(9, 1) + chrono::TimeDelta::days(on);
        let all = judged(&facts, today);
        prop_assert_eq!(all.len(), 3);
        for (cell, kept) in &all {
            let done = matches!(cell.state, State::Done { .. });
            prop_assert_eq!(done, matches!(kept, Kept::OnTime | Kept::Late));
            prop_assert!(*kept != Kept::NotNeeded || cell.state.reason().is_some(), "{cell:?}");
            prop_assert!(*kept != Kept::Never || cell.due_on < today, "{cell:?} is not due yet on {today}");
            let excused = facts.exemptions.iter().any(|(season, _)| *season == cell.season);
            prop_assert!(!excused || done || *kept == Kept::NotNeeded, "excused, yet {kept:?}");
            let there = facts.supported.iter().any(|s| s.contains(cell.window.closes_on));
            let promised = facts.agreed_on == Some(cell.due_on);
            prop_assert!(there || promised || *kept != Kept::Never, "nobody is blamed for who was not there: {cell:?}");
        }
    }

    #[test]
    fn however_they_are_gathered_the_groups_add_up(all in prop::collection::vec((0..5u8, 0..5usize), 0..60)) {
        let all: Vec<(u8, Kept)> = all.into_iter().map(|(key, n)| (key, Kept::ALL[n])).collect();
        let whole: Tally = all.iter().map(|(_, kept)| *kept).collect();
        let mut sum = Tally::default();
        for tally in grouped(all).into_values() {
            sum.on_time += tally.on_time;
            sum.late += tally.late;
            sum.never += tally.never;
            sum.open += tally.open;
            sum.not_needed += tally.not_needed;
        }
        prop_assert_eq!(sum, whole);
    }
}

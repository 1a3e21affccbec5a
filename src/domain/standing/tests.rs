//! The count, as a SENCO would check it by hand. Terms are Oakfield's of 2026/27.

use proptest::prelude::*;

use super::*;
use crate::domain::calendar::{self, Term};

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn term(season: Season, starts_on: NaiveDate, half_term: (NaiveDate, NaiveDate), ends_on: NaiveDate) -> Term {
    Term { season, starts_on, half_term: Some(half_term), ends_on }
}

const YEAR: i32 = 2026;

fn oakfield() -> Calendar {
    let year = AcademicYear::new(YEAR);
    let terms = [
        term(Season::Autumn, day(2026, 9, 3), (day(2026, 10, 26), day(2026, 10, 30)), day(2026, 12, 18)),
        term(Season::Spring, day(2027, 1, 5), (day(2027, 2, 15), day(2027, 2, 19)), day(2027, 3, 24)),
        term(Season::Summer, day(2027, 4, 12), (day(2027, 5, 31), day(2027, 6, 4)), day(2027, 7, 21)),
    ];
    Calendar::new(calendar::Facts { terms: terms.map(|t| (year, t)).to_vec(), ..Default::default() })
}

fn facts() -> Facts {
    Facts {
        year: AcademicYear::new(YEAR),
        a_year: 3,
        supported: vec![Span { from: day(2025, 9, 3), until: None }],
        reviews: vec![],
        meetings: vec![],
        agreed_on: None,
        planned: vec![],
        exemptions: vec![],
        ended: vec![],
        rhythm: Rhythm::Terms,
    }
}

/// Reviews for which no day had been agreed.
fn held_on(days: Vec<NaiveDate>) -> Vec<Held> {
    days.into_iter().map(Held::on).collect()
}

fn on(facts: &Facts, today: NaiveDate) -> Standing {
    standing(&oakfield(), facts, 20, today)
}

fn meeting(on: NaiveDate, offered: bool, met: bool, booked: bool) -> Meeting {
    Meeting { on, offered, met, booked }
}

#[test]
fn a_whole_year_needs_three_and_nothing_is_late_in_september() {
    let found = on(&facts(), day(2026, 9, 10));
    assert_eq!((found.required, found.reviews_held, found.light), (3, 0, Light::OnTrack));
    assert!(found.cells.iter().all(|c| c.state == State::Planned));
    assert_eq!(
        found.sentence,
        "0 of 3 reviews held in 2026/27. The autumn review is due by Friday 18 December 2026, in 66 school days. No meeting with parents has been offered yet."
    );
}

#[test]
fn in_its_window_an_unbooked_review_is_due_soon_and_a_booked_one_is_booked() {
    let mut facts = facts();
    assert_eq!(on(&facts, day(2026, 12, 11)).cells[0].state, State::DueSoon(5));
    assert_eq!(on(&facts, day(2026, 12, 11)).light, Light::AtRisk);
    facts.meetings = vec![meeting(day(2026, 12, 14), true, false, true)];
    let found = on(&facts, day(2026, 12, 11));
    assert_eq!(
        (found.cells[0].state.clone(), found.light, found.planned),
        (State::Booked(day(2026, 12, 14)), Light::OnTrack, 1)
    );
}

#[test]
fn late_is_counted_in_school_days_from_the_agreed_date() {
    let facts = Facts { agreed_on: Some(day(2026, 10, 22)), ..facts() };
    let found = on(&facts, day(2026, 11, 4));
    assert_eq!(found.cells[0].state, State::Overdue(4), "the half term is not counted");
    assert!(
        found.sentence.contains("4 school days late: it was due on Thursday 22 October 2026"),
        "{}",
        found.sentence
    );
}

#[test]
fn a_no_show_is_offered_and_not_held() {
    let facts = Facts { meetings: vec![meeting(day(2026, 11, 20), true, false, false)], ..facts() };
    let found = on(&facts, day(2026, 11, 25));
    assert_eq!((found.meetings_held, found.meetings_offered, found.reviews_held), (0, 1, 0));
}

#[test]
fn one_event_may_be_both_review_and_meeting() {
    let facts = Facts {
        reviews: held_on(vec![day(2026, 12, 1)]),
        meetings: vec![meeting(day(2026, 12, 1), true, true, false)],
        ..facts()
    };
    let found = on(&facts, day(2026, 12, 2));
    assert_eq!((found.meetings_held, found.meetings_offered, found.reviews_held), (1, 1, 1));
    assert_eq!(found.cells[0].state, State::Done { on: day(2026, 12, 1), late: false });
}

#[test]
fn a_review_without_parents_counts_and_the_meeting_does_not() {
    let found = on(&Facts { reviews: held_on(vec![day(2026, 12, 1)]), ..facts() }, day(2026, 12, 2));
    assert_eq!((found.reviews_held, found.meetings_held), (1, 0));
}

#[test]
fn a_window_that_closed_without_a_review_stays_late_until_one_is_held() {
    let mut facts = facts();
    assert_eq!(on(&facts, day(2027, 1, 8)).light, Light::Late);
    facts.reviews = held_on(vec![day(2027, 1, 11)]);
    let found = on(&facts, day(2027, 1, 12));
    assert_eq!(found.cells[0].state, State::Done { on: day(2027, 1, 11), late: true });
    assert_eq!((found.cells[1].state.clone(), found.light), (State::Planned, Light::OnTrack));
}

#[test]
fn a_review_in_the_spring_window_is_the_spring_review_even_if_autumn_was_missed() {
    let found = on(&Facts { reviews: held_on(vec![day(2027, 3, 15)]), ..facts() }, day(2027, 3, 16));
    assert!(matches!(found.cells[0].state, State::Overdue(_)));
    assert_eq!(found.cells[1].state, State::Done { on: day(2027, 3, 15), late: false });
}

#[test]
fn two_reviews_in_one_term_are_two_reviews_but_fill_one_cell() {
    let found =
        on(&Facts { reviews: held_on(vec![day(2026, 11, 25), day(2026, 12, 14)]), ..facts() }, day(2026, 12, 15));
    assert_eq!(found.reviews_held, 2);
    assert_eq!(found.cells[1].state, State::Planned);
}

#[test]
fn a_joiner_counts_once_per_window_with_six_school_weeks_left() {
    let from = |d| Facts { supported: vec![Span { from: d, until: None }], ..facts() };
    let early = on(&from(day(2026, 10, 19)), day(2026, 11, 20));
    assert_eq!(early.required, 3, "40 school days were left");
    let late = on(&from(day(2026, 11, 16)), day(2026, 11, 20));
    assert_eq!(late.required, 2);
    assert_eq!(late.cells[0].state, State::NotNeeded(NotNeeded::StartedLate(day(2026, 11, 16))));
    let spring = on(&from(day(2027, 1, 5)), day(2027, 1, 6));
    assert_eq!(spring.required, 2);
    assert_eq!(spring.cells[0].state, State::NotNeeded(NotNeeded::NotYet(day(2027, 1, 5))));
    assert_eq!(on(&from(day(2027, 7, 1)), day(2027, 7, 2)).required, 0);
}

#[test]
fn exactly_six_school_weeks_are_enough() {
    let calendar = oakfield();
    let close = calendar.window(AcademicYear::new(YEAR), Season::Autumn).closes_on;
    let thirty = calendar.plus_school_days(close, -29);
    let from = |d| Facts { supported: vec![Span { from: d, until: None }], ..facts() };
    assert_eq!(on(&from(thirty), day(2026, 12, 1)).required, 3);
    assert_eq!(on(&from(calendar.plus_school_days(thirty, 1)), day(2026, 12, 1)).required, 2);
}

#[test]
fn a_leaver_stops_at_the_end_date_and_history_stays() {
    let facts = Facts {
        supported: vec![Span { from: day(2025, 9, 3), until: Some(day(2027, 2, 1)) }],
        reviews: held_on(vec![day(2026, 12, 1)]),
        ended: vec![(day(2027, 2, 1), Ended::Left)],
        ..facts()
    };
    let found = on(&facts, day(2027, 5, 1));
    assert_eq!((found.required, found.reviews_held, found.light), (1, 1, Light::OnTrack));
    assert_eq!(found.cells[1].state, State::NotNeeded(NotNeeded::Ended(Ended::Left, day(2027, 2, 1))));
    assert!(found.sentence.contains("Spring: not needed, left on Monday 1 February."), "{}", found.sentence);
}

#[test]
fn each_time_support_ended_has_its_own_reason() {
    let (left, none) = (day(2026, 11, 30), day(2027, 5, 14));
    let spans =
        vec![Span { from: day(2025, 9, 3), until: Some(left) }, Span { from: day(2027, 2, 8), until: Some(none) }];
    let ended = ended(&[Span { from: day(2025, 9, 3), until: Some(left) }], &spans, Ended::NoLongerSen);
    let found = on(&Facts { supported: spans, ended, ..facts() }, day(2027, 7, 20));
    assert_eq!(found.cells[0].state, State::NotNeeded(NotNeeded::Ended(Ended::Left, left)));
    assert_eq!(found.cells[2].state, State::NotNeeded(NotNeeded::Ended(Ended::NoLongerSen, none)));
}

#[test]
fn one_day_without_support_in_november_takes_no_review_away() {
    let breaks = |until, from| {
        let spans = vec![Span { from: day(2025, 9, 3), until: Some(until) }, Span { from, until: None }];
        on(&Facts { supported: spans, ..facts() }, day(2026, 12, 1)).required
    };
    assert_eq!(breaks(day(2026, 11, 11), day(2026, 11, 13)), 3);
    assert_eq!(breaks(day(2026, 12, 17), day(2026, 12, 19)), 3, "also on the day the round closes");
    assert_eq!(breaks(day(2026, 10, 5), day(2026, 11, 20)), 3, "29 school days without it");
    assert_eq!(breaks(day(2026, 10, 2), day(2026, 11, 23)), 2, "six school weeks without it begin anew");
}

#[test]
fn late_is_after_the_day_agreed_and_both_days_are_said() {
    let held = Held { on: day(2026, 12, 10), agreed_for: Some(day(2026, 12, 8)) };
    let found = on(&Facts { reviews: vec![held], ..facts() }, day(2026, 12, 11));
    assert_eq!(found.cells[0].state, State::Done { on: held.on, late: true });
    assert_eq!(found.cells[0].due_on, day(2026, 12, 8));
    assert!(
        found.sentence.contains("Autumn: held on Thursday 10 December 2026, due by Tuesday 8 December 2026."),
        "{}",
        found.sentence
    );
    let in_time = Held { agreed_for: Some(held.on), ..held };
    assert_eq!(
        on(&Facts { reviews: vec![in_time], ..facts() }, day(2026, 12, 11)).cells[0].state,
        State::Done { on: held.on, late: false }
    );
}

#[test]
fn a_meeting_booked_for_after_the_day_it_is_due_is_not_on_track() {
    let booked = |on_day, agreed| {
        let facts = Facts { meetings: vec![meeting(on_day, true, false, true)], agreed_on: agreed, ..facts() };
        on(&facts, day(2026, 12, 1))
    };
    let after = booked(day(2026, 12, 21), None);
    assert_eq!((after.light, &after.cells[0].state), (Light::BookedLate, &State::Booked(day(2026, 12, 21))));
    assert!(after.sentence.contains("after the day it is due: Friday 18 December 2026."), "{}", after.sentence);
    assert_eq!(booked(day(2026, 12, 15), Some(day(2026, 12, 8))).light, Light::BookedLate);
    assert_eq!(booked(day(2026, 12, 8), Some(day(2026, 12, 8))).light, Light::OnTrack);
}

#[test]
fn a_person_may_say_that_a_term_is_not_needed_and_why() {
    let facts = Facts { exemptions: vec![(Season::Autumn, "in hospital all term".into())], ..facts() };
    let found = on(&facts, day(2027, 1, 8));
    assert_eq!((found.required, found.light), (2, Light::OnTrack));
    assert!(found.sentence.contains("in hospital all term"));
}

#[test]
fn support_from_k_to_e_goes_on_and_from_k_to_n_stops() {
    let status = |code, from, until| StatusSpan { code, from, until };
    let roll = [Span { from: day(2024, 9, 3), until: None }];
    let k_then_e = [
        status(SenCode::Support, day(2025, 1, 6), Some(day(2026, 11, 30))),
        status(SenCode::Ehcp, day(2026, 12, 1), None),
    ];
    assert_eq!(supported(&roll, &k_then_e), vec![Span { from: day(2025, 1, 6), until: None }]);
    let k_then_n = [
        status(SenCode::Support, day(2025, 1, 6), Some(day(2026, 11, 30))),
        status(SenCode::None, day(2026, 12, 1), None),
    ];
    assert_eq!(supported(&roll, &k_then_n), vec![Span { from: day(2025, 1, 6), until: Some(day(2026, 11, 30)) }]);
}

#[test]
fn with_no_terms_entered_the_year_has_thirds() {
    let bare = Calendar::new(calendar::Facts::default());
    let found = standing(&bare, &Facts { year: AcademicYear::new(2028), ..facts() }, 20, day(2029, 1, 10));
    assert_eq!((found.required, found.light), (3, Light::Late));
}

#[test]
fn four_a_year_scales_with_the_windows_and_two_may_be_enough() {
    assert_eq!(on(&Facts { a_year: 4, ..facts() }, day(2026, 9, 10)).required, 4);
    let two = Facts { a_year: 2, reviews: held_on(vec![day(2026, 12, 1), day(2027, 3, 10)]), ..facts() };
    assert_eq!(on(&two, day(2027, 7, 20)).cells[2].state, State::NotNeeded(NotNeeded::Enough));
}

#[test]
fn three_reviews_on_one_day_are_three_reviews_and_one_term() {
    let same = Facts { reviews: held_on(vec![day(2026, 12, 1); 3]), ..facts() };
    let found = on(&same, day(2026, 12, 10));
    assert_eq!((found.reviews_held, found.terms_covered, found.required), (3, 1, 3));
    assert!(found.sentence.starts_with("3 reviews held, in 1 of 3 terms, in 2026/27."), "{}", found.sentence);
    let late = on(&same, day(2027, 8, 1));
    assert_eq!(late.light, Light::Late);
    assert!(!late.sentence.contains("reached"), "{}", late.sentence);
}

#[test]
fn a_review_in_a_term_that_expected_none_covers_no_other() {
    let joined = Facts {
        supported: vec![Span { from: day(2026, 11, 25), until: None }],
        reviews: held_on(vec![day(2026, 12, 10), day(2027, 3, 10)]),
        ..facts()
    };
    let found = on(&joined, day(2027, 8, 1));
    assert_eq!((found.reviews_held, found.terms_covered, found.required), (2, 1, 2));
    assert!(matches!(found.cells[2].state, State::Overdue(_)), "{:?}", found.cells[2].state);
    assert_eq!(found.light, Light::Late);
    let exempted = Facts {
        exemptions: vec![(Season::Autumn, "In hospital".into())],
        reviews: held_on(vec![day(2026, 12, 10), day(2027, 3, 10)]),
        ..facts()
    };
    assert_eq!(
        on(&exempted, day(2027, 8, 1)).light,
        Light::Late,
        "an exempted term that was held does not pay for summer"
    );
}

#[test]
fn of_two_a_year_the_first_that_is_missed_is_not_late_and_the_second_is() {
    let two = Facts { a_year: 2, ..facts() };
    let spring = on(&two, day(2027, 1, 20));
    assert_eq!(spring.cells[0].state, State::NotNeeded(NotNeeded::Spared));
    assert_ne!(spring.light, Light::Late);
    let summer = on(&two, day(2027, 6, 1));
    assert!(matches!(summer.cells[1].state, State::Overdue(_)), "two are no longer possible");
    let held = Facts { reviews: held_on(vec![day(2027, 3, 10), day(2027, 7, 1)]), ..two };
    let found = on(&held, day(2027, 7, 19));
    assert_eq!((found.light, found.terms_covered), (Light::OnTrack, 2));
    assert!(found.sentence.starts_with("2 of 2 reviews held: the year's number is reached."), "{}", found.sentence);
}

#[test]
fn an_agreed_day_that_has_gone_by_is_late_whatever_its_window_says() {
    // Started too late for autumn to be expected, and agreed for a day in it all the same.
    let new = Facts {
        supported: vec![Span { from: day(2026, 11, 17), until: None }],
        agreed_on: Some(day(2026, 12, 11)),
        ..facts()
    };
    let found = on(&new, day(2026, 12, 18));
    assert_eq!((found.light, found.cells[0].due_on), (Light::Late, day(2026, 12, 11)));
    assert_eq!(found.cells[0].state, State::Overdue(5));
    assert_ne!(on(&new, day(2026, 12, 11)).light, Light::Late, "not on the day itself");
    // Autumn is held; the next was agreed for a day in the same term.
    let again = Facts { reviews: held_on(vec![day(2026, 11, 25)]), agreed_on: Some(day(2026, 12, 8)), ..facts() };
    let found = on(&again, day(2026, 12, 10));
    assert_eq!(found.cells[0].state, State::Done { on: day(2026, 11, 25), late: false });
    assert_eq!((found.cells[1].due_on, &found.cells[1].state), (day(2026, 12, 8), &State::Overdue(2)));
    let booked = Facts { meetings: vec![meeting(day(2026, 12, 14), true, false, true)], ..again };
    assert_ne!(on(&booked, day(2026, 12, 10)).light, Light::Late, "a day is agreed for it again");
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0..730i64).prop_map(|n| day(2025, 9, 1) + chrono::TimeDelta::days(n))
}

prop_compose! {
    fn some_facts()(
        from in some_day(),
        length in prop::option::of(0..500i64),
        reviews in prop::collection::vec((some_day(), prop::option::of(some_day())), 0..6),
        held in prop::collection::vec((some_day(), any::<bool>(), any::<bool>()), 0..6),
        agreed in prop::option::of(some_day()),
    ) -> Facts {
        Facts {
            supported: vec![Span { from, until: length.map(|n| from + chrono::TimeDelta::days(n)) }],
            reviews: reviews.into_iter().map(|(on, agreed_for)| Held { on, agreed_for }).collect(),
            meetings: held.into_iter().map(|(on, offered, met)| meeting(on, offered, met, false)).collect(),
            agreed_on: agreed,
            ..facts()
        }
    }
}

/// Ten years of terms that move about a little from year to year; the last few nobody has entered yet.
fn ten_years(shifts: &[i64]) -> Calendar {
    let of_year = |(n, shift): (i32, &i64)| {
        let date = |m: u32, d: u32| day(YEAR + n + i32::from(m < 9), m, d) + chrono::TimeDelta::days(*shift);
        let year = AcademicYear::new(YEAR + n);
        [
            term(Season::Autumn, date(9, 4), (date(10, 26), date(10, 30)), date(12, 17)),
            term(Season::Spring, date(1, 5), (date(2, 15), date(2, 19)), date(3, 24)),
            term(Season::Summer, date(4, 14), (date(5, 31), date(6, 4)), date(7, 19)),
        ]
        .map(|t| (year, t))
    };
    let terms = (0..).zip(shifts).flat_map(of_year).collect();
    Calendar::new(calendar::Facts { terms, window_days: 20, ..Default::default() })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn who_keeps_to_the_suggested_dates_has_three_a_year_for_ten_years(
        shifts in prop::collection::vec(-3..=3i64, 7),
        early in prop::collection::vec(0..20i64, 30),
    ) {
        let calendar = ten_years(&shifts);
        let mut held = vec![];
        let mut next = calendar.review_after(calendar.window(AcademicYear::new(YEAR - 1), Season::Summer).closes_on);
        for days in early {
            prop_assert!(calendar.is_school_day(next) || !calendar.knows(AcademicYear::containing(next)), "{next}");
            let (_, _, window) = calendar.next_window(next);
            let on = calendar.plus_school_days(next, -days).max(window.opens_on);
            held.push(on);
            next = calendar.review_after(on);
            prop_assert!((next - on).num_days() < 190, "from {on} to {next}");
        }
        for n in 0..10 {
            let year = AcademicYear::new(YEAR + n);
            let all = Facts { year, supported: vec![Span { from: day(2020, 9, 1), until: None }], reviews: held_on(held.clone()), ..facts() };
            let found = standing(&calendar, &all, 20, year.ends_on());
            prop_assert_eq!((found.required, found.reviews_held), (3, 3), "{:?} of {:?}", year, &held);
            let done = found.cells.iter().all(|c| matches!(c.state, State::Done { .. }));
            prop_assert!(done, "{year}: {held:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn light_cells_and_sentence_never_contradict_each_other(
        facts in some_facts(), a_year in 0..7u32, exempt in prop::collection::vec(0..3usize, 0..3), today in some_day(),
    ) {
        let exemptions = exempt.into_iter().map(|n| (Season::ALL[n], "Said".to_owned())).collect();
        let found = on(&Facts { a_year, exemptions, ..facts.clone() }, today);
        let late = found.cells.iter().filter(|cell| matches!(cell.state, State::Overdue(_))).count();
        prop_assert_eq!(found.light == Light::Late, late > 0);
        if found.sentence.contains("number is reached.") {
            prop_assert_eq!(found.light, Light::OnTrack, "{}", found.sentence);
            prop_assert!(found.reviews_held >= found.required && found.terms_covered >= found.required.min(3));
        }
        prop_assert!(!found.sentence.contains(" late") || late > 0, "{}", found.sentence);
        // Counted naively: the terms of the year in whose reach or after whose window, before the next one opens, something was held.
        let days: std::collections::BTreeSet<_> = facts.of_the_year().map(|held| held.on).collect();
        prop_assert!(found.terms_covered as usize <= days.len().min(3), "one day covers one term at most");
    }
}

proptest! {
    #[test]
    fn the_counts_are_what_anybody_would_count(facts in some_facts(), today in some_day()) {
        let found = on(&facts, today);
        prop_assert_eq!(found.reviews_held as usize, facts.of_the_year().count());
        prop_assert!(found.meetings_held <= found.meetings_offered);
        prop_assert!(found.required <= 3);
        let done = found.cells.iter().filter(|c| matches!(c.state, State::Done { .. })).count();
        prop_assert!(done <= found.reviews_held as usize);
        prop_assert!(!found.sentence.is_empty());
    }

    #[test]
    fn a_pupil_supported_all_year_needs_three_whatever_else(facts in some_facts(), today in some_day()) {
        let whole = Facts { supported: vec![Span { from: day(2026, 9, 1), until: None }], ..facts };
        prop_assert_eq!(on(&whole, today).required, 3);
    }

    #[test]
    fn holding_one_more_review_never_makes_a_year_later(facts in some_facts(), more in some_day(), today in some_day()) {
        let late = |f: &Facts| on(f, today).cells.iter().filter(|c| matches!(c.state, State::Overdue(_))).count();
        let mut better = facts.clone();
        better.reviews.push(Held::on(more));
        prop_assert!(late(&better) <= late(&facts));
    }

    #[test]
    fn nothing_is_late_after_support_ended(facts in some_facts(), today in some_day()) {
        let until = facts.supported[0].until;
        for cell in on(&facts, today).cells {
            if until.is_some_and(|u| u < cell.window.closes_on && u < today) || facts.supported[0].from > cell.window.closes_on {
                let promised = facts.agreed_on == Some(cell.due_on);
                let stopped = promised || matches!(cell.state, State::NotNeeded(_) | State::Done { .. });
                prop_assert!(stopped);
            }
        }
    }
}

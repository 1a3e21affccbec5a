//! Rounds of every size, on calendars with holes in them.

use proptest::prelude::*;

use super::*;
use crate::domain::calendar::{ClosureKind, Facts, Term as SchoolTerm};

fn year() -> AcademicYear {
    AcademicYear::new(2026)
}

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn calendar_with(closed: &[NaiveDate]) -> Calendar {
    let term = |season, starts_on, half_term, ends_on| {
        (year(), SchoolTerm { season, starts_on, half_term: Some(half_term), ends_on })
    };
    Calendar::new(Facts {
        terms: vec![
            term(Season::Autumn, day(2026, 9, 2), (day(2026, 10, 26), day(2026, 10, 30)), day(2026, 12, 18)),
            term(Season::Spring, day(2027, 1, 5), (day(2027, 2, 15), day(2027, 2, 19)), day(2027, 3, 25)),
            term(Season::Summer, day(2027, 4, 12), (day(2027, 5, 31), day(2027, 6, 4)), day(2027, 7, 21)),
        ],
        closures: closed.iter().map(|d| (*d, ClosureKind::Inset, "Training".to_owned())).collect(),
        ..Default::default()
    })
}

fn plan(n: i64, owner: i64) -> PlanYear {
    PlanYear {
        plan: PlanId(n),
        owner: StaffId(owner),
        family: None,
        legal: None,
        terms: [Term::Open(None); 3],
        last_year: [None; 3],
    }
}

fn proposed(calendar: &Calendar, plans: &[PlanYear], cap: u32, today: NaiveDate) -> Vec<Proposal> {
    propose(calendar, year(), plans, (Season::ALL, false), cap, today)
}

#[test]
fn a_year_of_forty_plans_lies_inside_its_rounds_and_on_no_closed_day() {
    let calendar = calendar_with(&[day(2026, 11, 27)]);
    let plans: Vec<PlanYear> = (1..=40).map(|n| plan(n, n % 7)).collect();
    let found = proposed(&calendar, &plans, 2, day(2026, 9, 1));
    assert_eq!(found.len(), 120);
    for one in &found {
        let on = one.placed.on.unwrap();
        assert!(calendar.is_school_day(on) && calendar.window(year(), one.season).contains(on), "{one:?}");
        assert_eq!(one.placed.trouble, None);
    }
}

#[test]
fn a_year_begins_with_last_years_pattern_and_nobody_gets_more_than_they_can_hold() {
    let calendar = calendar_with(&[]);
    let opens = calendar.window(year(), Season::Autumn).opens_on;
    // Three were held on the fourth school day of the round, one was not held at all.
    let like = |n| PlanYear { last_year: [Some(3), None, None], ..plan(n, 1) };
    let plans = [like(1), like(2), like(3), plan(4, 1)];
    let found = propose(&calendar, year(), &plans, (&[Season::Autumn], false), 2, day(2026, 9, 1));
    let on = |n: i64| found.iter().find(|p| p.plan == PlanId(n)).unwrap().placed.on.unwrap();
    let wished = calendar.plus_school_days(opens, 3);
    assert_eq!((1..=3).filter(|n| on(*n) == wished).count(), 2, "two a day");
    assert_eq!(pattern(&calendar, year(), Season::Autumn, &[wished]), Some(3));
    assert_eq!(pattern(&calendar, year(), Season::Spring, &[wished]), None);
    let far = PlanYear { last_year: [Some(90), None, None], ..plan(5, 2) };
    let found = propose(&calendar, year(), &[far], (&[Season::Autumn], false), 2, day(2026, 9, 1));
    assert!(calendar.window(year(), Season::Autumn).contains(found[0].placed.on.unwrap()), "never outside the round");
}

#[test]
fn brothers_and_sisters_come_on_neighbouring_days() {
    let calendar = calendar_with(&[]);
    let mut plans: Vec<PlanYear> = (1..=12).map(|n| plan(n, 1)).collect();
    (plans[2].family, plans[9].family) = (Some(AdultId(5)), Some(AdultId(5)));
    let found = proposed(&calendar, &plans, 2, day(2026, 9, 1));
    for season in Season::ALL {
        let of = |n: i64| found.iter().find(|p| p.plan == PlanId(n) && p.season == *season).unwrap().placed.on.unwrap();
        assert!(calendar.school_days_between(of(3), of(10)).abs() <= 1, "{season:?}: {} {}", of(3), of(10));
    }
}

#[test]
fn an_annual_review_keeps_its_legal_day_even_before_the_round_opens() {
    let calendar = calendar_with(&[]);
    let legal = day(2027, 1, 29);
    let ehc = PlanYear { legal: Some(legal), ..plan(1, 1) };
    let found = proposed(&calendar, &[ehc], 2, day(2026, 9, 1));
    let spring = found.iter().find(|p| p.season == Season::Spring).unwrap().placed.on.unwrap();
    assert!(day(2027, 1, 5) <= spring && spring <= legal, "{spring}");
    let late = proposed(&calendar, &[ehc], 2, day(2027, 2, 1));
    let spring = late.iter().find(|p| p.season == Season::Spring).unwrap().placed;
    assert_eq!(spring.on, Some(day(2027, 2, 2)), "as soon as can be, where the day has gone by");
}

#[test]
fn nobody_is_proposed_for_tomorrow_unless_no_other_day_is_left() {
    let calendar = calendar_with(&[]);
    let first = |today: NaiveDate| {
        let found = proposed(&calendar, &[plan(1, 1)], 3, today);
        found.iter().find(|p| p.season == Season::Autumn).and_then(|p| p.placed.on)
    };
    let window = calendar.window(year(), Season::Autumn);
    let (early, late) = (calendar.on_or_after(window.opens_on), calendar.on_or_before(window.closes_on));
    let on = first(early).unwrap();
    assert!(calendar.school_days_between(early, on) >= NOTICE_SCHOOL_DAYS, "{on}");
    let last = calendar.on_or_before(late - chrono::Days::new(1));
    assert_eq!(first(last), Some(late), "the last day of the round is better than none");
}

#[test]
fn a_round_that_is_over_has_no_day_left() {
    let found = proposed(&calendar_with(&[]), &[plan(1, 1)], 2, day(2026, 12, 18));
    assert_eq!(found[0].placed, Placed { on: None, trouble: Some(Trouble::NoDay) });
    assert!(found[1].placed.on.is_some());
}

#[test]
fn a_chosen_day_is_checked_in_words() {
    let calendar = calendar_with(&[day(2026, 11, 27)]);
    let today = day(2026, 11, 18);
    let said = |on, legal| check(&calendar, (year(), Season::Autumn), on, legal, today).unwrap_err();
    assert_eq!(said(day(2026, 11, 27), None), "Friday 27 November 2026 is no school day: INSET day (Training)");
    assert!(said(day(2026, 11, 18), None).contains("not in the future"));
    assert!(said(day(2027, 1, 6), None).contains("not in the autumn term"));
    assert!(said(day(2026, 12, 4), Some(day(2026, 12, 2))).contains("annual review’s meeting"));
    assert_eq!(check(&calendar, (year(), Season::Autumn), day(2026, 12, 2), Some(day(2026, 12, 2)), today), Ok(()));
    assert_eq!(
        shifted(&calendar, (year(), Season::Autumn), day(2026, 11, 26), 1, None, today),
        Some(day(2026, 11, 30))
    );
    assert_eq!(shifted(&calendar, (year(), Season::Autumn), day(2026, 12, 17), 2, None, today), None);
}

/// Reviews of a few people, each with a stretch of days of its own.
fn some_round() -> impl Strategy<Value = (Vec<Wanted>, Vec<(StaffId, NaiveDate)>, u32)> {
    let start = day(2026, 11, 9);
    let one = (1..4i64, 0..25u64, 0..14u64, prop::option::of(1..4i64), prop::option::of(0..40u64));
    let taken = prop::collection::vec((1..4i64, 0..40u64), 0..5);
    (prop::collection::vec(one, 0..24), taken, 1..4u32).prop_map(move |(all, taken, cap)| {
        let wanted = all.into_iter().zip(1..).map(|((owner, from, long, family, wished), n)| Wanted {
            plan: PlanId(n),
            owner: StaffId(owner),
            family: family.map(AdultId),
            from: start + Days::new(from),
            until: start + Days::new(from + long),
            wished: wished.map(|days| start + Days::new(days)),
        });
        let taken = taken.into_iter().map(|(owner, on)| (StaffId(owner), start + Days::new(on)));
        (wanted.collect(), taken.collect(), cap)
    })
}

/// How many of an owner's reviews cannot have a place under the cap, by Hall: the most that any stretch of days is short of.
fn short_of(calendar: &Calendar, wanted: &[Wanted], taken: &[(StaffId, NaiveDate)], cap: u32, owner: StaffId) -> i64 {
    let mine: Vec<&Wanted> =
        wanted.iter().filter(|w| w.owner == owner && calendar.school_days_in(w.from, w.until) > 0).collect();
    let room = |from: NaiveDate, until: NaiveDate| {
        let days = from.iter_days().take_while(|d| *d <= until).filter(|d| calendar.is_school_day(*d));
        let left = |d| i64::from(cap) - i64::try_from(taken.iter().filter(|t| **t == (owner, d)).count()).unwrap();
        days.map(|d| left(d).max(0)).sum::<i64>()
    };
    // Days need not be in one stretch for Hall's rule, but for stretches of days one stretch at a time is enough: add up the best.
    let mut ends: Vec<NaiveDate> = mine.iter().map(|w| w.until).collect();
    ends.sort();
    ends.dedup();
    let mut best: Vec<(NaiveDate, i64)> = vec![(NaiveDate::MIN, 0)];
    for end in ends {
        let before = |from: NaiveDate| best.iter().filter(|(e, _)| *e < from).map(|(_, b)| *b).max().unwrap_or(0);
        let inside = |from| mine.iter().filter(|w| from <= w.from && w.until <= end).count();
        let froms = mine.iter().map(|w| w.from).filter(|f| *f <= end);
        let here = froms.map(|from| before(from) + i64::try_from(inside(from)).unwrap() - room(from, end)).max();
        let carried = best.iter().map(|(_, b)| *b).max().unwrap_or(0);
        best.push((end, here.unwrap_or(0).max(carried)));
    }
    best.last().map_or(0, |(_, b)| *b)
}

proptest! {
    #[test]
    fn nobody_has_more_than_the_cap_unless_it_cannot_be_and_then_it_is_said(
        (wanted, taken, cap) in some_round(), closed in prop::collection::vec(0..40u64, 0..6),
    ) {
        let closed: Vec<NaiveDate> = closed.into_iter().map(|n| day(2026, 11, 9) + Days::new(n)).collect();
        let calendar = calendar_with(&closed);
        let placed = spread(&calendar, &wanted, &taken, cap);
        for (w, p) in wanted.iter().zip(&placed) {
            match p.on {
                Some(on) => prop_assert!(w.from <= on && on <= w.until && calendar.is_school_day(on)),
                None => prop_assert!(calendar.school_days_in(w.from, w.until) == 0 && p.trouble == Some(Trouble::NoDay)),
            }
        }
        for owner in (1..4).map(StaffId) {
            let mine = || wanted.iter().zip(&placed).filter(|(w, _)| w.owner == owner);
            let full = mine().filter(|(_, p)| p.trouble == Some(Trouble::Full)).count();
            prop_assert_eq!(i64::try_from(full).unwrap(), short_of(&calendar, &wanted, &taken, cap, owner), "{:?}", owner);
            for (_, one) in mine().filter(|(_, p)| p.trouble.is_none()) {
                let said = |p: &Placed| p.on == one.on && p.trouble.is_none();
                let booked = taken.iter().filter(|t| Some(t.1) == one.on && t.0 == owner).count();
                prop_assert!(mine().filter(|(_, p)| said(p)).count() + booked <= cap as usize);
            }
        }
    }

    #[test]
    fn the_order_in_which_reviews_are_given_does_not_matter((wanted, taken, cap) in some_round(), turn in 0..24usize) {
        let calendar = calendar_with(&[]);
        let mut turned = wanted.clone();
        turned.rotate_left(if wanted.is_empty() { 0 } else { turn % wanted.len() });
        let named = |wanted: &[Wanted]| {
            let mut all: Vec<_> = wanted.iter().map(|w| w.plan).zip(spread(&calendar, wanted, &taken, cap)).collect();
            all.sort_by_key(|(plan, _)| *plan);
            all
        };
        prop_assert_eq!(named(&wanted), named(&turned));
    }

    #[test]
    fn without_families_each_owners_days_differ_by_one_at_most(owners in prop::collection::vec(1..5i64, 1..80)) {
        let calendar = calendar_with(&[]);
        let plans: Vec<PlanYear> = owners.iter().zip(1..).map(|(owner, n)| plan(n, *owner)).collect();
        let window = calendar.window(year(), Season::Autumn);
        let found = propose(&calendar, year(), &plans, (&[Season::Autumn], false), 9, day(2026, 9, 1));
        for owner in 1..5 {
            let on = |d| found.iter().filter(|p| p.placed.on == Some(d) && plans.iter().any(|q| q.plan == p.plan && q.owner == StaffId(owner))).count();
            let days = window.opens_on.iter_days().take_while(|d| *d <= window.closes_on).filter(|d| calendar.is_school_day(*d));
            let counts: Vec<usize> = days.map(on).collect();
            prop_assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1, "{:?}", counts);
        }
    }
}

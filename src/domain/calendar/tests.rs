//! Oakfield's 2026/27, its closures and England's bank holidays, and calendars nobody would choose.

use proptest::prelude::*;

use super::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn terms() -> [Term; 3] {
    let term = |season, starts_on, half_term, ends_on| Term { season, starts_on, half_term: Some(half_term), ends_on };
    [
        term(Season::Autumn, day(2026, 9, 3), (day(2026, 10, 26), day(2026, 10, 30)), day(2026, 12, 18)),
        term(Season::Spring, day(2027, 1, 5), (day(2027, 2, 15), day(2027, 2, 19)), day(2027, 3, 24)),
        term(Season::Summer, day(2027, 4, 12), (day(2027, 5, 31), day(2027, 6, 4)), day(2027, 7, 21)),
    ]
}

const YEAR: AcademicYear = AcademicYear(2026);

fn oakfield() -> Calendar {
    let inset = |d| (d, ClosureKind::Inset, "Staff training".to_owned());
    Calendar::new(Facts {
        terms: terms().map(|t| (YEAR, t)).to_vec(),
        closures: [day(2026, 9, 3), day(2026, 9, 4), day(2026, 11, 27), day(2027, 1, 5), day(2027, 7, 21)]
            .map(inset)
            .to_vec(),
        bank_holidays: vec![
            (day(2026, 12, 25), "Christmas Day".into()),
            (day(2027, 3, 26), "Good Friday".into()),
            (day(2027, 3, 29), "Easter Monday".into()),
            (day(2027, 5, 3), "Early May bank holiday".into()),
        ],
        ..Default::default()
    })
}

#[test]
fn a_year_of_five_inset_days_has_a_school_year_of_days() {
    assert_eq!(oakfield().school_days_in(YEAR.starts_on(), YEAR.ends_on()), 186);
}

#[test]
fn a_closed_day_says_why() {
    let why = |d| oakfield().why_closed(d).map(|c| c.words());
    assert_eq!(why(day(2026, 11, 26)), None);
    assert_eq!(why(day(2026, 11, 27)).unwrap(), "INSET day (Staff training)");
    assert_eq!(why(day(2026, 11, 28)).unwrap(), "weekend");
    assert_eq!(why(day(2027, 5, 3)).unwrap(), "bank holiday (Early May bank holiday)");
    assert_eq!(why(day(2026, 10, 28)).unwrap(), "autumn half term");
    assert_eq!(why(day(2026, 12, 22)).unwrap(), "school holidays");
}

#[test]
fn school_days_are_counted_both_ways() {
    let calendar = oakfield();
    assert_eq!(calendar.school_days_between(day(2026, 10, 23), day(2026, 11, 2)), 1);
    assert_eq!(calendar.school_days_between(day(2026, 11, 2), day(2026, 10, 23)), -1);
    assert_eq!(calendar.plus_school_days(day(2026, 11, 26), 1), day(2026, 11, 30), "over an INSET day and a weekend");
    assert_eq!(calendar.plus_school_days(day(2026, 11, 30), -1), day(2026, 11, 26));
    assert_eq!(calendar.plus_school_days(day(2026, 12, 18), 1), day(2027, 1, 6));
    assert_eq!(calendar.on_or_after(day(2026, 12, 25)), day(2027, 1, 6));
    assert_eq!(calendar.on_or_before(day(2026, 12, 25)), day(2026, 12, 18));
}

#[test]
fn a_window_is_the_last_twenty_school_days_unless_the_school_says_otherwise() {
    let calendar = oakfield();
    let window = calendar.window(YEAR, Season::Autumn);
    assert_eq!(window, Window { opens_on: day(2026, 11, 20), closes_on: day(2026, 12, 18) });
    assert_eq!(calendar.school_days_in(window.opens_on, window.closes_on), 20);
    assert_eq!(calendar.window(YEAR, Season::Summer).closes_on, day(2027, 7, 20), "the last day is an INSET day");
    let set = Window { opens_on: day(2026, 11, 9), closes_on: day(2026, 11, 20) };
    let facts = Facts { windows: vec![(YEAR, Season::Autumn, set)], ..Default::default() };
    assert_eq!(Calendar::new(facts).window(YEAR, Season::Autumn), set);
}

#[test]
fn a_wish_for_a_window_is_checked_against_the_term() {
    let calendar = oakfield();
    let wish =
        |a, b| Window { opens_on: a, closes_on: b }.check(&calendar, YEAR, Season::Autumn).map_err(|p| p.to_string());
    assert!(wish(day(2026, 11, 9), day(2026, 11, 20)).is_ok());
    assert_eq!(
        wish(day(2026, 11, 20), day(2026, 11, 9)).unwrap_err(),
        "the window closes on Monday 9 November 2026, before it opens on Friday 20 November 2026"
    );
    assert!(wish(day(2026, 12, 14), day(2027, 1, 8)).unwrap_err().contains("does not lie inside the autumn term"));
    assert!(wish(day(2026, 11, 27), day(2026, 11, 29)).unwrap_err().starts_with("there is no school day"));
}

#[test]
fn terms_that_cannot_be_are_refused_with_their_dates() {
    let with = |change: fn(&mut [Term; 3])| {
        let mut changed = terms();
        change(&mut changed);
        check_year(YEAR, &changed).unwrap_err().to_string()
    };
    assert_eq!(
        with(|t| t[1].starts_on = day(2026, 12, 10)),
        "the spring term starts on Thursday 10 December 2026, before the autumn term has ended on Friday 18 December 2026"
    );
    assert_eq!(
        with(|t| t[0].ends_on = day(2026, 9, 1)),
        "the autumn term ends on Tuesday 1 September 2026, which is not after its start on Thursday 3 September 2026"
    );
    assert!(
        with(|t| (t[0].season, t[1].season) = (Season::Spring, Season::Autumn))
            .contains("terms go autumn, spring, summer")
    );
    assert!(with(|t| t[2].ends_on = day(2027, 9, 2)).contains("not between 1 September 2026 and 31 August 2027"));
    assert!(
        with(|t| t[0].half_term = Some((day(2026, 12, 26), day(2026, 12, 30))))
            .contains("does not lie inside the autumn term")
    );
    assert!(with(|t| t[1].season = Season::Autumn).contains("given twice"));
    assert!(with(|t| t[1].ends_on = day(2027, 1, 8)).contains("lasts 4 days"));
}

#[test]
fn a_reminder_moves_to_a_school_day_but_never_past_its_limit() {
    let calendar = oakfield();
    let today = day(2026, 12, 1);
    assert_eq!(calendar.moved(day(2026, 12, 5), None, today), day(2026, 12, 7));
    assert_eq!(
        calendar.moved(day(2026, 12, 21), Some(day(2026, 12, 29)), today),
        day(2026, 12, 18),
        "back, not past it"
    );
    assert_eq!(
        calendar.moved(day(2026, 12, 21), Some(day(2026, 12, 29)), day(2026, 12, 20)),
        day(2026, 12, 20),
        "now, in a holiday"
    );
}

#[test]
fn academic_years_read_and_write() {
    for text in ["2026/27", "2026/2027", "2026-27", " 2026 "] {
        assert_eq!(AcademicYear::parse(text), Some(YEAR), "{text}");
    }
    for bad in ["2026/28", "26/27", "", "year", "2026/2", "99999"] {
        assert_eq!(AcademicYear::parse(bad), None, "{bad}");
    }
    assert_eq!(YEAR.to_string(), "2026/27");
    assert_eq!(AcademicYear::new(2099).to_string(), "2099/00");
    assert_eq!(AcademicYear::containing(day(2027, 8, 31)), YEAR);
    assert_eq!(AcademicYear::containing(day(2027, 9, 1)), YEAR.next());
}

#[test]
fn a_year_nobody_entered_is_assumed_and_says_so() {
    let calendar = oakfield();
    assert!(calendar.knows(YEAR) && !calendar.knows(YEAR.next()));
    assert!(calendar.is_school_day(day(2028, 2, 29)), "29 February 2028 is a Tuesday in term");
    assert!(!calendar.is_school_day(day(2028, 8, 8)));
}

#[test]
fn a_holiday_belongs_to_the_term_before_it() {
    let season = |d| oakfield().season_of(d);
    assert_eq!(season(day(2026, 12, 28)), (YEAR, Season::Autumn));
    assert_eq!(season(day(2027, 8, 10)), (YEAR, Season::Summer));
    assert_eq!(season(day(2026, 9, 1)), (YEAR, Season::Autumn));
}

/// A calendar into which only some of Oakfield's terms are entered.
fn partial(entered: &[Season]) -> Calendar {
    let some = terms().into_iter().filter(|t| entered.contains(&t.season)).map(|t| (YEAR, t)).collect();
    Calendar::new(Facts { terms: some, ..Default::default() })
}

#[test]
fn a_term_that_is_missing_is_assumed_and_the_year_goes_on() {
    use Season::{Autumn, Spring, Summer};
    for entered in [&[][..], &[Autumn], &[Spring], &[Summer], &[Autumn, Spring], &[Autumn, Summer], &[Spring, Summer]] {
        let calendar = partial(entered);
        assert_eq!(calendar.missing(YEAR).len(), 3 - entered.len());
        let (terms, windows) = (calendar.terms(YEAR), calendar.windows(YEAR));
        assert_eq!(check_year(YEAR, &terms), Ok(()), "{entered:?}");
        for (season, window) in windows {
            assert!(window.opens_on <= window.closes_on, "{entered:?} {season:?}: {window:?}");
            assert!(calendar.school_days_in(window.opens_on, window.closes_on) >= 20, "{entered:?} {season:?}");
        }
        assert!(windows.windows(2).all(|two| two[0].1.closes_on < two[1].1.opens_on), "{entered:?}: {windows:?}");
        for day in YEAR.starts_on().iter_days().take_while(|d| *d <= YEAR.ends_on()) {
            let (_, season) = calendar.season_of(day);
            let (from, until) = calendar.reach(YEAR, season);
            assert!(from <= day && day <= until, "{entered:?}: {day} is in {season:?}, {from} to {until}");
        }
        let without = (3..8).filter(|month| calendar.school_days_in(day(2027, *month, 1), day(2027, *month, 28)) == 0);
        assert_eq!(without.count(), 0, "{entered:?}: school goes on in each of these months");
    }
    assert!(
        partial(&[Autumn, Spring]).assumption(YEAR).unwrap().starts_with("The summer term of 2026/27 is not entered.")
    );
    assert!(partial(&[Autumn]).assumption(YEAR).unwrap().contains("spring and summer terms"));
    assert_eq!(oakfield().assumption(YEAR), None);
}

prop_compose! {
    fn some_calendar()(
        shift in -2..2i64,
        closed in prop::collection::btree_set(0..365i64, 0..12),
    ) -> Calendar {
        let moved = |t: Term| Term {
            starts_on: t.starts_on + chrono::TimeDelta::days(shift + 2),
            ends_on: t.ends_on + chrono::TimeDelta::days(shift),
            ..t
        };
        Calendar::new(Facts {
            terms: terms().map(|t| (YEAR, moved(t))).to_vec(),
            closures: closed.into_iter().map(|n| (YEAR.starts_on() + chrono::TimeDelta::days(n), ClosureKind::Other, String::new())).collect(),
            ..Default::default()
        })
    }
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (-800..1600i64).prop_map(|n| day(2026, 9, 1) + chrono::TimeDelta::days(n))
}

proptest! {
    #[test]
    fn counting_agrees_with_looking_at_each_day(calendar in some_calendar(), a in some_day(), b in some_day()) {
        let (from, to) = (a.min(b), a.max(b));
        let looked = from.iter_days().take_while(|d| *d <= to).filter(|d| calendar.why_closed(*d).is_none()).count();
        prop_assert_eq!(calendar.school_days_in(from, to), i64::try_from(looked).unwrap());
        prop_assert_eq!(calendar.is_school_day(from), calendar.why_closed(from).is_none());
    }

    #[test]
    fn n_school_days_on_and_n_back_is_where_we_were(calendar in some_calendar(), d in some_day(), n in 1..60i64) {
        let start = calendar.on_or_after(d);
        let there = calendar.plus_school_days(start, n);
        prop_assert!(calendar.is_school_day(there));
        prop_assert_eq!(calendar.school_days_between(start, there), n);
        prop_assert_eq!(calendar.plus_school_days(there, -n), start);
    }

    #[test]
    fn n_school_days_from_any_day_is_where_a_walk_ends(calendar in some_calendar(), d in some_day(), n in 1..60usize) {
        let open = |day: &NaiveDate| calendar.why_closed(*day).is_none();
        let (on, back) = (d.iter_days().skip(1).filter(open).nth(n - 1), d.iter_days().rev().skip(1).filter(open).nth(n - 1));
        let days = i64::try_from(n).unwrap();
        prop_assert_eq!(Some(calendar.plus_school_days(d, days)), on);
        prop_assert_eq!(Some(calendar.plus_school_days(d, -days)), back);
    }

    #[test]
    fn a_window_lies_in_its_term_and_ends_on_a_school_day(calendar in some_calendar()) {
        for (season, window) in calendar.windows(YEAR) {
            let term = calendar.term(YEAR, season);
            prop_assert!(term.contains(window.opens_on) && term.contains(window.closes_on));
            prop_assert!(calendar.is_school_day(window.closes_on));
            prop_assert!(calendar.school_days_in(window.opens_on, window.closes_on) <= 20);
        }
    }

    #[test]
    fn a_moved_day_is_never_past_its_limit(calendar in some_calendar(), d in some_day(), slack in 0..30i64, today in some_day()) {
        let limit = d + chrono::TimeDelta::days(slack);
        prop_assert!(calendar.moved(d, Some(limit), today) <= limit);
    }
}

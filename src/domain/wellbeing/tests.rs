use super::*;
use crate::domain::calendar::{Facts, Term};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar() -> Calendar {
    let term = |season, from, to| Term { season, starts_on: day(from), half_term: None, ends_on: day(to) };
    let terms = [
        (2025, term(Season::Autumn, "2025-09-02", "2025-12-19")),
        (2025, term(Season::Spring, "2026-01-05", "2026-03-27")),
        (2025, term(Season::Summer, "2026-04-13", "2026-07-21")),
        (2026, term(Season::Autumn, "2026-09-02", "2026-12-18")),
    ];
    let terms = terms.into_iter().map(|(year, term)| (AcademicYear::new(year), term)).collect();
    Calendar::new(Facts { terms, ..Facts::default() })
}

fn answers(steps: [i64; 5]) -> Answers {
    Answers(steps.map(Rating::of_steps))
}

fn filled(on: &str, source: Source, steps: [i64; 5]) -> Filled {
    Filled { on: day(on), source, answers: answers(steps) }
}

const TODAY: &str = "2026-11-18";

#[test]
fn the_scale_has_five_steps_and_silence() {
    for (n, rating) in Rating::ALL.iter().enumerate() {
        assert_eq!(Rating::of_steps(n as i64 + 1), Some(*rating));
        assert_eq!(rating.as_code(), (n + 1).to_string());
    }
    assert_eq!([Rating::of_steps(0), Rating::of_steps(6)], [None, None]);
    assert!(answers([0; 5]).is_silent() && !answers([0, 0, 1, 0, 0]).is_silent());
    for (n, measure) in Measure::ALL.iter().enumerate() {
        assert_eq!(answers([1, 2, 3, 4, 5]).of(*measure).map(Rating::steps), Some(n as i64 + 1));
    }
}

#[test]
fn a_term_without_is_a_gap_and_the_last_of_a_term_stands() {
    let all = [
        filled("2026-01-12", Source::Pupil, [2, 2, 2, 2, 2]),
        filled("2026-03-12", Source::Pupil, [3, 2, 2, 2, 2]),
        filled("2026-02-01", Source::Pupil, [1, 1, 1, 1, 1]),
        filled("2026-11-10", Source::Adult, [4, 4, 4, 4, 4]),
    ];
    let terms = by_term(&calendar(), &all, day(TODAY));
    let names: Vec<String> = terms.iter().map(|one| one.term.to_string()).collect();
    assert_eq!(names, ["Spring 2026", "Summer 2026", "Autumn 2026"]);
    assert_eq!(terms[0].pupil, Some(answers([3, 2, 2, 2, 2])));
    assert_eq!(terms.iter().map(TermSaid::is_missing).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!((terms[2].pupil, terms[2].adult), (None, Some(answers([4; 5]))));
    assert!(by_term(&calendar(), &[], day(TODAY)).is_empty());
}

#[test]
fn a_holiday_belongs_to_the_term_before_it() {
    for (on, term) in [
        ("2026-08-20", "Summer 2026"),
        ("2025-12-25", "Autumn 2025"),
        ("2026-04-01", "Spring 2026"),
        ("2026-09-01", "Autumn 2026"),
    ] {
        assert_eq!(TermOf::containing(&calendar(), day(on)).to_string(), term, "{on}");
    }
}

#[test]
fn what_is_missing_is_missing_until_the_term_has_one() {
    for (last, today, is_there) in [
        (None, TODAY, false),
        (Some("2026-07-20"), TODAY, false),
        (Some("2026-09-02"), TODAY, true),
        (Some("2026-11-18"), "2026-12-27", true),
    ] {
        assert_eq!(is_of_this_term(&calendar(), last.map(day), day(today)), is_there, "{last:?}, {today}");
    }
}

#[test]
fn a_change_is_said_in_plain_words_and_each_of_the_two_is_compared_with_themselves() {
    let all = [
        filled("2026-01-12", Source::Pupil, [2, 5, 3, 0, 0]),
        filled("2026-05-12", Source::Adult, [5, 5, 5, 5, 5]),
        filled("2026-05-12", Source::Pupil, [2, 0, 3, 0, 0]),
        filled("2026-11-12", Source::Pupil, [4, 3, 3, 1, 0]),
    ];
    let terms = by_term(&calendar(), &all, day(TODAY));
    let (term, found) = changes(&terms, Source::Pupil).unwrap();
    assert_eq!(term.to_string(), "Autumn 2026");
    let words: Vec<String> = found.iter().map(Change::words).collect();
    assert_eq!(
        words,
        [
            "Confidence rose from 2 to 4 since Summer 2026",
            "Resilience fell from 5 to 3 since Spring 2026",
            "Peer relationships stayed at 3 since Summer 2026",
            "Adult relationships: 1, said for the first time",
        ]
    );
    assert_eq!(found.iter().map(Change::is_steep_fall).collect::<Vec<_>>(), [false, true, false, false]);
    let (_, adult) = changes(&terms, Source::Adult).unwrap();
    assert!(
        adult.iter().all(|one| one.before.is_none()),
        "the pupil's own words are nothing to compare an adult's with"
    );
    assert_eq!(changes(&[], Source::Pupil), None);
}

#[test]
fn a_fall_of_one_step_is_no_alarm() {
    let term = TermOf(AcademicYear::new(2026), Season::Autumn);
    for (before, now, steep) in
        [(Rating::Four, Rating::Three, false), (Rating::Four, Rating::Two, true), (Rating::One, Rating::Five, false)]
    {
        let change = Change { measure: Measure::Peers, before: Some((before, term)), now };
        assert_eq!(change.is_steep_fall(), steep, "{}", change.words());
    }
}

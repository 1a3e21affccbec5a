//! The count once more, by somebody with a calendar on the wall and a pencil: day by day, without any of the rule's own code. Histories of
//! every kind are counted both ways, on calendars that are whole, partly entered, and empty.

use chrono::{Datelike, NaiveDate};

use super::*;
use crate::domain::calendar::{self, Term};

/// Histories that are counted both ways.
const HISTORIES: u32 = 400_000;

fn year() -> AcademicYear {
    AcademicYear::new(2026)
}

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

/// A year on the wall: each of its days with its term and whether there is school.
struct Wall {
    calendar: Calendar,
    days: Vec<(NaiveDate, Season, bool)>,
}

impl Wall {
    fn of(entered: [bool; 3]) -> Self {
        let half = |m: u32, a: u32, b: u32, y: i32| Some((day(y, m, a), day(y, m, b)));
        let terms = [
            Term {
                season: Season::Autumn,
                starts_on: day(2026, 9, 2),
                half_term: half(10, 26, 30, 2026),
                ends_on: day(2026, 12, 18),
            },
            Term {
                season: Season::Spring,
                starts_on: day(2027, 1, 5),
                half_term: half(2, 15, 19, 2027),
                ends_on: day(2027, 3, 24),
            },
            Term {
                season: Season::Summer,
                starts_on: day(2027, 4, 12),
                half_term: Some((day(2027, 5, 31), day(2027, 6, 4))),
                ends_on: day(2027, 7, 21),
            },
        ];
        let some = terms.into_iter().filter(|t| entered[t.season as usize]).map(|t| (year(), t)).collect();
        let calendar = Calendar::new(calendar::Facts { terms: some, window_days: 20, ..Default::default() });
        let all = day(2026, 9, 1).iter_days().take_while(|d| *d <= day(2027, 8, 31));
        let days = all.map(|d| (d, calendar.season_of(d).1, calendar.why_closed(d).is_none())).collect();
        Self { calendar, days }
    }

    fn term_of(&self, on: NaiveDate) -> usize {
        let place = usize::try_from((on - self.days[0].0).num_days()).unwrap();
        self.days[place].1 as usize
    }

    fn first_of(&self, term: usize) -> NaiveDate {
        self.days.iter().find(|(_, season, _)| *season as usize == term).unwrap().0
    }

    fn last_of(&self, term: usize) -> NaiveDate {
        self.days.iter().rev().find(|(_, season, _)| *season as usize == term).unwrap().0
    }

    /// School days of the year from one day to another.
    fn school(&self, from: NaiveDate, to: NaiveDate) -> usize {
        self.days.iter().filter(|(d, _, open)| *open && from <= *d && *d <= to).count()
    }
}

/// What the pencil found.
#[derive(PartialEq, Debug)]
struct Counted {
    needed: u32,
    held: u32,
    covered: u32,
    /// The day on which each term was held, and whether that was late.
    done: [Option<(NaiveDate, bool)>; 3],
    /// The day on which what is late was due.
    late: [Option<NaiveDate>; 3],
}

fn in_year(on: &NaiveDate) -> bool {
    (day(2026, 9, 1)..=day(2027, 8, 31)).contains(on)
}

fn count(wall: &Wall, facts: &Facts, today: NaiveDate) -> Counted {
    let closes: Vec<(NaiveDate, NaiveDate)> =
        wall.calendar.windows(year()).iter().map(|(_, w)| (w.opens_on, w.closes_on)).collect();
    let said = |term: usize| facts.exemptions.iter().any(|(season, _)| *season as usize == term);
    let spans = without_short_breaks(wall, &facts.supported);
    let expects: Vec<bool> = (0..3)
        .map(|term| {
            let closed = closes[term].1;
            let span = spans.iter().find(|s| s.from <= closed && s.until.is_none_or(|u| closed <= u));
            // Who came before this year had the whole of its first term; six school weeks are thirty days.
            !said(term) && span.is_some_and(|s| s.from < day(2026, 9, 1) || wall.school(s.from, closed) >= 30)
        })
        .collect();
    let expected = expects.iter().filter(|e| **e).count() as u32;
    let needed = (0..).find(|n| n * 3 >= facts.a_year * expected).unwrap();

    let all: Vec<Held> = facts.reviews.iter().copied().filter(|held| in_year(&held.on)).collect();
    let held = all.len() as u32;
    let occasions: std::collections::BTreeSet<NaiveDate> = all.iter().map(|held| held.on).collect();
    let mut done = [None; 3];
    for on in occasions {
        let own = wall.term_of(on);
        let owed = if on < closes[own].0 { (0..own).rev().find(|t| expects[*t] && done[*t].is_none()) } else { None };
        let term = owed.unwrap_or(own);
        if done[term].is_none() {
            // Of several on one day the first counts; the window's close is agreed with everybody.
            let first = all.iter().filter(|held| held.on == on).map(|held| held.agreed_for).min().flatten();
            done[term] = Some((on, first.is_some_and(|agreed| agreed < on) || closes[term].1 < on));
        }
    }
    let covered = (0..3).filter(|t| expects[*t] && done[*t].is_some()).count() as u32;
    let late = late(wall, facts, today, &closes, &expects, (needed, covered, expected), &done);
    Counted { needed, held, covered, done, late }
}

/// The spans, with breaks of fewer than thirty days of school filled in.
fn without_short_breaks(wall: &Wall, spans: &[Span]) -> Vec<Span> {
    let [first, second] = spans else { return spans.to_vec() };
    match wall.days.iter().filter(|(d, _, open)| *open && first.until < Some(*d) && *d < second.from).count() {
        ..30 => vec![Span { from: first.from, until: second.until }],
        _ => spans.to_vec(),
    }
}

fn late(
    wall: &Wall,
    facts: &Facts,
    today: NaiveDate,
    closes: &[(NaiveDate, NaiveDate)],
    expects: &[bool],
    (needed, covered, expected): (u32, u32, u32),
    done: &[Option<(NaiveDate, bool)>; 3],
) -> [Option<NaiveDate>; 3] {
    let is_over = facts.supported.iter().all(|s| s.until.is_some_and(|u| u < today));
    let mut may_be_missed = expected - needed.min(expected);
    let (mut late, mut open) = ([None; 3], [false; 3]);
    for term in 0..3 {
        if !expects[term] || done[term].is_some() || covered >= needed {
            continue;
        }
        if may_be_missed > 0 && closes[term].1 < today {
            may_be_missed -= 1;
            continue;
        }
        let agreed = facts.agreed_on.filter(|on| wall.first_of(term) <= *on && *on <= wall.last_of(term));
        let due = agreed.map_or(closes[term].1, |on| on.min(closes[term].1));
        if is_over {
            continue;
        }
        match due < today {
            true => late[term] = Some(due),
            false => open[term] = true,
        }
    }
    let Some(agreed) = facts.agreed_on.filter(|on| in_year(on) && *on < today) else { return late };
    let kept = facts.supported.iter().any(|s| s.from <= agreed && s.until.is_none_or(|u| today <= u));
    if kept && late.iter().all(Option::is_none) {
        let own = wall.term_of(agreed);
        let excused = done[own].is_none() && facts.exemptions.iter().any(|(season, _)| *season as usize == own);
        let bears = if done[own].is_some() { (own + 1..3).find(|t| open[*t]) } else { Some(own).filter(|_| !excused) };
        if let Some(term) = bears {
            late[term] = Some(agreed);
        }
    }
    late
}

/// Numbers that look like chance and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn day(&mut self) -> NaiveDate {
        day(2026, 6, 1) + chrono::TimeDelta::days(self.below(500) as i64)
    }
}

fn history(dice: &mut Dice) -> (Facts, NaiveDate) {
    let from = if dice.below(2) == 0 { day(2024, 9, 1) } else { dice.day() };
    let until = (dice.below(4) == 0).then(|| from + chrono::TimeDelta::days(dice.below(500) as i64));
    let mut supported = vec![Span { from, until }];
    // Some come back within the year.
    if let Some(end) = until.filter(in_year) {
        let again = end + chrono::TimeDelta::days(2 + dice.below(90) as i64);
        supported
            .extend((dice.below(2) == 0).then_some(Span { from: again, until: None }).filter(|s| in_year(&s.from)));
    }
    let agreed = |dice: &mut Dice, on| match dice.below(3) {
        0 => None,
        _ => Some(on + chrono::TimeDelta::days(dice.below(30) as i64 - 15)),
    };
    let reviews = (0..dice.below(6))
        .map(|_| {
            let on = dice.day();
            Held { on, agreed_for: agreed(dice, on) }
        })
        .collect();
    let exemptions = (0..dice.below(4) / 2).map(|_| (Season::ALL[dice.below(3) as usize], "Said".to_owned())).collect();
    let facts = Facts {
        year: year(),
        a_year: [3, 3, 3, 2, 1, 4, 6, 0][dice.below(8) as usize],
        supported,
        reviews,
        meetings: Vec::new(),
        agreed_on: (dice.below(2) == 0).then(|| dice.day()),
        planned: Vec::new(),
        exemptions,
        ended: vec![],
        rhythm: Rhythm::Terms,
    };
    (facts, dice.day())
}

#[test]
fn counted_by_hand_four_hundred_thousand_histories_come_out_the_same() {
    let walls: Vec<Wall> = (0..8).map(|n| Wall::of([n & 1 == 0, n & 2 == 0, n & 4 == 0])).collect();
    let mut dice = Dice(20_261_129);
    let mut late = 0_u32;
    for n in 0..HISTORIES {
        let (facts, today) = history(&mut dice);
        let wall = &walls[(n % 8) as usize];
        let by_hand = count(wall, &facts, today);
        let found = standing(&wall.calendar, &facts, 5, today);
        let (mut done, mut overdue) = ([None; 3], [None; 3]);
        for (term, cell) in found.cells.iter().enumerate() {
            match cell.state {
                State::Done { on, late } => done[term] = Some((on, late)),
                State::Overdue(_) => overdue[term] = Some(cell.due_on),
                _ => {}
            }
        }
        let (held, covered) = (found.reviews_held, found.terms_covered);
        let rule = Counted { needed: found.required, held, covered, done, late: overdue };
        assert_eq!(rule, by_hand, "on {today}, calendar {}: {facts:?}", n % 8);
        let is_late = by_hand.late.iter().any(Option::is_some);
        assert_eq!(found.light == Light::Late, is_late, "{facts:?}");
        assert!(!(is_late && found.sentence.contains("number is reached")), "{}", found.sentence);
        late += u32::from(is_late);
    }
    println!("{HISTORIES} histories counted by hand on 8 calendars, {late} of them late: no difference");
    assert!(late > HISTORIES / 10 && late < HISTORIES, "the histories are of every kind: {late}");
    assert_eq!(walls[7].days.first().unwrap().0.month(), 9);
}

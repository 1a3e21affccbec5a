//! The three cells of a year, and which review fills which.

use std::borrow::Cow;

use chrono::{Days, NaiveDate};

use super::{Calendar, Cell, Ended, Facts, Held, Light, NotNeeded, SIX_SCHOOL_WEEKS, Season, Span, State, Window};

/// Which of a year's terms expect a review of this pupil.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected(pub(super) [bool; 3]);

impl Expected {
    /// How many.
    pub(super) fn many(self) -> u32 {
        self.0.iter().map(|expects| u32::from(*expects)).sum()
    }

    /// Whether a term's cell keeps what the term expects. A review in a term that expects none is held, and covers nothing.
    pub(super) fn covers(self, term: usize, cell: &Cell) -> bool {
        self.0[term] && matches!(cell.state, State::Done { .. })
    }
}

/// The three cells, and which of them this pupil's year expects. Each expected window counts for itself.
pub(super) fn cells(calendar: &Calendar, facts: &Facts, due_soon_days: i64, today: NaiveDate) -> ([Cell; 3], Expected) {
    let windows = calendar.windows(facts.year);
    let unneeded = windows.map(|(season, window)| why_not(calendar, facts, season, window));
    let expected = Expected(unneeded.each_ref().map(Option::is_none));
    let filled = filled(calendar, facts, &windows, &unneeded);
    let wanted = required(facts.a_year, expected.many());
    let covered = (0..3).filter(|n| expected.0[*n] && filled[*n].is_some()).count();
    let enough = u32::try_from(covered).unwrap_or(3) >= wanted;
    let mut spare = expected.many().saturating_sub(wanted);
    let mut unneeded = unneeded.into_iter();
    let mut made = windows.map(|(season, window)| {
        let held = filled[season.index()];
        let due_on = match held {
            Some(held) => held.agreed_for.map_or(window.closes_on, |agreed| agreed.min(window.closes_on)),
            None => due_on(calendar, facts, season, window),
        };
        let state = match (held, unneeded.next().flatten()) {
            (Some(held), _) => State::Done { on: held.on, late: held.on > due_on },
            (None, Some(why)) => State::NotNeeded(why),
            (None, None) if enough => State::NotNeeded(NotNeeded::Enough),
            // Late is only what makes the year's number impossible.
            (None, None) if spare > 0 && window.closes_on < today => {
                spare -= 1;
                State::NotNeeded(NotNeeded::Spared)
            }
            (None, None) => ahead(calendar, facts, season, (window, due_on), due_soon_days, today),
        };
        Cell { season, window, due_on, state }
    });
    promised(calendar, facts, &mut made, today);
    (made, expected)
}

/// The agreed day is a promise of its own (Code of Practice 6.53): once it has gone by, its review is late, also where its term has one
/// already or expects none. It then stands in its term's cell, or in the next where that has a review.
fn promised(calendar: &Calendar, facts: &Facts, made: &mut [Cell; 3], today: NaiveDate) {
    let Some(agreed) = facts.agreed_on.filter(|on| facts.year.contains(*on) && *on < today) else { return };
    let supported = facts.supported.iter().any(|span| span.contains(today) && span.contains(agreed));
    let booked = facts.meetings.iter().any(|meeting| meeting.booked && meeting.on >= today);
    let is_said = made.iter().any(|cell| matches!(cell.state, State::Overdue(_)));
    if !supported || booked || is_said {
        return;
    }
    let own = made.iter().rposition(|cell| calendar.reach(facts.year, cell.season).0 <= agreed).unwrap_or(0);
    // A term that a person excused stays excused; where the term has its review, the next one that is still open bears it.
    let is_open = |cell: &Cell| matches!(cell.state, State::Planned | State::DueSoon(_));
    let open = match &made[own].state {
        State::NotNeeded(NotNeeded::Said(_)) => None,
        State::Done { .. } => (own + 1..3).find(|n| is_open(&made[*n])),
        _ => Some(own),
    };
    let Some(open) = open else { return };
    made[open].due_on = agreed;
    made[open].state = State::Overdue(calendar.school_days_between(agreed, today));
}

/// Reviews needed in a year of which `expected` windows count: the whole number in a whole year, and its share, rounded up, in part of
/// one. With the default of three, one for each window.
pub(super) fn required(a_year: u32, expected: u32) -> u32 {
    (a_year * expected).div_ceil(3)
}

pub(super) fn light(cells: &[Cell; 3]) -> Light {
    let any = |wanted: fn(&State) -> bool| cells.iter().any(|c| wanted(&c.state));
    if any(|s| matches!(s, State::Overdue(_))) {
        Light::Late
    } else if any(|s| matches!(s, State::DueSoon(_))) {
        Light::AtRisk
    } else if cells.iter().any(Cell::is_booked_late) {
        Light::BookedLate
    } else {
        Light::OnTrack
    }
}

/// Whether a review that is still needed has a day: a booked meeting, or an agreed date that has not gone by.
pub(super) fn is_dated(cell: &Cell, facts: &Facts, today: NaiveDate) -> bool {
    match cell.state {
        State::Booked(_) => true,
        State::Planned | State::DueSoon(_) => {
            let given = [facts.agreed_on, facts.planned_for(cell.season)];
            given.contains(&Some(cell.due_on)) && cell.due_on >= today
        }
        _ => false,
    }
}

/// The days two spans share.
#[must_use]
pub fn overlap(a: Span, b: Span) -> Option<Span> {
    let from = a.from.max(b.from);
    let until = match (a.until, b.until) {
        (Some(x), Some(y)) => Some(x.min(y)),
        (one, other) => one.or(other),
    };
    until.is_none_or(|u| from <= u).then_some(Span { from, until })
}

/// Spans in order, those that touch or overlap made one.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|s| s.from);
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if last.until.is_none_or(|u| span.from <= u + Days::new(1)) => {
                last.until = match (last.until, span.until) {
                    (Some(a), Some(b)) => Some(a.max(b)),
                    _ => None,
                };
            }
            _ => out.push(span),
        }
    }
    out
}

/// The spans, those made one between which support stopped for fewer than [`SIX_SCHOOL_WEEKS`]: a day without it in November does not make
/// a pupil new in December.
fn bridged<'a>(calendar: &Calendar, spans: &'a [Span]) -> Cow<'a, [Span]> {
    if spans.len() < 2 {
        return Cow::Borrowed(spans);
    }
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        let before = out.last().and_then(|last| last.until);
        let is_short = |end| calendar.school_days_between(end, span.from - Days::new(1)) < SIX_SCHOOL_WEEKS;
        match out.last_mut() {
            Some(last) if before.is_some_and(is_short) => last.until = span.until,
            _ => out.push(*span),
        }
    }
    Cow::Owned(out)
}

/// Why a term expects no review of this pupil, or `None` if it does.
pub(super) fn why_not(calendar: &Calendar, facts: &Facts, season: Season, window: Window) -> Option<NotNeeded> {
    if let Some((_, reason)) = facts.exemptions.iter().find(|(s, _)| *s == season) {
        return Some(NotNeeded::Said(reason.clone()));
    }
    let lasting = bridged(calendar, &facts.supported);
    if let Some(span) = lasting.iter().find(|s| s.contains(window.closes_on)) {
        // Whoever began a year ago or earlier began in time: school days of long ago need no counting.
        let from = span.from.max(window.closes_on - Days::new(365));
        let left = calendar.school_days_in(from, window.closes_on);
        return (left < SIX_SCHOOL_WEEKS).then_some(NotNeeded::StartedLate(span.from));
    }
    let ended = facts.supported.iter().filter_map(|s| s.until).filter(|u| *u < window.closes_on).max();
    if let Some(on) = ended.filter(|on| facts.year.starts_on() <= *on) {
        return Some(NotNeeded::Ended(facts.ended_on(on).unwrap_or(Ended::NoLongerSen), on));
    }
    let later =
        facts.supported.iter().map(|s| s.from).filter(|f| window.closes_on < *f && facts.year.contains(*f)).min();
    Some(later.map_or(NotNeeded::NotSupported, NotNeeded::NotYet))
}

/// Which review fills which cell. A review fills the term it was held in; one held before that term's window opens fills an earlier term
/// that is still owed one. A second in the same term is counted, and fills nothing more.
fn filled(
    calendar: &Calendar,
    facts: &Facts,
    windows: &[(Season, Window); 3],
    unneeded: &[Option<NotNeeded>; 3],
) -> [Option<Held>; 3] {
    let mut all: Vec<Held> = facts.of_the_year().collect();
    all.sort();
    all.dedup_by_key(|held| held.on); // several on one day are one occasion, whatever they are called
    let mut filled = [None; 3];
    for held in all {
        let day = held.on;
        let own = windows.iter().rposition(|(s, _)| calendar.reach(facts.year, *s).0 <= day).unwrap_or(0);
        let owed = (0..own).rev().find(|i| filled[*i].is_none() && unneeded[*i].is_none());
        match owed {
            Some(earlier) if day < windows[own].1.opens_on => filled[earlier] = Some(held),
            _ if filled[own].is_none() => filled[own] = Some(held),
            _ => {}
        }
    }
    filled
}

fn due_on(calendar: &Calendar, facts: &Facts, season: Season, window: Window) -> NaiveDate {
    let (from, until) = calendar.reach(facts.year, season);
    match facts.agreed_on {
        Some(agreed) if from <= agreed && agreed <= until => agreed.min(window.closes_on),
        _ => facts.planned_for(season).filter(|on| from <= *on).map_or(window.closes_on, |on| on.min(window.closes_on)),
    }
}

/// The last day of support, where it has gone by and none follows: nobody can hold what was missed any more. It still counts as owed.
fn over_since(facts: &Facts, today: NaiveDate) -> Option<NaiveDate> {
    let ends: Option<Vec<NaiveDate>> = facts.supported.iter().map(|s| s.until.filter(|u| *u < today)).collect();
    ends?.into_iter().max()
}

pub(super) fn ahead(
    calendar: &Calendar,
    facts: &Facts,
    season: Season,
    (window, due_on): (Window, NaiveDate),
    due_soon_days: i64,
    today: NaiveDate,
) -> State {
    let (from, until) = calendar.reach(facts.year, season);
    let booked = facts.meetings.iter().filter(|m| m.booked && m.on >= today && from <= m.on && m.on <= until);
    if today <= window.closes_on
        && let Some(on) = booked.map(|m| m.on).min()
    {
        return State::Booked(on);
    }
    if let Some(end) = over_since(facts, today) {
        return State::NotNeeded(NotNeeded::Ended(facts.ended_on(end).unwrap_or(Ended::NoLongerSen), end));
    }
    if today > due_on {
        return State::Overdue(calendar.school_days_between(due_on, today));
    }
    match calendar.school_days_between(today, due_on) {
        left if left <= due_soon_days => State::DueSoon(left),
        _ => State::Planned,
    }
}

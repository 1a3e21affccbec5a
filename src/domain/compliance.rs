//! Reviews kept, counted: on time, late, not held. One tally for the head's week, the report and what governors see.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    calendar::{AcademicYear, Calendar, Season},
    ids::StaffId,
    share,
    standing::{Cell, Facts, NotNeeded, Rhythm, Span, State, standing},
};

coded! {
    /// What became of one term's review of one pupil.
    Kept {
        /// Held by the day it was due: the one agreed for it, or the close of its round where that is sooner.
        OnTime = "on_time", "On time";
        /// Held, after the day it was due.
        Late = "late", "Late";
        /// Due, and not held.
        Never = "never", "Not held";
        /// Not due yet.
        Open = "open", "Not due yet";
        /// Not needed, and the cell says why.
        NotNeeded = "not_needed", "Not needed";
    }
}

impl Kept {
    /// What became of a cell.
    #[must_use]
    pub fn of(cell: &Cell) -> Self {
        match cell.state {
            State::Done { late: false, .. } => Self::OnTime,
            State::Done { late: true, .. } => Self::Late,
            State::Overdue(_) => Self::Never,
            State::NotNeeded(_) => Self::NotNeeded,
            State::Planned | State::Booked(_) | State::DueSoon(_) => Self::Open,
        }
    }
}

/// Every review of a pupil's year under one kind of plan, with what became of it: one for each term; for a plan beside SEN support each
/// that was held or is owed, on the day agreed for it. What was still owed when the pupil left or the plan closed was never held.
#[must_use]
pub fn reviews(calendar: &Calendar, facts: &Facts, cells: &[Cell; 3]) -> Vec<(Cell, Kept)> {
    let judged = |cell: &Cell, due: NaiveDate| match &cell.state {
        State::NotNeeded(NotNeeded::Ended(_, end)) if due <= *end => Kept::Never,
        _ => Kept::of(cell),
    };
    if facts.rhythm == Rhythm::Terms {
        return cells.iter().map(|cell| (cell.clone(), judged(cell, cell.window.closes_on))).collect();
    }
    let done = facts.of_the_year().map(|held| {
        let season = calendar.season_of(held.on).1;
        let due_on = held.agreed_for.unwrap_or(held.on);
        let state = State::Done { on: held.on, late: due_on < held.on };
        let cell = Cell { season, window: calendar.window(facts.year, season), due_on, state };
        let kept = Kept::of(&cell);
        (cell, kept)
    });
    let open = cells.iter().filter(|cell| !matches!(cell.state, State::Done { .. }));
    let open = open.map(|cell| (cell.clone(), judged(cell, cell.due_on))).filter(|(_, kept)| *kept != Kept::NotNeeded);
    done.chain(open).collect()
}

/// How many of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Held by the day it was due.
    pub on_time: u32,
    /// Held late.
    pub late: u32,
    /// Due, and not held.
    pub never: u32,
    /// Not due yet.
    pub open: u32,
    /// Not needed, for a reason.
    pub not_needed: u32,
}

impl Tally {
    /// Counts one more. What is not needed is not due.
    pub fn add(&mut self, kept: Kept) {
        match kept {
            Kept::OnTime => self.on_time += 1,
            Kept::Late => self.late += 1,
            Kept::Never => self.never += 1,
            Kept::Open => self.open += 1,
            Kept::NotNeeded => self.not_needed += 1,
        }
    }

    /// Reviews that were due or are held.
    #[must_use]
    pub fn due(&self) -> u32 {
        self.on_time + self.late + self.never
    }

    /// Held on time of those due, in whole per cent ([`share::percent`]); nothing where none was due.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        share::percent(self.on_time, self.due())
    }
}

impl FromIterator<Kept> for Tally {
    fn from_iter<I: IntoIterator<Item = Kept>>(all: I) -> Self {
        let mut tally = Self::default();
        all.into_iter().for_each(|kept| tally.add(kept));
        tally
    }
}

/// What became of a term's review as it stood on an earlier day: reviews held since are not known yet.
#[must_use]
pub fn kept_on(calendar: &Calendar, facts: &Facts, season: Season, day: NaiveDate) -> Kept {
    let mut then = facts.clone();
    then.reviews.retain(|held| held.on <= day);
    Kept::of(&standing(calendar, &then, 0, day).cells[season.index()])
}

/// Whether a parent took part in a meeting of a term.
#[must_use]
pub fn parent_took_part(calendar: &Calendar, facts: &Facts, year: AcademicYear, season: Season) -> bool {
    facts.meetings.iter().any(|m| m.met && calendar.season_of(m.on) == (year, season))
}

/// How many late reviews each owner has, the most first; `None` is for pupils whose plan nobody leads.
#[must_use]
pub fn late_by_owner<'a>(
    rows: impl IntoIterator<Item = (Option<StaffId>, &'a [Cell; 3])>,
) -> Vec<(Option<StaffId>, u32)> {
    let mut counts: BTreeMap<Option<StaffId>, u32> = BTreeMap::new();
    for (lead, cells) in rows {
        let late = cells.iter().filter(|c| Kept::of(c) == Kept::Never).count();
        *counts.entry(lead).or_default() += u32::try_from(late).unwrap_or(u32::MAX);
    }
    let mut all: Vec<_> = counts.into_iter().filter(|(_, n)| *n > 0).collect();
    all.sort_by_key(|(lead, n)| (std::cmp::Reverse(*n), *lead));
    all
}

/// The day whose class and teacher answer for a review: the one on which it was due, or held if that was sooner; of what is ahead, today.
#[must_use]
pub fn counts_on(cell: &Cell, today: NaiveDate) -> NaiveDate {
    match cell.state {
        State::Done { on, .. } => on.min(cell.due_on),
        _ => cell.due_on.min(today),
    }
}

/// What held on a day, of spans in order: the one that the day lies in; else the last before it; else the first after it.
#[must_use]
pub fn at<T>(spans: &[(Span, T)], day: NaiveDate) -> Option<&T> {
    let within = spans.iter().rev().find(|(span, _)| span.contains(day));
    let found = within.or_else(|| spans.iter().rev().find(|(span, _)| span.from <= day)).or(spans.first());
    found.map(|(_, what)| what)
}

/// The reviews counted by whatever they are gathered by, each in one group only.
pub fn grouped<K: Ord>(all: impl IntoIterator<Item = (K, Kept)>) -> BTreeMap<K, Tally> {
    let mut groups: BTreeMap<K, Tally> = BTreeMap::new();
    for (key, kept) in all {
        groups.entry(key).or_default().add(kept);
    }
    groups
}

#[cfg(test)]
mod tests;

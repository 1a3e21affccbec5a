//! Reviews kept, counted: on time, late, not held. One tally for the head's week, the report and what governors see.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    calendar::{AcademicYear, Calendar, Season},
    ids::StaffId,
    standing::{Cell, Facts, NotNeeded, Rhythm, State, standing},
};

coded! {
    /// What became of one term's review of one pupil.
    Kept {
        /// Held before its round closed.
        OnTime = "on_time", "On time";
        /// Held, after its round had closed.
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
    let Rhythm::Agreed { held, .. } = &facts.rhythm else {
        return cells.iter().map(|cell| (cell.clone(), judged(cell, cell.window.closes_on))).collect();
    };
    let done = held.iter().filter(|(on, _)| facts.year.contains(*on)).map(|(on, agreed)| {
        let season = calendar.season_of(*on).1;
        let state = State::Done { on: *on, late: agreed < on };
        let cell = Cell { season, window: calendar.window(facts.year, season), due_on: *agreed, state };
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
    /// Held before the round closed.
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

    /// Held on time of those due, in whole per cent, rounded down so that 100 means all; nothing where none was due.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        (self.due() > 0).then(|| self.on_time * 100 / self.due())
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
    then.reviews.retain(|held| *held <= day);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        calendar,
        standing::{Meeting, Span},
    };

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    fn facts(reviews: Vec<NaiveDate>) -> Facts {
        Facts {
            year: AcademicYear::new(2026),
            a_year: 3,
            supported: vec![Span { from: day(9, 1), until: None }],
            reviews,
            meetings: vec![Meeting { on: day(11, 12), offered: true, met: true, booked: false }],
            agreed_on: None,
            planned: vec![],
            exemptions: vec![],
            ended: None,
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
}

//! Where everybody stands, worked out once for a board and kept with the facts.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError},
};

use super::{BoardOf, Facts, Line, Register};
use crate::domain::{
    ids::{PlanId, PupilId},
    rules,
    standing::standing,
};

/// Boards kept with a register at most: today's, last year's, that of the reports, and those of the years that somebody plans.
const MOST: usize = 5;

/// The lines of some boards.
pub(super) type Boards = Vec<(BoardOf, Arc<Vec<Line>>)>;

impl Register {
    /// The lines of a board with where each stands.
    #[must_use]
    pub fn lines(&self, asked: BoardOf) -> Arc<Vec<Line>> {
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, lines)) = days.iter().find(|(of, _)| *of == asked) {
            return Arc::clone(lines);
        }
        let lines = Arc::new(self.stood(asked));
        if days.len() >= MOST {
            days.remove(0);
        }
        days.push((asked, Arc::clone(&lines)));
        lines
    }

    /// A standing follows from a pupil's facts, the calendar and the rules: where none of them has changed, it is what it was.
    fn stood(&self, asked: BoardOf) -> Vec<Line> {
        let soon = self.rules(asked.today()).get(rules::DUE_SOON);
        let before = self.before.iter().filter(|(of, _)| *of == asked).flat_map(|(_, lines)| lines.iter());
        let before: HashMap<(PupilId, Option<PlanId>), &Line> =
            before.map(|line| ((line.0.pupil, line.0.plan), line)).collect();
        let stood = self.rows(asked).into_iter().map(|row| {
            let same = before.get(&(row.pupil, row.plan)).filter(|(then, _)| then.facts == row.facts);
            let fresh = || standing(self.calendar(), &row.facts, soon, asked.today());
            let stands = same.map_or_else(fresh, |(_, stands)| stands.clone());
            (row, stands)
        });
        stood.collect()
    }

    /// The boards whose standings may hold for later facts, too.
    pub(super) fn boards_for(&self, later: &Facts) -> Boards {
        if self.facts.calendar != later.calendar || self.facts.settings != later.settings {
            return Boards::new();
        }
        let mut boards = self.days.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let older = self.before.iter().filter(|(of, _)| boards.iter().all(|(has, _)| has != of)).cloned();
        boards.extend(older.collect::<Boards>());
        boards.truncate(MOST);
        boards
    }
}

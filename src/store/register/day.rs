//! Where everybody stands, worked out once for a board and kept with the facts.

use std::sync::{Arc, PoisonError};

use super::{BoardOf, Line, Register};
use crate::domain::{rules, standing::standing};

/// Boards kept with a register at most: today's, that of the reports, and those of the years that somebody plans.
const MOST: usize = 4;

impl Register {
    /// The lines of a board with where each stands.
    #[must_use]
    pub fn lines(&self, asked: BoardOf) -> Arc<Vec<Line>> {
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, lines)) = days.iter().find(|(of, _)| *of == asked) {
            return Arc::clone(lines);
        }
        let soon = self.rules(asked.today()).get(rules::DUE_SOON);
        let stood = self.rows(asked).into_iter().map(|row| {
            let stands = standing(self.calendar(), &row.facts, soon, asked.today());
            (row, stands)
        });
        let lines = Arc::new(stood.collect::<Vec<_>>());
        if days.len() >= MOST {
            days.remove(0);
        }
        days.push((asked, Arc::clone(&lines)));
        lines
    }
}

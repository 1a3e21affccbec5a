//! What somebody may see of a board: nothing of it comes to a page but through here.

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;

use super::{BoardOf, BoardRow, Line, Register};
use crate::domain::{
    access::{Relation, Thing, Verb, Viewer},
    ids::{PlanId, PupilId, StaffId},
    standing::Span,
};

/// The lines of a board about which somebody may do something.
#[derive(Clone, Debug)]
pub struct Board {
    lines: Arc<Vec<Line>>,
    /// Which of them.
    seen: Vec<usize>,
}

impl Board {
    /// The lines, by surname and forename.
    pub fn iter(&self) -> impl Iterator<Item = &Line> {
        self.seen.iter().map(|at| &self.lines[*at])
    }
}

impl Register {
    /// The lines of a board for somebody who looks after the whole school: all of them, where they may see the board.
    #[must_use]
    pub fn board(&self, viewer: &Viewer, asked: BoardOf) -> Board {
        self.board_to(viewer, (Thing::Board, Verb::See), asked)
    }

    /// The lines of those pupils about whom somebody may do this, as they stand to each on the board's day.
    #[must_use]
    pub fn board_to(&self, viewer: &Viewer, (thing, verb): (Thing, Verb), asked: BoardOf) -> Board {
        let lines = self.lines(asked);
        let may = |line: &Line| viewer.may(self.relation(viewer, line.0.pupil, asked.today()), thing, verb);
        let seen = lines.iter().enumerate().filter(|(_, line)| may(line)).map(|(at, _)| at).collect();
        Board { lines, seen }
    }

    /// The lines of these plans, as far as somebody leads each.
    #[must_use]
    pub fn led(&self, viewer: &Viewer, plans: &BTreeSet<PlanId>, today: NaiveDate) -> Vec<BoardRow> {
        let board = self.board(viewer, BoardOf::on(today));
        let wanted = |row: &&BoardRow| row.lead.is_some() && row.plan.is_some_and(|plan| plans.contains(&plan));
        board.iter().map(|(row, _)| row).filter(wanted).cloned().collect()
    }

    /// How somebody stands to a pupil on a day: by the pupil's class, or by name. To a pupil who is not on roll nobody stands in any way.
    #[must_use]
    pub fn relation(&self, viewer: &Viewer, pupil: PupilId, day: NaiveDate) -> Relation {
        let Some(child) = self.facts.children.find(pupil).filter(|child| child.is_on_roll(day)) else {
            return Relation::None;
        };
        if !viewer.has_own_pupils() {
            return Relation::None;
        }
        let belongs = |one: &(Span, StaffId)| one.1 == viewer.staff && one.0.contains(day);
        let classes = child.classes.iter().filter(|one| one.span.contains(day));
        let mut classes = classes.filter_map(|one| self.facts.classes.get(&one.class));
        let by_class = classes.any(|class| class.staff.iter().any(belongs));
        Relation::of(viewer.role, by_class, child.supported_by.iter().any(belongs))
    }
}

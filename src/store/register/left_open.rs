//! Reviews of last year that are still open, in sight until each is held or closed with a reason; and classes that nobody teaches.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{BoardOf, BoardRow, Register};
use crate::domain::{
    access::Viewer,
    calendar::{AcademicYear, Season},
    ids::ClassId,
    people::Role,
    turn_of_year,
};

/// A review of last year that is still open.
#[derive(Clone, PartialEq, Debug)]
pub struct LeftOpen {
    /// The pupil's line, as of last year.
    pub row: BoardRow,
    /// Of which term.
    pub season: Season,
    /// The day it was due.
    pub due_on: NaiveDate,
}

impl Register {
    /// Last year's open reviews of pupils who are on roll, as somebody sees them who may see the board; the longest due first.
    #[must_use]
    pub fn left_open(&self, viewer: &Viewer, today: NaiveDate) -> Vec<LeftOpen> {
        let last_year = AcademicYear::containing(today).previous();
        let board = self.board(viewer, BoardOf::of_year(last_year, today));
        let open = board.iter().filter_map(|(row, stands)| {
            let child = self.facts().children.find(row.pupil).filter(|child| child.is_on_roll(today))?;
            let plan = child.plans.iter().find(|plan| Some(plan.id) == row.plan && plan.is_open(today))?;
            let (season, due_on) = turn_of_year::left_open(&stands.cells, &row.facts.reviews, plan.opened_on)?;
            Some(LeftOpen { row: row.clone(), season, due_on })
        });
        let mut open: Vec<LeftOpen> = open.collect();
        open.sort_by_key(|one| one.due_on);
        open
    }

    /// The classes that have pupils on a day and no teacher, each with how many pupils. Where no class has a teacher nobody has said who
    /// teaches whom, and nothing is told.
    #[must_use]
    pub fn classes_without_teacher(&self, today: NaiveDate) -> Vec<(String, usize)> {
        let mut pupils: BTreeMap<ClassId, usize> = BTreeMap::new();
        for child in self.facts().children.iter().filter(|child| child.is_on_roll(today)) {
            if let Some(class) = child.class_on(today) {
                *pupils.entry(class.class).or_default() += 1;
            }
        }
        let (taught, untaught): (Vec<_>, Vec<_>) =
            pupils.into_iter().partition(|(class, _)| self.is_taught(*class, today));
        if taught.is_empty() {
            return Vec::new();
        }
        let name = |(class, many): (ClassId, usize)| Some((self.facts().classes.get(&class)?.name.clone(), many));
        untaught.into_iter().filter_map(name).collect()
    }

    fn is_taught(&self, class: ClassId, today: NaiveDate) -> bool {
        let facts = self.facts();
        let teaches = |id| facts.staff.get(id).is_some_and(|member| member.role == Role::Teacher);
        let staff = facts.classes.get(&class).into_iter().flat_map(|class| &class.staff);
        staff.into_iter().any(|(span, id)| span.contains(today) && teaches(id))
    }
}

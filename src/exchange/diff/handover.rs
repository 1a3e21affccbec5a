//! Plans that go to other teachers with their classes: said before it is done, as is a class that is left without a teacher.

use super::{Parsed, Report};
use crate::domain::{
    ids::{PupilId, StaffId},
    people::Name,
    plan::PlanKind,
    roll::{Held, Steps, handovers, without_teacher},
};

/// A plan that goes to somebody else, for a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandedOver {
    /// Whose plan.
    pub pupil: Name,
    /// What it is for.
    pub kind: PlanKind,
    /// Who led it.
    pub from: Name,
    /// Who leads it then.
    pub to: Name,
}

/// Only files of pupils or of staff move anybody.
pub(super) fn compare(parsed: &Parsed, held: &Held, steps: &mut Steps, report: &mut Report) {
    if parsed.pupils.is_empty() && parsed.staff.is_empty() {
        return;
    }
    steps.handovers = handovers(held, steps);
    report.handovers = steps
        .handovers
        .iter()
        .map(|one| HandedOver {
            pupil: pupil(held, one.pupil),
            kind: one.kind,
            from: colleague(held, one.from),
            to: one.to_name.clone(),
        })
        .collect();
    for class in without_teacher(held, steps) {
        report.remark(format!(
            "Class {class} has no teacher after this: nobody teaches its pupils here until somebody is given the class"
        ));
    }
}

fn pupil(held: &Held, id: PupilId) -> Name {
    let facts = held.pupils.iter().find(|one| one.id == id).map(|one| &one.facts);
    facts
        .map(|facts| Name { title: String::new(), forename: facts.forename.clone(), surname: facts.surname.clone() })
        .unwrap_or_default()
}

fn colleague(held: &Held, id: StaffId) -> Name {
    held.staff.iter().find(|one| one.id == id).map(|one| one.facts.name.clone()).unwrap_or_default()
}

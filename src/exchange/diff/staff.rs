//! Staff. An import brings people in, moves their classes and ends teachers who are gone; what somebody who is already here may see
//! beyond that is changed by people, never by a file.

use std::collections::BTreeSet;

use super::{Parsed, Report};
use crate::{
    domain::{
        identity::mailbox_form,
        ids::StaffId,
        people::Role,
        roll::{Held, StaffFacts, StaffHeld, StaffStep, Steps, folded, staff_differences},
    },
    exchange::{Kind, Line, classes::Known},
};

pub(super) fn compare(parsed: &Parsed, held: &Held, steps: &mut Steps, report: &mut Report) {
    let mut claimed = BTreeSet::new();
    let of_files = parsed.pupils.iter().filter_map(|row| row.value.class.as_deref());
    let of_school = held.pupils.iter().filter_map(|pupil| pupil.facts.class.as_deref());
    let classes = Known::of(of_school.chain(of_files));
    for row in &parsed.staff {
        let found = find(row, parsed, held).filter(|s| claimed.insert(s.id));
        let row = &named(row, &classes, report);
        take(row, found, steps, report);
    }
    if !parsed.staff.is_empty() {
        leave(parsed, held, &claimed, steps, report);
    }
}

/// A row with its cells of classes parted into the classes that they name.
fn named(row: &Line<StaffFacts>, classes: &Known, report: &mut Report) -> Line<StaffFacts> {
    let mut row = row.clone();
    let cells = row.value.classes.take();
    row.value.classes = cells.map(|cells| cells.iter().flat_map(|cell| classes.split(cell)).collect());
    let nobodys = row.value.classes.iter().flatten().filter(|class| !classes.is_empty() && !classes.has(class));
    for class in nobodys.filter(|class| class.contains(['/', '&', ' '])) {
        let message = format!("no pupil is in a class called \"{class}\": taken as one class");
        report.problems.push(row.problem("", row.value.name.full(), message));
    }
    row
}

/// By address; or by name and role, where the address held is in no row: schools change their domain.
fn find<'a>(row: &Line<StaffFacts>, parsed: &Parsed, held: &'a Held) -> Option<&'a StaffHeld> {
    let wanted = &row.value;
    let same_email = |a: &StaffFacts, b: &StaffFacts| mailbox_form(a.email.as_str()) == mailbox_form(b.email.as_str());
    if let Some(found) = held.staff.iter().find(|s| same_email(&s.facts, wanted)) {
        return Some(found);
    }
    let named = |f: &StaffFacts| (folded(&f.name.surname), folded(&f.name.forename));
    let gone = |s: &&StaffHeld| !parsed.staff.iter().any(|r| same_email(&r.value, &s.facts));
    let alike = |s: &&StaffHeld| {
        s.works_here && named(&s.facts) == named(wanted) && wanted.role.is_none_or(|r| Some(r) == s.facts.role)
    };
    let mut found = held.staff.iter().filter(alike).filter(gone);
    found.next().filter(|_| found.next().is_none())
}

fn take(row: &Line<StaffFacts>, found: Option<&StaffHeld>, steps: &mut Steps, report: &mut Report) {
    let to = completed(row, found, report);
    let who = format!("staff {}", to.name.full());
    match found {
        None => {
            report.staff.new += 1;
            report.show(Kind::Staff, row, "new", who, Vec::new());
            steps.staff.push(StaffStep::Join(to));
        }
        Some(was) if was.works_here && staff_differences(&was.facts, &to).is_empty() => report.staff.unchanged += 1,
        Some(was) => {
            report.staff.changed += 1;
            report.show(Kind::Staff, row, "changed", who, staff_differences(&was.facts, &to));
            steps.staff.push(StaffStep::Change(was.clone(), to));
        }
    }
}

fn completed(row: &Line<StaffFacts>, found: Option<&StaffHeld>, report: &mut Report) -> StaffFacts {
    let mut to = row.value.clone();
    let was = found.map(|f| &f.facts);
    if let Some(was) = was.filter(|_| to.name.title.is_empty()) {
        to.name.title.clone_from(&was.name.title);
    }
    let in_class = |role: Role| matches!(role, Role::Teacher | Role::TeachingAssistant);
    to.role = match (was.and_then(|w| w.role), to.role) {
        (None, said) => said.or(Some(Role::Teacher)),
        (Some(is), Some(said)) if is == said || (in_class(is) && in_class(said)) => Some(said),
        (Some(is), None) => Some(is),
        (Some(is), Some(said)) => {
            let words = format!(
                "{} stays {}: an import does not make somebody who is here {}",
                to.name.full(),
                is.words(),
                said.words()
            );
            report.problems.push(row.problem("", to.name.full(), words));
            Some(is)
        }
    };
    let held = was.and_then(|w| w.classes.clone());
    to.classes = to.classes.or(held).or_else(|| Some(Vec::new()));
    to
}

/// Teachers and teaching assistants whom the files leave out end, unless the files name less than half of them. Nobody else does: the
/// list that a school's system gives rarely has its governors.
fn leave(parsed: &Parsed, held: &Held, claimed: &BTreeSet<StaffId>, steps: &mut Steps, report: &mut Report) {
    let in_class =
        |s: &&StaffHeld| s.works_here && matches!(s.facts.role, Some(Role::Teacher | Role::TeachingAssistant));
    let refused = parsed.refused.staff > 0;
    let (present, missing): (Vec<_>, Vec<_>) =
        held.staff.iter().filter(in_class).partition(|s| claimed.contains(&s.id));
    if missing.is_empty() || refused {
        return;
    }
    if present.len() * 2 < present.len() + missing.len() {
        let all = present.len() + missing.len();
        let words = "teachers and teaching assistants";
        report.remark(format!("the files name {} of {all} {words}: nobody is taken to have left", present.len()));
        return;
    }
    for staff in missing {
        report.staff.leaving += 1;
        report.show_leaving(Kind::Staff, format!("staff {}", staff.facts.name.full()));
        steps.staff.push(StaffStep::Leave(staff.clone()));
    }
}

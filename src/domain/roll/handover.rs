//! Plans that go to other teachers with their classes: in September classes move and staff come and go, and whoever led a plan of a pupil
//! whom they do not teach any more could not even open it. The plan goes, with its meetings, to the teacher of the pupil's class; where
//! the class has none, to the SENCO, so that no pupil is without a lead for a day.

use std::collections::BTreeMap;

use super::{Held, PupilStep, StaffFacts, StaffHeld, StaffStep, Steps, folded};
use crate::domain::{
    ids::{PlanId, PupilId, StaffId},
    people::{Name, Role},
    plan::PlanKind,
};

/// An open plan, and who leads it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedPlan {
    /// Which.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// What it is for.
    pub kind: PlanKind,
    /// Who leads it.
    pub lead: StaffId,
    /// The lead sees the pupil whatever class they are in: by name, or by a right of their own.
    pub by_name: bool,
}

/// A member of staff who gets a plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum StaffKey {
    /// Works here already.
    Held(StaffId),
    /// The one of this step of [`Steps::staff`], who begins.
    Joining(usize),
}

/// A plan that goes to somebody else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Handover {
    /// Which.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// What it is for.
    pub kind: PlanKind,
    /// Who led it.
    pub from: StaffId,
    /// Who leads it from now on.
    pub to: StaffKey,
    /// Their name.
    pub to_name: Name,
}

/// Somebody who works here when all steps are done.
struct Colleague<'a> {
    key: StaffKey,
    facts: &'a StaffFacts,
}

impl Colleague<'_> {
    fn has(&self, class: &str) -> bool {
        self.facts.classes.iter().flatten().any(|one| folded(one) == folded(class))
    }
}

/// The plans that go to somebody else when all steps are done: those whose lead does not see the pupil then. Why that is does not matter,
/// so that an import that was cut off hands over what is left when it is made again. Of a leaver nothing goes anywhere.
#[must_use]
pub fn handovers(held: &Held, steps: &Steps) -> Vec<Handover> {
    let staff = afterwards(held, steps);
    let classes = classes(held, steps);
    let goes = |led: &LedPlan| {
        let class = classes.get(&led.pupil)?.as_deref();
        if still_sees(led, class, &staff) {
            return None;
        }
        let to = taker(class, &staff).filter(|to| to.key != StaffKey::Held(led.lead))?;
        Some(Handover {
            plan: led.plan,
            pupil: led.pupil,
            kind: led.kind,
            from: led.lead,
            to: to.key,
            to_name: to.facts.name.clone(),
        })
    };
    held.led.iter().filter_map(goes).collect()
}

/// The classes that have pupils when all steps are done, and then lose their only teacher.
#[must_use]
pub fn without_teacher(held: &Held, steps: &Steps) -> Vec<String> {
    let nothing = Steps::default();
    let (before, after) = (afterwards(held, &nothing), afterwards(held, steps));
    let join = steps.pupils.iter().filter_map(|step| match step {
        PupilStep::Join(facts) => facts.class.clone(),
        _ => None,
    });
    let all = classes(held, steps).into_values().flatten().chain(join);
    let classes: BTreeMap<String, String> = all.map(|class| (folded(&class), class)).collect();
    classes.into_values().filter(|class| taught(class, &before) && !taught(class, &after)).collect()
}

fn taught(class: &str, staff: &[Colleague<'_>]) -> bool {
    staff.iter().any(|one| one.facts.role == Some(Role::Teacher) && one.has(class))
}

/// Everybody who works here then, in the order of their numbers.
fn afterwards<'a>(held: &'a Held, steps: &'a Steps) -> Vec<Colleague<'a>> {
    let mut changed: BTreeMap<StaffId, Option<&StaffFacts>> = BTreeMap::new();
    let mut joining = Vec::new();
    for (at, step) in steps.staff.iter().enumerate() {
        match step {
            StaffStep::Join(facts) => joining.push(Colleague { key: StaffKey::Joining(at), facts }),
            StaffStep::Change(was, to) => _ = changed.insert(was.id, Some(to)),
            StaffStep::Leave(was) => _ = changed.insert(was.id, None),
        }
    }
    let here = |one: &'a StaffHeld| match changed.get(&one.id) {
        Some(then) => *then,
        None => one.works_here.then_some(&one.facts),
    };
    let stay = held.staff.iter().filter_map(|one| Some(Colleague { key: StaffKey::Held(one.id), facts: here(one)? }));
    stay.chain(joining).collect()
}

/// The class of each pupil who is known and on roll then.
fn classes(held: &Held, steps: &Steps) -> BTreeMap<PupilId, Option<String>> {
    let here = held.pupils.iter().filter(|pupil| pupil.on_roll_from.is_some());
    let mut classes: BTreeMap<_, _> = here.map(|pupil| (pupil.id, pupil.facts.class.clone())).collect();
    for step in &steps.pupils {
        match step {
            PupilStep::Join(_) => {}
            PupilStep::Return(was, to) | PupilStep::Change(was, to) => _ = classes.insert(was.id, to.class.clone()),
            PupilStep::Leave(was, _) => _ = classes.remove(&was.id),
        }
    }
    classes
}

fn still_sees(led: &LedPlan, class: Option<&str>, staff: &[Colleague<'_>]) -> bool {
    let Some(lead) = staff.iter().find(|one| one.key == StaffKey::Held(led.lead)) else { return false };
    let in_class = matches!(lead.facts.role, Some(Role::Teacher | Role::TeachingAssistant));
    !in_class || led.by_name || class.is_some_and(|class| lead.has(class))
}

/// Who gets a plan: the first teacher of the class, else the SENCO.
fn taker<'a, 'b>(class: Option<&str>, staff: &'b [Colleague<'a>]) -> Option<&'b Colleague<'a>> {
    let teaches =
        |one: &&Colleague<'_>| one.facts.role == Some(Role::Teacher) && class.is_some_and(|class| one.has(class));
    staff.iter().find(teaches).or_else(|| staff.iter().find(|one| one.facts.role == Some(Role::Senco)))
}

#[cfg(test)]
mod tests;

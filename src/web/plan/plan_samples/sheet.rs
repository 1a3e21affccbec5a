//! A plan as governors read it: outcomes, targets, what adults do, provision and what is tried first, without names. Who leads it, who else
//! takes part, the class and what an EHC plan's sections say stay behind.

use std::collections::BTreeMap;

use crate::{
    domain::{
        catalogue::Pattern,
        ids::PupilId,
        people::Name,
        plan_sample::{Names, Sheet, called},
    },
    store::plans::{Outcome, Placement, PlanView, Target},
};

/// Everybody's names, sorted out once for all plans of a sample.
pub(super) struct AllNames {
    pupils: BTreeMap<PupilId, Vec<String>>,
    adults: Vec<String>,
}

impl AllNames {
    /// Out of the names of a school.
    pub(super) fn of(all: &[(Option<PupilId>, Name)]) -> Self {
        let mut sorted = Self { pupils: BTreeMap::new(), adults: Vec::new() };
        for (pupil, name) in all {
            match pupil {
                Some(pupil) => sorted.pupils.entry(*pupil).or_default().extend(called(name)),
                None => sorted.adults.extend(called(name)),
            }
        }
        sorted
    }

    fn about(&self, pupil: PupilId) -> Names {
        let others = self.pupils.iter().filter(|(id, _)| **id != pupil);
        Names {
            pupil: self.pupils.get(&pupil).cloned().unwrap_or_default(),
            others: others.flat_map(|(_, names)| names.iter().cloned()).collect(),
            adults: self.adults.clone(),
        }
    }
}

/// The sheet of a plan.
pub(super) fn of(plan: &PlanView, names: &AllNames) -> Sheet {
    let names = names.about(plan.pupil);
    let plain = |text: &str| names.taken_out(text);
    let content = &plan.content;
    let mut parts = Vec::new();
    if !content.terms.tried_first.is_empty() {
        parts.push(("Tried for everybody in class first".to_owned(), vec![plain(&content.terms.tried_first)]));
    }
    for (n, outcome) in content.outcomes.iter().enumerate() {
        let targets = content.targets.iter().filter(|target| target.outcome == n);
        parts.push((heading(outcome, &plain), targets.flat_map(|target| lines(target, &plain)).collect()));
    }
    let provision: Vec<String> = content.placements.iter().map(|one| given(one, &plain)).collect();
    if !provision.is_empty() {
        parts.push(("Provision".to_owned(), provision));
    }
    Sheet { kind: plan.kind, parts }
}

fn heading(outcome: &Outcome, plain: &impl Fn(&str) -> String) -> String {
    format!("{}: {}", outcome.area.words(), plain(&outcome.wording))
}

fn lines(target: &Target, plain: &impl Fn(&str) -> String) -> Vec<String> {
    let aim = format!("from {} to {}", target.aim.baseline, target.aim.predicted.of(&target.unit));
    let mut all = vec![plain(&format!("Target: {}. Measured by: {}, {aim}", target.wording, target.measure))];
    all.extend(target.strategies.iter().map(|one| plain(&format!("{}: {}", one.way.words(), one.words))));
    if !target.at_home.is_empty() {
        all.push(plain(&format!("At home: {}", target.at_home)));
    }
    all
}

fn given(one: &Placement, plain: &impl Fn(&str) -> String) -> String {
    let (minutes, times_a_week, weeks, group_size) = (one.minutes, one.times_a_week, one.weeks, one.group_size);
    plain(&format!("{}: {}", one.provision, Pattern { minutes, times_a_week, weeks, group_size }.words()))
}

//! Who gets a plan when classes move, as a table; and that no pupil is without a lead who sees them.

use proptest::prelude::*;

use super::*;
use crate::domain::{people::EmailAddress, roll::PupilFacts};

fn staff(id: i64, role: Role, classes: &[&str]) -> StaffHeld {
    let facts = StaffFacts {
        name: Name { title: "Ms".into(), forename: format!("S{id}"), surname: "Staff".into() },
        email: EmailAddress::parse(&format!("s{id}@example.org")).unwrap(),
        role: Some(role),
        classes: Some(classes.iter().map(|one| (*one).to_owned()).collect()),
    };
    StaffHeld { id: StaffId(id), facts, works_here: true }
}

fn pupil(id: i64, class: Option<&str>) -> super::super::PupilHeld {
    let facts = PupilFacts { class: class.map(str::to_owned), ..super::super::nobody() };
    super::super::PupilHeld {
        id: PupilId(id),
        facts,
        on_roll_from: chrono::NaiveDate::from_ymd_opt(2025, 9, 1),
        leaves_on: None,
        sen_before_until: None,
        left_on: None,
        open_plans: vec![PlanKind::SenSupport],
        said: None,
    }
}

fn led(pupil: i64, lead: i64, by_name: bool) -> LedPlan {
    LedPlan { plan: PlanId(pupil), pupil: PupilId(pupil), kind: PlanKind::SenSupport, lead: StaffId(lead), by_name }
}

/// A SENCO, a teacher of 4A, one of 5A, and a pupil of 4A.
fn school(plan: LedPlan) -> Held {
    Held {
        pupils: vec![pupil(1, Some("4A"))],
        staff: vec![staff(1, Role::Senco, &[]), staff(2, Role::Teacher, &["4A"]), staff(3, Role::Teacher, &["5A"])],
        led: vec![plan],
        ..Held::default()
    }
}

fn moves_to(held: &Held, class: Option<&str>) -> PupilStep {
    let was = held.pupils[0].clone();
    let to = PupilFacts { class: class.map(str::to_owned), ..was.facts.clone() };
    PupilStep::Change(was, to)
}

#[test]
fn a_plan_goes_with_the_class_and_to_the_senco_where_it_has_no_teacher() {
    let (by_class, by_name) = (led(1, 2, false), led(1, 2, true));
    for (plan, class, wanted) in [
        (by_class.clone(), Some("4A"), None),
        (by_class.clone(), Some("5A"), Some(3)),
        (by_class.clone(), Some("5a "), Some(3)),
        (by_class.clone(), Some("6A"), Some(1)),
        (by_class, None, Some(1)),
        (by_name, Some("5A"), None),
        (led(1, 1, false), Some("5A"), None),
    ] {
        let held = school(plan);
        let steps = Steps { pupils: vec![moves_to(&held, class)], ..Steps::default() };
        let to: Vec<_> = handovers(&held, &steps).iter().map(|one| one.to).collect();
        assert_eq!(to, wanted.map(|id| StaffKey::Held(StaffId(id))).into_iter().collect::<Vec<_>>(), "{class:?}");
    }
}

#[test]
fn whoever_begins_in_this_import_leads_at_once_and_a_leavers_plan_goes_nowhere() {
    let held = school(led(1, 2, false));
    let new = staff(9, Role::Teacher, &["4A"]).facts;
    let steps =
        Steps { staff: vec![StaffStep::Join(new), StaffStep::Leave(held.staff[1].clone())], ..Steps::default() };
    assert_eq!(handovers(&held, &steps)[0].to, StaffKey::Joining(0), "the old teacher leaves");
    assert!(without_teacher(&held, &steps).is_empty());
    let last_day = chrono::NaiveDate::from_ymd_opt(2026, 7, 20).unwrap();
    let gone = Steps { pupils: vec![PupilStep::Leave(held.pupils[0].clone(), last_day)], ..steps };
    assert!(handovers(&held, &gone).is_empty());
    let alone = Steps { staff: vec![StaffStep::Leave(held.staff[1].clone())], ..Steps::default() };
    assert_eq!(without_teacher(&held, &alone), ["4A"], "5A has no pupil, and 4A no teacher then");
}

proptest! {
    #[test]
    fn nobody_is_without_a_lead_who_sees_them(
        classes in prop::collection::vec(0_usize..5, 1..30),
        to in prop::collection::vec(prop::option::of(0_usize..5), 30),
        teachers in prop::collection::vec(prop::option::of(0_usize..5), 1..6),
        then in prop::collection::vec(prop::option::of(0_usize..5), 6),
        leads in prop::collection::vec(0_usize..6, 30),
    ) {
        const NAMES: [&str; 5] = ["1A", "2A", "3A", "4A", "5A"];
        let mut held = Held::default();
        held.staff.push(staff(1, Role::Senco, &[]));
        for (n, class) in teachers.iter().enumerate() {
            let classes: Vec<&str> = class.iter().map(|at| NAMES[*at]).collect();
            held.staff.push(staff(2 + n as i64, Role::Teacher, &classes));
        }
        let mut steps = Steps::default();
        for (n, class) in classes.iter().enumerate() {
            let id = n as i64 + 1;
            held.pupils.push(pupil(id, Some(NAMES[*class])));
            held.led.push(led(id, 1 + (leads[n] % (teachers.len() + 1)) as i64, false));
            let was = held.pupils[n].clone();
            let facts = PupilFacts { class: to[n].map(|at| NAMES[at].to_owned()), ..was.facts.clone() };
            steps.pupils.push(PupilStep::Change(was, facts));
        }
        for (n, was) in held.staff.iter().enumerate().skip(1) {
            match then[n % then.len()] {
                None => steps.staff.push(StaffStep::Leave(was.clone())),
                Some(at) => {
                    let facts = StaffFacts { classes: Some(vec![NAMES[at].to_owned()]), ..was.facts.clone() };
                    steps.staff.push(StaffStep::Change(was.clone(), facts));
                }
            }
        }
        let all = handovers(&held, &steps);
        let here = afterwards(&held, &steps);
        for plan in &held.led {
            let lead = all.iter().find(|one| one.plan == plan.plan).map_or(StaffKey::Held(plan.lead), |one| one.to);
            let class = to[usize::try_from(plan.pupil.0 - 1).unwrap()].map(|at| NAMES[at]);
            let found = here.iter().find(|one| one.key == lead);
            prop_assert!(
                found.is_some_and(|one| one.facts.role == Some(Role::Senco) || class.is_some_and(|class| one.has(class))),
                "{plan:?} is led by {lead:?} of {class:?}"
            );
        }
    }
}

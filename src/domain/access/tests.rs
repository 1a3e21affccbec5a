//! Who may do what, as a table that a head could read; and who may be written to.

use proptest::prelude::*;

use super::*;

const THINGS: [Thing; 17] = [
    Thing::Pupil,
    Thing::SenRecord,
    Thing::Contacts,
    Thing::Restrictions,
    Thing::Plan,
    Thing::Costs,
    Thing::Conversation,
    Thing::Review,
    Thing::Voice,
    Thing::TeacherInput,
    Thing::Concern,
    Thing::Board,
    Thing::Messages,
    Thing::Tasks,
    Thing::Figures,
    Thing::Settings,
    Thing::Audit,
];

/// What a role may do, as "see" and "change" lists.
fn allowed(role: Role, relation: Relation, verb: Verb) -> Vec<Thing> {
    THINGS.into_iter().filter(|t| may(role, relation, *t, verb)).collect()
}

#[test]
fn the_senco_sees_everything_and_changes_all_but_the_audit_and_what_teachers_say() {
    assert_eq!(allowed(Role::Senco, Relation::None, Verb::See), THINGS);
    let kept: Vec<Thing> = THINGS.into_iter().filter(|t| !may(Role::Senco, Relation::None, *t, Verb::Change)).collect();
    assert_eq!(kept, [Thing::TeacherInput, Thing::Audit]);
}

#[test]
fn the_head_reads_all_and_changes_nothing() {
    assert_eq!(allowed(Role::Head, Relation::None, Verb::See), THINGS);
    assert!(allowed(Role::Head, Relation::Teaches, Verb::Change).is_empty());
}

#[test]
fn a_teacher_sees_the_pupils_they_teach_today_and_no_others() {
    use Thing::{Concern, Conversation, Plan, Pupil, Review, SenRecord, TeacherInput, Voice};
    assert!(allowed(Role::Teacher, Relation::None, Verb::See).is_empty());
    assert_eq!(
        allowed(Role::Teacher, Relation::Teaches, Verb::See),
        [Pupil, SenRecord, Plan, Conversation, Review, Voice, TeacherInput, Concern]
    );
    assert_eq!(
        allowed(Role::Teacher, Relation::Teaches, Verb::Change),
        [Conversation, Review, Voice, TeacherInput, Concern]
    );
    assert_eq!(allowed(Role::Teacher, Relation::Supports, Verb::See), [Pupil, SenRecord, Plan, Voice]);
}

#[test]
fn a_teaching_assistant_sees_targets_and_no_conversation_cost_or_contact() {
    assert!(allowed(Role::TeachingAssistant, Relation::None, Verb::See).is_empty());
    assert_eq!(
        allowed(Role::TeachingAssistant, Relation::Supports, Verb::See),
        [Thing::Pupil, Thing::Plan, Thing::Voice]
    );
    assert_eq!(allowed(Role::TeachingAssistant, Relation::Supports, Verb::Change), [Thing::Voice, Thing::Concern]);
    assert!(allowed(Role::TeachingAssistant, Relation::None, Verb::Change).is_empty());
}

#[test]
fn governors_see_figures_and_administrators_settings_and_neither_a_child() {
    for relation in [Relation::None, Relation::Supports, Relation::Teaches] {
        assert_eq!(allowed(Role::Governor, relation, Verb::See), [Thing::Figures]);
        assert!(allowed(Role::Governor, relation, Verb::Change).is_empty());
        assert_eq!(allowed(Role::Admin, relation, Verb::See), [Thing::Settings]);
        assert_eq!(allowed(Role::Admin, relation, Verb::Change), [Thing::Settings]);
    }
}

#[test]
fn the_office_has_tasks_and_contacts_and_no_plan() {
    use Thing::{Contacts, Pupil, Restrictions, Tasks};
    assert_eq!(allowed(Role::Office, Relation::None, Verb::See), [Pupil, Contacts, Restrictions, Tasks]);
    assert_eq!(allowed(Role::Office, Relation::None, Verb::Change), [Contacts, Tasks]);
}

fn facts() -> ContactFacts {
    ContactFacts {
        adult: AdultId(1),
        pupil: PupilId(1),
        linked: true,
        on_roll: true,
        restrictions: vec![],
        email: Some("a@example.org".into()),
        address_dead: false,
        wrong_person: false,
    }
}

#[test]
fn each_reason_not_to_write_is_found() {
    let with = |change: fn(&mut ContactFacts)| {
        let mut changed = facts();
        change(&mut changed);
        deliverable(&changed).unwrap_err()
    };
    assert!(deliverable(&facts()).is_ok());
    assert_eq!(with(|f| f.restrictions = vec![Restriction::MayContact, Restriction::Barred]), HeldBack::Barred);
    assert_eq!(with(|f| f.restrictions = vec![Restriction::ToBeChecked]), HeldBack::RestrictionToBeChecked);
    assert_eq!(with(|f| f.linked = false), HeldBack::NoLongerLinked);
    assert_eq!(with(|f| f.on_roll = false), HeldBack::PupilLeft);
    assert_eq!(with(|f| f.wrong_person = true), HeldBack::WrongPerson);
    assert_eq!(with(|f| f.email = None), HeldBack::NoAddress);
    assert_eq!(with(|f| f.email = Some("not an address".into())), HeldBack::NoAddress);
    assert_eq!(with(|f| f.address_dead = true), HeldBack::AddressNotWorking);
}

#[test]
fn a_decision_that_contact_is_allowed_lets_mail_go() {
    assert!(deliverable(&ContactFacts { restrictions: vec![Restriction::MayContact], ..facts() }).is_ok());
}

#[test]
fn staff_are_written_to_until_their_last_day() {
    let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
    assert!(deliverable_staff("a@b.org", Some(day(20)), false, false, day(20)).is_ok());
    assert_eq!(deliverable_staff("a@b.org", Some(day(20)), false, false, day(21)), Err(HeldBack::StaffLeft));
    assert_eq!(deliverable_staff("a@b.org", None, true, false, day(1)), Err(HeldBack::StaffLeft));
}

proptest! {
    #[test]
    fn nobody_with_a_restriction_that_is_not_lifted_is_ever_deliverable(
        before in 0..3usize, after in 0..3usize, barred in any::<bool>(), linked in any::<bool>()
    ) {
        let one = if barred { Restriction::Barred } else { Restriction::ToBeChecked };
        let mut restrictions = vec![Restriction::MayContact; before];
        restrictions.push(one);
        restrictions.extend(vec![Restriction::MayContact; after]);
        let held = ContactFacts { restrictions, linked, ..facts() };
        prop_assert!(deliverable(&held).is_err() && may_take_part(&held).is_err());
    }
}

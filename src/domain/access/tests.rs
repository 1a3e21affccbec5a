//! Who may do what, as a table that a head could read; and who may be written to.

use proptest::prelude::*;

use super::*;

const THINGS: [Thing; 25] = [
    Thing::Pupil,
    Thing::SenRecord,
    Thing::Contacts,
    Thing::Restrictions,
    Thing::Plan,
    Thing::Targets,
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
    Thing::SelfEvaluation,
    Thing::Settings,
    Thing::Imports,
    Thing::Audit,
    Thing::SafeguardingReaders,
    Thing::Incident,
    Thing::Complaint,
    Thing::PlanSample,
    Thing::OpenPages,
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
fn the_head_reads_all_imports_nothing_and_changes_only_what_heads_answer_for() {
    let all: Vec<Thing> = THINGS.into_iter().filter(|t| *t != Thing::Imports).collect();
    assert_eq!(allowed(Role::Head, Relation::None, Verb::See), all);
    let own = [
        Thing::SelfEvaluation,
        Thing::SafeguardingReaders,
        Thing::Incident,
        Thing::Complaint,
        Thing::PlanSample,
        Thing::OpenPages,
    ];
    assert_eq!(allowed(Role::Head, Relation::Teaches, Verb::Change), own);
}

#[test]
fn a_teacher_sees_the_pupils_they_teach_today_and_no_others() {
    use Thing::{Concern, Conversation, Incident, Plan, Pupil, Review, SenRecord, Targets, TeacherInput, Voice};
    assert!(allowed(Role::Teacher, Relation::None, Verb::See).is_empty());
    assert_eq!(
        allowed(Role::Teacher, Relation::Teaches, Verb::See),
        [Pupil, SenRecord, Plan, Targets, Conversation, Review, Voice, TeacherInput, Concern]
    );
    assert_eq!(
        allowed(Role::Teacher, Relation::Teaches, Verb::Change),
        [Targets, Conversation, Review, Voice, TeacherInput, Concern, Incident]
    );
    assert_eq!(allowed(Role::Teacher, Relation::Supports, Verb::See), [Pupil, SenRecord, Plan, Targets, Voice]);
}

#[test]
fn a_plan_is_written_by_the_senco_the_class_teacher_and_a_teacher_who_leads_it() {
    use Relation::{None, Supports, Teaches};
    let may = |role, relation, leads| Viewer::new(StaffId(1), SchoolId(1), role).may_write(relation, leads);
    assert!(may(Role::Senco, None, false) && may(Role::Teacher, Teaches, false) && may(Role::Teacher, Supports, true));
    assert!(
        !may(Role::Teacher, Supports, false) && !may(Role::Teacher, None, true),
        "whoever no longer works with them"
    );
    for role in [Role::Head, Role::TeachingAssistant, Role::Office, Role::Governor, Role::Admin] {
        assert!(!may(role, Teaches, true) && !may(role, Supports, true), "{role:?}");
    }
}

#[test]
fn a_teaching_assistant_sees_targets_and_no_conversation_cost_or_contact() {
    assert!(allowed(Role::TeachingAssistant, Relation::None, Verb::See).is_empty());
    assert_eq!(
        allowed(Role::TeachingAssistant, Relation::Supports, Verb::See),
        [Thing::Pupil, Thing::Plan, Thing::Targets, Thing::Voice]
    );
    let writes = [Thing::Voice, Thing::Concern, Thing::Incident];
    assert_eq!(allowed(Role::TeachingAssistant, Relation::Supports, Verb::Change), writes);
    assert!(allowed(Role::TeachingAssistant, Relation::None, Verb::Change).is_empty());
}

#[test]
fn governors_see_figures_and_how_the_school_judges_itself_administrators_settings_and_neither_a_child() {
    for relation in [Relation::None, Relation::Supports, Relation::Teaches] {
        assert_eq!(
            allowed(Role::Governor, relation, Verb::See),
            [Thing::Figures, Thing::SelfEvaluation, Thing::PlanSample]
        );
        assert!(allowed(Role::Governor, relation, Verb::Change).is_empty());
        assert_eq!(allowed(Role::Admin, relation, Verb::See), [Thing::Settings, Thing::Imports]);
        assert_eq!(allowed(Role::Admin, relation, Verb::Change), [Thing::Settings, Thing::Imports]);
    }
}

#[test]
fn whoever_sees_the_figures_for_governors_sees_how_the_school_judges_itself() {
    for role in Role::ALL {
        let sees = |thing| may(*role, Relation::None, thing, Verb::See);
        assert_eq!(sees(Thing::Figures), sees(Thing::SelfEvaluation), "{role:?}: one way leads to both");
    }
}

#[test]
fn the_office_has_tasks_and_contacts_and_no_plan() {
    use Thing::{Contacts, Pupil, Restrictions, Tasks};
    assert_eq!(allowed(Role::Office, Relation::None, Verb::See), [Pupil, Contacts, Restrictions, Tasks]);
    assert_eq!(allowed(Role::Office, Relation::None, Verb::Change), [Contacts, Tasks]);
}

/// What somebody in a role may do with these rights and could not without them.
fn added(role: Role, rights: &[Right], relation: Relation, verb: Verb) -> Vec<Thing> {
    let alone = Viewer::new(StaffId(1), SchoolId(1), role);
    let with = Viewer { rights: rights.iter().copied().collect(), ..alone };
    let may = |who: &Viewer, thing| who.may(relation, thing, verb);
    THINGS.into_iter().filter(|thing| may(&with, *thing) && !may(&alone, *thing)).collect()
}

#[test]
fn each_right_opens_what_it_says_and_no_more() {
    use Right::{Costs, EveryPupil, Imports, Meetings, Reviews, WholeSchool};
    use Role::{Head, Office, Teacher, TeachingAssistant};
    use Thing::{Board, Conversation, Messages, Plan, Pupil, Review, SenRecord, Targets, TeacherInput, Voice};
    let (none, supports) = (Relation::None, Relation::Supports);
    let meets = [Conversation, Review, TeacherInput];
    let beyond_teaching: Vec<Thing> =
        THINGS.into_iter().filter(|thing| !matches!(thing, Thing::Imports | Thing::SafeguardingReaders)).collect();
    for (role, right, relation, sees, changes) in [
        (Teacher, EveryPupil, none, &[Pupil, SenRecord, Plan, Targets, Voice][..], &[][..]),
        (TeachingAssistant, EveryPupil, none, &[Pupil, Plan, Targets, Voice], &[]),
        (Teacher, WholeSchool, none, &beyond_teaching, &[]),
        (TeachingAssistant, Reviews, supports, &meets, &meets),
        (Teacher, Reviews, supports, &meets, &meets),
        (Head, Reviews, supports, &[], &meets),
        (TeachingAssistant, Reviews, none, &[], &[]),
        (Teacher, Costs, Relation::Teaches, &[Thing::Costs], &[]),
        (TeachingAssistant, Costs, supports, &[Thing::Costs], &[]),
        (Teacher, Costs, none, &[], &[]),
        (Office, Meetings, none, &[Plan, Conversation, Board, Messages], &[Conversation]),
        (Office, Imports, none, &[Thing::Imports], &[Thing::Imports]),
    ] {
        let said = format!("{role:?} with {right:?}, {relation:?}");
        assert_eq!(added(role, &[right], relation, Verb::See), sees, "{said}");
        assert_eq!(added(role, &[right], relation, Verb::Change), changes, "{said}");
    }
    let with_costs = added(Teacher, &[EveryPupil, Costs], none, Verb::See);
    assert_eq!(with_costs, [Pupil, SenRecord, Plan, Targets, Thing::Costs, Voice]);
}

#[test]
fn whoever_reaches_beyond_their_own_pupils_needs_a_second_step() {
    let reach = |role, right: Right| [right].into_iter().collect::<Rights>().reach_beyond_own_pupils(role);
    for right in [Right::EveryPupil, Right::WholeSchool] {
        assert!(reach(Role::Teacher, right) && !reach(Role::Office, right), "{right:?}");
    }
    assert!(reach(Role::Office, Right::Meetings) && reach(Role::Office, Right::Imports));
    assert!(!reach(Role::TeachingAssistant, Right::Reviews) && !reach(Role::Teacher, Right::Costs));
}

fn facts() -> ContactFacts {
    ContactFacts {
        adult: AdultId(1),
        pupil: PupilId(1),
        linked: true,
        on_roll: true,
        effects: Default::default(),
        restrictions: vec![],
        resembles: None,
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
    fn no_right_opens_a_child_to_governors_and_administrators_nor_anything_to_a_role_it_is_not_for(
        chosen in proptest::sample::subsequence(Right::ALL, 0..=Right::ALL.len()), relation in 0..3usize
    ) {
        let relation = [Relation::None, Relation::Supports, Relation::Teaches][relation];
        for role in Role::ALL.iter().copied() {
            let unfit: Vec<Right> = chosen.iter().copied().filter(|right| !right.fits(role)).collect();
            for verb in [Verb::See, Verb::Change] {
                prop_assert!(added(role, &unfit, relation, verb).is_empty(), "{role:?} {unfit:?}");
                if matches!(role, Role::Governor | Role::Admin | Role::Senco) {
                    prop_assert!(added(role, &chosen, relation, verb).is_empty(), "{role:?} {chosen:?}");
                }
            }
        }
    }

    #[test]
    fn rights_hold_what_was_put_into_them(chosen in proptest::sample::subsequence(Right::ALL, 0..=Right::ALL.len())) {
        prop_assert_eq!(chosen.iter().copied().collect::<Rights>().each().collect::<Vec<_>>(), chosen);
    }

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

#[test]
fn who_meets_on_their_own_joins_nobody_and_letters_only_is_no_mail() {
    let with = |adult, effects: &[Effect]| ContactFacts {
        adult: AdultId(adult),
        effects: effects.iter().copied().collect(),
        ..facts()
    };
    let (plain, alone) = (with(1, &[]), with(2, &[Effect::SeparateMeeting]));
    let apart = Err(HeldBack::MeetsAlone);
    assert_eq!(joining([&plain, &alone]), [Ok(()), apart.clone()]);
    assert_eq!(joining([&alone, &with(3, &[Effect::SeparateMeeting])]), [apart.clone(), apart]);
    assert_eq!(joining([&alone]), [Ok(())]);
    let barred = ContactFacts { restrictions: vec![Restriction::Barred], ..plain };
    assert_eq!(joining([&barred, &alone]), [Err(HeldBack::Barred), Ok(())], "who may not come is nobody to meet");
    let by_post = with(1, &[Effect::LetterOrPhone]);
    assert_eq!(deliverable(&by_post), Err(HeldBack::LetterOrPhone));
    assert_eq!(deliverable_after_leaving(&by_post), Err(HeldBack::LetterOrPhone));
    assert!(may_take_part(&by_post).is_ok() && !HeldBack::LetterOrPhone.bars_every_way());
    assert!(HeldBack::MeetsAlone.bars_every_way() && !HeldBack::MeetsAlone.keeps_away());
}

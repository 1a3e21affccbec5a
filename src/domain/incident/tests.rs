//! Who is told of an incident, by when, and who reads it.

use proptest::prelude::*;

use super::*;
use crate::domain::{
    access::Restriction,
    ids::{PupilId, SchoolId, StaffId},
    people::Role,
};

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}

fn told(adult: Option<i64>, d: u32, way: Way) -> Told {
    Told { adult: adult.map(AdultId), on: day(d), way }
}

#[test]
fn it_is_due_on_the_calendar_day_itself_and_late_the_day_after() {
    let both = [AdultId(1), AdultId(2)];
    // A Saturday is a calendar day as any other.
    assert_eq!(telling(day(21), &both, &[], day(21)), Telling::DueToday(both.to_vec()));
    assert_eq!(telling(day(20), &both, &[], day(23)), Telling::Late { days: 3, left: both.to_vec() });
}

#[test]
fn each_parent_is_told_in_writing_and_a_call_is_none() {
    let both = [AdultId(1), AdultId(2)];
    let one = [told(Some(1), 18, Way::ByHand), told(Some(2), 18, Way::Spoken)];
    assert_eq!(telling(day(18), &both, &one, day(18)).left(), [AdultId(2)]);
    let all = [one[0], told(Some(2), 18, Way::Post)];
    assert_eq!(telling(day(18), &both, &all, day(20)), Telling::Done { same_day: true });
    let later = [one[0], told(Some(2), 19, Way::Post)];
    assert_eq!(telling(day(18), &both, &later, day(20)), Telling::Done { same_day: false });
}

#[test]
fn where_nobody_may_be_told_it_is_the_authority() {
    assert_eq!(telling(day(18), &[], &[], day(18)), Telling::DueToday(vec![]));
    let authority = [told(None, 18, Way::Message)];
    assert_eq!(telling(day(18), &[], &authority, day(19)), Telling::Done { same_day: true });
    assert_eq!(telling(day(18), &[AdultId(1)], &authority, day(19)), Telling::Done { same_day: true });
}

#[test]
fn force_and_restraint_ask_for_more_than_seclusion_alone() {
    use IncidentKind::{Force, Restraint, Seclusion};
    assert!(asks_about_force(&[Seclusion, Restraint]) && asks_about_force(&[Force]) && !asks_about_force(&[Seclusion]));
    assert_eq!(kinds(&codes(&[Force, Seclusion])), Some(vec![Force, Seclusion]));
    assert_eq!((kinds("force zzz"), words(&[Restraint, Seclusion])), (None, "Restraint; Seclusion".to_owned()));
}

#[test]
fn the_senco_the_head_and_whoever_wrote_it_read_it() {
    let reads = |role, relation, own| may_read(&Viewer::new(StaffId(1), SchoolId(1), role), relation, own);
    assert!(reads(Role::Senco, Relation::None, false) && reads(Role::Head, Relation::None, false));
    assert!(reads(Role::Teacher, Relation::Supports, true) && reads(Role::TeachingAssistant, Relation::Supports, true));
    assert!(!reads(Role::Teacher, Relation::Teaches, false), "another wrote it");
    assert!(!reads(Role::Teacher, Relation::None, true), "they do not work with the pupil any more");
    for role in [Role::Office, Role::Governor, Role::Admin] {
        assert!(!reads(role, Relation::Teaches, true), "{role:?}");
    }
}

proptest! {
    #[test]
    fn nobody_is_left_out_and_nobody_is_told_who_may_not_be(
        all in proptest::collection::vec((1..5_i64, 1..28_u32, 0..4_usize), 0..8), owed in 0..5_i64, today in 1..30_u32
    ) {
        let owed: Vec<AdultId> = (1..=owed).map(AdultId).collect();
        let all: Vec<Told> = all.into_iter().map(|(adult, d, way)| told(Some(adult), d, Way::ALL[way])).collect();
        let stands = telling(day(10), &owed, &all, day(today));
        let is_told = |adult: &AdultId| all.iter().any(|one| one.adult == Some(*adult) && one.way.is_written());
        for adult in &owed {
            prop_assert_eq!(stands.left().contains(adult), !is_told(adult));
        }
        prop_assert!(stands.is_open() || all.iter().any(|one| one.way.is_written()));
    }

    #[test]
    fn whoever_is_barred_is_never_told(on_roll in any::<bool>(), linked in any::<bool>()) {
        let facts = ContactFacts {
            adult: AdultId(1), pupil: PupilId(1), linked, on_roll, restrictions: vec![Restriction::Barred],
            effects: Default::default(), resembles: None, email: None, address_dead: false, wrong_person: false,
        };
        prop_assert!(!may_be_told(&facts));
        prop_assert_eq!(may_be_told(&ContactFacts { restrictions: vec![], ..facts }), linked);
    }
}

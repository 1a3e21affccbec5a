//! What people have entered by hand since files last told of somebody. An import keeps it and shows it beside what the file says; the file
//! has its way only where somebody ticks it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Change, GuardianFacts, GuardianHeld, PupilFacts, PupilHeld, differences, guardian_differences};
use crate::domain::{people::Name, postal::PostalAddress};

/// How somebody stood when an import, or the form in which they were added, was done with them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// Whether a file ever told of them; else a person added them.
    pub by_file: bool,
    /// Each field in words, as it was held then. What a person typed is not among them.
    pub fields: BTreeMap<String, String>,
}

/// One thing that somebody entered by hand and a file says otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// How a tick names it.
    pub key: String,
    /// What is held, and what the file says.
    pub change: Change,
}

/// The ticks: what files are to have their way with. Each is a [`Kept::key`].
pub type Ticked = BTreeSet<String>;

/// Fields that follow each other: a status and its first day are one entry.
const TOGETHER: [&str; 2] = ["SEN status", "SEN start date"];
/// Fields of which the newest report always counts, or of which an import only ever adds.
const NEVER_BY_HAND: [&str; 2] = ["attendance", "restriction"];

impl Said {
    /// How a pupil stands after an import. What was kept stays as it was said before.
    #[must_use]
    pub fn of_pupil(to: &PupilFacts, before: Option<&Self>, kept: &[Kept]) -> Self {
        Self::after(differences(&nobody(), to), before, kept)
    }

    /// The same of a contact.
    #[must_use]
    pub fn of_contact(to: &GuardianFacts, before: Option<&Self>, kept: &[Kept]) -> Self {
        Self::after(guardian_differences(&no_contact(), to), before, kept)
    }

    fn after(now: Vec<Change>, before: Option<&Self>, kept: &[Kept]) -> Self {
        let mut fields: BTreeMap<String, String> =
            now.into_iter().map(|field| (field.field.to_owned(), field.is)).collect();
        for one in kept {
            let was = before.and_then(|said| said.fields.get(one.change.field)).cloned().unwrap_or_default();
            fields.insert(one.change.field.to_owned(), was);
        }
        Self { by_file: true, fields }
    }

    /// How somebody stands whom a person has added: all that they did not type.
    #[must_use]
    pub fn added_by_hand(held: Vec<Change>, typed: &[Change]) -> Self {
        let is_typed = |field: &str| typed.iter().any(|one| one.field == field && !one.is.is_empty());
        let fields = held.into_iter().filter(|one| !is_typed(one.field));
        Self { by_file: false, fields: fields.map(|one| (one.field.to_owned(), one.is)).collect() }
    }

    /// Whether what is held of a field is not what was said last.
    fn is_by_hand(&self, change: &Change) -> bool {
        let said = self.fields.get(change.field).map_or("", String::as_str);
        !NEVER_BY_HAND.contains(&change.field) && said != change.was
    }
}

/// Of the changes that a file asks for, those of what was entered by hand and is not ticked.
fn kept(said: Option<&Said>, whose: &str, changes: Vec<Change>, ticked: &Ticked) -> Vec<Kept> {
    let Some(said) = said else { return Vec::new() };
    let status = changes.iter().any(|change| TOGETHER.contains(&change.field) && said.is_by_hand(change));
    let by_hand = |change: &Change| said.is_by_hand(change) || (status && TOGETHER.contains(&change.field));
    let of = |change: Change| {
        let field = if TOGETHER.contains(&change.field) { TOGETHER[0] } else { change.field };
        Kept { key: format!("{whose}/{field}"), change }
    };
    changes.into_iter().filter(by_hand).map(of).filter(|one| !ticked.contains(&one.key)).collect()
}

/// Keeps of a pupil what was entered by hand: `to` is put back where it is.
pub fn keep_of_pupil(was: &PupilHeld, to: &mut PupilFacts, ticked: &Ticked) -> Vec<Kept> {
    let changes = differences(&was.facts, to);
    let kept = kept(was.said.as_ref(), &format!("pupil-{}", was.id), changes, ticked);
    for one in &kept {
        put_back(one.change.field, to, &was.facts);
    }
    kept
}

/// The same of a contact.
pub fn keep_of_contact(was: &GuardianHeld, to: &mut GuardianFacts, ticked: &Ticked) -> Vec<Kept> {
    let changes = guardian_differences(&was.facts, to);
    let kept = kept(was.said.as_ref(), &format!("contact-{}", was.id), changes, ticked);
    for one in &kept {
        put_contact_back(one.change.field, to, &was.facts);
    }
    kept
}

fn put_back(field: &str, to: &mut PupilFacts, was: &PupilFacts) {
    match field {
        "UPN" => to.upn.clone_from(&was.upn),
        "forename" => to.forename.clone_from(&was.forename),
        "surname" => to.surname.clone_from(&was.surname),
        "legal forename" => to.legal_forename.clone_from(&was.legal_forename),
        "legal surname" => to.legal_surname.clone_from(&was.legal_surname),
        "date of birth" => to.born_on = was.born_on,
        "sex" => to.sex.clone_from(&was.sex),
        "year" => to.year = was.year,
        "class" => to.class.clone_from(&was.class),
        "admission date" => to.admitted_on = was.admitted_on,
        "SEN status" => to.sen = was.sen,
        "SEN start date" => (to.sen_from, to.sen_from_assumed) = (was.sen_from, was.sen_from_assumed),
        "needs" => to.needs.clone_from(&was.needs),
        "pupil premium" => to.pupil_premium = was.pupil_premium,
        "free school meals" => to.free_meals = was.free_meals,
        "EAL" => to.eal = was.eal,
        "first language" => to.first_language.clone_from(&was.first_language),
        "in care" => to.in_care = was.in_care,
        "attendance" => to.attendance = was.attendance,
        other => unreachable!("{other} is no field of a pupil"),
    }
}

fn put_contact_back(field: &str, to: &mut GuardianFacts, was: &GuardianFacts) {
    match field {
        "name" => to.name.clone_from(&was.name),
        "e-mail" => to.email.clone_from(&was.email),
        "phone" => to.phone.clone_from(&was.phone),
        "postal address" => to.postal.clone_from(&was.postal),
        "language" => to.language.clone_from(&was.language),
        "relationship" => to.relationship.clone_from(&was.relationship),
        "priority" => to.priority = was.priority,
        "parental responsibility" => to.responsibility = was.responsibility,
        "restriction" => to.restrictions.clone_from(&was.restrictions),
        other => unreachable!("{other} is no field of a contact"),
    }
}

/// A telling that says nothing.
#[must_use]
pub fn nobody() -> PupilFacts {
    PupilFacts {
        upn: None,
        forename: String::new(),
        surname: String::new(),
        legal_forename: None,
        legal_surname: None,
        born_on: NaiveDate::MIN,
        sex: None,
        year: None,
        class: None,
        admitted_on: None,
        sen: None,
        sen_from: None,
        sen_from_assumed: false,
        needs: None,
        pupil_premium: None,
        free_meals: None,
        eal: None,
        in_care: None,
        first_language: None,
        attendance: None,
    }
}

/// A telling of a contact that says nothing.
#[must_use]
pub fn no_contact() -> GuardianFacts {
    GuardianFacts {
        name: Name { title: String::new(), forename: String::new(), surname: String::new() },
        email: None,
        phone: String::new(),
        postal: PostalAddress::default(),
        language: String::new(),
        relationship: None,
        priority: None,
        responsibility: None,
        restrictions: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        attendance::Attendance,
        ids::PupilId,
        need::Need,
        people::EmailAddress,
        pupil::{NcYear, Upn},
        roll::{Responsibility, RestrictionKind},
        sen_status::SenCode,
    };

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, d).unwrap()
    }

    fn ben() -> PupilFacts {
        PupilFacts {
            upn: Upn::parse("A823432116012").ok(),
            forename: "Ben".into(),
            surname: "Hill".into(),
            legal_forename: Some("Benjamin".into()),
            legal_surname: Some("Hill".into()),
            born_on: day(3),
            sex: Some("M".into()),
            year: NcYear::parse("4"),
            class: Some("4B".into()),
            admitted_on: Some(day(1)),
            sen: Some(SenCode::None),
            sen_from: Some(day(1)),
            sen_from_assumed: true,
            needs: Some(Need::ALL[..1].to_vec()),
            pupil_premium: Some(true),
            free_meals: Some(true),
            eal: Some(true),
            in_care: Some(true),
            first_language: Some("Polish".into()),
            attendance: Attendance::sessions(10, 9),
        }
    }

    fn held(facts: PupilFacts, said: Option<Said>) -> PupilHeld {
        let (on_roll_from, open_plans) = (Some(day(1)), Vec::new());
        PupilHeld {
            id: PupilId(2),
            facts,
            on_roll_from,
            leaves_on: None,
            sen_before_until: None,
            left_on: None,
            open_plans,
            said,
        }
    }

    #[test]
    fn every_field_that_can_differ_can_be_put_back() {
        let fields = differences(&nobody(), &ben());
        assert!(fields.len() >= 18, "{}", fields.len());
        for field in fields {
            let mut to = ben();
            put_back(field.field, &mut to, &nobody());
            assert!(differences(&nobody(), &to).iter().all(|left| left.field != field.field), "{}", field.field);
        }
        let contact = GuardianFacts {
            name: Name { title: "Mr".into(), forename: "Al".into(), surname: "Hill".into() },
            email: EmailAddress::parse("al@example.org").ok(),
            phone: "0113 496 0000".into(),
            postal: PostalAddress::parse("1 Mill Lane", "LS1 4AB").unwrap_or_default(),
            language: "Polish".into(),
            relationship: Some("Father".into()),
            priority: Some(1),
            responsibility: Some(Responsibility::Yes),
            restrictions: vec![(RestrictionKind::Other, "Ask first".into())],
        };
        let fields = guardian_differences(&no_contact(), &contact);
        assert_eq!(fields.len(), 9);
        for field in fields {
            let mut to = contact.clone();
            put_contact_back(field.field, &mut to, &no_contact());
            let left = guardian_differences(&no_contact(), &to);
            assert!(left.iter().all(|left| left.field != field.field), "{}", field.field);
        }
    }

    #[test]
    fn what_was_entered_by_hand_stays_until_it_is_ticked() {
        let said = Said::of_pupil(&ben(), None, &[]);
        let by_hand =
            PupilFacts { sen: Some(SenCode::Support), sen_from: Some(day(20)), sen_from_assumed: false, ..ben() };
        let was = held(by_hand.clone(), Some(said.clone()));
        let file = PupilFacts { class: Some("4A".into()), ..ben() };

        let mut to = file.clone();
        let kept = keep_of_pupil(&was, &mut to, &Ticked::new());
        assert_eq!(to, PupilFacts { class: Some("4A".into()), ..by_hand }, "the class is the file's");
        assert!(kept.iter().all(|one| one.key == "pupil-2/SEN status"), "{kept:?}");
        // It is still by hand when the same file comes again.
        let then = Said::of_pupil(&to, Some(&said), &kept);
        let mut again = file.clone();
        assert_eq!(keep_of_pupil(&held(to, Some(then)), &mut again, &Ticked::new()).len(), kept.len());

        let mut ticked = file.clone();
        assert_eq!(keep_of_pupil(&was, &mut ticked, &["pupil-2/SEN status".to_owned()].into()), []);
        assert_eq!(ticked, file);
    }

    #[test]
    fn nobody_entered_what_a_file_brought_and_who_never_came_by_a_file_was_typed() {
        let mut to = PupilFacts { surname: "Hill-Hart".into(), ..ben() };
        assert_eq!(keep_of_pupil(&held(ben(), Some(Said::of_pupil(&ben(), None, &[]))), &mut to, &Ticked::new()), []);
        assert_eq!(to.surname, "Hill-Hart");
        assert_eq!(keep_of_pupil(&held(ben(), None), &mut to, &Ticked::new()), [], "before anything was noted down");

        let typed = PupilFacts { forename: "Ben".into(), surname: "Hill".into(), born_on: day(3), ..nobody() };
        let shown = differences(&nobody(), &typed);
        let said =
            Said::added_by_hand(differences(&nobody(), &PupilFacts { eal: Some(false), ..typed.clone() }), &shown);
        let mut to = PupilFacts { surname: "Hyll".into(), eal: Some(true), ..typed.clone() };
        let was = held(PupilFacts { eal: Some(false), ..typed }, Some(said));
        let kept = keep_of_pupil(&was, &mut to, &Ticked::new());
        assert_eq!((kept.len(), to.surname.as_str(), to.eal), (1, "Hill", Some(true)), "{kept:?}");
    }
}

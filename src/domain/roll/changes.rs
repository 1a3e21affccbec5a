//! In which fields two tellings of somebody differ, and what stood there before and after, in words.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{GuardianFacts, PupilFacts, StaffFacts};

/// One field that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its name, as people call it.
    pub field: &'static str,
    /// What stood there; empty where nothing did.
    pub was: String,
    /// What stands there now; empty where nothing does.
    pub is: String,
}

/// The names of the fields alone, for the audit.
#[must_use]
pub fn field_names(changes: &[Change]) -> String {
    changes.iter().map(|c| c.field).collect::<Vec<_>>().join(", ")
}

/// Collects what differs.
struct Differing(Vec<Change>);

impl Differing {
    /// Notes a field if its two values differ.
    fn field<T: PartialEq>(&mut self, field: &'static str, was: &T, is: &T, words: impl Fn(&T) -> String) {
        if was != is {
            self.0.push(Change { field, was: words(was), is: words(is) });
        }
    }
}

fn day(day: &Option<NaiveDate>) -> String {
    day.map(|d| d.format("%-d %B %Y").to_string()).unwrap_or_default()
}

fn flag(flag: &Option<bool>) -> String {
    flag.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned()
}

fn text(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

/// The fields in which two tellings of a pupil differ.
#[must_use]
pub fn differences(was: &PupilFacts, is: &PupilFacts) -> Vec<Change> {
    let mut all = Differing(Vec::new());
    all.field("UPN", &was.upn, &is.upn, |u| u.as_ref().map_or("", |u| u.as_str()).to_owned());
    all.field("forename", &was.forename, &is.forename, String::clone);
    all.field("surname", &was.surname, &is.surname, String::clone);
    all.field("legal forename", &was.legal_forename, &is.legal_forename, text);
    all.field("legal surname", &was.legal_surname, &is.legal_surname, text);
    all.field("date of birth", &was.born_on, &is.born_on, |d| day(&Some(*d)));
    all.field("sex", &was.sex, &is.sex, text);
    all.field("year", &was.year, &is.year, |y| y.map(|y| y.to_string()).unwrap_or_default());
    all.field("class", &was.class, &is.class, text);
    all.field("admission date", &was.admitted_on, &is.admitted_on, day);
    all.field("SEN status", &was.sen, &is.sen, |s| s.map_or("", |s| s.words()).to_owned());
    let since = |facts: &PupilFacts| (facts.sen_from, facts.sen_from_assumed);
    all.field("SEN start date", &since(was), &since(is), |(from, assumed)| match assumed {
        true => format!("not known, counted from {}", day(from)),
        false => day(from),
    });
    all.field("needs", &was.needs, &is.needs, |needs| {
        needs.iter().flatten().map(|n| n.words()).collect::<Vec<_>>().join("; ")
    });
    all.field("pupil premium", &was.pupil_premium, &is.pupil_premium, flag);
    all.field("free school meals", &was.free_meals, &is.free_meals, flag);
    all.field("EAL", &was.eal, &is.eal, flag);
    all.field("first language", &was.first_language, &is.first_language, text);
    all.field("in care", &was.in_care, &is.in_care, flag);
    all.field("attendance", &was.attendance, &is.attendance, |a| a.map(|a| a.words()).unwrap_or_default());
    all.0
}

/// The fields in which two tellings of a contact differ.
#[must_use]
pub fn guardian_differences(was: &GuardianFacts, is: &GuardianFacts) -> Vec<Change> {
    let mut all = Differing(Vec::new());
    all.field("name", &was.name, &is.name, |n| format!("{} {}", n.title, n.full()).trim().to_owned());
    all.field("e-mail", &was.email, &is.email, |e| e.as_ref().map(ToString::to_string).unwrap_or_default());
    all.field("phone", &was.phone, &is.phone, String::clone);
    all.field("postal address", &was.postal, &is.postal, ToString::to_string);
    all.field("language", &was.language, &is.language, String::clone);
    all.field("relationship", &was.relationship, &is.relationship, text);
    all.field("priority", &was.priority, &is.priority, |p| p.map(|p| p.to_string()).unwrap_or_default());
    all.field("parental responsibility", &was.responsibility, &is.responsibility, |r| {
        r.map_or("", |r| r.words()).to_owned()
    });
    all.field("restriction", &was.restrictions, &is.restrictions, |restrictions| {
        restrictions.iter().map(|(kind, words)| format!("{}: {words}", kind.words())).collect::<Vec<_>>().join("; ")
    });
    all.0
}

/// The fields in which two tellings of a member of staff differ. The order of classes says nothing.
#[must_use]
pub fn staff_differences(was: &StaffFacts, is: &StaffFacts) -> Vec<Change> {
    let classes = |facts: &StaffFacts| facts.classes.iter().flatten().cloned().collect::<BTreeSet<_>>();
    let mut all = Differing(Vec::new());
    all.field("name", &was.name, &is.name, |n| format!("{} {}", n.title, n.full()).trim().to_owned());
    all.field("e-mail", &was.email, &is.email, ToString::to_string);
    all.field("role", &was.role, &is.role, |r| r.map_or("", |r| r.words()).to_owned());
    all.field("classes", &classes(was), &classes(is), |c| c.iter().cloned().collect::<Vec<_>>().join(", "));
    all.0
}

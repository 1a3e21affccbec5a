//! Headings: every name a school's system is known to give a column, and what kind of file a set of headings makes.

mod aliases;

use std::collections::BTreeMap;

use crate::domain::roll::folded;

use Column as C;
use aliases::{DAYS, GUARDIANS, PUPILS, SHARED, STAFF, TERMS};

/// The kinds of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Pupils,
    Guardians,
    Staff,
    Terms,
    Closures,
    BankHolidays,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Column {
    Upn,
    Forename,
    Surname,
    FullName,
    Born,
    Sex,
    Year,
    Class,
    Admitted,
    SenStatus,
    SenFrom,
    Need1,
    Need2,
    Need3,
    Needs,
    Premium,
    Meals,
    Eal,
    Care,
    Language,
    Percent,
    Possible,
    Attended,
    PupilForename,
    PupilSurname,
    PupilName,
    ContactForename,
    ContactSurname,
    ContactName,
    Title,
    Relationship,
    Priority,
    Responsibility,
    Email,
    Phone,
    CourtOrder,
    NoContact,
    Role,
    Classes,
    AcademicYear,
    Season,
    Starts,
    HalfStarts,
    HalfEnds,
    Ends,
    Date,
    ClosureKind,
    Note,
    HolidayName,
}

/// Which column stands where.
#[derive(Clone, Debug)]
pub(super) struct Headings {
    pub(super) kind: Kind,
    pub(super) at: BTreeMap<Column, usize>,
}

/// How many spellings of a heading are tried.
const FORMS: usize = 3;

/// A heading folded: as it stands; without what it says in brackets and words that tell nothing; without saying that it is the pupil's.
fn spellings(heading: &str) -> Vec<String> {
    let outside = heading.split('(').next().unwrap_or_default();
    let words = outside.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let idle = ["code", "name", "description", "legal", "preferred", "chosen", "current", "main", "the", "s"];
    let telling: Vec<String> = words.clone().filter(|w| !idle.contains(&w.as_str())).collect();
    let owner = ["pupil", "pupils", "student", "students", "child"];
    let own: String = telling.iter().filter(|w| !owner.contains(&w.as_str())).cloned().collect();
    vec![folded(heading), telling.concat(), own]
}

/// What kind of file has these headings, if any that we know.
pub(super) fn recognise(cells: &[String]) -> Option<Headings> {
    let spellings: Vec<Vec<String>> = cells.iter().map(|c| spellings(c)).collect();
    let read = |kind, names: &[(C, &[&str])]| {
        let mut at = BTreeMap::new();
        // A heading as it stands goes before one with words left out, and of those the first alias that is there, not the first cell.
        for form in 0..FORMS {
            for (column, aliases) in names.iter().chain(SHARED) {
                let place =
                    aliases.iter().find_map(|a| spellings.iter().position(|s| s.get(form).is_some_and(|s| s == a)));
                if let Some(place) = place.filter(|p| form == 0 || !at.values().any(|taken| taken == p)) {
                    at.entry(*column).or_insert(place);
                }
            }
        }
        Headings { kind, at }
    };
    let has = |h: &Headings, all: &[C]| all.iter().all(|c| h.at.contains_key(c));
    let any = |h: &Headings, some: &[C]| some.iter().any(|c| h.at.contains_key(c));
    let terms = read(Kind::Terms, TERMS);
    if has(&terms, &[C::Season, C::Starts, C::Ends]) {
        return Some(terms);
    }
    let guardians = read(Kind::Guardians, GUARDIANS);
    let names_adult = any(&guardians, &[C::ContactSurname, C::ContactName, C::Surname, C::FullName]);
    let speaks_of_adult =
        any(&guardians, &[C::Relationship, C::Responsibility, C::ContactSurname, C::Priority, C::CourtOrder]);
    let names_pupil = any(&guardians, &[C::Upn, C::PupilSurname, C::PupilName, C::Surname, C::FullName]);
    let pupils = read(Kind::Pupils, PUPILS);
    // A list of pupils may name one contact of each; a list of contacts never says who has SEN.
    let is_of_pupils = has(&pupils, &[C::SenStatus]) && !any(&guardians, &[C::ContactSurname, C::Priority]);
    if names_adult && speaks_of_adult && names_pupil && !is_of_pupils {
        return Some(guardians);
    }
    if any(&pupils, &[C::Surname, C::FullName]) && (any(&pupils, &[C::Born, C::SenStatus]) || has(&pupils, &[C::Upn])) {
        return Some(pupils);
    }
    let staff = read(Kind::Staff, STAFF);
    if has(&staff, &[C::Email]) && any(&staff, &[C::Surname, C::FullName]) && any(&staff, &[C::Role, C::Classes]) {
        return Some(staff);
    }
    let days = read(Kind::Closures, DAYS);
    match (has(&days, &[C::Date]), any(&days, &[C::ClosureKind, C::Note]), has(&days, &[C::HolidayName])) {
        (true, true, _) => Some(days),
        (true, false, true) => Some(Headings { kind: Kind::BankHolidays, ..days }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> Option<Kind> {
        recognise(&line.split(',').map(str::to_owned).collect::<Vec<_>>()).map(|h| h.kind)
    }

    #[test]
    fn files_are_told_apart_by_their_headings() {
        for (line, expected) in [
            ("UPN,Forename,Surname,DOB,Year,Reg", Kind::Pupils),
            ("Name,Date of Birth,SEN Provision", Kind::Pupils),
            ("Legal Surname,Legal Forename,D.O.B.,N.C. Year,Primary Contact,Primary Contact Email", Kind::Pupils),
            ("Pupil UPN,Priority,Contact Surname,Contact Forename,Email", Kind::Guardians),
            ("Pupil Name,Parent/Carer,Relationship,Mobile", Kind::Guardians),
            ("Title,Forename,Surname,Email,Role,Classes", Kind::Staff),
            ("Name,E-mail,Job title", Kind::Staff),
            ("Academic year,Term,Starts,Half term starts,Half term ends,Ends", Kind::Terms),
            ("Term,Start date,End date", Kind::Terms),
            ("Date,Kind,Note", Kind::Closures),
            ("Date,Name", Kind::BankHolidays),
            ("Student Legal Surname,Student First Name,Pupil Date of Birth (DD/MM/YYYY),SEN Status Code", Kind::Pupils),
            ("UPN,Forename,Surname,DOB,SEN Status,Parent/Carer,Relationship", Kind::Pupils),
        ] {
            assert_eq!(kind(line), Some(expected), "{line}");
        }
        assert_eq!(kind("Item,Price"), None);
    }
}

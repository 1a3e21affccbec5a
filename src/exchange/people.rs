//! Rows of parents and carers, and of staff.

use super::{
    GuardianRow, Line, PupilRef, cell,
    heading::{ADDRESS, Column as C},
    read::Reading,
    row::{Notes, Refusal, Row},
    value,
};
use crate::domain::{
    identity::mailbox_form,
    people::{EmailAddress, Name},
    postal::PostalAddress,
    roll::{GuardianFacts, PupilFacts, Responsibility, RestrictionKind, StaffFacts, folded},
};

pub(super) fn take_guardian(reading: &mut Reading<'_>, file: &str, row: &Row<'_>) -> Result<(), Refusal> {
    let mut notes = Notes::default();
    let (adult, adult_is_plain) = adult_name(row, &mut notes)?;
    let pupil = pupil_ref(row, adult_is_plain, &mut notes);
    let of =
        pupil_name(row, adult_is_plain).map(|(surname, forename)| format!("{forename} {surname}")).unwrap_or_default();
    match guardian(row, adult, &pupil, &mut notes) {
        Ok(facts) => {
            let value = GuardianRow { pupil, of, facts, from_list: true };
            let who = value.who();
            reading.parsed.guardians.push(Line { file: file.to_owned(), line: row.line, value });
            reading.notes(file, row, &who, notes);
            Ok(())
        }
        Err(refusal) => {
            reading.parsed.refused_guardians.push(pupil);
            Err(refusal)
        }
    }
}

/// Whom a row of contacts is about, as far as it says.
pub(super) fn who(row: &Row<'_>) -> String {
    let (adult, is_plain) = adult_name(row, &mut Notes::default()).unwrap_or_default();
    let child = pupil_name(row, is_plain).map(|(surname, forename)| format!("{forename} {surname}"));
    let child = child.unwrap_or_else(|| row.get(C::Upn).to_owned());
    match adult {
        Some(name) => format!("{}, contact of {child}", name.full()),
        None => format!("a contact of {child}"),
    }
}

/// Whom a row of staff is about, as far as it says.
pub(super) fn who_of_staff(row: &Row<'_>) -> String {
    let name = staff_name(row).map(|name| name.full()).unwrap_or_default();
    if name.is_empty() { row.get(C::Email).to_owned() } else { name }
}

/// Where post reaches the adult; empty where the row does not say. A number by itself stands before its street, as it is written here.
fn postal(row: &Row<'_>) -> Result<PostalAddress, &'static str> {
    let (house, street) = (row.get(C::House), row.get(C::Street));
    let begins = if house.chars().next().is_some_and(|c| c.is_ascii_digit()) && !street.is_empty() {
        vec![format!("{house} {street}")]
    } else {
        vec![house.to_owned(), street.to_owned()]
    };
    let flat = row.get(C::Address1);
    let rest = ADDRESS.iter().skip(1).map(|column| row.get(*column));
    let parts: Vec<&str> = std::iter::once(flat).chain(begins.iter().map(String::as_str)).chain(rest).collect();
    let whole = [row.get(C::Address)];
    match (parts.iter().any(|part| !part.is_empty()), whole[0]) {
        (true, _) => PostalAddress::of_parts(&parts, row.get(C::Postcode)),
        // A postcode alone is where a system knows no more: nobody can be written to there.
        (false, "") => Ok(PostalAddress::default()),
        (false, _) => PostalAddress::of_parts(&whole, row.get(C::Postcode)),
    }
}

/// The adult's name, and whether it came from columns simply called so.
fn adult_name(row: &Row<'_>, notes: &mut Notes) -> Result<(Option<Name>, bool), Refusal> {
    let own = in_two(row, C::ContactSurname, C::ContactForename, notes)?;
    if own.is_some() {
        return Ok((own, false));
    }
    if !row.get(C::ContactName).is_empty() {
        return Ok((Some(in_one(row, C::ContactName, notes)?), false));
    }
    if row.has(C::ContactSurname) || row.has(C::ContactName) {
        return Ok((None, false));
    }
    let plain = in_two(row, C::Surname, C::Forename, notes)?;
    Ok(match plain {
        None if !row.get(C::FullName).is_empty() => (Some(in_one(row, C::FullName, notes)?), true),
        plain => (plain, true),
    })
}

/// A name in two columns. A title that somebody wrote before it is one, and is no part of the forename.
fn in_two(row: &Row<'_>, surname: C, forename: C, notes: &mut Notes) -> Result<Option<Name>, Refusal> {
    let (surname, forename) = (row.name(surname, notes)?, row.name(forename, notes)?);
    let (before_surname, surname) = value::name::untitled(&surname);
    let (before_forename, forename) = value::name::untitled(&forename);
    let given = row.get(C::Title).to_owned();
    let title = [given, before_forename, before_surname].into_iter().find(|t| !t.is_empty()).unwrap_or_default();
    // Who has one name has it as a surname, whichever column holds it.
    let (surname, forename) = if surname.is_empty() { (forename, surname) } else { (surname, forename) };
    Ok((!surname.is_empty()).then_some(Name { title, forename, surname }))
}

/// A name in one column.
fn in_one(row: &Row<'_>, column: C, notes: &mut Notes) -> Result<Name, Refusal> {
    let text = row.name(column, notes)?;
    let (before, surname, forename) = value::name::whole(&text);
    if before.contains('&') || before.to_lowercase().contains(" and ") {
        notes.say(column, format!("\"{text}\" are two people: taken as one contact, enter the other by hand"));
    }
    let given = row.get(C::Title).to_owned();
    Ok(Name { title: if given.is_empty() { before } else { given }, forename, surname })
}

/// Surname and forename of the child as the row has them.
fn pupil_name(row: &Row<'_>, adult_is_plain: bool) -> Option<(String, String)> {
    let pair = |surname: C, forename: C| {
        let pair = (row.get(surname), row.get(forename));
        (!pair.0.is_empty()).then(|| (pair.0.to_owned(), pair.1.to_owned()))
    };
    let own = pair(C::PupilSurname, C::PupilForename).or_else(|| value::name::split(row.get(C::PupilName)));
    own.or_else(|| {
        let plain = || pair(C::Surname, C::Forename).or_else(|| value::name::split(row.get(C::FullName)));
        if adult_is_plain { None } else { plain() }
    })
}

fn pupil_ref(row: &Row<'_>, adult_is_plain: bool, notes: &mut Notes) -> PupilRef {
    PupilRef {
        upn: row.get(C::Upn).chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase(),
        name: pupil_name(row, adult_is_plain).map(|(surname, forename)| (folded(&surname), folded(&forename))),
        born_on: row.day(C::Born).unwrap_or_else(|(_, why)| {
            notes.say(C::Born, format!("{why}: the child is told without it"));
            None
        }),
    }
}

fn guardian(row: &Row<'_>, adult: Option<Name>, pupil: &PupilRef, notes: &mut Notes) -> Result<GuardianFacts, Refusal> {
    let name = adult.ok_or((Some(C::ContactSurname), "the contact has no name".to_owned()))?;
    if pupil.upn.is_empty() && pupil.name.is_none() {
        return Err((Some(C::Upn), "the row does not say whose contact this is".to_owned()));
    }
    let (email, phone) = reached(row, notes);
    let postal = postal(row).map_err(|why| (Some(C::Postcode), why.to_owned())).map(Some);
    Ok(GuardianFacts {
        name,
        email,
        phone,
        postal: notes.left(postal).unwrap_or_default(),
        language: row.get(C::Language).to_owned(),
        relationship: row.has(C::Relationship).then(|| row.get(C::Relationship).to_owned()),
        priority: priority(row),
        responsibility: row.has(C::Responsibility).then(|| value::responsibility(row.get(C::Responsibility))),
        restrictions: restrictions(row),
    })
}

/// Where mail and calls reach the adult, as far as that is certain.
fn reached(row: &Row<'_>, notes: &mut Notes) -> (Option<EmailAddress>, String) {
    let mailbox = value::reach::mailbox(row.get(C::Email));
    if !mailbox.left.is_empty() {
        notes.say(C::Email, mailbox.left);
    }
    let phone = value::reach::phone(row.get(C::Phone)).unwrap_or_else(|why| {
        notes.say(C::Phone, why);
        String::new()
    });
    (mailbox.address, phone)
}

/// "1", "1st", "1 - primary contact"; what is no number says nothing.
fn priority(row: &Row<'_>) -> Option<i64> {
    let digits: String = row.get(C::Priority).chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|n| (1..=99).contains(n))
}

/// What a row says against writing to the adult. Whatever is not plainly a "no" is a restriction: a person looks at it before anything is
/// sent.
fn restrictions(row: &Row<'_>) -> Vec<(RestrictionKind, String)> {
    let columns = [(C::CourtOrder, RestrictionKind::CourtOrder), (C::NoContact, RestrictionKind::DoNotContact)];
    let said = columns.into_iter().filter_map(|(column, kind)| {
        let text = row.get(column);
        let is_no = matches!(folded(text).as_str(), "" | "no" | "none" | "n" | "false" | "f" | "0" | "na");
        let words = || if value::yes(text).is_some() { row.title(Some(column)) } else { text.to_owned() };
        (!is_no).then(|| (kind, words()))
    });
    said.collect()
}

/// The one contact that a pupil's own row may name.
pub(super) fn inline(row: &Row<'_>, pupil: &PupilFacts) -> Option<GuardianFacts> {
    let text = row.get(C::ContactName);
    let (title, surname, forename) = value::name::whole(text);
    if text.is_empty()
        || cell::is_formula(text)
        || folded(&format!("{forename} {surname}")) == folded(&pupil.to_string())
    {
        return None;
    }
    // A plain "Email" in a list of pupils is the child's own.
    let heading = folded(&row.title(Some(C::Email)));
    let is_theirs = ["parent", "carer", "contact", "guardian"].iter().any(|word| heading.contains(word));
    Some(GuardianFacts {
        name: Name { title, forename, surname },
        email: value::reach::mailbox(row.get(C::Email)).address.filter(|_| is_theirs),
        phone: value::reach::phone(row.get(C::Phone)).unwrap_or_default(),
        postal: PostalAddress::default(),
        language: String::new(),
        relationship: None,
        priority: None,
        responsibility: None::<Responsibility>,
        restrictions: Vec::new(),
    })
}

/// Takes a member of staff; a second row of theirs adds its classes. Which classes a cell names is decided when all pupils are known.
pub(super) fn take_staff(reading: &mut Reading<'_>, file: &str, row: &Row<'_>) -> Result<(), Refusal> {
    let name = staff_name(row).ok_or((Some(C::Surname), "the name is missing".to_owned()))?;
    let mailbox = value::reach::mailbox(row.get(C::Email));
    let wrong =
        || (Some(C::Email), format!("\"{}\" is not an e-mail address like name@example.org", row.get(C::Email)));
    let email = mailbox.address.ok_or_else(wrong)?;
    let classes = row.has(C::Classes).then(|| vec![row.get(C::Classes).to_owned()]);
    let role = row.read(C::Role, value::role, "a role that Thrice knows")?;
    let same = |s: &&mut Line<StaffFacts>| mailbox_form(s.value.email.as_str()) == mailbox_form(email.as_str());
    if let Some(first) = reading.parsed.staff.iter_mut().find(same) {
        if folded(&first.value.name.full()) != folded(&name.full()) {
            return Err((Some(C::Email), format!("{email} stands on line {} for somebody else", first.line)));
        }
        first.value.classes.get_or_insert_default().extend(classes.unwrap_or_default());
        return Ok(());
    }
    let value = StaffFacts { name, email, role, classes };
    reading.parsed.staff.push(Line { file: file.to_owned(), line: row.line, value });
    Ok(())
}

/// The name of a member of staff, in two columns or one.
fn staff_name(row: &Row<'_>) -> Option<Name> {
    let mut notes = Notes::default();
    let two = in_two(row, C::Surname, C::Forename, &mut notes).ok()?;
    two.or_else(|| in_one(row, C::FullName, &mut notes).ok().filter(|name| !name.surname.is_empty()))
}

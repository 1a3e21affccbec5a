//! Rows of parents and carers, and of staff.

use super::{
    GuardianRow, Line, Parsed, PupilRef,
    heading::{ADDRESS, Column as C},
    row::{Refusal, Row},
    value,
};
use crate::domain::{
    people::{EmailAddress, Name},
    postal::PostalAddress,
    roll::{GuardianFacts, PupilFacts, Responsibility, RestrictionKind, StaffFacts, folded},
};

pub(super) fn take_guardian(parsed: &mut Parsed, file: &str, row: &Row<'_>) -> Result<(), Refusal> {
    let (adult, adult_is_plain) = adult_name(row);
    let pupil = pupil_ref(row, adult_is_plain);
    let taken = guardian(row, adult, &pupil);
    match taken {
        Ok((mut facts, bad_email)) => {
            let address = postal(row);
            facts.postal = address.clone().unwrap_or_default();
            let value = GuardianRow { pupil, facts, from_list: true };
            let line = Line { file: file.to_owned(), line: row.line, value };
            if bad_email {
                let words = format!("\"{}\" is not an e-mail address: left as it was", row.get(C::Email));
                parsed.problems.push(line.problem(&row.title(Some(C::Email)), words));
            }
            if let Err(why) = address {
                parsed.problems.push(line.problem(&row.title(Some(C::Postcode)), format!("{why}: left as it was")));
            }
            parsed.guardians.push(line);
            Ok(())
        }
        Err(refusal) => {
            parsed.refused_guardians.push(pupil);
            Err(refusal)
        }
    }
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

/// Surname and forename of the adult, and whether they came from columns simply called so.
fn adult_name(row: &Row<'_>) -> (Option<(String, String)>, bool) {
    let own = (row.get(C::ContactSurname), row.get(C::ContactForename));
    if !own.0.is_empty() {
        return (Some((own.0.to_owned(), own.1.to_owned())), false);
    }
    if !row.get(C::ContactName).is_empty() {
        let text = row.get(C::ContactName);
        return (Some(value::split_name(text).unwrap_or_else(|| (text.to_owned(), String::new()))), false);
    }
    if row.has(C::ContactSurname) || row.has(C::ContactName) {
        return (None, false);
    }
    let plain = (row.get(C::Surname), row.get(C::Forename));
    let pair = (!plain.0.is_empty()).then(|| (plain.0.to_owned(), plain.1.to_owned()));
    (pair.or_else(|| value::split_name(row.get(C::FullName))), true)
}

fn pupil_ref(row: &Row<'_>, adult_is_plain: bool) -> PupilRef {
    let pair = (row.get(C::PupilSurname), row.get(C::PupilForename));
    let mut name = (!pair.0.is_empty()).then(|| (pair.0.to_owned(), pair.1.to_owned()));
    name = name.or_else(|| value::split_name(row.get(C::PupilName)));
    if !adult_is_plain && name.is_none() {
        let plain = (row.get(C::Surname), row.get(C::Forename));
        name = (!plain.0.is_empty()).then(|| (plain.0.to_owned(), plain.1.to_owned()));
        name = name.or_else(|| value::split_name(row.get(C::FullName)));
    }
    PupilRef {
        upn: row.get(C::Upn).chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase(),
        name: name.map(|(surname, forename)| (folded(&surname), folded(&forename))),
        born_on: value::date(row.get(C::Born)),
    }
}

fn guardian(
    row: &Row<'_>,
    adult: Option<(String, String)>,
    pupil: &PupilRef,
) -> Result<(GuardianFacts, bool), Refusal> {
    let (surname, forename) = adult.ok_or((Some(C::ContactSurname), "the contact has no name".to_owned()))?;
    if pupil.upn.is_empty() && pupil.name.is_none() {
        return Err((Some(C::Upn), "the row does not say whose contact this is".to_owned()));
    }
    if !row.get(C::Born).is_empty() && pupil.born_on.is_none() {
        return Err((Some(C::Born), format!("\"{}\" is not a date that exists (day/month/year)", row.get(C::Born))));
    }
    // "1", "1st", "1 - primary contact"; what is no number says nothing.
    let digits: String = row.get(C::Priority).chars().take_while(char::is_ascii_digit).collect();
    let priority = digits.parse().ok().filter(|n| (1..=99).contains(n));
    let mut restrictions = Vec::new();
    for (column, kind) in [(C::CourtOrder, RestrictionKind::CourtOrder), (C::NoContact, RestrictionKind::DoNotContact)]
    {
        let text = row.get(column);
        // Whatever is not plainly a "no" is a restriction: a person looks at it before anything is sent.
        let is_no = matches!(folded(text).as_str(), "" | "no" | "none" | "n" | "false" | "f" | "0" | "na");
        if !is_no {
            let words = if value::yes(text).is_some() { row.title(Some(column)) } else { text.to_owned() };
            restrictions.push((kind, words));
        }
    }
    let email = EmailAddress::parse(row.get(C::Email)).ok();
    let bad_email = email.is_none() && !row.get(C::Email).is_empty();
    let facts = GuardianFacts {
        name: Name { title: row.get(C::Title).to_owned(), forename, surname },
        email,
        phone: row.get(C::Phone).to_owned(),
        postal: PostalAddress::default(),
        language: row.get(C::Language).to_owned(),
        relationship: row.has(C::Relationship).then(|| row.get(C::Relationship).to_owned()),
        priority,
        responsibility: row.has(C::Responsibility).then(|| value::responsibility(row.get(C::Responsibility))),
        restrictions,
    };
    Ok((facts, bad_email))
}

/// The one contact that a pupil's own row may name.
pub(super) fn inline(row: &Row<'_>, pupil: &PupilFacts) -> Option<GuardianFacts> {
    let text = row.get(C::ContactName);
    let (surname, forename) = value::split_name(text)
        .or_else(|| (!text.is_empty()).then(|| (text.to_owned(), String::new())))
        .filter(|(surname, _)| folded(surname) != folded(&format!("{pupil}")))?;
    // A plain "Email" in a list of pupils is the child's own.
    let heading = folded(&row.title(Some(C::Email)));
    let is_theirs = ["parent", "carer", "contact", "guardian"].iter().any(|word| heading.contains(word));
    Some(GuardianFacts {
        name: Name { title: String::new(), forename, surname },
        email: EmailAddress::parse(row.get(C::Email)).ok().filter(|_| is_theirs),
        phone: row.get(C::Phone).to_owned(),
        postal: PostalAddress::default(),
        language: String::new(),
        relationship: None,
        priority: None,
        responsibility: None::<Responsibility>,
        restrictions: Vec::new(),
    })
}

pub(super) fn take_staff(parsed: &mut Parsed, file: &str, row: &Row<'_>) -> Result<(), Refusal> {
    let pair = (row.get(C::Surname), row.get(C::Forename));
    let name = if pair.0.is_empty() {
        value::split_name(row.get(C::FullName))
    } else {
        Some((pair.0.to_owned(), pair.1.to_owned()))
    };
    let (surname, forename) = name.ok_or((Some(C::Surname), "the name is missing".to_owned()))?;
    let email = EmailAddress::parse(row.get(C::Email))
        .map_err(|p| (Some(C::Email), format!("\"{}\" {p}", row.get(C::Email))))?;
    if parsed.staff.iter().any(|s| s.value.email.as_str().eq_ignore_ascii_case(email.as_str())) {
        return Err((Some(C::Email), format!("{} is given twice", email.as_str())));
    }
    let classes = row.has(C::Classes).then(|| {
        let parts = row.get(C::Classes).split([';', ',', '/', '|', '&']).map(|c| c.trim().to_owned());
        parts.filter(|c| !c.is_empty()).collect()
    });
    let value = StaffFacts {
        name: Name { title: row.get(C::Title).to_owned(), forename, surname },
        email,
        role: row.read(C::Role, value::role, "a role that Thrice knows")?,
        classes,
    };
    parsed.staff.push(Line { file: file.to_owned(), line: row.line, value });
    Ok(())
}

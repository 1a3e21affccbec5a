//! A row as it was understood, in the words in which it will stand: who looks at the first three sees whether the columns are right.

use super::GuardianRow;
use crate::domain::roll::PupilFacts;

/// What was understood of a pupil: name, birthday, year, class, status, needs.
#[must_use]
pub fn facts_of_pupil(pupil: &PupilFacts) -> Vec<String> {
    let legal = [&pupil.legal_forename, &pupil.legal_surname].into_iter().flatten().filter(|n| !n.is_empty());
    let legal = legal.cloned().collect::<Vec<_>>().join(" ");
    let needs = pupil.needs.iter().flatten().map(|need| need.as_code()).collect::<Vec<_>>().join(", ");
    let facts = [
        pupil.to_string(),
        if legal.is_empty() { legal } else { format!("by law {legal}") },
        format!("born {}", pupil.born_on.format("%-d %B %Y")),
        pupil.year.map(|year| year.to_string()).unwrap_or_default(),
        pupil.class.clone().filter(|class| !class.is_empty()).map(|class| format!("class {class}")).unwrap_or_default(),
        pupil.sen.map(|sen| sen.words().to_owned()).unwrap_or_default(),
        needs,
    ];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect()
}

/// What was understood of a contact: name and whose, relationship, mailbox, telephone.
#[must_use]
pub fn facts_of_contact(contact: &GuardianRow) -> Vec<String> {
    let facts = &contact.facts;
    let title = if facts.name.title.is_empty() { String::new() } else { format!("{} ", facts.name.title) };
    let all = [
        format!("{title}{}", contact.who()),
        facts.relationship.clone().unwrap_or_default(),
        facts.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        facts.phone.clone(),
        facts.restrictions.iter().map(|(kind, _)| kind.words()).collect::<Vec<_>>().join(", "),
    ];
    all.into_iter().filter(|fact| !fact.is_empty()).collect()
}

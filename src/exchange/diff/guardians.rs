//! Parents and carers. One adult may be the contact of several children, and one e-mail address may serve two adults, so rows are
//! matched child by child, the surest first. A restriction is only ever added.

mod adults;
mod links;

use std::collections::{BTreeMap, BTreeSet};

use super::{Parsed, Report, matching::Roster};
use crate::{
    domain::{
        identity::{Marks, Shared, mailbox_form, phone_form},
        ids::GuardianshipId,
        people::EmailAddress,
        roll::{
            Change, GuardianFacts, GuardianHeld, GuardianStep, Held, Kept, PupilKey, RestrictionKind, Said, Steps,
            Ticked, folded, guardian_differences, keep_of_contact,
        },
    },
    exchange::{GuardianRow, Kind, Line},
};
use adults::Adults;

type Row<'a> = &'a Line<GuardianRow>;

pub(super) fn compare(
    parsed: &Parsed,
    held: &Held,
    (roster, ticked): (&Roster, &Ticked),
    steps: &mut Steps,
    report: &mut Report,
) {
    let mut adults = Adults::of(held);
    let children = by_child(parsed, roster, report);
    // Nobody leaves of whom a row may have spoken that was refused.
    let spared: BTreeSet<PupilKey> = parsed.refused_guardians.iter().filter_map(|r| roster.find(r).ok()).collect();
    for (pupil, rows) in children {
        let links: Vec<&GuardianHeld> = held.guardians.iter().filter(|g| pupil == PupilKey::Held(g.pupil)).collect();
        let rows = links::once(&rows);
        let pairs = links::paired(&rows, &links);
        let claimed: BTreeSet<GuardianshipId> = pairs.iter().filter_map(|(_, link)| Some((*link)?.id)).collect();
        let missing: Vec<&GuardianHeld> = links.iter().filter(|l| !claimed.contains(&l.id)).copied().collect();
        let child = Child { pupil, rows: &rows, links: &links, missing: &missing, ticked };
        let linked: BTreeSet<_> = links.iter().map(|l| l.adult).collect();
        adults.begin_child(linked);
        for (row, link) in &pairs {
            child.take(row, *link, &mut adults, steps, report);
        }
        if rows.iter().any(|r| r.value.from_list) && !spared.contains(&pupil) {
            child.leave(steps, report);
        }
    }
    adults.finish(steps);
}

/// The rows of each child in the order of the files.
fn by_child<'a>(parsed: &'a Parsed, roster: &Roster, report: &mut Report) -> BTreeMap<PupilKey, Vec<Row<'a>>> {
    let mut children: BTreeMap<PupilKey, Vec<Row<'a>>> = BTreeMap::new();
    for row in &parsed.guardians {
        match roster.find(&row.value.pupil) {
            Ok(pupil) => children.entry(pupil).or_default().push(row),
            // The pupil's own row was refused, and says so: its contact is not counted beside it.
            Err(_) if !row.value.from_list => {}
            Err(message) => {
                report.guardians.refused += 1;
                report.problems.push(row.refusal(row.value.who(), message));
            }
        }
    }
    children
}

/// One child's contacts: as the files give them, as they are held, and those held who are in no file.
struct Child<'a> {
    pupil: PupilKey,
    rows: &'a [Row<'a>],
    links: &'a [&'a GuardianHeld],
    missing: &'a [&'a GuardianHeld],
    ticked: &'a Ticked,
}

impl Child<'_> {
    fn take(
        &self,
        row: Row<'_>,
        link: Option<&GuardianHeld>,
        adults: &mut Adults,
        steps: &mut Steps,
        report: &mut Report,
    ) {
        let mut to = completed(&row.value.facts, link.map(|l| &l.facts));
        let kept = link.map(|was| keep_of_contact(was, &mut to, self.ticked)).unwrap_or_default();
        let key = adults.know(row, link, &mut to, report);
        adults.keep(key, &kept);
        self.suspect(row, link, &mut to);
        let who = format!("contact {}", to.name.full());
        if link.is_none() {
            to.priority = to.priority.or(Some(1 + self.last_priority()));
        }
        let before = link.and_then(|was| was.said.as_ref());
        let said = Said::of_contact(&to, before, &kept);
        if before != Some(&said) {
            steps.said_of_contacts.push((self.pupil, key, said));
        }
        report.keep(Kind::Guardians, row, &who, kept);
        match link {
            None => {
                report.guardians.new += 1;
                report.show(Kind::Guardians, row, "new", who, Vec::new());
                steps.guardians.push(GuardianStep::Add(self.pupil, key, to));
            }
            Some(was) if was.facts == to => report.guardians.unchanged += 1,
            Some(was) => {
                report.guardians.changed += 1;
                report.show(Kind::Guardians, row, "changed", who, guardian_differences(&was.facts, &to));
                let known = was.facts.restrictions.len();
                let more = to.restrictions[known..].to_vec();
                steps.guardians.push(GuardianStep::Change(Box::new(was.clone()), to, more));
            }
        }
    }

    fn last_priority(&self) -> i64 {
        let given = self.rows.iter().filter_map(|r| r.value.facts.priority);
        given.chain(self.links.iter().filter_map(|l| l.facts.priority)).max().unwrap_or(0)
    }

    /// Two ways in which a restricted adult could come back under another name: with the same address, or as the contact who is new
    /// where the restricted one is missing. A person looks at both before anything is sent.
    fn suspect(&self, row: Row<'_>, link: Option<&GuardianHeld>, to: &mut GuardianFacts) {
        let is_other = |l: &&&GuardianHeld| link.is_none_or(|own| own.id != l.id);
        let restricted: Vec<_> = self.links.iter().filter(|l| l.restricted).filter(is_other).collect();
        // What they shared before an import was looked at then.
        let known = link.map(|l| marks(&l.facts));
        let is_new = |shared: &Shared| known.as_ref().is_none_or(|k| k.shared(&marks(to)) != Some(*shared));
        let shared = |other: &GuardianFacts| marks(other).shared(&marks(to)).filter(is_new);
        let with_held = restricted.iter().find_map(|l| shared(&l.facts));
        let in_file = || {
            let others = self.rows.iter().filter(|r| !std::ptr::eq(**r, row));
            others.filter(|r| !r.value.facts.restrictions.is_empty()).find_map(|r| shared(&r.value.facts))
        };
        let words = match with_held.or_else(in_file) {
            Some(shared) => format!("has {} as a contact who is restricted", shared.words()),
            None if link.is_none() && self.missing.iter().any(|l| l.restricted) => {
                "is new where a contact who is restricted is missing from the file".to_owned()
            }
            None => return,
        };
        add_restriction(to, RestrictionKind::Other, &words);
    }

    /// Contacts whom the list leaves out end; one on whom there ever was a restriction stays, or the restriction would go with them.
    fn leave(&self, steps: &mut Steps, report: &mut Report) {
        for link in self.missing.iter().filter(|l| !l.restricted) {
            let (who, key) = (format!("contact {}", link.facts.name.full()), format!("contact-{}/contact", link.id));
            // Whom a person added and no file ever named, no file leaves out.
            if link.said.as_ref().is_some_and(|said| !said.by_file) && !self.ticked.contains(&key) {
                let change =
                    Change { field: "contact", was: "added by hand".to_owned(), is: "not in the files".to_owned() };
                report.guardians.unchanged += 1;
                report.keep_missing(Kind::Guardians, who, Kept { key, change });
                continue;
            }
            report.guardians.leaving += 1;
            report.show_leaving(Kind::Guardians, who);
            steps.guardians.push(GuardianStep::Leave((*link).clone()));
        }
    }
}

/// By what somebody in a file is known.
fn marks(facts: &GuardianFacts) -> Marks {
    Marks::of(&facts.name, facts.email.as_ref().map_or("", EmailAddress::as_str), &facts.phone)
}

fn add_restriction(facts: &mut GuardianFacts, kind: RestrictionKind, words: &str) {
    if !facts.restrictions.iter().any(|(k, w)| *k == kind && folded(w) == folded(words)) {
        facts.restrictions.push((kind, words.to_owned()));
    }
}

/// What is the same mailbox or number stays as it is written here: a file in other letters changes nothing.
fn keep_spelling(to: &mut GuardianFacts, was: &GuardianFacts) {
    let form = |facts: &GuardianFacts| facts.email.as_ref().map(|email| mailbox_form(email.as_str()));
    if form(to) == form(was) {
        to.email.clone_from(&was.email);
    }
    if phone_form(&to.phone) == phone_form(&was.phone) && !phone_form(&was.phone).is_empty() {
        to.phone.clone_from(&was.phone);
    }
}

/// The row with its gaps filled from what is held. Restrictions held come first, in their order; those that are new follow.
fn completed(row: &GuardianFacts, was: Option<&GuardianFacts>) -> GuardianFacts {
    use crate::domain::roll::Responsibility as R;
    let mut to = row.clone();
    if let Some(was) = was {
        let keep = |said: &mut String, held: &str| {
            if said.is_empty() {
                held.clone_into(said);
            }
        };
        keep(&mut to.name.title, &was.name.title);
        keep(&mut to.name.forename, &was.name.forename);
        keep(&mut to.phone, &was.phone);
        keep(&mut to.language, &was.language);
        if to.postal.is_empty() {
            to.postal = was.postal.clone();
        }
        to.email = to.email.or_else(|| was.email.clone());
        keep_spelling(&mut to, was);
        to.priority = to.priority.or(was.priority);
        to.responsibility = to.responsibility.filter(|r| *r != R::Unknown).or(was.responsibility);
        to.restrictions = was.restrictions.clone();
        for (kind, words) in &row.restrictions {
            add_restriction(&mut to, *kind, words);
        }
    }
    let said = to.relationship.filter(|r| !r.is_empty());
    let held = was.and_then(|w| w.relationship.clone());
    to.relationship = said.or(held).or_else(|| Some("Parent or carer".to_owned()));
    to.responsibility = to.responsibility.or(Some(R::Unknown));
    to
}

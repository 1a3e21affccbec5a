//! One adult, several children: what is said of an adult is taken from the first row that speaks of them, so that two rows which
//! disagree cannot change them to and fro at every import.

use std::collections::{BTreeMap, BTreeSet};

use super::Row;
use crate::{
    domain::{
        identity::{mailbox_form, phone_form},
        ids::AdultId,
        people::{EmailAddress, Name},
        roll::{AdultFacts, AdultKey, GuardianFacts, GuardianHeld, Held, Kept, Steps, folded},
    },
    exchange::diff::Report,
};

pub(super) struct Adults {
    held: BTreeMap<AdultId, AdultFacts>,
    /// By folded surname and forename.
    known: BTreeMap<(String, String), Vec<(AdultKey, AdultFacts)>>,
    new: Vec<AdultFacts>,
    /// Where each adult was first spoken of, and what was said.
    said: BTreeMap<AdultKey, (String, u64, AdultFacts)>,
    /// Adults who are already a contact of the child at hand.
    taken: BTreeSet<AdultKey>,
    /// Fields that were entered by hand, whichever child's row says otherwise.
    by_hand: BTreeMap<AdultKey, BTreeSet<&'static str>>,
}

impl Adults {
    pub(super) fn of(held: &Held) -> Self {
        let mut known: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for adult in &held.adults {
            known.entry(named(&adult.facts.name)).or_default().push((AdultKey::Held(adult.id), adult.facts.clone()));
        }
        let held = held.adults.iter().map(|a| (a.id, a.facts.clone())).collect();
        Self { held, known, new: Vec::new(), said: BTreeMap::new(), taken: BTreeSet::new(), by_hand: BTreeMap::new() }
    }

    /// Turns to another child, whose contacts are these adults.
    pub(super) fn begin_child(&mut self, linked: BTreeSet<AdultId>) {
        self.taken = linked.into_iter().map(AdultKey::Held).collect();
    }

    /// Who a row's adult is, and what holds of them: `to` is corrected to what was said first.
    pub(super) fn know(
        &mut self,
        row: Row<'_>,
        link: Option<&GuardianHeld>,
        to: &mut GuardianFacts,
        report: &mut Report,
    ) -> AdultKey {
        let key = link.map_or_else(|| self.found(to), |l| AdultKey::Held(l.adult));
        self.taken.insert(key);
        if let AdultKey::Held(id) = key
            && link.is_none()
        {
            fill(to, &self.held[&id]);
        }
        let Some((file, line, first)) = self.said.get(&key) else {
            self.said.insert(key, (row.file.clone(), row.line, to.adult()));
            return key;
        };
        let given = &row.value.facts;
        let differs = (given.email.is_some() && mailbox(&given.email) != mailbox(&first.email))
            || (!given.phone.is_empty() && number(&given.phone) != number(&first.phone))
            || (!given.postal.is_empty() && given.postal != first.postal);
        if differs {
            let words = format!(
                "{} also stands on line {line} of {file}, with another e-mail address, telephone or postal address: that one is kept",
                to.name.full()
            );
            report.problems.push(row.problem("", row.value.who(), words));
        }
        let first = first.clone();
        (to.name, to.email, to.phone, to.language) = (first.name, first.email, first.phone, first.language);
        to.postal = first.postal;
        key
    }

    /// Notes what was entered by hand of an adult: a row of another child does not overwrite it either.
    pub(super) fn keep(&mut self, key: AdultKey, kept: &[Kept]) {
        if !kept.is_empty() {
            self.by_hand.entry(key).or_default().extend(kept.iter().map(|one| one.change.field));
        }
    }

    /// An adult of the same name with the same mailbox (or, where one has none, the same telephone) who is not yet this child's contact;
    /// else somebody new.
    fn found(&mut self, to: &GuardianFacts) -> AdultKey {
        let same = |facts: &AdultFacts| match (&facts.email, &to.email) {
            (Some(_), Some(_)) => mailbox(&facts.email) == mailbox(&to.email),
            _ => !to.phone.is_empty() && number(&facts.phone) == number(&to.phone),
        };
        let namesakes = self.known.entry(named(&to.name)).or_default();
        let found = namesakes.iter().find(|(key, facts)| same(facts) && !self.taken.contains(key));
        if let Some((key, _)) = found {
            return *key;
        }
        let key = AdultKey::New(self.new.len());
        self.new.push(to.adult());
        namesakes.push((key, to.adult()));
        key
    }

    pub(super) fn finish(mut self, steps: &mut Steps) {
        for (key, (_, _, mut facts)) in self.said {
            if let (AdultKey::Held(id), Some(fields)) = (key, self.by_hand.get(&key)) {
                put_back(&mut facts, &self.held[&id], fields);
            }
            match key {
                AdultKey::New(at) => self.new[at] = facts,
                AdultKey::Held(id) if self.held[&id] != facts => steps.changed_adults.push((id, facts)),
                AdultKey::Held(_) => {}
            }
        }
        steps.adults = self.new;
    }
}

fn put_back(facts: &mut AdultFacts, held: &AdultFacts, fields: &BTreeSet<&'static str>) {
    for field in fields {
        match *field {
            "name" => facts.name.clone_from(&held.name),
            "e-mail" => facts.email.clone_from(&held.email),
            "phone" => facts.phone.clone_from(&held.phone),
            "postal address" => facts.postal.clone_from(&held.postal),
            "language" => facts.language.clone_from(&held.language),
            // What belongs to the link and not to the adult.
            _ => {}
        }
    }
}

/// The form in which mailboxes are compared; empty where there is none.
fn mailbox(email: &Option<EmailAddress>) -> String {
    email.as_ref().map(|email| mailbox_form(email.as_str())).unwrap_or_default()
}

/// The form in which numbers are compared: as they are rung, or as they stand where they are none of one's own.
fn number(phone: &str) -> String {
    let form = phone_form(phone);
    if form.is_empty() { phone.to_owned() } else { form }
}

fn named(name: &Name) -> (String, String) {
    (folded(&name.surname), folded(&name.forename))
}

/// What a row leaves open about an adult who is known already stays as it is held.
fn fill(to: &mut GuardianFacts, held: &AdultFacts) {
    let keep = |said: &mut String, was: &str| {
        if said.is_empty() {
            was.clone_into(said);
        }
    };
    keep(&mut to.name.title, &held.name.title);
    keep(&mut to.phone, &held.phone);
    keep(&mut to.language, &held.language);
    to.email = to.email.take().or_else(|| held.email.clone());
    if to.postal.is_empty() {
        to.postal = held.postal.clone();
    }
}

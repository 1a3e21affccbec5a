//! Whose contact a row speaks of.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    domain::roll::{PupilFacts, PupilHeld, PupilKey, folded},
    exchange::PupilRef,
};

/// Surname and forename, folded.
type Named = (String, String);

/// Everybody whose contacts a file may give: those held, and those of this import as they will be.
pub(super) struct Roster {
    /// The name they are called by, that by law where it is another, and the birthday.
    by_key: BTreeMap<PupilKey, (Vec<Named>, NaiveDate)>,
    by_upn: BTreeMap<String, PupilKey>,
    by_name: BTreeMap<Named, Vec<PupilKey>>,
}

impl Roster {
    pub(super) fn of(held: &[PupilHeld]) -> Self {
        let mut roster = Self { by_key: BTreeMap::new(), by_upn: BTreeMap::new(), by_name: BTreeMap::new() };
        for pupil in held {
            roster.put(PupilKey::Held(pupil.id), &pupil.facts);
        }
        roster
    }

    /// Adds a pupil, or another name for one.
    pub(super) fn put(&mut self, key: PupilKey, facts: &PupilFacts) {
        let named = (folded(&facts.surname), folded(&facts.forename));
        let by_law = facts.named_by_law().map(|(surname, forename, _)| (surname, forename));
        if let Some(upn) = &facts.upn {
            self.by_upn.insert(upn.as_str().to_owned(), key);
        }
        for name in std::iter::once(named.clone()).chain(by_law.clone()) {
            let of_name = self.by_name.entry(name).or_default();
            if !of_name.contains(&key) {
                of_name.push(key);
            }
        }
        let names = std::iter::once(named).chain(by_law).collect();
        self.by_key.insert(key, (names, facts.born_on));
    }

    /// The pupil of a contact's row. A UPN that is given decides, unless the name beside it is plainly another child's.
    pub(super) fn find(&self, wanted: &PupilRef) -> Result<PupilKey, String> {
        if wanted.upn.is_empty() {
            return self.find_by_name(wanted);
        }
        let unknown = || format!("no pupil has the UPN {}", wanted.upn);
        let key = *self.by_upn.get(&wanted.upn).ok_or_else(unknown)?;
        let names = &self.by_key[&key].0;
        match &wanted.name {
            Some((s, f)) if names.iter().all(|(surname, forename)| s != surname && f != forename) => {
                Err(format!("the UPN {} belongs to a pupil of another name", wanted.upn))
            }
            _ => Ok(key),
        }
    }

    fn find_by_name(&self, wanted: &PupilRef) -> Result<PupilKey, String> {
        let of_name = wanted.name.as_ref().and_then(|n| self.by_name.get(n)).map_or(&[][..], Vec::as_slice);
        let fits = |key: &&PupilKey| wanted.born_on.is_none_or(|born| self.by_key[*key].1 == born);
        match of_name.iter().filter(fits).collect::<Vec<_>>().as_slice() {
            [one] => Ok(**one),
            [] => Err("no pupil has this name".to_owned()),
            _ => Err("several pupils have this name: the UPN is needed".to_owned()),
        }
    }
}

//! An import in pieces that are each done whole, and slices of them that are each one act: others can save between two.

use std::collections::{BTreeMap, BTreeSet};

use super::{AdultKey, GuardianStep, PupilKey, PupilStep, Steps};
use crate::domain::ids::{AdultId, PupilId};

/// What belongs together: a pupil with how they stand, or an adult with every link of theirs that changes. Numbers are places in the
/// lists of [`Steps`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Piece {
    /// The step of a pupil.
    pub pupil: Option<usize>,
    /// An adult who is new.
    pub new_adult: Option<usize>,
    /// An adult who is known and has changed.
    pub changed_adult: Option<usize>,
    /// Links.
    pub links: Vec<usize>,
    /// How pupils stand then.
    pub said_of_pupils: Vec<usize>,
    /// How contacts stand then.
    pub said_of_contacts: Vec<usize>,
    /// Staff, terms, closures, bank holidays and the handing over of plans, all of them: the last piece.
    pub is_the_rest: bool,
}

/// Who is new, by their places in the lists of [`Steps`], as far as they have been entered.
#[derive(Clone, Default, Debug)]
pub struct Entered {
    /// Pupils.
    pub pupils: BTreeMap<usize, PupilId>,
    /// Adults.
    pub adults: BTreeMap<usize, AdultId>,
}

impl Entered {
    /// The pupil of a key, once they are entered.
    #[must_use]
    pub fn pupil(&self, key: PupilKey) -> Option<PupilId> {
        match key {
            PupilKey::Held(id) => Some(id),
            PupilKey::Joining(at) => self.pupils.get(&at).copied(),
        }
    }

    /// The adult of a key, once they are entered.
    #[must_use]
    pub fn adult(&self, key: AdultKey) -> Option<AdultId> {
        match key {
            AdultKey::Held(id) => Some(id),
            AdultKey::New(at) => self.adults.get(&at).copied(),
        }
    }
}

impl Steps {
    /// Slices of at most so many pieces, in the order in which they are done. What keeps somebody away comes first, with the pupils it
    /// needs: an import that is cut off has rather barred too much than too little.
    #[must_use]
    pub fn slices(&self, most: usize) -> Vec<Vec<Piece>> {
        let pupils = self.pieces_of_pupils();
        let (barring, adults): (Vec<_>, Vec<_>) = self.pieces_of_adults().into_iter().partition(|p| self.bars(p));
        let needed: BTreeSet<usize> = barring.iter().flat_map(|piece| self.joining(piece)).collect();
        let (first, pupils): (Vec<_>, Vec<_>) =
            pupils.into_iter().partition(|piece| piece.pupil.is_some_and(|at| needed.contains(&at)));
        let rest = Piece { is_the_rest: true, ..Piece::default() };
        let all: Vec<Piece> = [first, barring, pupils, adults, vec![rest]].concat();
        all.chunks(most.max(1)).map(<[Piece]>::to_vec).collect()
    }

    fn pieces_of_pupils(&self) -> Vec<Piece> {
        let mut by_key: BTreeMap<PupilKey, Piece> = BTreeMap::new();
        for (at, step) in self.pupils.iter().enumerate() {
            let key = match step {
                PupilStep::Join(_) => PupilKey::Joining(at),
                PupilStep::Return(was, _) | PupilStep::Change(was, _) | PupilStep::Leave(was, _) => {
                    PupilKey::Held(was.id)
                }
            };
            by_key.entry(key).or_default().pupil = Some(at);
        }
        for (at, (key, _)) in self.said_of_pupils.iter().enumerate() {
            by_key.entry(*key).or_default().said_of_pupils.push(at);
        }
        by_key.into_values().collect()
    }

    fn pieces_of_adults(&self) -> Vec<Piece> {
        let mut by_key: BTreeMap<AdultKey, Piece> = BTreeMap::new();
        for at in 0..self.adults.len() {
            by_key.entry(AdultKey::New(at)).or_default().new_adult = Some(at);
        }
        for (at, (adult, _)) in self.changed_adults.iter().enumerate() {
            by_key.entry(AdultKey::Held(*adult)).or_default().changed_adult = Some(at);
        }
        for (at, step) in self.guardians.iter().enumerate() {
            let key = match step {
                GuardianStep::Add(_, adult, _) => *adult,
                GuardianStep::Change(was, ..) => AdultKey::Held(was.adult),
                GuardianStep::Leave(was) => AdultKey::Held(was.adult),
            };
            by_key.entry(key).or_default().links.push(at);
        }
        for (at, (_, key, _)) in self.said_of_contacts.iter().enumerate() {
            by_key.entry(*key).or_default().said_of_contacts.push(at);
        }
        by_key.into_values().collect()
    }

    /// Whether a piece brings a restriction.
    fn bars(&self, piece: &Piece) -> bool {
        piece.links.iter().any(|at| match &self.guardians[*at] {
            GuardianStep::Add(_, _, facts) => !facts.restrictions.is_empty(),
            GuardianStep::Change(_, _, more) => !more.is_empty(),
            GuardianStep::Leave(_) => false,
        })
    }

    /// The joining pupils of whom a piece speaks.
    fn joining(&self, piece: &Piece) -> Vec<usize> {
        let of_links = piece.links.iter().filter_map(|at| match &self.guardians[*at] {
            GuardianStep::Add(key, ..) => Some(*key),
            _ => None,
        });
        let of_said = piece.said_of_contacts.iter().map(|at| self.said_of_contacts[*at].0);
        let joining = |key| if let PupilKey::Joining(at) = key { Some(at) } else { None };
        of_links.chain(of_said).filter_map(joining).collect()
    }
}

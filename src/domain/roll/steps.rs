//! What an import is about to do, worked out before anything is done: a dry run shows it, applying does it, and neither decides again.

use chrono::NaiveDate;

use super::{
    AdultFacts, GuardianFacts, GuardianHeld, Handover, PupilFacts, PupilHeld, RestrictionKind, Said, StaffFacts,
    StaffHeld,
};
use crate::domain::{
    calendar::{AcademicYear, ClosureKind, Term},
    ids::{AdultId, PupilId},
};

/// A pupil of whom a step speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PupilKey {
    /// Held already.
    Held(PupilId),
    /// The pupil of this step of [`Steps::pupils`], who is joining.
    Joining(usize),
}

/// An adult of whom a step speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AdultKey {
    /// Held already.
    Held(AdultId),
    /// The adult at this place of [`Steps::adults`], who is new.
    New(usize),
}

/// What happens to a pupil. The facts are complete: what a file left open was filled in from what is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PupilStep {
    /// Comes on roll.
    Join(PupilFacts),
    /// Was here before and comes back.
    Return(PupilHeld, PupilFacts),
    /// Something about them has changed.
    Change(PupilHeld, PupilFacts),
    /// Is no longer on roll: their last day.
    Leave(PupilHeld, NaiveDate),
}

/// What happens to the link between a pupil and an adult.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GuardianStep {
    /// Becomes a contact, with the restrictions that the facts name.
    Add(PupilKey, AdultKey, GuardianFacts),
    /// The link, or the adult, has changed; new restrictions are named.
    Change(Box<GuardianHeld>, GuardianFacts, Vec<(RestrictionKind, String)>),
    /// Is no longer a contact.
    Leave(GuardianHeld),
}

/// What happens to a member of staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StaffStep {
    /// Begins.
    Join(StaffFacts),
    /// Something has changed, or they are back.
    Change(StaffHeld, StaffFacts),
    /// Ends.
    Leave(StaffHeld),
}

/// All of it, in the order in which it is done.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Steps {
    /// Pupils.
    pub pupils: Vec<PupilStep>,
    /// Adults who are new, each once however many children they have here.
    pub adults: Vec<AdultFacts>,
    /// Adults who are known, with what is now known of them.
    pub changed_adults: Vec<(AdultId, AdultFacts)>,
    /// Links.
    pub guardians: Vec<GuardianStep>,
    /// Staff.
    pub staff: Vec<StaffStep>,
    /// Terms to enter, new or changed.
    pub terms: Vec<(AcademicYear, Term)>,
    /// Closures to enter, new or changed.
    pub closures: Vec<(NaiveDate, ClosureKind, String)>,
    /// The whole list of bank holidays, where it changes.
    pub bank_holidays: Option<Vec<(NaiveDate, String)>>,
    /// Plans that go to other teachers, in the end.
    pub handovers: Vec<Handover>,
    /// How pupils stand when all of this is done: what differs from it later was entered by hand.
    pub said_of_pupils: Vec<(PupilKey, Said)>,
    /// The same of the contacts of pupils.
    pub said_of_contacts: Vec<(PupilKey, AdultKey, Said)>,
}

impl Steps {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        // Only noting down how everybody stands changes nothing for anybody.
        let Self {
            pupils,
            adults,
            changed_adults,
            guardians,
            staff,
            terms,
            closures,
            bank_holidays,
            handovers,
            said_of_pupils: _,
            said_of_contacts: _,
        } = self;
        let people =
            [pupils.is_empty(), adults.is_empty(), changed_adults.is_empty(), guardians.is_empty(), staff.is_empty()];
        let rest = [terms.is_empty(), closures.is_empty(), bank_holidays.is_none(), handovers.is_empty()];
        people.iter().chain(&rest).all(|none| *none)
    }
}

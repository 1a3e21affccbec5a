//! Who may see or change what, and who may be written to. One function each, deny by default.
//!
//! Loaders ask [`may`] before they hand anything out: what a person may not see does not exist for them. Mail takes only a
//! [`Deliverable`], and only [`deliverable`] makes one, so no path to a barred adult can be written by accident.

pub mod rights;

use chrono::NaiveDate;

use self::rights::{Right, Rights};
use super::{
    identity::Shared,
    ids::{AdultId, PupilId, SchoolId, StaffId},
    notice::HeldBack,
    people::{EmailAddress, Role},
    restriction::{Effect, Effects},
};

/// A member of staff who has signed in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Viewer {
    /// Who.
    pub staff: StaffId,
    /// Of which school. Nothing of another school exists for them.
    pub school: SchoolId,
    /// As what.
    pub role: Role,
    /// What they may do beside that, today.
    pub rights: Rights,
}

impl Viewer {
    /// Somebody who may do what their role may, and no more.
    #[must_use]
    pub fn new(staff: StaffId, school: SchoolId, role: Role) -> Self {
        Self { staff, school, role, rights: Rights::default() }
    }

    /// Whether this person, standing so to the pupil, may do this, by their role or by a right of their own. For things that belong to
    /// no pupil the relation is [`Relation::None`].
    #[must_use]
    pub fn may(&self, relation: Relation, thing: Thing, verb: Verb) -> bool {
        may(self.role, relation, thing, verb) || self.rights.open(self.role, relation, thing, verb)
    }

    /// Whether this person, standing so to the pupil, may write in one of the pupil's plans: whose class the pupil is in, and a teacher who
    /// `leads` the plan and works with the pupil.
    #[must_use]
    pub fn may_write(&self, relation: Relation, leads: bool) -> bool {
        let own = leads && self.role == Role::Teacher && relation >= Relation::Supports;
        own || self.may(relation, Thing::Targets, Verb::Change)
    }

    /// Whether anything they may do hangs on which pupils they teach or support.
    #[must_use]
    pub fn has_own_pupils(&self) -> bool {
        let teaches = matches!(self.role, Role::Teacher | Role::TeachingAssistant);
        teaches || Right::Reviews.fits(self.role) && self.rights.has(Right::Reviews)
    }

    /// Whether pupils with whom they do not work are hidden from them.
    #[must_use]
    pub fn sees_own_pupils_only(&self) -> bool {
        !self.may(Relation::None, Thing::Pupil, Verb::See)
    }
}

/// Whether somebody in this role looks after the accounts of the others.
#[must_use]
pub fn keeps_accounts(role: Role) -> bool {
    may(role, Relation::None, Thing::Settings, Verb::Change)
}

/// Whether somebody in this role can be at a meeting with parents, and so keeps times free for them.
#[must_use]
pub fn meets_parents(role: Role) -> bool {
    !matches!(role, Role::Governor | Role::Admin)
}

/// How a member of staff stands to a pupil **today**.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Relation {
    /// Neither teaches nor supports the pupil today, whatever was yesterday.
    None,
    /// Supports the pupil, by name or by class.
    Supports,
    /// Teaches the pupil's class.
    Teaches,
}

impl Relation {
    /// The relation of somebody in this role who belongs to the pupil's class today, or supports the pupil by name.
    #[must_use]
    pub fn of(role: Role, by_class: bool, by_name: bool) -> Self {
        match (by_class, by_name) {
            (true, _) if role == Role::Teacher => Self::Teaches,
            (false, false) => Self::None,
            _ => Self::Supports,
        }
    }
}

/// What is to be seen or changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    /// That a pupil is here: name, class, year.
    Pupil,
    /// Status, needs, attendance, standing.
    SenRecord,
    /// Parents' names, addresses, languages and answers.
    Contacts,
    /// Restrictions and court orders.
    Restrictions,
    /// Outcomes, current targets, strategies, provision without its price. To change it is to begin, to end and to hand over.
    Plan,
    /// What is written in a plan, to write it: the same without its price.
    Targets,
    /// Prices and rates.
    Costs,
    /// Meetings: times offered, answers, what was said and agreed.
    Conversation,
    /// Recorded reviews.
    Review,
    /// A pupil's own words, and how they were gathered.
    Voice,
    /// What teachers say before a review; to change it is to give one's own.
    TeacherInput,
    /// Concerns raised about a pupil and what was decided; whoever raised one reads that one.
    Concern,
    /// The round board and the lists across the school.
    Board,
    /// Messages: what will be sent, what was sent.
    Messages,
    /// Things to do for the office.
    Tasks,
    /// Figures with small numbers suppressed.
    Figures,
    /// How the school judges itself: ratings, comments, evidence and actions, with no child in them.
    SelfEvaluation,
    /// Terms, windows, rules, people.
    Settings,
    /// Bringing in what other systems export.
    Imports,
    /// Who looked and who changed.
    Audit,
    /// Who reads the safeguarding marker: whom they name, not the marker itself.
    SafeguardingReaders,
    /// Incidents of force, restraint or seclusion; to change is to record one, and whoever wrote one reads that one.
    Incident,
    /// Complaints and how they were answered.
    Complaint,
    /// Plans without names: to change is to choose and to publish them.
    PlanSample,
    /// What the school publishes on open pages, before it does: the inclusion strategy and what the school offers.
    OpenPages,
}

/// To look, or to change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verb {
    /// Look.
    See,
    /// Create, change, record, send.
    Change,
}

/// Whether a role alone lets somebody who stands so to the pupil do this. What one person may do is asked of [`Viewer::may`].
#[must_use]
pub(super) fn may(role: Role, relation: Relation, thing: Thing, verb: Verb) -> bool {
    use Relation::{Supports, Teaches};
    use Thing::*;
    use Verb::{Change, See};
    match (role, thing, verb) {
        (Role::Senco, Tasks | Pupil | SenRecord | Contacts | Restrictions | Plan | Targets | Costs, _) => true,
        (Role::Senco, Conversation | Review | Voice | Concern | Board | Messages, _) => true,
        (Role::Senco, Figures | Settings | Imports, _) | (Role::Senco, Audit | TeacherInput, See) => true,
        (
            Role::Senco | Role::Head,
            SafeguardingReaders | SelfEvaluation | Incident | Complaint | PlanSample | OpenPages,
            _,
        ) => true,
        (Role::Head, Audit | Figures | Board | Messages | Tasks | Settings, See) => true,
        (Role::Head, Pupil | SenRecord | Contacts | Restrictions | Plan | Targets | Costs, See) => true,
        (Role::Head, Conversation | Review | Voice | TeacherInput | Concern, See) => true,
        (Role::Teacher, Pupil | SenRecord | Plan | Targets, See) => relation >= Supports,
        (Role::Teacher, Targets, Change) => relation == Teaches,
        (Role::Teacher, Conversation | Review | TeacherInput, _) => relation == Teaches,
        (Role::Teacher, Concern, See) => relation == Teaches,
        (Role::Teacher | Role::TeachingAssistant, Concern | Incident, Change) => relation >= Supports,
        (Role::Teacher | Role::TeachingAssistant, Voice, _) => relation >= Supports,
        (Role::TeachingAssistant, Pupil | Plan | Targets, See) => relation >= Supports,
        (Role::Governor, Figures | SelfEvaluation | PlanSample, See) => true,
        (Role::Office, Tasks, _) => true,
        (Role::Office, Pupil | Contacts | Restrictions, See) => true,
        (Role::Office, Contacts, Change) => true,
        (Role::Admin, Settings | Imports, _) => true,
        _ => false,
    }
}

/// A restriction on one adult for one pupil, and what a person decided about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Restriction {
    /// Nobody has looked at it: it blocks.
    ToBeChecked,
    /// Decided: no contact.
    Barred,
    /// Decided: may be written to.
    MayContact,
}

/// What must be known of an adult before anything may be sent to them about a pupil.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactFacts {
    /// Who.
    pub adult: AdultId,
    /// About whom.
    pub pupil: PupilId,
    /// Linked to the pupil on this day.
    pub linked: bool,
    /// The pupil is on roll on this day.
    pub on_roll: bool,
    /// Every restriction in force between the two.
    pub restrictions: Vec<Restriction>,
    /// What those do of which somebody has decided.
    pub effects: Effects,
    /// What they share with somebody who is restricted about this pupil, and may be.
    pub resembles: Option<Shared>,
    /// Their address, as stored.
    pub email: Option<String>,
    /// The address was refused for good by a mail server.
    pub address_dead: bool,
    /// They told us that they are not the person we meant.
    pub wrong_person: bool,
}

/// An adult and whether they may be written to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact {
    /// Who.
    pub adult: AdultId,
    /// Where, or why not.
    pub address: Result<Deliverable, HeldBack>,
}

/// An address that may be written to: made only by [`deliverable`] and [`deliverable_staff`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Deliverable(EmailAddress);

impl Deliverable {
    /// The address.
    #[must_use]
    pub fn address(&self) -> &EmailAddress {
        &self.0
    }
}

/// Whether an adult is asked to agree: they may take part, and no order leaves the decision to another parent.
#[must_use]
pub fn may_decide(facts: &ContactFacts) -> bool {
    may_take_part(facts).is_ok() && !facts.effects.contains(&Effect::DoesNotDecide)
}

/// Whether an adult may take part at all: be invited, be shown offered times, be written or spoken to about this pupil.
///
/// # Errors
/// The reason they may not. An unknown state of affairs is a reason.
pub fn may_take_part(facts: &ContactFacts) -> Result<(), HeldBack> {
    if facts.restrictions.contains(&Restriction::Barred) {
        return Err(HeldBack::Barred);
    }
    if facts.restrictions.contains(&Restriction::ToBeChecked) {
        return Err(HeldBack::RestrictionToBeChecked);
    }
    // Whoever may be somebody restricted is held until a person has said that they may be contacted.
    if let Some(shared) = facts.resembles.filter(|_| !facts.restrictions.contains(&Restriction::MayContact)) {
        return Err(HeldBack::MayBeRestricted(shared));
    }
    match facts {
        ContactFacts { linked: false, .. } => Err(HeldBack::NoLongerLinked),
        ContactFacts { on_roll: false, .. } => Err(HeldBack::PupilLeft),
        ContactFacts { wrong_person: true, .. } => Err(HeldBack::WrongPerson),
        _ => Ok(()),
    }
}

/// Whether each of those who are asked to a meeting that is to come may take part in it. Who meets on their own is in no meeting with
/// another adult of the pupil.
pub fn joining<'a>(asked: impl IntoIterator<Item = &'a ContactFacts>) -> Vec<Result<(), HeldBack>> {
    let asked: Vec<_> = asked.into_iter().map(|facts| (facts, may_take_part(facts))).collect();
    let come = asked.iter().filter(|(_, may)| may.is_ok()).count();
    let alone = |facts: &ContactFacts| facts.effects.contains(&Effect::SeparateMeeting);
    let join = |(facts, may): (&ContactFacts, Result<(), HeldBack>)| match may {
        Ok(()) if come > 1 && alone(facts) => Err(HeldBack::MeetsAlone),
        may => may,
    };
    asked.into_iter().map(join).collect()
}

/// The address at which an adult may be written to about a pupil.
///
/// # Errors
/// The reason nothing may be sent.
pub fn deliverable(facts: &ContactFacts) -> Result<Deliverable, HeldBack> {
    may_take_part(facts)?;
    if facts.effects.contains(&Effect::LetterOrPhone) {
        return Err(HeldBack::LetterOrPhone);
    }
    let email = facts.email.as_deref().map(str::trim).filter(|e| !e.is_empty()).ok_or(HeldBack::NoAddress)?;
    let address = EmailAddress::parse(email).map_err(|_| HeldBack::NoAddress)?;
    if facts.address_dead { Err(HeldBack::AddressNotWorking) } else { Ok(Deliverable(address)) }
}

/// The address at which an adult may be told that a meeting is off, although the child has left meanwhile: they would come to it otherwise.
/// Everything else that keeps a message back keeps this one back.
///
/// # Errors
/// The reason nothing may be sent.
pub fn deliverable_after_leaving(facts: &ContactFacts) -> Result<Deliverable, HeldBack> {
    deliverable(&ContactFacts { on_roll: true, ..facts.clone() })
}

/// The address at which a member of staff may be written to on a day.
///
/// # Errors
/// When they have left, or their address does not work.
pub fn deliverable_staff(
    email: &str,
    until: Option<NaiveDate>,
    disabled: bool,
    address_dead: bool,
    today: NaiveDate,
) -> Result<Deliverable, HeldBack> {
    if disabled || until.is_some_and(|u| u < today) {
        return Err(HeldBack::StaffLeft);
    }
    let address = EmailAddress::parse(email).map_err(|_| HeldBack::NoAddress)?;
    if address_dead { Err(HeldBack::AddressNotWorking) } else { Ok(Deliverable(address)) }
}

#[cfg(test)]
mod tests;

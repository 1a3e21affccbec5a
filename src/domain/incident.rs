//! Significant incidents: force, restraint or seclusion used with a pupil. Each is recorded on the day and told to the parents in writing on
//! the same calendar day, also where a behaviour plan foresees it ([`RULE`]). They are kept apart from every plan.

pub mod figures;

use chrono::{NaiveDate, NaiveTime};

use super::{
    access::{ContactFacts, Relation, Thing, Verb, Viewer, may_take_part},
    ids::AdultId,
};

/// Where the duty to record and to tell comes from.
pub const RULE: &str = "Education and Inspections Act 2006, section 93A, and the regulations on seclusion and restraint, in force since 1 April 2026";

/// The longest that one incident may have lasted, in minutes: more is several incidents, or a slip.
pub const LONGEST: u32 = 600;

coded! {
    /// What was used. One incident may have had more than one of them.
    IncidentKind {
        /// Physical contact to control a pupil.
        Force = "force", "Force: physical intervention";
        /// The pupil was kept from moving, with force or without.
        Restraint = "restraint", "Restraint";
        /// The pupil was alone in a place that they were not free to leave.
        Seclusion = "seclusion", "Seclusion";
    }
}

coded! {
    /// How somebody was told.
    Way {
        /// A letter from hand to hand.
        ByHand = "by_hand", "Letter, handed over";
        /// A letter by post.
        Post = "post", "Letter, posted on the day";
        /// What the school uses to write to parents, which needs a sign-in.
        Message = "message", "Message in the school’s own app for parents";
        /// Not in writing.
        Spoken = "spoken", "Spoken with, in person or by phone";
    }
}

impl Way {
    /// Whether it is in writing, as the law asks.
    #[must_use]
    pub fn is_written(self) -> bool {
        self != Self::Spoken
    }
}

/// The kinds as a table holds them: codes parted by spaces.
#[must_use]
pub fn codes(kinds: &[IncidentKind]) -> String {
    kinds.iter().map(|kind| kind.as_code()).collect::<Vec<_>>().join(" ")
}

/// The kinds out of a table; `None` where one of the codes is none.
#[must_use]
pub fn kinds(codes: &str) -> Option<Vec<IncidentKind>> {
    codes.split_whitespace().map(IncidentKind::from_code).collect()
}

/// "Force: physical intervention; Seclusion".
#[must_use]
pub fn words(kinds: &[IncidentKind]) -> String {
    kinds.iter().map(|kind| kind.words()).collect::<Vec<_>>().join("; ")
}

/// Whether the record has to say besides what led up to it, what was tried before, and the kind and degree of force.
#[must_use]
pub fn asks_about_force(kinds: &[IncidentKind]) -> bool {
    kinds.iter().any(|kind| matches!(kind, IncidentKind::Force | IncidentKind::Restraint))
}

/// What somebody wrote down of an incident.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// What was used: at least one.
    pub kinds: Vec<IncidentKind>,
    /// The day.
    pub on: NaiveDate,
    /// When it began.
    pub began: NaiveTime,
    /// How long it lasted.
    pub minutes: u32,
    /// Where.
    pub place: String,
    /// The staff who took part, by name.
    pub staff: String,
    /// Who else was there; may be empty.
    pub others: String,
    /// The pupil's needs that matter here.
    pub needs: String,
    /// Why it was used.
    pub why: String,
    /// What led up to it; empty where no force was used.
    pub triggers: String,
    /// What was tried before; empty where no force was used.
    pub tried: String,
    /// Kind and degree of force; empty where none was used.
    pub degree: String,
    /// Injuries of anybody.
    pub injuries: String,
    /// What the pupil was given afterwards.
    pub support: String,
    /// What the staff were given afterwards; may be empty.
    pub staff_support: String,
}

/// That somebody was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told {
    /// Who; nobody: the local authority, where telling any parent would be likely to harm the pupil.
    pub adult: Option<AdultId>,
    /// The day.
    pub on: NaiveDate,
    /// How.
    pub way: Way,
}

/// Where the telling of the parents stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Telling {
    /// Everybody who is to be told has been, in writing.
    Done {
        /// All of them on the day itself.
        same_day: bool,
    },
    /// It is the day: these are still to be told. Nobody: no parent may be, so that it is the authority.
    DueToday(Vec<AdultId>),
    /// The day has gone by, so many calendar days ago.
    Late {
        /// Calendar days since the incident.
        days: i64,
        /// Who is still to be told.
        left: Vec<AdultId>,
    },
}

impl Telling {
    /// Whether somebody still has to be told.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Done { .. })
    }

    /// Who is still to be told.
    #[must_use]
    pub fn left(&self) -> &[AdultId] {
        match self {
            Self::Done { .. } => &[],
            Self::DueToday(left) | Self::Late { left, .. } => left,
        }
    }
}

/// Where the telling stands: each of those who are `owed` it is told in writing on the calendar day of the incident, school day or not. Where
/// the local authority was told instead, nobody else is owed it.
#[must_use]
pub fn telling(on: NaiveDate, owed: &[AdultId], told: &[Told], today: NaiveDate) -> Telling {
    let written: Vec<&Told> = told.iter().filter(|one| one.way.is_written()).collect();
    let first = |who: Option<AdultId>| written.iter().filter(|one| one.adult == who).map(|one| one.on).min();
    if let Some(day) = first(None) {
        return Telling::Done { same_day: day <= on };
    }
    let left: Vec<AdultId> = owed.iter().copied().filter(|adult| first(Some(*adult)).is_none()).collect();
    if left.is_empty() && !written.is_empty() {
        return Telling::Done { same_day: written.iter().all(|one| first(one.adult).is_some_and(|day| day <= on)) };
    }
    match (today - on).num_days() {
        ..=0 => Telling::DueToday(left),
        days => Telling::Late { days, left },
    }
}

/// Whether an adult may be told about an incident: whoever may take part at all, also after the pupil has left.
#[must_use]
pub fn may_be_told(facts: &ContactFacts) -> bool {
    may_take_part(&ContactFacts { on_roll: true, ..facts.clone() }).is_ok()
}

/// Whether somebody may read an incident: those who read all of a pupil's, and whoever wrote it while they teach or support the pupil.
#[must_use]
pub fn may_read(viewer: &Viewer, relation: Relation, is_own: bool) -> bool {
    let may = |verb| viewer.may(relation, Thing::Incident, verb);
    may(Verb::See) || (is_own && may(Verb::Change))
}

#[cfg(test)]
mod tests;

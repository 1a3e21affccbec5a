//! People and rooms are not booked twice: who and what a time takes up, whether that is given away already, and the nearest times that are
//! free. Asked wherever a time is offered, chosen or moved.
//!
//! Who leads a meeting, whoever else will be there, the parents and the room are all asked. A time that is booked is theirs; one that is
//! offered and not chosen yet may still be anybody's, which is said to whoever offers it a second time.

mod nearest;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{LazyLock, OnceLock},
};

pub use nearest::NEAR_DAYS;

use super::{
    conversation::Mode,
    identity::plain,
    ids::{AdultId, ConversationId, StaffId},
    people::{Name, Role},
    time::Moment,
};

/// Who works at a school, to be found by a name that somebody wrote down. Their names are brought into the form in which names are compared
/// once for all that is looked for, and not at all where nobody is.
#[derive(Clone, Debug, Default)]
pub struct KnownStaff {
    all: Vec<(StaffId, Name)>,
    called: OnceLock<BTreeMap<String, BTreeSet<StaffId>>>,
}

impl KnownStaff {
    /// These.
    #[must_use]
    pub fn new(all: Vec<(StaffId, Name)>) -> Self {
        Self { all, called: OnceLock::new() }
    }

    /// Each of them.
    #[must_use]
    pub fn all(&self) -> &[(StaffId, Name)] {
        &self.all
    }

    /// Whoever bears a name in the form in which names are compared: "mrs anand" or "priya anand".
    fn called(&self, name: &str) -> Option<&BTreeSet<StaffId>> {
        let read = || {
            let mut found: BTreeMap<String, BTreeSet<StaffId>> = BTreeMap::new();
            for (id, name) in &self.all {
                for known in [name.formal(), name.full()] {
                    found.entry(written(&known)).or_default().insert(*id);
                }
            }
            found
        };
        self.called.get_or_init(read).get(name)
    }
}

/// What the roles are called, in the same form.
static ROLES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| Role::ALL.iter().flat_map(|role| [role.as_code().to_owned(), written(role.words())]).collect());

/// Who or what cannot be in two places at once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Party {
    /// A member of staff: they lead the meeting or will be there.
    Staff(StaffId),
    /// Somebody else who will be there, by the name that was written down, in the form in which names are compared.
    Named(String),
    /// A room, in the same form.
    Room(String),
    /// A parent.
    Parent(AdultId),
}

impl Party {
    /// The room of a meeting: what stands before the first comma of "Room 3, by the hall". Only who meets at school needs one.
    #[must_use]
    pub fn room(mode: Mode, place: &str) -> Option<Self> {
        let name = written(place.split(',').next().unwrap_or_default());
        (mode == Mode::School && !name.is_empty()).then_some(Self::Room(name))
    }

    /// Everybody who is named in "Mrs Anand, Dr Lee and Ms Noor (interpreter)": staff where the name is theirs. Where it is that of several,
    /// each of them, since nobody knows which is meant.
    #[must_use]
    pub fn named(line: &str, staff: &KnownStaff) -> BTreeSet<Self> {
        let line = line.replace(" and ", ",");
        let names = line.split([',', ';', '&', '\n']).map(|part| written(part.split('(').next().unwrap_or_default()));
        let of = |name: String| -> Vec<Self> {
            match staff.called(&name) {
                Some(all) => all.iter().map(|id| Self::Staff(*id)).collect(),
                None => vec![Self::Named(name)],
            }
        };
        // "Mrs Anand, SENCO": a role is nobody.
        names.filter(|name| !name.is_empty() && !ROLES.contains(name)).flat_map(of).collect()
    }
}

/// Whom and what a meeting takes up: who leads it, who else will be there, its room and the parents.
#[must_use]
pub fn parties(
    (lead, also): (StaffId, &str),
    staff: &KnownStaff,
    (mode, place): (Mode, &str),
    parents: impl IntoIterator<Item = AdultId>,
) -> BTreeSet<Party> {
    let there = Party::named(also, staff).into_iter().chain([Party::Staff(lead)]);
    there.chain(Party::room(mode, place)).chain(parents.into_iter().map(Party::Parent)).collect()
}

/// A name in the form in which it is compared: plain letters and figures, one space between words.
fn written(text: &str) -> String {
    let plain = plain(text);
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A time that takes up people and rooms.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Engagement {
    /// Of which meeting; `None` of one that is only thought of.
    pub meeting: Option<ConversationId>,
    /// When it starts.
    pub starts: Moment,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// Whom and what it takes up.
    pub parties: BTreeSet<Party>,
    /// It is agreed; else it is offered and may still be chosen.
    pub booked: bool,
}

impl Engagement {
    /// When it ends: who comes at that instant is not in its way.
    #[must_use]
    pub fn ends(&self) -> Moment {
        self.starts.plus_minutes(self.minutes)
    }

    /// The same, at another time.
    #[must_use]
    pub fn at(&self, starts: Moment) -> Self {
        Self { starts, ..self.clone() }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.starts < other.ends() && other.starts < self.ends()
    }
}

/// Why a time cannot be given away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clash<'a> {
    /// What it runs into.
    pub with: &'a Engagement,
    /// Whom and what both would take up.
    pub parties: BTreeSet<Party>,
}

/// What a school has given away of people's time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Diary(Vec<Engagement>);

impl Diary {
    /// Of these.
    #[must_use]
    pub fn new(all: Vec<Engagement>) -> Self {
        Self(all)
    }

    /// The same without what a meeting itself has given away: it is not in its own way.
    #[must_use]
    pub fn without(&self, meeting: ConversationId) -> Self {
        Self(self.0.iter().filter(|one| one.meeting != Some(meeting)).cloned().collect())
    }

    /// Gives something away.
    pub fn enter(&mut self, new: Engagement) {
        self.0.push(new);
    }

    /// What a time runs into: what is booked before what is only offered, then the first of them.
    #[must_use]
    pub fn clash(&self, wanted: &Engagement) -> Option<Clash<'_>> {
        let shared =
            |one: &Engagement| -> BTreeSet<Party> { one.parties.intersection(&wanted.parties).cloned().collect() };
        let clashes =
            self.0.iter().filter(|one| one.overlaps(wanted)).map(|with| Clash { with, parties: shared(with) });
        clashes.filter(|clash| !clash.parties.is_empty()).min_by_key(|clash| (!clash.with.booked, clash.with.starts))
    }

    /// What a time runs into of what is booked.
    #[must_use]
    pub fn taken(&self, wanted: &Engagement) -> Option<Clash<'_>> {
        self.clash(wanted).filter(|clash| clash.with.booked)
    }
}

#[cfg(test)]
mod tests;

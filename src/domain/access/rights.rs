//! What one person may do beyond their role: a deputy who teaches, a learning mentor who meets parents, an assistant who arranges the
//! SENCO's meetings. Each right is for some roles and does nothing in any other, so that none ever opens a child to somebody whose role
//! has no child in it: governors and administrators.

use super::{Relation, Thing, Verb, may};
use crate::domain::people::Role;

coded! {
    /// Something that a person may be given beside their role.
    Right {
        /// As in a school whose assistant head leads a phase: every pupil as somebody who supports them sees one.
        EveryPupil = "every_pupil", "See every pupil as if they supported them, and change nothing";
        /// As in a school whose deputy teaches a class.
        WholeSchool = "whole_school", "See everything that the head sees, and change nothing";
        /// For those who know the child best and are not the class teacher, and for a head who teaches.
        Reviews = "reviews", "Meet parents and record reviews, for the pupils they teach or support";
        /// For the SENCO's assistant.
        Meetings = "meetings", "See plans and the review round, arrange meetings with parents and record them, for every pupil";
        /// For those who build provision with a budget in mind.
        Costs = "costs", "See what provision costs, in the plans they see";
        /// For the keeper of the school's data.
        Imports = "imports", "Import from the school's other systems, and see all that comes with it";
    }
}

impl Right {
    /// Whether somebody in this role can have it. In every other role it opens nothing.
    #[must_use]
    pub fn fits(self, role: Role) -> bool {
        match self {
            Self::EveryPupil | Self::Costs => matches!(role, Role::Teacher | Role::TeachingAssistant),
            Self::WholeSchool => role == Role::Teacher,
            Self::Reviews => matches!(role, Role::Teacher | Role::TeachingAssistant | Role::Head),
            Self::Meetings | Self::Imports => role == Role::Office,
        }
    }

    /// Whether it opens records of pupils with whom the person does not work. Then a password alone is too little.
    #[must_use]
    pub fn reaches_beyond_own_pupils(self) -> bool {
        !matches!(self, Self::Reviews | Self::Costs)
    }

    /// Whether somebody in this role who has it among these may do this.
    fn opens(self, all: Rights, role: Role, relation: Relation, thing: Thing, verb: Verb) -> bool {
        use Thing::{Board, Conversation, Costs, Imports, Messages, Plan, Review, SafeguardingReaders, TeacherInput};
        let looks = verb == Verb::See;
        self.fits(role)
            && match self {
                Self::EveryPupil => looks && may(role, Relation::Supports, thing, Verb::See),
                Self::WholeSchool => {
                    looks && thing != SafeguardingReaders && may(Role::Head, Relation::None, thing, verb)
                }
                Self::Reviews => {
                    relation >= Relation::Supports && matches!(thing, Conversation | Review | TeacherInput)
                }
                Self::Meetings => thing == Conversation || looks && matches!(thing, Plan | Board | Messages),
                Self::Costs => {
                    let sees_plan = all.has(Self::EveryPupil) || may(role, relation, Plan, Verb::See);
                    looks && thing == Costs && sees_plan
                }
                Self::Imports => thing == Imports,
            }
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// The rights that somebody has on a day.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash, Debug)]
pub struct Rights(u8);

impl Rights {
    /// Whether this is one of them.
    #[must_use]
    pub fn has(self, right: Right) -> bool {
        self.0 & right.bit() != 0
    }

    /// Each of them, in their usual order.
    pub fn each(self) -> impl Iterator<Item = Right> {
        Right::ALL.iter().copied().filter(move |right| self.has(*right))
    }

    /// Whether one of them opens this to somebody in this role.
    pub(super) fn open(self, role: Role, relation: Relation, thing: Thing, verb: Verb) -> bool {
        self.each().any(|right| right.opens(self, role, relation, thing, verb))
    }

    /// Whether one of them opens records of pupils with whom somebody in this role does not work.
    #[must_use]
    pub fn reach_beyond_own_pupils(self, role: Role) -> bool {
        self.each().any(|right| right.fits(role) && right.reaches_beyond_own_pupils())
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Self(rights.into_iter().fold(0, |all, right| all | right.bit()))
    }
}

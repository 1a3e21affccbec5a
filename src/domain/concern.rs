//! A concern that somebody raised about a pupil: what can be decided about it, where it stands, and who may read it.

use chrono::NaiveDate;

use super::{
    access::{Relation, Thing, Verb, Viewer},
    ids::StaffId,
};

coded! {
    /// What the SENCO decided (Code of Practice 6.38, 6.43).
    Outcome {
        /// More must be known first.
        Assess = "assess", "Assess further";
        /// The pupil has SEN: support starts, and a plan is made.
        SenSupport = "sen_support", "SEN support starts";
        /// Ordinary teaching, adapted; looked at again on a day.
        Strategies = "strategies", "Strategies in class";
        /// Nothing more for now.
        No = "no", "No further step for now";
    }
}

impl Outcome {
    /// Whether a day is set on which somebody looks again.
    #[must_use]
    pub fn looks_again(self) -> bool {
        matches!(self, Self::Assess | Self::Strategies)
    }
}

/// Where a concern stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Nobody has decided yet.
    Waiting,
    /// The day to look again has come.
    LookAgain(NaiveDate),
    /// Decided, and looked at again on a day to come.
    Watched(NaiveDate),
    /// Decided.
    Settled,
}

impl Standing {
    /// Where a concern stands on a day, by its newest decision: none, or the day to look again if it set one.
    #[must_use]
    pub fn on(newest: Option<Option<NaiveDate>>, today: NaiveDate) -> Self {
        match newest {
            None => Self::Waiting,
            Some(None) => Self::Settled,
            Some(Some(day)) if day <= today => Self::LookAgain(day),
            Some(Some(day)) => Self::Watched(day),
        }
    }

    /// Whether the SENCO has something to decide.
    #[must_use]
    pub fn is_to_decide(self) -> bool {
        matches!(self, Self::Waiting | Self::LookAgain(_))
    }
}

/// Whether somebody may read a concern: those who read all of a pupil's, and whoever raised it while they teach or support the pupil.
#[must_use]
pub fn may_read(viewer: &Viewer, relation: Relation, is_own: bool) -> bool {
    let may = |verb| viewer.may(relation, Thing::Concern, verb);
    may(Verb::See) || (is_own && may(Verb::Change))
}

/// Days for which an answer may be news to whoever raised the concern: as far back as a digest knows what it has said.
pub const ANSWER_IS_NEWS: i64 = 30;

/// What the digests look at: when a concern was raised and by whom, and its newest decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// Who is waiting for the answer.
    pub raised_by: StaffId,
    /// The day it was raised.
    pub raised_on: NaiveDate,
    /// The day of the newest decision, and the day to look again if it set one.
    pub decided: Option<(NaiveDate, Option<NaiveDate>)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::SchoolId, people::Role};

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    #[test]
    fn a_concern_asks_for_a_decision_until_there_is_one_and_again_when_its_day_comes() {
        assert_eq!(Standing::on(None, day(18)), Standing::Waiting);
        assert_eq!(Standing::on(Some(None), day(18)), Standing::Settled);
        assert_eq!(Standing::on(Some(Some(day(19))), day(18)), Standing::Watched(day(19)));
        assert_eq!(Standing::on(Some(Some(day(18))), day(18)), Standing::LookAgain(day(18)));
        assert!(Standing::LookAgain(day(18)).is_to_decide() && !Standing::Watched(day(19)).is_to_decide());
    }

    #[test]
    fn only_outcomes_that_wait_for_something_are_looked_at_again() {
        let again: Vec<_> = Outcome::ALL.iter().filter(|o| o.looks_again()).collect();
        assert_eq!(again, [&Outcome::Assess, &Outcome::Strategies]);
    }

    #[test]
    fn a_teaching_assistant_reads_their_own_and_only_while_they_support_the_pupil() {
        let reads = |role, relation, is_own| may_read(&Viewer::new(StaffId(1), SchoolId(1), role), relation, is_own);
        let ta = Role::TeachingAssistant;
        assert!(reads(ta, Relation::Supports, true));
        assert!(!reads(ta, Relation::Supports, false) && !reads(ta, Relation::None, true));
        assert!(reads(Role::Teacher, Relation::Teaches, false) && !reads(Role::Teacher, Relation::None, true));
        assert!(reads(Role::Head, Relation::None, false) && !reads(Role::Office, Relation::None, true));
    }
}

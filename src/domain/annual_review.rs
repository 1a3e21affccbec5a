//! An EHC plan's annual review from the first request to the authority's decision (Children and Families Act 2014 s.44; SEND Regulations 2014
//! regs 18 to 22): which limit rules, which steps there are, and where each of them stands. The school prepares, meets and reports; the
//! authority decides, and its decision starts the next year. A step that is not done stays until somebody says on which day it was.

mod limits;
mod steps;

use chrono::NaiveDate;

pub use limits::{Child, Limit, Moves, Rule, complete_by, earliest, limits, next_move};
pub use steps::{
    ADVICE_DAYS, AHEAD, Due, Facts, Step, StepState, Whose, comments_until, in_force_until, steps, wanted,
};

use super::time::LongDay;

/// What the days of a review are counted in: holidays and weekends count.
pub const UNIT: &str = "calendar days";

coded! {
    /// Why a review is held.
    ReviewKind {
        /// Within twelve months of the last decision.
        Annual = "annual", "Annual review";
        /// Sooner, for a reason (Code of Practice 9.169).
        Interim = "interim", "Interim review";
    }
}

coded! {
    /// What the school's report recommends. It is no decision.
    Recommendation {
        /// The plan stays as it is.
        Maintain = "maintain", "Keep the plan as it is";
        /// The plan is changed.
        Amend = "amend", "Change the plan";
        /// The plan ends.
        Cease = "cease", "End the plan";
    }
}

coded! {
    /// What the authority decides, within four weeks of the meeting (SEND Regulations 2014 reg 20(10)).
    DecisionKind {
        /// The plan stays as it is.
        Maintain = "maintain", "The plan is maintained";
        /// The plan is amended: the proposed changes come with the decision.
        Amend = "amend", "The plan is amended";
        /// The plan ceases.
        Cease = "cease", "The plan ceases";
    }
}

coded! {
    /// As what somebody is asked (SEND Regulations 2014 reg 20(2); Code of Practice 9.176).
    Party {
        /// A parent or carer.
        Parent = "parent", "Parent or carer";
        /// The pupil: asked themselves from Year 9 on.
        YoungPerson = "young_person", "The young person";
        /// The school.
        School = "school", "School";
        /// The authority's SEN officer.
        Authority = "authority", "The authority’s officer";
        /// Named by the body that commissions health services.
        Health = "health", "Health";
        /// The authority's social care.
        SocialCare = "social_care", "Social care";
        /// Anybody else who matters: a therapist, a job coach, the virtual school.
        Other = "other", "Somebody else";
    }
}

coded! {
    /// What became of somebody who is asked, each with its day.
    PartyDeed {
        /// Advice or a report was asked for.
        Asked = "asked", "Report asked for";
        /// They were reminded.
        Chased = "chased", "Reminded";
        /// It came.
        Received = "received", "Report came";
        /// It was sent on to everybody who is invited.
        Circulated = "circulated", "Sent on to everybody";
        /// They were invited.
        Invited = "invited", "Invited";
        /// They came to the meeting.
        Came = "came", "Came";
        /// They did not come.
        Absent = "absent", "Did not come";
    }
}

impl Party {
    /// Whether the school asks them by a letter of its own: everybody but parents, who are invited to the meeting, and itself.
    #[must_use]
    pub fn is_asked_by_letter(self) -> bool {
        !matches!(self, Self::Parent | Self::School)
    }

    /// Their office, where no name is known.
    #[must_use]
    pub fn office(self) -> &'static str {
        match self {
            Self::Parent => "Parents",
            Self::YoungPerson => "The pupil",
            Self::School => "The school",
            Self::Authority => "SEN officer",
            Self::Health => "Health services",
            Self::SocialCare => "Children’s social care",
            Self::Other => "Somebody else",
        }
    }

    /// Whom every review must invite for a pupil of a year group, the young person themselves from Year 9 on.
    #[must_use]
    pub fn must_be_invited(nc_year: &str) -> Vec<Self> {
        let from_year_9 = nc_year.parse::<u8>().is_ok_and(|year| year >= 9);
        let mut all = vec![Self::Parent, Self::School, Self::Authority, Self::Health, Self::SocialCare];
        if from_year_9 {
            all.insert(1, Self::YoungPerson);
        }
        all
    }
}

/// The authority's decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    /// What.
    pub kind: DecisionKind,
    /// The day on which it was made: the next year runs from it.
    pub on: NaiveDate,
}

/// Checks a decision that somebody enters.
///
/// # Errors
/// The rule against which it goes.
pub fn check_decision(on: NaiveDate, meeting: Option<NaiveDate>, today: NaiveDate) -> Result<(), String> {
    match meeting {
        _ if on > today => Err(format!("{} is still to come: enter the decision when it is there", LongDay(on))),
        None => Err("no review meeting has been held: the authority decides after it has the report of one".to_owned()),
        Some(held) if on < held => Err(format!(
            "{} is before the meeting on {}: the authority decides after it (SEND Regulations 2014 reg 20(10))",
            LongDay(on),
            LongDay(held)
        )),
        Some(_) => Ok(()),
    }
}

/// Checks the day of a meeting against the limit that rules. Where the limit itself has gone by, the next day is better than none.
///
/// # Errors
/// The rule against which it goes.
pub fn check_meeting(on: NaiveDate, limit: Option<&Limit>, today: NaiveDate) -> Result<(), String> {
    match limit {
        Some(limit) if today <= limit.latest_meeting && limit.latest_meeting < on => Err(format!(
            "{} is after {}, the last day for this annual review’s meeting: {}",
            LongDay(on),
            LongDay(limit.latest_meeting),
            limit.words()
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

//! What a timetable needs and does not have yet. The first page, the board and the digest ask it through `domain::missing`, its own page
//! by itself.

use chrono::NaiveDate;

use super::{Agreement, GUIDANCE};
use crate::domain::ids::PartTimeId;

coded! {
    /// Something that has to be done about a timetable.
    Wanted {
        /// No parent has agreed.
        Agreement = "agreement", "Have the agreement of a parent";
        /// Nobody has told the authority.
        Authority = "authority", "Tell the local authority";
        /// A review's day has gone by.
        Review = "review", "Hold the review";
        /// The last day has come, or a review decided for full time.
        End = "end", "Record that it has ended, or set a later last day at a review";
    }
}

impl Wanted {
    /// Where the rule comes from.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::Agreement | Self::Review | Self::End => GUIDANCE,
            Self::Authority => "Good practice: no law asks it of every school, but your authority may",
        }
    }

    /// How its day comes about.
    #[must_use]
    pub fn counted(self) -> &'static str {
        match self {
            Self::Agreement | Self::Authority => "the first day",
            Self::Review => "the day set for it",
            Self::End => "the last day",
        }
    }
}

/// What is known of a timetable that has not ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// Which.
    pub id: PartTimeId,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// A parent has agreed, see [`is_agreed`].
    pub agreed: bool,
    /// The authority was told.
    pub told: bool,
    /// The day of the first review that is set and not held.
    pub review_on: Option<NaiveDate>,
    /// The last review held decided for full time.
    pub to_full_time: bool,
}

/// One thing to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// What.
    pub what: Wanted,
    /// By which day.
    pub by: NaiveDate,
}

impl Due {
    /// Calendar days by which it is late; 0 or less while it is not.
    #[must_use]
    pub fn late(&self, today: NaiveDate) -> i64 {
        (today - self.by).num_days()
    }
}

/// Whether a parent has agreed: one of them at least, by what they answered last.
#[must_use]
pub fn is_agreed<A: PartialEq>(answers_in_order: &[(A, Agreement)]) -> bool {
    let last = |who: &A| answers_in_order.iter().rev().find(|(one, _)| one == who).map(|(_, answer)| *answer);
    answers_in_order.iter().any(|(who, _)| last(who).is_some_and(|answer| answer != Agreement::Refused))
}

/// What has to be done about a timetable that has not ended. The agreement is needed before it begins, so that it is asked for at once.
#[must_use]
pub fn wanted(facts: &Facts, today: NaiveDate) -> Vec<Due> {
    let begun = facts.from <= today;
    let found = [
        (!facts.agreed).then_some((Wanted::Agreement, facts.from)),
        (!facts.told && begun).then_some((Wanted::Authority, facts.from)),
        facts.review_on.filter(|on| *on < today && !facts.to_full_time).map(|on| (Wanted::Review, on)),
        (facts.until <= today || facts.to_full_time).then_some((Wanted::End, facts.until)),
    ];
    found.into_iter().flatten().map(|(what, by)| Due { what, by }).collect()
}

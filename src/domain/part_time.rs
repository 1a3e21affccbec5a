//! Part-time timetables: which half days a pupil is in school, from when until when, what is not attended by it, and what it needs.
//!
//! A pupil of compulsory school age is entitled to full-time education. A part-time timetable is the exception, for a while: the school and
//! the parent agree to it, it is reviewed with them on days that are set, and it has a last day ([`GUIDANCE`]).

mod counting;
mod pattern;
mod wanted;

use chrono::NaiveDate;

use super::time::LongDay;

pub use counting::{NotAttended, Timetable};
pub use pattern::{AtSchool, Part, Pattern, WEEKDAYS, clock, hours, parse_hours};
pub use wanted::{Due, Facts, Wanted, is_agreed, wanted};

/// Where the rules come from: statutory guidance, in force since 19 August 2024.
pub const GUIDANCE: &str = "Working together to improve school attendance (DfE, August 2024)";

/// Half days of a full week.
pub const FULL_SESSIONS: u32 = 10;

/// Minutes of a full week, breaks included, where nothing else is entered: the 32.5 hours from opening to closing that the DfE expects of
/// mainstream schools at least (Length of the school week, DfE, 2022).
pub const FULL_WEEK: u32 = 1_950;

/// Minutes that can be entered as a full week: 10 to 50 hours.
pub const FULL_WEEKS: std::ops::RangeInclusive<u32> = 600..=3_000;

coded! {
    /// How a parent answered.
    Agreement {
        /// They wrote.
        Writing = "writing", "Agreed in writing";
        /// They said so at a meeting.
        Meeting = "meeting", "Agreed at a meeting";
        /// They did not.
        Refused = "refused", "Did not agree";
    }
}

coded! {
    /// What a review decided.
    Decision {
        /// Nothing changes.
        Continue = "continue", "Go on as it is";
        /// The pupil comes to more sessions.
        Increase = "increase", "More sessions";
        /// The pupil comes full time.
        FullTime = "full_time", "Back to full time";
    }
}

coded! {
    /// How a timetable ended.
    End {
        /// As it was meant to.
        FullTime = "full_time", "Back to full time";
        /// The pupil left.
        Left = "left", "Left the school";
        /// Before its last day, for a reason.
        Early = "early", "Ended early, for another reason";
        /// Entered and not used, for a reason.
        NeverBegan = "never_began", "Never began";
    }
}

impl End {
    /// Whether somebody has to say why.
    #[must_use]
    pub fn wants_reason(self) -> bool {
        matches!(self, Self::Early | Self::NeverBegan)
    }
}

/// The days of a timetable, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Days {
    /// The first.
    pub from: NaiveDate,
    /// The last: on the school day after it the pupil is back to full time.
    pub until: NaiveDate,
}

impl Days {
    /// Whether the two share a day.
    #[must_use]
    pub fn overlap(self, other: Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }
}

/// Whether a timetable can have these days beside the pupil's others: one at a time.
///
/// # Errors
/// The rule, with the days of the one that stands in the way.
pub fn check_alone(days: Days, others: impl IntoIterator<Item = Days>) -> Result<(), String> {
    match others.into_iter().find(|other| other.overlap(days)) {
        None => Ok(()),
        Some(other) => Err(format!(
            "A pupil has one part-time timetable at a time: another runs from {} to {}. End that one first, or choose days after it",
            LongDay(other.from),
            LongDay(other.until)
        )),
    }
}

#[cfg(test)]
mod tests;

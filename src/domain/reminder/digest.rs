//! One mail a day at most for a member of staff: everything they need to know, by counts, with no child in it.
use chrono::NaiveDate;

use super::{Moment, Picture, Planned};

coded! {
    /// A section of a digest.
    Section {
        /// Reviews whose date has passed.
        Overdue = "overdue", "late";
        /// Meetings that are over and not recorded.
        RecordIt = "record_it", "to record";
        /// Times that were agreed, changed or called off since the last digest.
        Bookings = "bookings", "bookings";
        /// Teachers' views for reviews of this window.
        TeacherInput = "teacher_input", "need your view";
        /// Reviews due this week.
        ThisWeek = "this_week", "this week";
        /// Parents who have not answered.
        ToChase = "to_chase", "to chase";
    }
}

/// What one digest says: for each section how many, and the day that matters. No names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Digest {
    /// Sections that are not empty, in order: which, how many, and the day by which or since which, if one matters.
    pub sections: Vec<(Section, u32, Option<NaiveDate>)>,
    /// It is the first school day of the week: "This week: …".
    pub weekly: bool,
}

pub(super) fn notices(_: &Picture, _: Moment, _: NaiveDate) -> Vec<Planned> {
    unimplemented!()
}

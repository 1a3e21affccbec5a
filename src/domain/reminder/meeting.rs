//! The messages about one meeting.
use chrono::NaiveDate;

use super::{MeetingFacts, Moment, Picture, Planned};

pub(super) fn notices(_: &Picture, _: &MeetingFacts, _: Moment, _: NaiveDate) -> Vec<Planned> {
    unimplemented!()
}

//! Where something stands that is answered by a day, in a word and with its unit.

use maud::Markup;

use super::tag::{Tone, tag};
use crate::domain::{complaint::Stands, count::school_days};

/// It.
#[must_use]
pub fn answer_clock(stands: Stands) -> Markup {
    match stands {
        Stands::Answered { in_time: true } => tag(Tone::Good, "Answered in time"),
        Stands::Answered { in_time: false } => tag(Tone::Soon, "Answered late"),
        Stands::Open { left: 0 } => tag(Tone::Soon, "To be answered today"),
        Stands::Open { left } => tag(Tone::Sky, &format!("{} left", school_days(left))),
        Stands::Late { by } => tag(Tone::Late, &format!("{} late", school_days(by))),
    }
}

//! Where a step of an annual review stands, in words and only then in a colour.

use maud::{Markup, html};

use super::tag::{Tone, tag};
use crate::domain::{annual_review::StepState, count::counted, time::LongDay};

/// The same in words alone, for paper.
#[must_use]
pub fn step_words(state: StepState) -> String {
    match state {
        StepState::Done(on) => format!("Done {}", LongDay(on)),
        StepState::Due(0) => "Today".to_owned(),
        StepState::Due(n) => format!("In {}", counted(n, "day", "days")),
        StepState::Late(n) => format!("{} late", counted(n, "day", "days")),
        StepState::NotNeeded(why) => format!("Not needed: {why}"),
    }
}

/// It.
#[must_use]
pub fn step_state(state: StepState) -> Markup {
    match state {
        StepState::Done(on) => html! { (tag(Tone::Good, "Done")) " " (LongDay(on)) },
        StepState::Due(0) => tag(Tone::Soon, "Today"),
        StepState::Due(n) => html! { "in " (counted(n, "day", "days")) },
        StepState::Late(n) => tag(Tone::Late, &format!("{} late", counted(n, "day", "days"))),
        StepState::NotNeeded(why) => html! { span.muted { "Not needed: " (why) } },
    }
}

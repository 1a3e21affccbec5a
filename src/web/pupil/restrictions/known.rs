//! What somebody knows who is to be kept away: said before it is saved, with the way to another time.

use maud::{Markup, html};

use crate::{
    domain::time::{ClockTime, LongDay},
    store::conversations::knowing::KnownTime,
};

/// The booked meetings whose time and place they know, and what saving does about them.
pub(super) fn warning(known: &[&KnownTime]) -> Markup {
    html! {
        @for one in known {
            div.banner role="note" {
                p {
                    strong { (one.adult_name.formal()) " knows that a meeting is booked: " }
                    (LongDay(one.starts.today())) ", " (ClockTime(one.starts.local().time())) ", " (one.mode.words())
                    @if !one.place.is_empty() { ", " (one.place) }
                    "."
                }
                p {
                    "Keeping them away does not move it. "
                    (one.lead.formal())
                    ", who leads it, is told at once and asked for another time or place. "
                    a href=(format!("/conversations/{}", one.id)) { "Open the meeting to move it" }
                }
            }
        }
    }
}

//! What is under way with somebody who is to be kept away: said before it is saved, with what saving does about it.

use maud::{Markup, html};

use crate::{
    domain::{
        count::counted,
        time::{ClockTime, LongDay},
    },
    store::{
        conversations::knowing::KnownTime,
        restrictions::{Link, UnderWay},
    },
};

/// Everything that is under way between an adult and a pupil.
pub(super) fn under_way(link: &Link, found: &UnderWay) -> Markup {
    let counts = [
        (found.offers, "meeting is offered to them", "meetings are offered to them"),
        (found.messages, "message waits to be sent", "messages wait to be sent"),
        (found.links, "link of theirs opens a page", "links of theirs open pages"),
        (found.tasks, "letter or call to them is a thing to do", "letters or calls to them are things to do"),
    ];
    let said: Vec<String> =
        counts.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(*n, one, many)).collect();
    html! {
        (warning(&found.meetings.iter().collect::<Vec<_>>()))
        @if !said.is_empty() {
            div.banner role="note" {
                p { strong { "Under way about " (link.pupil_name.full()) ": " } (said.join("; ")) "." }
                ul {
                    li { "No contact ends all of it at once." }
                    li { "By letter or phone only: links end, and what waits goes by post or is rung." }
                    li { "Meets on their own: they are taken out of meetings with others." }
                }
            }
        }
    }
}

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

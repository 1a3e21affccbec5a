//! What an EHC plan's annual review is, in plain words, behind the code: the link alone does not tell what a meeting is about.

use chrono::Days;
use maud::{Markup, html};

use super::LinkedMeeting;
use crate::{
    domain::time::{LongDay, Moment},
    web::meeting::times::EHC_NOTICE,
};

/// What this meeting is, what is asked of the parents, and what follows it. Nothing for another meeting, or before the code.
pub(super) fn section(door: &LinkedMeeting, token: &str, now: Moment) -> Markup {
    let meeting = &door.opened.conversation;
    let booked = meeting.booking.as_ref().map(|(_, slot)| slot.starts.today());
    let first = booked.or_else(|| meeting.slots.iter().map(|slot| slot.starts.today()).min());
    let by = first.and_then(|day| day.checked_sub_days(Days::new(EHC_NOTICE.unsigned_abs())));
    let by = by.filter(|by| now.today() <= *by);
    html! {
        @if door.is_open() && meeting.ehc_annual {
            section.panel aria-labelledby="annual" {
                h2 #annual { "This meeting is the annual review of the EHC plan" }
                p {
                    "An EHC plan is looked at once a year. We talk about what has gone well, what is still hard, and whether the plan should stay as "
                    "it is, be changed, or end. You know your child best, so what you think counts."
                }
                h3 { "What we ask of you" }
                ul {
                    li {
                        "Tell us what you think, and what your child thinks. You can "
                        a href=(format!("/i/{token}/views")) { "write it here" }
                        ", or tell us at the meeting."
                    }
                    li {
                        "Two weeks before the meeting we send you what everybody else has written"
                        @if let Some(by) = by { ", by " (LongDay(by)) }
                        ". Please read it, and tell us if something is not right."
                    }
                    li { "You may bring somebody with you." }
                }
                h3 { "What happens afterwards" }
                ul {
                    li { "Within two weeks we send you a report of what was said." }
                    li { "The local authority decides, and not the school. It writes to you within four weeks of the meeting." }
                    li { "If it wants to change the plan, it sends you the changes, and you have at least 15 days to say what you think." }
                    li { "If you do not agree with what it decides, you may have a right to appeal. Its letter tells you how, and until when." }
                }
            }
        }
    }
}

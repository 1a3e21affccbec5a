//! What an EHC plan's annual review is, in plain words, behind the code: the link alone does not tell what a meeting is about.

use chrono::Days;
use maud::{Markup, html};

use super::LinkedMeeting;
use crate::{args, domain::time::Moment, web::meeting::times::EHC_NOTICE};

/// What this meeting is, what is asked of the parents, and what follows it. Nothing for another meeting, or before the code.
pub(super) fn section(door: &LinkedMeeting, token: &str, now: Moment) -> Markup {
    let (meeting, words) = (&door.opened.conversation, &door.words);
    let booked = meeting.booking.as_ref().map(|(_, slot)| slot.starts.today());
    let first = booked.or_else(|| meeting.slots.iter().map(|slot| slot.starts.today()).min());
    let by = first.and_then(|day| day.checked_sub_days(Days::new(EHC_NOTICE.unsigned_abs())));
    let papers = match by.filter(|by| now.today() <= *by) {
        Some(by) => words.say_with("annual-papers-by", &args!["day" => words.day_of_year(by)]),
        None => words.say("annual-papers"),
    };
    html! {
        @if door.is_open() && meeting.ehc_annual {
            section.panel aria-labelledby="annual" {
                h2 #annual { (words.say("annual-title")) }
                p { (words.say("annual-what")) }
                h3 { (words.say("annual-asked")) }
                ul {
                    li { (words.say("annual-views")) " " a href=(format!("/i/{token}/views")) { (words.say("annual-write")) } }
                    li { (papers) }
                    li { (words.say("annual-bring")) }
                }
                h3 { (words.say("annual-after")) }
                ul { @for id in ["annual-report", "annual-decides", "annual-changes", "annual-appeal"] { li { (words.say(id)) } } }
            }
        }
    }
}

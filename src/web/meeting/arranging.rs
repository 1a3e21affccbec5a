//! Meetings that wait for the school, on the pages that people begin their day with: whose times are over, and which come next.

use chrono::Days;
use maud::{Markup, html};

use crate::{
    domain::{
        day_message::DayWord,
        time::{ClockTime, Day, Moment},
    },
    store::conversations::{Upcoming, waiting::OfferedTimes},
};

/// The address at which a meeting is offered anew.
pub(in crate::web) fn again(plan: impl std::fmt::Display, meeting: impl std::fmt::Display) -> String {
    format!("/plans/{plan}/conversations/new?replaces={meeting}")
}

/// Meetings whose offered times have all passed, with the way to others.
pub(in crate::web) fn passed(all: &[&OfferedTimes], changes: bool) -> Markup {
    html! {
        @if !all.is_empty() {
            section aria-labelledby="passed" {
                h2 #passed { "Offered times that have passed (" (all.len()) ")" }
                ul.rows { @for one in all {
                    li.row {
                        span.row-who { a href=(format!("/pupils/{}", one.pupil)) { (one.pupil_name.short()) } }
                        span.row-what {
                            "Nobody chose one of the times that " (one.lead_name.formal()) " offered; the last was on " (Day(one.last.today())) "."
                        }
                        @if changes {
                            a.second href=(again(one.plan, one.id)) { "Offer other times" span.hidden { " for " (one.pupil_name.short()) } }
                        } @else {
                            a.second href=(format!("/conversations/{}", one.id)) { "Open the meeting" span.hidden { " about " (one.pupil_name.short()) } }
                        }
                    }
                } }
            }
        }
    }
}

/// The meetings that the reader leads: those that are over and not recorded, then those to come.
pub(in crate::web) fn led(all: &[Upcoming], now: Moment) -> Markup {
    html! {
        @if !all.is_empty() {
            section aria-labelledby="led" {
                h2 #led { "Meetings you lead (" (all.len()) ")" }
                ul.rows { @for one in all {
                    @let over = one.starts < now;
                    li.row {
                        span.row-who {
                            strong { (day(one, now)) ", " (ClockTime(one.starts.local().time())) }
                            " " a href=(format!("/pupils/{}", one.pupil)) { (one.pupil_name.short()) }
                        }
                        span.row-what {
                            (one.mode.words()) @if !one.place.is_empty() { ", " (one.place) }
                            @if over { ". " strong { "Not recorded yet" } }
                            @if one.interpreter_to_book { ". An interpreter is still to be booked" }
                            @if one.views { ". Parents have sent their views" }
                            (said_today(&one.words))
                        }
                        a.second href=(format!("/conversations/{}", one.id)) { "Open the meeting" span.hidden { " about " (one.pupil_name.short()) } }
                    }
                } }
            }
        }
    }
}

/// What parents have said about a meeting today.
pub(in crate::web) fn said_today(words: &[DayWord]) -> Markup {
    html! {
        @for word in words {
            ". " strong { @match word { DayWord::Late => "The parents are running late", DayWord::Phone => "The parents ask to be phoned instead" } }
        }
    }
}

fn day(one: &Upcoming, now: Moment) -> String {
    let (on, today) = (one.starts.today(), now.today());
    match () {
        () if on == today => "Today".to_owned(),
        () if on == today + Days::new(1) => "Tomorrow".to_owned(),
        () => Day(on).to_string(),
    }
}

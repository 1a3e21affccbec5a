//! What comes next: the meetings of today and of the next school day.

use maud::{Markup, html};

use crate::{
    domain::{
        conversation::Mode,
        time::{ClockTime, Day, Moment},
    },
    store::conversations::Upcoming,
    web::meeting::arranging::said_today,
};

pub(super) fn section(meetings: &[Upcoming], now: Moment) -> Markup {
    html! {
        @if !meetings.is_empty() {
            section aria-labelledby="next" {
                h2 #next { "Next" }
                ul.rows { @for one in meetings { (row(one, now)) } }
            }
        }
    }
}

fn row(one: &Upcoming, now: Moment) -> Markup {
    let day = one.starts.today();
    html! {
        li.row.row-booked {
            span.row-who {
                strong { @if day == now.today() { "Today" } @else { (Day(day)) } ", " (ClockTime(one.starts.local().time())) }
                " " a href=(format!("/pupils/{}", one.pupil)) { (one.pupil_name.short()) }
            }
            span.row-what {
                (one.mode.words())
                @if one.mode == Mode::School && !one.place.is_empty() { ", " (one.place) }
                ", with " (one.lead_name.formal())
                @if !one.languages.is_empty() {
                    ". Interpreter (" (one.languages) ") " @if one.interpreter_to_book { strong { "still to be booked" } } @else { "booked" }
                }
                @if one.views { ". Parents have sent their views" }
                (said_today(&one.words))
            }
            a.second href=(format!("/conversations/{}", one.id)) { "Open the meeting" span.hidden { " about " (one.pupil_name.short()) } }
        }
    }
}

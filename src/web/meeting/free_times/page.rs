//! How it looks: the hours that are kept free, the times that follow, and the two forms.

use maud::{Markup, html};

use super::{FreeTimesPage, TITLE, form::WHEN};
use crate::{
    domain::{
        conversation::Mode,
        count::counted,
        free_time::{FreeTime, Opening},
        time::{ClockTime, Day, LongDay, ShortDay},
    },
    web::{
        form::{
            fields::{
                Field, FormErrors, date_input, error_summary, number_input, radios, second_button, select, text_input,
            },
            typed::Typed,
        },
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// Free times that are listed at most.
const LISTED: usize = 12;

pub(super) fn page(seen: &FreeTimesPage, typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        @if !seen.own { p.no-print { a href="/times" { "Back to your own free times" } } }
        (error_summary(errors))
        h1 { (TITLE) @if !seen.own { ": " (seen.name.formal()) } }
        p.lead { "Times for meetings with parents. When a meeting is offered, Thrice proposes those that are still free, on school days only." }
        (weekly(seen))
        (away(seen))
        (next(&seen.next))
        @if seen.changes { (forms(seen, typed, errors)) }
        @if seen.own { p.no-print { a href="/times/calendar" { "Your meetings in your own calendar" } } }
        (everybody(seen))
    }
}

fn weekly(seen: &FreeTimesPage) -> Markup {
    let rows: Vec<Vec<Markup>> = seen
        .all
        .times_of(seen.whose)
        .map(|held| {
            let time = &held.time;
            let mut row = vec![
                html! { (time.words()) },
                html! { (length(time)) },
                html! { (time.mode.words()) @if !time.place.is_empty() { ", " (time.place) } },
                html! { (holds(time)) },
            ];
            if seen.changes {
                row.push(away_button(&format!("/times/{}/withdrawal", held.id), "Take away", &time.words()));
            }
            row
        })
        .collect();
    let heads = ["Kept free", "Each meeting", "Where", "Holds", "Change"];
    table("Times kept free", &heads[..if seen.changes { 5 } else { 4 }], &rows, "No times are kept free yet.")
}

/// "30 minutes, then a break of 5".
fn length(time: &FreeTime) -> String {
    let minutes = counted(time.minutes, "minute", "minutes");
    if time.pause == 0 { minutes } else { format!("{minutes}, then a break of {}", time.pause) }
}

fn holds(time: &FreeTime) -> String {
    match time.last_on {
        Some(last) if last == time.first_on => format!("On {}", LongDay(last)),
        Some(last) => format!("From {} to {}", LongDay(time.first_on), LongDay(last)),
        None => format!("From {} on", LongDay(time.first_on)),
    }
}

fn away_button(address: &str, words: &str, of: &str) -> Markup {
    post_form(address).class("no-print").of(html! { button.second type="submit" { (words) span.hidden { ": " (of) } } })
}

fn away(seen: &FreeTimesPage) -> Markup {
    let all: Vec<_> = seen.all.closed_of(seen.whose).collect();
    html! {
        @if !all.is_empty() {
            h2 { "No meetings" }
            ul.rows { @for held in all {
                @let span = if held.days.first_on == held.days.last_on { LongDay(held.days.first_on).to_string() }
                    else { format!("{} to {}", LongDay(held.days.first_on), LongDay(held.days.last_on)) };
                li.row {
                    span.row-who { (span) }
                    @if seen.changes { (away_button(&format!("/times/closed/{}/withdrawal", held.id), "Open again", &span)) }
                }
            } }
        }
    }
}

/// The times that follow, without those that are offered or booked.
fn next(all: &[Opening]) -> Markup {
    html! {
        @if !all.is_empty() {
            h2 { "Next free times" }
            ul { @for one in all.iter().take(LISTED) {
                li {
                    (ShortDay(one.starts.today())) ", " (ClockTime(one.starts.local().time())) " to " (ClockTime(one.ends().local().time()))
                    ", " (one.mode.words())
                }
            } }
            @if let Some(last) = all.last() {
                p.muted { (counted(all.len(), "time is", "times are")) " free up to " (Day(last.starts.today())) "." }
            }
        }
    }
}

fn forms(seen: &FreeTimesPage, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let modes: Vec<_> = Mode::ALL.iter().map(|m| (m.as_code(), m.words())).collect();
    html! {
        h2 { "Keep time free" }
        (post_form("/times").class("panel no-print").of(html! {
            (whose(seen))
            (select(&field("when", "When", ""), WHEN))
            (text_input(&field("from", "From", ""), "time", "off"))
            (text_input(&field("until", "Until", "No meeting goes on after this"), "time", "off"))
            (number_input(&field("minutes", "How long one meeting lasts", "Long enough to listen: 20 to 60"), "", "minutes"))
            (number_input(&field("pause", "Break between two meetings", ""), "", "minutes"))
            (radios(&field("mode", "How you meet", ""), &modes))
            (text_input(&field("place", "Where", "As parents read it, for example: Room 3, by the hall"), "text", "off"))
            (date_input(&field("first_on", "First day, or the one day", "")))
            (date_input(&field("last_on", "Last day", "Empty: until you take it away")))
            (button("Keep this time free"))
        }))
        h2 { "Days without meetings" }
        (post_form("/times/closed").class("panel no-print").of(html! {
            (whose(seen))
            (date_input(&field("closed_from", "No meetings from", "Holidays and closures of the school are left out by themselves")))
            (date_input(&field("closed_until", "No meetings until", "Empty: on that day only")))
            p { (second_button("Keep these days clear")) }
        }))
    }
}

/// For whom the form is, where it is somebody else.
fn whose(seen: &FreeTimesPage) -> Markup {
    html! { @if !seen.own { input type="hidden" name="staff" value=(seen.whose); } }
}

fn everybody(seen: &FreeTimesPage) -> Markup {
    let kept = |id| {
        seen.all
            .times_of(id)
            .filter(|held| held.time.last_on.is_none_or(|last| seen.now.today() <= last))
            .map(|held| held.time.words())
    };
    let rows: Vec<Vec<Markup>> = seen
        .staff
        .iter()
        .map(|(id, name)| {
            let kept: Vec<String> = kept(*id).collect();
            vec![
                html! { a href=(format!("/times?staff={id}")) { (name.formal()) } },
                html! { @if kept.is_empty() { "None" } @else { (kept.join("; ")) } },
            ]
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            h2 { "Everybody’s free times" }
            (table("Who keeps what free", &["Name", "Kept free"], &rows, ""))
        }
    }
}

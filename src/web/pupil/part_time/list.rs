//! Every part-time timetable of a pupil, and the line about it on the pupil's page.

use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};

use super::{Timetables, load};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        part_time::{FULL_SESSIONS, Facts, hours},
        time::LongDay,
    },
    store::{part_time::HeldTimetable, pupils::head::Head},
    web::{
        App,
        frame::{error::Result, page::Page, session::Person},
        ui::{
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "Part-time timetables";

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::See).await?;
    app.viewed(&person, Subject::PartTime, seen.head.id).await?;
    app.answer(&person, Page::new(TITLE, page(&seen))).await
}

fn page(seen: &Timetables) -> Markup {
    let head = &seen.head;
    let rows: Vec<Vec<Markup>> = seen.all.iter().map(|one| row(seen, one)).collect();
    html! {
        p.no-print { a href=(format!("/pupils/{}", head.id)) { "Back to " (head.name.forename) } }
        h1 { (TITLE) }
        p.lead { (head.name.full()) @if !head.class.is_empty() { ", class " (head.class) } }
        (table("The newest first", &["Days", "In school", "Not attended so far", "Stands"], &rows, "No part-time timetable: full time."))
        @if seen.changes() {
            p.actions.no-print { a.second href=(format!("/pupils/{}/part-time/new", head.id)) { "New part-time timetable" } }
        }
        @if let Some(plan) = seen.plan() {
            p.no-print { "Its targets and support: " a href=(format!("/plans/{plan}")) { "the plan that goes with it" } }
        }
    }
}

fn row(seen: &Timetables, one: &HeldTimetable) -> Vec<Markup> {
    let (days, timetable) = (one.now().days, one.timetable());
    let missed = timetable.not_attended(seen.calendar(), seen.today);
    vec![
        html! { a href=(seen.place(one.id)) { (LongDay(days.from)) " to " (LongDay(days.until)) } },
        html! {
            @if let Some(week) = timetable.week_on(seen.today) {
                (week.sessions()) " of " (FULL_SESSIONS) " sessions a week" br; span.muted { (hours(week.minutes())) " of " (hours(one.now().full_week)) }
            }
        },
        html! { (missed.sessions) " of " (missed.school_days * 2) " sessions" br; span.muted { (hours(missed.minutes)) } },
        stands(seen, one),
    ]
}

/// Where a timetable stands, in a word.
pub(super) fn stands(seen: &Timetables, one: &HeldTimetable) -> Markup {
    let days = one.now().days;
    match &one.ended {
        Some(ended) => html! { (tag(Tone::Quiet, "Ended")) " " (ended.kind.words()) },
        None if seen.today < days.from => tag(Tone::Sky, "To come"),
        None if seen.today >= days.until => tag(Tone::Late, "To be ended"),
        None => tag(Tone::Soon, "Running"),
    }
}

/// On the pupil's page: the timetables that have not ended, and the way to all of them.
pub(in crate::web) fn on_overview(head: &Head, open: &[Facts]) -> Markup {
    let path = format!("/pupils/{}/part-time", head.id);
    html! {
        @for one in open {
            p {
                strong { "Part-time timetable" } " from " (LongDay(one.from)) " to " (LongDay(one.until)) ". "
                a href=(format!("{path}/{}", one.id)) { "Days and hours" }
            }
        }
        @if open.is_empty() && head.may(Thing::SenRecord, Verb::See) {
            p.no-print { a href=(path) { (TITLE) } }
        }
    }
}

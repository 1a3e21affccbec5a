//! A pupil's page.

pub(super) mod head;
mod meetings;
mod page;

pub(super) use page::target;

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::get,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{App, error::Result, session::Person, ui::layout};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::AcademicYear,
        ids::PupilId,
        standing::standing,
    },
    store::{calendar, pupil_page, schools, standing::facts_of},
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/pupils/{id}", get(show)).route("/pupils/{id}/meetings", get(meetings::show))
}

#[derive(Deserialize)]
struct After {
    saved: Option<String>,
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(after): Query<After>,
) -> Result<Markup> {
    let (pupil, now) = (PupilId(id), app.clock.now());
    let today = now.today();
    let (viewer, school) = (&person.viewer, person.viewer.school);
    let head = head::open(&app, &person, id, Thing::Pupil).await?;
    let mut conn = app.store.read().await?;
    let found = pupil_page::load(&mut conn, viewer, &head, today).await?;
    let sees_record = head.may(Thing::SenRecord, Verb::See);
    let strip = if sees_record {
        let rules = schools::rules(&mut conn, school, today).await?;
        let calendar = calendar::load(&mut conn, school).await?;
        let row = facts_of(&mut conn, school, pupil, &rules, AcademicYear::containing(today), today).await?;
        row.map(|r| standing(&calendar, &r.facts, rules.get("due_soon.school_days"), today))
    } else {
        None
    };
    drop(conn);
    app.store.viewed(person.actor(), school, now, "pupil", pupil).await?;
    let body = html! {
        @if after.saved.as_deref() == Some("review") {
            div.banner.banner-good role="status" { p { strong { "The review is saved. " } "Its year is counted below, and the next one has its date." } }
        }
        (head::bar(&head, head::Tab::Overview))
        (page::body(&person, &head, &found, strip.as_ref(), today))
    };
    Ok(layout::page(&layout::chrome(&app, &person).await?, &head.name.short(), body))
}

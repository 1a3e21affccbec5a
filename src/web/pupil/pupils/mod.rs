//! A pupil's page.

mod meetings;
mod page;

pub(in crate::web) use page::target;

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use maud::html;
use serde::Deserialize;

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::AcademicYear,
        ids::PupilId,
        rules,
        standing::standing,
    },
    store::{early, pupils},
    web::{
        App,
        frame::{error::Result, page::Page, session::Person},
        ui::prompts::prompt_box,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
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
) -> Result<Response> {
    let (pupil, now) = (PupilId(id), app.clock.now());
    let today = now.today();
    let (viewer, school) = (&person.viewer, person.viewer.school);
    let head = head::open(&app, &person, id, Thing::Pupil).await?;
    let mut conn = app.store.read().await?;
    let found = pupils::page::load(&mut conn, viewer, &head, today).await?;
    let sees_record = head.may(Thing::SenRecord, Verb::See);
    let (mut strip, mut others, mut prompts) = (None, BTreeMap::new(), Vec::new());
    if sees_record {
        let register = app.store.register(&mut conn, school, today).await?;
        let (rules, calendar) = (register.rules(today), register.calendar());
        let (year, soon) = (AcademicYear::containing(today), rules.get(rules::DUE_SOON));
        let row = register.row_of(pupil, year, today);
        for plan in found.plans.iter().filter(|p| !p.kind.is_sen() && row.as_ref().is_none_or(|r| r.plan != Some(p.id)))
        {
            if let Some(own) = register.row_of_plan(pupil, plan.id, year, today) {
                others.insert(plan.id, standing(calendar, &own.facts, soon, today));
            }
        }
        if head.may(Thing::Review, Verb::See) {
            let found = early::early(&mut conn, school, early::Of::Pupil(pupil), &rules, today).await?;
            // What speaks for all of a pupil's plans is said once.
            for one in found.into_iter().flat_map(|one| one.prompts) {
                if !prompts.contains(&one) {
                    prompts.push(one);
                }
            }
        }
        strip = row.map(|r| standing(calendar, &r.facts, soon, today));
    }
    drop(conn);
    app.viewed(&person, Subject::Pupil, pupil).await?;
    let body = html! {
        @if after.saved.as_deref() == Some("review") {
            div.banner.banner-good role="status" { p { strong { "The review is saved. " } "Its year is counted below, and the next one has its date." } }
        }
        (head::bar(&head, head::Tab::Overview))
        (prompt_box(&prompts))
        (page::body(&person, &head, &found, (strip.as_ref(), &others), today))
    };
    app.answer(&person, Page::new(head.name.short(), body)).await
}

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
use chrono::NaiveDate;
use maud::html;
use serde::Deserialize;

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::AcademicYear,
        ids::{PlanId, PupilId},
        rules,
        standing::{Standing, standing},
    },
    store::{
        pupil_fields, pupils,
        register::{BoardRow, Of, Register},
    },
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
struct PupilQuery {
    saved: Option<String>,
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(after): Query<PupilQuery>,
) -> Result<Response> {
    let (pupil, now) = (PupilId(id), app.clock.now());
    let today = now.today();
    let head = head::open(&app, &person, id, Thing::Pupil).await?;
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, &person, today).await?;
    let found = register.part_of::<pupils::page::Page>(&mut conn, Of::seen_by(&person.viewer).about(id), today).await?;
    let (mut strip, mut others, mut prompts) = (None, BTreeMap::new(), Vec::new());
    if head.may(Thing::SenRecord, Verb::See) {
        (strip, others) = standings(&register, pupil, &found, today);
        if head.may(Thing::Review, Verb::See) {
            prompts = register.prompts_about(pupil, today);
        }
    }
    let own = pupil_fields::of_pupil(&mut conn, &head).await?;
    drop(conn);
    let timetables = register.facts().children.find(pupil).map_or(&[][..], |child| &child.part_time);
    app.viewed(&person, Subject::Pupil, pupil).await?;
    let body = html! {
        @if after.saved.as_deref() == Some("review") {
            div.banner.banner-good role="status" { p { strong { "The review is saved. " } "Its year is counted below, and the next one has its date." } }
        }
        (head::bar(&head, head::Tab::Overview))
        (prompt_box(&prompts))
        (page::body(&person, &head, &found, (strip.as_ref(), &others), timetables, today))
        (super::pupil_fields::section(&head, &own))
    };
    app.answer(&person, Page::new(head.name.short(), body)).await
}

/// Where the pupil's SEN support stands, and each plan beside it.
fn standings(
    register: &Register,
    pupil: PupilId,
    found: &pupils::page::Page,
    today: NaiveDate,
) -> (Option<Standing>, BTreeMap<PlanId, Standing>) {
    let (year, soon) = (AcademicYear::containing(today), register.rules(today).get(rules::DUE_SOON));
    let stands = |row: BoardRow| standing(register.calendar(), &row.facts, soon, today);
    let row = register.row_of(pupil, year, today);
    let is_beside = |plan: PlanId| row.as_ref().is_none_or(|row| row.plan != Some(plan));
    let beside = found.plans.iter().filter(|plan| !plan.kind.is_sen() && is_beside(plan.id));
    let others = beside.filter_map(|plan| Some((plan.id, stands(register.row_of_plan(pupil, plan.id, year, today)?))));
    let others = others.collect();
    (row.map(stands), others)
}

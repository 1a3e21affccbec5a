//! Recording a review: last time beside now, on one screen; one, or a whole round of them in a row. Saving it opens the next cycle, or
//! ends the plan.

mod form;
mod page;
mod queue;
mod targets;

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::Markup;
use serde::Deserialize;

use super::{
    App,
    error::{Error, Result},
    plans::{self as plan_pages, Typed},
    session::Person,
    ui::{form::FormErrors, layout},
};
use crate::{
    dispatch::{self, Scope},
    domain::access::{Thing, Verb},
    store::{calendar, plans::PlanView, reviews, year_plan},
};

use form::Known;
use queue::Place;

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/reviews/queue", get(queue::open))
        .route("/plans/{id}/review/new", get(new))
        .route("/plans/{id}/review", post(create))
}

/// The queue that a review is opened from, if it is.
#[derive(Deserialize)]
struct InQueue {
    #[serde(default)]
    queue: String,
    saved: Option<String>,
}

async fn new(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(from): Query<InQueue>,
) -> Result<Response> {
    let plan = load(&app, &person, id).await?;
    if !plan.is_open() {
        return Ok(Redirect::to(&format!("/plans/{}", plan.id)).into_response());
    }
    let known = known(&app, &person, &plan).await?;
    app.store.viewed(person.actor(), person.viewer.school, known.now, "review", plan.pupil).await?;
    let place = Place::read(&from.queue, plan.id, from.saved.is_some());
    let body = page::page(&plan, &form::blank(&plan, &known), &known, &FormErrors::default(), place.as_ref());
    answer(&app, &person, StatusCode::OK, &page::title(&plan, false), body).await
}

async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let plan = load(&app, &person, id).await?;
    let typed = Typed(fields);
    if !plan.is_open() || typed.get("cycle") != plan.cycle.id.to_string() {
        return already(&app, &person, &plan, &typed).await;
    }
    let known = known(&app, &person, &plan).await?;
    let place = Place::read(typed.get("queue"), plan.id, false);
    let new = match form::parse(&typed, &plan, &known) {
        Ok(new) => new,
        Err(errors) => {
            let body = page::page(&plan, &typed, &known, &errors, place.as_ref());
            return answer(&app, &person, StatusCode::UNPROCESSABLE_ENTITY, &page::title(&plan, true), body).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, known.now).await?;
    if reviews::insert(&mut tx, &plan, &new).await?.is_none() {
        drop(tx);
        return already(&app, &person, &plan, &typed).await;
    }
    if let Some(conversation) = new.conversation {
        dispatch::queue_due(&mut tx, &app.post, Scope::Conversation(conversation)).await?;
    }
    tx.commit().await?;
    let Some(place) = place else {
        return Ok(Redirect::to(&format!("/pupils/{}?saved=review", plan.pupil)).into_response());
    };
    let owed = queue::owed(&app, &person).await?.into_iter().map(|(plan, _)| plan).collect();
    Ok(Redirect::to(&place.next(&owed)).into_response())
}

/// Somebody else recorded this review first: what was typed is shown, so that nothing of it is lost.
async fn already(app: &App, person: &Person, plan: &PlanView, typed: &Typed) -> Result<Response> {
    answer(app, person, StatusCode::CONFLICT, "This review is recorded already", page::already(plan, typed)).await
}

async fn answer(app: &App, person: &Person, status: StatusCode, title: &str, body: Markup) -> Result<Response> {
    let chrome = layout::chrome(app, person).await?;
    Ok((status, layout::page(&chrome, title, body)).into_response())
}

async fn load(app: &App, person: &Person, id: i64) -> Result<PlanView> {
    let plan = plan_pages::load(app, person, id).await?;
    if plan.may(Thing::Review, Verb::Change) { Ok(plan) } else { Err(Error::Forbidden) }
}

async fn known(app: &App, person: &Person, plan: &PlanView) -> Result<Known> {
    let (mut conn, now) = (app.store.read().await?, app.clock.now());
    let calendar = calendar::load(&mut conn, person.viewer.school).await?;
    Ok(Known {
        now,
        next_on: year_plan::review_after(&mut conn, plan.id, &calendar, now.today()).await?,
        calendar,
        history: reviews::history(&mut conn, plan.id).await?,
        beside: reviews::beside(&mut conn, plan, now.today()).await?,
    })
}

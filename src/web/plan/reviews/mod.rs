//! Recording a review: last time beside now, on one screen; one, or a whole round of them in a row. Saving it opens the next cycle, or
//! ends the plan.

mod drafts;
mod form;
mod meanwhile;
mod page;
mod queue;
mod requests;
mod since;
mod targets;
mod voices;

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::{plans as plan_pages, prompts::prompts};
use crate::{
    dispatch::{self, Scope},
    domain::{
        access::{Thing, Verb},
        audit::Subject,
    },
    store::{
        calendar, drafts as store_drafts,
        plans::{self, PlanView},
        reviews::{self, Recorded},
        year_plan,
    },
    web::{
        App,
        form::{
            drafts::{self as keeping, Known as Kept},
            fields::FormErrors,
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

use form::Known;
use queue::Place;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/reviews/queue", get(queue::open))
        .route("/plans/{id}/review/new", get(new))
        .route("/plans/{id}/review", post(create))
        .route("/plans/{id}/requests/new", get(requests::new))
        .route("/plans/{id}/requests", post(requests::create))
        .route("/plans/{id}/review/draft", post(drafts::save))
        .route("/plans/{id}/reviews/{review}/correction", get(meanwhile::look).post(meanwhile::correct))
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
    app.viewed(&person, Subject::Review, plan.pupil).await?;
    let place = Place::read(&from.queue, plan.id, from.saved.is_some());
    let mut shown = shown(&app, &person, &plan, place).await?;
    let typed = match shown.draft.take() {
        Some(draft) if draft.get("version") != plan.version.to_string() => {
            let (moved, lost) = meanwhile::moved(&draft, &plan, &meanwhile::line(&app, &plan).await?);
            shown.lost = Some(lost);
            moved
        }
        Some(draft) => draft,
        None => form::blank(&plan, &known),
    };
    let body = page::page(&plan, &typed, &known, &FormErrors::default(), &shown);
    // A draft of an older plan is nothing that was sent: the title warns, and the page is there.
    app.answer(&person, Page::new(page::title(&plan), body).wrong(&shown.lost).status(StatusCode::OK)).await
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
        return meanwhile::already(&app, &person, &plan, typed).await;
    }
    let place = Place::read(typed.get("queue"), plan.id, false);
    let version = typed.get("version");
    if !version.is_empty() && version != plan.version.to_string() {
        return changed(&app, &person, &plan, &typed, place).await;
    }
    let known = known(&app, &person, &plan).await?;
    let new = match form::parse(&typed, &plan, &known) {
        Ok(new) => new,
        Err(errors) => {
            let shown = shown(&app, &person, &plan, place).await?;
            let body = page::page(&plan, &typed, &known, &errors, &shown);
            return app.answer(&person, Page::new(page::title(&plan), body).wrong(&errors)).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, known.now).await?;
    match reviews::insert(&mut tx, &plan, &new).await? {
        Recorded::As(_) => {}
        Recorded::Already => {
            drop(tx);
            return meanwhile::already(&app, &person, &plan, typed).await;
        }
        Recorded::PlanChanged => {
            drop(tx);
            let plan = load(&app, &person, id).await?;
            return changed(&app, &person, &plan, &typed, place).await;
        }
    }
    store_drafts::clear(&mut tx, drafts::place(plan.cycle.id)).await?;
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

/// The form once more after somebody changed the plan: each word under the place that its target has now.
async fn changed(app: &App, person: &Person, plan: &PlanView, typed: &Typed, place: Option<Place>) -> Result<Response> {
    let (moved, lost) = meanwhile::moved(typed, plan, &meanwhile::line(app, plan).await?);
    let known = known(app, person, plan).await?;
    let mut shown = shown(app, person, plan, place).await?;
    shown.lost = Some(lost);
    let body = page::page(plan, &moved, &known, &FormErrors::default(), &shown);
    app.answer(person, Page::new(page::title(plan), body).refused(StatusCode::CONFLICT)).await
}

/// What the page shows around the form.
#[derive(Debug, Default)]
struct Shown {
    /// Where it stands in a queue, if it is in one.
    place: Option<Place>,
    /// This person's draft.
    draft: Option<Typed>,
    /// What the form has to know of it.
    kept: Kept,
    /// The plan was changed meanwhile: what was written of targets that are gone.
    lost: Option<Vec<String>>,
}

async fn shown(app: &App, person: &Person, plan: &PlanView, place: Option<Place>) -> Result<Shown> {
    let mut conn = app.store.read().await?;
    let (draft, kept) = keeping::load(&mut conn, person, drafts::place(plan.cycle.id)).await?;
    Ok(Shown { place, draft, kept, lost: None })
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
        beside: reviews::beside(&mut conn, plan, person.viewer.staff, now.today()).await?,
        heard: voices::heard(&mut conn, plan).await?,
        inputs: voices::teachers(&mut conn, plan, now).await?,
        writer: person.viewer.staff,
        rates: match plan.may(Thing::Costs, Verb::See) {
            true => Some(plans::rates(&mut conn, person.viewer.school).await?),
            false => None,
        },
        prompts: prompts(&mut conn, plan, person.viewer.school, now.today()).await?,
    })
}

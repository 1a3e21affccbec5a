//! Recording a review: last time beside now, on one screen; one, or a whole round of them in a row. Saving it opens the next cycle, or
//! ends the plan.

mod around;
mod drafts;
mod form;
mod grid;
mod group_outcome;
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

use super::plans as plan_pages;
use crate::{
    dispatch::{self, Scope},
    domain::{
        access::{Thing, Verb},
        audit::Subject,
    },
    store::{
        drafts as store_drafts,
        plans::PlanView,
        register::Of,
        reviews::{self, NewReview, Recorded},
    },
    web::{
        App,
        form::{
            drafts::{self as keeping, KeptDraft as Kept},
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

use form::{ReviewBasis, ReviewContext};
use queue::Place;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/reviews/queue", get(queue::open))
        .route("/reviews/grid", get(grid::show))
        .route("/reviews/grid/group", post(group_outcome::put))
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
    must_be_written(&plan)?;
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
    must_be_written(&plan)?;
    let place = Place::read(typed.get("queue"), plan.id, false);
    let version = typed.get("version");
    if !version.is_empty() && version != plan.version.to_string() {
        return changed(&app, &person, &plan, &typed, place).await;
    }
    let new = match parse(&app, &person, &plan, &typed).await? {
        Ok(new) => new,
        Err(errors) => {
            let known = known(&app, &person, &plan).await?;
            let shown = shown(&app, &person, &plan, place).await?;
            let body = page::page(&plan, &typed, &known, &errors, &shown);
            return app.answer(&person, Page::new(page::title(&plan), body).wrong(&errors)).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
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
    if typed.get("grid") == "yes" {
        return Ok(Redirect::to("/reviews/grid?saved=yes").into_response());
    }
    let Some(place) = place else {
        return Ok(Redirect::to(&format!("/pupils/{}?saved=review", plan.pupil)).into_response());
    };
    let owed = queue::owed(&app, &person).await?.into_iter().map(|(plan, _)| plan).collect();
    Ok(Redirect::to(&place.next(&owed)).into_response())
}

fn must_be_written(plan: &PlanView) -> Result<()> {
    if plan.is_written() {
        return Ok(());
    }
    Err(Error::Conflict(
        "This plan is not written yet: give it at least one target, then record its review.".to_owned(),
    ))
}

/// From what was typed to a review, or to errors. It asks for no more than that takes.
async fn parse(
    app: &App,
    person: &Person,
    plan: &PlanView,
    typed: &Typed,
) -> Result<std::result::Result<NewReview, FormErrors>> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    let meetings = match typed.get("conversation") {
        "" => Vec::new(),
        _ => reviews::beside(&mut conn, plan, today).await?.meetings,
    };
    Ok(form::parse(typed, plan, &ReviewBasis { today, calendar: register.calendar(), meetings }))
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
struct ReviewPage {
    /// Where it stands in a queue, if it is in one.
    place: Option<Place>,
    /// This person's draft.
    draft: Option<Typed>,
    /// What the form has to know of it.
    kept: Kept,
    /// The plan was changed meanwhile: what was written of targets that are gone.
    lost: Option<Vec<String>>,
    /// This person left a draft behind of the review before this one.
    left_behind: bool,
}

async fn shown(app: &App, person: &Person, plan: &PlanView, place: Option<Place>) -> Result<ReviewPage> {
    let mut conn = app.store.read().await?;
    let (draft, kept) = keeping::load(&mut conn, person, drafts::place(plan.cycle.id)).await?;
    let left_behind = store_drafts::left_behind(&mut conn, plan.id, plan.cycle.number, person.viewer.staff).await?;
    Ok(ReviewPage { place, draft, kept, lost: None, left_behind })
}

async fn load(app: &App, person: &Person, id: i64) -> Result<PlanView> {
    writable(plan_pages::load(app, person, id).await?)
}

/// The plan, where its reader may record its reviews.
fn writable(plan: PlanView) -> Result<PlanView> {
    if plan.may(Thing::Review, Verb::Change) { Ok(plan) } else { Err(Error::Forbidden) }
}

async fn known(app: &App, person: &Person, plan: &PlanView) -> Result<ReviewContext> {
    let (mut conn, now) = (app.store.read().await?, app.clock.now());
    let register = app.register(&mut conn, person, now.today()).await?;
    let of = Of::seen_by(&person.viewer).about(plan.id.0);
    Ok(ReviewContext { now, writer: person.viewer.staff, around: register.part_of(&mut conn, of, now.today()).await? })
}

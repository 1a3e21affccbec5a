//! Versions of a plan: what was agreed and when, what any two of them say differently, and the agreement of the next.

mod agreeing;
mod agreement;
mod page;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::plans::{load, load_to_change};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
    },
    store::plans::versions,
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/plans/{id}/versions", get(show))
        .route("/plans/{id}/versions/discard", post(discard))
        .route("/plans/{id}/agreement", get(agreement::ask).post(agreement::agree))
}

/// Which two versions are compared, by their numbers: the older and the newer.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct TwoVersions {
    from: Option<i64>,
    to: Option<i64>,
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(two): Query<TwoVersions>,
) -> Result<Response> {
    let plan = load(&app, &person, id).await?;
    let mut conn = app.store.read().await?;
    let all = versions::all(&mut conn, &plan).await?;
    let answers = match plan.may(Thing::Conversation, Verb::See) {
        true => versions::answers(&mut conn, &plan).await?,
        false => Vec::new(),
    };
    drop(conn);
    app.viewed(&person, Subject::PlanVersion, plan.pupil).await?;
    // A draft is of those who may write it: the class works with what is agreed.
    let seen: Vec<_> = all.into_iter().filter(|one| plan.may_write() || one.version.agreed_on.is_some()).collect();
    let title = format!("Versions of the plan · {}", plan.pupil_name.full());
    app.answer(&person, Page::new(title, page::page(&plan, &seen, &answers, (two.from, two.to)))).await
}

/// Discards the draft: the version in force goes on.
async fn discard(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let plan = load_to_change(&app, &person, id).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !versions::discard(&mut tx, &plan).await? {
        return Err(Error::Conflict("There is no draft any more, or somebody has just written in it.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{}", plan.id)).into_response())
}

//! Entering a court order or other restriction, and deciding about it. The software never decides: until a person has, it blocks.

pub(in crate::web) mod entering;
mod known;
mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
    },
    store::{
        conversations::knowing::{self, KnownTime, Knows},
        restrictions::{self, Listed},
    },
    web::{
        App,
        form::fields::FormErrors,
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/restrictions", get(show))
        .route("/restrictions/{id}/decision", post(decide))
        .route("/pupils/{id}/restrictions/new", get(entering::new))
        .route("/pupils/{id}/restrictions", post(entering::create))
}

/// What was typed about one restriction.
#[derive(Debug, Default, Deserialize)]
struct EndingFields {
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    note: String,
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let (listed, known) = load(&app, &person, Verb::See).await?;
    let seen: Vec<_> = listed.iter().map(|one| (Some(one.id.0), one.pupil)).collect();
    app.viewed_all(&person, Subject::Restriction, &seen).await?;
    let body = page::list(&listed, &known, person.may(Thing::Restrictions, Verb::Change));
    app.answer(&person, Page::new("Restrictions", body).at(Nav::Restrictions)).await
}

async fn decide(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(typed): Form<EndingFields>,
) -> Result<Response> {
    let (listed, known) = load(&app, &person, Verb::Change).await?;
    let about = listed.into_iter().find(|one| one.id.0 == id).ok_or(Error::NotFound)?;
    let note = typed.note.trim();
    let mut errors = FormErrors::default();
    if !matches!(typed.outcome.as_str(), "barred" | "may_contact") {
        errors.add("outcome", "Choose what you decided");
    }
    if note.is_empty() {
        errors.add("note", "Write down why, and what you have seen");
    }
    if !errors.is_empty() {
        let body = page::one(&about, &known, &typed, &errors);
        return app.answer(&person, Page::new("Restrictions", body).at(Nav::Restrictions).wrong(&errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    restrictions::decide(&mut tx, &about, typed.outcome == "barred", note).await?;
    tx.commit().await?;
    // Where a meeting has to be moved, that comes next.
    let first = known.iter().find(|one| typed.outcome == "barred" && page::is_about(&about, one));
    let to = first.map_or_else(|| "/restrictions".to_owned(), |one| format!("/conversations/{}", one.id));
    Ok(Redirect::to(&to).into_response())
}

/// The restrictions, and what anybody knows of meetings to come.
async fn load(app: &App, person: &Person, verb: Verb) -> Result<(Vec<Listed>, Vec<KnownTime>)> {
    person.must(Thing::Restrictions, verb)?;
    let mut conn = app.store.read().await?;
    let known = knowing::known(&mut conn, person.viewer.school, Knows::default(), app.clock.now()).await?;
    Ok((restrictions::of_school(&mut conn, person.viewer.school).await?, known))
}

//! Importing what another system exported: upload or paste, look at every difference, bring in exactly that, undo it within a day.

mod columns;
mod desk;
mod done;
mod page;
mod shown;
mod told;
pub(in crate::web) mod upload;
mod words;

pub use desk::Desk;

use axum::{
    Form, Router,
    extract::{DefaultBodyLimit, Multipart, Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::ImportId,
        people::Role,
    },
    exchange::File,
    intake::{self, Begun, Found, LookedAt, UnderWay},
    store::imports::{self, Made},
    web::{
        App,
        form::typed::Typed,
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
        .route("/import", get(begin).post(upload))
        .layer(DefaultBodyLimit::max(upload::MOST_SENT))
        .route("/import/differences", get(differences))
        .route("/import/columns/{file}", get(columns::show).post(columns::save))
        .route("/import/problems", get(problems))
        .route("/import/words", post(words::save))
        .route("/import/waiting", post(throw_away))
        .route("/import/records", post(bring_in))
        .route("/import/{id}", get(made))
        .route("/import/{id}/reversal", post(undo))
}

/// Whoever may import, by their role or by a right of their own.
fn must(person: &Person) -> Result<()> {
    person.must(Thing::Imports, Verb::Change)
}

/// Whether this person may be told what is held of pupils, not only what is in their own file.
fn sees_pupils(person: &Person) -> bool {
    person.viewer.role != Role::Admin
}

async fn begin(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person)?;
    first_page(&app, &person, &upload::Upload::default()).await
}

async fn first_page(app: &App, person: &Person, upload: &upload::Upload) -> Result<Response> {
    let now = app.clock.now();
    let history = imports::list(&mut *app.store.read().await?, person.viewer.school).await?;
    let waiting = app.desk.get(person.viewer.staff, now).map_or(0, |files| File::chosen(&files));
    let body = page::page(upload, waiting, &history, person.may(Thing::Settings, Verb::See), now)?;
    app.answer(person, Page::new("Import", body).at(Nav::Import).wrong(&upload.errors)).await
}

async fn upload(State(app): State<App>, person: Person, form: Multipart) -> Result<Response> {
    must(&person)?;
    let mut upload = upload::read(form, &app.unpacker).await?;
    if !upload.errors.is_empty() {
        return first_page(&app, &person, &upload).await;
    }
    let mut files = std::mem::take(&mut upload.files);
    intake::as_saved(&mut *app.store.read().await?, person.viewer.school, &mut files).await?;
    app.desk.put(person.viewer.staff, files, app.clock.now());
    let next = first_unknown(&app, &person).unwrap_or_else(|| "/import/differences".to_owned());
    Ok(Redirect::to(&next).into_response())
}

/// Where to say what the columns are of the next file whose headings are not known.
fn first_unknown(app: &App, person: &Person) -> Option<String> {
    let files = app.desk.get(person.viewer.staff, app.clock.now())?;
    File::to_ask_of(&files).map(|at| format!("/import/columns/{at}"))
}

/// The files that wait, and what they would change.
async fn found(app: &App, person: &Person, files: &[File]) -> Result<Found> {
    let mut conn = app.store.read().await?;
    Ok(intake::look(&mut conn, Some(person.viewer.school), app.clock.now(), files).await?)
}

async fn differences(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person)?;
    show(&app, &person, false).await
}

async fn show(app: &App, person: &Person, moved: bool) -> Result<Response> {
    let now = app.clock.now();
    let Some(files) = app.desk.get(person.viewer.staff, now) else {
        return Ok(Redirect::to("/import").into_response());
    };
    let found = found(app, person, &files).await?;
    let seen: Vec<_> = found.pupils().into_iter().map(|pupil| (None, pupil)).collect();
    if sees_pupils(person) && !seen.is_empty() {
        app.viewed_all(person, Subject::Import, &seen).await?;
    }
    let body = shown::page(&files, &found, sees_pupils(person), moved);
    let page = Page::new("What the files would change", body);
    app.answer(person, if moved { page.refused(StatusCode::CONFLICT) } else { page }).await
}

async fn problems(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person)?;
    let files = app.desk.get(person.viewer.staff, app.clock.now()).ok_or(Error::NotFound)?;
    let list = told::as_csv(&found(&app, &person, &files).await?.report);
    let named = "attachment; filename=\"import-problems.csv\"";
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, named)], list)
        .into_response())
}

async fn throw_away(State(app): State<App>, person: Person) -> Result<Redirect> {
    must(&person)?;
    app.desk.clear(person.viewer.staff);
    Ok(Redirect::to("/import"))
}

async fn bring_in(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    let typed = Typed(fields);
    let ticks = typed.0.iter().filter(|(name, _)| name == shown::TICK).map(|(_, key)| key.clone());
    let looked_at = LookedAt { digest: typed.get("digest").to_owned(), ticked: ticks.collect() };
    let now = app.clock.now();
    let Some(files) = app.desk.get(person.viewer.staff, now) else {
        return Ok(Redirect::to("/import").into_response());
    };
    let whose = (person.actor(), person.viewer.school);
    let at = |id: ImportId| Redirect::to(&format!("/import/{id}")).into_response();
    match UnderWay::begin(&app.store, whose, now, files, Some(looked_at)).await? {
        Begun::Moved => show(&app, &person, true).await,
        Begun::Busy(other) => Ok(at(other)),
        Begun::Nothing(_) => {
            app.desk.clear(person.viewer.staff);
            Ok(Redirect::to("/import").into_response())
        }
        Begun::UnderWay(import) => {
            app.desk.clear(person.viewer.staff);
            let id = import.id;
            if !import.is_done() {
                tokio::spawn(import.finish(app.clock.clone()));
            }
            Ok(at(id))
        }
    }
}

async fn load(app: &App, person: &Person, id: i64) -> Result<Made> {
    let all = imports::list(&mut *app.store.read().await?, person.viewer.school).await?;
    all.into_iter().find(|made| made.id == ImportId(id)).ok_or(Error::NotFound)
}

async fn made(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    must(&person)?;
    let made = load(&app, &person, id).await?;
    app.answer(&person, Page::new("Import", done::page(&made, &[], app.clock.now())?)).await
}

async fn undo(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    must(&person)?;
    let made = load(&app, &person, id).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    match imports::undo(&mut tx, made.id).await? {
        Ok(()) => {
            tx.commit().await?;
            Ok(Redirect::to(&format!("/import/{id}")).into_response())
        }
        Err(obstacles) => {
            drop(tx);
            let obstacles = if sees_pupils(&person) { obstacles } else { vec![done::BUILT_ON.to_owned()] };
            let page = done::page(&made, &obstacles, app.clock.now())?;
            app.answer(&person, Page::new("Import", page).refused(StatusCode::CONFLICT)).await
        }
    }
}

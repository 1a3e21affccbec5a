//! Files about a pupil: uploaded, given out for download only, withdrawn. A browser never shows one as a page of ours.

mod page;
mod readers;
mod upload;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Form, Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use super::head::{self, Tab};
use crate::{
    domain::{
        access::Thing,
        audit::{Deed, Entry, Subject},
        document::MOST_BYTES,
    },
    store::{
        documents::{self, HeldDocument},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, given},
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

pub(in crate::web) use upload::sent;

/// What a form may hold beside its file.
const BESIDE: usize = 64 * 1024;

/// The room for a form with one file.
pub(in crate::web) fn room() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MOST_BYTES + BESIDE)
}

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/documents", get(list).post(upload::add).layer(room()))
        .route("/pupils/{id}/documents/new", get(upload::new))
        .route("/pupils/{id}/documents/{document}", get(download))
        .route("/pupils/{id}/documents/{document}/readers", get(readers::ask).post(readers::choose))
        .route("/pupils/{id}/documents/{document}/withdrawal", get(ask_withdraw).post(withdraw))
}

async fn list(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::SenRecord).await?;
    let all = documents::of_pupil(&mut *app.store.read().await?, &head).await?;
    head::page(&app, &person, &head, Tab::Documents, page::list(&head, &all)).await
}

/// Gives a file out: always as a download under a name of our own, never to be opened inside the site.
async fn download(State(app): State<App>, person: Person, Path((id, document)): Path<(i64, i64)>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::SenRecord).await?;
    let found = documents::content(&mut *app.store.read().await?, &head, document).await?;
    let (kind, content) = found.ok_or(Error::NotFound)?;
    app.looked(&person, Entry::new(Deed::Viewed, Subject::Document).id(document).pupil(head.id)).await?;
    let name = format!("attachment; filename=\"document-{document}.{}\"", kind.as_code());
    let headers = [
        (header::CONTENT_TYPE, kind.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'".to_owned(),
        ),
    ];
    Ok((headers, content).into_response())
}

async fn ask_withdraw(
    State(app): State<App>,
    person: Person,
    Path((id, document)): Path<(i64, i64)>,
) -> Result<Response> {
    let (head, held) = one(&app, &person, id, document).await?;
    app.viewed(&person, Subject::Documents, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, page::withdrawal(&head, &held, &Typed::default(), &errors)).await
}

async fn withdraw(
    State(app): State<App>,
    person: Person,
    Path((id, document)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (head, held) = one(&app, &person, id, document).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    given(&typed, "why", "Write down why", &mut errors);
    if !errors.is_empty() {
        return app.answer(&person, page::withdrawal(&head, &held, &typed, &errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !documents::withdraw(&mut tx, head.id, held.id, typed.get("why")).await? {
        return Err(Error::Conflict("Somebody else has withdrawn it meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}/documents", head.id)).into_response())
}

/// A file in force, for somebody who may change the record.
async fn one(app: &App, person: &Person, id: i64, document: i64) -> Result<(Head, HeldDocument)> {
    let head = head::open_to_change(app, person, id, Thing::SenRecord).await?;
    let all = documents::of_pupil(&mut *app.store.read().await?, &head).await?;
    let held = all.into_iter().find(|one| one.id == document && one.withdrawn.is_none()).ok_or(Error::NotFound)?;
    Ok((head, held))
}

//! The school's own fields of a pupil: read on one page with what stood before, and filled in on one form. The list of them is kept among the
//! settings.

mod list;
mod list_page;
mod page;

pub(in crate::web) use page::section;

use axum::{
    Router,
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        pupil_field::{FieldKind, Filled},
    },
    store::{
        pupil_fields::{self, FilledField},
        pupils::head::Head,
    },
    web::{
        App,
        form::{days::date, fields::FormErrors, typed::Typed},
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
        .route("/pupils/{id}/fields", get(show).post(fill))
        .route("/pupils/{id}/fields/edit", get(edit))
        .route("/settings/pupil-fields", get(list::show).post(list::create))
        .route("/settings/pupil-fields/new", get(list::new))
        .route("/settings/pupil-fields/order", post(list::reorder))
        .route("/settings/pupil-fields/{id}/edit", get(list::edit).post(list::change))
        .route("/settings/pupil-fields/{id}/withdrawal", post(list::withdraw))
}

/// The name of a field in the form, and of the value that its writer had before them.
fn names(one: &FilledField) -> (String, String) {
    (format!("field-{}", one.id), format!("seen-{}", one.id))
}

async fn load(app: &App, head: &Head) -> Result<Vec<FilledField>> {
    Ok(pupil_fields::of_pupil(&mut *app.store.read().await?, head).await?)
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Pupil).await?;
    let all = load(&app, &head).await?;
    app.viewed(&person, Subject::PupilField, head.id).await?;
    let title = format!("{} · {}", page::TITLE, head.name.short());
    app.answer(&person, Page::new(title, page::body(&head, &all))).await
}

/// The pupil with the fields that are asked for, for somebody who fills them in.
async fn to_fill(app: &App, person: &Person, id: i64) -> Result<(Head, Vec<FilledField>)> {
    let head = head::open(app, person, id, Thing::Pupil).await?;
    if !head.may(Thing::SenRecord, Verb::Change) {
        return Err(Error::Forbidden);
    }
    let mut all = load(app, &head).await?;
    all.retain(|one| !one.is_withdrawn);
    Ok((head, all))
}

async fn edit(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (head, all) = to_fill(&app, &person, id).await?;
    let mut typed = Typed::default();
    for one in &all {
        let (field, seen) = names(one);
        let held = one.current();
        typed.set(&field, held.map(|value| value.value.clone()).unwrap_or_default());
        typed.set(&seen, held.map(|value| value.id.to_string()).unwrap_or_default());
    }
    app.viewed(&person, Subject::PupilField, head.id).await?;
    app.answer(&person, page::form(&head, &all, &typed, &FormErrors::default(), &[])).await
}

async fn fill(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (head, all) = to_fill(&app, &person, id).await?;
    let mut typed = Typed(fields);
    let filled = match read(&typed, &all) {
        Ok(filled) => filled,
        Err(errors) => return app.answer(&person, page::form(&head, &all, &typed, &errors, &[])).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let mut theirs = Vec::new();
    for (one, seen, value) in &filled {
        if !pupil_fields::fill(&mut tx, head.id, (one.id, &one.field), *seen, value.as_deref()).await? {
            theirs.push(one.id);
        }
    }
    if theirs.is_empty() {
        tx.commit().await?;
        return Ok(Redirect::to(&format!("/pupils/{}/fields", head.id)).into_response());
    }
    drop(tx);
    // What somebody else filled in stands beside it, and saving once more is meant.
    let (head, all) = to_fill(&app, &person, id).await?;
    let theirs: Vec<&FilledField> = all.iter().filter(|one| theirs.contains(&one.id)).collect();
    for one in &theirs {
        typed.set(&names(one).1, one.current().map(|held| held.id.to_string()).unwrap_or_default());
    }
    let page = page::form(&head, &all, &typed, &FormErrors::default(), &theirs);
    app.answer(&person, page.refused(StatusCode::CONFLICT)).await
}

/// What is to be filled in anew or taken away: field, the value that its writer had before them, and the value.
type Changed<'a> = Vec<(&'a FilledField, Option<i64>, Option<String>)>;

/// What somebody changed on the form, as against what they had before them. A field that the form did not have is left as it is.
fn read<'a>(typed: &Typed, all: &'a [FilledField]) -> std::result::Result<Changed<'a>, FormErrors> {
    let (mut errors, mut changed) = (FormErrors::default(), Vec::new());
    for one in all {
        let (field, seen) = names(one);
        if !typed.0.iter().any(|(name, _)| *name == field) {
            continue;
        }
        let seen = typed.get(&seen).parse().ok();
        let before = one.values.iter().find(|held| Some(held.id) == seen).map(|held| held.value.as_str());
        let day = date(typed.get(&field)).filter(|_| one.field.kind == FieldKind::Date).map(|day| day.to_string());
        match one.field.filled(before, day.as_deref().unwrap_or_else(|| typed.get(&field))) {
            Ok(Filled::Same) => {}
            Ok(Filled::Emptied) => changed.push((one, seen, None)),
            Ok(Filled::With(value)) => changed.push((one, seen, Some(value))),
            Err(why) => errors.add(field, why.to_string()),
        }
    }
    if errors.is_empty() { Ok(changed) } else { Err(errors) }
}

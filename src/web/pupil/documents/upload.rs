//! Uploading one file. Its bytes say what it is; its name is only a proposal for its title.

use axum::{
    extract::{Multipart, Path, State},
    response::{IntoResponse, Redirect, Response},
};

use super::page;
use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        document::{Kind, title_of},
    },
    store::documents::{self, New},
    web::{
        App,
        form::{days::day_gone, fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::head,
    },
};

/// The most letters of a title.
const MOST_LETTERS: usize = 100;

pub(super) async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let mut typed = Typed::default();
    typed.set("dated_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::Documents, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, Page::new(page::UPLOAD, page::upload(&head, &typed, &errors))).await
}

pub(super) async fn add(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    form: Multipart,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (mut typed, content) = read(form).await?;
    let mut errors = FormErrors::default();
    let kind = Kind::of(&content);
    if let Err(why) = kind {
        errors.add("file", why.to_string());
    }
    if typed.get("title").is_empty() {
        let proposed = title_of(typed.get("file_name"));
        typed.set("title", proposed);
    }
    match typed.get("title").chars().count() {
        0 => errors.add("title", "Enter a title"),
        n if n > MOST_LETTERS => errors.add("title", format!("The title must have at most {MOST_LETTERS} letters")),
        _ => {}
    }
    let dated_on = day_gone(&typed, "dated_on", "the day the document bears", app.clock.now().today(), &mut errors);
    let (Ok(kind), Some(dated_on), true) = (kind, dated_on, errors.is_empty()) else {
        return app.answer(&person, Page::new(page::UPLOAD, page::upload(&head, &typed, &errors)).wrong(&errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    documents::add(&mut tx, head.id, New { title: typed.get("title"), kind, dated_on, content: &content }).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}/documents", head.id)).into_response())
}

/// The fields and the bytes of the file. A form that is larger than a file may be is not read to its end.
async fn read(mut form: Multipart) -> Result<(Typed, Vec<u8>)> {
    let refused =
        |_| Error::BadRequest("The file is larger than 10 MB, or did not arrive whole. Nothing was saved.".to_owned());
    let (mut typed, mut content) = (Typed::default(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            typed.set("file_name", field.file_name().unwrap_or_default().to_owned());
            content = field.bytes().await.map_err(refused)?.to_vec();
        } else {
            let text = field.bytes().await.map_err(refused)?;
            typed.set(&name, String::from_utf8_lossy(&text));
        }
    }
    Ok((typed, content))
}

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
        document::{Circle, Kind, Sort, title_of},
        ids::StaffId,
    },
    store::{
        documents::{self, New},
        pupils::head::Head,
        safeguarding::Candidate,
    },
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
    let (errors, circle) = (FormErrors::default(), circle(&app, &person, &head).await?);
    app.answer(&person, Page::new(page::UPLOAD, page::upload(&head, &circle, &typed, &errors))).await
}

/// Who sees the pupil's record today.
pub(super) async fn circle(app: &App, person: &Person, head: &Head) -> Result<Vec<Candidate>> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    Ok(documents::circle(&mut conn, &register, head.id, today).await?)
}

/// What the document is about, and its named readers where it is not for everybody who sees the record.
fn who_reads(typed: &Typed, circle: &[Candidate], errors: &mut FormErrors) -> Option<(Sort, Option<Vec<StaffId>>)> {
    let sort = Sort::from_code(typed.get("sort"));
    if sort.is_none() {
        errors.add("sort", "Choose what kind of document it is");
    }
    let readers = readers(typed, circle, sort.is_some_and(Sort::is_confidential), errors)?;
    Some((sort?, readers))
}

/// The named readers that were chosen, or `None` for everybody who sees the record. What is confidential always has some.
pub(super) fn readers(
    typed: &Typed,
    circle: &[Candidate],
    is_confidential: bool,
    errors: &mut FormErrors,
) -> Option<Option<Vec<StaffId>>> {
    let ticked = |one: &&Candidate| typed.0.iter().any(|(n, v)| n == "reader" && *v == one.staff.to_string());
    let named: Vec<StaffId> = circle.iter().filter(ticked).map(|one| one.staff).collect();
    match Circle::from_code(typed.get("circle")) {
        None => errors.add("circle", "Choose who reads it"),
        Some(Circle::Record) if is_confidential => {
            errors.add("circle", "A court or family document has named readers: tick them");
        }
        Some(Circle::Record) => return Some(None),
        Some(Circle::Named) if named.is_empty() => errors.add("reader", "Tick at least one reader; you are one too"),
        Some(Circle::Named) => return Some(Some(named)),
    }
    None
}

pub(super) async fn add(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    form: Multipart,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (mut typed, content) = sent(form).await?;
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
    let circle = circle(&app, &person, &head).await?;
    let readers = who_reads(&typed, &circle, &mut errors);
    let dated_on = day_gone(&typed, "dated_on", "the day the document bears", app.clock.now().today(), &mut errors);
    let (Ok(kind), Some(dated_on), Some((sort, readers)), true) = (kind, dated_on, readers, errors.is_empty()) else {
        let body = page::upload(&head, &circle, &typed, &errors);
        return app.answer(&person, Page::new(page::UPLOAD, body).wrong(&errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    documents::add(
        &mut tx,
        head.id,
        New { title: typed.get("title"), kind, sort, readers: readers.as_deref(), dated_on, content: &content },
    )
    .await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}/documents", head.id)).into_response())
}

/// The fields and the bytes of the file. A form that is larger than a file may be is not read to its end.
pub(in crate::web) async fn sent(mut form: Multipart) -> Result<(Typed, Vec<u8>)> {
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
            // A choice of several is sent once for each.
            typed.0.push((name, String::from_utf8_lossy(&text).into_owned()));
        }
    }
    Ok((typed, content))
}

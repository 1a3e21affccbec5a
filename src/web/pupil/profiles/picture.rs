//! The picture on a one-page profile: choosing a symbol, sending a photo, taking either away, and giving the photo out to whoever reads the
//! profile.

use axum::{
    extract::{Form, Multipart, Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};

use super::picture_page as page;
use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        photo,
        profile_picture::{AgreedBy, Symbol},
    },
    store::{profile_pictures, pupils::head::Head},
    web::{
        App,
        form::{days::day_gone, fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            session::Person,
        },
        pupil::{documents::sent, head},
    },
};

/// The page of choice, with what was typed into one of its forms.
async fn page(app: &App, person: &Person, head: &Head, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let held = profile_pictures::current(&mut *app.store.read().await?, head.id).await?;
    app.answer(person, page::choice(head, held.as_ref(), typed, errors)).await
}

pub(super) async fn ask(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Voice).await?;
    app.viewed(&person, Subject::Profile, head.id).await?;
    page(&app, &person, &head, &Typed::default(), &FormErrors::default()).await
}

pub(super) async fn choose_symbol(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Voice).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let Some(symbol) = Symbol::from_code(typed.get("symbol")) else {
        errors.add("symbol", "Choose a symbol");
        return page(&app, &person, &head, &typed, &errors).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    profile_pictures::choose(&mut tx, head.id, symbol).await?;
    tx.commit().await?;
    Ok(back(&head))
}

pub(super) async fn put_photo(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    form: Multipart,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Voice).await?;
    let (typed, content) = sent(form).await?;
    let (mut errors, now) = (FormErrors::default(), app.clock.now());
    let photo = photo::clean(&content);
    if let Err(why) = &photo {
        errors.add("file", why.to_string());
    }
    let agreed_by = AgreedBy::from_code(typed.get("agreed_by"));
    if agreed_by.is_none() {
        errors.add("agreed_by", "Choose who has agreed: without that, a photo is not used");
    }
    let agreed_on = day_gone(&typed, "agreed_on", "the day on which they agreed", now.today(), &mut errors);
    let (Ok((kind, content)), Some(by), Some(on)) = (photo, agreed_by, agreed_on) else {
        return page(&app, &person, &head, &typed, &errors).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    profile_pictures::put(&mut tx, head.id, (kind, &content), (by, on)).await?;
    tx.commit().await?;
    Ok(back(&head))
}

pub(super) async fn remove(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Voice).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !profile_pictures::remove(&mut tx, head.id).await? {
        return Err(Error::Conflict("There is no picture any more.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

/// Gives the photo out, to be shown within the profile and never as a page that could do anything.
pub(super) async fn photo(
    State(app): State<App>,
    person: Person,
    Path((id, picture)): Path<(i64, i64)>,
) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Voice).await?;
    let found = profile_pictures::photo(&mut *app.store.read().await?, head.id, picture).await?;
    let (kind, content) = found.ok_or(Error::NotFound)?;
    app.viewed(&person, Subject::ProfilePicture, head.id).await?;
    let headers = [
        (header::CONTENT_TYPE, kind.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"photo-{picture}.{}\"", kind.as_code())),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'".to_owned(),
        ),
    ];
    Ok((headers, content).into_response())
}

fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/profile", head.id)).into_response()
}

//! The one-page profile of a pupil: read by everybody who sees the targets, written by the SENCO, the teacher and the assistant who work
//! with the pupil, confirmed each term in one press, printed on one side of A4.

pub(in crate::web) mod page;
mod picture;
mod picture_page;

use axum::{
    Router,
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::{documents::room, head};
use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        ids::ProfileId,
        profile::{Gathered, Holds, MOST, Profile, holds},
        voice::{PupilHow, WrittenBy},
    },
    store::{
        profile_pictures,
        profiles::{self, HeldProfile},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut},
        },
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
        .route("/pupils/{id}/profile", get(show).post(write))
        .route("/pupils/{id}/profile/edit", get(edit))
        .route("/pupils/{id}/profile/confirmation", post(confirm))
        .route("/pupils/{id}/profile/picture", get(picture::ask))
        .route("/pupils/{id}/profile/picture/removal", post(picture::remove))
        .route("/pupils/{id}/profile/symbol", post(picture::choose_symbol))
        .route("/pupils/{id}/profile/photo", post(picture::put_photo).layer(room()))
        .route("/pupils/{id}/profile/photo/{picture}", get(picture::photo))
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Voice).await?;
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    let all = profiles::versions(&mut conn, &[head.id]).await?.remove(&head.id).unwrap_or_default();
    let picture = profile_pictures::current(&mut conn, head.id).await?;
    let register = app.register(&mut conn, &person, today).await?;
    drop(conn);
    let stands = |one: &HeldProfile| -> Holds { holds(register.calendar(), one.said_on(), today) };
    app.viewed(&person, Subject::Profile, head.id).await?;
    let body = page::sheet(&head, &all, all.first().map(stands), picture.as_ref());
    app.answer(&person, Page::new(format!("One-page profile · {}", head.name.short()), body)).await
}

async fn newest(app: &App, head: &Head) -> Result<Option<HeldProfile>> {
    Ok(profiles::newest(&mut *app.store.read().await?, &[head.id]).await?.remove(&head.id))
}

async fn edit(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Voice).await?;
    let newest = newest(&app, &head).await?;
    app.viewed(&person, Subject::Profile, head.id).await?;
    let typed = newest.as_ref().map(typed).unwrap_or_default();
    app.answer(&person, page::form(&head, &typed, &FormErrors::default(), None)).await
}

async fn write(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Voice).await?;
    let mut typed = Typed(fields);
    let (says, gathered) = match read(&typed) {
        Ok(read) => read,
        Err(errors) => return app.answer(&person, page::form(&head, &typed, &errors, None)).await,
    };
    let seen = typed.get("seen").parse().ok().map(ProfileId);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !profiles::write(&mut tx, head.id, seen, &says, &gathered).await? {
        drop(tx);
        // What the other one wrote stands beside it, and saving once more is meant.
        let theirs = newest(&app, &head).await?;
        typed.set("seen", theirs.as_ref().map(|one| one.id.to_string()).unwrap_or_default());
        let page = page::form(&head, &typed, &FormErrors::default(), theirs.as_ref());
        return app.answer(&person, page.refused(StatusCode::CONFLICT)).await;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}/profile", head.id)).into_response())
}

/// Which profile is still right, and from which page.
#[derive(Deserialize)]
struct StillRight {
    profile: i64,
    #[serde(default)]
    from: String,
}

async fn confirm(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(sent): Form<StillRight>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Voice).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !profiles::confirm(&mut tx, head.id, ProfileId(sent.profile)).await? {
        return Err(Error::Conflict("Somebody has written this profile anew. Read what it says now first.".to_owned()));
    }
    tx.commit().await?;
    let to = match sent.from.as_str() {
        page::MY_PUPILS => format!("/my-pupils#pupil-{}", head.id),
        _ => format!("/pupils/{}/profile", head.id),
    };
    Ok(Redirect::to(&to).into_response())
}

fn typed(held: &HeldProfile) -> Typed {
    let mut typed = Typed::default();
    held.says.parts().iter().for_each(|(field, _, words)| typed.set(field, *words));
    typed.set("how", held.gathered.how.as_code());
    typed.set("written_by", held.gathered.by.as_code());
    typed.set("with_whom", held.gathered.with_whom.as_str());
    typed.set("seen", held.id.to_string());
    typed
}

fn read(typed: &Typed) -> std::result::Result<(Profile, Gathered), FormErrors> {
    let mut errors = FormErrors::default();
    let text = |field| typed.get(field).to_owned();
    let says = Profile {
        liked: text("liked"),
        matters: text("matters"),
        support: text("support"),
        please_do: text("please_do"),
        please_dont: text("please_dont"),
    };
    if says.is_empty() {
        errors.add("liked", "Write down at least one of these");
    }
    for (field, heading, words) in says.parts() {
        let many = words.chars().count();
        if many > MOST {
            let said =
                format!("“{heading}” has {many} characters: shorten it to {MOST}, so that all stands on one page");
            errors.add(field, said);
        }
    }
    let by = WrittenBy::from_code(typed.get("written_by"));
    if by.is_none() {
        errors.add("written_by", "Choose whose words these are");
    }
    let how = PupilHow::from_code(typed.get("how"));
    if how.is_none() {
        errors.add("how", "Choose how they were gathered");
    }
    match (how, by) {
        (Some(how), Some(by)) if errors.is_empty() => {
            Ok((says, Gathered { how, by, with_whom: cut(typed.get("with_whom")) }))
        }
        _ => Err(errors),
    }
}

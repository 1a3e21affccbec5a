//! What is added to one message: where to come, and what to bring. The rest of it is the same for everybody; these two lines are looked at
//! before they stand in a mailbox that others may read.

use std::collections::BTreeSet;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{coming, written};
use crate::{
    dispatch,
    domain::{
        access::{Thing, Verb},
        addition::{self, Addition, LONGEST, fit},
        notice::NoticeKind,
        reminder::{Matter, Planned},
    },
    store::notices::{Written, additions},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, second_button, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
        ui::post_form::post_form,
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/messages/additions", post(add)).route("/messages/{id}/addition", post(add_to_written))
}

/// Whether something can be added to a message that is to come.
pub(super) fn fits(planned: &Planned) -> bool {
    addition::has_room(planned.kind) && planned.way.has_mail() && matches!(planned.matter, Matter::Meeting { .. })
}

/// Whether something can be added to a message that was written: it waits, and nobody has tried to send it.
pub(super) fn fits_written(one: &Written) -> bool {
    let (logged, has_room) = (&one.logged, NoticeKind::from_code(&one.logged.kind).is_some_and(addition::has_room));
    has_room && one.to_parent().is_some() && one.again_of.is_none() && logged.state == "waiting" && logged.attempts == 0
}

/// What was typed, looked at.
pub(super) async fn read(
    conn: &mut SqliteConnection,
    person: &Person,
    typed: &Typed,
    errors: &mut FormErrors,
) -> Result<Addition> {
    let names = additions::names(conn, person.viewer.school).await?;
    Ok(Addition { come: line(typed, "come", &names, errors), bring: line(typed, "bring", &names, errors) })
}

fn line(typed: &Typed, name: &'static str, names: &BTreeSet<String>, errors: &mut FormErrors) -> String {
    match fit(typed.get(name), names) {
        Ok(line) => line,
        Err(why) => {
            errors.add(name, why.to_string());
            String::new()
        }
    }
}

async fn add(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let coming = coming::load(&app, &person, typed.get("key")).await?;
    if !fits(&coming.foreseen.planned) {
        return Err(Error::Conflict("Nothing can be added to this message.".to_owned()));
    }
    let addition = read(&mut *app.store.read().await?, &person, &typed, &mut errors).await?;
    if !errors.is_empty() {
        return coming::answer(&app, &person, &coming, &typed, &errors).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if addition != coming.addition {
        additions::add(&mut tx, typed.get("key"), &addition).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&coming::address(typed.get("key"))).into_response())
}

async fn add_to_written(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let mut conn = app.store.read().await?;
    let one = written::find(&mut conn, &person, id).await?;
    let addition = read(&mut conn, &person, &typed, &mut errors).await?;
    drop(conn);
    if !fits_written(&one) {
        return Err(Error::Conflict("Nothing can be added to this message any more: it has left.".to_owned()));
    }
    if !errors.is_empty() {
        return written::answer(&app, &person, &one, &typed, &errors).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let now = match dispatch::write_anew(&mut tx, &app.post, &one, &addition).await? {
        Ok(now) => now,
        Err(why) => return Err(Error::Conflict(format!("Nothing was changed: {why}."))),
    };
    tx.commit().await?;
    let back = now.map_or_else(|| "/messages#log".to_owned(), |id| format!("/messages/{id}"));
    Ok(Redirect::to(&back).into_response())
}

/// What was added, as it is put into the form.
pub(super) fn typed_of(addition: &Addition) -> Typed {
    let mut typed = Typed::default();
    typed.set("come", addition.come.clone());
    typed.set("bring", addition.bring.clone());
    typed
}

/// The two lines, to be put into a form.
pub(super) fn fields(typed: &Typed, errors: &FormErrors) -> Markup {
    let hint = format!(
        "At most {LONGEST} letters, without a child’s name, without why you meet, and without a link. It stands as you write it, below what the message says."
    );
    let field = |name, label| Field { name, label, hint: &hint, value: typed.get(name), errors };
    html! {
        (text_input(&field("come", "Where to come"), "text", "off"))
        (text_input(&field("bring", "What to bring"), "text", "off"))
    }
}

/// The form of a message that has not left. `hidden` is its key, where it is not written yet.
pub(super) fn form(action: &str, hidden: Option<&str>, typed: &Typed, errors: &FormErrors) -> Markup {
    let is_wrong = errors.get("come").or(errors.get("bring")).is_some();
    html! {
        details.no-print open[is_wrong] {
            summary { "Add where to come or what to bring" }
            (post_form(action).of(html! {
                @if let Some(key) = hidden { input type="hidden" name="key" value=(key); }
                (fields(typed, errors))
                (second_button("Put it into the message"))
            }))
        }
    }
}

/// What was added, among the facts about a message.
pub(super) fn fact(addition: &Addition) -> Markup {
    html! {
        @if !addition.come.is_empty() { "Where to come: " (addition.come) }
        @if !addition.come.is_empty() && !addition.bring.is_empty() { br; }
        @if !addition.bring.is_empty() { "What to bring: " (addition.bring) }
    }
}

//! Doing a task right where it stands: write down what came of it, put an address right, book an interpreter, post the letters.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{ShownTask, Wrong, find, is_letter, list, load};
use crate::{
    domain::{
        access::{Thing, Verb},
        ids::TaskId,
        people::EmailAddress,
        postal::PostalAddress,
        task::TaskKind,
        time::LongDay,
    },
    store::{
        adults::{self, Reach},
        tasks,
    },
    web::{
        App,
        form::days::date,
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// What came of it.
#[derive(Debug, Deserialize)]
pub(super) struct DoneTask {
    #[serde(default)]
    note: String,
}

pub(super) async fn done(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(form): Form<DoneTask>,
) -> Result<Response> {
    person.must(Thing::Tasks, Verb::Change)?;
    let task = find(&app, &person, id).await?.task.id;
    let note = form.note.trim();
    if note.is_empty() {
        let wrong = Wrong { task, field: "note", sentence: "Write down what came of it", typed: Vec::new() };
        return app.answer(&person, list(&app, &person, Some(wrong)).await?).await;
    }
    finish(&app, &person, &[task], note).await
}

/// Ticks tasks off with one note, and goes back to the list.
async fn finish(app: &App, person: &Person, ids: &[TaskId], note: &str) -> Result<Response> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    for id in ids {
        if !tasks::done(&mut tx, *id, note).await? {
            return Err(Error::NotFound);
        }
    }
    tx.commit().await?;
    Ok(Redirect::to("/tasks").into_response())
}

/// A task of a kind, about an adult who may be contacted today.
async fn of_kind(app: &App, person: &Person, id: i64, kind: TaskKind) -> Result<ShownTask> {
    person.must(Thing::Tasks, Verb::Change)?;
    let one = find(app, person, id).await?;
    match &one.blocked {
        _ if one.task.kind != kind => Err(Error::NotFound),
        Some(why) => Err(Error::Conflict(format!("Nothing may be arranged with this person now: {}.", why.words()))),
        None => Ok(one),
    }
}

/// Where somebody can be reached from now on.
#[derive(Debug, Deserialize)]
pub(super) struct Address {
    #[serde(default)]
    email: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    postal: String,
    #[serde(default)]
    postcode: String,
}

pub(super) async fn address(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(form): Form<Address>,
) -> Result<Response> {
    let one = of_kind(&app, &person, id, TaskKind::FixAddress).await?;
    person.must(Thing::Contacts, Verb::Change)?;
    let (adult, pupil) = one.task.adult.zip(one.task.pupil).ok_or(Error::NotFound)?;
    let (email, phone) = (form.email.trim(), form.phone.trim());
    let (parsed, postal) = (EmailAddress::parse(email), PostalAddress::parse(&form.postal, &form.postcode));
    let field = if postal.is_err() { "postal" } else { "email" };
    let sentence = match (&parsed, &postal) {
        (_, Err(why)) => Some(*why),
        (_, Ok(postal)) if email.is_empty() && phone.is_empty() && postal.is_empty() => {
            Some("Enter a new e-mail address, a phone number or a postal address")
        }
        (Err(_), _) if !email.is_empty() => Some("The address must look like name@example.org"),
        (Ok(address), _) if adults::is_dead(&mut *app.store.read().await?, address).await? => {
            Some("A mail server refuses this address. Enter another one, or leave it empty")
        }
        _ => None,
    };
    if let Some(sentence) = sentence {
        let typed =
            vec![("email", form.email), ("phone", form.phone), ("postal", form.postal), ("postcode", form.postcode)];
        let wrong = Wrong { task: one.task.id, field, sentence, typed };
        return app.answer(&person, list(&app, &person, Some(wrong)).await?).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let to = Reach {
        email: parsed.ok(),
        phone: Some(phone.to_owned()).filter(|p| !p.is_empty()),
        postal: postal.ok().filter(|address| !address.is_empty()),
    };
    adults::reach(&mut tx, adult, pupil, &to).await?;
    if !tasks::done(&mut tx, one.task.id, &format!("New {}", to.words())).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/tasks").into_response())
}

/// Who interprets, and when they were booked for.
#[derive(Debug, Deserialize)]
pub(super) struct Interpreter {
    #[serde(default)]
    who: String,
    #[serde(default)]
    on: String,
}

pub(super) async fn interpreter(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(form): Form<Interpreter>,
) -> Result<Response> {
    let one = of_kind(&app, &person, id, TaskKind::BookInterpreter).await?;
    let day = date(form.on.trim()).filter(|on| *on >= app.clock.now().today());
    let (field, sentence) = match day {
        _ if form.who.trim().is_empty() => ("who", "Enter who interprets, or which service"),
        None => ("on", "Enter the day they are booked for, today or later"),
        Some(on) => {
            let note = format!("Booked: {}, {}", form.who.trim(), LongDay(on));
            return finish(&app, &person, &[one.task.id], &note).await;
        }
    };
    let typed = vec![("who", form.who.clone()), ("on", form.on.clone())];
    app.answer(&person, list(&app, &person, Some(Wrong { task: one.task.id, field, sentence, typed })).await?).await
}

/// The letters that were on the printed page: their numbers, parted by commas.
#[derive(Debug, Deserialize)]
pub(super) struct Posted {
    #[serde(default)]
    letters: String,
}

pub(super) async fn posted(State(app): State<App>, person: Person, Form(form): Form<Posted>) -> Result<Response> {
    person.must(Thing::Tasks, Verb::Change)?;
    let wanted: Vec<i64> = form.letters.split(',').filter_map(|id| id.trim().parse().ok()).collect();
    let mut open = load(&app, &person).await?;
    // One that somebody else has ticked off meanwhile, or that must not be sent any more, is left out.
    open.retain(|one| is_letter(one) && wanted.contains(&one.task.id.0));
    let ids: Vec<TaskId> = open.iter().map(|one| one.task.id).collect();
    finish(&app, &person, &ids, "Printed and posted").await
}

//! What will be sent in the next 14 days, and what became of what was sent.

mod page;

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Form, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::Days;
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        ids::NoticeId,
        people::Name,
        reminder::{self, Picture, Planned},
    },
    store::{
        delivery_log,
        notices::{self, Logged},
        reminders,
    },
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// How many days the page looks ahead.
const AHEAD: Days = Days::new(14);

/// How many messages of the log stand on one page.
const LOGGED: usize = 50;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/messages", get(show)).route("/messages/holds", post(hold))
}

/// Everything the page shows.
struct Shown {
    /// What will be sent, and the recipient's name.
    planned: Vec<(Planned, String)>,
    /// A page of the log, newest first.
    log: Vec<Logged>,
    /// Whether it is the page of the newest.
    is_newest: bool,
    /// From where the page of older messages goes on, if there are any.
    older: Option<NoticeId>,
    /// Whether the queued messages that still wait are held, by key.
    waiting: BTreeMap<String, bool>,
}

/// Which page of the log.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Only what was written before this message.
    before: Option<i64>,
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<Asked>) -> Result<Response> {
    person.must(Thing::Messages, Verb::See)?;
    let shown = load(&app, &person, asked.before.map(NoticeId)).await?;
    let body = page::page(&shown, person.may(Thing::Messages, Verb::Change));
    app.answer(&person, Page::new("Messages", body).at(Nav::Messages)).await
}

/// A message to hold back or to let go.
#[derive(Debug, Deserialize)]
struct Hold {
    #[serde(default)]
    key: String,
    #[serde(default)]
    action: String,
}

async fn hold(State(app): State<App>, person: Person, Form(form): Form<Hold>) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let shown = load(&app, &person, None).await?;
    // Only what this school is about to send can be held: a key is never taken on trust.
    if !shown.waiting.contains_key(&form.key) && !shown.planned.iter().any(|(p, _)| p.key == form.key) {
        return Err(Error::Conflict(
            "That message has left, or is not to be sent any more. Look at the list again.".to_owned(),
        ));
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    match form.action.as_str() {
        "hold" => notices::hold(&mut tx, &form.key).await?,
        "release" => notices::release(&mut tx, &form.key).await?,
        _ => return Err(Error::BadRequest("A message can be held or released.".to_owned())),
    }
    tx.commit().await?;
    Ok(Redirect::to("/messages").into_response())
}

async fn load(app: &App, person: &Person, before: Option<NoticeId>) -> Result<Shown> {
    let (school, now) = (person.viewer.school, app.clock.now());
    let mut conn = app.store.read().await?;
    let register = app.store.register(&mut conn, school, now.today()).await?;
    let picture = register.part::<Picture>(&mut conn, now.today()).await?;
    let outlook = reminder::plan(&picture, now, now.today() + AHEAD);
    let names = reminders::names_of(&mut conn, &outlook.iter().map(|one| one.to).collect::<Vec<_>>()).await?;
    let name = |one: &Planned| names.get(&one.to).map_or_else(|| "The school office".to_owned(), Name::full);
    let planned = outlook.into_iter().map(|one| (name(&one), one)).map(|(name, one)| (one, name)).collect();
    // One more than is shown tells whether there are older ones.
    let mut log = notices::log(&mut conn, school, before, LOGGED + 1).await?;
    let has_older = log.len() > LOGGED;
    log.truncate(LOGGED);
    let older = log.last().filter(|_| has_older).map(|last| last.id);
    Ok(Shown {
        planned,
        log,
        is_newest: before.is_none(),
        older,
        waiting: delivery_log::waiting(&mut conn, school).await?.into_iter().collect(),
    })
}

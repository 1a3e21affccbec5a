//! What will be sent in the next 14 days, and what became of what was sent.

mod page;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    extract::{Form, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        ids::NoticeId,
        people::Name,
        reminder::{self, Picture, Planned},
        time::Moment,
    },
    store::{
        delivery_log::{self, Refused},
        notices::{self, Logged, queue},
        register::{Of, Part, Register},
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
    Router::new()
        .route("/messages", get(show))
        .route("/messages/holds", post(hold))
        .route("/messages/refused", post(forgive))
}

/// Everything the page shows.
struct MessagesPage {
    /// What will be sent.
    outlook: Arc<Outlook>,
    /// A page of the log, newest first.
    log: Vec<Logged>,
    /// Whether it is the page of the newest.
    is_newest: bool,
    /// From where the page of older messages goes on, if there are any.
    older: Option<NoticeId>,
    /// Those to whose addresses no mail goes any more.
    refused: Vec<Refused>,
    /// Whether the queued messages that still wait are held, by key.
    waiting: BTreeMap<String, bool>,
}

/// What will be sent, as of a minute, each with the recipient's name.
#[derive(PartialEq, Debug)]
struct Outlook(Vec<(Planned, String)>);

impl Part for Outlook {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let picture = register.part::<Picture>(conn, day).await?;
        let planned = reminder::plan(&picture, Moment::from_unix(of.id() * 60), day + AHEAD);
        let names = reminders::names_of(conn, &planned.iter().map(|one| one.to).collect::<Vec<_>>()).await?;
        let name = |one: &Planned| names.get(&one.to).map_or_else(|| "The school office".to_owned(), Name::full);
        Ok(Self(planned.into_iter().map(|one| (name(&one), one)).map(|(name, one)| (one, name)).collect()))
    }
}

/// Which page of the log.
#[derive(Debug, Default, Deserialize)]
struct MessagesQuery {
    /// Only what was written before this message.
    before: Option<i64>,
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<MessagesQuery>) -> Result<Response> {
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
    if !shown.waiting.contains_key(&form.key) && !shown.outlook.0.iter().any(|(p, _)| p.key == form.key) {
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

/// Lets refused addresses be written to again.
async fn forgive(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if queue::forgive(&mut tx).await? > 0 {
        tx.audit(Entry::new(Deed::Released, Subject::Mail).detail("refused addresses")).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/messages").into_response())
}

async fn load(app: &App, person: &Person, before: Option<NoticeId>) -> Result<MessagesPage> {
    let (school, now) = (person.viewer.school, app.clock.now());
    let mut conn = app.store.read().await?;
    let register = app.store.register(&mut conn, school, now.today()).await?;
    let this_minute = Of::SCHOOL.about(now.unix() / 60);
    // One more than is shown tells whether there are older ones.
    let mut log = notices::log(&mut conn, school, before, LOGGED + 1).await?;
    let has_older = log.len() > LOGGED;
    log.truncate(LOGGED);
    let older = log.last().filter(|_| has_older).map(|last| last.id);
    Ok(MessagesPage {
        outlook: register.part_of(&mut conn, this_minute, now.today()).await?,
        log,
        is_newest: before.is_none(),
        older,
        refused: delivery_log::refused(&mut conn, school).await?,
        waiting: delivery_log::waiting(&mut conn, school).await?.into_iter().collect(),
    })
}

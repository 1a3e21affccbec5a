//! What will be sent in the next 14 days, and what became of what was sent. What can be done with one message is on a page of its own: one
//! that is to come in [`coming`], one that was written in [`written`]; what goes together is held in [`together`].

mod additions;
mod coming;
mod page;
mod together;
mod written;

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
        adult_needs::Needs,
        audit::{Deed, Entry, Subject},
        ids::{NoticeId, PupilId},
        language::Language,
        notice::Recipient,
        people::Name,
        reminder::{self, Matter, Picture, Planned},
        time::Moment,
    },
    store::{
        adult_needs,
        delivery_log::{self, Refused},
        notices::{self, Lines, Logged, queue},
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

/// How many messages to come stand on one page, and how many of the log: both together are read on a phone without scrolling for minutes.
const AHEAD_A_PAGE: usize = 12;
const LOGGED: usize = 12;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/messages", get(show))
        .route("/messages/holds", post(hold))
        .route("/messages/refused", post(forgive))
        .merge(additions::routes())
        .merge(coming::routes())
        .merge(together::routes())
        .merge(written::routes())
}

/// Everything the page shows.
struct MessagesPage {
    /// What will be sent.
    outlook: Arc<Outlook>,
    /// From where on it is shown.
    from: usize,
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

/// A message to come, to whom and about whom.
#[derive(Clone, PartialEq, Debug)]
struct Foreseen {
    planned: Planned,
    /// The recipient's name.
    to: String,
    /// The pupil's name, or nothing.
    about: String,
    /// The language in which it is written.
    language: String,
}

/// Whose record a message belongs to.
fn pupil(planned: &Planned) -> Option<PupilId> {
    match planned.matter {
        Matter::Meeting { pupil, .. }
        | Matter::Led { pupil, .. }
        | Matter::ReadingCode { pupil, .. }
        | Matter::Survey { pupil, .. } => Some(pupil),
        Matter::Digest(_) | Matter::Account | Matter::News(_) => None,
    }
}

/// What will be sent, as of a minute.
#[derive(PartialEq, Debug)]
struct Outlook(Vec<Foreseen>);

impl Part for Outlook {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let picture = register.part::<Picture>(conn, day).await?;
        let planned = reminder::plan(&picture, Moment::from_unix(of.id() * 60), day + AHEAD);
        let names = reminders::names_of(conn, &planned.iter().map(|one| one.to).collect::<Vec<_>>()).await?;
        let pupils = reminders::pupils_named(conn, &planned.iter().filter_map(pupil).collect::<Vec<_>>()).await?;
        let adult = |one: &Planned| if let Recipient::Adult(adult) = one.to { Some(adult) } else { None };
        let needs = adult_needs::of_all(conn, &planned.iter().filter_map(adult).collect::<Vec<_>>()).await?;
        let read = planned.into_iter().map(|planned| {
            let needs = adult(&planned).and_then(|adult| needs.get(&adult));
            let language = needs.map_or_else(|| Language::English.words().to_owned(), Needs::written_in);
            let to = names.get(&planned.to).map_or_else(|| "The school office".to_owned(), Name::full);
            let about = pupil(&planned).and_then(|pupil| pupils.get(&pupil)).map(Name::full).unwrap_or_default();
            Foreseen { planned, to, about, language }
        });
        Ok(Self(read.collect()))
    }
}

/// What will be sent, as of this minute.
async fn outlook(app: &App, person: &Person, conn: &mut SqliteConnection) -> Result<Arc<Outlook>> {
    let now = app.clock.now();
    let register = app.register(conn, person, now.today()).await?;
    let this_minute = Of::SCHOOL.about(now.unix() / 60);
    Ok(register.part_of(conn, this_minute, now.today()).await?)
}

/// Which page of the log, and of what is to come.
#[derive(Debug, Default, Deserialize)]
struct MessagesQuery {
    /// Only what was written before this message.
    before: Option<i64>,
    /// From this message to come on.
    #[serde(default)]
    from: usize,
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<MessagesQuery>) -> Result<Response> {
    person.must(Thing::Messages, Verb::See)?;
    let shown = load(&app, &person, &asked).await?;
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

/// What is said where a message is no longer to be sent.
const GONE: &str = "That message has left, or is not to be sent any more. Look at the list again.";

async fn hold(State(app): State<App>, person: Person, Form(form): Form<Hold>) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let shown = load(&app, &person, &MessagesQuery::default()).await?;
    // Only what this school is about to send can be held: a key is never taken on trust.
    let is_foreseen = shown.outlook.0.iter().any(|one| one.planned.key == form.key);
    if !is_foreseen && !shown.waiting.contains_key(&form.key) {
        return Err(Error::Conflict(GONE.to_owned()));
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    match form.action.as_str() {
        "hold" => notices::hold(&mut tx, &form.key).await?,
        "release" => notices::release(&mut tx, &form.key).await?,
        _ => return Err(Error::BadRequest("A message can be held or released.".to_owned())),
    }
    tx.commit().await?;
    let back = if is_foreseen { coming::address(&form.key) } else { "/messages#log".to_owned() };
    Ok(Redirect::to(&back).into_response())
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

async fn load(app: &App, person: &Person, asked: &MessagesQuery) -> Result<MessagesPage> {
    let school = person.viewer.school;
    let mut conn = app.store.read().await?;
    // One more than is shown tells whether there are older ones.
    let lines = match asked.before {
        Some(id) => Lines::Before(NoticeId(id), LOGGED + 1),
        None => Lines::Newest(LOGGED + 1),
    };
    let mut log = notices::log(&mut conn, school, lines).await?;
    let has_older = log.len() > LOGGED;
    log.truncate(LOGGED);
    let older = log.last().filter(|_| has_older).map(|last| last.id);
    Ok(MessagesPage {
        outlook: outlook(app, person, &mut conn).await?,
        from: asked.from / AHEAD_A_PAGE * AHEAD_A_PAGE,
        log,
        is_newest: asked.before.is_none(),
        older,
        refused: delivery_log::refused(&mut conn, school).await?,
        waiting: delivery_log::waiting(&mut conn, school).await?.into_iter().collect(),
    })
}

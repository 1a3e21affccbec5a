//! Today: what needs the SENCO or the head now. Every row ends in a verb, and the number above a list is the length of the list.

mod page;

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use super::{App, error::Result, session::Person, ui::layout};
use crate::{
    domain::{
        access::{Thing, Verb},
        people::Role,
        standing::{self, Standing},
    },
    store::{
        calendar, schools,
        standing::{self as rows, BoardRow},
        tasks::{self, OpenTask},
        today::{self, Booked},
    },
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}

/// Everything the page shows.
pub(super) struct Day {
    lines: Vec<(BoardRow, Standing)>,
    booked: Vec<Booked>,
    tasks: Vec<OpenTask>,
    unsent: i64,
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let elsewhere = match person.viewer.role {
        Role::Teacher | Role::TeachingAssistant => Some("/my-pupils"),
        Role::Office => Some("/tasks"),
        Role::Admin => Some("/settings"),
        _ => None,
    };
    if let Some(path) = elsewhere {
        return Ok(Redirect::to(path).into_response());
    }
    person.must(Thing::Figures, Verb::See)?;
    let chrome = layout::chrome(&app, &person).await?;
    let (school, now) = (person.viewer.school, app.clock.now());
    let mut conn = app.store.read().await?;
    let calendar = calendar::load(&mut conn, school).await?;
    let rules = schools::rules(&mut conn, school, now.today()).await?;
    let found = rows::board(&mut conn, school, &rules, now.today()).await?;
    let soon = rules.get("due_soon.school_days");
    let lines = found.into_iter().map(|row| {
        let standing = standing::standing(&calendar, &row.facts, soon, now.today());
        (row, standing)
    });
    let day = Day {
        lines: lines.collect(),
        booked: today::booked(&mut conn, school, now).await?,
        tasks: tasks::open(&mut conn, school).await?,
        unsent: today::unsent(&mut conn, school).await?,
    };
    drop(conn);
    let body = match person.viewer.role {
        Role::Governor => page::figures(&day, &calendar, now),
        _ => page::today(&person, &day, &calendar, now),
    };
    Ok(layout::page(&chrome, "Today", body).into_response())
}

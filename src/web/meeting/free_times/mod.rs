//! When members of staff keep time free to meet parents: each their own, and whoever arranges meetings for all sees and keeps everybody's. From
//! these times offers are proposed.

mod form;
mod page;

use axum::{
    Form, Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Thing, Verb, meets_parents},
        free_time::Opening,
        ids::StaffId,
        people::Name,
        time::Moment,
    },
    store::{
        calendar,
        conversations::diary,
        free_times::{self, FreeTimesOfSchool},
    },
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        meeting::times::{MeetingTimes, WantedTime},
    },
};

const TITLE: &str = "Free times";
/// School days ahead for which free times are listed.
const SHOWN: i64 = 20;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/times", get(show).post(keep))
        .route("/times/closed", post(close))
        .route("/times/{id}/withdrawal", post(take_away))
        .route("/times/closed/{id}/withdrawal", post(open_again))
}

/// Whose times; one's own where nobody is named.
#[derive(Deserialize)]
struct WhoseTimes {
    staff: Option<i64>,
}

/// Everything the page shows.
struct FreeTimesPage {
    /// Whose times they are.
    whose: StaffId,
    name: Name,
    /// They are the reader's own.
    own: bool,
    /// The reader may change them.
    changes: bool,
    all: FreeTimesOfSchool,
    /// The next times at which nothing is offered or booked.
    next: Vec<Opening>,
    /// Everybody who can keep times, for whoever sees them all.
    staff: Vec<(StaffId, Name)>,
    now: Moment,
}

type Fields = Form<Vec<(String, String)>>;

/// Whether somebody sees or keeps everybody's times: whoever arranges meetings of every class.
fn of_all(person: &Person, verb: Verb) -> bool {
    person.may(Thing::Conversation, verb)
}

/// Whose times somebody asks for, as far as they may: their own, or those of anybody whose meetings they arrange.
async fn whose(
    conn: &mut SqliteConnection,
    person: &Person,
    asked: Option<i64>,
    verb: Verb,
    now: Moment,
) -> Result<(StaffId, Name)> {
    if !meets_parents(person.viewer.role) {
        return Err(Error::Forbidden);
    }
    let who = asked.map_or(person.viewer.staff, StaffId);
    if who != person.viewer.staff && !of_all(person, verb) {
        return Err(Error::NotFound);
    }
    let staff = diary::staff(conn, person.viewer.school, now.today()).await?;
    staff.all().iter().find(|(id, _)| *id == who).cloned().ok_or(Error::NotFound)
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<WhoseTimes>) -> Result<Response> {
    answer(&app, &person, asked.staff, &Typed::default(), &FormErrors::default()).await
}

async fn answer(
    app: &App,
    person: &Person,
    asked: Option<i64>,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Response> {
    let (now, school) = (app.clock.now(), person.viewer.school);
    let mut conn = app.store.read().await?;
    let (who, name) = whose(&mut conn, person, asked, Verb::See, now).await?;
    let times = MeetingTimes::load(&mut conn, school, None, now).await?;
    let calendar = calendar::load(&mut conn, school).await?;
    let span = (now.today(), calendar.plus_school_days(now.today(), SHOWN));
    let seen = FreeTimesPage {
        whose: who,
        name,
        own: who == person.viewer.staff,
        changes: who == person.viewer.staff || of_all(person, Verb::Change),
        all: free_times::of_school(&mut conn, school, now.today()).await?,
        next: times.free(&WantedTime::led_by(who), span, 0),
        staff: if of_all(person, Verb::See) { times.given.staff.all().to_vec() } else { Vec::new() },
        now,
    };
    drop(conn);
    let typed = if typed.0.is_empty() { form::blank(now.today()) } else { typed.clone() };
    app.answer(person, Page::new(TITLE, page::page(&seen, &typed, errors)).wrong(errors)).await
}

/// Where somebody goes back to.
fn back(person: &Person, who: StaffId) -> Response {
    let own = who == person.viewer.staff;
    let there = if own { "/times".to_owned() } else { format!("/times?staff={who}") };
    Redirect::to(&there).into_response()
}

async fn keep(State(app): State<App>, person: Person, Form(fields): Fields) -> Result<Response> {
    let typed = Typed(fields);
    let (asked, now) = (typed.get("staff").parse().ok(), app.clock.now());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let (who, _) = whose(tx.conn(), &person, asked, Verb::Change, now).await?;
    let held = free_times::of_school(tx.conn(), person.viewer.school, now.today()).await?;
    let others: Vec<_> = held.times_of(who).map(|one| &one.time).collect();
    match form::read(&typed, &others, now.today()) {
        Ok(new) => {
            free_times::keep(&mut tx, who, &new).await?;
            tx.commit().await?;
            Ok(back(&person, who))
        }
        Err(errors) => {
            drop(tx);
            answer(&app, &person, asked, &typed, &errors).await
        }
    }
}

async fn close(State(app): State<App>, person: Person, Form(fields): Fields) -> Result<Response> {
    let typed = Typed(fields);
    let (asked, now) = (typed.get("staff").parse().ok(), app.clock.now());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let (who, _) = whose(tx.conn(), &person, asked, Verb::Change, now).await?;
    match form::closed(&typed, now.today()) {
        Ok(days) => {
            free_times::close(&mut tx, who, days).await?;
            tx.commit().await?;
            Ok(back(&person, who))
        }
        Err(errors) => {
            drop(tx);
            let mut shown = form::blank(now.today());
            shown.0.extend(typed.0);
            answer(&app, &person, asked, &shown, &errors).await
        }
    }
}

async fn take_away(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let now = app.clock.now();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let held = free_times::of_school(tx.conn(), person.viewer.school, now.today()).await?;
    let one = held.times.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    whose(tx.conn(), &person, Some(one.staff.0), Verb::Change, now).await?;
    free_times::take_away(&mut tx, id).await?;
    tx.commit().await?;
    Ok(back(&person, one.staff))
}

async fn open_again(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let now = app.clock.now();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let held = free_times::of_school(tx.conn(), person.viewer.school, now.today()).await?;
    let one = held.closed.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    whose(tx.conn(), &person, Some(one.staff.0), Verb::Change, now).await?;
    free_times::open_again(&mut tx, id).await?;
    tx.commit().await?;
    Ok(back(&person, one.staff))
}

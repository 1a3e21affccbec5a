//! Offering a meeting with parents, agreeing a time, calling it off, and recording it.

mod form;
mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::Markup;

use super::{
    App,
    error::{Error, Result},
    plans::Typed,
    session::Person,
    ui::{form::FormErrors, layout},
};
use crate::{
    dispatch::{self, Scope},
    domain::{
        access::Verb,
        calendar::Calendar,
        ids::{ConversationId, PlanId, SlotId},
    },
    store::{
        Tx, calendar, contacts,
        conversations::{self, Conversation, Ground},
    },
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/plans/{id}/conversations/new", get(new))
        .route("/plans/{id}/conversations", post(offer))
        .route("/conversations/{id}", get(show))
        .route("/conversations/{id}/booking", post(book))
        .route("/conversations/{id}/cancellation", post(cancel))
        .route("/conversations/{id}/record", get(record).post(save_record))
}

type Fields = Form<Vec<(String, String)>>;

async fn new(State(app): State<App>, person: Person, Path(plan): Path<i64>) -> Result<Response> {
    let (ground, invited, calendar) = ground(&app, &person, plan).await?;
    let now = app.clock.now();
    app.store.viewed(person.actor(), person.viewer.school, now, "contacts", ground.pupil).await?;
    let typed = form::blank(&calendar, now.today());
    let body = page::offer(&ground, &invited, &typed, &FormErrors::default());
    answer(&app, &person, StatusCode::OK, "Offer a meeting", body).await
}

async fn offer(
    State(app): State<App>,
    person: Person,
    Path(plan): Path<i64>,
    Form(fields): Fields,
) -> Result<Response> {
    let (ground, invited, calendar) = ground(&app, &person, plan).await?;
    let (typed, now) = (Typed(fields), app.clock.now());
    let mut parsed = form::offer(&typed, &ground, &calendar, now);
    if invited.iter().all(|one| one.1.is_err()) {
        let mut errors = parsed.err().unwrap_or_default();
        errors.add("invited", "Nobody can be invited: see the reasons below");
        parsed = Err(errors);
    }
    let new = match parsed {
        Ok(new) => new,
        Err(errors) => {
            let body = page::offer(&ground, &invited, &typed, &errors);
            return answer(&app, &person, StatusCode::UNPROCESSABLE_ENTITY, "Error: Offer a meeting", body).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let id = conversations::offer(&mut tx, &new).await?;
    done(&app, tx, id).await
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let meeting = load(&app, &person, id, Verb::See).await?;
    let now = app.clock.now();
    app.store.viewed(person.actor(), person.viewer.school, now, "conversation", meeting.pupil).await?;
    let may = load(&app, &person, id, Verb::Change).await.is_ok();
    let body = page::show(&meeting, may, &Typed::default(), &FormErrors::default());
    answer(&app, &person, StatusCode::OK, "Meeting with parents", body).await
}

async fn book(State(app): State<App>, person: Person, Path(id): Path<i64>, Form(fields): Fields) -> Result<Response> {
    let (mut tx, meeting) = change(&app, &person, id).await?;
    let (typed, now, school) = (Typed(fields), tx.now, tx.school);
    let offered = typed.get("slot").parse().ok().and_then(|n| meeting.slot(SlotId(n))).cloned();
    let slot = match offered.filter(|slot| slot.starts > now) {
        Some(slot) => slot.id,
        None => {
            let calendar = calendar::load(tx.conn(), school).await?;
            let mut errors = FormErrors::default();
            let Some(slot) = form::slot(&typed, 0, meeting.ehc_annual, &calendar, now, &mut errors) else {
                drop(tx);
                errors.add("slot", "Choose one of the times that were offered, or enter another");
                let body = page::show(&meeting, true, &typed, &errors);
                let title = "Error: Meeting with parents";
                return answer(&app, &person, StatusCode::UNPROCESSABLE_ENTITY, title, body).await;
            };
            conversations::add_slot(&mut tx, meeting.id, &slot).await?
        }
    };
    if meeting.booking.as_ref().is_none_or(|(_, booked)| booked.id != slot) {
        conversations::book(&mut tx, meeting.id, meeting.pupil, slot).await?;
    }
    done(&app, tx, meeting.id).await
}

async fn cancel(State(app): State<App>, person: Person, Path(id): Path<i64>, Form(fields): Fields) -> Result<Response> {
    let (mut tx, meeting) = change(&app, &person, id).await?;
    let typed = Typed(fields);
    if typed.get("reason").is_empty() {
        drop(tx);
        let mut errors = FormErrors::default();
        errors.add("reason", "Enter why the meeting is cancelled");
        let body = page::show(&meeting, true, &typed, &errors);
        return answer(&app, &person, StatusCode::UNPROCESSABLE_ENTITY, "Error: Meeting with parents", body).await;
    }
    conversations::cancel(&mut tx, meeting.id, meeting.pupil, typed.get("reason")).await?;
    done(&app, tx, meeting.id).await
}

async fn record(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let meeting = load(&app, &person, id, Verb::Change).await?;
    if !meeting.is_open() {
        return Ok(Redirect::to(&format!("/conversations/{id}")).into_response());
    }
    let now = app.clock.now();
    app.store.viewed(person.actor(), person.viewer.school, now, "conversation", meeting.pupil).await?;
    let body = page::record(&meeting, &form::blank_record(&meeting, now.today()), &FormErrors::default());
    answer(&app, &person, StatusCode::OK, "Record the meeting", body).await
}

async fn save_record(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Fields,
) -> Result<Response> {
    let (mut tx, meeting) = change(&app, &person, id).await?;
    let typed = Typed(fields);
    let new = match form::record(&typed, &meeting, tx.now.today()) {
        Ok(new) => new,
        Err(errors) => {
            drop(tx);
            let body = page::record(&meeting, &typed, &errors);
            return answer(&app, &person, StatusCode::UNPROCESSABLE_ENTITY, "Error: Record the meeting", body).await;
        }
    };
    conversations::record(&mut tx, meeting.id, meeting.pupil, &new).await?;
    done(&app, tx, meeting.id).await
}

/// Writes the messages that follow in the same act, and shows the meeting.
async fn done(app: &App, mut tx: Tx, id: ConversationId) -> Result<Response> {
    dispatch::queue_due(&mut tx, &app.post, Scope::Conversation(id)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/conversations/{id}")).into_response())
}

async fn answer(app: &App, person: &Person, status: StatusCode, title: &str, body: Markup) -> Result<Response> {
    let chrome = layout::chrome(app, person).await?;
    Ok((status, layout::page(&chrome, title, body)).into_response())
}

/// The plan, each adult with whether they may be invited, and the calendar.
async fn ground(app: &App, person: &Person, plan: i64) -> Result<(Ground, Vec<page::Adult>, Calendar)> {
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    let found = conversations::ground(&mut conn, &person.viewer, PlanId(plan), today).await?;
    let ground = found.ok_or(Error::NotFound)?;
    let adults = contacts::contacts_of(&mut conn, ground.pupil, today).await?;
    let adults = adults.into_iter().map(|(card, facts)| (card, crate::domain::access::may_take_part(&facts))).collect();
    Ok((ground, adults, calendar::load(&mut conn, person.viewer.school).await?))
}

async fn load(app: &App, person: &Person, id: i64, verb: Verb) -> Result<Conversation> {
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    let found = conversations::visible_to(&mut conn, &person.viewer, ConversationId(id), verb, today).await?;
    found.ok_or(Error::NotFound)
}

/// Begins an act on a meeting that is still open; read inside the act, so that nobody can close it meanwhile.
async fn change(app: &App, person: &Person, id: i64) -> Result<(Tx, Conversation)> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let (today, id) = (tx.now.today(), ConversationId(id));
    let found = conversations::visible_to(tx.conn(), &person.viewer, id, Verb::Change, today).await?;
    let meeting = found.ok_or(Error::NotFound)?;
    if meeting.is_open() {
        return Ok((tx, meeting));
    }
    Err(Error::Conflict("This meeting has been recorded or cancelled meanwhile. Open it again to see it.".to_owned()))
}

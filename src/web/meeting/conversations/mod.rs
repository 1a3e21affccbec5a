//! Offering a meeting with parents, agreeing a time, calling it off, and recording it; and offering it again if it did not come about.

pub(in crate::web) mod after;
mod annual;
mod answers;
mod drafts;
mod fields;
mod form;
mod live;
mod live_page;
mod offering;
mod on_the_day;
mod page;
pub(in crate::web) mod paper;
mod proposing;
mod record_page;
mod recording;
mod review_day;
pub(in crate::web) mod services;
pub(in crate::web) mod summary;

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

pub(in crate::web) use offering::reason;
use recording::RecordingContext;

use crate::{
    dispatch::{self, Scope},
    domain::{
        access::{Thing, Verb, may_take_part},
        audit::Subject,
        ids::{AdultId, ConversationId, PlanId, SlotId},
        restriction::Effect,
        rules,
    },
    store::{
        Tx, apart_wishes, calendar, contacts,
        conversations::{
            self, Conversation, Ground, NewSlot, agreed,
            knowing::{self, Knows},
            waiting,
        },
        day_messages, drafts as store_drafts, parent_views, plans,
        relation::relation,
        schools, tasks, year_plan,
    },
    web::{
        App,
        form::{drafts as web_drafts, fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        meeting::times::MeetingTimes,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/plans/{id}/conversations/new", get(new))
        .route("/plans/{id}/conversations", post(offer))
        .route("/conversations/{id}", get(show))
        .route("/conversations/{id}/booking", post(book))
        .route("/conversations/{id}/cancellation", post(cancel))
        .route("/conversations/{id}/today", post(on_the_day::say))
        .route("/conversations/{id}/record", get(record).post(save_record))
        .route("/conversations/{id}/record/draft", post(drafts::save))
        .route("/conversations/{id}/paper", get(print))
        .merge(after::routes())
        .merge(answers::routes())
        .merge(live::routes())
        .merge(review_day::routes())
        .merge(services::routes())
}

type Fields = Form<Vec<(String, String)>>;

#[derive(Deserialize)]
struct Again {
    replaces: Option<i64>,
    /// Whom alone it is for, where they asked for that.
    alone: Option<i64>,
}

async fn new(
    State(app): State<App>,
    person: Person,
    Path(plan): Path<i64>,
    Query(again): Query<Again>,
) -> Result<Response> {
    let (now, replaces) = (app.clock.now(), again.replaces.map(ConversationId));
    let mut conn = app.store.read().await?;
    let (ground, mut choices) = ground(&mut conn, &person, plan, now.today()).await?;
    if let Some(old) = replaces {
        let old = replaceable(&mut conn, &person, &ground, old, now.today()).await?;
        choices.before = conversations::tries(&mut conn, old.id).await?;
        choices.asked = form::asked_for(&old);
    } else {
        choices.newest = conversations::of_plan(&mut conn, ground.plan).await?.into_iter().next();
    }
    let times = MeetingTimes::load(&mut conn, person.viewer.school, replaces, now).await?;
    drop(conn);
    app.viewed(&person, Subject::Contacts, ground.pupil).await?;
    let mut typed = form::blank(&ground, &choices, replaces, now.today());
    if let Some(alone) = again.alone.map(AdultId) {
        form::leave_out_all_but(&mut typed, &choices, alone);
    }
    proposing::fill_in(&mut typed, &choices, &times, now);
    let body = offering::offer(&ground, &choices, sees_reasons(&person), &typed, &FormErrors::default());
    app.answer(&person, Page::new("Offer a meeting", body)).await
}

async fn offer(
    State(app): State<App>,
    person: Person,
    Path(plan): Path<i64>,
    Form(fields): Fields,
) -> Result<Response> {
    let (mut typed, now) = (Typed(fields), app.clock.now());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let (ground, mut choices) = ground(tx.conn(), &person, plan, now.today()).await?;
    // Looked at inside the act: two people may offer the same meeting again in the same minute.
    let old = match typed.get("replaces").parse().ok().map(ConversationId) {
        Some(old) => Some(replaceable(tx.conn(), &person, &ground, old, now.today()).await?),
        None => None,
    };
    if let Some(old) = &old {
        choices.before = conversations::tries(tx.conn(), old.id).await?;
        choices.asked = form::asked_for(old);
    }
    let times = MeetingTimes::load(tx.conn(), person.viewer.school, old.as_ref().map(|old| old.id), now).await?;
    if typed.get("do") == "propose" {
        drop(tx);
        let errors = proposing::asked(&mut typed, &choices, &times, now);
        let body = offering::offer(&ground, &choices, sees_reasons(&person), &typed, &errors);
        return app.answer(&person, Page::new("Offer a meeting", body).wrong(&errors)).await;
    }
    let read = form::offer(&typed, &ground, &choices, now).and_then(|new| {
        let errors = form::clashes(&typed, &new, &mut choices, &times);
        if errors.is_empty() { Ok(new) } else { Err(errors) }
    });
    let new = match read {
        Ok(new) => new,
        Err(errors) => {
            drop(tx);
            let body = offering::offer(&ground, &choices, sees_reasons(&person), &typed, &errors);
            return app.answer(&person, Page::new("Offer a meeting", body).wrong(&errors)).await;
        }
    };
    if let Some(old) = old {
        if old.is_open() {
            conversations::cancel(&mut tx, old.id, old.pupil, "Offered again at other times").await?;
            dispatch::queue_due(&mut tx, &app.post, Scope::Conversation(old.id)).await?;
        }
        tasks::settle(&mut tx, old.id, None, "Offered again").await?;
    }
    let id = conversations::offer(&mut tx, &new).await?;
    annual::ask(&mut tx, &new, &choices, &typed).await?;
    done(&app, tx, id).await
}

/// The meeting that a new offer stands in for: on the same plan, not held, not offered again yet, and with no time that still stands.
async fn replaceable(
    conn: &mut SqliteConnection,
    person: &Person,
    ground: &Ground,
    id: ConversationId,
    today: NaiveDate,
) -> Result<Conversation> {
    let found = conversations::visible_to(&mut *conn, &person.viewer, id, Verb::Change, today).await?;
    let old = found.filter(|old| old.plan == ground.plan).ok_or(Error::NotFound)?;
    let why = if conversations::tries(conn, id).await?.last().is_some_and(|newest| newest.id != id) {
        "This meeting has been offered again already. Open it to see the newest offer."
    } else if old.met() {
        "This meeting has been held. Offer the next one from the plan."
    } else if old.is_open() && old.booking.is_some() && !old.nobody_comes() {
        "A time is agreed for this meeting. Change its time or cancel it first; or offer a separate meeting from the plan."
    } else {
        return Ok(old);
    };
    Err(Error::Conflict(why.to_owned()))
}

/// Whether this person may read why somebody is not invited, where the reason is a restriction.
fn sees_reasons(person: &Person) -> bool {
    person.may(Thing::Restrictions, Verb::See)
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let meeting = load(&app, &person, id, Verb::See).await?;
    app.viewed(&person, Subject::Conversation, meeting.pupil).await?;
    shown(&app, &person, &meeting, &Typed::default(), &FormErrors::default()).await
}

fn of_meeting(meeting: &Conversation) -> Knows {
    Knows { meeting: Some(meeting.id), ..Knows::default() }
}

/// The meeting's page, with what was typed into one of its forms.
async fn shown(
    app: &App,
    person: &Person,
    meeting: &Conversation,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let relation = relation(&mut conn, &person.viewer, meeting.pupil, app.clock.now().today()).await?;
    let seen = page::MeetingPage {
        may: person.viewer.may(relation, Thing::Conversation, Verb::Change),
        reasons: sees_reasons(person),
        undo: after::may_undo(meeting, app.clock.now()),
        state: meeting.state().seen_at(app.clock.now(), meeting.slots.iter().map(|slot| slot.starts)),
        begun: meeting.booking.as_ref().is_some_and(|(_, slot)| slot.starts <= app.clock.now()),
        said: on_the_day::of_today(day_messages::of_meeting(&mut conn, meeting.id).await?, meeting),
        now: app.clock.now(),
        views: parent_views::of_meeting(&mut conn, meeting.id).await?,
        tries: conversations::tries(&mut conn, meeting.id).await?,
        review_on: year_plan::agreed_day(&mut conn, meeting.plan).await?,
        plans: person.viewer.may(relation, Thing::Plan, Verb::Change),
        to_review: person.viewer.may(relation, Thing::Review, Verb::Change)
            && !waiting::held(&mut conn, meeting.school, Some(meeting.plan)).await?.0.is_empty(),
        apart: apart_wishes::of_pupil(&mut conn, meeting.pupil, app.clock.now().today()).await?,
        knows: knowing::known(&mut conn, meeting.school, of_meeting(meeting), app.clock.now()).await?,
        annual: annual::of_meeting(&mut conn, person, meeting, app.clock.now().today()).await?,
        known: services::known(&mut conn, person, meeting, app.clock.now().today()).await?,
    };
    drop(conn);
    let body = page::show(meeting, &seen, typed, errors);
    app.answer(person, Page::new("Meeting with parents", body).wrong(errors)).await
}

async fn book(State(app): State<App>, person: Person, Path(id): Path<i64>, Form(fields): Fields) -> Result<Response> {
    let (mut tx, meeting) = change(&app, &person, id).await?;
    let (typed, now, school) = (Typed(fields), tx.now, tx.school()?);
    let offered = typed.get("slot").parse().ok().and_then(|n| meeting.slot(SlotId(n))).cloned();
    let times = MeetingTimes::load(tx.conn(), school, Some(meeting.id), now).await?;
    let chosen = match (offered, typed.get("slot")) {
        (Some(slot), _) if slot.starts > now => free("slot", NewSlot::from(&slot), &meeting, &times).map(|_| slot.id),
        (None, "other") => {
            let calendar = calendar::load(tx.conn(), school).await?;
            let agreed = form::agreed(&typed, &meeting, &calendar, now);
            match agreed.and_then(|new| free("slot-0-time", new, &meeting, &times)) {
                Ok(new) => Ok(conversations::add_slot(&mut tx, meeting.id, &new).await?),
                Err(errors) => Err(errors),
            }
        }
        (passed, _) => {
            let passed = passed.map(|_| "That time has passed: choose another, or enter one");
            let mut errors = FormErrors::default();
            errors.add("slot", passed.unwrap_or("Choose one of the times that were offered, or enter another"));
            Err(errors)
        }
    };
    let slot = match chosen {
        Ok(slot) => slot,
        Err(errors) => {
            drop(tx);
            return shown(&app, &person, &meeting, &typed, &errors).await;
        }
    };
    if meeting.booking.as_ref().is_none_or(|(_, booked)| booked.id != slot) {
        conversations::book(&mut tx, meeting.id, meeting.pupil, slot).await?;
    }
    done(&app, tx, meeting.id).await
}

/// A time, if nobody and nothing that it takes up is booked then.
fn free(
    field: &'static str,
    slot: NewSlot,
    meeting: &Conversation,
    times: &MeetingTimes,
) -> std::result::Result<NewSlot, FormErrors> {
    let errors = form::taken(field, &slot, meeting, times);
    if errors.is_empty() { Ok(slot) } else { Err(errors) }
}

async fn cancel(State(app): State<App>, person: Person, Path(id): Path<i64>, Form(fields): Fields) -> Result<Response> {
    let (mut tx, meeting) = change(&app, &person, id).await?;
    let typed = Typed(fields);
    if typed.get("reason").is_empty() {
        drop(tx);
        let mut errors = FormErrors::default();
        errors.add("reason", "Enter why the meeting is cancelled");
        return shown(&app, &person, &meeting, &typed, &errors).await;
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
    app.viewed(&person, Subject::Conversation, meeting.pupil).await?;
    let mut conn = app.store.read().await?;
    let (draft, known) = known(&mut conn, &person, &meeting, now.today()).await?;
    drop(conn);
    let mut typed = draft.unwrap_or_default();
    recording::fill_in(&mut typed, &meeting, now);
    let body = record_page::page(&meeting, &typed, &known, &FormErrors::default());
    app.answer(&person, Page::new("Record the meeting", body)).await
}

async fn save_record(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Fields,
) -> Result<Response> {
    let typed = Typed(fields);
    let (mut tx, meeting) = match open_or_already(&app, &person, id, &typed).await? {
        Ok(begun) => begun,
        Err(already) => return Ok(already),
    };
    let now = tx.now;
    let (_, known) = known(tx.conn(), &person, &meeting, now.today()).await?;
    let new = match recording::record(&typed, &meeting, &known, now) {
        Ok(new) => new,
        Err(errors) => {
            drop(tx);
            let body = record_page::page(&meeting, &typed, &known, &errors);
            return app.answer(&person, Page::new("Record the meeting", body).wrong(&errors)).await;
        }
    };
    conversations::record(&mut tx, meeting.id, meeting.pupil, &new).await?;
    store_drafts::clear(&mut tx, drafts::place(meeting.id)).await?;
    done(&app, tx, meeting.id).await
}

async fn print(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let meeting = load(&app, &person, id, Verb::See).await?;
    let Some(record) = meeting.record.as_ref().filter(|_| meeting.met()) else { return Err(Error::NotFound) };
    app.viewed(&person, Subject::Conversation, meeting.pupil).await?;
    let card = schools::get(&mut *app.store.read().await?, person.viewer.school).await?;
    app.answer(&person, Page::new("What we agreed", paper::page(&card, &meeting, record))).await
}

/// Writes the messages that follow in the same act, and shows the meeting.
async fn done(app: &App, mut tx: Tx, id: ConversationId) -> Result<Response> {
    dispatch::queue_due(&mut tx, &app.post, Scope::Conversation(id)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/conversations/{id}")).into_response())
}

/// The plan, and what can be chosen for a meeting on it.
async fn ground(
    conn: &mut SqliteConnection,
    person: &Person,
    plan: i64,
    today: NaiveDate,
) -> Result<(Ground, form::MeetingChoices)> {
    let school = person.viewer.school;
    let found = conversations::ground(&mut *conn, &person.viewer, PlanId(plan), today).await?;
    let ground = found.ok_or(Error::NotFound)?;
    let adults = contacts::contacts_of(&mut *conn, ground.pupil, today).await?;
    let rules = schools::rules(&mut *conn, school, today).await?;
    let with =
        |effect| adults.iter().filter(|(_, facts)| facts.effects.contains(&effect)).map(|(card, _)| card.id).collect();
    let annual = annual::of_ground(&mut *conn, &ground, &rules, today).await?;
    let choices = form::MeetingChoices {
        alone: with(Effect::SeparateMeeting),
        apart: apart_wishes::of_pupil(&mut *conn, ground.pupil, today).await?,
        hidden: with(Effect::AddressHidden),
        adults: adults.into_iter().map(|(card, facts)| (card, may_take_part(&facts))).collect(),
        leads: plans::leads(&mut *conn, school, today).await?,
        agencies: plans::agencies_of(&mut *conn, ground.plan).await?,
        calendar: calendar::load(&mut *conn, school).await?,
        before: Vec::new(),
        newest: None,
        asked: Vec::new(),
        invites_all: rules.get(rules::INVITE_WITHOUT_RESPONSIBILITY) == 1,
        limit: annual.as_ref().and_then(|reviews| reviews.around.limit(today)),
        parties: annual.as_ref().map(|reviews| annual::to_ask(person, reviews)).unwrap_or_default(),
        notice: rules.get(rules::INVITE_AHEAD),
        overlaps: false,
    };
    Ok((ground, choices))
}

async fn load(app: &App, person: &Person, id: i64, verb: Verb) -> Result<Conversation> {
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    let found = conversations::visible_to(&mut conn, &person.viewer, ConversationId(id), verb, today).await?;
    found.ok_or(Error::NotFound)
}

/// What the record's form has to know, and what this person has written so far.
async fn known(
    conn: &mut SqliteConnection,
    person: &Person,
    meeting: &Conversation,
    today: NaiveDate,
) -> Result<(Option<Typed>, RecordingContext)> {
    let (mut draft, kept) = web_drafts::load(&mut *conn, person, drafts::place(meeting.id)).await?;
    let staff = agreed::doers(&mut *conn, meeting.school, today).await?;
    let mut before = agreed::of_pupil(conn, meeting.pupil).await?;
    before.retain(agreed::Action::is_open);
    if let Some(draft) = &mut draft {
        recording::leave_out_kept_away(draft, meeting);
    }
    Ok((draft, RecordingContext { staff, before, kept, reasons: sees_reasons(person) }))
}

/// Begins an act on a meeting that is still open. Where somebody was quicker, what was typed is shown, so that nothing of it is lost.
async fn open_or_already(
    app: &App,
    person: &Person,
    id: i64,
    typed: &Typed,
) -> Result<std::result::Result<(Tx, Conversation), Response>> {
    match change(app, person, id).await {
        Err(Error::Conflict(_)) => {
            let meeting = load(app, person, id, Verb::Change).await?;
            let body = record_page::already(&meeting, typed);
            let page = Page::new("This meeting is recorded already", body).status(StatusCode::CONFLICT);
            Ok(Err(app.answer(person, page).await?))
        }
        begun => Ok(Ok(begun?)),
    }
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

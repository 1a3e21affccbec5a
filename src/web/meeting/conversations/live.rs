//! The meeting while it goes on: one page in four parts that parents may see, kept as a draft, read back before people part, and finished.

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use sqlx::SqliteConnection;

use super::{
    Fields, change, done,
    drafts::{self, draft_form},
    known,
    live_page::{self, Scene},
    load, open_or_already,
    recording::{self, RecordingContext},
};
use crate::{
    domain::{
        access::Verb, audit::Subject, conversation::TookPart, ids::ConversationId, language::Language, time::Moment,
    },
    store::{
        Tx,
        conversations::{self, Conversation, shown},
        drafts as store_drafts, parent_views, schools,
    },
    texts::Words,
    web::{
        App,
        form::{
            drafts::{Answer, keep},
            fields::FormErrors,
            typed::Typed,
        },
        frame::{error::Result, layout, page::Page, session::Person},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/conversations/{id}/live", get(show).post(|sent: Sent| save(sent, "/read-back")))
        .route("/conversations/{id}/live/draft", post(|sent: Sent| save(sent, "/live")))
        .route("/conversations/{id}/live/lines", post(|sent: Sent| save(sent, "/live#plan")))
        .route("/conversations/{id}/read-back", get(read_back).post(finish))
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let meeting = load(&app, &person, id, Verb::Change).await?;
    if !meeting.is_open() {
        return Ok(Redirect::to(&format!("/conversations/{id}")).into_response());
    }
    let now = app.clock.now();
    app.viewed(&person, Subject::Conversation, meeting.pupil).await?;
    let mut conn = app.store.read().await?;
    let (draft, known) = known(&mut conn, &person, &meeting, now.today()).await?;
    let mut typed = draft.unwrap_or_default();
    if !enter_here(&meeting, &asked, &mut typed) {
        drop(conn);
        let mut errors = FormErrors::default();
        if asked.iter().any(|(name, _)| name == "asked") {
            errors.add("with", "Tick who is in the room, or on the phone");
        }
        return together(&app, &person, Page::new(TITLE, live_page::who(&meeting, &errors)).wrong(&errors)).await;
    }
    if typed.get("started").is_empty() {
        typed.set("started", now.unix().to_string());
    }
    let scene = scene(&mut conn, &meeting, &known, &typed, now).await?;
    drop(conn);
    let body = live_page::page(&scene, &typed, &FormErrors::default());
    together(&app, &person, Page::new(TITLE, body)).await
}

/// Enters who is in the room: those who were ticked, else those of the draft, else the only one who can be. Tells whether anybody is.
fn enter_here(meeting: &Conversation, asked: &[(String, String)], typed: &mut Typed) -> bool {
    let ticked: Vec<&str> = asked.iter().filter(|(name, _)| name == "with").map(|(_, id)| id.as_str()).collect();
    let able: Vec<_> = meeting.invited.iter().filter(|one| one.may_take_part.is_ok()).collect();
    let only = able.len() == 1 && recording::here(meeting, typed).is_empty();
    for one in &able {
        let name = recording::took(one);
        if only || ticked.contains(&one.adult.to_string().as_str()) {
            typed.set(&name, TookPart::Attended.as_code());
        } else if !ticked.is_empty() && typed.get(&name) == TookPart::Attended.as_code() {
            typed.set(&name, "");
        }
    }
    !recording::here(meeting, typed).is_empty()
}

/// What the page shows: nothing of an adult who is not in the room, and nothing that is only for the school.
async fn scene<'a>(
    conn: &mut SqliteConnection,
    meeting: &'a Conversation,
    known: &'a RecordingContext,
    typed: &Typed,
    now: Moment,
) -> Result<Scene<'a>> {
    let here: Vec<_> = recording::here(meeting, typed).into_iter().filter(|one| one.may_take_part.is_ok()).collect();
    let told = match here.as_slice() {
        [one] => parent_views::of_meeting(&mut *conn, meeting.id).await?.remove(&one.invitation),
        _ => None,
    };
    Ok(Scene {
        meeting,
        known,
        now,
        here,
        told,
        targets: shown::targets(&mut *conn, meeting.plan).await?,
        pupil_said: parent_views::of_pupil(&mut *conn, meeting.pupil).await?.into_iter().next(),
        pupil_said_at_review: shown::pupil_said(conn, meeting.plan).await?,
    })
}

/// What a form of this page is sent with.
type Sent = (State<App>, Person, Path<i64>, HeaderMap, Fields);

/// Saves it, and goes on to where the pressed button leads: the page itself, its next lines, or the reading back.
async fn save((State(app), person, Path(id), headers, Form(fields)): Sent, then: &str) -> Result<Response> {
    let (mut tx, meeting) = change(&app, &person, id).await?;
    let typed = merged(&mut tx, &meeting, Typed(fields)).await?;
    kept(&app, &person, tx, meeting.id, &typed, &headers, then).await
}

async fn kept(
    app: &App,
    person: &Person,
    tx: Tx,
    id: ConversationId,
    typed: &Typed,
    headers: &HeaderMap,
    then: &str,
) -> Result<Response> {
    let (to, there) = (format!("/conversations/{id}/live/draft"), format!("/conversations/{id}{then}"));
    let words = Words::shipped(Language::English);
    match keep(tx, draft_form(id, &to, &there), typed, headers, &words).await? {
        Answer::Whole(response) => Ok(response),
        Answer::Both(body) => together(app, person, Page::new(TITLE, body).status(StatusCode::CONFLICT)).await,
    }
}

/// What was sent, and what the draft holds besides: the pages that parents see have fewer fields than the record.
async fn merged(tx: &mut Tx, meeting: &Conversation, mut typed: Typed) -> Result<Typed> {
    let author = tx.actor;
    let old = store_drafts::find(tx.conn(), drafts::place(meeting.id), author).await?;
    let mut old = Typed(old.map(|draft| draft.fields).unwrap_or_default());
    recording::leave_out_kept_away(&mut old, meeting);
    let others: Vec<_> = old.0.into_iter().filter(|(name, _)| !typed.0.iter().any(|(n, _)| n == name)).collect();
    typed.0.extend(others);
    Ok(typed)
}

async fn read_back(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let meeting = load(&app, &person, id, Verb::Change).await?;
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let (draft, known) = known(&mut conn, &person, &meeting, now.today()).await?;
    let Some(typed) = draft.filter(|typed| meeting.is_open() && !recording::here(&meeting, typed).is_empty()) else {
        return Ok(Redirect::to(&format!("/conversations/{id}/live")).into_response());
    };
    let (scene, errors) =
        (scene(&mut conn, &meeting, &known, &typed, now).await?, recording::unfinished(&typed, &known, now.today()));
    drop(conn);
    app.viewed(&person, Subject::Conversation, meeting.pupil).await?;
    // What is not whole is asked for where it was written, before anything is read out.
    if !errors.is_empty() {
        let body = live_page::page(&scene, &typed, &errors);
        return together(&app, &person, Page::new(TITLE, body).wrong(&errors)).await;
    }
    let body = live_page::read_back(&scene, &typed, &FormErrors::default());
    together(&app, &person, Page::new(TITLE, body)).await
}

/// Finishes the meeting: it is recorded. How those took part who are not here follows from what they said, and can be put right.
async fn finish(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Form(fields): Fields,
) -> Result<Response> {
    let (mut tx, meeting) = match open_or_already(&app, &person, id, &Typed(fields.clone())).await? {
        Ok(begun) => begun,
        Err(already) => return Ok(already),
    };
    let mut typed = merged(&mut tx, &meeting, Typed(fields)).await?;
    let now = tx.now;
    recording::fill_in(&mut typed, &meeting, now);
    let told = parent_views::of_meeting(tx.conn(), meeting.id).await?;
    recording::fill_in_absent(&mut typed, &meeting, &told);
    let (_, known) = known(tx.conn(), &person, &meeting, now.today()).await?;
    let errors = match recording::record(&typed, &meeting, &known, now) {
        Ok(new) => {
            conversations::record(&mut tx, meeting.id, meeting.pupil, &new).await?;
            store_drafts::clear(&mut tx, drafts::place(meeting.id)).await?;
            return done(&app, tx, meeting.id).await;
        }
        Err(errors) => errors,
    };
    let asked_here = recording::here(&meeting, &typed).iter().any(|one| errors.get(&recording::agree(one)).is_some());
    if !asked_here {
        // What stands on the page before is asked for there; what only the school's own page has, on that.
        let there =
            if recording::unfinished(&typed, &known, now.today()).is_empty() { "/record" } else { "/read-back" };
        return kept(&app, &person, tx, meeting.id, &typed, &headers, there).await;
    }
    let only_theirs = recording::here(&meeting, &typed).into_iter().fold(FormErrors::default(), |mut all, one| {
        let name = recording::agree(one);
        if let Some(words) = errors.get(&name) {
            all.add(name.clone(), words);
        }
        all
    });
    let scene = scene(tx.conn(), &meeting, &known, &typed, now).await?;
    drop(tx);
    let body = live_page::read_back(&scene, &typed, &only_theirs);
    together(&app, &person, Page::new(TITLE, body).wrong(&only_theirs)).await
}

const TITLE: &str = "Our meeting";

async fn together(app: &App, person: &Person, page: Page) -> Result<Response> {
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?;
    Ok(layout::together_page(app, &school.name, page))
}

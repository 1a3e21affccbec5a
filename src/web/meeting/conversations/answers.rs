//! What a parent says on the phone or at the gate, written down for them by a member of staff. All that follows from it is what would
//! follow from their own answer.

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{Fields, page::when};
use crate::{
    domain::{
        audit::Subject,
        conversation::AnswerKind,
        ids::{ConversationId, InvitationId},
        people::Role,
        time::LongDay,
    },
    store::{
        conversations::{self, NewSlot, invitations::Opened},
        schools,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, radios, text_input, textarea},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        meeting::answer_form::{FreeTimes, TIMES, Voice, known, parse, ticked},
        meeting::answering::take,
        ui::{button::button, post_form::post_form},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/conversations/{id}/answers/{invitation}", get(ask).post(write_down))
}

async fn ask(State(app): State<App>, person: Person, Path((id, invitation)): Path<(i64, i64)>) -> Result<Response> {
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let opened = load(&mut conn, &person, id, invitation, now.today()).await?;
    if !opened.conversation.is_open() {
        return Ok(Redirect::to(&back(&person, id)).into_response());
    }
    let times = FreeTimes::load(&mut conn, &opened, now).await?;
    drop(conn);
    let mut typed = known(&opened, &times);
    if opened.who.answer.is_none() {
        // Nothing is chosen beforehand: what somebody else said must be entered, not left standing.
        typed.set("answer", "");
    }
    app.viewed(&person, Subject::Conversation, opened.conversation.pupil).await?;
    app.answer(&person, Page::new(TITLE, page((&opened, &times), &person, &typed, &FormErrors::default()))).await
}

async fn write_down(
    State(app): State<App>,
    person: Person,
    Path((id, invitation)): Path<(i64, i64)>,
    Form(fields): Fields,
) -> Result<Response> {
    let (typed, now) = (Typed(fields), app.clock.now());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let opened = load(tx.conn(), &person, id, invitation, now.today()).await?;
    let times = FreeTimes::load(tx.conn(), &opened, now).await?;
    let read = match parse(&typed, &opened, &times, Voice::Staff, now) {
        Ok(read) => read,
        Err(errors) => {
            drop(tx);
            let body = page((&opened, &times), &person, &typed, &errors);
            return app.answer(&person, Page::new(TITLE, body).wrong(&errors)).await;
        }
    };
    take(&mut tx, &app.post, &opened, &read).await?;
    tx.commit().await?;
    Ok(Redirect::to(&back(&person, id)).into_response())
}

const TITLE: &str = "What a parent says";

/// Where this person came from: the office from its tasks, everybody else from the meeting.
fn back(person: &Person, id: i64) -> String {
    if person.viewer.role == Role::Office { "/tasks".to_owned() } else { format!("/conversations/{id}") }
}

/// The invitation, if this person may answer for the adult, and the adult may take part today.
async fn load(
    conn: &mut SqliteConnection,
    person: &Person,
    id: i64,
    invitation: i64,
    today: NaiveDate,
) -> Result<Opened> {
    let found = conversations::to_answer(conn, &person.viewer, ConversationId(id), today).await?;
    let conversation = found.ok_or(Error::NotFound)?;
    let who = conversation.invited.iter().find(|i| i.invitation == InvitationId(invitation)).cloned();
    let who = who.ok_or(Error::NotFound)?;
    match &who.may_take_part {
        Ok(()) => {
            let rules = schools::rules(conn, conversation.school, today).await?;
            Ok(Opened { who, conversation, child: None, until: None, rules })
        }
        Err(_) => {
            Err(Error::Conflict("This person must not be contacted about this pupil now. Ask the SENCO.".to_owned()))
        }
    }
}

fn page((opened, times): (&Opened, &FreeTimes), person: &Person, typed: &Typed, errors: &FormErrors) -> Markup {
    let (meeting, who) = (&opened.conversation, &opened.who);
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let mut answers: Vec<(String, String)> = match &meeting.booking {
        Some((_, slot)) => vec![("come".to_owned(), format!("Will come: {}", when(&NewSlot::from(slot))))],
        None => times.coded().into_iter().map(|(code, slot)| (code, format!("Will come: {}", when(&slot)))).collect(),
    };
    let others = [AnswerKind::OtherTime, AnswerKind::Phone, AnswerKind::Cannot, AnswerKind::WrongPerson];
    answers.extend(others.map(|kind| (kind.as_code().to_owned(), kind.words().to_owned())));
    let answers: Vec<(&str, &str)> = answers.iter().map(|(code, words)| (code.as_str(), words.as_str())).collect();
    let times: Vec<&str> = TIMES.iter().map(|t| t.0).filter(|t| ticked(typed, t)).collect();
    let action = format!("/conversations/{}/answers/{}", meeting.id, who.invitation);
    html! {
        p.no-print { a href=(back(person, meeting.id.0)) { "Back" } }
        h1 { "What " (who.name.formal()) " says" }
        (error_summary(errors))
        p.lead {
            "About a meeting with " (meeting.lead_name.formal()) ". "
            @if !who.phone_shown().is_empty() { "Phone: " strong { (who.phone_shown()) } ". " }
            @if let Some(said) = &who.answer { "Said on " (LongDay(said.at.today())) ": " (said.kind.words()) "." }
        }
        (post_form(action).of(html! {
            (radios(&field("answer", "What do they say?", ""), &answers))
            (checkboxes(&field("when", "If they need another time: when would suit them?", ""), TIMES, &times))
            (text_input(&field("preferences", "Other times, in their words", ""), "text", "off"))
            (text_input(
                &field(
                    "interpreter",
                    "Interpreter: which language?",
                    "Ask everybody. It is free for them; British Sign Language is a language too.",
                ),
                "text",
                "off",
            ))
            (text_input(&field("access", "What do they need to take part?", "Step-free access, large print, a quiet room …"), "text", "off"))
            (checkboxes(&field("brings", "Do they bring somebody?", ""), &[("yes", "Yes")], &[typed.get("brings")]))
            (textarea(&field("message", "What would they like us to know or talk about?", "In their words"), 3))
            p { (button("Save what they say")) }
        }))
        p {
            a href=(format!("/conversations/{}/views/{}", meeting.id, who.invitation)) {
                "Write down their views before the meeting: what goes well, what is hard, what would help"
            }
        }
        p.hint { "It is kept as written down by you for them. They get the same messages as if they had answered themselves." }
    }
}

//! After a meeting: taking its record back within ten minutes, and putting it right later.

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use maud::{Markup, html};

use super::{Fields, done, drafts, recording, shown};
use crate::{
    domain::{
        access::Verb,
        conversation::UNDO_MINUTES,
        ids::ConversationId,
        time::{LongDay, Moment},
    },
    store::{
        Tx,
        conversations::{
            self, Conversation,
            after::{self, Correction},
        },
        drafts as store_drafts,
    },
    web::{
        App,
        form::{
            draft::clock,
            fields::{Field, FormErrors, second_button, textarea},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
        ui::post_form::post_form,
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/conversations/{id}/undo", post(undo)).route("/conversations/{id}/corrections", post(correct))
}

/// Begins an act on a meeting that has been recorded.
async fn recorded(app: &App, person: &Person, id: i64) -> Result<(Tx, Conversation)> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let today = tx.now.today();
    let found = conversations::visible_to(tx.conn(), &person.viewer, ConversationId(id), Verb::Change, today).await?;
    Ok((tx, found.ok_or(Error::NotFound)?))
}

/// Takes the record back: it goes on as this person's draft, and nothing of it is sent.
async fn undo(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (mut tx, meeting) = recorded(&app, &person, id).await?;
    if !may_undo(&meeting, tx.now) {
        let why = "The ten minutes are over, or somebody has undone it already. Open the meeting again: a correction can be added at any time.";
        return Err(Error::Conflict(why.to_owned()));
    }
    if after::is_reviewed(tx.conn(), meeting.id).await? {
        let why = "A review was recorded with this meeting, so its record stays. Add a correction instead.";
        return Err(Error::Conflict(why.to_owned()));
    }
    let at = meeting.record.as_ref().map_or(tx.now, |record| record.at);
    let settled = after::settled_at(tx.conn(), meeting.pupil, at).await?;
    let typed = recording::typed(&meeting, &settled);
    after::undo(&mut tx, &meeting, &typed.0).await?;
    store_drafts::clear(&mut tx, drafts::place(meeting.id)).await?;
    store_drafts::save(&mut tx, drafts::place(meeting.id), 0, "", &typed.0).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/conversations/{id}/record")).into_response())
}

/// Whether the record can be taken back at this moment.
pub(super) fn may_undo(meeting: &Conversation, now: Moment) -> bool {
    meeting.record.as_ref().is_some_and(|record| now < record.at.plus_minutes(UNDO_MINUTES))
}

async fn correct(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Fields,
) -> Result<Response> {
    let (mut tx, meeting) = recorded(&app, &person, id).await?;
    let typed = Typed(fields);
    if !meeting.met() {
        return Err(Error::Conflict("There is no record that could be corrected.".to_owned()));
    }
    if typed.get("correction").is_empty() {
        drop(tx);
        let mut errors = FormErrors::default();
        errors.add("correction", "Enter what the record should say");
        return shown(&app, &person, &meeting, &typed, &errors).await;
    }
    after::correct(&mut tx, meeting.id, meeting.pupil, typed.get("correction")).await?;
    done(&app, tx, meeting.id).await
}

/// While the record can still be taken back.
pub(super) fn undo_banner(meeting: &Conversation) -> Markup {
    let until = meeting.record.as_ref().map(|record| record.at.plus_minutes(UNDO_MINUTES));
    html! {
        @if let Some(until) = until {
            div.banner.banner-good.no-print role="status" {
                p {
                    strong { "Saved. " }
                    @if meeting.met() { "What was agreed goes to the parents who were invited, not before " (clock(until)) ". Until then it can be undone." }
                    @else { "Until " (clock(until)) " it can be undone." }
                }
                (post_form(format!("/conversations/{}/undo", meeting.id)).of(html! { (second_button("Undo")) }))
            }
        }
    }
}

/// Corrections, as people and parents read them.
pub(in crate::web) fn corrections(all: &[Correction]) -> Markup {
    html! {
        @if !all.is_empty() {
            h2 { "Corrected since" }
            ul { @for one in all { li { (LongDay(one.on)) @if let Some(by) = &one.by { ", " (by.formal()) } ": " (one.words) } } }
        }
    }
}

/// The form for a correction.
pub(super) fn correction_form(meeting: &Conversation, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = Field {
        name: "correction",
        label: "What should the record say?",
        hint: "The record stays as it was; this stands below it, for the parents too.",
        value: typed.get("correction"),
        errors,
    };
    html! {
        details.no-print open[errors.get("correction").is_some()] {
            summary { "Add a correction" }
            (post_form(format!("/conversations/{}/corrections", meeting.id)).of(html! {
                (textarea(&field, 3))
                p { (second_button("Add the correction")) }
            }))
        }
    }
}

//! The record of a meeting while it is being written.

use axum::{
    extract::{Form, Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use sqlx::SqliteConnection;

use super::{Fields, answer, change};
use crate::{
    domain::{draft::DraftKind, ids::ConversationId, people::Name, time::Moment},
    store::drafts::{self, Place},
    web::{
        App,
        drafts::{Answer, Form as DraftForm, keep},
        error::Result,
        plans::Typed,
        session::Person,
    },
};

/// Where the record of a meeting is drafted.
pub(super) fn place(id: ConversationId) -> Place {
    Place { kind: DraftKind::Conversation, subject: id.0 }
}

/// What a form that is kept as a draft knows of it.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The version that the form shows, 0 for none.
    pub(super) version: i64,
    /// When it was saved.
    pub(super) saved: Option<Moment>,
    /// Who else is writing the same.
    pub(super) others: Vec<(Name, Moment)>,
}

/// What this person has written so far, if anything, and what the form has to know of it.
pub(super) async fn load(
    conn: &mut SqliteConnection,
    person: &Person,
    id: ConversationId,
) -> anyhow::Result<(Option<Typed>, Kept)> {
    let draft = drafts::find(&mut *conn, place(id), person.actor()).await?;
    let others = drafts::others(conn, place(id), person.actor()).await?;
    let (version, saved) = draft.as_ref().map_or((0, None), |d| (d.version, Some(d.saved)));
    Ok((draft.map(|d| Typed(d.fields)), Kept { version, saved, others }))
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Form(fields): Fields,
) -> Result<Response> {
    let (tx, meeting) = change(&app, &person, id).await?;
    let (to, there) = (format!("/conversations/{id}/record/draft"), format!("/conversations/{id}/record"));
    let form = DraftForm { place: place(meeting.id), to: &to, there: &there, label };
    match keep(tx, form, &Typed(fields), &headers).await? {
        Answer::Whole(response) => Ok(response),
        Answer::Both(body) => answer(&app, &person, StatusCode::CONFLICT, "You have this open twice", body).await,
    }
}

/// The fields of the record as its form calls them.
fn label(name: &str) -> String {
    let known = match name {
        "held_on" => "Day",
        "mode" => "How you met",
        "minutes" => "How long",
        "interpreter" => "Interpreter",
        "going_well" => "What is going well",
        "worries" => "What people worry about",
        "agreed" => "What was agreed",
        "agreement" => "What the parents say to it",
        "agreement_words" => "In their words",
        _ => "How somebody took part",
    };
    known.to_owned()
}

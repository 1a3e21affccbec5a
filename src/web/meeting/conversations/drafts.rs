//! The record of a meeting while it is being written.

use axum::{
    extract::{Form, Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{Fields, change};
use crate::{
    domain::{draft::DraftKind, ids::ConversationId},
    store::drafts::Place,
    web::{
        App,
        form::{
            drafts::{Form as DraftForm, keep_for},
            typed::Typed,
        },
        frame::{error::Result, session::Person},
    },
};

/// Where the record of a meeting is drafted.
pub(super) fn place(id: ConversationId) -> Place {
    Place { kind: DraftKind::Conversation, subject: id.0 }
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
    keep_for((&app, &person), tx, draft_form(meeting.id, &to, &there), &Typed(fields), &headers).await
}

/// The form of a record, as drafts know it.
pub(super) fn draft_form<'a>(id: ConversationId, to: &'a str, there: &'a str) -> DraftForm<'a> {
    DraftForm { place: place(id), to, there, label: &label }
}

/// The fields of the record as its form calls them.
pub(super) fn label(name: &str) -> String {
    let known = match name {
        "held_on" => "Day",
        "mode" => "How you met",
        "minutes" => "How long",
        "interpreter" => "Interpreter",
        "going_well" => "What is going well",
        "worries" => "What people worry about",
        "focus" => "What matters most now",
        "agreed" => "Anything else that was agreed",
        "next_on" => "When you meet next",
        "keep_in_touch" => "How you keep in touch",
        _ => return numbered(name),
    };
    known.to_owned()
}

/// A field of a line, or of one adult.
fn numbered(name: &str) -> String {
    let mut parts = name.split('-');
    let (kind, n, field) = (parts.next(), parts.next().and_then(|n| n.parse::<usize>().ok()), parts.next());
    let line = n.map_or(0, |n| n + 1);
    match (kind, field) {
        (Some("action"), Some("who")) => format!("We agree {line}: who"),
        (Some("action"), Some("by")) => format!("We agree {line}: by when"),
        (Some("action"), _) => format!("We agree {line}"),
        (Some("other"), Some("role")) => format!("Who else was there {line}: as what"),
        (Some("other"), _) => format!("Who else was there {line}"),
        (Some("agree"), _) => "What a parent says to it".to_owned(),
        (Some("words"), _) => "In a parent’s words".to_owned(),
        (Some("done"), _) => "What became of something agreed before".to_owned(),
        _ => "How somebody took part".to_owned(),
    }
}

//! How every form keeps its draft: the script asks for JSON and stays on the page; without script the page is shown again.

use std::collections::BTreeSet;

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::Markup;
use serde_json::json;
use sqlx::SqliteConnection;

use super::{
    draft::{both_texts, clock},
    merge::OPENED,
};
use crate::{
    domain::{language::Language, people::Name, time::Moment},
    store::{
        Tx,
        drafts::{self, Draft, Kept, Place},
    },
    texts::Words,
    web::{
        App,
        form::typed::Typed,
        frame::{error::Result, page::Page, session::Person},
    },
};

/// Fields that are about the draft, not in it.
const ABOUT: &[&str] = &["draft", "page"];

/// What a form that is kept as a draft knows of it.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct KeptDraft {
    /// The version that the form shows, 0 for none.
    pub(in crate::web) version: i64,
    /// When it was saved.
    pub(in crate::web) saved: Option<Moment>,
    /// Who else is writing the same.
    pub(in crate::web) others: Vec<(Name, Moment)>,
}

impl KeptDraft {
    /// What a form has to know of the reader's own draft, where nobody asks who else writes.
    pub(in crate::web) fn of(draft: Option<&Draft>) -> Self {
        let (version, saved) = draft.map_or((0, None), |d| (d.version, Some(d.saved)));
        Self { version, saved, others: Vec::new() }
    }
}

/// What this person has written so far, if anything, and what the form has to know of it.
pub(in crate::web) async fn load(
    conn: &mut SqliteConnection,
    person: &Person,
    place: Place,
) -> anyhow::Result<(Option<Typed>, KeptDraft)> {
    let draft = drafts::find(&mut *conn, place, person.actor()).await?;
    let others = drafts::others(conn, place, person.actor()).await?;
    let kept = KeptDraft { others, ..KeptDraft::of(draft.as_ref()) };
    Ok((draft.map(|d| Typed(d.fields)), kept))
}

/// Where one form lives.
#[derive(Clone, Copy)]
pub(in crate::web) struct Form<'a> {
    /// What it writes about.
    pub(in crate::web) place: Place,
    /// The address its drafts are sent to.
    pub(in crate::web) to: &'a str,
    /// The page that shows the form with its draft.
    pub(in crate::web) there: &'a str,
    /// A field's name as people read it, where two texts are shown side by side.
    pub(in crate::web) label: &'a (dyn Fn(&str) -> String + Sync),
}

/// What to answer.
pub(in crate::web) enum Answer {
    /// This.
    Whole(Response),
    /// A page with both texts and [`StatusCode::CONFLICT`], in the frame of the pages around it.
    Both(Markup),
}

/// Saves a draft in the act in which the caller has seen that this person may write here, and ends the act. `words` are those of whoever
/// writes, for the page with both texts.
pub(in crate::web) async fn keep(
    mut tx: Tx,
    form: Form<'_>,
    typed: &Typed,
    headers: &HeaderMap,
    words: &Words,
) -> Result<Answer> {
    let fields: Vec<_> = typed.0.iter().filter(|(name, _)| !ABOUT.contains(&name.as_str())).cloned().collect();
    let based_on = typed.get("draft").parse().unwrap_or_default();
    let now = tx.now;
    let kept = drafts::save(&mut tx, form.place, based_on, typed.get("page"), &fields).await?;
    tx.commit().await?;
    let script = headers.get(header::ACCEPT).is_some_and(|kinds| kinds.as_bytes().starts_with(b"application/json"));
    let json = |status: StatusCode, what: serde_json::Value| {
        Answer::Whole((status, [(header::CONTENT_TYPE, "application/json")], what.to_string()).into_response())
    };
    Ok(match kept {
        Kept::As(version) if script => json(StatusCode::OK, json!({ "version": version, "at": clock(now) })),
        Kept::As(_) => Answer::Whole(Redirect::to(form.there).into_response()),
        Kept::Not(draft) if script => json(StatusCode::CONFLICT, json!({ "at": clock(draft.saved) })),
        Kept::Not(draft) => {
            let rows = differing(&fields, &draft, form.label);
            Answer::Both(both_texts(words, draft.saved, &rows, &fields, draft.version, (form.to, form.there)))
        }
    })
}

/// The same for a form of staff, in the frame of their pages.
pub(in crate::web) async fn keep_for(
    (app, person): (&App, &Person),
    tx: Tx,
    form: Form<'_>,
    typed: &Typed,
    headers: &HeaderMap,
) -> Result<Response> {
    let words = Words::shipped(Language::English);
    match keep(tx, form, typed, headers, &words).await? {
        Answer::Whole(response) => Ok(response),
        Answer::Both(body) => {
            app.answer(person, Page::new(words.say("draft-twice"), body).status(StatusCode::CONFLICT)).await
        }
    }
}

/// Label, text here and text saved of each field that differs, in the order of the form.
fn differing(
    fields: &[(String, String)],
    draft: &Draft,
    label: &dyn Fn(&str) -> String,
) -> Vec<(String, String, String)> {
    let text = |all: &[(String, String)], name: &str| {
        all.iter().filter(|(n, _)| n == name).map(|(_, v)| v.trim()).collect::<Vec<_>>().join(", ")
    };
    let mut seen = BTreeSet::new();
    let names = fields.iter().chain(&draft.fields).map(|(name, _)| name.as_str()).filter(|name| seen.insert(*name));
    names
        .filter(|name| *name != OPENED)
        .map(|name| (label(name), text(fields, name), text(&draft.fields, name)))
        .filter(|(_, here, saved)| here != saved)
        .collect()
}

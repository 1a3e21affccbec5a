//! A form that is sent twice, by a second press or because nobody could tell whether the first was saved, is done once. The token of a form
//! looks another way on every page that is shown; with the address and what was typed it makes the key of one sending.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::document;
use crate::{
    store::{once, secret::hashed},
    web::App,
};

/// The field that brings the key of a form along which is sent again from a page of ours that could not tell.
pub(super) const FIELD: &str = "once";
/// How many answers are known at most.
const KNOWN: usize = 500;

/// What was sent of late, and where its sender was led. In memory: after a restart the database alone says what is done.
#[derive(Default, Debug)]
pub struct Sent {
    answering: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    led: Mutex<VecDeque<(String, String)>>,
}

/// On an answer which says that nobody can tell whether something was saved.
#[derive(Clone, Copy)]
pub(super) struct CannotTell;

impl Sent {
    /// The turn of a key: two that are sent at once are answered one after the other.
    fn turn(&self, key: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut all = self.answering.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, turn| Arc::strong_count(turn) > 1);
        Arc::clone(all.entry(key.to_owned()).or_default())
    }

    fn note(&self, key: &str, answer: &Response) {
        let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
        let Some(to) = to.filter(|_| answer.status() == StatusCode::SEE_OTHER) else { return };
        let mut led = self.led.lock().unwrap_or_else(PoisonError::into_inner);
        led.push_back((key.to_owned(), to.to_owned()));
        if led.len() > KNOWN {
            led.pop_front();
        }
    }

    fn place(&self, key: &str) -> Option<String> {
        let led = self.led.lock().unwrap_or_else(PoisonError::into_inner);
        led.iter().rev().find(|(known, _)| known == key).map(|(_, to)| to.clone())
    }
}

/// The key of a form as it was sent, where it has one: a browser that shows pages sent it, with a token as it stands in one page alone.
pub(super) fn key(uri: &Uri, headers: &HeaderMap, token: &str, form: &[u8]) -> Option<String> {
    // What a script sends, it sends again and again by intent: a draft as it is typed.
    let is_script = headers.get("sec-fetch-dest").is_some_and(|dest| dest == "empty");
    let is_masked = token.len() == 128;
    let whole = || format!("{uri} {token} {}", String::from_utf8_lossy(form));
    (is_masked && !is_script).then(|| hashed(&whole()).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The answer to a form with a key, sent to this path: what its handler says, the first time; where it led, if it is saved already.
pub(super) async fn answered(app: &App, key: &str, path: &str, answer: impl Future<Output = Response>) -> Response {
    let turn = app.sent.turn(key);
    let _mine = turn.lock().await;
    if is_done(app, key).await {
        return already(app, key, path);
    }
    let answer = once::with_key(key, answer).await;
    app.sent.note(key, &answer);
    answer
}

/// Where the database cannot say, the form is answered as if for the first time.
async fn is_done(app: &App, key: &str) -> bool {
    let asked = async { once::is_done(&mut *app.store.read().await?, key).await };
    asked.await.unwrap_or(false)
}

fn already(app: &App, key: &str, path: &str) -> Response {
    if let Some(place) = app.sent.place(key) {
        return Redirect::to(&place).into_response();
    }
    // Whoever came by a link has no first page but the one that it opens.
    let link = path.strip_prefix("/i/").and_then(|rest| rest.split('/').next());
    let title = "That is saved";
    let body = html! {
        h1 { (title) }
        p.lead { "It was sent twice and saved once. Nothing was done a second time." }
        p {
            @match link {
                Some(link) => a href=(format!("/i/{link}")) { "Go to the page of the meeting" },
                None => a href="/" { "Go to the first page" },
            }
        }
    };
    document::bare(StatusCode::OK, title, &body)
}

/// The key that a form brings along.
pub(super) fn brought(form: &[u8]) -> Option<String> {
    let pair = form.split(|byte| *byte == b'&').find_map(|pair| pair.strip_prefix(b"once="))?;
    let key = std::str::from_utf8(pair).ok()?;
    (key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| key.to_owned())
}

/// Whether an answer says that nobody can tell.
pub(in crate::web) fn cannot_tell(answer: &Response) -> bool {
    answer.extensions().get::<CannotTell>().is_some()
}

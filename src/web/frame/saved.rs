//! "Saved.": whenever a form of somebody signed in has changed something and leads on to another page, that page says so, whichever page it
//! is. The word waits in a cookie for the next page that is shown, and not in the address, which people keep and send on.

use std::cell::Cell;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::session::{Kind, cookie, token};
use crate::{store::saved::noticing, web::App};

/// How far the word has come on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Nothing was saved before this page.
    None,
    /// Something was, and no page has said so.
    Waits,
    /// This page says so.
    Said,
}

tokio::task_local! {
    static WORD: Cell<Word>;
}

/// Pages that tell in their own words what was done, as their addresses show.
const IN_THEIR_OWN_WORDS: [&str; 9] =
    ["saved=", "added=", "done=", "started=", "invited=", "/offers/", "/inputs/", "/import", "/sign-in"];

/// Hands the word on from a form to the page that it leads to.
pub(in crate::web) async fn hand_on(State(app): State<App>, request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let is_form = request.method() == Method::POST && token(&app, &jar, Kind::Session).is_some();
    let word = if token(&app, &jar, Kind::Saved).is_some() { Word::Waits } else { Word::None };
    let answer = noticing(async { (next.run(request).await, WORD.with(Cell::get)) });
    let ((answer, word), is_saved) = WORD.scope(Cell::new(word), answer).await;
    if is_form && is_saved && is_led_on(&answer) {
        return (jar.add(cookie(&app, Kind::Saved, "1".to_owned())), answer).into_response();
    }
    match word {
        Word::Said => (jar.remove(cookie(&app, Kind::Saved, String::new())), answer).into_response(),
        Word::None | Word::Waits => answer,
    }
}

/// Whether an answer leads to a page that does not tell by itself. Who has just come in or gone out, and so got a cookie, saved nothing.
fn is_led_on(answer: &Response) -> bool {
    let there = said(answer.headers());
    answer.status() == StatusCode::SEE_OTHER
        && !answer.headers().contains_key(header::SET_COOKIE)
        && !IN_THEIR_OWN_WORDS.iter().any(|part| there.contains(part))
}

fn said(headers: &HeaderMap) -> &str {
    headers.get(header::LOCATION).and_then(|there| there.to_str().ok()).unwrap_or_default()
}

/// The word, on the page that follows. It stays in sight where the page opens further down.
pub(super) fn banner() -> Markup {
    let waits = WORD.try_with(Cell::get) == Ok(Word::Waits);
    if waits {
        WORD.with(|word| word.set(Word::Said));
    }
    html! {
        @if waits { div.banner.banner-good.saved role="status" { p { strong { "Saved." } } } }
    }
}

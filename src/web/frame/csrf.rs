//! The token of every form. A form that is sent with POST carries it as it is drawn, and it is asked for before any handler sees the
//! form, so that no handler has to think of it. It follows from the session's own token and is stored nowhere.
//!
//! What a browser says of where a form comes from (`Sec-Fetch-Site`, `Origin`) is judged before this; old devices, of which schools have
//! many, say nothing, and for them this alone tells our own forms from others'.

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use maud::html;

use super::{
    again, body, document, once,
    session::{self, Kind},
};
use crate::{
    store::{people::sessions, secret::hashed},
    web::{App, ui::post_form::with_token},
};

pub use crate::web::ui::post_form::FIELD;

/// The header in which a script may send it instead.
pub const HEADER: &str = "x-csrf-token";

/// The most that a form without files may be, in bytes, whatever its handler takes: pasted lists are the longest.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The token of the forms that somebody with this session's token is shown. In a page it stands masked, in another way each time.
#[must_use]
pub fn token_for(session: &str) -> String {
    hex(&hashed(&format!("forms of {session}")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).ok());
    digits.map(|two| two.and_then(|two| u8::from_str_radix(two, 16).ok())).collect()
}

/// A token as it stands in a page: a random mask, and what the mask makes of it. Pages are compressed and may repeat what somebody asked
/// for; a token that never looks the same cannot be guessed from their sizes.
fn masked(token: &str) -> String {
    let mask: [u8; 32] = rand::random();
    let over: Vec<u8> = mask.iter().zip(unhex(token).unwrap_or_default()).map(|(a, b)| a ^ b).collect();
    format!("{}{}", hex(&mask), hex(&over))
}

/// What a form sent, without its mask; as it came where it has none.
fn bare(given: &str) -> String {
    let bytes = unhex(given).filter(|bytes| bytes.len() == 64);
    match bytes.as_deref().map(|bytes| bytes.split_at(32)) {
        Some((mask, over)) => hex(&mask.iter().zip(over).map(|(a, b)| a ^ b).collect::<Vec<_>>()),
        None => given.to_owned(),
    }
}

/// Asks for the token where a form is sent, and lends it to the forms of the page that answers. Somebody without a session has neither:
/// what they may send proves itself by a password or by the secret of its link.
pub(in crate::web) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let session = session::token(&app, &jar, Kind::Session).or_else(|| session::token(&app, &jar, Kind::Waiting));
    let Some(session) = session else {
        return of_a_link(&app, request, next, &token_for(&rand::random::<u128>().to_string())).await;
    };
    // A cookie is soon made up: what is long is read for those alone who are signed in.
    let is_short = body::length(&request).is_some_and(|long| long <= again::MOST_BYTES);
    let most = match is_short || lives(&app, &session).await {
        true => MOST_BYTES,
        false => again::MOST_BYTES,
    };
    let token = token_for(&session);
    with_token(masked(&token), answer(&app, request, next, (&token, most))).await
}

/// Whether somebody is signed in with this token.
async fn lives(app: &App, session: &str) -> bool {
    sessions::find(&app.store, session, app.clock.now()).await.is_ok_and(|found| found.is_some())
}

/// The answer to somebody who is not signed in. The forms behind a parent's link bear a number that is drawn for each page, so that one
/// which is sent twice is done once, as with everybody else.
async fn of_a_link(app: &App, request: Request, next: Next, number: &str) -> Response {
    match is_done_once(request.uri().path()) {
        true => with_token(masked(number), answer(app, request, next, ("", again::MOST_BYTES))).await,
        false => kept(app, request, next, again::MOST_BYTES).await,
    }
}

/// The answer, once it is known who asks.
async fn answer(app: &App, request: Request, next: Next, (token, most): (&str, usize)) -> Response {
    let only_looks = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let path = request.uri().path();
    if only_looks || (proves_itself(path) && !is_done_once(path)) {
        return kept(app, request, next, most).await;
    }
    let checked = match proves_itself(path) {
        true => numbered(request, most).await,
        false => checked(app, request, token, most).await,
    };
    match checked {
        Ok((request, Some(key))) => {
            let path = request.uri().path().to_owned();
            once::answered(app, &key, &path, kept_under(app, request, next, (most, &key))).await
        }
        Ok((request, None)) => kept(app, request, next, most).await,
        Err(refusal) => refusal,
    }
}

/// The answer; where it sends somebody to sign in who has sent a form, a page that keeps what they typed.
async fn kept(app: &App, request: Request, next: Next, most: usize) -> Response {
    let request = body::without_controls_asked(request);
    if *request.method() != Method::POST || !body::is_form(&request) {
        return next.run(request).await;
    }
    let (mut parts, form, _room) = match body::read(request, most).await {
        Ok(read) => read,
        Err(refusal) => return refusal,
    };
    let form = body::without_controls(form);
    parts.headers.insert(header::CONTENT_LENGTH, form.len().into());
    let (headers, uri) = (parts.headers.clone(), parts.uri.clone());
    let answer = next.run(Request::from_parts(parts, Body::from(form.clone()))).await;
    let to = answer.headers().get(header::LOCATION).map(|to| to.as_bytes());
    let page = match to {
        Some(b"/sign-in") => again::signed_out(app, &headers, &uri, &without(&form)).await,
        _ => None,
    };
    page.unwrap_or(answer)
}

/// The answer to a form with a key. Where nobody can tell whether it was saved, it can be sent again from there under the same key.
async fn kept_under(app: &App, request: Request, next: Next, (most, key): (usize, &str)) -> Response {
    let (mut parts, form, _room) = match body::read(request, most).await {
        Ok(read) => read,
        Err(refusal) => return refusal,
    };
    parts.headers.insert(header::CONTENT_LENGTH, form.len().into());
    let (headers, uri) = (parts.headers.clone(), parts.uri.clone());
    let answer = kept(app, Request::from_parts(parts, Body::from(form.clone())), next, most).await;
    if !once::cannot_tell(&answer) {
        return answer;
    }
    again::unsure(app, &headers, &uri, &form, key).await.unwrap_or(answer)
}

/// What a page of another site gets, and a page of ours that is older than the session.
pub(in crate::web) fn refusal() -> Response {
    let title = "Please open the page again";
    let body = html! {
        h1 { (title) }
        p.lead { "Nothing was saved. This form was opened before you signed in, or it does not come from Thrice." }
        p { "Go back to it: what you typed is still there. Copy it, open the page again and put it in." }
        p { a href="/" { "Go to the first page" } }
    };
    document::bare(StatusCode::FORBIDDEN, title, &body)
}

/// Forms that may be open since before a session began: each asks for a password or hangs on the secret of its link.
fn proves_itself(path: &str) -> bool {
    matches!(path, "/sign-in" | "/sign-in/forgotten")
        || ["/i/", "/c/", "/password/", "/demo/"].iter().any(|beginning| path.starts_with(beginning))
}

/// Whether a form behind a link is done once. A code is asked for and typed as often as somebody presses: its answer brings what
/// the browser is known by.
fn is_done_once(path: &str) -> bool {
    path.starts_with("/c/") || path.starts_with("/i/") && !path.contains("/code")
}

/// A form behind a link, without what its page added, and its key. It may come from a page that is older than a session, or from none.
async fn numbered(request: Request, most: usize) -> Result<(Request, Option<String>), Response> {
    if !body::is_form(&request) {
        return Ok((request, None));
    }
    let (parts, body, _room) = body::read(request, most).await?;
    Ok(keyed(parts, &body))
}

/// The request, if it brings the token; what its handler gets no longer has it among its fields. Beside it the key of a form that is to be
/// done once.
async fn checked(app: &App, request: Request, token: &str, most: usize) -> Result<(Request, Option<String>), Response> {
    // Compared as hashes: how long it takes tells nothing.
    let is_right = |given: &str| hashed(&bare(given)) == hashed(token);
    let in_header = request.headers().get(HEADER).and_then(|value| value.to_str().ok());
    let in_query = request.uri().query().and_then(|query| field(query.as_bytes()));
    if in_header.is_some_and(is_right) || in_query.is_some_and(is_right) {
        return Ok((request, None));
    }
    if !body::is_form(&request) {
        return Err(refusal());
    }
    let (parts, body, _room) = body::read(request, most).await?;
    if !field(&body).is_some_and(is_right) {
        let page = again::page(app, &parts.headers, &parts.uri, &without(&body)).await;
        return Err(page.unwrap_or_else(refusal));
    }
    Ok(keyed(parts, &body))
}

/// A form as its handler gets it, with the key under which it is done once.
fn keyed(mut parts: Parts, body: &[u8]) -> (Request, Option<String>) {
    let form = without(body);
    let own = || once::key(&parts.uri, &parts.headers, field(body)?, &form);
    let key = once::brought(body).or_else(own);
    parts.headers.insert(header::CONTENT_LENGTH, form.len().into());
    (Request::from_parts(parts, Body::from(form)), key)
}

/// The pairs of a form or a query.
fn pairs(form: &[u8]) -> impl Iterator<Item = &[u8]> {
    form.split(|byte| *byte == b'&')
}

fn is_token(pair: &[u8]) -> bool {
    pair.strip_prefix(FIELD.as_bytes()).is_some_and(|rest| rest.first() == Some(&b'='))
}

fn field(form: &[u8]) -> Option<&str> {
    let pair = pairs(form).find(|pair| is_token(pair))?;
    std::str::from_utf8(&pair[FIELD.len() + 1..]).ok()
}

fn without(form: &[u8]) -> Bytes {
    let of_handler = |pair: &&[u8]| !is_token(pair) && !pair.starts_with(b"once=");
    pairs(form).filter(of_handler).collect::<Vec<_>>().join(&b'&').into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handler_does_not_see_the_token() {
        assert_eq!(field(b"a=1&csrf=abc&b=2"), Some("abc"));
        assert_eq!(without(b"a=1&csrf=abc&b=2"), "a=1&b=2");
        assert_eq!(field(b"csrfx=1&b=csrf=2"), None);
    }

    #[test]
    fn each_session_has_a_token_of_its_own() {
        assert_ne!(token_for("one"), token_for("two"));
        assert_eq!(token_for("one").len(), 64);
    }

    #[test]
    fn a_token_never_looks_the_same_and_is_read_all_the_same() {
        let token = token_for("one");
        let (first, second) = (masked(&token), masked(&token));
        assert!(first != second && !first.contains(&token), "{first}");
        assert_eq!((bare(&first), bare(&second), bare(&token)), (token.clone(), token.clone(), token));
        for odd in ["", "0", "zz", "é", "00"] {
            assert_eq!(bare(odd), odd);
        }
    }
}

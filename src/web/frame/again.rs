//! A form that was left open over a new sign-in. It brings the token of a session that is over; who is signed in now is shown what it
//! holds, in a form that can be sent again with the token of today. Nothing is done by that: the person decides, and sees as whom.
//!
//! Only a request that the browser vouches for as coming from our own pages gets this. What another site sends, or a browser that says
//! nothing of where a form comes from, is refused as ever, so that no other site can lay its words before somebody to be sent on.

use axum::{
    Extension, Form,
    body::Body,
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderName, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::{
    document::ForStaff,
    layout::plain_page,
    once,
    page::Page,
    session::{Kind, token},
};
use crate::{
    store::people::sessions::{self, Found},
    web::{
        App,
        ui::{button::button, post_form::post_form, safe_url::SafeUrl},
    },
};

/// The most that is shown again, in bytes and in fields.
pub(in crate::web) const MOST_BYTES: usize = 256 * 1024;
const MOST_FIELDS: usize = 2000;
/// Texts of so many characters were typed rather than chosen, and are shown; the rest goes along unseen.
const TYPED: usize = 12;
/// Where people prove who they are: nothing of that is ever shown again.
const PROOFS: [&str; 5] = ["/sign-in", "/sign-out", "/password/", "/account", "/set-up/first/"];

/// The page for such a form, or `None` where the request is none that may have it.
pub(in crate::web) async fn page(app: &App, headers: &HeaderMap, uri: &Uri, form: &[u8]) -> Option<Response> {
    let (there, fields) = worth_keeping(app, headers, uri, form).await?;
    let token = token(app, &CookieJar::from_headers(headers), Kind::Session)?;
    let (who, _) = sessions::find(&app.store, &token, app.clock.now()).await.ok()??;
    Some(plain_page(app, Page::new(TITLE, body(&who, &there, &fields)).status(StatusCode::FORBIDDEN)))
}

/// The page for a form that is sent after its session has ended, or `None` where the request is none that may have it.
pub(super) async fn signed_out(app: &App, headers: &HeaderMap, uri: &Uri, form: &[u8]) -> Option<Response> {
    let (there, fields) = worth_keeping(app, headers, uri, form).await?;
    let body = html! {
        h1 { "You have been signed out" }
        p.lead { "Nothing has been saved yet. What you typed is kept on this page, so leave it open." }
        ol {
            li { a href="/sign-in" target="_blank" rel="noopener" { "Sign in" } ", which opens beside this page." }
            li { "Come back here and send it again." }
        }
        (sent_again(&there, &fields, (TYPED_TITLE, SEND)))
    };
    Some(plain_page(app, Page::new(TITLE, body).status(StatusCode::FORBIDDEN)))
}

/// The page for a form of which nobody can tell whether it was saved: sent again from there it is done once, whatever became of the first.
pub(super) async fn unsure(app: &App, headers: &HeaderMap, uri: &Uri, form: &[u8], key: &str) -> Option<Response> {
    let (there, mut fields) = worth_keeping(app, headers, uri, form).await?;
    fields.push((once::FIELD.to_owned(), key.to_owned()));
    let sent = SentUnsure { there, fields };
    let title = "We cannot tell whether that was saved";
    let body = html! {
        h1 { (title) }
        p.lead { "The disk did not answer at the last step. Send it again from here: if it is saved already, it is not done a second time." }
        (sent.again(TYPED_TITLE, SEND))
        p { "If this goes on, tell the person who looks after Thrice at your school." }
    };
    let page = plain_page(app, Page::new(title, body).status(StatusCode::INTERNAL_SERVER_ERROR));
    Some((Extension(ForStaff), Extension(once::CannotTell), Extension(sent), page).into_response())
}

/// A form of which nobody can tell whether it was saved, on the answer that says so.
#[derive(Clone)]
pub(in crate::web) struct SentUnsure {
    there: SafeUrl,
    fields: Vec<(String, String)>,
}

impl SentUnsure {
    /// What was typed, under this heading, and a button of these words that sends it once more.
    pub(in crate::web) fn again(&self, typed: &str, send: &str) -> Markup {
        sent_again(&self.there, &self.fields, (typed, send))
    }
}

/// Where a form was sent and its fields, if all of it may be shown again.
async fn worth_keeping(
    app: &App,
    headers: &HeaderMap,
    uri: &Uri,
    form: &[u8],
) -> Option<(SafeUrl, Vec<(String, String)>)> {
    let there = uri.path_and_query().and_then(|there| SafeUrl::path(there.as_str()))?;
    if form.len() > MOST_BYTES || !is_ours(app, headers) || PROOFS.iter().any(|proof| uri.path().starts_with(proof)) {
        return None;
    }
    let fields = read(form).await?;
    let is_whole = fields.len() <= MOST_FIELDS && !fields.iter().any(|(name, _)| is_secret(name));
    is_whole.then_some((there, fields))
}

const TITLE: &str = "Nothing has been saved yet";
const TYPED_TITLE: &str = "What was typed";
const SEND: &str = "Send it again";

/// Whether the browser says that our own page sent it, and that it wants a page.
fn is_ours(app: &App, headers: &HeaderMap) -> bool {
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = said(header::ORIGIN).is_some_and(|origin| origin == app.post.public_url);
    let ours = match said(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin",
        None => origin,
    };
    ours && said(header::ACCEPT).is_some_and(|kinds| kinds.contains("text/html"))
}

fn is_secret(name: &str) -> bool {
    ["password", "secret", "code", "current", "token"].iter().any(|word| name.contains(word))
}

/// The fields of a form.
async fn read(form: &[u8]) -> Option<Vec<(String, String)>> {
    let kind = (header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = Request::post("/").header(kind.0, kind.1).body(Body::from(form.to_vec())).ok()?;
    Form::from_request(request, &()).await.ok().map(|Form(fields)| fields)
}

fn body(who: &Found, there: &SafeUrl, fields: &[(String, String)]) -> Markup {
    html! {
        h1 { (TITLE) }
        p.lead { "This form was opened before you signed in again. What you typed is here: send it once more, and it is saved." }
        p { "You are signed in as " strong { (who.name.formal()) } ". If somebody else filled the form in, leave it." }
        (sent_again(there, fields, (TYPED_TITLE, SEND)))
        p { a href="/" { "Leave it and go to the first page" } }
    }
}

/// What was typed, to be read and to be sent once more, in words of staff or of a parent.
fn sent_again(there: &SafeUrl, fields: &[(String, String)], (title, send): (&str, &str)) -> Markup {
    let shown = fields.iter().filter(|(name, _)| name != once::FIELD);
    let typed = || shown.clone().map(|(_, value)| value.trim()).filter(|value| value.chars().count() >= TYPED);
    html! {
        @if typed().next().is_some() {
            h2 { (title) }
            @for text in typed() { blockquote.typed dir="auto" { (text) } }
        }
        (post_form(there).of(html! {
            @for (name, value) in fields { textarea hidden name=(name) { "\n" (value) } }
            (button(send))
        }))
    }
}

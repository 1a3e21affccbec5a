//! Whatever goes wrong behind a parent's link is said in their language: what stands here takes the place of the page that staff get, with
//! what its status and its headers say. It asks the database for nothing, and shows nothing of a child or a school.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use maud::{Markup, html};

use super::visitor::Visitor;
use crate::{
    args,
    texts::Words,
    web::{
        App,
        frame::{again::SentUnsure, document::ForStaff, once::cannot_tell, page::Page},
        ui::safe_url::SafeUrl,
    },
};

/// Where the links of parents lead: to a meeting, and to a survey.
const LINKS: [&str; 2] = ["/i/", "/s/"];

/// Puts a parent's page in place of a staff's page about a fault.
pub(in crate::web) async fn in_their_language(State(app): State<App>, request: Request, next: Next) -> Response {
    if !LINKS.iter().any(|link| request.uri().path().starts_with(link)) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(visitor) = Visitor::from_request_parts(&mut parts, &app).await;
    let looks = matches!(parts.method, Method::GET | Method::HEAD);
    let link = SafeUrl::path(&parts.uri.path().split('/').take(3).collect::<Vec<_>>().join("/"));
    let answer = next.run(Request::from_parts(parts, body)).await;
    if answer.extensions().get::<ForStaff>().is_none() {
        return answer;
    }
    let page = page(&app, &visitor, Trouble::of(&answer, looks), link.as_ref());
    in_place_of(answer, page)
}

/// What became of what was sent, as far as it matters to whoever sent it.
enum Trouble {
    /// There is no page at this address.
    NoPage,
    /// Nothing was done.
    NotSaved,
    /// Nothing was done, since it was too long.
    TooLong,
    /// Nobody can tell whether it was; where it may be sent once more, this is how.
    CannotTell(Option<SentUnsure>),
    /// Nothing was done: so many seconds to wait.
    Wait(i64),
    /// It was done before, by the same form.
    Once,
}

impl Trouble {
    /// What an answer says; `looks` where nothing was sent.
    fn of(answer: &Response, looks: bool) -> Self {
        let seconds = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        match (answer.status(), seconds) {
            (StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::MISDIRECTED_REQUEST, _) => {
                Self::NoPage
            }
            (StatusCode::TOO_MANY_REQUESTS, Some(seconds)) => Self::Wait(seconds),
            (StatusCode::PAYLOAD_TOO_LARGE, _) => Self::TooLong,
            (StatusCode::OK, _) => Self::Once,
            _ if cannot_tell(answer) && !looks => Self::CannotTell(answer.extensions().get().cloned()),
            _ => Self::NotSaved,
        }
    }

    /// Its title, and what there is to do.
    fn said(&self, words: &Words) -> (String, String) {
        let (title, lead) = match self {
            Self::NoPage => ("no-link-title", words.say("no-link-words")),
            Self::NotSaved => ("fault-title", words.say("fault-words")),
            Self::TooLong => ("fault-long-title", words.say("fault-long")),
            Self::CannotTell(None) => ("fault-unsure-title", words.say("fault-unsure")),
            Self::CannotTell(Some(_)) => ("fault-unsure-title", words.say("fault-unsure-send")),
            Self::Wait(seconds) => ("fault-wait-title", words.say_with("fault-wait", &args!["n" => *seconds])),
            Self::Once => ("fault-once-title", words.say("fault-once")),
        };
        (words.say(title), lead)
    }
}

fn page(app: &App, visitor: &Visitor, trouble: Trouble, link: Option<&SafeUrl>) -> Response {
    let words = Words::shipped(visitor.language());
    let (title, lead) = trouble.said(&words);
    let body = html! {
        h1 { (title) }
        p.lead { (lead) }
        (goes_on(&words, &trouble, link))
    };
    // Nothing on the page of an address that leads nowhere tells it from another.
    let visitor = if matches!(trouble, Trouble::NoPage) { visitor.nowhere() } else { visitor.clone() };
    visitor.page(app, ("Thrice", &words), None, Page::new(title, body))
}

/// The way on from there.
fn goes_on(words: &Words, trouble: &Trouble, link: Option<&SafeUrl>) -> Markup {
    html! {
        @match (trouble, link) {
            (Trouble::NoPage | Trouble::Wait(_), _) | (_, None) => {}
            (Trouble::CannotTell(Some(sent)), _) => (sent.again(&words.say("fault-typed"), &words.say("fault-send"))),
            (_, Some(link)) => p { a href=(link) { (words.say("fault-open")) } },
        }
    }
}

/// The page, with what the answer says besides its own.
fn in_place_of(answer: Response, mut page: Response) -> Response {
    let (parts, _) = answer.into_parts();
    *page.status_mut() = parts.status;
    for (name, value) in &parts.headers {
        if !name.as_str().starts_with("content-") {
            page.headers_mut().append(name, value.clone());
        }
    }
    page.extensions_mut().extend(parts.extensions);
    page
}

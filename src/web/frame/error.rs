//! What can go wrong in a handler, and the one page that says so. What a person may not see is not found: 404, never 403.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::html;

use super::{document, once::CannotTell};
use crate::{domain::count::counted, store::fault::Fault};

/// What every handler returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a handler cannot answer with its page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, for this person.
    #[error("not found")]
    NotFound,
    /// This person's role does not open this function.
    #[error("forbidden")]
    Forbidden,
    /// Somebody else has changed it meanwhile; the sentence says what to do.
    #[error("{0}")]
    Conflict(String),
    /// The request cannot be understood; the sentence says why.
    #[error("{0}")]
    BadRequest(String),
    /// So much is asked for at this moment that another would wait in vain.
    #[error("too much at once")]
    Busy,
    /// A door was tried too often from where this comes; again in so many seconds.
    #[error("too many tries")]
    TooOften(i64),
    /// It was asked for by a name that is not Thrice's.
    #[error("another host")]
    OtherHost,
    /// A fault of ours. The log has its cause; the page has none of it.
    #[error("{0:#}")]
    Internal(anyhow::Error),
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut fault = None;
        let (status, title, text) = match &self {
            Self::TooOften(seconds) => return too_often(*seconds),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "We cannot find that page",
                "It may have been moved, or it is not one that you can see. \
             If you followed a link in an old message, the pupil may no longer be in your class."
                    .to_owned(),
            ),
            Self::Forbidden => (
                StatusCode::FORBIDDEN,
                "This page is for somebody else",
                "Your role in Thrice does not open it. The SENCO can tell you who can help.".to_owned(),
            ),
            Self::Conflict(text) => (StatusCode::CONFLICT, "Somebody else was quicker", text.clone()),
            Self::BadRequest(text) => (StatusCode::BAD_REQUEST, "We could not read that", text.clone()),
            Self::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Very many people are signing in",
                "Nothing was saved. Please try again in a few seconds.".to_owned(),
            ),
            Self::OtherHost => (
                StatusCode::MISDIRECTED_REQUEST,
                "This is not Thrice’s address",
                "Open Thrice by the address in its messages. Whoever looks after it can add this one: it is the setting hosts."
                    .to_owned(),
            ),
            Self::Internal(cause) => {
                tracing::error!("{cause:#}");
                fault = Some(Fault::of(cause));
                let (status, title, text) = of_ours(Fault::of(cause));
                (status, title, text.to_owned())
            }
        };
        let body = html! {
            h1 { (title) }
            p.lead { (text) }
            p { a href="/" { "Go to the first page" } }
        };
        let mut answer = document::bare(status, title, &body);
        if fault == Some(Fault::Unsure) {
            answer.extensions_mut().insert(CannotTell);
        }
        answer
    }
}

fn too_often(seconds: i64) -> Response {
    let title = "Please wait a moment";
    let body = html! {
        h1 { (title) }
        p.lead { "There were very many tries from your network within a short time. Try again in " strong { (counted(seconds, "second", "seconds")) } "." }
        p { "Nothing was saved by this one. No account is locked, and no link has stopped working." }
    };
    let again = [(header::RETRY_AFTER, seconds.to_string())];
    (again, document::bare(StatusCode::TOO_MANY_REQUESTS, title, &body)).into_response()
}

/// What is true of a fault of ours: what became of what was sent, and what to do.
fn of_ours(fault: Fault) -> (StatusCode, &'static str, &'static str) {
    match fault {
        Fault::Full => (
            StatusCode::INSUFFICIENT_STORAGE,
            "There is no room left on the disk",
            "Nothing was saved. Everything that is there can still be read. Tell the person who looks after Thrice at your school; \
             go back, and send it again when there is room.",
        ),
        Fault::Unsure => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "We cannot tell whether that was saved",
            "The disk did not answer at the last step. Look at the page where it belongs before you send it again, and tell the person \
             who looks after Thrice at your school.",
        ),
        Fault::Disk => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "The disk cannot be written to",
            "Nothing was saved. Tell the person who looks after Thrice at your school; go back, and send it again when that is mended.",
        ),
        Fault::Busy => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Somebody else’s work is being saved",
            "Nothing was saved. Go back, and send it again in a few seconds.",
        ),
        Fault::Other => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "Sorry, something went wrong here",
            "Nothing was saved. Please try again in a minute; if it goes on, tell the person who looks after Thrice at your school.",
        ),
    }
}

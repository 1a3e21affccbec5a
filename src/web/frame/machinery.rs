//! What the machinery below the handlers answers by itself (an address that is none, a form that cannot be read, one that is too large, a
//! page that is asked for where only a form is taken) in the words and the look of everything else.

use axum::{
    extract::Request,
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::html;

use super::{document, error::Error, once::CannotTell};

/// What machines ask, and read as it is.
const FOR_MACHINES: [&str; 3] = ["/healthz", "/readyz", "/assets/"];

/// Puts a page in place of a refusal that has none.
pub(in crate::web) async fn in_words(request: Request, next: Next) -> Response {
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let for_machines = FOR_MACHINES.iter().any(|path| request.uri().path().starts_with(path));
    let answer = next.run(request).await;
    let kind = answer.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes());
    let is_bare = kind.is_none_or(|kind| kind.starts_with(b"text/plain"));
    let refused = answer.status().is_client_error() || answer.status().is_server_error();
    if for_machines || !is_bare || !refused { answer } else { page(answer.status(), looks) }
}

fn page(status: StatusCode, looks: bool) -> Response {
    let took_too_long = matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE);
    let (title, text) = match status {
        StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND if looks => return Error::NotFound.into_response(),
        StatusCode::METHOD_NOT_ALLOWED => (
            "There is no page at this address",
            "It only takes a form, and what was sent with one has come and gone. Go back in your browser, or begin at the first page.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => {
            ("That is too large", "Nothing was saved. Go back, and send less at once: a smaller file, or fewer words.")
        }
        _ if took_too_long => {
            ("That took too long", "Go back, look whether it was saved, and try again in a minute if it was not.")
        }
        status if status.is_server_error() => {
            return Error::Internal(anyhow::anyhow!("answered {status} without a page")).into_response();
        }
        _ => ("We could not read that", "Nothing was saved. Go back, look over what you typed, and send it again."),
    };
    let body = html! {
        h1 { (title) }
        p.lead { (text) }
        p { a href="/" { "Go to the first page" } }
    };
    let mut answer = document::bare(status, title, &body);
    if took_too_long {
        answer.extensions_mut().insert(CannotTell);
    }
    answer
}

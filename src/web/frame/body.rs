//! What is sent with a form, read whole before its handler: so much at most of one, so much at most of all together, and without characters
//! that no field of ours means.

use axum::{
    body::{Bytes, to_bytes},
    extract::Request,
    http::{StatusCode, Uri, header, request::Parts, uri::PathAndQuery},
    response::{IntoResponse, Response},
};
use maud::html;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::document;

/// What all forms together may take of the memory at one time, in KiB; whoever comes then waits for room.
const ROOM: u32 = 64 * 1024;

static FREE: Semaphore = Semaphore::const_new(ROOM as usize);

/// What a request says of its own length, in bytes.
pub(super) fn length(request: &Request) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether it is a form without files.
pub(super) fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

/// Reads a form of at most so many bytes. The permit is its room, to be held while it is.
///
/// # Errors
/// The page for somebody who sent more.
pub(super) async fn read(request: Request, most: usize) -> Result<(Parts, Bytes, SemaphorePermit<'static>), Response> {
    let long = length(&request).unwrap_or(most);
    if long > most {
        return Err(too_long());
    }
    let room = u32::try_from(long / 1024 + 1).unwrap_or(ROOM).min(ROOM);
    let room = FREE.acquire_many(room).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())?;
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, most).await.map_err(|_| too_long())?;
    Ok((parts, body, room))
}

fn too_long() -> Response {
    let title = "That is too long";
    let body = html! {
        h1 { (title) }
        p.lead { "Nothing was saved. More was sent than this page takes." }
        p { "Go back: what you typed is still there. Make it shorter, and send it again." }
    };
    document::bare(StatusCode::PAYLOAD_TOO_LARGE, title, &body)
}

/// A form or a query without control characters but for tab and line breaks. They come from other programs' clipboards, or from somebody who
/// tries doors, and no text that people read has any.
pub(super) fn without_controls(form: Bytes) -> Bytes {
    if !form.iter().enumerate().any(|(at, _)| control_at(&form, at) > 0) {
        return form;
    }
    let (mut clean, mut at) = (Vec::with_capacity(form.len()), 0);
    while at < form.len() {
        match control_at(&form, at) {
            0 => {
                clean.push(form[at]);
                at += 1;
            }
            long => at += long,
        }
    }
    clean.into()
}

/// How many bytes the control character takes that stands here in an address's writing; 0 if none does.
fn control_at(form: &[u8], at: usize) -> usize {
    let escaped = |at: usize| match form.get(at..at + 3) {
        Some([b'%', digits @ ..]) => std::str::from_utf8(digits).ok().and_then(|d| u8::from_str_radix(d, 16).ok()),
        _ => None,
    };
    let is_control = |byte: u8| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f;
    match escaped(at) {
        Some(byte) if is_control(byte) => 3,
        Some(0xc2) if escaped(at + 3).is_some_and(|next| (0x80..0xa0).contains(&next)) => 6,
        None if is_control(form[at]) => 1,
        _ => 0,
    }
}

/// The request, its query without control characters.
pub(super) fn without_controls_asked(mut request: Request) -> Request {
    let Some(query) = request.uri().query() else { return request };
    let clean = without_controls(Bytes::copy_from_slice(query.as_bytes()));
    if clean.as_ref() == query.as_bytes() {
        return request;
    }
    let there = format!("{}?{}", request.uri().path(), String::from_utf8_lossy(&clean));
    let mut parts = request.uri().clone().into_parts();
    parts.path_and_query = there.parse::<PathAndQuery>().ok();
    if let Ok(uri) = Uri::from_parts(parts) {
        *request.uri_mut() = uri;
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_however_they_are_written_and_nothing_else_does() {
        for (sent, kept) in [
            ("a=x%00y&b=%1b%5B", "a=xy&b=%5B"),
            ("a=%0D%0A%09%0a", "a=%0D%0A%09%0a"),
            ("a=%7F%7f\u{7f}\u{1}", "a="),
            ("a=%C2%85%c2%9f%C2%A3", "a=%C2%A3"),
            ("a=%E2%80%99%F0%9F%98%80", "a=%E2%80%99%F0%9F%98%80"),
            ("a=100%&b=%zz%0", "a=100%&b=%zz%0"),
            ("", ""),
        ] {
            assert_eq!(without_controls(Bytes::copy_from_slice(sent.as_bytes())), kept, "{sent}");
        }
    }
}

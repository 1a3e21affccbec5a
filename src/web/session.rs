//! Who is asking. The cookie holds 256 random bits; the database holds only their SHA-256.

use axum::{
    extract::FromRequestParts,
    http::{Method, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};

use super::{App, error::Error};
use crate::{
    domain::{
        access::{Relation, Thing, Verb, Viewer, may},
        people::{EmailAddress, Name},
    },
    store::{Actor, sessions},
};

/// The cookie's name where people come over https: the prefix makes browsers insist on Secure, on the whole site, and on no other host.
const COOKIE: &str = "__Host-sid";
/// Its name where they come over plain http, which is a trial on one machine: not every browser keeps a Secure cookie there.
const PLAIN_COOKIE: &str = "sid";

/// The session cookie with this token; an empty one takes it away.
pub(super) fn cookie(app: &App, token: String) -> Cookie<'static> {
    let is_secure = is_secure(app);
    let name = if is_secure { COOKIE } else { PLAIN_COOKIE };
    Cookie::build((name, token)).path("/").secure(is_secure).http_only(true).same_site(SameSite::Lax).build()
}

/// The token of the session cookie, if there is one.
pub(super) fn token(app: &App, jar: &CookieJar) -> Option<String> {
    jar.get(if is_secure(app) { COOKIE } else { PLAIN_COOKIE }).map(|cookie| cookie.value().to_owned())
}

fn is_secure(app: &App) -> bool {
    app.post.public_url.starts_with("https://")
}

/// The member of staff who is asking. Where nobody is signed in, the answer is a redirect to the sign-in page.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who, of which school, as what.
    pub viewer: Viewer,
    /// Their name.
    pub name: Name,
    /// Their address, as the school entered it.
    pub email: Option<EmailAddress>,
}

impl Person {
    /// As the actor of what they do.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.viewer.staff)
    }

    /// Whether their role opens something that belongs to no pupil.
    #[must_use]
    pub fn may(&self, thing: Thing, verb: Verb) -> bool {
        may(self.viewer.role, Relation::None, thing, verb)
    }

    /// Goes on only if their role opens something that belongs to no pupil.
    ///
    /// # Errors
    /// [`Error::Forbidden`] if it does not.
    pub fn must(&self, thing: Thing, verb: Verb) -> Result<(), Error> {
        if self.may(thing, verb) { Ok(()) } else { Err(Error::Forbidden) }
    }
}

impl FromRequestParts<App> for Person {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let jar = CookieJar::from_headers(&parts.headers);
        let found = match token(app, &jar) {
            Some(token) => {
                sessions::find(&app.store, &token, app.clock.now()).await.map_err(|e| Error::from(e).into_response())?
            }
            None => None,
        };
        let Some(found) = found else {
            let back = parts.uri.path_and_query().map_or("/", |p| p.as_str());
            let there = match (&parts.method, back) {
                (&Method::GET, back) if back != "/" => format!("/sign-in?next={}", encoded(back)),
                _ => "/sign-in".to_owned(),
            };
            return Err(([(header::CACHE_CONTROL, "no-store")], Redirect::to(&there)).into_response());
        };
        Ok(Self { viewer: found.viewer, name: found.name, email: EmailAddress::parse(&found.email).ok() })
    }
}

/// A path as the value of a query: everything but letters, digits and `/-_.` written as `%xx`.
pub(super) fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

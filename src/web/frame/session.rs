//! Who is asking. Each cookie holds 256 random bits; the database holds only their SHA-256.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use time::Duration;

use super::error::Error;
use crate::{
    domain::{
        access::{Relation, Thing, Verb, Viewer},
        device::{self, REMEMBERED_DAYS},
        people::{EmailAddress, Name},
        second_factor::KNOWN_DEVICE_DAYS,
    },
    store::{Actor, changes::Changes, people::sessions},
    web::App,
};

/// What a cookie of ours holds: each is a random token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::web) enum Kind {
    /// Somebody is signed in.
    Session,
    /// Somebody has given the right password and owes the second step.
    Waiting,
    /// Somebody trusts this device.
    Device,
    /// Somebody has signed in at this device before: it opens nothing, and has tries of its own.
    Seen,
    /// A parent's browser that asked for a code.
    Reading,
    /// How close the rows of the board stand at this device: a word, and no token.
    Density,
    /// In which language a parent's browser reads: a word, and no token.
    Language,
    /// The next page says that something was saved: a word, and no token.
    Saved,
}

impl Kind {
    /// The cookie's name where people come over https, whose beginning makes browsers insist on Secure, on the whole site, and on no
    /// other host; and over plain http, which is a trial on one machine: not every browser keeps a Secure cookie there.
    fn name(self, is_secure: bool) -> &'static str {
        match (self, is_secure) {
            (Self::Session, true) => "__Host-sid",
            (Self::Session, false) => "sid",
            (Self::Waiting, true) => "__Host-step",
            (Self::Waiting, false) => "step",
            (Self::Device, true) => "__Host-device",
            (Self::Device, false) => "device",
            (Self::Seen, true) => "__Host-seen",
            (Self::Seen, false) => "seen",
            (Self::Reading, true) => "__Host-reading",
            (Self::Reading, false) => "reading",
            (Self::Density, true) => "__Host-density",
            (Self::Density, false) => "density",
            (Self::Language, true) => "__Host-language",
            (Self::Language, false) => "language",
            (Self::Saved, true) => "__Host-saved",
            (Self::Saved, false) => "saved",
        }
    }
}

/// A cookie with this token; an empty one takes it away.
pub(in crate::web) fn cookie(app: &App, kind: Kind, token: String) -> Cookie<'static> {
    let is_secure = is_secure(app);
    let cookie = Cookie::build((kind.name(is_secure), token)).path("/").secure(is_secure).http_only(true);
    let cookie = cookie.same_site(SameSite::Lax);
    match kind {
        Kind::Device => cookie.max_age(Duration::days(KNOWN_DEVICE_DAYS)).build(),
        Kind::Seen => cookie.max_age(Duration::days(REMEMBERED_DAYS)).build(),
        Kind::Density | Kind::Language => cookie.max_age(Duration::days(365)).build(),
        Kind::Saved => cookie.max_age(Duration::minutes(1)).build(),
        Kind::Session | Kind::Waiting | Kind::Reading => cookie.build(),
    }
}

/// The token of such a cookie, if there is one.
pub(in crate::web) fn token(app: &App, jar: &CookieJar, kind: Kind) -> Option<String> {
    jar.get(kind.name(is_secure(app))).map(|cookie| cookie.value().to_owned())
}

/// What the device is that a request comes from, as far as it tells.
pub(in crate::web) fn device(headers: &HeaderMap) -> String {
    device::words(headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default())
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
    /// What had been changed when they asked.
    pub changes: Changes,
    /// The version of their school's facts when they asked, where they only look: whoever writes must see their own words.
    pub version: Option<i64>,
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
        self.viewer.may(Relation::None, thing, verb)
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
        let found = match token(app, &jar, Kind::Session) {
            Some(token) => {
                sessions::find(&app.store, &token, app.clock.now()).await.map_err(|e| Error::from(e).into_response())?
            }
            None => None,
        };
        let Some((found, as_asked)) = found else {
            let back = parts.uri.path_and_query().map_or("/", |p| p.as_str());
            let there = match (&parts.method, back) {
                (&Method::GET, back) if back != "/" => format!("/sign-in?next={}", encoded(back)),
                _ => "/sign-in".to_owned(),
            };
            return Err(([(header::CACHE_CONTROL, "no-store")], Redirect::to(&there)).into_response());
        };
        let (looks, email) =
            (matches!(parts.method, Method::GET | Method::HEAD), EmailAddress::parse(&found.email).ok());
        let version = as_asked.version.filter(|_| looks);
        Ok(Self { viewer: found.viewer, name: found.name, email, changes: as_asked.changes, version })
    }
}

/// A path as the value of a query: everything but letters, digits and `/-_.` written as `%xx`.
pub(in crate::web) fn encoded(text: &str) -> String {
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

//! The pages: one folder a resource, with its routes, handlers, form and page together, in rooms by whom
//! they are about. One order in every handler: read the request,
//! load as this person, decide (pure), write in one transaction, answer.

pub mod frame;
pub mod samples;
pub mod ui;

mod admin;
mod form;
mod meeting;
mod parent;
mod plan;
mod pupil;
mod school;

pub use admin::imports::Desk;
pub use school::print_jobs::PrintDesk;
pub(crate) use school::reports::publish_last;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, Response, StatusCode},
    middleware::{from_fn, from_fn_with_state},
};
use tower::{ServiceBuilder, util::MapResponseLayer};
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    timeout::TimeoutLayer,
};

use crate::{
    clock::Clock,
    dispatch::Post,
    documents::Typesetter,
    exchange::unpacker::Unpacker,
    mail::Route,
    store::{Store, backup::Shelf},
};

/// What every handler may need.
#[derive(Clone, Debug)]
pub struct App(pub Arc<Parts>);

/// The parts of a running Thrice.
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// How messages are written: who from, and where links lead.
    pub post: Post,
    /// Where mail goes, to show it and to try it out.
    pub mail: Route,
    /// The demo: one-click sign-in, a banner, and a page that shows the mail folder.
    pub demo: Option<std::path::PathBuf>,
    /// Files that somebody is about to import.
    pub desk: Desk,
    /// Files of many sheets that somebody asked for.
    pub prints: PrintDesk,
    /// Where Thrice keeps the backups that it makes by itself; `None` where it makes none.
    pub backups: Option<Shelf>,
    /// What keeps machines from trying doors.
    pub gate: frame::gate::Gate,
    /// What makes documents of pages.
    pub typesetter: Typesetter,
    /// What opens workbooks that somebody sent.
    pub unpacker: Unpacker,
    /// Forms that were sent of late: the same one again is not done again.
    pub sent: frame::once::Sent,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The most a form may be, in bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// How long a page may take: longer than a save waits for its turn, so that who waited is told what became of it.
const ANSWERS_WITHIN: Duration = Duration::from_secs(40);

/// Measured on the board: half the processor time of the usual level 6, and a quarter more bytes.
const PAGES_ARE_SQUEEZED: CompressionLevel = CompressionLevel::Precise(2);

/// On every answer, unless it says otherwise itself (assets may be kept).
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ("cache-control", "no-store"),
];

/// Every route of the product, behind what every answer needs: one service around each route, since of many each would be cloned by all those
/// around it, for every page.
pub fn router(app: App) -> Router {
    let rooms = [
        admin::routes(),
        frame::routes(),
        meeting::routes(),
        parent::routes(),
        plan::routes(),
        pupil::routes(),
        school::routes(),
    ];
    let origin = CsrfLayer::new();
    let origin = origin.clone().add_trusted_origin(&app.post.public_url).unwrap_or(origin);
    let around = ServiceBuilder::new()
        .layer(MapResponseLayer::new(with_headers))
        .layer(from_fn_with_state(app.clone(), parent::faults::in_their_language))
        .layer(from_fn(frame::machinery::in_words))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new().quality(PAGES_ARE_SQUEEZED))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWERS_WITHIN))
        .layer(from_fn_with_state(app.clone(), frame::gate::guard))
        .layer(origin.with_rejection_response(|_| frame::csrf::refusal()))
        .layer(from_fn_with_state(app.clone(), frame::csrf::guard))
        .layer(from_fn_with_state(app.clone(), frame::saved::hand_on))
        .layer(DefaultBodyLimit::max(MOST_BYTES));
    let routes = rooms.into_iter().fold(Router::new(), Router::merge).fallback(nowhere).with_state(app);
    routes.layer(around)
}

fn with_headers<B>(mut answer: Response<B>) -> Response<B> {
    for (name, value) in HEADERS {
        answer.headers_mut().entry(*name).or_insert(HeaderValue::from_static(value));
    }
    answer
}

async fn nowhere() -> frame::error::Error {
    frame::error::Error::NotFound
}

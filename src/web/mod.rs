//! The pages: one folder a resource, with its routes, handlers, form and page together. One order in every handler: read the request,
//! load as this person, decide (pure), write in one transaction, answer.

pub mod csrf;
pub mod error;
pub mod gate;
pub mod session;
pub mod ui;

mod account;
mod actions;
mod advice;
mod again;
mod assets;
mod audit;
mod concerns;
mod contacts;
mod conversations;
mod demo;
mod documents;
mod drafts;
mod exemptions;
mod health;
mod imports;
mod inputs;
mod invitations;
mod leavers;
mod machinery;
mod merge;
mod messages;
mod my_pupils;
mod offers;
mod packs;
mod people;
mod plans;
mod progress;
mod pupils;
mod readings;
mod record;
mod reports;
mod restrictions;
mod reviews;
mod rounds;
mod safeguarding;
mod search;
mod set_up;
mod settings;
mod sign_in;
mod suspensions;
mod tasks;
mod timeline;
mod today;
mod views;
mod year;

pub use imports::Desk;
pub(crate) use reports::publish_last;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, StatusCode},
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};

use crate::{
    clock::Clock,
    dispatch::Post,
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
    /// Where Thrice keeps the backups that it makes by itself; `None` where it makes none.
    pub backups: Option<Shelf>,
    /// What keeps machines from trying doors.
    pub gate: gate::Gate,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The most a form may be, in bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// On every answer, unless it says otherwise itself (assets may be kept).
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ("cache-control", "no-store"),
];

/// Every route of the product, behind what every answer needs.
pub fn router(app: App) -> Router {
    let resources = [
        advice::routes(),
        account::routes(),
        actions::routes(),
        assets::routes(),
        audit::routes(),
        concerns::routes(),
        contacts::routes(),
        conversations::routes(),
        demo::routes(),
        documents::routes(),
        exemptions::routes(),
        health::routes(),
        imports::routes(),
        invitations::routes(),
        leavers::routes(),
        messages::routes(),
        my_pupils::routes(),
        inputs::routes(),
        offers::routes(),
        packs::routes(),
        people::routes(),
        plans::routes(),
        progress::routes(),
        pupils::routes(),
        record::routes(),
        readings::routes(),
        reports::routes(),
        restrictions::routes(),
        reviews::routes(),
        rounds::routes(),
        safeguarding::routes(),
        search::routes(),
        set_up::routes(),
        settings::routes(),
        sign_in::routes(),
        suspensions::routes(),
        tasks::routes(),
        timeline::routes(),
        today::routes(),
        views::routes(),
        year::routes(),
    ];
    let origin = CsrfLayer::new();
    let origin = origin.clone().add_trusted_origin(&app.post.public_url).unwrap_or(origin);
    let origin = origin.with_rejection_response(|_| csrf::refusal());
    let token = axum::middleware::from_fn_with_state(app.clone(), csrf::guard);
    let gate = axum::middleware::from_fn_with_state(app.clone(), gate::guard);
    let routes = resources.into_iter().fold(Router::new(), Router::merge).fallback(nowhere).with_state(app);
    let routes = routes
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(token)
        .layer(origin)
        .layer(gate)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(axum::middleware::from_fn(machinery::in_words));
    HEADERS.iter().fold(routes, |routes, (name, value)| {
        let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
        routes.layer(SetResponseHeaderLayer::if_not_present(name, value))
    })
}

async fn nowhere() -> error::Error {
    error::Error::NotFound
}

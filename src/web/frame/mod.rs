//! What every page stands in: who is signed in, what may be asked, and the frame around what is shown.

pub mod csrf;
pub mod error;
pub mod gate;
pub mod once;
pub mod session;

pub(super) mod again;
pub(super) mod assets;
pub(super) mod chrome;
pub(super) mod document;
pub(super) mod download;
pub(super) mod facts;
pub(super) mod layout;
pub(super) mod machinery;
pub(super) mod page;
pub(super) mod saved;
pub(super) mod viewed;

mod body;

use axum::{Router, extract::Path, http::HeaderMap, response::Response, routing::get};

use super::App;

/// The routes of this room: styles, script, icon and typeface.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/assets/{file}", get(asset))
}

async fn asset(headers: HeaderMap, Path(file): Path<String>) -> error::Result<Response> {
    assets::serve(&file, &headers).ok_or(error::Error::NotFound)
}

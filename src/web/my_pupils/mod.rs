//! A teacher's or teaching assistant's pupils: current targets, phone first.

use axum::Router;

use super::App;

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
}

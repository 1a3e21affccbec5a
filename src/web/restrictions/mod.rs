//! Deciding about a court order or other restriction.

use axum::Router;

use super::App;

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
}

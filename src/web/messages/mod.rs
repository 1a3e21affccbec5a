//! What will be sent in the next 14 days, and what became of what was sent.

use axum::Router;

use super::App;

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
}

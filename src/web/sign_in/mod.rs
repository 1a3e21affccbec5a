//! Signing in and out, and choosing a password.

use axum::Router;

use super::App;

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
}

//! The demo's own pages: the mail folder and one-click sign-in.

use axum::Router;

use super::App;

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
}

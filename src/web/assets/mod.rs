//! Stylesheet, script and typeface.

use axum::Router;

use super::App;

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
}

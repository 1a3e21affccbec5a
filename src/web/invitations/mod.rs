//! The parent's page behind the link: no account, no script, no child's data.

use axum::Router;

use super::App;

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
}

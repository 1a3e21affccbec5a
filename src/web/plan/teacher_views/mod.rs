//! What teachers say before a review: asked for many pupils at once with ten minutes to take it back, and given on one page a pupil.

mod asking;
pub(in crate::web) mod beside;
mod giving;
mod page;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::App;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/inputs/new", post(asking::new))
        .route("/inputs", post(asking::ask))
        .route("/inputs/{at}", get(asking::show))
        .route("/inputs/{at}/withdrawal", post(asking::withdraw))
        .route("/plans/{id}/input", get(giving::new).post(giving::give))
        .route("/plans/{id}/input/draft", post(giving::draft))
}

//! What pupils and parents say. A pupil's words have a page of their own; a parent's are given behind their link, or written down for them.

pub(in crate::web) mod parents;
mod pupils;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::App;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/views", get(pupils::show).post(pupils::create))
        .route("/i/{token}/views", get(parents::show).post(parents::give))
        .route("/i/{token}/views/draft", post(parents::draft))
        .route("/conversations/{id}/views/{invitation}", get(parents::ask).post(parents::write_down))
}

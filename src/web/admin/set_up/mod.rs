//! Setting a school up: from the one-time link of the first start to a list of steps that can be left and gone on with. Each step is a page
//! of its own that is also reached from the settings.

mod first;
mod list;
mod school;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::App;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/set-up", get(list::show))
        .route("/set-up/later", post(list::later))
        .route("/set-up/school", get(school::show).post(school::save))
        .route("/set-up/first/{token}", get(first::begin))
        .route("/set-up/first/{token}/school", get(first::school).post(first::save_school))
        .route("/set-up/first/{token}/you", get(first::you).post(first::save_you))
}

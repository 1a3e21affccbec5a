//! The school's inclusion bases and their members: who is in which, since when, for how many hours a week and why, with the plan to return to
//! class and the looks at it. Whoever sees a pupil's record sees their memberships; the SENCO enters them.

mod bases;
mod membership;
mod page;

pub(in crate::web) use page::section;

use axum::{Router, routing::get};

use crate::web::App;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/bases", get(bases::list).post(bases::enter))
        .route("/bases/{id}", get(bases::show).post(bases::close))
        .route("/pupils/{id}/bases", get(membership::list).post(membership::join))
        .route("/pupils/{id}/bases/{membership}/look", get(membership::ask_look).post(membership::look))
        .route("/pupils/{id}/bases/{membership}/end", get(membership::ask_end).post(membership::end))
}

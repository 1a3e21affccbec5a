//! A pupil's record: SEN status with its history, ranked needs with their evidence, attendance beside the line of 98%, what the census asks
//! besides; suspensions and advice, which have rooms of their own.

mod attendance;
mod census;
mod evidence;
mod needs;
mod page;
mod statements;
mod status;

use super::head::{self, Tab};
use crate::{
    domain::access::Thing,
    store,
    web::{
        App,
        frame::{error::Result, session::Person},
    },
};
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/record", get(show))
        .route("/pupils/{id}/status/new", get(status::new))
        .route("/pupils/{id}/status", post(status::save))
        .route("/pupils/{id}/status/{status}/told", get(status::ask_told).post(status::told))
        .route("/pupils/{id}/needs/new", get(needs::new))
        .route("/pupils/{id}/needs", post(needs::add))
        .route("/pupils/{id}/needs/statements", post(statements::choose))
        .route("/pupils/{id}/needs/order", post(needs::reorder))
        .route("/pupils/{id}/needs/{need}/evidence", get(evidence::new).post(evidence::add))
        .route("/pupils/{id}/needs/{need}/end", get(needs::ask_end).post(needs::end))
        .route("/pupils/{id}/attendance/new", get(attendance::new))
        .route("/pupils/{id}/attendance", post(attendance::enter))
        .route("/pupils/{id}/census/new", get(census::new))
        .route("/pupils/{id}/census", post(census::enter))
        .route("/pupils/{id}/census/{indicator}/end", get(census::ask_end).post(census::end))
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::SenRecord).await?;
    let mut conn = app.store.read().await?;
    let record = page::Record {
        statuses: store::sen_status::history(&mut conn, head.id).await?,
        needs: store::needs::of_pupil(&mut conn, head.id).await?,
        attendance: store::attendance::of_pupil(&mut conn, head.id).await?,
        census: store::census::of_pupil(&mut conn, head.id).await?,
        layers: store::layers::of_pupil(&mut conn, head.id).await?.into_iter().map(|(_, on)| on).collect(),
        bases: store::inclusion_bases::memberships(&mut conn, head.viewer().school, Some(head.id)).await?,
        advice: store::advice::of_pupil(&mut conn, &head).await?,
        suspensions: store::suspensions::of_pupil(&mut conn, head.id).await?,
        earlier: store::earlier_settings::of_pupil(&mut conn, head.id).await?,
        today: app.clock.now().today(),
    };
    let register = app.register(&mut conn, &person, record.today).await?;
    drop(conn);
    head::page(&app, &person, &head, Tab::Record, page::body(&head, &record, register.calendar())).await
}

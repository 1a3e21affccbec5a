//! Whether Thrice is alive and ready. No names, no figures about people.

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{domain::time::Moment, store::health, web::App};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(ready))
}

/// Ready: the database answers, and no part of the worker has fallen silent. A mail server that is not set or refuses us is said, and
/// does not make Thrice unready: another copy of it would fare the same.
async fn ready(State(app): State<App>) -> Response {
    let found = match app.store.read().await {
        Ok(mut conn) => health::look(&mut conn).await,
        Err(error) => Err(error),
    };
    let now = app.clock.now();
    match found {
        Err(error) => {
            tracing::error!("not ready: {error:#}");
            (StatusCode::SERVICE_UNAVAILABLE, "database: does not answer\n").into_response()
        }
        Ok(health) => {
            let beats = health.scheduler.is_some() && !health.is_stalled(now);
            let writes = !app.store.cannot_write();
            let well = beats && writes && health.unwritten == 0;
            let status = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
            let part = |name, beat: Option<Moment>| match beat {
                None => format!("{name}: has not started\n"),
                Some(_) if beats => format!("{name}: ok\n"),
                Some(beat) => format!("{name}: last heard of {} s ago\n", now.unix() - beat.unix()),
            };
            let mail = match health.unwritten {
                0 => health.trouble(now).unwrap_or_else(|| "ok".to_owned()),
                many => format!("messages that could not be written: {many}"),
            };
            let parts = part("scheduler", health.scheduler) + &part("sender", health.sender);
            let database = if writes { "ok" } else { "can be read, but the disk takes nothing" };
            (status, format!("database: {database}\n{parts}mail: {mail}\n")).into_response()
        }
    }
}

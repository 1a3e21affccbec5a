//! Whether Thrice is alive and ready. No names, no figures about people.

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};

use super::App;
use crate::store::health;

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(ready))
}

/// Ready: the database answers, and the scheduler was heard of within five minutes.
async fn ready(State(app): State<App>) -> Response {
    let beat = match app.store.read().await {
        Ok(mut conn) => health::last_beat(&mut conn).await,
        Err(error) => Err(error),
    };
    let now = app.clock.now().unix();
    match beat {
        Err(error) => {
            tracing::error!("not ready: {error:#}");
            (StatusCode::SERVICE_UNAVAILABLE, "database: does not answer\n").into_response()
        }
        Ok(None) => (StatusCode::SERVICE_UNAVAILABLE, "database: ok\nscheduler: has not started\n").into_response(),
        Ok(Some(beat)) if now - beat.unix() > health::STALE_SECONDS => {
            let text = format!("database: ok\nscheduler: last heard of {} s ago\n", now - beat.unix());
            (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
        }
        Ok(Some(_)) => "database: ok\nscheduler: ok\n".into_response(),
    }
}

//! HTTP through the real router and the real sign-in; one file a resource.

mod annual;
mod conversations;
mod invitations;
mod messages;
mod plans;
mod pupils;
mod reviews;
mod rounds;
mod sign_in;
mod tasks;

use sqlx::Row;
use thrice::store::Actor;

use crate::support::TestApp;

/// A number out of the database.
async fn count(app: &TestApp, what: &'static str) -> i64 {
    sqlx::query(what).fetch_one(&mut *app.app.store.read().await.unwrap()).await.unwrap().get(0)
}

/// What befell the school meanwhile, by other hands.
async fn run(app: &TestApp, what: &'static str) {
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    sqlx::raw_sql(what).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

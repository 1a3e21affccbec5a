//! The pages in a real Chromium. The scripts of `tests/browser` drive it; this side serves each of them a school of its own: the real
//! router over real TCP with the named cast, a clock that stands where the story says, and the real outbox emptied on demand into a list
//! that the story reads like a mailbox. Not the demo, although its school is larger: a story has to move the clock past the meeting, to
//! bring about what no page can (an import, a refused address) and to compare every row of the database, and forty flows that run at
//! once need forty databases, which the cast makes in milliseconds.
//!
//! `make test` brings node and Chromium and runs this; a plain `cargo test` leaves it out.

use std::{
    process::Command,
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use axum::{
    Router,
    extract::{Path, State},
    routing::{get, post},
};
use chrono::NaiveDateTime;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Row};
use thrice::{
    domain::{second_factor, time::Moment},
    jobs,
    mail::{Parcel, Route, Transport},
    store::{Actor, people::accounts},
};
use tokio::{net::TcpListener, runtime::Handle};

use crate::support::{TestApp, smtp::Sink};

/// A school that one story has to itself.
struct World {
    app: TestApp,
    url: String,
    post: Arc<Mutex<Vec<Parcel>>>,
}

type Worlds = Arc<tokio::sync::Mutex<Vec<Arc<World>>>>;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs node and Chromium: make test brings both"]
async fn people_find_their_way_in_a_real_browser() {
    let control = Router::new()
        .route("/worlds", post(make))
        .route("/worlds/{n}/mail", post(send))
        .route("/worlds/{n}/clock", post(set_clock))
        .route("/worlds/{n}/sql", post(run_sql))
        .route("/worlds/{n}/password", post(password_link))
        .route("/worlds/{n}/first", post(first_link))
        .route("/worlds/{n}/code", post(code))
        .route("/worlds/{n}/session", post(session))
        .route("/worlds/{n}/rows", get(rows))
        .with_state(Worlds::default());
    let control = serve(control).await;
    let node = || {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/run.mjs");
        Command::new("node").arg(script).env("CONTROL", control).status()
    };
    let ended = tokio::task::spawn_blocking(node).await.unwrap().expect("node runs: make test installs it");
    assert!(ended.success(), "the browser tests failed: see above, and the pictures in target/browser");
}

/// Serves on a free port of this machine, and returns where.
async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn world(worlds: &Worlds, n: usize) -> Arc<World> {
    worlds.lock().await[n].clone()
}

/// A new school with the named cast.
async fn make(State(worlds): State<Worlds>, kind: String) -> String {
    let app = match kind.as_str() {
        // Before the first start, with a real mail server to try out; it stays as long as the test.
        "bare" => {
            TestApp::bare(Route::new(&format!("smtp://{}", Sink::start().await.address), "meet.example.org")).await
        }
        _ => TestApp::new().await,
    };
    let url = serve(app.router.clone()).await;
    let mut worlds = worlds.lock().await;
    worlds.push(Arc::new(World { app, url: url.clone(), post: Arc::default() }));
    json!({ "n": worlds.len() - 1, "url": url }).to_string()
}

/// Does the worker's turn, and returns every message sent so far.
async fn send(State(worlds): State<Worlds>, Path(n): Path<usize>) -> String {
    let world = world(&worlds, n).await;
    let app = &world.app.app;
    let mut transport = Transport::Memory(world.post.clone());
    jobs::queue_due(&app.store, &app.clock, &app.post).await.unwrap();
    jobs::drain(&app.store, &app.clock, &app.post, &mut transport, &AtomicBool::new(false)).await.unwrap();
    let sent = world.post.lock().unwrap();
    let message = |p: &Parcel| json!({ "to": p.to, "raw": String::from_utf8_lossy(&p.raw) });
    Value::Array(sent.iter().map(message).collect()).to_string()
}

/// Sets the clock to a local time, "2026-11-27T09:00:00".
async fn set_clock(State(worlds): State<Worlds>, Path(n): Path<usize>, at: String) {
    let at: NaiveDateTime = at.parse().unwrap();
    world(&worlds, n).await.app.app.clock.set(Moment::at(at.date(), at.time()));
}

/// What no page can bring about, such as an import.
async fn run_sql(State(worlds): State<Worlds>, Path(n): Path<usize>, sql: String) {
    let world = world(&worlds, n).await;
    let app = &world.app.app;
    let mut tx = app.store.begin(Actor::Command, world.app.cast.school, app.clock.now()).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

/// What `thrice user reset` prints for the SENCO: the token of a one-time link.
async fn password_link(State(worlds): State<Worlds>, Path(n): Path<usize>) -> String {
    let world = world(&worlds, n).await;
    let app = &world.app.app;
    let mut tx = app.store.begin(Actor::Command, world.app.cast.school, app.clock.now()).await.unwrap();
    let token = accounts::new_link(&mut tx, Some(world.app.cast.senco)).await.unwrap();
    tx.commit().await.unwrap();
    token
}

/// What a first start prints: the token of the link by which a school is set up.
async fn first_link(State(worlds): State<Worlds>, Path(n): Path<usize>) -> String {
    let world = world(&worlds, n).await;
    let app = &world.app.app;
    let mut tx = app.store.begin(Actor::Command, world.app.cast.school, app.clock.now()).await.unwrap();
    let token = accounts::new_link(&mut tx, None).await.unwrap();
    tx.commit().await.unwrap();
    token
}

/// The code that an authenticator app with this secret shows now; without one, the apps of the cast.
async fn code(State(worlds): State<Worlds>, Path(n): Path<usize>, secret: String) -> String {
    let world = world(&worlds, n).await;
    match second_factor::read(&secret) {
        Some(secret) => second_factor::code_at(&secret, world.app.app.clock.now()),
        None => world.app.code().await,
    }
}

/// Signs somebody of the cast in, and returns the cookies that say so: the forms for it are walked where they are the matter.
async fn session(State(worlds): State<Worlds>, Path(n): Path<usize>, who: String) -> String {
    let world = world(&worlds, n).await;
    // What a session asks stays on one thread.
    let sign_in =
        move || Handle::current().block_on(async { world.app.sign_in(&who.replace('.', "_")).await.cookie() });
    tokio::task::spawn_blocking(sign_in).await.unwrap()
}

/// Every row of every table, to see that nothing was changed.
async fn rows(State(worlds): State<Worlds>, Path(n): Path<usize>) -> String {
    let world = world(&worlds, n).await;
    let mut conn = world.app.app.store.read().await.unwrap();
    let columns = "SELECT m.name, group_concat('\"' || c.name || '\"', ', ') FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' GROUP BY m.name";
    let tables = sqlx::query(columns).fetch_all(&mut *conn).await.unwrap();
    let mut all = format!("{}\n", world.url);
    for table in tables {
        let (name, columns): (String, String) = (table.get(0), table.get(1));
        let sql = format!("SELECT json_array({}) FROM \"{name}\"", hex_blobs(&columns));
        for row in sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.unwrap() {
            all.push_str(&format!("{name} {}\n", row.get::<String, _>(0)));
        }
    }
    all
}

/// JSON holds no bytes: every column as its quoted text.
fn hex_blobs(columns: &str) -> String {
    columns.split(", ").map(|column| format!("quote({column})")).collect::<Vec<_>>().join(", ")
}

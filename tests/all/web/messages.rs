//! What will be sent, holding it, and the log.

use axum::http::StatusCode;
use thrice::{
    dispatch::{self, Scope},
    domain::ids::{ConversationId, SchoolId},
    store::Actor,
};

use crate::support::TestApp;

/// One meeting on Tuesday 24 November to which Amira's mother is invited.
pub(super) const MEETING: &str = "
INSERT INTO conversation (pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on) VALUES (1, 1, 2, 1794992400, 1, '2026-11-20');
INSERT INTO slot (conversation_id, position, starts_at, minutes, mode, place) VALUES (1, 1, 1795535100, 30, 'school', 'Room 4');
INSERT INTO invitation (conversation_id, adult_id, invited_at) VALUES (1, 1, 1794992400);";

pub(super) async fn sql(app: &TestApp, statements: &'static str) {
    let mut tx = app.app.store.begin(Actor::Command, SchoolId(1), app.app.clock.now()).await.unwrap();
    sqlx::raw_sql(statements).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) async fn one(app: &TestApp, query: &'static str) -> String {
    let mut conn = app.app.store.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *conn).await.unwrap()
}

pub(super) async fn queue(app: &TestApp) -> usize {
    let mut tx = app.app.store.begin(Actor::System, SchoolId(1), app.app.clock.now()).await.unwrap();
    let n = dispatch::queue_due(&mut tx, &app.app.post, Scope::Conversation(ConversationId(1))).await.unwrap();
    tx.commit().await.unwrap();
    n
}

#[tokio::test]
async fn a_message_is_foreseen_held_released_and_logged() {
    let app = TestApp::new().await;
    sql(&app, MEETING).await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/messages").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Invitation") && page.body.contains("Sana Khan"), "{}", page.body);
    assert!(page.body.contains("about Amira Khan") && !page.body.to_lowercase().contains("delivered"));
    assert!(page.body.contains("/messages/planned?key=invite/c1/a1"), "{}", page.body);
    let key = "invite/c1/a1";
    assert_eq!(senco.post("/messages/holds", &[("key", key), ("action", "hold")]).await.status, StatusCode::SEE_OTHER);
    assert!(senco.get("/messages").await.body.contains("held by a person"));
    assert_eq!(queue(&app).await, 0, "a held message does not go");
    senco.post("/messages/holds", &[("key", key), ("action", "release")]).await;
    assert_eq!(queue(&app).await, 1);
    let log = senco.get("/messages").await.body;
    assert!(log.contains("Waiting") && log.contains("sana@family.example.org"), "{log}");
    assert_eq!(
        one(&app, "SELECT group_concat(verb) FROM audit WHERE thing = 'notice' ORDER BY id").await,
        "held,released"
    );
}

#[tokio::test]
async fn what_goes_together_is_held_and_let_go_in_one_press() {
    let app = TestApp::new().await;
    sql(&app, MEETING).await;
    sql(
        &app,
        "INSERT INTO invitation (conversation_id, adult_id, invited_at) VALUES (1, 2, 1794992400);
         UPDATE adult SET language = 'Polish' WHERE id = 2;",
    )
    .await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/messages").await.body;
    for said in ["What goes together", "2 go", "1 in English", "1 in Polish", "Hold back 2"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let press = async |action: &str| {
        let fields = [("on", "2026-11-18"), ("kind", "invite"), ("action", action)];
        senco.post("/messages/holds/together", &fields).await
    };
    let held = press("hold").await;
    assert_eq!(held.location.as_deref(), Some("/messages#together"), "{}", held.body);
    assert_eq!(queue(&app).await, 0, "none of them goes");
    assert_eq!(press("hold").await.status, StatusCode::CONFLICT, "there is none left that goes");
    let page = senco.get("/messages").await.body;
    assert!(page.contains("2 held by a person") && page.contains("Let 2 go"), "{page}");
    // One of them is let go by itself, and the others together.
    senco.post("/messages/holds", &[("key", "invite/c1/a2"), ("action", "release")]).await;
    let page = senco.get("/messages").await.body;
    assert!(page.contains("1 goes, 1 held by a person"), "{page}");
    assert_eq!(press("release").await.status, StatusCode::SEE_OTHER);
    assert_eq!(queue(&app).await, 2);
    assert_eq!(press("hold").await.status, StatusCode::CONFLICT, "they have left");
    for (who, status) in [("head", 403), ("teacher", 403), ("office", 403)] {
        let fields = [("on", "2026-11-18"), ("kind", "invite"), ("action", "hold")];
        let answer = app.sign_in(who).await.post("/messages/holds/together", &fields).await;
        assert_eq!(answer.status.as_u16(), status, "{who}");
    }
    assert!(!app.sign_in("head").await.get("/messages").await.body.contains("Hold back"));
}

#[tokio::test]
async fn who_sees_messages_and_who_holds_them() {
    let app = TestApp::new().await;
    for (who, see, change) in
        [("senco", 200, 409), ("head", 200, 403), ("teacher", 403, 403), ("office", 403, 403), ("governor", 403, 403)]
    {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/messages").await.status.as_u16(), see, "{who}");
        let held = session.post("/messages/holds", &[("key", "no such key"), ("action", "hold")]).await;
        assert_eq!(held.status.as_u16(), change, "{who}");
    }
}

/// A hundred and twenty messages that were accepted, one a minute.
const MANY: &str = "
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
INSERT INTO notice (school_id, key, kind, recipient_kind, adult_id, due_on, queued_at, address, state, not_before_at)
SELECT 1, 'past/' || i, 'booked', 'adult', 1, '2026-11-10', 1794300000 + 60 * i, 'a' || i || '@family.example.org', 'accepted', 0 FROM n;";

#[tokio::test]
async fn the_log_is_turned_over_page_by_page_and_nothing_is_skipped() {
    let app = TestApp::new().await;
    sql(&app, MANY).await;
    let senco = app.sign_in("senco").await;
    let (mut path, mut seen) = ("/messages".to_owned(), Vec::new());
    loop {
        let body = senco.get(&path).await.body;
        let addresses = body.split("@family.example.org").filter_map(|before| before.rsplit('>').next());
        seen.extend(addresses.filter_map(|a| a.strip_prefix('a')?.parse::<u32>().ok()));
        let Some((_, older)) = body.split_once("/messages?before=") else { break };
        path = format!("/messages?before={}", older.split('#').next().unwrap());
    }
    assert_eq!(seen, (1..=120).rev().collect::<Vec<_>>());
    assert!(senco.get(&path).await.body.contains("Newest messages"));
}

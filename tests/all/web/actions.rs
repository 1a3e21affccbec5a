//! What was agreed at meetings, until it is done: before whoever took it on, and on the pupil's list.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::{TestApp, nine_o_clock};

const HELD: &[(&str, &str)] = &[
    ("held_on", "2026-11-18"),
    ("took-1", "attended"),
    ("took-2", "apologies"),
    ("mode", "school"),
    ("minutes", "40"),
    ("action-0-what", "Read for five minutes"),
    ("action-0-who", "home"),
    ("action-1-what", "A quiet place at lunch"),
    ("action-1-who", "staff-4"),
    ("action-1-by", "2026-11-20"),
    ("action-2-what", "Ask the speech therapist"),
    ("action-2-who", "staff-1"),
    ("agree-1", "agree"),
];

async fn held(app: &TestApp) {
    let offer = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    let senco = app.sign_in("senco").await;
    senco.post("/plans/1/conversations", &offer).await;
    let saved = senco.post("/conversations/1/record", HELD).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[tokio::test]
async fn whoever_took_it_on_finds_it_on_their_page_until_it_is_done() {
    let app = TestApp::new().await;
    held(&app).await;
    let ta = app.sign_in("ta").await;
    let mine = ta.get("/my-pupils").await.body;
    assert!(mine.contains("You agreed to do (1)") && mine.contains("A quiet place at lunch"), "{mine}");
    assert!(app.sign_in("senco").await.get("/").await.body.contains("Ask the speech therapist"));
    assert_eq!(ta.get("/agreed/2").await.status, StatusCode::OK);
    let blank = ta.post("/agreed/2", &[("note", "Keep me")]).await;
    assert!(blank.status == StatusCode::UNPROCESSABLE_ENTITY && blank.body.contains("Keep me"), "{}", blank.body);
    for (outcome, there) in [("partly", true), ("not_done", false), ("partly", true), ("done", false)] {
        let saved = ta.post("/agreed/2", &[("outcome", outcome), ("note", "The library")]).await;
        assert_eq!(saved.location.as_deref(), Some("/my-pupils"), "{}", saved.body);
        let page = ta.get("/my-pupils").await.body;
        assert_eq!(page.contains("A quiet place at lunch"), there, "{outcome}");
        assert_eq!(page.contains("In part") && page.contains("The library"), there, "what was said of it stands there");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM action_outcome").await, 4, "all stay");
}

#[tokio::test]
async fn others_do_not_find_it_and_it_ends_with_the_work_with_the_pupil() {
    let app = TestApp::new().await;
    held(&app).await;
    for (who, action) in [
        ("ta", "/agreed/1"),
        ("ta", "/agreed/3"),
        ("other_teacher", "/agreed/2"),
        ("head", "/agreed/2"),
        ("office", "/agreed/2"),
    ] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get(action).await.status, StatusCode::NOT_FOUND, "{who} {action}");
        assert_eq!(session.post(action, &[("outcome", "done")]).await.status, StatusCode::NOT_FOUND, "{who} {action}");
    }
    run(&app, "UPDATE class_staff SET until_on = '2026-11-17' WHERE staff_id = 4").await;
    let ta = app.sign_in("ta").await;
    assert_eq!(ta.get("/agreed/2").await.status, StatusCode::NOT_FOUND);
    assert!(!ta.get("/my-pupils").await.body.contains("A quiet place at lunch"));
    assert_eq!(count(&app, "SELECT count(*) FROM action_outcome").await, 0);
}

#[tokio::test]
async fn the_pupils_list_shows_what_became_of_each() {
    let app = TestApp::new().await;
    held(&app).await;
    app.app.clock.set(nine_o_clock().plus_minutes(7 * 24 * 60));
    let teacher = app.sign_in("teacher").await;
    assert!(teacher.get("/pupils/1").await.body.contains("/pupils/1/agreed"), "a way to it");
    let list = teacher.get("/pupils/1/agreed").await.body;
    for words in ["Read for five minutes", "At home", "From now on", "Miss Bell", "Not said yet"] {
        assert!(list.contains(words), "{words}: {list}");
    }
    teacher.post("/agreed/1", &[("outcome", "not_done"), ("note", "A hard week")]).await;
    let list = teacher.get("/pupils/1/agreed").await.body;
    assert!(list.contains("Not done") && list.contains("A hard week"), "{list}");
    for who in ["ta", "other_teacher", "office", "governor"] {
        assert_eq!(app.sign_in(who).await.get("/pupils/1/agreed").await.status, StatusCode::NOT_FOUND, "{who}");
    }
}

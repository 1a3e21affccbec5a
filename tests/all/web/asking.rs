//! A parent asks for a meeting by their link: once, with a day by which the school answers, and never somebody who is barred.

use axum::http::StatusCode;

use super::{count, invitations::offered, run};
use crate::support::TestApp;

const REQUESTS: &str = "SELECT count(*) FROM review_request";

/// A meeting that was held, and the mother's link to it.
async fn after_a_meeting(app: &TestApp) -> String {
    let (_, token) = offered(app, app.cast.mother).await;
    run(
        app,
        "INSERT INTO conversation_cancellation (conversation_id, reason, cancelled_at) VALUES (1, 'Snow', 0);
              UPDATE conversation SET offered_at = offered_at - 60;",
    )
    .await;
    format!("/i/{token}/ask")
}

#[tokio::test]
async fn asking_starts_the_clock_once_and_everybody_sees_it() {
    let app = TestApp::new().await;
    let path = after_a_meeting(&app).await;
    let parent = app.stranger();
    let page = parent.get(&path).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("Amira"), "{}", page.body);
    assert_eq!(count(&app, REQUESTS).await, 0, "looking asks for nothing");
    for _ in 0..2 {
        let sent = parent.post(&path, &[("words", "Homework takes all evening")]).await;
        assert_eq!(
            (sent.status, sent.location.as_deref()),
            (StatusCode::SEE_OTHER, Some(path.as_str())),
            "{}",
            sent.body
        );
    }
    assert_eq!(count(&app, REQUESTS).await, 1, "a double click asks once");
    // Five school days after Wednesday the 18th of November.
    let page = parent.get(&path).await.body;
    assert!(page.contains("We have your request") && page.contains("Wednesday 25 November 2026"), "{page}");
    let task = "SELECT count(*) FROM task WHERE kind = 'meeting_asked' AND for_role = 'teacher' AND due_on = '2026-11-25' AND done_at IS NULL";
    assert_eq!(count(&app, task).await, 1);
    let teacher = app.sign_in("teacher").await;
    let mine = teacher.get("/my-pupils").await.body;
    assert!(mine.contains("A parent asks for a meeting") && mine.contains("Homework takes all evening"), "{mine}");
    assert!(mine.contains("by Wednesday 25 November") && mine.contains("/plans/1/conversations/new"), "{mine}");
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'review request' AND actor_kind = 'adult'").await,
        1
    );
    assert!(app.sign_in("senco").await.get("/plans/1").await.body.contains("A parent asked for a review"));
    let offer =
        [("slot-0-day", "2026-11-27"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30"), ("lead", "2")];
    assert_eq!(teacher.post("/plans/1/conversations", &offer).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, task).await, 0, "the offer answers it");
}

#[tokio::test]
async fn a_request_written_down_for_somebody_has_its_day_too() {
    let app = TestApp::new().await;
    let fields = [("asked_on", "2026-11-16"), ("words", "")];
    app.sign_in("teacher").await.post("/plans/1/requests", &fields).await;
    let today = app.sign_in("senco").await.get("/").await.body;
    assert!(today.contains("A parent asks for a meeting") && today.contains("By Monday 23 November"), "{today}");
}

#[tokio::test]
async fn nobody_asks_who_is_barred_or_about_to_meet_or_has_asked_all_month() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.father).await;
    let path = format!("/i/{token}/ask");
    let parent = app.stranger();
    assert!(parent.get(&path).await.body.contains("We are about to meet"));
    parent.post(&path, &[("words", "Sooner")]).await;
    assert_eq!(count(&app, REQUESTS).await, 0, "a meeting is offered already");

    let app = TestApp::new().await;
    let path = after_a_meeting(&app).await;
    run(&app, "INSERT INTO review_request (plan_id, asked_on, entered_at, adult_id) VALUES (1, '2026-11-01', 0, 1), (1, '2026-11-02', 0, 1), (1, '2026-11-03', 0, 1)").await;
    let parent = app.stranger();
    let refused = parent.post(&path, &[("words", "Again")]).await;
    assert_eq!((refused.status, count(&app, REQUESTS).await), (StatusCode::TOO_MANY_REQUESTS, 3));
    assert!(refused.body.contains("Please phone us"));
    run(&app, "UPDATE review_request SET asked_on = '2026-10-01'; INSERT INTO plan_closure (plan_id, closed_on, reason, entered_at) VALUES (1, '2026-11-17', 'Over', 0)").await;
    assert_eq!(parent.post(&path, &[]).await.status, StatusCode::TOO_MANY_REQUESTS, "nothing to review");
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'other', 'ask', 'person', 0)").await;
    assert_eq!(parent.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(parent.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&app, REQUESTS).await, 3);
}

//! The day of a meeting: running late, and please phone, from either side.

use axum::http::StatusCode;
use thrice::domain::time::Moment;

use super::{count, invitations::offered, run};
use crate::support::{TestApp, roll::Pupil};

/// The meeting is agreed for today at 9:15am, and it is so late.
async fn today(clock: &str) -> (TestApp, String) {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    app.stranger().post(&format!("/i/{token}"), &[("answer", "1")]).await;
    app.app.clock.set(Moment::at("2026-11-26".parse().unwrap(), clock.parse().unwrap()));
    (app, format!("/i/{token}"))
}

#[tokio::test]
async fn a_parent_says_on_the_day_that_they_are_late_or_would_rather_be_phoned() {
    let (app, there) = today("08:50:00").await;
    let (parent, senco) = (app.stranger(), app.sign_in("senco").await);
    let page = parent.get(&there).await.body;
    assert!(page.contains("I am running late") && page.contains("Please phone me instead"), "{page}");
    let say = format!("{there}/today");
    for _ in 0..2 {
        assert_eq!(parent.post(&say, &[("word", "late")]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM day_message").await, 1, "once");
    let page = parent.get(&there).await.body;
    assert!(page.contains("We have your message.") && !page.contains("I am running late"), "{page}");
    assert!(senco.get("/conversations/1").await.body.contains("Mrs Khan is running late"));
    assert!(senco.get("/").await.body.contains("The parents are running late"));
    parent.post(&say, &[("word", "phone")]).await;
    assert_eq!(
        count(
            &app,
            "SELECT count(*) FROM task WHERE kind = 'phone_parent' AND done_at IS NULL AND due_on = '2026-11-26'"
        )
        .await,
        1
    );
    assert!(senco.get("/").await.body.contains("Asks to be phoned instead of coming: today at 9:15am."));
    assert_eq!(parent.post(&say, &[("word", "never")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM day_message").await, 2);
}

#[tokio::test]
async fn one_button_tells_everybody_who_comes_and_names_no_child() {
    let (app, _) = today("08:50:00").await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/conversations/1").await.body.contains("Tell the parents that we are running late"));
    for _ in 0..2 {
        assert_eq!(senco.post("/conversations/1/today", &[("word", "late")]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'running_late'").await, 2, "one to each parent");
    senco.post("/conversations/1/today", &[("word", "phone")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'please_phone'").await, 2);
    let raw =
        super::words(&app, "SELECT CAST(raw AS TEXT) FROM notice WHERE kind = 'running_late' AND adult_id = 1").await;
    assert!(raw.contains("we are running a little late today"), "{raw}");
    assert!(!raw.contains("Amira"), "{raw}");
    assert!(senco.get("/conversations/1").await.body.contains("The parents were told that we are running late"));
    run(&app, "UPDATE slot SET starts_at = starts_at + 172800").await;
    let other_day = senco.post("/conversations/1/today", &[("word", "late")]).await;
    assert_eq!(other_day.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn who_has_no_mailbox_is_rung_and_before_or_after_the_day_nothing_can_be_said() {
    let (app, there) = today("08:50:00").await;
    run(&app, "UPDATE adult SET email = NULL WHERE id = 2").await;
    let senco = app.sign_in("senco").await;
    senco.post("/conversations/1/today", &[("word", "late")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'running_late'").await, 1);
    let rung = "SELECT count(*) FROM task WHERE key LIKE 'running_late/%' AND kind = 'phone_parent' AND adult_id = 2";
    assert_eq!(count(&app, rung).await, 1);
    for (day, clock) in [("2026-11-25", "09:00:00"), ("2026-11-26", "09:45:00"), ("2026-11-27", "09:00:00")] {
        app.app.clock.set(Moment::at(day.parse().unwrap(), clock.parse().unwrap()));
        let parent = app.stranger();
        assert!(!parent.get(&there).await.body.contains("I am running late"), "{day} {clock}");
        parent.post(&format!("{there}/today"), &[("word", "phone")]).await;
    }
    assert_eq!(count(&app, "SELECT count(*) FROM day_message WHERE adult_id IS NOT NULL").await, 0);
}

#[tokio::test]
async fn who_does_not_work_with_the_child_says_nothing() {
    let (app, _) = today("08:50:00").await;
    Pupil::known(2).on_sen_support("2026-09-02").joins(&app).await;
    for who in ["other_teacher", "ta", "office", "governor"] {
        let answer = app.sign_in(who).await.post("/conversations/1/today", &[("word", "late")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}");
    }
}

#[tokio::test]
async fn a_call_that_was_to_be_made_on_the_day_is_over_with_the_day_or_once_the_meeting_is_written_down() {
    const OPEN: &str =
        "SELECT count(*) FROM task WHERE kind = 'phone_parent' AND until_on = '2026-11-26' AND done_at IS NULL";
    let written = "INSERT INTO conversation_record (conversation_id, held_on, mode, agreement, entered_at, entered_by) VALUES (1, '2026-11-26', 'school', 'agree', 1795686000, 2)";
    for (on, record, left) in [("2026-11-26", None, 2), ("2026-11-26", Some(written), 0), ("2026-11-27", None, 0)] {
        let (app, there) = today("08:50:00").await;
        run(&app, "UPDATE adult SET email = NULL WHERE id = 2").await;
        app.sign_in("senco").await.post("/conversations/1/today", &[("word", "late")]).await;
        app.stranger().post(&format!("{there}/today"), &[("word", "phone")]).await;
        assert_eq!(count(&app, OPEN).await, 2);
        if let Some(record) = record {
            run(&app, record).await;
        }
        app.app.clock.set(Moment::at(on.parse().unwrap(), "10:30:00".parse().unwrap()));
        thrice::jobs::queue_due(&app.app.store, &app.app.clock, &app.app.post).await.unwrap();
        assert_eq!(count(&app, OPEN).await, left, "{on} {record:?}");
    }
}

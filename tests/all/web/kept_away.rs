//! Somebody who is kept from a pupil after they were invited: never written down as having taken part.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

const OFFER: &[(&str, &str)] =
    &[("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];

/// A restriction of the second contact, decided or waiting for somebody to look at it.
async fn bar(app: &TestApp, decided: bool) {
    run(app, "INSERT INTO restriction (id, guardianship_id, kind, note, source, entered_at) VALUES (20, 2, 'court_order', '', 'import', 0)").await;
    if decided {
        run(app, "INSERT INTO restriction_decision (restriction_id, outcome, note, decided_at, decided_by) VALUES (20, 'barred', '', 0, 1)").await;
    }
}

#[tokio::test]
async fn a_barred_adult_is_not_offered_on_the_record_and_a_forged_form_is_refused() {
    for decided in [true, false] {
        let app = TestApp::new().await;
        let teacher = app.sign_in("teacher").await;
        teacher.post("/plans/1/conversations", OFFER).await;
        let half = [("took-2", "attended"), ("agree-2", "agree"), ("words-2", "I will see her there")];
        teacher.post("/conversations/1/record/draft", &half).await;
        bar(&app, decided).await;
        let form = teacher.get("/conversations/1/record").await.body;
        assert!(form.contains("name=\"took-1\"") && !form.contains("name=\"took-2\""), "{form}");
        assert!(!form.contains("agree-2") && !form.contains("I will see her there"), "{form}");
        assert!(
            form.contains("Mr Khan</strong> is not asked: ") && form.contains("the SENCO can tell you more"),
            "{form}"
        );
        let held = [("held_on", "2026-11-18"), ("mode", "school"), ("minutes", "30"), ("took-1", "apologies")];
        let forged = teacher.post("/conversations/1/record", &[&held[..], &half[..]].concat()).await;
        assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(forged.body.contains("Mr Khan cannot be recorded as having taken part"), "{}", forged.body);
        let saved = teacher.post("/conversations/1/record", &held).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        assert_eq!(count(&app, "SELECT count(*) FROM conversation_attendance WHERE adult_id = 2").await, 0);
        assert!(teacher.get("/conversations/1").await.body.contains("It does not count as a meeting"));
        let review = teacher.get("/plans/1/review/new").await.body;
        assert!(review.contains("no parent took part") && !review.contains(", a parent took part"), "{review}");
    }
}

#[tokio::test]
async fn a_live_meeting_is_finished_without_somebody_who_was_barred_while_it_went_on() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/plans/1/conversations", OFFER).await;
    let talk = [("took-1", "attended"), ("took-2", "attended"), ("started", "1794995100"), ("worries", "Homework")];
    teacher.post("/conversations/1/live", &talk).await;
    bar(&app, true).await;
    let back = teacher.get("/conversations/1/read-back").await.body;
    assert!(back.contains("Mrs Khan") && !back.contains("Mr Khan"), "{back}");
    let done = teacher.post("/conversations/1/read-back", &[("agree-1", "agree")]).await;
    assert_eq!(done.location.as_deref(), Some("/conversations/1"), "{}", done.body);
    assert_eq!(count(&app, "SELECT count(*) FROM conversation_attendance").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM agreement WHERE adult_id = 2").await, 0);
}

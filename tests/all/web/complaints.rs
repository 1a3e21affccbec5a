//! The log of complaints: the school's own time limit, in school days, and what came of each.

use axum::http::StatusCode;

use super::{count, on, run};
use crate::support::TestApp;

const LATE: &[(&str, &str)] =
    &[("received_on", "2026-11-06"), ("complainant", "Sana <Khan>"), ("pupil", "1"), ("about", "The plan came late")];

#[tokio::test]
async fn a_complaint_is_answered_within_the_schools_own_limit_and_an_answer_is_never_rewritten() {
    let app = TestApp::new().await;
    run(&app, "INSERT INTO school_setting (school_id, name, value, from_on, set_at) VALUES (1, 'complaint.school_days', '10', '2026-09-01', 0)").await;
    let head = app.sign_in("head").await;
    let saved = head.post("/complaints", LATE).await;
    assert_eq!(saved.location.as_deref(), Some("/complaints/1"), "{}", saved.body);
    let log = head.get("/complaints").await.body;
    assert!(
        log.contains("Sana &lt;Khan&gt;")
            && log.contains("Friday 20 November 2026")
            && log.contains("2 school days left"),
        "{log}"
    );
    on(&app, "2026-11-23");
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/complaints").await.body.contains("1 school day late"));
    let answer =
        [("answered_on", "2026-11-20"), ("outcome", "in_part"), ("words", "A plan a week earlier from now on")];
    assert_eq!(senco.post("/complaints/1", &answer).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/complaints/1").await.body;
    assert!(page.contains("Answered in time") && page.contains("Upheld in part"), "{page}");
    let anew = [("answered_on", "2026-11-23"), ("outcome", "upheld"), ("words", "And an apology")];
    assert_eq!(senco.post("/complaints/1", &anew).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/complaints/1").await.body;
    assert!(
        page.contains("Answered late") && page.contains("A plan a week earlier") && page.contains("And an apology"),
        "{page}"
    );
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'complaint' AND verb <> 'viewed' AND pupil_id = 1").await,
        3
    );
    assert!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'complaint' AND verb = 'viewed' AND pupil_id = 1").await
            > 0
    );
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_nobody_else_reads_the_log() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (change, why) in [
        (("received_on", "2026-11-19"), "still to come"),
        (("complainant", ""), "Say who complains"),
        (("pupil", "99"), "Choose a pupil of the list"),
        (("about", " "), "what the complaint is about"),
    ] {
        let fields: Vec<_> = LATE.iter().filter(|(name, _)| *name != change.0).chain([&change]).copied().collect();
        let wrong = senco.post("/complaints", &fields).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM complaint").await, 0);
    senco.post("/complaints", LATE).await;
    for (fields, why) in [
        ([("answered_on", "2026-11-05"), ("outcome", "upheld"), ("words", "x")], "It came on"),
        ([("answered_on", "2026-11-18"), ("outcome", ""), ("words", "x")], "Choose what came of it"),
        ([("answered_on", "2026-11-18"), ("outcome", "upheld"), ("words", "")], "Say what was answered"),
    ] {
        let wrong = senco.post("/complaints/1", &fields).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    assert_eq!(senco.get("/complaints/2").await.status, StatusCode::NOT_FOUND);
    for who in ["teacher", "ta", "office", "governor", "admin"] {
        assert_eq!(app.sign_in(who).await.get("/complaints").await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

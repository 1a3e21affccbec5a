//! The first page of the SENCO: each row leads to the one thing to do next.

use super::run;
use crate::support::TestApp;

#[tokio::test]
async fn a_row_leads_to_the_meeting_once_there_is_one() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/").await.body;
    assert!(page.contains("Good morning, Priya.") && page.contains("/plans/1/conversations/new"), "{page}");
    let times = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    senco.post("/plans/1/conversations", &times).await;
    let page = senco.get("/").await.body;
    assert!(page.contains("a meeting is offered") && page.contains("href=\"/conversations/1\""), "{page}");
    assert!(!page.contains("/plans/1/conversations/new"), "not a second one");
    senco.post("/conversations/1/booking", &[("slot", "1")]).await;
    let page = senco.get("/").await.body;
    assert!(page.contains("booked Thu 26 Nov") && page.contains("href=\"/conversations/1\""), "{page}");
}

#[tokio::test]
async fn what_is_to_be_done_is_said_in_words_and_leads_there() {
    let app = TestApp::new().await;
    run(
        &app,
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, detail, due_on, created_at)
         VALUES (1, 'a', 'check_restriction', 'senco', 1, 2, 'An import brought it.', '2026-11-18', 0)",
    )
    .await;
    let page = app.sign_in("senco").await.get("/").await.body;
    assert!(page.contains("Check a restriction: Mr Bilal Khan") && page.contains("href=\"/restrictions\""), "{page}");
    assert!(!page.contains("check_restriction") && !page.contains("check restriction"), "{page}");
}

//! Pupils who leave, and who come back.

use axum::http::StatusCode;

use super::count;
use crate::support::TestApp;

#[tokio::test]
async fn a_leaver_is_archived_with_both_dates_and_can_come_back() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let early = [("last_day", "2025-08-31"), ("left_to", "")];
    assert_eq!(senco.post("/pupils/1/leaving", &early).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let leaves = [("last_day", "2026-11-13"), ("left_to", "Elm School")];
    assert_eq!(senco.post("/pupils/1/leaving", &leaves).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/pupils/1/leaving", &leaves).await.status, StatusCode::CONFLICT);
    assert_eq!(app.sign_in("teacher").await.get("/pupils/1").await.status, StatusCode::NOT_FOUND, "no longer theirs");
    let list = senco.get("/leavers").await.body;
    for part in
        ["Amira Khan", "4A", "Friday 13 November 2026", "Wednesday 18 November 2026", "Elm School", "by Mrs Anand"]
    {
        assert!(list.contains(part), "{part}: {list}");
    }
    assert!(senco.get("/pupils/1").await.body.contains("Friday 13 November 2026 was the last day"));
    assert!(senco.get("/pupils/1/timeline").await.body.contains("Last day on roll"));

    let back = [("from_on", "2026-11-16"), ("class", "1"), ("nc_year", "4")];
    let same_day = [("from_on", "2026-11-13"), ("class", "1"), ("nc_year", "4")];
    assert_eq!(senco.post("/pupils/1/return", &same_day).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(senco.post("/pupils/1/return", &back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/pupils/1/return", &back).await.status, StatusCode::CONFLICT);
    assert_eq!(app.sign_in("teacher").await.get("/pupils/1").await.status, StatusCode::OK);
    assert!(senco.get("/leavers").await.body.contains("Nobody has left"));
    assert_eq!(app.sign_in("teacher").await.get("/leavers").await.status, StatusCode::FORBIDDEN);
    assert_eq!(count(&app, "SELECT count(*) FROM enrolment WHERE pupil_id = 1").await, 2, "both times stay");
}

//! The time line of a pupil, for whoever looks at it.

use axum::http::StatusCode;

use super::{
    documents::{ON, PDF},
    run,
};
use crate::support::TestApp;

#[tokio::test]
async fn the_time_line_shows_what_this_person_may_see_newest_first() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.attach("/pupils/1/documents", "Report.pdf", PDF, ON).await;
    let page = senco.get("/pupils/1/timeline").await.body;
    let places: Vec<_> =
        ["Document", "SEN support plan begun", "SEN status: SEN support", "Came on roll"].map(|w| page.find(w)).into();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {page}");
    assert!(page.contains("Entered on Wednesday 18 November 2026 by Mrs Anand"), "both dates: {page}");
    let ta = app.sign_in("ta").await.get("/pupils/1/timeline").await;
    assert_eq!(ta.status, StatusCode::OK);
    assert!(ta.body.contains("SEN support plan begun"));
    for secret in ["Document", "SEN status", "Came on roll", "/documents"] {
        assert!(!ta.body.contains(secret), "{secret}");
    }
    run(
        &app,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
         INSERT INTO suspension (pupil_id, kind, from_on, sessions, reason, parents_told_on, entered_at) SELECT 1, 'suspension', '2026-11-10', 1, 'DB', '2026-11-10', 0 FROM n",
    )
    .await;
    let (first, second) =
        (senco.get("/pupils/1/timeline").await.body, senco.get("/pupils/1/timeline?page=2").await.body);
    assert!(first.contains("page=2") && !first.contains("Came on roll"));
    assert!(second.contains("Came on roll") && second.contains("page=1") && !second.contains("page=3"));
}

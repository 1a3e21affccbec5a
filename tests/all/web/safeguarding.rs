//! The safeguarding marker, and the few who know that there is one.

use axum::http::StatusCode;

use super::count;
use crate::support::TestApp;

#[tokio::test]
async fn the_safeguarding_marker_is_seen_by_named_readers_and_by_nobody_else_in_any_way() {
    let app = TestApp::new().await;
    let (senco, head, teacher) = (app.sign_in("senco").await, app.sign_in("head").await, app.sign_in("teacher").await);
    assert_eq!(
        senco.post("/pupils/1/safeguarding", &[("set", "yes")]).await.status,
        StatusCode::NOT_FOUND,
        "not named yet"
    );
    assert_eq!(teacher.post("/settings/safeguarding", &[("reader", "2")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(head.post("/settings/safeguarding", &[("reader", "5")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(head.post("/pupils/1/safeguarding", &[("set", "yes")]).await.status, StatusCode::SEE_OTHER);
    let page = head.get("/pupils/1/record").await.body;
    assert!(page.contains("Speak to the designated safeguarding lead"), "{page}");
    assert!(head.get("/pupils/1/audit").await.body.contains("the safeguarding marker"));
    assert!(head.get("/pupils/1").await.body.contains("Child protection records do not belong"));
    for session in [&senco, &teacher, &app.sign_in("ta").await, &app.sign_in("office").await] {
        for path in ["/pupils/1", "/pupils/1/record", "/pupils/1/timeline", "/pupils/1/audit", "/audit?staff=5"] {
            let body = session.get(path).await.body;
            assert!(!body.contains("afeguarding marker") && !body.contains("safeguarding lead"), "{path}: {body}");
        }
    }
    head.post("/pupils/1/safeguarding", &[("set", "no")]).await;
    assert!(!head.get("/pupils/1/record").await.body.contains("Speak to the designated"));
    assert_eq!(count(&app, "SELECT count(*) FROM safeguarding_marker WHERE lifted_at IS NOT NULL").await, 1);
}

//! Who looked at and changed what, and who may read that.

use axum::http::StatusCode;

use crate::support::TestApp;

#[tokio::test]
async fn the_audit_is_read_by_senco_and_head_and_that_is_audited_too() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.get("/pupils/1/record").await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/pupils/1/audit").await.body;
    assert!(page.contains("Looked at the record") && page.contains("Mr Shah"), "{page}");
    assert!(page.contains("/audit?staff=2"), "to all that he did");
    let again = senco.get("/pupils/1/audit").await.body;
    assert!(again.contains("Looked at the audit"), "{again}");
    assert!(!senco.get("/pupils/1/audit?day=2026-11-17").await.body.contains("Looked at the record"));
    assert!(senco.get("/pupils/1/audit?day=2026-11-18").await.body.contains("Looked at the record"));
    let his = app.sign_in("head").await.get("/audit?staff=2&day=2026-11-18").await.body;
    assert!(his.contains("Looked at the record") && his.contains("Amira Khan"), "{his}");
    assert_eq!(senco.get("/audit?staff=99").await.status, StatusCode::NOT_FOUND);
    for who in ["teacher", "ta", "office", "governor", "admin"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/pupils/1/audit").await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(session.get("/audit?staff=2").await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

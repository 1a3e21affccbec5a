//! "Not needed": said with a reason, read by whoever sees the year, and taken back.

use axum::http::StatusCode;

use super::count;
use crate::support::TestApp;

const OPEN: &str = "SELECT count(*) FROM exemption WHERE withdrawn_at IS NULL";

#[tokio::test]
async fn a_term_that_is_not_needed_is_not_owed_until_that_is_taken_back() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/exemptions?term=2026-autumn").await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.body.contains("value=\"2026-autumn\" selected"), "{}", form.body);
    let empty = senco.post("/pupils/1/exemptions", &[("term", "2026-autumn"), ("reason", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Write down why") && empty.body.contains("value=\"2026-autumn\" selected"));
    let said =
        senco.post("/pupils/1/exemptions", &[("term", "2026-autumn"), ("reason", "In hospital until January")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let page = senco.get("/pupils/1/exemptions").await;
    assert!(
        page.body.contains("In hospital until January") && page.body.contains("Mrs Anand, Wednesday 18 November 2026")
    );
    assert!(!page.body.contains("value=\"2026-autumn\""), "a term is said once");
    assert!(senco.get("/pupils/1").await.body.contains("Autumn: not needed, In hospital until January."));
    assert!(senco.get("/").await.body.contains("Nothing needs you today."));
    let again = senco.post("/pupils/1/exemptions", &[("term", "2026-autumn"), ("reason", "Once more")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = senco.post("/pupils/1/exemptions/1/withdrawal", &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, OPEN).await, 0);
    assert!(senco.get("/pupils/1/exemptions").await.body.contains("Taken back by Mrs Anand"));
    assert_eq!(senco.post("/pupils/1/exemptions/1/withdrawal", &[]).await.status, StatusCode::NOT_FOUND);
    let line = senco.get("/pupils/1/timeline").await.body;
    for words in
        ["Autumn review 2026/27 not needed", "In hospital until January", "Autumn review 2026/27 needed after all"]
    {
        assert!(line.contains(words), "{words}: {line}");
    }
    let anew = senco.post("/pupils/1/exemptions", &[("term", "2026-autumn"), ("reason", "Again in hospital")]).await;
    assert_eq!(anew.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, OPEN).await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'exemption' AND verb <> 'viewed'").await, 3);
}

#[tokio::test]
async fn only_the_senco_says_so() {
    let app = TestApp::new().await;
    let fields = [("term", "2026-autumn"), ("reason", "No")];
    for (who, status) in [
        ("head", StatusCode::FORBIDDEN),
        ("teacher", StatusCode::FORBIDDEN),
        ("ta", StatusCode::FORBIDDEN),
        ("other_teacher", StatusCode::NOT_FOUND),
        ("governor", StatusCode::NOT_FOUND),
        ("admin", StatusCode::NOT_FOUND),
    ] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/pupils/1/exemptions").await.status, status, "{who}");
        assert_eq!(session.post("/pupils/1/exemptions", &fields).await.status, status, "{who}");
        assert_eq!(session.post("/pupils/1/exemptions/1/withdrawal", &[]).await.status, status, "{who}");
    }
    assert_eq!(count(&app, OPEN).await, 0);
}

//! Advice of professionals: asked for, come, read, and made a strategy.

use axum::http::StatusCode;

use super::run;
use crate::support::TestApp;

#[tokio::test]
async fn advice_is_asked_comes_is_read_and_becomes_a_strategy() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let asked = [
        ("profession", "Educational psychologist"),
        ("name", "Dr Lee"),
        ("about", "How she learns best"),
        ("asked_on", "2026-10-01"),
        ("parents_agreed", "Both, on 28 September"),
    ];
    let made = senco.post("/pupils/1/advice", &asked).await;
    assert_eq!(made.location.as_deref(), Some("/pupils/1/advice/1"), "{}", made.body);
    let teacher = app.sign_in("teacher").await;
    assert_eq!(
        teacher.post("/pupils/1/advice/1/reading", &[]).await.status,
        StatusCode::CONFLICT,
        "nothing to read yet"
    );
    let early = [("received_on", "2026-09-30"), ("summary", "Short steps")];
    assert_eq!(senco.post("/pupils/1/advice/1/report", &early).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    run(&app, "INSERT INTO document (id, pupil_id, title, kind, bytes, sha256, dated_on, entered_at) VALUES
        (1, 1, 'Her report', 'pdf', 8, x'00', '2026-11-10', 0), (2, 2, 'His report', 'pdf', 8, x'00', '2026-11-10', 0), (3, 1, 'The annex', 'pdf', 8, x'00', '2026-11-10', 0)").await;
    let his = [("received_on", "2026-11-12"), ("summary", "Short steps"), ("document", "2")];
    let wrong = senco.post("/pupils/1/advice/1/report", &his).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && !wrong.body.contains("His report"), "{}", wrong.body);
    assert_eq!(senco.post("/pupils/1/advice/1/document", &[("document", "1")]).await.status, StatusCode::CONFLICT);
    let report = [("received_on", "2026-11-12"), ("summary", "Short steps"), ("document", "1")];
    assert_eq!(senco.post("/pupils/1/advice/1/report", &report).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/pupils/1/advice/1/report", &report).await.status, StatusCode::CONFLICT, "once");
    for (document, status) in [("", 422), ("2", 422), ("3", 303), ("3", 303)] {
        let answer = senco.post("/pupils/1/advice/1/document", &[("document", document)]).await;
        assert_eq!(answer.status.as_u16(), status, "{document}");
    }
    let page = teacher.get("/pupils/1/advice/1").await.body;
    assert!(
        page.contains("/pupils/1/documents/1") && page.contains("The annex") && !page.contains("File it here"),
        "{page}"
    );
    let page = teacher.get("/pupils/1/documents").await.body;
    assert_eq!(page.matches("Report of: <a href=\"/pupils/1/advice/1\">Educational psychologist").count(), 2, "{page}");
    assert_eq!(teacher.post("/pupils/1/advice/1/reading", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(teacher.post("/pupils/1/advice/1/strategy", &[("target", "1")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        senco.post("/pupils/1/advice/1/strategy", &[("target", "99")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(senco.post("/pupils/1/advice/1/strategy", &[("target", "1")]).await.status, StatusCode::SEE_OTHER);
    for path in ["/pupils/1/advice/1", "/pupils/1/record"] {
        let page = senco.get(path).await.body;
        for part in ["Dr Lee", "12 November 2026", "Mr Shah", "Mrs Anand", "Model the sentence back"] {
            assert!(page.contains(part), "{path}: {part}: {page}");
        }
    }
    for who in ["ta", "other_teacher", "office"] {
        assert_eq!(app.sign_in(who).await.get("/pupils/1/advice/1").await.status, StatusCode::NOT_FOUND, "{who}");
    }
    assert_eq!(senco.get("/pupils/2/advice/1").await.status, StatusCode::NOT_FOUND, "another pupil's");
}

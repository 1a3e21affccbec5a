//! Documents about a pupil: what comes in, and how it goes out again.

use axum::http::StatusCode;

use super::count;
use crate::support::TestApp;

pub(super) const PDF: &[u8] = b"%PDF-1.7\nwhat the report says";
pub(super) const ON: &[(&str, &str)] = &[("title", ""), ("dated_on", "2026-10-20")];

#[tokio::test]
async fn a_document_comes_back_as_a_download_and_nothing_else() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let added = senco.attach("/pupils/1/documents", "../EP report of Amira.pdf", PDF, ON).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = senco.get("/pupils/1/documents").await.body;
    assert!(page.contains("EP report of Amira") && page.contains("20 October 2026"), "{page}");
    let file = app.sign_in("teacher").await.get("/pupils/1/documents/1").await;
    assert_eq!((file.status, file.body.as_bytes()), (StatusCode::OK, PDF));
    let header = |name: &str| file.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("content-disposition"), "attachment; filename=\"document-1.pdf\"");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'document' AND verb IN ('created', 'viewed')").await,
        2
    );
    for who in ["ta", "other_teacher", "office", "governor"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/pupils/1/documents/1").await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(
            session.attach("/pupils/1/documents", "a.pdf", PDF, ON).await.status,
            StatusCode::NOT_FOUND,
            "{who}"
        );
    }
    assert_eq!(senco.get("/pupils/2/documents/1").await.status, StatusCode::NOT_FOUND, "another pupil's");

    assert_eq!(
        senco.post("/pupils/1/documents/1/withdrawal", &[("why", "")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let why = [("why", "Another child's report")];
    assert_eq!(senco.post("/pupils/1/documents/1/withdrawal", &why).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.get("/pupils/1/documents/1").await.status, StatusCode::NOT_FOUND);
    assert!(senco.get("/pupils/1/documents").await.body.contains("Another child's report"));
    assert_eq!(count(&app, "SELECT count(*) FROM document_content").await, 1, "withdrawn, not deleted");
}

#[tokio::test]
async fn what_is_no_document_is_refused_whatever_it_is_called() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (name, bytes, words) in [
        ("a.pdf", b"<html><script>alert(1)</script>".as_slice(), "not a PDF"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a PDF"),
        ("a.docx", b"PK\x03\x04 no archive", "not a PDF"),
        ("empty.pdf", b"", "empty"),
    ] {
        let refused =
            senco.attach("/pupils/1/documents", name, bytes, &[("title", "T"), ("dated_on", "2026-10-20")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.body.contains(words), "{name}: {}", refused.body);
    }
    let mut large = PDF.to_vec();
    large.resize(10 * 1024 * 1024 + 1, b' ');
    let refused = senco.attach("/pupils/1/documents", "large.pdf", &large, ON).await;
    assert!(refused.body.contains("larger than 10 MB"), "{}", refused.status);
    large.resize(11 * 1024 * 1024, b' ');
    assert_eq!(senco.attach("/pupils/1/documents", "larger.pdf", &large, ON).await.status, StatusCode::BAD_REQUEST);
    large.resize(10 * 1024 * 1024, b' ');
    assert_eq!(senco.attach("/pupils/1/documents", "just right.pdf", &large, ON).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM document").await, 1);
}

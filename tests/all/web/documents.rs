//! Documents about a pupil: what comes in, and how it goes out again.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::{Session, TestApp};

pub(super) const PDF: &[u8] = b"%PDF-1.7\nwhat the report says";
pub(super) const ON: &[(&str, &str)] =
    &[("title", ""), ("dated_on", "2026-10-20"), ("sort", "report"), ("circle", "record")];

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
        let refused = senco.attach("/pupils/1/documents", name, bytes, ON).await;
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

#[tokio::test]
async fn who_will_read_a_document_is_said_before_it_is_kept() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/documents/new").await.body;
    for words in
        ["The record of Amira is seen today by", "Mrs Anand, SENCO", "Dr Okafor", "Mr Shah", "Court or family document"]
    {
        assert!(form.contains(words), "{words}: {form}");
    }
    for words in ["Miss Bell", "Ms Lowe", "Mrs Marsh"] {
        assert!(!form.contains(words), "{words} does not see the record");
    }
    let unsaid = senco.attach("/pupils/1/documents", "a.pdf", PDF, &[("title", "T"), ("dated_on", "2026-10-20")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("Choose who reads it") && unsaid.body.contains("Choose what kind of document it is"));
    for (fields, words) in [
        ([("sort", "court"), ("circle", "record")], "A court or family document has named readers"),
        ([("sort", "court"), ("circle", "named")], "Tick at least one reader"),
    ] {
        let fields = [&[("title", "T"), ("dated_on", "2026-10-20")][..], &fields].concat();
        let refused = senco.attach("/pupils/1/documents", "a.pdf", PDF, &fields).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(words), "{words}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM document").await, 0);
}

#[tokio::test]
async fn a_document_with_named_readers_does_not_exist_for_anybody_else() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let fields = [
        ("title", "Family court report"),
        ("dated_on", "2026-10-20"),
        ("sort", "court"),
        ("circle", "named"),
        ("reader", "5"),
        // Nobody can be named who does not see the record.
        ("reader", "4"),
    ];
    let added = senco.attach("/pupils/1/documents", "court.pdf", PDF, &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    senco
        .post("/pupils/1/advice", &[("profession", "Psychologist"), ("about", "Reading"), ("asked_on", "2026-11-02")])
        .await;
    senco.post("/pupils/1/advice/1/document", &[("document", "1")]).await;
    run(&app, "INSERT INTO staff_right (staff_id, code, reason, from_on, given_at) VALUES (2, 'whole_school', 'Deputy', '2026-11-02', 0);
               INSERT INTO second_factor (staff_id, secret, set_up_at) SELECT 2, secret, 0 FROM second_factor WHERE staff_id = 1").await;
    for who in ["senco", "head"] {
        let session = app.sign_in(who).await;
        let page = session.get("/pupils/1/documents").await.body;
        assert!(
            page.contains("Family court report") && page.contains("Only </strong>Mrs Anand, Dr Okafor"),
            "{who}: {page}"
        );
        assert_eq!(session.get("/pupils/1/documents/1").await.status, StatusCode::OK, "{who}");
        assert!(session.get("/pupils/1/timeline").await.body.contains("Family court report"), "{who}");
        assert!(session.get("/pupils/1/audit").await.body.contains("a document"), "{who}");
    }
    // The class teacher, who sees the record, and here even everything that the head sees.
    let teacher = app.sign_in("teacher").await;
    for path in ["/pupils/1/documents", "/pupils/1/timeline", "/pupils/1/record", "/pupils/1/advice/1", "/pupils/1"] {
        let page = teacher.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("court"), "{path}: {}", page.body);
    }
    for path in ["/pupils/1/audit", "/audit?staff=1"] {
        let page = teacher.get(path).await;
        assert!(page.status == StatusCode::OK && !page.body.contains("a document"), "{path}: {}", page.body);
    }
    assert_eq!(teacher.get("/pupils/1/documents/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&app, "SELECT count(*) FROM document_reader WHERE until_at IS NULL").await, 2);
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'document' AND verb = 'viewed' AND thing_id = 1").await,
        2
    );
    // A second SENCO who was not named withdraws nothing that they do not know of.
    run(&app, "UPDATE staff SET role = 'senco' WHERE id = 3;
               INSERT INTO second_factor (staff_id, secret, set_up_at) SELECT 3, secret, 0 FROM second_factor WHERE staff_id = 1").await;
    let path = "/pupils/1/documents/1/withdrawal";
    let other = app.sign_in("other_teacher").await;
    assert_eq!(other.post(path, &[("why", "Guessing")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_reads_a_document_can_be_changed_after_it_was_filed() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.attach("/pupils/1/documents", "ep.pdf", PDF, ON).await;
    let teacher = app.sign_in("teacher").await;
    let reads = async |session: &Session| session.get("/pupils/1/documents/1").await.status == StatusCode::OK;
    assert!(reads(&teacher).await);
    let path = "/pupils/1/documents/1/readers";
    let nobody = senco.post(path, &[("circle", "named")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("Tick at least one reader") && reads(&teacher).await, "{}", nobody.body);

    let saved = senco.post(path, &[("circle", "named"), ("reader", "5")]).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/documents"), "{}", saved.body);
    assert!(!reads(&teacher).await && reads(&senco).await && reads(&app.sign_in("head").await).await);
    let form = senco.get(path).await.body;
    assert_eq!(form.matches(" checked").count(), 3, "the circle, the head and whoever chose: {form}");
    let named = [("circle", "named"), ("reader", "2")];
    senco.post(path, &named).await;
    assert!(reads(&teacher).await && reads(&senco).await && !reads(&app.sign_in("head").await).await);
    senco.post(path, &[("circle", "record")]).await;
    assert!(reads(&app.sign_in("head").await).await);
    assert_eq!(count(&app, "SELECT count(*) FROM document_reader WHERE until_at IS NULL").await, 0);
    let told = "SELECT count(*) FROM audit WHERE thing = 'document' AND verb = 'changed' AND thing_id = 1";
    assert_eq!(count(&app, told).await, 3);

    run(&app, "UPDATE document SET sort = 'court'").await;
    let open = senco.post(path, &[("circle", "record")]).await;
    assert!(
        open.status == StatusCode::UNPROCESSABLE_ENTITY && open.body.contains("has named readers"),
        "{}",
        open.body
    );
    assert_eq!(teacher.post(path, &[("circle", "record")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_file_that_is_sent_twice_is_filed_once() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let sends =
        async |bytes: &[u8], on: &[(&str, &str)]| senco.attach("/pupils/1/documents", "ep.pdf", bytes, on).await;
    for _ in 0..2 {
        let sent = sends(PDF, ON).await;
        assert_eq!(sent.location.as_deref(), Some("/pupils/1/documents"), "{}", sent.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM document").await, 1);
    // Another file under the same name, and the same under another, are meant.
    sends(b"%PDF-1.7\nanother", ON).await;
    sends(PDF, &[&[("title", "Second report")], &ON[1..]].concat()).await;
    assert_eq!(count(&app, "SELECT count(*) FROM document").await, 3);
    // What was withdrawn is filed anew.
    senco.post("/pupils/1/documents/1/withdrawal", &[("why", "Another child's")]).await;
    sends(PDF, ON).await;
    assert_eq!(count(&app, "SELECT count(*) FROM document").await, 4);
}

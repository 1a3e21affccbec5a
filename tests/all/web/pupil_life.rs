//! What else belongs to a pupil: professionals, suspensions, a parent's own card, documents, the time line, the safeguarding marker, the
//! audit, leaving and coming back.

use axum::http::StatusCode;

use super::{count, run};
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
    super::run(&app, "INSERT INTO document (id, pupil_id, title, kind, bytes, sha256, dated_on, entered_at) VALUES
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

#[tokio::test]
async fn suspensions_add_up_over_the_year_and_a_mistake_is_withdrawn() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (day, sessions) in [("2026-07-01", "8"), ("2026-10-05", "3"), ("2026-11-02", "2")] {
        let one =
            [("kind", "suspension"), ("from_on", day), ("sessions", sessions), ("reason", "DB"), ("told_on", day)];
        assert_eq!(senco.post("/pupils/1/suspensions", &one).await.status, StatusCode::SEE_OTHER, "{day}");
    }
    assert!(senco.get("/pupils/1/record").await.body.contains("<strong>2½ days</strong> of at most 45"));
    let why = [("why", "Taken back by the governors")];
    assert_eq!(senco.post("/pupils/1/suspensions/2/withdrawal", &why).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/pupils/1/record").await.body;
    assert!(page.contains("<strong>1 day</strong> of at most 45") && page.contains("Taken back by the governors"));
    assert_eq!(count(&app, "SELECT count(*) FROM suspension").await, 3, "nothing is deleted");
    let many = |second: &'static str, third: &'static str| {
        [
            ("kind", "suspension"),
            ("from_on", "2026-10-05"),
            ("sessions", "1"),
            ("reason", "PA"),
            ("reason_2", second),
            ("reason_3", third),
            ("told_on", "2026-10-05"),
        ]
    };
    for (second, third, words) in
        [("PA", "", "chosen above already"), ("", "PA", "chosen above already"), ("XX", "", "one of the reasons")]
    {
        let wrong = senco.post("/pupils/1/suspensions", &many(second, third)).await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(words),
            "{words}: {}",
            wrong.body
        );
    }
    assert_eq!(senco.post("/pupils/1/suspensions", &many("", "DM")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        count(&app, "SELECT count(*) FROM suspension WHERE reason = 'PA' AND reason_2 = 'DM' AND reason_3 IS NULL")
            .await,
        1
    );
    let page = senco.get("/pupils/1/record").await.body;
    assert!(page.contains("Physical assault against an adult (PA)<br>Damage (DM)"), "{page}");
    let page = senco.get("/pupils/1/timeline").await.body;
    assert!(page.contains("Physical assault against an adult; Damage"), "{page}");
    super::run(&app, "DELETE FROM suspension WHERE reason = 'PA'").await;
    let wrong = [("kind", "suspension"), ("from_on", "2026-11-19"), ("sessions", "0"), ("reason", ""), ("told_on", "")];
    let refused = senco.post("/pupils/1/suspensions", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    super::summary_follows_the_form(&refused.body);
}

const CARD: &[(&str, &str)] = &[
    ("title", "Mrs"),
    ("forename", "Sana"),
    ("surname", "Khan"),
    ("relationship", "Mother"),
    ("email", "new@family.example.org"),
    ("phone", "07700 900009"),
    ("language", "Urdu"),
    ("written", "English"),
    ("interpreter", "Urdu"),
    ("format", "large_print"),
    ("needs", "No stairs"),
    ("hours", "After 4pm"),
    ("asked_on", "2026-11-18"),
    ("responsibility", "yes"),
    ("priority", "1"),
];

/// The value of a hidden field.
fn hidden(body: &str, name: &str) -> String {
    let rest = body.split_once(&format!("name=\"{name}\" value=\"")).unwrap().1;
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_office_keeps_a_parents_card_and_two_who_write_do_not_overwrite_each_other() {
    let app = TestApp::new().await;
    let (office, senco) = (app.sign_in("office").await, app.sign_in("senco").await);
    run(
        &app,
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, due_on, created_at) VALUES (1, 'f', 'fix_address', 'office', 1, 1, '2026-11-18', 0)",
    )
    .await;
    let seen = hidden(&office.get("/pupils/1/contacts/1").await.body, "seen");
    let fields: Vec<_> = CARD.iter().copied().chain([("seen", seen.as_str())]).collect();
    let saved = office.post("/pupils/1/contacts/1", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = senco.get("/pupils/1").await.body;
    for part in ["new@family.example.org", "07700 900009", "Interpreter: Urdu", "Large print", "No stairs", "After 4pm"]
    {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(
        count(&app, "SELECT count(*) FROM task WHERE key = 'f' AND done_at IS NULL").await,
        0,
        "that task is done"
    );
    let details = "SELECT count(*) FROM audit WHERE thing = 'contact' AND verb = 'changed' AND detail LIKE '%e-mail address, phone%' AND detail NOT LIKE '%07700%'";
    assert_eq!(count(&app, details).await, 1, "names of fields, never what is in them");

    let late: Vec<_> =
        fields.iter().map(|(n, v)| if *n == "phone" { (*n, "01632 960000") } else { (*n, *v) }).collect();
    let refused = senco.post("/pupils/1/contacts/1", &late).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.body.contains("Phone: 07700 900009") && refused.body.contains("01632 960000"),
        "both: {}",
        refused.body
    );
    for (who, status) in [("teacher", 404), ("ta", 404), ("head", 403)] {
        assert_eq!(app.sign_in(who).await.get("/pupils/1/contacts/1").await.status.as_u16(), status, "{who}");
    }
    assert_eq!(office.get("/pupils/1/contacts/4").await.status, StatusCode::NOT_FOUND, "another child's parent");
}

const PDF: &[u8] = b"%PDF-1.7\nwhat the report says";
const ON: &[(&str, &str)] = &[("title", ""), ("dated_on", "2026-10-20")];

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

//! Importing by the pages: what is taken, what is shown, that exactly that is brought in, and the way back.

mod by_hand;
mod columns;
mod taking_back;
mod workbooks;

use axum::http::StatusCode;

use super::count;
use crate::support::{Response, Session, TestApp};

/// The pupils of the cast as another system has them: Amira has moved up, Ben is as he was, Wren is new.
const PUPILS: &str = "Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1,UPN\n\
    Amira,Khan,04/03/2018,4,4B,E,ASD,\n\
    Ben,Ode,06/05/2017,5,5A,N,,\n\
    Wren,Singh,05/05/2018,4,4B,K,SLCN,B801200005001\n";
/// Wren's parents; there is an order about her father.
const CONTACTS: &str = "Pupil UPN,Contact Forename,Contact Surname,Relationship,Email,Address,Court Order\n\
    B801200005001,Jas,Singh,Mother,jas@family.example.org,\"2 Elm Row, Leeds, LS1 4AC\",\n\
    B801200005001,Dev,Singh,Father,dev@family.example.org,,Order of May\n";

/// The value of the hidden field that says what was shown.
fn digest(page: &str) -> String {
    let at = page.find("name=\"digest\" value=\"").expect("something to say yes to") + 21;
    page[at..].split('"').next().unwrap().to_owned()
}

/// Uploads files and shows what they would change.
async fn looked(session: &Session, files: &[(&str, &[u8])]) -> Response {
    let sent = session.upload("/import", files, "").await;
    assert_eq!(sent.location.as_deref(), Some("/import/differences"), "{}", sent.body);
    session.get("/import/differences").await
}

/// Uploads files and brings them in; the address of the import.
async fn brought(session: &Session, files: &[(&str, &[u8])]) -> String {
    let page = looked(session, files).await;
    let done = session.post("/import/records", &[("digest", &digest(&page.body))]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    done.location.unwrap()
}

#[tokio::test]
async fn every_difference_is_shown_and_exactly_that_is_brought_in() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let pupils = PUPILS.replace("06/05/2017,5", "06/05/2017,99").replace("Wren", "Wr&en");
    let page = looked(&senco, &[("pupils.csv", pupils.as_bytes()), ("contacts.csv", CONTACTS.as_bytes())]).await;
    for words in [
        "Pupil Amira Khan",
        "Class: <del>4A</del> → <ins>4B</ins>",
        "SEN status: <del>SEN support</del> → <ins>EHC plan</ins>",
        "Pupil Wr&amp;en Singh",
        "pupils.csv, line 4",
        "Contact Dev Singh",
        "is no year group that Thrice knows",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM pupil").await, 2, "nothing is changed yet");
    let seen = "SELECT count(*) FROM audit WHERE verb = 'viewed' AND thing = 'import' AND pupil_id = 1";
    assert_eq!(count(&app, seen).await, 1, "who looked at Amira's facts is written down");
    let list = senco.get("/import/problems").await;
    assert!(list.headers["content-disposition"].to_str().unwrap().contains("import-problems.csv"));
    assert!(list.body.contains("\"pupils.csv\",\"3\",\"Year\""), "{}", list.body);
    let done = senco.post("/import/records", &[("digest", &digest(&page.body))]).await;
    assert_eq!(done.location.as_deref(), Some("/import/1"), "{}", done.body);
    let page = senco.get("/import/1").await.body;
    assert!(page.contains("Mrs Anand") && page.contains("Undo this import"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM pupil WHERE forename = 'Wr&en'").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE staff_id = 1 AND verb = 'imported'").await, 1);
    let again = looked(&senco, &[("pupils.csv", pupils.as_bytes()), ("contacts.csv", CONTACTS.as_bytes())]).await;
    assert!(again.body.contains("Nothing: everything in them is held here just so."), "{}", again.body);
}

#[tokio::test]
async fn a_restriction_brought_by_a_person_with_a_file_is_the_files_and_is_brought_once() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let files: [(&str, &[u8]); 2] = [("p.csv", PUPILS.as_bytes()), ("c.csv", CONTACTS.as_bytes())];
    brought(&senco, &files).await;
    let orders =
        "SELECT count(*) FROM restriction WHERE note = 'Order of May' AND source = 'import' AND entered_by IS NULL";
    assert_eq!(count(&app, orders).await, 1);
    let open = CONTACTS.replace("Order of May", "");
    let page = looked(&senco, &[("p.csv", PUPILS.as_bytes()), ("c.csv", open.as_bytes())]).await;
    assert!(page.body.contains("held here just so"), "a file without the order does not lift it: {}", page.body);
}

#[tokio::test]
async fn pasted_cells_are_read_like_a_file_and_other_kinds_of_file_are_refused() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let cells = PUPILS.replace(',', "\t");
    assert_eq!(senco.upload("/import", &[], &cells).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/import/differences").await.body;
    assert!(page.contains("Pupil Wren Singh") && page.contains("Pasted cells, line 4"), "{page}");
    let bad: [(&str, &[u8], &str); 4] = [
        ("list.csv", b"PK\x03\x04....", "a zip that is not whole"),
        ("list.csv", b"%PDF-1.7", "this is a PDF"),
        ("list.csv", b"", "the file is empty"),
        ("list.csv", b"\x89PNG\r\n\x1a\n\0\0", "no table of text"),
    ];
    for (name, bytes, why) in bad {
        let refused = senco.upload("/import", &[(name, bytes)], "Keep\tthis").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(refused.body.contains(why) && refused.body.contains("Keep\tthis"), "{why}: {}", refused.body);
    }
    let none = senco.upload("/import", &[], "  ").await;
    assert!(none.body.contains("Choose at least one file"), "{}", none.body);
    let large = vec![b'a'; 9 * 1024 * 1024];
    let refused = senco.upload("/import", &[("all.csv", &large)], "").await;
    assert!(refused.body.contains("smaller than 8 MB"), "{}", refused.body);
    let waits = senco.get("/import").await.body;
    assert!(waits.contains("1 file was uploaded"), "what waited before still waits: {waits}");
    senco.post("/import/waiting", &[]).await;
    assert_eq!(senco.get("/import/differences").await.location.as_deref(), Some("/import"));
    assert_eq!(senco.get("/import/problems").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_has_changed_since_it_was_shown_is_shown_anew_and_nothing_is_done() {
    let app = TestApp::new().await;
    let (senco, admin) = (app.sign_in("senco").await, app.sign_in("admin").await);
    let first = digest(&looked(&senco, &[("pupils.csv", PUPILS.as_bytes())]).await.body);
    brought(&admin, &[("pupils.csv", PUPILS.replace("4B,E,ASD", "4A,K,SLCN").as_bytes())]).await;
    let moved = senco.post("/import/records", &[("digest", &first)]).await;
    assert_eq!(moved.status, StatusCode::CONFLICT);
    assert!(moved.body.contains("changed meanwhile") && !moved.body.contains("Pupil Wren Singh"), "{}", moved.body);
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status WHERE code = 'E'").await, 0, "nothing was done");
    let done = senco.post("/import/records", &[("digest", &digest(&moved.body))]).await;
    assert_eq!(done.location.as_deref(), Some("/import/2"), "{}", done.body);
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status WHERE code = 'E'").await, 1);
    let twice = senco.post("/import/records", &[("digest", &first)]).await;
    assert_eq!(twice.location.as_deref(), Some("/import"), "a second click finds nothing to do");
}

#[tokio::test]
async fn only_who_may_change_the_settings_imports_and_the_administrator_is_told_of_no_pupil() {
    let app = TestApp::new().await;
    for who in ["teacher", "ta", "head", "governor", "office"] {
        let session = app.sign_in(who).await;
        for path in ["/import", "/import/differences", "/import/problems", "/import/1"] {
            assert_eq!(session.get(path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
        assert_eq!(session.upload("/import", &[("p.csv", PUPILS.as_bytes())], "").await.status, StatusCode::FORBIDDEN);
        for path in ["/import/records", "/import/waiting", "/import/1/reversal"] {
            assert_eq!(session.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
    let admin = app.sign_in("admin").await;
    let without_ben = PUPILS.replace("Ben,Ode,06/05/2017,5,5A,N,,\n", "").replace("K,SLCN", "N,");
    let page = looked(&admin, &[("pupils.csv", without_ben.as_bytes())]).await.body;
    assert!(page.contains("SEN status") && page.contains("1 leaving"), "{page}");
    for hidden in ["SEN support", "Speech", "Ben Ode"] {
        assert!(!page.contains(hidden), "{hidden} is held here, not in the file: {page}");
    }
    let senco = app.sign_in("senco").await;
    assert_eq!(
        senco.get("/import/differences").await.location.as_deref(),
        Some("/import"),
        "nobody sees another's files"
    );
    assert_eq!(senco.get("/import/9").await.status, StatusCode::NOT_FOUND);
}

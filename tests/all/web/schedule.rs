//! The authority's schedule from a file: what each row would become is shown first, and what is new is taken in one act, once.

use axum::http::StatusCode;

use super::{count, run, words};
use crate::support::{
    TestApp,
    workbooks::{Cell, lines, words as words_of, workbook},
};

/// Amira by her UPN, Ben by name and birthday, somebody who is not here, a formula, and Amira's row again.
const FILE: &str = "Oakshire County Council,,,,\nUPN,Name,Date of birth,Month,Amount\nA999900000001,,,September to December 2026,1530\n\
    ,\"Ode, Ben\",06/05/2017,Sep 2026,\"£400.50\"\n,Zed Nobody,01/01/2018,Sep 2026,100\nA999900000001,,,January 2027,=SUM(E3:E4)\n\
    A999900000001,,,September to December 2026,1530\n";

/// The fields of the form that takes over what was shown.
fn shown(page: &str) -> Vec<(String, String)> {
    let of = |name: &str| {
        let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}: {page}"));
        let value = page[at..].split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        (name.to_owned(), value.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&"))
    };
    ["name", "text", "digest"].map(of).to_vec()
}

#[tokio::test]
async fn a_schedule_is_shown_first_and_taken_once() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/funding").await.body.contains("href=\"/funding/schedule\""));
    let page = senco.upload("/funding/schedule", &[("autumn.csv", FILE.as_bytes())], "").await.body;
    for said in [
        "2 rows are taken, 0 there already, 3 not taken.",
        "£1,530.00",
        "Amira",
        "Tuesday 1 September 2026",
        "No pupil of this school fits",
        "is a formula",
        "Line 3 says the same",
        "Take over 2 rows",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM funding_entry").await, 0, "looking changes nothing");
    assert!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'funding' AND verb = 'viewed' AND pupil_id = 2").await
            > 0
    );
    let fields = shown(&page);
    let sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let taken = senco.post("/funding/schedule/records", &sent).await;
    assert_eq!(taken.location.as_deref(), Some("/funding/schedule?taken=2"), "{}", taken.body);
    assert!(senco.get("/funding/schedule?taken=2").await.body.contains("2 rows were"));
    let held = "SELECT group_concat(pupil_id || ' ' || kind || ' ' || pence || ' ' || from_on || ' ' || until_on || ' ' || note, '; ') FROM funding_entry";
    assert_eq!(
        words(&app, held).await,
        "1 scheduled 153000 2026-09-01 2026-12-31 autumn.csv, line 3; 2 scheduled 40050 2026-09-01 2026-09-30 autumn.csv, line 4"
    );
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'funding' AND verb = 'created'").await, 2);
    // Sent twice, or looked at again: nothing is taken a second time.
    let again = senco.post("/funding/schedule/records", &sent).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(
        again.body.contains("Something has changed since you looked") && again.body.contains("Is there already"),
        "{}",
        again.body
    );
    let page = senco.upload("/funding/schedule", &[("autumn.csv", FILE.as_bytes())], "").await.body;
    assert!(page.contains("0 rows are taken, 2 there already, 3 not taken.") && !page.contains("Take over"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM funding_entry").await, 2);
}

#[tokio::test]
async fn what_differs_from_what_is_held_is_told_and_who_is_forgotten() {
    let app = TestApp::new().await;
    run(
        &app,
        "INSERT INTO funding_entry (pupil_id, kind, pence, from_on, until_on, entered_at) VALUES (1, 'scheduled', 100000, '2026-09-01', '2026-12-31', 0);
         INSERT INTO funding_entry (pupil_id, kind, pence, from_on, entered_at) VALUES (2, 'expected', 400000, '2026-04-01', 0);
         UPDATE enrolment SET until_on = '2026-12-18' WHERE pupil_id = 1;",
    )
    .await;
    let senco = app.sign_in("senco").await;
    let cells = "UPN\tFrom\tTo\tAmount\nA999900000001\t01/11/2026\t31/01/2027\t900\nA999900000001\t01/01/2027\t31/01/2027\t80\n";
    let page = senco.upload("/funding/schedule", &[], cells).await.body;
    for said in [
        "For some of these days £1,000.00 stands on the schedule already (Tuesday 1 September 2026 to Thursday 31 December 2026)",
        "not on roll on 31 days of it",
        "Expected, and in no row of the file",
        "Take over 1 row",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

/// A schedule as an authority's workbook has it: a cover, days that are days, money that is money, months that are shown as such.
fn workbook_of_autumn() -> Vec<u8> {
    let rows = vec![
        vec![words_of("Oakshire County Council")],
        Vec::new(),
        ["UPN", "Name", "Date of birth", "From", "To", "Amount"].map(words_of).into(),
        [words_of("A999900000001"), words_of(""), words_of("")]
            .into_iter()
            .chain([Cell::Day("2026-09-01"), Cell::Day("2026-12-31"), Cell::Pounds(1530.0)])
            .collect(),
        [words_of(""), words_of("Ode, Ben"), Cell::Day("2017-05-06")]
            .into_iter()
            .chain([Cell::Day("2026-09-01"), Cell::Day("2026-09-30"), Cell::Pounds(1201.5 / 3.0)])
            .collect(),
        [words_of("A999900000001"), words_of(""), words_of("")]
            .into_iter()
            .chain([Cell::Day("2027-01-01"), Cell::Day("2027-01-31"), words_of("#REF!")])
            .collect(),
    ];
    workbook(vec![("Read me", lines("Paid in arrears")), ("Top-up", rows), (".Rates", lines("Band,Amount"))])
}

#[tokio::test]
async fn a_workbook_is_taken_by_its_sheet_with_a_schedule_and_its_rows_keep_their_numbers() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let file = workbook_of_autumn();
    let page = senco.upload("/funding/schedule", &[("autumn.xlsx", &file)], "").await.body;
    for said in [
        "What is in autumn.xlsx, sheet Top-up",
        "2 rows are taken, 0 there already, 1 not taken.",
        "£1,530.00",
        "£400.50",
        "“#REF!” stands where the spreadsheet could not work a value out",
        "autumn.xlsx, sheet Read me: its headings are none of a schedule",
        "autumn.xlsx, sheet Rates: it is hidden in the workbook",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let fields = shown(&page);
    let sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let taken = senco.post("/funding/schedule/records", &sent).await;
    assert_eq!(taken.location.as_deref(), Some("/funding/schedule?taken=2"), "{}", taken.body);
    assert_eq!(
        words(
            &app,
            "SELECT group_concat(pupil_id || ' ' || pence || ' ' || until_on || ' ' || note, '; ') FROM funding_entry"
        )
        .await,
        "1 153000 2026-12-31 autumn.xlsx, sheet Top-up, line 4; 2 40050 2026-09-30 autumn.xlsx, sheet Top-up, line 5"
    );
    let two = senco.upload("/funding/schedule", &[("a.xlsx", &file), ("b.xlsx", &file)], "").await;
    assert!(two.body.contains("Choose one file, or paste cells, not both"), "{}", two.body);
    for (name, bytes, why) in [
        ("cover.xlsx", workbook(vec![("Read me", lines("Paid in arrears"))]), "the headings are none of a schedule"),
        ("torn.xlsx", file[..500].to_vec(), "not whole"),
        ("old.xls", b"\xd0\xcf\x11\xe0....".to_vec(), "old workbook (.xls)"),
    ] {
        let answer = senco.upload("/funding/schedule", &[(name, &bytes)], "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.body.contains(why) && answer.body.contains("files-error"), "{why}: {}", answer.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM funding_entry").await, 2);
}

#[tokio::test]
async fn what_is_no_schedule_is_refused_beside_the_field() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (file, why) in [
        (&b"Item,Price\nChalk,3\n"[..], "the headings are none of a schedule"),
        (b"UPN,Month,Amount\n", "there are no rows below the headings"),
        (b"PK\x03\x04....", "not whole"),
        (b"%PDF-1.7", "this is a PDF"),
    ] {
        let answer = senco.upload("/funding/schedule", &[("list.csv", file)], "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(why), "{why}: {}", answer.body);
    }
    let two = senco
        .upload(
            "/funding/schedule",
            &[("a.csv", b"UPN,Month,Amount\nA,Sep 2026,1\n")],
            "UPN,Month,Amount\nA,Sep 2026,1\n",
        )
        .await;
    assert!(two.body.contains("Choose one file, or paste cells, not both"), "{}", two.body);
    for who in ["head", "teacher", "ta", "office", "governor", "admin"] {
        assert_eq!(app.sign_in(who).await.get("/funding/schedule").await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

//! Characters that no text has (NUL, escape, other controls) come from clipboards and from people who try doors: they are taken out of every
//! form and question, in one place.

use axum::http::StatusCode;

use super::words;
use crate::support::TestApp;

#[tokio::test]
async fn control_characters_are_taken_out_of_every_form() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let bad = "Se\0en \u{1b}[31min\u{85} class\r\nand\tat play";
    for (there, fields) in [
        (
            "/pupils/1/needs",
            vec![
                ("code", "SEMH"),
                ("from_on", "2026-11-02"),
                ("evidence", bad),
                ("said_by", bad),
                ("found_on", "2026-11-17"),
            ],
        ),
        ("/pupils/1/exemptions", vec![("year", "2026"), ("season", "spring"), ("reason", bad)]),
        (
            "/pupils/1/advice",
            vec![("professional", bad), ("service", bad), ("kind", "visit"), ("asked_on", "2026-11-02")],
        ),
        (
            "/pupils/1/concerns",
            vec![
                ("seen", bad),
                ("tried", bad),
                ("tried_for", bad),
                ("happened", bad),
                ("told", "no"),
                ("not_told", bad),
            ],
        ),
        ("/settings/school", vec![("name", bad), ("phone", bad), ("email", ""), ("address", bad)]),
        ("/pupils", vec![("q", bad)]),
    ] {
        let answer = senco.post(there, &fields).await;
        assert!(answer.status.as_u16() < 500, "{there}: {} {}", answer.status, answer.body);
    }
    assert_eq!(
        words(&app, "SELECT wording FROM need_evidence ORDER BY id DESC LIMIT 1").await,
        "Seen [31min class\r\nand\tat play"
    );
    for question in
        ["/round?class=%00", "/round?sort=%1b%5b", "/audit?staff=%00", "/year?year=%00", "/messages?before=%00"]
    {
        assert_ne!(senco.get(question).await.status, StatusCode::INTERNAL_SERVER_ERROR, "{question}");
    }
}

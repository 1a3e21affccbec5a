//! The doors that stand open to everybody: a school that comes in the morning fits through, machines do not, and time lets them in again.

use axum::http::StatusCode;

use crate::support::{Response, Session, TestApp, cast};

const SCHOOL: &str = "203.0.113.9";

fn from(app: &TestApp, address: &str) -> Session {
    let mut session = app.stranger();
    session.says_text("x-forwarded-for", &format!("198.51.100.66, {address}"));
    session
}

/// Asks for a link as nobody, so often; how many were sent away, and the last answer.
async fn asks(session: &Session, times: usize) -> (usize, Response) {
    let (mut away, mut last) = (0, None);
    for _ in 0..times {
        let said = session.post("/sign-in/forgotten", &[("email", "nobody@oakfield.example.org")]).await;
        away += usize::from(said.status == StatusCode::TOO_MANY_REQUESTS);
        last = Some(said);
    }
    (away, last.unwrap())
}

#[tokio::test]
async fn a_hundred_and_twenty_teachers_sign_in_within_a_minute_from_one_address() {
    let app = TestApp::new().await;
    let school = from(&app, SCHOOL);
    // A form without a password costs no hashing, and counts all the same.
    for n in 0..240 {
        let said = school.post("/sign-in", &[("email", &format!("teacher{n}@oakfield.example.org"))]).await;
        assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY, "try {n}, every teacher mistyping once");
    }
    let email = cast::email("teacher");
    let said = school.post("/sign-in", &[("email", &email), ("password", cast::PASSWORD)]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_address_that_goes_on_is_sent_away_for_a_while_and_no_other() {
    let app = TestApp::new().await;
    let (machine, school) = (from(&app, "192.0.2.1"), from(&app, SCHOOL));
    let (away, last) = asks(&machine, 160).await;
    assert_eq!(away, 10, "150 at once");
    assert_eq!(last.headers["retry-after"], "30");
    assert!(last.body.contains("Please wait a moment") && last.body.contains("30 seconds"), "{}", last.body);
    assert!(last.headers.contains_key("content-security-policy"));
    assert_eq!(asks(&school, 1).await.0, 0, "another address is not kept waiting");
    assert_eq!(machine.get("/sign-in").await.status, StatusCode::OK, "looking is free");
    app.app.clock.set(app.app.clock.now().plus_seconds(61));
    assert_eq!(asks(&machine, 5).await.0, 3, "two a minute");
}

#[tokio::test]
async fn many_addresses_together_have_a_budget_too() {
    let app = TestApp::new().await;
    let mut away = 0;
    for n in 0..9 {
        away += asks(&from(&app, &format!("192.0.2.{n}")), 50).await.0;
    }
    assert_eq!(away, 50, "400 from everywhere");
}

#[tokio::test]
async fn links_cannot_be_tried_without_end() {
    let app = TestApp::new().await;
    for (path, enough) in [("/password/x", 300), ("/i/x", 1000)] {
        let machine = from(&app, "192.0.2.7");
        for n in 0..enough {
            assert_eq!(machine.get(path).await.status, StatusCode::NOT_FOUND, "{path} {n}");
        }
        assert_eq!(machine.get(path).await.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert_eq!(from(&app, SCHOOL).get(path).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(
        from(&app, "192.0.2.7").get("/set-up/first/x").await.status,
        StatusCode::TOO_MANY_REQUESTS,
        "one budget"
    );
}

/// Pupils guess at the SENCO's password all morning: at her own computer, which she has trusted, she gets in.
#[tokio::test]
async fn guessing_elsewhere_does_not_keep_somebody_out_at_a_computer_they_trust() {
    let app = TestApp::new().await;
    let email = cast::email("senco");
    let mut own = app.stranger();
    let said = own.post("/sign-in", &[("email", &email), ("password", cast::PASSWORD)]).await;
    own.keep(&said);
    let code = app.code().await;
    let said = own.post("/sign-in/code", &[("code", &code), ("trust", "yes")]).await;
    own.keep(&said);
    for _ in 0..5 {
        app.stranger().post("/sign-in", &[("email", &email), ("password", "guess")]).await;
    }
    let right = [("email", email.as_str()), ("password", cast::PASSWORD)];
    assert_eq!(app.stranger().post("/sign-in", &right).await.status, StatusCode::TOO_MANY_REQUESTS);
    let said = own.post("/sign-in", &right).await;
    assert_eq!((said.status, said.location.as_deref()), (StatusCode::SEE_OTHER, Some("/")));
    // Nor is it a way to guess without end.
    let wrong = [("email", email.as_str()), ("password", "guess")];
    let mut last = StatusCode::OK;
    for _ in 0..5 {
        last = own.post("/sign-in", &wrong).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

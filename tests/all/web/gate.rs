//! The doors that stand open to everybody: a school that comes in the morning fits through, machines do not, and time lets them in again.

use axum::http::StatusCode;
use thrice::store::{Actor, people::accounts};

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

/// Somebody's browser that they have signed in with before, and are not signed in with now.
async fn used_before(app: &TestApp, address: &str, who: &str) -> Session {
    let mut browser = from(app, address);
    let email = cast::email(who);
    browser.keep(&browser.post("/sign-in", &[("email", &email), ("password", cast::PASSWORD)]).await);
    browser.keep(&browser.post("/sign-out", &[]).await);
    browser
}

/// What the right password leads to.
async fn signs_in(browser: &Session, who: &str) -> StatusCode {
    let email = cast::email(who);
    browser.post("/sign-in", &[("email", &email), ("password", cast::PASSWORD)]).await.status
}

#[tokio::test]
async fn what_cannot_be_read_is_not_charged() {
    let app = TestApp::new().await;
    let school = from(&app, SCHOOL);
    for n in 0..400 {
        let fields: &[(&str, &str)] = [&[][..], &[("email", "a@b.org")], &[("email", ""), ("password", "x")]][n % 3];
        let said = school.post("/sign-in", fields).await;
        assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said.body);
        assert!(said.body.contains("There is a problem"), "{}", said.body);
        let foreign = school.attach("/sign-in", "a.txt", b"x", &[]).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(signs_in(&school, "teacher").await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn guessers_elsewhere_and_at_the_schools_own_address_keep_nobody_out_who_signed_in_before() {
    let app = TestApp::new().await;
    let teacher = used_before(&app, SCHOOL, "teacher").await;
    // A pupil at the school's own address guesses at the teacher's password, and at everybody's, until its door is shut.
    let pupil = from(&app, SCHOOL);
    let email = cast::email("teacher");
    let guess = [("email", email.as_str()), ("password", "guess")];
    let mut shut = false;
    for n in 0..400 {
        let other = format!("teacher{n}@oakfield.example.org");
        let _ = pupil.post("/sign-in", &guess).await;
        // The waits by account come first; what counts here is the budget of the address.
        shut |= pupil.post("/sign-in/forgotten", &[("email", &other)]).await.status == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(shut);
    assert_eq!(signs_in(&from(&app, SCHOOL), "teacher").await, StatusCode::TOO_MANY_REQUESTS, "at a new device");
    assert_eq!(
        signs_in(&teacher, "teacher").await,
        StatusCode::SEE_OTHER,
        "no second step, no computer that they trust"
    );
    let asked = teacher.post("/sign-in/forgotten", &[("email", &email)]).await;
    assert_eq!(asked.status, StatusCode::OK, "nor is a link refused there");
    // A device helps those alone who signed in there.
    for _ in 0..4 {
        let _ = from(&app, "192.0.2.1").post("/sign-in", &[("email", &cast::email("ta")), ("password", "guess")]).await;
    }
    assert_eq!(signs_in(&teacher, "ta").await, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn of_many_guesses_in_the_same_instant_three_are_looked_at() {
    let app = TestApp::new().await;
    let email = cast::email("teacher");
    let guesses: Vec<_> = (0..100)
        .map(|n| {
            let (browser, email) = (from(&app, &format!("192.0.2.{n}")), email.clone());
            tokio::spawn(
                async move { browser.post("/sign-in", &[("email", &email), ("password", "guess")]).await.status },
            )
        })
        .collect();
    let mut looked_at = 0;
    for guess in guesses {
        looked_at += usize::from(guess.await.unwrap() == StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(looked_at, 3);
    let mut waiting = from(&app, SCHOOL);
    let senco = cast::email("senco");
    waiting.keep(&waiting.post("/sign-in", &[("email", &senco), ("password", cast::PASSWORD)]).await);
    let codes: Vec<_> = (0..100)
        .map(|n| {
            let browser = waiting.clone();
            tokio::spawn(async move { browser.post("/sign-in/code", &[("code", &format!("{n:06}"))]).await.status })
        })
        .collect();
    let mut looked_at = 0;
    for code in codes {
        looked_at += usize::from(code.await.unwrap() == StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(looked_at, 3);
}

#[tokio::test]
async fn a_password_chosen_by_link_makes_the_device_one_that_is_known() {
    let app = TestApp::new().await;
    let email = cast::email("teacher");
    for _ in 0..4 {
        let _ = from(&app, "192.0.2.1").post("/sign-in", &[("email", &email), ("password", "guess")]).await;
    }
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    let link = accounts::new_link(&mut tx, Some(app.cast.teacher)).await.unwrap();
    tx.commit().await.unwrap();
    let mut own = app.stranger();
    own.keep(&own.post(&format!("/password/{link}"), &[("password", cast::PASSWORD)]).await);
    assert_eq!(signs_in(&own, "teacher").await, StatusCode::SEE_OTHER);
}

/// The time of an answer must not tell whether somebody works here.
#[tokio::test]
async fn a_forgotten_password_is_answered_before_anything_is_done() {
    let app = TestApp::new().await;
    let hold = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    let said = app.stranger().post("/sign-in/forgotten", &[("email", &cast::email("teacher"))]).await;
    assert_eq!(said.status, StatusCode::OK, "while nothing can be written");
    drop(hold);
    app.app.gate.settled().await;
    let made = "SELECT count(*) FROM notice WHERE kind = 'password_reset'";
    let made = sqlx::query_scalar::<_, i64>(made).fetch_one(&mut *app.app.store.read().await.unwrap()).await;
    assert_eq!(made.unwrap(), 1);
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

#[tokio::test]
async fn a_host_that_is_not_ours_is_refused_and_a_monitor_may_use_any() {
    let app = TestApp::new().await;
    let asks = |host: &'static str| {
        let mut session = app.stranger();
        session.says("host", host);
        session
    };
    let refused = asks("evil.example.org").get("/sign-in").await;
    assert_eq!(refused.status, StatusCode::MISDIRECTED_REQUEST);
    assert!(refused.body.contains("This is not Thrice’s address") && !refused.body.contains("meet.example.org"));
    assert_eq!(asks("evil.example.org").get("/i/x").await.status, StatusCode::MISDIRECTED_REQUEST);
    for host in ["meet.example.org", "MEET.example.org:443", "127.0.0.1:8080", "localhost", "[::1]:8080"] {
        assert_eq!(asks(host).get("/sign-in").await.status, StatusCode::OK, "{host}");
    }
    for path in ["/healthz", "/readyz"] {
        assert_ne!(asks("10.1.2.3").get(path).await.status, StatusCode::MISDIRECTED_REQUEST, "{path}");
    }
}

//! A form that is sent twice is done once: by a second press, by somebody whom nobody could tell what became of the first.

use axum::http::StatusCode;
use thrice::web::frame::csrf;

use super::count;
use crate::support::{Session, TestApp};

const PATH: &str = "/pupils/1/advice";
const RAISED: &str = "SELECT count(*) FROM advice";
const TYPED: [(&str, &str); 3] =
    [("profession", "Psychologist"), ("about", "Reads well, writes little"), ("asked_on", "2026-11-02")];

/// The token as it stands in the form of a page.
async fn token(session: &Session) -> String {
    let page = session.get(&format!("{PATH}/new")).await.body;
    let at = page.find("name=\"csrf\" value=\"").unwrap_or_else(|| panic!("{page}")) + 19;
    page[at..].split('"').next().unwrap().to_owned()
}

fn fields<'a>(token: &'a str, about: &'a str) -> Vec<(&'static str, &'a str)> {
    let all = TYPED.iter().map(|(name, value)| (*name, if *name == "about" { about } else { value }));
    all.chain([(csrf::FIELD, token)]).collect()
}

#[tokio::test]
async fn a_second_press_is_led_where_the_first_was_and_nothing_is_done_twice() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let (first, browser) = (token(&senco).await, senco.without_token());
    let sent = browser.post(PATH, &fields(&first, TYPED[1].1)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let again = browser.post(PATH, &fields(&first, TYPED[1].1)).await;
    assert_eq!((again.status, again.location), (StatusCode::SEE_OTHER, sent.location));
    assert_eq!(count(&app, RAISED).await, 1);

    // Something else typed on the same page, and the same typed on another, are meant.
    for (token, about) in [(first, "Cannot follow a lesson"), (token(&senco).await, TYPED[1].1)] {
        let sent = browser.post(PATH, &fields(&token, about)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    assert_eq!(count(&app, RAISED).await, 3);
}

#[tokio::test]
async fn two_presses_at_once_are_done_once() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let (first, browser) = (token(&senco).await, senco.without_token());
    let typed = fields(&first, TYPED[1].1);
    let (one, two) = tokio::join!(browser.post(PATH, &typed), browser.post(PATH, &typed));
    assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{} {}", one.body, two.body);
    assert_eq!((one.location, count(&app, RAISED).await), (two.location, 1));
}

#[tokio::test]
async fn what_is_not_saved_can_be_sent_again() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let (first, browser) = (token(&senco).await, senco.without_token());
    for _ in 0..2 {
        let wrong = browser.post(PATH, &fields(&first, "")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    }
    assert_eq!(count(&app, RAISED).await, 0);
}

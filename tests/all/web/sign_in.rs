//! Signing in: who gets in, what it costs to guess, and what every answer carries.

use std::sync::Arc;

use axum::http::StatusCode;
use thrice::{
    dispatch::Post,
    domain::time::Moment,
    store::{Actor, people::accounts},
    web::{
        App, Desk, Parts, PrintDesk,
        frame::{gate::Gate, once::Sent},
        router,
    },
};

use crate::support::{Session, TestApp, cast};

#[tokio::test]
async fn a_stranger_is_shown_the_door_and_brought_back() {
    let app = TestApp::new().await;
    let answer = app.stranger().get("/pupils/1").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location.as_deref(), Some("/sign-in?next=/pupils/1"));
    let fields = [("email", "teacher@oakfield.example.org"), ("password", cast::PASSWORD), ("next", "/pupils/1")];
    assert_eq!(app.stranger().post("/sign-in", &fields).await.location.as_deref(), Some("/pupils/1"));
}

#[tokio::test]
async fn the_cookie_is_bound_to_the_host_and_hidden_from_script() {
    let app = TestApp::new().await;
    let email = cast::email("teacher");
    let answer = app.stranger().post("/sign-in", &[("email", &email), ("password", cast::PASSWORD)]).await;
    let all: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|set| set.to_str().unwrap()).collect();
    let of = |name: &str| all.iter().find(|set| set.starts_with(name)).copied().unwrap();
    assert!(of("__Host-seen=").contains("Max-Age=34560000") && of("__Host-seen=").contains("HttpOnly"));
    let cookie = of("__Host-sid=");
    for part in ["__Host-sid=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
}

#[tokio::test]
async fn on_a_machine_without_https_the_cookie_is_one_that_every_client_keeps() {
    let app = TestApp::new().await;
    let Parts { store, clock, post, mail, .. } = &*app.app;
    let post = Post { public_url: "http://127.0.0.1:8080".into(), ..post.clone() };
    let plain = App(Arc::new(Parts {
        store: store.clone(),
        clock: clock.clone(),
        post,
        mail: mail.clone(),
        demo: None,
        desk: Desk::default(),
        prints: PrintDesk::default(),
        backups: None,
        typesetter: crate::support::typesetter(),
        unpacker: crate::support::unpacker(),
        gate: Gate::default(),
        sent: Sent::default(),
    }));
    let mut browser = Session::of(router(plain));
    let email = cast::email("teacher");
    let answer = browser.post("/sign-in", &[("email", &email), ("password", cast::PASSWORD)]).await;
    let mut all = answer.headers.get_all("set-cookie").iter().map(|set| set.to_str().unwrap());
    let cookie = all.find(|set| set.starts_with("sid=")).unwrap();
    assert!(!cookie.contains("Secure") && cookie.contains("HttpOnly"), "{cookie}");
    browser.keep(&answer);
    assert_eq!(browser.get("/my-pupils").await.status, StatusCode::OK);
    assert!(browser.post("/sign-out", &[]).await.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(browser.get("/my-pupils").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let app = TestApp::new().await;
    let known = app.stranger().post("/sign-in", &[("email", "a@b.org"), ("password", "x")]).await;
    let unknown =
        app.stranger().post("/sign-in", &[("email", "teacher@oakfield.example.org"), ("password", "x")]).await;
    assert_eq!((known.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(known.body.replace("a@b.org", ""), unknown.body.replace("teacher@oakfield.example.org", ""));
    assert!(known.body.contains("There is a problem"));
}

#[tokio::test]
async fn guessing_is_slowed_and_the_right_password_still_works_later() {
    let app = TestApp::new().await;
    let email = cast::email("teacher");
    for _ in 0..4 {
        app.stranger().post("/sign-in", &[("email", &email), ("password", "guess")]).await;
    }
    let answer = app.stranger().post("/sign-in", &[("email", &email), ("password", cast::PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.body.contains("not locked"));
    app.app.clock.set(app.app.clock.now().plus_seconds(121));
    app.sign_in("teacher").await;
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_use_and_at_sign_out() {
    let app = TestApp::new().await;
    let session = app.sign_in("senco").await;
    assert_eq!(session.get("/pupils").await.status, StatusCode::OK);
    app.app.clock.set(app.app.clock.now().plus_minutes(29));
    assert_eq!(session.get("/pupils").await.status, StatusCode::OK);
    app.app.clock.set(app.app.clock.now().plus_minutes(31));
    assert_eq!(session.get("/pupils").await.status, StatusCode::SEE_OTHER);
    let again = app.sign_in("senco").await;
    assert_eq!(again.post("/sign-out", &[]).await.location.as_deref(), Some("/sign-in"));
    assert_eq!(again.get("/pupils").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let app = TestApp::new().await;
    let session = app.sign_in("senco").await;
    let cross = session.post_with("/sign-out", "sec-fetch-site", "cross-site").await;
    assert_eq!(cross.status, StatusCode::FORBIDDEN);
    assert_eq!(session.get("/pupils").await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let app = TestApp::new().await;
    for path in ["/sign-in", "/", "/no-such-page", "/healthz"] {
        let answer = app.stranger().get(path).await;
        assert!(
            answer.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"),
            "{path}"
        );
        assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer", "{path}");
    }
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_looking_at_it_uses_nothing_up() {
    let app = TestApp::new().await;
    let now: Moment = app.app.clock.now();
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, now).await.unwrap();
    let token = accounts::new_link(&mut tx, Some(app.cast.teacher)).await.unwrap();
    tx.commit().await.unwrap();
    let path = format!("/password/{token}");
    let stranger = app.stranger();
    for _ in 0..2 {
        assert!(stranger.get(&path).await.body.contains("Hello Mr Shah"));
    }
    assert_eq!(stranger.post(&path, &[("password", "password1")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = stranger.post(&path, &[("password", "Oakfield Primary 1")]).await;
    assert!(said.body.contains("little more than your name"), "{}", said.body);
    let chosen = stranger.post(&path, &[("password", "four small words here")]).await;
    assert_eq!((chosen.status, chosen.location.as_deref()), (StatusCode::SEE_OTHER, Some("/")));
    let mut browser = app.stranger();
    browser.keep(&chosen);
    assert_eq!(browser.get("/my-pupils").await.status, StatusCode::OK, "whoever has just typed it is in");
    assert_eq!(stranger.post(&path, &[("password", "another one entirely")]).await.status, StatusCode::NOT_FOUND);
    let fields = [("email", "teacher@oakfield.example.org"), ("password", "four small words here")];
    assert_eq!(stranger.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_chooses_a_password_goes_on_to_the_second_step_and_not_past_it() {
    let app = TestApp::new().await;
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    let token = accounts::new_link(&mut tx, Some(app.cast.senco)).await.unwrap();
    tx.commit().await.unwrap();
    let mut browser = app.stranger();
    let chosen = browser.post(&format!("/password/{token}"), &[("password", "four small words here")]).await;
    assert_eq!(chosen.location.as_deref(), Some("/sign-in/code"), "{}", chosen.body);
    browser.keep(&chosen);
    assert_eq!(browser.get("/round").await.status, StatusCode::SEE_OTHER, "the password alone opens nothing");
    let code = app.code().await;
    browser.keep(&browser.post("/sign-in/code", &[("code", &code)]).await);
    assert_eq!(browser.get("/round").await.status, StatusCode::OK);
}

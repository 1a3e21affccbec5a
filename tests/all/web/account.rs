//! One's own account: the password, the second step and the sessions; and the way back in for whoever has forgotten their password.

use axum::http::StatusCode;
use thrice::domain::second_factor::{code_at, read};

use super::count;
use crate::support::{Session, TestApp, cast};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_is_told_by_mail() {
    let app = TestApp::new().await;
    let (here, there) = (app.sign_in("teacher").await, app.sign_in("teacher").await);
    for (fields, words) in [
        ([("current", "guess"), ("password", "four small words here")], "not the password with which you sign in"),
        ([("current", cast::PASSWORD), ("password", "Oakfield-2026!")], "your name, your address or your school"),
        ([("current", cast::PASSWORD), ("password", "password1")], "many people try first"),
        ([("current", cast::PASSWORD), ("password", cast::PASSWORD)], "the password you have"),
    ] {
        let refused = here.post("/account/password", &fields).await;
        assert_eq!(refused.status, WRONG);
        assert!(refused.body.contains(words) && !refused.body.contains("four small"), "{words}: {}", refused.body);
    }
    let fields = [("current", cast::PASSWORD), ("password", "four small words here")];
    assert_eq!(here.post("/account/password", &fields).await.location.as_deref(), Some("/account?done=password"));
    assert!(here.get("/account?done=password").await.body.contains("Your password is changed"));
    assert_eq!(there.get("/my-pupils").await.status, StatusCode::SEE_OTHER, "signed out elsewhere");
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE key LIKE 'security/password/s2/%'").await, 1);
    let email = cast::email("teacher");
    let signs_in = |password: &'static str| {
        let (stranger, email) = (app.stranger(), email.clone());
        async move { stranger.post("/sign-in", &[("email", &email), ("password", password)]).await.status }
    };
    assert_eq!(signs_in(cast::PASSWORD).await, WRONG);
    assert_eq!(signs_in("four small words here").await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn guessing_the_password_of_a_computer_left_open_is_slowed() {
    let app = TestApp::new().await;
    let left_open = app.sign_in("teacher").await;
    for _ in 0..4 {
        left_open.post("/account/password", &[("current", "guess"), ("password", "four small words here")]).await;
    }
    let right = [("current", cast::PASSWORD), ("password", "four small words here")];
    let refused = left_open.post("/account/password", &right).await;
    assert!(refused.status == WRONG && refused.body.contains("several wrong passwords"), "{}", refused.body);
}

/// The marks of the sessions that may be ended.
fn marks(page: &str) -> Vec<String> {
    page.split("name=\"mark\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn at(app: &TestApp, says: &'static str) -> Session {
    let mut browser = app.stranger();
    browser.says("user-agent", says);
    let fields = [("email", cast::email("ta")), ("password", cast::PASSWORD.to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    browser.keep(&browser.post("/sign-in", &fields).await);
    browser
}

#[tokio::test]
async fn sessions_are_listed_by_their_devices_and_ended_one_by_one_or_together() {
    let app = TestApp::new().await;
    let here = at(&app, "Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0").await;
    let tablet = at(&app, "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/604.1").await;
    let third = at(&app, "").await;
    let page = here.get("/account").await.body;
    assert!(page.contains("Firefox on Windows</strong> (here)") && page.contains("Safari on an iPad"), "{page}");
    assert_eq!(marks(&page).len(), 2, "not the one in which this is seen");
    let tablets = page.split("Safari on an iPad").nth(1).unwrap();
    let mark = marks(tablets).remove(0);
    assert_eq!(
        app.sign_in("teacher").await.post("/account/sessions", &[("mark", &mark)]).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(tablet.get("/my-pupils").await.status, StatusCode::OK, "nobody ends another's");
    assert_eq!(here.post("/account/sessions", &[("mark", &mark)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(tablet.get("/my-pupils").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.post("/account/sessions", &[("which", "others")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(third.get("/my-pupils").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/my-pupils").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_teacher_sets_up_a_second_step_renews_its_codes_and_takes_it_away() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/account/second-step").await.body;
    let secret = page.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let code = code_at(&read(secret).unwrap(), app.app.clock.now());
    let fields = |current| [("secret", secret), ("code", code.as_str()), ("current", current)];
    assert_eq!(teacher.post("/account/second-step", &fields("guess")).await.status, WRONG, "the password is asked for");
    let done = teacher.post("/account/second-step", &fields(cast::PASSWORD)).await;
    assert_eq!((done.status, done.body.matches("<code>").count()), (StatusCode::OK, 10), "{}", done.body);
    let current = [("current", cast::PASSWORD)];
    assert!(teacher.post("/account/recovery-codes", &current).await.body.contains("Keep these recovery codes"));
    assert_eq!(count(&app, "SELECT count(*) FROM recovery_code WHERE used_at IS NULL").await, 10, "only the new ones");
    assert_eq!(teacher.post("/account/second-step/removal", &[("current", "guess")]).await.status, WRONG);
    assert_eq!(teacher.post("/account/second-step/removal", &current).await.status, StatusCode::SEE_OTHER);
    assert_eq!(teacher.post("/account/recovery-codes", &current).await.status, StatusCode::NOT_FOUND);
    let head = app.sign_in("head").await;
    assert_eq!(head.post("/account/second-step/removal", &current).await.status, StatusCode::FORBIDDEN, "required");
}

/// The path of the newest link for a new password.
async fn mailed(app: &TestApp) -> Option<String> {
    app.app.gate.settled().await;
    let raw = sqlx::query_scalar::<_, Vec<u8>>("SELECT raw FROM notice WHERE kind = 'password_reset' ORDER BY id DESC");
    let raw = raw.fetch_optional(&mut *app.app.store.read().await.unwrap()).await.unwrap()?;
    let text = thrice::mail::read(&raw).text;
    let path = text.split("https://meet.example.org").nth(1)?.split_whitespace().next()?;
    Some(path.to_owned())
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_link_that_tells_nobody_who_works_here() {
    let app = TestApp::new().await;
    let stranger = app.stranger();
    let known = stranger.post("/sign-in/forgotten", &[("email", "teacher@oakfield.example.org")]).await;
    let unknown = stranger.post("/sign-in/forgotten", &[("email", "nobody@oakfield.example.org")]).await;
    assert_eq!((known.status, unknown.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(known.body.replace("teacher@", "nobody@"), unknown.body);
    app.app.gate.settled().await;
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'password_reset'").await, 1);
    let path = mailed(&app).await.expect("a link");
    let signed_in = app.sign_in("teacher").await;
    for _ in 0..2 {
        assert!(stranger.get(&path).await.body.contains("Hello Mr Shah"), "looking uses nothing up");
    }
    assert_eq!(stranger.post(&path, &[("password", "four small words here")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(signed_in.get("/my-pupils").await.status, StatusCode::SEE_OTHER, "every session has ended");
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE key LIKE 'security/password/s2/%'").await, 1);
    assert_eq!(stranger.post(&path, &[("password", "five small words are here")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_link_works_for_an_hour_and_only_the_newest() {
    let app = TestApp::new().await;
    let stranger = app.stranger();
    let ask = || stranger.post("/sign-in/forgotten", &[("email", "Head@Oakfield.example.org")]);
    ask().await;
    let first = mailed(&app).await.unwrap();
    ask().await;
    app.app.gate.settled().await;
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'password_reset'").await, 1, "one a minute");
    app.app.clock.set(app.app.clock.now().plus_seconds(61));
    ask().await;
    let second = mailed(&app).await.unwrap();
    assert_eq!(stranger.get(&first).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&second).await.status, StatusCode::OK);
    app.app.clock.set(app.app.clock.now().plus_minutes(60));
    assert_eq!(stranger.get(&second).await.status, StatusCode::NOT_FOUND);
    let wrong = stranger.post("/sign-in/forgotten", &[("email", "head")]).await;
    assert!(wrong.status == WRONG && wrong.body.contains("value=\"head\""), "{}", wrong.body);
}

#[tokio::test]
async fn whoever_has_left_gets_no_link_and_a_new_password_does_not_replace_the_second_step() {
    let app = TestApp::new().await;
    super::run(&app, "UPDATE staff SET until_on = '2026-11-17' WHERE id = 2").await;
    app.stranger().post("/sign-in/forgotten", &[("email", &cast::email("teacher"))]).await;
    assert_eq!(mailed(&app).await, None);
    app.stranger().post("/sign-in/forgotten", &[("email", &cast::email("senco"))]).await;
    let path = mailed(&app).await.unwrap();
    app.stranger().post(&path, &[("password", "four small words here")]).await;
    let fields = [("email", cast::email("senco")), ("password", "four small words here".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(app.stranger().post("/sign-in", &fields).await.location.as_deref(), Some("/sign-in/code"));
}

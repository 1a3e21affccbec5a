//! The second step of signing in: who needs it, what gets past it, and what does not.

use axum::http::StatusCode;
use thrice::{
    domain::second_factor::{code_at, read},
    store::{Actor, people::second_factors},
};

use super::{count, run};
use crate::support::{Response, Session, TestApp, cast};

/// Gives the right password, and stands before the second step.
async fn before_it(app: &TestApp, who: &str) -> Session {
    let mut browser = app.stranger();
    let answer = password(&browser, who).await;
    assert!(answer.location.as_deref().is_some_and(|there| there.starts_with("/sign-in/")), "{answer:?}");
    browser.keep(&answer);
    browser
}

async fn password(browser: &Session, who: &str) -> Response {
    browser.post("/sign-in", &[("email", &cast::email(who)), ("password", cast::PASSWORD), ("next", "/tasks")]).await
}

/// The secret that a page lets an app scan.
fn secret(page: &str) -> String {
    page.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// The recovery codes that a page shows.
fn codes(page: &str) -> Vec<String> {
    let list = page.split("<ul class=\"recovery\">").nth(1).unwrap().split("</ul>").next().unwrap();
    list.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_password_alone_opens_nothing_for_those_who_see_or_change_everything() {
    let app = TestApp::new().await;
    for who in ["senco", "head", "admin"] {
        let browser = before_it(&app, who).await;
        for path in ["/", "/pupils/1", "/settings", "/account", "/people"] {
            assert_eq!(browser.get(path).await.status, StatusCode::SEE_OTHER, "{who} {path}");
        }
        assert!(browser.get("/sign-in/code").await.body.contains("Type the code"));
        let wrong = browser.post("/sign-in/code", &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.get("/").await.status, StatusCode::SEE_OTHER, "{who}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM session").await, 0);
    for who in ["teacher", "ta", "governor", "office"] {
        let mut browser = app.stranger();
        browser.keep(&password(&browser, who).await);
        assert_ne!(browser.get("/my-pupils").await.status, StatusCode::SEE_OTHER, "{who} needs no second step");
    }
}

#[tokio::test]
async fn a_code_lets_somebody_in_once_and_leads_to_where_they_wanted_to_go() {
    let app = TestApp::new().await;
    let (mut first, second) = (before_it(&app, "senco").await, before_it(&app, "senco").await);
    let code = app.code().await;
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let admitted = first.post("/sign-in/code", &[("code", &spaced)]).await;
    assert_eq!(admitted.location.as_deref(), Some("/tasks"), "{}", admitted.body);
    first.keep(&admitted);
    assert_eq!(first.get("/tasks").await.status, StatusCode::OK);
    let again = second.post("/sign-in/code", &[("code", &code)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "whoever looked over the shoulder is too late");
    assert_eq!(first.post("/sign-in/code", &[("code", &code)]).await.location.as_deref(), Some("/sign-in"), "used up");
    app.app.clock.set(app.app.clock.now().plus_seconds(30));
    let next = code_at(cast::SECRET, app.app.clock.now());
    assert_eq!(second.post("/sign-in/code", &[("code", &next)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn guessing_codes_is_slowed_and_the_password_is_forgotten_after_ten_minutes() {
    let app = TestApp::new().await;
    let browser = before_it(&app, "head").await;
    for guess in ["000000", "000001", "000002", "000003"] {
        browser.post("/sign-in/code", &[("code", guess)]).await;
    }
    let code = app.code().await;
    assert_eq!(browser.post("/sign-in/code", &[("code", &code)]).await.status, StatusCode::TOO_MANY_REQUESTS);
    let other = before_it(&app, "head").await;
    assert_eq!(
        other.post("/sign-in/code", &[("code", &code)]).await.status,
        StatusCode::TOO_MANY_REQUESTS,
        "by account"
    );
    app.app.clock.set(app.app.clock.now().plus_minutes(11));
    assert_eq!(browser.get("/sign-in/code").await.location.as_deref(), Some("/sign-in"));
}

#[tokio::test]
async fn a_device_that_somebody_trusts_is_not_asked_for_thirty_days_and_helps_nobody_else() {
    let app = TestApp::new().await;
    let mut browser = before_it(&app, "senco").await;
    let code = app.code().await;
    let admitted = browser.post("/sign-in/code", &[("code", &code), ("trust", "yes")]).await;
    let set: Vec<_> = admitted.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap().to_owned()).collect();
    let device = set.iter().find(|c| c.starts_with("__Host-device=")).expect("a cookie for the device");
    for part in ["Max-Age=2592000", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(device.contains(part), "{part} in {device}");
    }
    browser.keep(&admitted);
    browser.keep(&browser.post("/sign-out", &[]).await);
    assert_eq!(password(&browser, "senco").await.location.as_deref(), Some("/tasks"));
    assert_eq!(password(&browser, "head").await.location.as_deref(), Some("/sign-in/code"), "another's device");
    app.app.clock.set(app.app.clock.now().plus_minutes(30 * 24 * 60 + 1));
    assert_eq!(password(&browser, "senco").await.location.as_deref(), Some("/sign-in/code"));
}

#[tokio::test]
async fn a_new_head_sets_it_up_on_the_way_in_and_each_recovery_code_works_once() {
    let app = TestApp::new().await;
    run(&app, "DELETE FROM second_factor").await;
    let mut browser = before_it(&app, "head").await;
    let page = browser.get("/sign-in/second-step").await.body;
    assert!(page.contains("<svg class=\"qr\"") && page.contains("Type the code"), "{page}");
    let shown = secret(&page);
    let wrong = browser.post("/sign-in/second-step", &[("secret", &shown), ("code", "123")]).await;
    assert_eq!((wrong.status, secret(&wrong.body)), (StatusCode::UNPROCESSABLE_ENTITY, shown.clone()), "the same one");
    let code = code_at(&read(&shown).unwrap(), app.app.clock.now());
    let done = browser.post("/sign-in/second-step", &[("secret", &shown), ("code", &code)]).await;
    let codes = codes(&done.body);
    assert_eq!((done.status, codes.len()), (StatusCode::OK, 10));
    assert!(done.body.contains("href=\"/tasks\""), "{}", done.body);
    browser.keep(&done);
    assert_eq!(browser.get("/tasks").await.status, StatusCode::OK);
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE key LIKE 'security/second_factor/s5/%'").await, 1);

    let lost = before_it(&app, "head").await;
    assert_eq!(lost.post("/sign-in/code", &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "used");
    let typed = codes[3].to_uppercase().replace('-', " ");
    assert_eq!(lost.post("/sign-in/code", &[("code", &typed)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE key LIKE 'security/recovery_code/s5/%'").await, 1);
    let found = before_it(&app, "head").await;
    assert_eq!(found.post("/sign-in/code", &[("code", &typed)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(&app, "SELECT count(*) FROM recovery_code WHERE used_at IS NOT NULL").await, 1);
}

#[tokio::test]
async fn whoever_has_a_second_step_does_not_get_past_it_by_setting_up_another() {
    let app = TestApp::new().await;
    let browser = before_it(&app, "senco").await;
    assert_eq!(browser.get("/sign-in/second-step").await.location.as_deref(), Some("/sign-in/code"));
    let mine = second_factors::fresh_secret();
    let (secret, code) = (thrice::domain::second_factor::written(&mine), code_at(&mine, app.app.clock.now()));
    let tried = browser.post("/sign-in/second-step", &[("secret", &secret), ("code", &code)]).await;
    assert_eq!(tried.location.as_deref(), Some("/sign-in/code"));
    assert_eq!(count(&app, "SELECT count(*) FROM session").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM second_factor").await, 3, "one for each who had one");
}

#[tokio::test]
async fn a_school_may_leave_it_to_each_and_one_that_is_set_up_is_asked_for_all_the_same() {
    let app = TestApp::new().await;
    run(&app, "DELETE FROM second_factor WHERE staff_id = 5").await;
    let rule = [("second_factor.required", "0")];
    assert_eq!(app.sign_in("senco").await.post("/settings/rules", &rule).await.status, StatusCode::SEE_OTHER);
    assert_eq!(password(&app.stranger(), "head").await.location.as_deref(), Some("/tasks"));
    assert_eq!(password(&app.stranger(), "senco").await.location.as_deref(), Some("/sign-in/code"));
}

#[tokio::test]
async fn clearing_it_forgets_the_secret_and_the_devices() {
    let app = TestApp::new().await;
    let browser = before_it(&app, "senco").await;
    let code = app.code().await;
    browser.post("/sign-in/code", &[("code", &code), ("trust", "yes")]).await;
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    assert!(second_factors::clear(&mut tx, app.cast.senco).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(count(&app, "SELECT count(*) FROM known_device").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM second_factor WHERE staff_id = 1 AND secret IS NOT NULL").await, 0);
    assert_eq!(password(&app.stranger(), "senco").await.location.as_deref(), Some("/sign-in/second-step"));
}

#[tokio::test]
async fn a_lost_phone_is_asked_about_in_the_browser_and_put_right_by_whoever_keeps_the_accounts() {
    let app = TestApp::new().await;
    let page = before_it(&app, "head").await.get("/sign-in/code").await.body;
    assert!(page.contains("I have not got my phone") && page.contains("Ask Mrs Anand or Mr Ito"), "{page}");
    let head = app.sign_in("head").await;
    let admin = app.sign_in("admin").await;
    assert!(admin.get("/people/5").await.body.contains("/people/5/lost-phone"));
    assert!(admin.get("/people/5/lost-phone").await.body.contains("Ruth Okafor"));
    let unsure = admin.post("/people/5/lost-phone", &[("current", cast::PASSWORD)]).await;
    assert!(
        unsure.status == StatusCode::UNPROCESSABLE_ENTITY && unsure.body.contains("Talk with them first"),
        "{}",
        unsure.body
    );
    let guessed = admin.post("/people/5/lost-phone", &[("sure", "yes"), ("current", "guess")]).await;
    assert!(guessed.status == StatusCode::UNPROCESSABLE_ENTITY && guessed.body.contains("That is not the password"));
    let kept = "SELECT count(*) FROM second_factor WHERE staff_id = 5 AND cleared_at IS NULL";
    assert_eq!(count(&app, kept).await, 1);
    let done = admin.post("/people/5/lost-phone", &[("sure", "yes"), ("current", cast::PASSWORD)]).await;
    assert_eq!(done.location.as_deref(), Some("/people/5?saved=phone"), "{}", done.body);
    assert_eq!(count(&app, kept).await, 0);
    assert_eq!(head.get("/round").await.status, StatusCode::SEE_OTHER, "signed out everywhere");
    assert_eq!(
        count(&app, "SELECT count(*) FROM notice WHERE kind = 'security' AND staff_id = 5").await,
        1,
        "told at once"
    );
    assert!(
        count(&app, "SELECT count(*) FROM notice WHERE kind = 'access_given' AND staff_id <> 8").await > 0,
        "and so are those who see every child"
    );
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE verb = 'reset' AND thing = 'second factor' AND staff_id = 8")
            .await,
        1
    );
    assert_eq!(
        password(&app.stranger(), "head").await.location.as_deref(),
        Some("/sign-in/second-step"),
        "it is set up anew"
    );
    for (path, whose) in [("/people/8/lost-phone", "one's own"), ("/people/2/lost-phone", "of somebody who has none")] {
        assert_eq!(admin.get(path).await.status, StatusCode::NOT_FOUND, "{whose}");
    }
}

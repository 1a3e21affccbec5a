//! The first start: from the link that is printed to a school where everybody has been invited, through the real pages.

use axum::http::StatusCode;
use thrice::{
    domain::second_factor,
    mail::Route,
    store::{Actor, people::accounts},
};

use crate::{
    people::{messages, send, told},
    support::{Session, TestApp, smtp::Sink},
};

/// A first start, and the path of the link that it prints.
async fn start(sink: &Sink) -> (TestApp, String) {
    let app = TestApp::bare(Route::new(&format!("smtp://{}", sink.address), "meet.example.org")).await;
    let path = print(&app).await;
    (app, path)
}

/// Another start prints another link.
async fn print(app: &TestApp) -> String {
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    let token = accounts::new_link(&mut tx, None).await.unwrap();
    tx.commit().await.unwrap();
    format!("/set-up/first/{token}")
}

const SCHOOL: &[(&str, &str)] = &[
    ("name", "Elmhurst Primary"),
    ("phone", "020 7946 0200"),
    ("email", "office@elmhurst.example.org"),
    ("address", "2 Elm Lane"),
    ("sendiass", "Advice: 020 7946 0999"),
];

const YOU: &[(&str, &str)] = &[
    ("title", "Mrs"),
    ("forename", "Priya"),
    ("surname", "Anand"),
    ("email", "priya@elmhurst.example.org"),
    ("role", "senco"),
    ("password", " three small words "),
];

async fn seat(app: &TestApp, link: &str) -> Session {
    seat_with_app(app, link).await.0
}

/// Somebody seated, and the secret of their authenticator app.
async fn seat_with_app(app: &TestApp, link: &str) -> (Session, String) {
    let mut browser = app.stranger();
    let school = format!("{link}/school");
    assert_eq!(browser.post(&school, SCHOOL).await.location, Some(format!("{link}/you")));
    let seated = browser.post(&format!("{link}/you"), YOU).await;
    assert_eq!(seated.location.as_deref(), Some("/sign-in/second-step"), "{}", seated.body);
    browser.keep(&seated);
    let secret = take_second_step(app, &mut browser).await;
    (browser, secret)
}

/// Somebody who keeps the house sets up an authenticator app before anything else.
async fn take_second_step(app: &TestApp, browser: &mut Session) -> String {
    let page = browser.get("/sign-in/second-step").await.body;
    let (_, rest) = page.split_once("name=\"secret\" value=\"").expect("the page shows the secret");
    let shown = rest.split('"').next().unwrap_or_default().to_owned();
    let code = second_factor::code_at(&second_factor::read(&shown).unwrap(), app.app.clock.now());
    let done = browser.post("/sign-in/second-step", &[("secret", &shown), ("code", &code)]).await;
    assert!(done.body.contains("href=\"/set-up\""), "the way goes on where it was left: {}", done.body);
    browser.keep(&done);
    shown
}

#[tokio::test]
async fn from_the_printed_link_to_the_first_page_without_a_command_line() {
    let sink = Sink::start().await;
    let (app, link) = start(&sink).await;
    let stranger = app.stranger();
    assert_eq!(stranger.get(&link).await.location, Some(format!("{link}/school")));
    assert_eq!(
        stranger.get(&format!("{link}/you")).await.location,
        Some(format!("{link}/school")),
        "the school comes first"
    );
    let nameless = stranger.post(&format!("{link}/school"), &[("name", ""), ("phone", "020")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nameless.body.contains("Enter the school’s name") && nameless.body.contains("value=\"020\""));
    let senco = seat(&app, &link).await;
    let list = senco.get("/set-up").await.body;
    assert!(list.contains("2 of 6 done") && list.contains("Elmhurst Primary") && list.contains("Mrs Anand"), "{list}");
    assert!(senco.get("/").await.body.contains("Setting up: 2 of 6 done"));

    assert!(senco.get("/settings/mail").await.body.contains("Back to setting up"));
    assert_eq!(senco.post("/settings/mail/test", &[]).await.status, StatusCode::SEE_OTHER);
    let [(to, text)] = &messages(&sink)[..] else { panic!("one message") };
    assert_eq!(to, "priya@elmhurst.example.org");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        text,
        "Subject: Thrice can send mail This is a test. If you can read it, the mail server takes messages from Thrice."
    );
    assert!(senco.get("/set-up").await.body.contains("3 of 6 done"));

    let terms = [
        ("year", "2026"),
        ("seen", ""),
        ("autumn-starts", "2026-09-02"),
        ("autumn-ends", "2026-12-18"),
        ("spring-starts", "2027-01-05"),
        ("spring-ends", "2027-03-25"),
        ("summer-starts", "2027-04-12"),
        ("summer-ends", "2027-07-21"),
    ];
    let saved = senco.post("/settings/terms", &terms).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(senco.get("/set-up").await.body.contains("4 of 6 done"));

    assert_eq!(senco.post("/set-up/later", &[("step", "import")]).await.location.as_deref(), Some("/set-up"));
    let list = senco.get("/set-up").await.body;
    assert!(list.contains("5 of 6 done") && list.contains("Put off"), "{list}");
    assert_eq!(senco.post("/set-up/later", &[("step", "lunch")]).await.status, StatusCode::NOT_FOUND);

    let ken = [
        ("forename", "Ken"),
        ("surname", "Ito"),
        ("email", "ken@elmhurst.example.org"),
        ("role", "teacher"),
        ("invite", "yes"),
    ];
    assert_eq!(senco.post("/people/new", &ken).await.status, StatusCode::SEE_OTHER);
    send(&app, &sink).await;
    let (to, text) = messages(&sink).pop().unwrap();
    assert_eq!(to, "ken@elmhurst.example.org");
    assert!(text.contains("Elmhurst Primary: choose your password for Thrice"), "{text}");
    assert!(!text.contains("Anand") && !text.contains("SEN"), "{text}");
    let list = senco.get("/set-up").await.body;
    assert!(list.contains("That is all.") && !list.contains("Not now"), "{list}");
    assert!(!senco.get("/").await.body.contains("Setting up"));
    assert!(senco.get("/settings/mail").await.body.contains("Back to the settings"));
    assert_eq!(
        told(&app, "SELECT group_concat(name || phone || sendiass) FROM school").await,
        "Elmhurst Primary020 7946 0200Advice: 020 7946 0999"
    );
}

#[tokio::test]
async fn email_is_not_done_before_a_test_was_taken_by_the_server() {
    let sink = Sink::start().await;
    let (app, link) = start(&sink).await;
    app.stranger().post(&format!("{link}/school"), SCHOOL).await;
    let senco = seat(&app, &link).await;
    let mail = async || {
        let list = senco.get("/set-up").await.body;
        let at = list.find("href=\"/settings/mail\"").unwrap_or_else(|| panic!("{list}"));
        list[at..].split("</li>").next().unwrap_or_default().to_owned()
    };
    assert!(mail().await.contains("To do"), "{}", mail().await);
    assert_eq!(senco.post("/settings/mail/test", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!mail().await.contains("To do"), "{}", mail().await);
}

#[tokio::test]
async fn it_can_be_left_at_any_step_and_gone_on_with_from_another_start() {
    let (app, link) = start(&Sink::start().await).await;
    app.stranger().post(&format!("{link}/school"), SCHOOL).await;
    let newer = print(&app).await;
    assert_eq!(
        app.stranger().get(&link).await.status,
        StatusCode::NOT_FOUND,
        "a start ends the link of the one before"
    );
    assert_eq!(app.stranger().get(&newer).await.location, Some(format!("{newer}/you")), "the school is there already");
    let school = app.stranger().get(&format!("{newer}/school")).await.body;
    assert!(school.contains("value=\"Elmhurst Primary\"") && school.contains("value=\"2 Elm Lane\""));
    let (_, secret) = seat_with_app(&app, &newer).await;
    assert_eq!(told(&app, "SELECT count(*) FROM school").await, "1");
    app.app.clock.set(app.app.clock.now().plus_minutes(24 * 60));
    let fields = [("email", "priya@elmhurst.example.org"), ("password", " three small words ")];
    let mut later = app.stranger();
    later.keep(&later.post("/sign-in", &fields).await);
    let code = second_factor::code_at(&second_factor::read(&secret).unwrap(), app.app.clock.now());
    later.keep(&later.post("/sign-in/code", &[("code", &code)]).await);
    assert!(later.get("/set-up").await.body.contains("2 of 6 done"), "the next day it goes on from the facts");
}

#[tokio::test]
async fn the_link_opens_nothing_once_somebody_has_an_account() {
    let (app, link) = start(&Sink::start().await).await;
    let second = {
        seat(&app, &link).await;
        print(&app).await
    };
    let before =
        told(&app, "SELECT (SELECT group_concat(name) FROM school) || (SELECT group_concat(email) FROM staff)").await;
    for path in [&link, &second] {
        for end in ["", "/school", "/you"] {
            assert_eq!(app.stranger().get(&format!("{path}{end}")).await.status, StatusCode::NOT_FOUND, "{path}{end}");
        }
        assert_eq!(
            app.stranger().post(&format!("{path}/school"), &[("name", "Mine")]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(app.stranger().post(&format!("{path}/you"), YOU).await.status, StatusCode::NOT_FOUND);
        let token = path.rsplit_once('/').unwrap().1;
        assert_eq!(
            app.stranger().post(&format!("/password/{token}"), &[("password", "four small words")]).await.status,
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(
        told(&app, "SELECT (SELECT group_concat(name) FROM school) || (SELECT group_concat(email) FROM staff)").await,
        before
    );
}

#[tokio::test]
async fn the_first_person_may_have_come_in_with_an_import_and_what_is_typed_wrong_is_refused() {
    let (app, link) = start(&Sink::start().await).await;
    let stranger = app.stranger();
    stranger.post(&format!("{link}/school"), SCHOOL).await;
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    sqlx::raw_sql("INSERT INTO staff (school_id, forename, surname, email, role, from_on) VALUES (1, 'P', 'Anand', 'Priya@elmhurst.example.org', 'teacher', '2026-09-01')")
        .execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    let you = format!("{link}/you");
    let wrong = stranger
        .post(&you, &[("forename", "Priya"), ("email", "x"), ("role", "head"), ("password", "elmhurst primary")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Enter your last name",
        "like name@example.org",
        "Choose what you are",
        "little more than your name",
        "value=\"Priya\"",
    ] {
        assert!(wrong.body.contains(words), "{words}");
    }
    assert!(!wrong.body.contains("elmhurst primary\""), "a password is never sent back");
    assert_eq!(stranger.post(&you, YOU).await.location.as_deref(), Some("/sign-in/second-step"));
    assert_eq!(told(&app, "SELECT group_concat(forename || role) FROM staff").await, "Priyasenco");
}

#[tokio::test]
async fn who_does_not_keep_the_house_sets_nothing_up() {
    let app = TestApp::new().await;
    for who in ["teacher", "ta", "head", "governor", "office"] {
        let session = app.sign_in(who).await;
        for path in ["/set-up", "/set-up/school"] {
            assert_eq!(session.get(path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
        for path in ["/set-up/later", "/set-up/school"] {
            assert_eq!(
                session.post(path, &[("step", "mail"), ("name", "Mine")]).await.status,
                StatusCode::FORBIDDEN,
                "{who} {path}"
            );
        }
    }
    let admin = app.sign_in("admin").await;
    assert!(admin.get("/set-up").await.status.is_success());
    assert!(!admin.get("/settings").await.body.contains("Go on setting up"), "this school was not begun here");
    assert_eq!(admin.post("/set-up/school", SCHOOL).await.location.as_deref(), Some("/set-up"));
    assert_eq!(app.stranger().get("/set-up").await.status, StatusCode::SEE_OTHER);
}

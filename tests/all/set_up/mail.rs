//! The test message: through a real mail server, past the outbox, and what the server said in plain words.

use axum::http::StatusCode;
use thrice::mail::Route;

use crate::{
    people::{messages, told},
    support::{
        TestApp,
        smtp::{Does, Manner, Sink, Verb},
    },
};

async fn with(sink: &Sink) -> TestApp {
    TestApp::with_mail(Route::new(&format!("smtp://{}", sink.address), "meet.example.org")).await
}

#[tokio::test]
async fn a_test_message_goes_to_whoever_asks_and_the_servers_answer_is_shown() {
    let sink = Sink::start().await;
    let app = with(&sink).await;
    let admin = app.sign_in("admin").await;
    let page = admin.get("/settings/mail").await.body;
    let place = format!("<code>{}</code>", sink.address);
    for words in [
        place.as_str(),
        "not encrypted",
        "without signing in",
        "plans@oakfield.example.org",
        "admin@oakfield.example.org",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("The last test"));
    let sent = admin.post("/settings/mail/test", &[]).await;
    assert_eq!(sent.location.as_deref(), Some("/settings/mail#test"), "{}", sent.body);
    let [(to, text)] = &messages(&sink)[..] else { panic!("one message") };
    assert_eq!(to, "admin@oakfield.example.org");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "This is a test. If you can read it, the mail server takes messages from Thrice.";
    assert_eq!(text, format!("Subject: Thrice can send mail {said}"));
    assert_eq!(sink.taken()[0].from, "plans@oakfield.example.org");
    let page = admin.get("/settings/mail").await.body;
    for words in [
        "Accepted",
        "Wednesday 18 November 2026 at 9:00am",
        "The mail server has taken the message",
        "<code>2.0.0 taken</code>",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(
        told(&app, "SELECT (SELECT count(*) FROM notice) || (SELECT detail FROM audit WHERE thing = 'mail')").await,
        "0accepted"
    );
}

#[tokio::test]
async fn each_refusal_is_said_in_plain_words_beside_the_servers_own() {
    let sink = Sink::start().await;
    let app = with(&sink).await;
    let admin = app.sign_in("admin").await;
    for (verb, reply, word, plain) in [
        (Verb::Rcpt, "550 5.1.1 no such user", "Address refused", "does not take mail for your address"),
        (Verb::Mail, "553 sender not allowed", "We are refused", "does not take mail from us"),
        (Verb::Dot, "554 looks like spam", "Message refused", "does not take this message"),
        (Verb::Rcpt, "450 come back later", "Not now", "may work later"),
    ] {
        sink.script(verb, Does::Says(reply));
        admin.post("/settings/mail/test", &[]).await;
        let page = admin.get("/settings/mail").await.body;
        for words in [word, plain, reply] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
    assert_eq!(sink.count(), 0);
    assert_eq!(told(&app, "SELECT count(*) FROM dead_address").await, "0", "a test burns no address");
}

#[tokio::test]
async fn the_password_is_never_shown_and_nowhere_is_said_to_be_nowhere() {
    let manner = Manner { certificate: None, ..Manner::default() };
    let sink = Sink::of_manner(manner).await;
    let route = Route::new(&format!("smtp://name:hunter2@{}", sink.address), "meet.example.org");
    let app = TestApp::with_mail(route).await;
    let admin = app.sign_in("admin").await;
    admin.post("/settings/mail/test", &[]).await;
    let page = admin.get("/settings/mail").await.body;
    assert!(page.contains("<code>name</code>") && !page.contains("hunter2"), "{page}");
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let page = admin.get("/settings/mail").await.body;
    assert!(page.contains("No mail server is set") && !page.contains("Send me a test message"), "{page}");
    assert_eq!(admin.post("/settings/mail/test", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(admin.get("/settings/mail").await.body.contains("We are refused"));
    for who in ["teacher", "ta", "head", "governor", "office"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/settings/mail").await.status, StatusCode::FORBIDDEN, "{who}");
        assert_eq!(session.post("/settings/mail/test", &[]).await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

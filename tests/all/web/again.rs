//! A form that was left open over a new sign-in: what was typed comes back, to be sent again with the token of today; and only to a request
//! that the browser vouches for.

use axum::http::StatusCode;
use thrice::web::frame::csrf;

use super::count;
use crate::support::{Response, Session, TestApp, cast};

const PATH: &str = "/pupils/2/concerns";
const SEEN: &str = "Loses the thread when there are two steps\r\n<b>\"& more";
const KEPT: [(&str, &str); 6] = [
    ("seen", SEEN),
    ("tried", "A picture card for each step"),
    ("happened", "Better with the card, not without"),
    ("told", "yes"),
    ("told_on", "2026-11-12"),
    ("told_how", "At the gate; they see it at home"),
];
type Pairs<'a> = &'a [(&'static str, &'a str)];
const RAISED: &str = "SELECT count(*) FROM concern";

/// The form as it was opened in a session that is over, sent by somebody who has signed in again.
async fn sent(
    now: &Session,
    stale: &str,
    path: &str,
    more: &[(&str, &str)],
    says: &[(&'static str, &str)],
) -> Response {
    let mut browser = now.without_token();
    for (name, value) in says {
        browser.says_text(name, value);
    }
    let fields: Vec<(&str, &str)> = KEPT.iter().chain(more).copied().chain([(csrf::FIELD, stale)]).collect();
    browser.post(path, &fields).await
}

#[tokio::test]
async fn what_was_typed_comes_back_and_can_be_sent_again() {
    let app = TestApp::new().await;
    let stale = app.sign_in("other_teacher").await.token();
    let now = app.sign_in("other_teacher").await;
    for says in [("sec-fetch-site", "same-origin"), ("origin", "https://meet.example.org")] {
        let answer = sent(&now, &stale, PATH, &[], &[says]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let page = &answer.body;
        assert!(page.contains("Nothing has been saved yet") && page.contains("You are signed in as"), "{page}");
        assert!(page.contains("two steps\r\n&lt;b&gt;&quot;&amp; more") && page.contains("see it at home"), "{page}");
        assert!(
            page.contains(
                "method=\"post\" action=\"/pupils/2/concerns\" novalidate><input type=\"hidden\" name=\"csrf\""
            ),
            "{page}"
        );
        assert!(!page.contains(&stale), "the token of the old session is not shown again");
        assert_eq!(count(&app, RAISED).await, 0, "nothing is done by it");
    }
    let again = now.post(PATH, &KEPT).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert_eq!(count(&app, RAISED).await, 1);
}

#[tokio::test]
async fn what_is_not_vouched_for_is_refused_without_a_word_of_it() {
    let app = TestApp::new().await;
    let stale = app.sign_in("other_teacher").await.token();
    let now = app.sign_in("other_teacher").await;
    let ours = ("sec-fetch-site", "same-origin");
    let long = "x".repeat(300_000);
    let cases: [(&str, &str, Pairs<'_>, Pairs<'_>); 8] = [
        ("a browser that says nothing", PATH, &[], &[]),
        ("another site", PATH, &[], &[("sec-fetch-site", "cross-site")]),
        ("a neighbour's", PATH, &[], &[("sec-fetch-site", "same-site")]),
        ("another origin", PATH, &[], &[("origin", "https://evil.example.org")]),
        ("a password", "/account/password", &[("current", cast::PASSWORD)], &[ours]),
        ("a secret elsewhere", PATH, &[("new_password", "four small words here")], &[ours]),
        ("more than is kept", PATH, &[("more", &long)], &[ours]),
        ("the way in", "/sign-out", &[], &[ours]),
    ];
    for (what, path, more, says) in cases {
        let answer = sent(&now, &stale, path, more, says).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
        assert!(
            !answer.body.contains("Send it again") && !answer.body.contains("picture card"),
            "{what}: {}",
            answer.body
        );
        assert!(!answer.body.contains("small words"), "{what}");
    }
    let nobody = app.stranger();
    assert_eq!(sent(&nobody, &stale, PATH, &[], &[]).await.location.as_deref(), Some("/sign-in"));
    let kept = sent(&nobody, &stale, PATH, &[], &[ours]).await;
    assert_eq!(kept.status, StatusCode::FORBIDDEN);
    for words in ["You have been signed out", "A picture card for each step", "Send it again"] {
        assert!(kept.body.contains(words), "{words}: {}", kept.body);
    }
    assert!(!kept.body.contains(&stale), "the token of the old session is not shown again");
    assert_eq!(count(&app, RAISED).await, 0);
}

#[tokio::test]
async fn what_the_machinery_refuses_is_said_in_words() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let cases = [
        ("/pupils/abc", StatusCode::BAD_REQUEST, "We cannot find that page"),
        ("/settings/terms?year=soon", StatusCode::BAD_REQUEST, "We cannot find that page"),
        ("/plans/1/review", StatusCode::METHOD_NOT_ALLOWED, "There is no page at this address"),
        ("/sign-out", StatusCode::METHOD_NOT_ALLOWED, "There is no page at this address"),
    ];
    for (path, status, words) in cases {
        let answer = senco.get(path).await;
        assert!(answer.body.contains(words) && !answer.body.contains("parse"), "{path}: {}", answer.body);
        assert!(answer.status == status || answer.status == StatusCode::NOT_FOUND, "{path}: {}", answer.status);
    }
    assert_eq!(senco.get("/assets/none.css").await.status, StatusCode::NOT_FOUND);
}

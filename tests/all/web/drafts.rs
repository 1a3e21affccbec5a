//! What is being written and not finished: kept for its author, seen by nobody else, never overwritten by another window.

use axum::http::StatusCode;

use super::count;
use crate::support::{Session, TestApp};

const DRAFT: &str = "/conversations/1/record/draft";

async fn offered(app: &TestApp) -> Session {
    let teacher = app.sign_in("teacher").await;
    let offer = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    let made = teacher.post("/plans/1/conversations", &offer).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    teacher
}

#[tokio::test]
async fn a_draft_is_shown_again_to_its_author_only_and_goes_with_the_record() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    let saved = teacher.post(DRAFT, &[("worries", "Homework takes two hours"), ("draft", "0"), ("page", "a")]).await;
    assert_eq!(saved.location.as_deref(), Some("/conversations/1/record"), "without script the form comes back");
    let form = teacher.get("/conversations/1/record").await.body;
    assert!(form.contains("Homework takes two hours") && form.contains("Saved at 9:00am"), "{form}");
    assert!(form.contains("name=\"draft\" value=\"1\""), "{form}");
    let senco = app.sign_in("senco").await;
    let hers = senco.get("/conversations/1/record").await.body;
    assert!(!hers.contains("Homework") && hers.contains("Mr Shah</strong> is writing this too"), "{hers}");
    for who in ["other_teacher", "ta", "office", "head", "governor"] {
        let answer = app.sign_in(who).await.post(DRAFT, &[("worries", "x")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}");
    }
    let record = [("held_on", "2026-11-18"), ("took-1", "did_not_come"), ("took-2", "apologies")];
    assert_eq!(teacher.post("/conversations/1/record", &record).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM draft").await, 0);
    let late = senco.post(DRAFT, &[("worries", "x")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "there is nothing to draft any more");
}

#[tokio::test]
async fn two_windows_never_overwrite_each_other_and_both_texts_are_shown() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    teacher.post(DRAFT, &[("worries", "The first window"), ("draft", "0")]).await;
    let second = [("worries", "The <second> window"), ("going_well", ""), ("draft", "0")];
    let both = teacher.post(DRAFT, &second).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    for words in
        ["The first window", "The &lt;second&gt; window", "What people worry about", "name=\"draft\" value=\"1\""]
    {
        assert!(both.body.contains(words), "{words}: {}", both.body);
    }
    assert!(!both.body.contains("<h2>What is going well"), "what is the same is not shown: {}", both.body);
    assert!(teacher.get("/conversations/1/record").await.body.contains("The first window"), "nothing was overwritten");
    let mine = teacher.post(DRAFT, &[("worries", "The <second> window"), ("draft", "1")]).await;
    assert_eq!(mine.status, StatusCode::SEE_OTHER, "on purpose it may be");
    assert!(teacher.get("/conversations/1/record").await.body.contains("&lt;second&gt;"));
}

#[tokio::test]
async fn what_a_window_sends_again_after_a_lost_answer_is_its_own() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    for (words, page, status) in [
        ("One", "a", StatusCode::SEE_OTHER),
        ("One, and more", "a", StatusCode::SEE_OTHER),
        ("One, and more", "b", StatusCode::SEE_OTHER), // the same words are no quarrel
        ("Another", "b", StatusCode::CONFLICT),
    ] {
        let answer = teacher.post(DRAFT, &[("worries", words), ("draft", "0"), ("page", page)]).await;
        assert_eq!(answer.status, status, "{words} {page}: {}", answer.body);
    }
}

#[tokio::test]
async fn the_script_is_told_the_version_and_the_time() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    let said = teacher.post_as_script(DRAFT, &[("worries", "x"), ("draft", "0"), ("page", "a")]).await;
    assert_eq!((said.status, said.body.as_str()), (StatusCode::OK, r#"{"at":"9:00am","version":1}"#));
    let no = teacher.post_as_script(DRAFT, &[("worries", "y"), ("draft", "0"), ("page", "b")]).await;
    assert_eq!((no.status, no.body.as_str()), (StatusCode::CONFLICT, r#"{"at":"9:00am"}"#));
}

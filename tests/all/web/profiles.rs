//! The one-page profile: written by those who work with the pupil, and to be confirmed once the term is over.

use axum::http::StatusCode;

use super::{count, on, run, summary_follows_the_form};
use crate::support::TestApp;

const WORDS: &[(&str, &str)] = &[
    ("liked", "My <jokes>"),
    ("matters", "My sister"),
    ("support", "Show me first"),
    ("please_do", "Say my name"),
    ("please_dont", "Hurry me"),
    ("written_by", "scribe"),
    ("how", "talk"),
    ("with_whom", "Miss Bell"),
];

#[tokio::test]
async fn whoever_works_with_the_pupil_writes_it_and_all_of_them_read_it() {
    let app = TestApp::new().await;
    let ta = app.sign_in("ta").await;
    assert!(ta.get("/my-pupils").await.body.contains("Write a one-page profile"));
    let saved = ta.post("/pupils/1/profile", WORDS).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/profile"), "{}", saved.body);
    for who in ["senco", "teacher", "ta", "head"] {
        let page = app.sign_in(who).await.get("/pupils/1/profile").await.body;
        for words in ["What people like about me", "My &lt;jokes&gt;", "Please don’t", "Hurry me"] {
            assert!(page.contains(words), "{who}: {words}: {page}");
        }
        assert!(
            page.contains("An adult, in the pupil’s words; talking, with Miss Bell. Written down by Miss Bell on"),
            "{page}"
        );
        assert!(page.contains("It holds until the end of term, Friday 18 December 2026"), "{page}");
        assert_eq!(page.contains("/pupils/1/profile/edit"), who != "head", "{who}");
    }
    let mine = app.sign_in("teacher").await.get("/my-pupils").await.body;
    assert!(mine.contains("One-page profile") && mine.contains("My &lt;jokes&gt;"), "{mine}");
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'profile' AND verb = 'viewed' AND pupil_id = 1").await,
        5
    );
}

#[tokio::test]
async fn it_is_to_be_confirmed_from_the_end_of_the_term_on_and_one_press_does_so() {
    let app = TestApp::new().await;
    app.sign_in("teacher").await.post("/pupils/1/profile", WORDS).await;
    on(&app, "2026-12-18");
    assert!(!app.sign_in("teacher").await.get("/my-pupils").await.body.contains("To confirm"));
    on(&app, "2027-01-06");
    let (teacher, senco) = (app.sign_in("teacher").await, app.sign_in("senco").await);
    let today = senco.get("/").await.body;
    assert!(today.contains("1 one-page profile to confirm"), "{today}");
    let mine = teacher.get("/my-pupils").await.body;
    assert!(mine.contains("To confirm") && mine.contains("Still right"), "{mine}");
    let said = teacher.post("/pupils/1/profile/confirmation", &[("profile", "1"), ("from", "my-pupils")]).await;
    assert_eq!(said.location.as_deref(), Some("/my-pupils#pupil-1"), "{}", said.body);
    assert!(!teacher.get("/my-pupils").await.body.contains("To confirm"));
    assert!(!senco.get("/").await.body.contains("one-page profile to confirm"));
    let page = teacher.get("/pupils/1/profile").await.body;
    assert!(page.contains("Still right on Wednesday 6 January 2027, said by Mr Shah"), "{page}");
    assert!(page.contains("until the end of term, Thursday 25 March 2027"), "{page}");
    on(&app, "2027-03-26");
    assert!(app.sign_in("senco").await.get("/").await.body.contains("1 one-page profile to confirm"));
}

#[tokio::test]
async fn a_change_keeps_what_was_and_nobody_overwrites_what_they_have_not_seen() {
    let app = TestApp::new().await;
    let (teacher, ta) = (app.sign_in("teacher").await, app.sign_in("ta").await);
    teacher.post("/pupils/1/profile", WORDS).await;
    let edit = teacher.get("/pupils/1/profile/edit").await.body;
    assert!(edit.contains("name=\"seen\" value=\"1\"") && edit.contains("Show me first"), "{edit}");
    let with = |seen: &'static str, liked: &'static str| [&[("liked", liked), ("seen", seen)], &WORDS[1..]].concat();
    assert_eq!(ta.post("/pupils/1/profile", &with("1", "My drawings")).await.status, StatusCode::SEE_OTHER);
    let late = teacher.post("/pupils/1/profile", &with("1", "My songs")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for words in ["Somebody else has written it anew", "My drawings", "My songs", "name=\"seen\" value=\"2\""] {
        assert!(late.body.contains(words), "{words}: {}", late.body);
    }
    assert_eq!(teacher.post("/pupils/1/profile", &with("2", "My songs")).await.status, StatusCode::SEE_OTHER);
    let page = teacher.get("/pupils/1/profile").await.body;
    assert!(page.contains("What was written before (2)") && page.contains("My drawings"), "{page}");
    let old = teacher.post("/pupils/1/profile/confirmation", &[("profile", "1")]).await;
    assert_eq!(old.status, StatusCode::CONFLICT, "what is confirmed is what counts now");
    run(
        &app,
        "INSERT INTO profile (id, pupil_id, liked, how, written_by, entered_at) VALUES (9, 2, 'x', 'talk', 'pupil', 0)",
    )
    .await;
    assert_eq!(teacher.post("/pupils/1/profile/confirmation", &[("profile", "9")]).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let ta = app.sign_in("ta").await;
    let long = "x".repeat(501);
    let wrong = ta.post("/pupils/1/profile", &[("matters", &long), ("with_whom", "Kept <words>")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["has 501 characters: shorten it to 500", "Choose whose words", "Choose how they were", "Kept &lt;words&gt;"]
    {
        assert!(wrong.body.contains(words), "{words}: {}", wrong.body);
    }
    summary_follows_the_form(&wrong.body);
    assert!(wrong.body.contains(&long));
    let nothing = ta.post("/pupils/1/profile", &[("written_by", "pupil"), ("how", "talk")]).await;
    assert!(nothing.body.contains("Write down at least one of these"), "{}", nothing.body);
    assert_eq!(count(&app, "SELECT count(*) FROM profile").await, 0);
}

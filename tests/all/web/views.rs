//! What parents and pupils say: in their own words, word for word, and for nobody else's eyes than whom they told.

use axum::http::StatusCode;

use super::{count, invitations::offered, run, summaries::reader};
use crate::support::{TestApp, nine_o_clock};

#[tokio::test]
async fn a_parent_answers_four_questions_and_changes_them_until_the_meeting() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (mut mother, path) = (app.stranger(), format!("/i/{token}/views"));
    assert!(mother.get(&format!("/i/{token}")).await.body.contains(&path), "a way to it");
    let kept =
        mother.post_as_script(&format!("{path}/draft"), &[("hard", "Home"), ("draft", "0"), ("page", "a")]).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    mother.keep(&kept);
    let page = mother.get(&path).await.body;
    assert!(page.contains("Home") && page.contains("Saved at 9:00am") && !page.contains("Amira"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM parent_view").await, 0, "kept for her, not yet sent");
    let blank = mother.post(&path, &[("going_well", " ")]).await;
    assert!(blank.status == StatusCode::UNPROCESSABLE_ENTITY && blank.body.contains("at least one"), "{}", blank.body);
    let stranger = app.stranger();
    assert!(!stranger.get(&path).await.body.contains("Home"), "what is half written is for her browser alone");
    let over = stranger.post_as_script(&format!("{path}/draft"), &[("hard", "Mine"), ("draft", "1")]).await;
    assert_eq!(over.status, StatusCode::CONFLICT, "and is not written over by whoever holds the link");
    let over = stranger.post(&format!("{path}/draft"), &[("hard", "Mine"), ("draft", "1")]).await;
    assert_eq!(over.location.as_deref(), Some(path.as_str()), "without script they are told on a page");
    let sent = mother.post(&path, &[("hard", "Homework"), ("would_help", "A list")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    for browser in [&mother, &stranger] {
        let page = browser.get(&path).await.body;
        assert!(page.contains("You have told us something already") && !page.contains("Homework"), "{page}");
        browser.post(&path, &[("hard", "Something else")]).await;
        assert_eq!(
            count(&app, "SELECT count(*) FROM parent_view").await,
            1,
            "the link alone changes nothing that was told"
        );
    }
    let mother = reader(&app, &format!("/i/{token}")).await;
    assert!(mother.get(&path).await.body.contains("Homework"), "behind the code she sees it");
    let sent = mother.post(&path, &[("hard", "Homework, and  <mornings>"), ("would_help", "A list")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(mother.get(&path).await.body.contains("We have what you told us"));
    assert_eq!(count(&app, "SELECT count(*) FROM draft").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM parent_view WHERE how = 'link' AND entered_by IS NULL").await, 2);
    let teacher = app.sign_in("teacher").await;
    let seen = teacher.get("/conversations/1").await.body;
    assert!(seen.contains("Homework, and  &lt;mornings&gt;") && !seen.contains("Home<"), "word for word: {seen}");
    teacher.post("/conversations/1/booking", &[("slot", "1")]).await;
    app.app.clock.set(nine_o_clock().plus_minutes(8 * 24 * 60 + 15));
    assert_eq!(mother.get(&path).await.status, StatusCode::SEE_OTHER, "the meeting has begun");
    mother.post(&path, &[("hard", "Too late")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM parent_view").await, 2);
}

#[tokio::test]
async fn no_other_household_is_shown_them() {
    let app = TestApp::new().await;
    let (_, hers) = offered(&app, app.cast.mother).await;
    let mother = app.stranger();
    mother.post(&format!("/i/{hers}/views"), &[("hard", "He shouts at pick-up")]).await;
    let (_, his) = offered(&app, app.cast.father).await;
    run(&app, "UPDATE invitation_link SET invitation_id = 2 WHERE invitation_id = 4").await;
    let father = app.stranger();
    for end in ["", "/views"] {
        let page = father.get(&format!("/i/{his}{end}")).await;
        assert!(page.status == StatusCode::OK && !page.body.contains("pick-up"), "{end}: {}", page.body);
    }
    let teacher = app.sign_in("teacher").await;
    assert!(teacher.get("/conversations/1/live?with=1").await.body.contains("He shouts at pick-up"));
    for room in ["with=2", "with=1&with=2"] {
        let live = teacher.get(&format!("/conversations/1/live?{room}")).await.body;
        assert!(!live.contains("pick-up"), "{room}: {live}");
    }
}

#[tokio::test]
async fn the_office_writes_down_what_is_said_on_the_phone() {
    let app = TestApp::new().await;
    offered(&app, app.cast.mother).await;
    let office = app.sign_in("office").await;
    let path = "/conversations/1/views/1";
    assert!(office.get("/conversations/1/answers/1").await.body.contains(path), "a way to it");
    assert_eq!(office.get(path).await.status, StatusCode::OK);
    let how = office.post(path, &[("going_well", "Mornings"), ("how", "link")]).await;
    assert!(
        how.status == StatusCode::UNPROCESSABLE_ENTITY && how.body.contains("Choose how they told you"),
        "{}",
        how.body
    );
    let saved = office.post(path, &[("going_well", "Mornings"), ("how", "phone")]).await;
    assert_eq!(saved.location.as_deref(), Some("/tasks"), "{}", saved.body);
    let seen = app.sign_in("senco").await.get("/conversations/1").await.body;
    assert!(seen.contains("by phone; written down by Mrs Marsh"), "{seen}");
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'other', '', 'import', 0)").await;
    assert_eq!(office.post(path, &[("hard", "x"), ("how", "phone")]).await.status, StatusCode::CONFLICT);
    for who in ["other_teacher", "ta", "head", "governor"] {
        assert_eq!(app.sign_in(who).await.get(path).await.status, StatusCode::NOT_FOUND, "{who}");
    }
}

#[tokio::test]
async fn a_pupil_says_what_works_or_does_not_want_to() {
    let app = TestApp::new().await;
    let (ta, path) = (app.sign_in("ta").await, "/pupils/1/views");
    assert!(ta.get("/pupils/1").await.body.contains(path), "a way to it");
    let wrong = ta.post(path, &[("on", "2026-11-19"), ("with_whom", "Keep me")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    super::summary_follows_the_form(&wrong.body);
    assert!(wrong.body.contains("Keep me") && wrong.body.matches("has not come yet").count() == 2, "{}", wrong.body);
    let said = [
        ("on", "2026-11-17"),
        ("how", "symbols"),
        ("written_by", "scribe"),
        ("with_whom", "Miss Bell"),
        ("feeling", "ok"),
        ("working", "I like the cards"),
    ];
    assert_eq!(ta.post(path, &said).await.status, StatusCode::SEE_OTHER);
    offered(&app, app.cast.mother).await;
    let live = app.sign_in("teacher").await.get("/conversations/1/live?with=1").await.body;
    assert!(live.contains("I like the cards") && live.contains("an adult, in the pupil’s words"), "{live}");
    let no = ta.post(path, &[("on", "2026-11-18"), ("how", "declined"), ("with_whom", "Miss Bell")]).await;
    assert_eq!(no.status, StatusCode::SEE_OTHER, "not to want to is an answer: {}", no.body);
    let page = app.sign_in("head").await.get(path).await.body;
    assert!(page.contains("Did not want to take part") && page.contains("I like the cards"), "{page}");
    assert!(!page.contains("<form method=\"post\" action=\"/pupils"), "the head reads");
    for who in ["other_teacher", "office", "governor", "admin"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get(path).await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(session.post(path, &said).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM pupil_view").await, 2);
}

#[tokio::test]
async fn what_keeps_a_parents_words_speaks_their_language() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (mut mother, path) = (app.stranger(), format!("/i/{token}/views"));
    let page = mother.get(&format!("{path}?lang=ur")).await;
    mother.keep(&page);
    for line in ["offline", "elsewhere", "led", "refused"] {
        let given =
            page.body.split(&format!("data-{line}=\"")).nth(1).unwrap_or_else(|| panic!("{line}: {}", page.body));
        assert!(given.split('"').next().unwrap().contains("محفوظ نہیں"), "{line}: {}", page.body);
    }
    let draft = format!("{path}/draft");
    mother.keep(&mother.post_as_script(&draft, &[("hard", "Das erste"), ("draft", "0"), ("page", "a")]).await);
    let both = mother.post(&draft, &[("hard", "Das zweite"), ("draft", "0"), ("page", "b")]).await;
    assert_eq!(both.status, StatusCode::CONFLICT, "{}", both.body);
    for words in ["dir=\"rtl\"", "آپ نے یہ دو جگہ کھول رکھا ہے", "اس ونڈو میں", "Das erste", "Das zweite"]
    {
        assert!(both.body.contains(words), "{words}: {}", both.body);
    }
    for english in ["open twice", "In this window", "What is hard", "Keep what"] {
        assert!(!both.body.contains(english), "{english}: {}", both.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM draft").await, 1, "nothing was overwritten");
}

//! After a meeting: ten minutes in which its record can be taken back, the summary behind the parents' link, and corrections.

use axum::http::StatusCode;

use sqlx::Row;

use super::{count, invitations::offered, run};
use crate::support::{Session, TestApp, nine_o_clock};

const HELD: &[(&str, &str)] = &[
    ("held_on", "2026-11-18"),
    ("took-1", "attended"),
    ("took-2", "did_not_come"),
    ("mode", "school"),
    ("minutes", "40"),
    ("going_well", "Mornings"),
    ("action-0-what", "Read for five minutes"),
    ("action-0-who", "home"),
    ("action-1-what", "A quiet place at lunch"),
    ("action-1-who", "staff-4"),
    ("action-1-by", "2026-12-04"),
    ("other-0-name", "Ms Noor"),
    ("other-0-role", "advocate"),
    ("agree-1", "in_part"),
    ("words-1", "Not on Fridays"),
];

pub(super) fn wait(app: &TestApp, minutes: i64) {
    app.app.clock.set(nine_o_clock().plus_minutes(minutes));
}

pub(super) async fn held(app: &TestApp) -> (Session, String) {
    let (_, token) = offered(app, app.cast.mother).await;
    let teacher = app.sign_in("teacher").await;
    let saved = teacher.post("/conversations/1/record", HELD).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    (teacher, format!("/i/{token}"))
}

/// The code of the newest message that holds one.
async fn code(app: &TestApp) -> String {
    let newest = "SELECT raw FROM notice WHERE kind = 'reading_code' ORDER BY id DESC LIMIT 1";
    let row = sqlx::query(newest).fetch_one(&mut *app.app.store.read().await.unwrap()).await.unwrap();
    let raw = String::from_utf8(row.get::<Vec<u8>, _>(0)).unwrap();
    let after = raw.split("Your code is ").nth(1).unwrap();
    after[..6].to_owned()
}

/// A parent's browser that has shown whose it is.
pub(super) async fn reader(app: &TestApp, path: &str) -> Session {
    let mut browser = app.stranger();
    let sent = browser.post(&format!("{path}/code"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    browser.keep(&sent);
    let right = browser.post(&format!("{path}/code/typed"), &[("code", &code(app).await)]).await;
    assert_eq!(right.location.as_deref(), Some(path), "{}", right.body);
    browser
}

#[tokio::test]
async fn within_ten_minutes_the_record_is_undone_and_goes_on_as_a_draft() {
    let app = TestApp::new().await;
    let (teacher, _) = held(&app).await;
    let page = teacher.get("/conversations/1").await.body;
    assert!(page.contains("not before 9:10am") && page.contains("/conversations/1/undo"), "{page}");
    run(&app, "INSERT INTO notice (school_id, key, kind, recipient_kind, adult_id, conversation_id, due_on, queued_at, raw, state, not_before_at)
        VALUES (1, 'summary/c1/a1', 'summary', 'adult', 1, 1, '2026-11-18', 0, x'00', 'waiting', 0)").await;
    wait(&app, 9);
    let undone = teacher.post("/conversations/1/undo", &[]).await;
    assert_eq!(undone.location.as_deref(), Some("/conversations/1/record"), "{}", undone.body);
    assert_eq!(
        count(
            &app,
            "SELECT count(*) FROM notice WHERE kind = 'summary' AND state = 'cancelled' AND key <> 'summary/c1/a1'"
        )
        .await,
        1
    );
    let form = teacher.get("/conversations/1/record").await.body;
    for words in [
        "Mornings",
        "Read for five minutes",
        "value=\"staff-4\" selected",
        "2026-12-04",
        "Ms Noor",
        "Not on Fridays",
        "value=\"in_part\" checked",
    ] {
        assert!(form.contains(words), "{words}: {form}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM conversation_record").await, 0);
    assert_eq!(
        count(&app, "SELECT count(*) FROM conversation_undone WHERE body LIKE '%Not on Fridays%'").await,
        1,
        "nothing is lost"
    );
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE verb = 'undone'").await, 1);
    assert_eq!(teacher.post("/conversations/1/undo", &[]).await.status, StatusCode::CONFLICT, "once");
    assert_eq!(teacher.post("/conversations/1/record", HELD).await.status, StatusCode::SEE_OTHER, "and recorded again");
}

#[tokio::test]
async fn after_ten_minutes_or_with_a_review_the_record_stays() {
    let app = TestApp::new().await;
    let (teacher, _) = held(&app).await;
    run(&app, "INSERT INTO review (cycle_id, held_on, conversation_id, decision, entered_at) VALUES (1, '2026-11-18', 1, 'continue', 0)").await;
    let reviewed = teacher.post("/conversations/1/undo", &[]).await;
    assert!(
        reviewed.status == StatusCode::CONFLICT && reviewed.body.contains("A review was recorded"),
        "{}",
        reviewed.body
    );
    run(&app, "DELETE FROM review").await;
    wait(&app, 10);
    let late = teacher.post("/conversations/1/undo", &[]).await;
    assert!(late.status == StatusCode::CONFLICT && late.body.contains("ten minutes are over"), "{}", late.body);
    assert!(!teacher.get("/conversations/1").await.body.contains("/conversations/1/undo"));
    assert_eq!(count(&app, "SELECT count(*) FROM agreed_action").await, 2);
}

#[tokio::test]
async fn the_summary_is_read_behind_the_link_and_answered_word_for_word() {
    let app = TestApp::new().await;
    let (teacher, path) = held(&app).await;
    let stranger = app.stranger();
    let summary = format!("{path}/summary");
    assert!(!stranger.get(&path).await.body.contains("is ready for you"), "it can still be undone");
    stranger.post(&summary, &[("right", "yes")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM summary_answer").await, 0);
    wait(&app, 10);
    stranger.post(&summary, &[("right", "yes")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM summary_answer").await, 0, "not with the link alone");
    let mother = reader(&app, &path).await;
    let page = mother.get(&path).await.body;
    for words in [
        "What we agreed on Wednesday 18 November 2026",
        "You, at home",
        "Miss Bell",
        "You agreed with a part of it: “Not on Fridays”",
        "Ms Noor",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("About Amira") && !page.contains("Mr Khan"), "{page}");
    assert!(!stranger.get(&path).await.body.contains("Amira"), "the name is behind the code");
    for (fields, why) in
        [(vec![], "Choose yes, nearly or no"), (vec![("right", "nearly")], "Tell us what it should say")]
    {
        let blank = mother.post(&summary, &fields).await;
        assert!(blank.status == StatusCode::UNPROCESSABLE_ENTITY && blank.body.contains(why), "{}", blank.body);
    }
    mother.post(&summary, &[("right", "nearly"), ("right_words", "Ten minutes,  “not” <five>")]).await;
    mother.post(&summary, &[("right", "yes")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM summary_answer").await, 2, "both stay");
    assert_eq!(count(&app, "SELECT count(*) FROM summary_answer WHERE words = 'Ten minutes,  “not” <five>'").await, 1);
    assert!(mother.get(&path).await.body.contains("you told us: Yes"));
    assert!(teacher.get("/my-pupils").await.body.contains("not right: Ten minutes"), "whoever led it is told");
    assert!(teacher.get("/conversations/1").await.body.contains("Is it right? Yes"));
}

#[tokio::test]
async fn who_was_not_there_reads_what_was_agreed_and_nothing_that_the_other_said() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.father).await;
    let path = format!("/i/{token}");
    app.sign_in("teacher").await.post("/conversations/1/record", HELD).await;
    wait(&app, 10);
    let father = reader(&app, &path).await;
    let page = father.get(&path).await.body;
    assert!(page.contains("You could not be there") && page.contains("A quiet place at lunch"), "{page}");
    for hidden in ["Not on Fridays", "Mrs Khan", "Ms Noor", "useful"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
}

#[tokio::test]
async fn a_correction_stands_below_the_record_for_everybody() {
    let app = TestApp::new().await;
    let (teacher, path) = held(&app).await;
    wait(&app, 25);
    let blank = teacher.post("/conversations/1/corrections", &[]).await;
    assert!(
        blank.status == StatusCode::UNPROCESSABLE_ENTITY && blank.body.contains("Enter what the record should say")
    );
    let saved = teacher.post("/conversations/1/corrections", &[("correction", "Ten minutes, not five")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    for page in [
        teacher.get("/conversations/1").await,
        teacher.get("/conversations/1/paper").await,
        reader(&app, &path).await.get(&path).await,
    ] {
        assert!(
            page.body.contains("Mr Shah: Ten minutes, not five") && page.body.contains("Read for five minutes"),
            "{}",
            page.body
        );
    }
}

#[tokio::test]
async fn what_was_agreed_is_behind_a_code_that_goes_to_the_parents_own_address() {
    let app = TestApp::new().await;
    let (_, path) = held(&app).await;
    let (ask, answer) = (format!("{path}/code"), format!("{path}/code/typed"));
    let mut browser = app.stranger();
    let early = browser.post(&ask, &[]).await;
    assert_eq!(early.location.as_deref(), Some(path.as_str()), "there is nothing to read yet");
    wait(&app, 10);
    let closed = browser.get(&path).await.body;
    assert!(closed.contains("is ready for you") && !closed.contains("Read for five minutes"), "{closed}");
    assert_eq!(count(&app, "SELECT count(*) FROM reading_code").await, 0, "looking sends nothing");
    let sent = browser.post(&ask, &[]).await;
    browser.keep(&sent);
    assert!(sent.headers["set-cookie"].to_str().unwrap().contains("HttpOnly"), "{:?}", sent.headers);
    assert_eq!(
        count(&app, "SELECT count(*) FROM notice WHERE kind = 'reading_code' AND adult_id = 1 AND address = 'sana@family.example.org' AND state = 'waiting'").await,
        1
    );
    assert!(browser.get(&ask).await.body.contains("Type the code we sent you"));
    let code = code(&app).await;
    let elsewhere = app.stranger().post(&answer, &[("code", &code)]).await;
    assert_eq!(elsewhere.location.as_deref(), Some(path.as_str()));
    assert!(!app.stranger().get(&path).await.body.contains("Read for five minutes"), "only the browser that asked");
    let wrong = browser.post(&answer, &[("code", "12345")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("That is not the code"), "{}", wrong.body);
    browser.post(&answer, &[("code", &format!(" {} {}", &code[..3], &code[3..]))]).await;
    assert!(browser.get(&path).await.body.contains("Read for five minutes"));
    for minutes in (9..120).step_by(9) {
        wait(&app, 10 + minutes);
        assert!(browser.get(&path).await.body.contains("Read for five minutes"), "the visit goes on: {minutes}");
    }
    wait(&app, 10 + 120);
    assert!(!browser.get(&path).await.body.contains("Read for five minutes"), "two hours are over");
    let left = reader(&app, &path).await;
    wait(&app, 10 + 129);
    assert!(left.get(&path).await.body.contains("Read for five minutes"));
    wait(&app, 10 + 139);
    assert!(!left.get(&path).await.body.contains("Read for five minutes"), "ten minutes without a page end the visit");
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'reading code' AND actor_kind = 'adult'").await,
        4
    );
}

#[tokio::test]
async fn a_code_is_guessed_at_five_times_asked_for_five_times_and_lives_ten_minutes() {
    let app = TestApp::new().await;
    let (_, path) = held(&app).await;
    let (ask, answer) = (format!("{path}/code"), format!("{path}/code/typed"));
    wait(&app, 10);
    let mut browser = app.stranger();
    browser.keep(&browser.post(&ask, &[]).await);
    let right = code(&app).await;
    let other = if right == "000000" { "000001" } else { "000000" };
    for n in 1..=5 {
        let page = browser.post(&answer, &[("code", other)]).await;
        assert!(page.status == 422 && page.body.contains("five times") == (n == 5), "{n}: {}", page.body);
    }
    browser.post(&answer, &[("code", &right)]).await;
    assert!(!browser.get(&path).await.body.contains("Read for five minutes"), "the code has ended");
    browser.post(&ask, &[]).await;
    wait(&app, 20);
    browser.post(&answer, &[("code", &code(&app).await)]).await;
    assert!(!browser.get(&path).await.body.contains("Read for five minutes"), "after ten minutes");
    for _ in 3..=5 {
        assert_eq!(browser.post(&ask, &[]).await.status, StatusCode::SEE_OTHER);
    }
    let enough = browser.post(&ask, &[]).await;
    assert!(enough.status == StatusCode::TOO_MANY_REQUESTS && enough.body.contains("enough codes"), "{}", enough.body);
    assert_eq!(app.stranger().post(&ask, &[]).await.status, StatusCode::TOO_MANY_REQUESTS, "whichever browser asks");
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'reading_code'").await, 5);
}

#[tokio::test]
async fn whoever_may_not_be_written_to_gets_no_code() {
    let app = TestApp::new().await;
    let (_, path) = held(&app).await;
    wait(&app, 10);
    run(&app, "INSERT INTO dead_address (email, reply, marked_at) SELECT email, '550', 0 FROM adult WHERE id = 1")
        .await;
    let none = app.stranger().post(&format!("{path}/code"), &[]).await;
    assert!(none.body.contains("We cannot send you a code") && none.cookie.is_none(), "{}", none.body);
    assert_eq!(
        count(
            &app,
            "SELECT (SELECT count(*) FROM notice WHERE kind = 'reading_code') + (SELECT count(*) FROM reading_code)"
        )
        .await,
        0
    );
}

#[tokio::test]
async fn the_page_of_what_was_agreed_says_until_when_it_is_there_and_afterwards_whom_to_ask() {
    let app = TestApp::new().await;
    let (_, path) = held(&app).await;
    wait(&app, 10);
    let page = reader(&app, &path).await.get(&path).await.body;
    assert!(page.contains("until Monday 30 November 2026. After that, phone Oakfield Primary School on"), "{page}");
    wait(&app, 30 * 24 * 60);
    let stranger = app.stranger();
    for page in ["", "/views", "/needs", "/ask", "/summary", "/code"] {
        let over = stranger.get(&format!("{path}{page}")).await;
        assert_eq!(over.status, StatusCode::NOT_FOUND);
        assert!(over.body.contains("It worked until Monday 30 November 2026"), "{page}: {}", over.body);
        assert!(over.body.contains("Oakfield Primary School") && over.body.contains("020 7946 0100"), "{}", over.body);
        assert!(!over.body.contains("Amira") && !over.body.contains("Khan") && !over.body.contains("quiet place"));
    }
    // A link that was ended because it may be in the wrong hands says nothing.
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'other', '', 'person', 0)").await;
    let barred = stranger.get(&path).await.body;
    assert_eq!(barred, stranger.get("/i/0000").await.body);
    run(&app, "DELETE FROM restriction WHERE guardianship_id = 1; UPDATE adult SET email = 'new@family.example.org' WHERE id = 1").await;
    assert_eq!(barred, stranger.get(&path).await.body, "nor one that went to another address");
}

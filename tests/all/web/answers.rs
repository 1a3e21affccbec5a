//! A parent's answer taken on the phone: kept as written down for them, and followed by all that their own answer would be.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::{Session, TestApp};

/// A meeting offered at two times, and Mr Shah's browser.
async fn offered(app: &TestApp) -> Session {
    let teacher = app.sign_in("teacher").await;
    let times = [
        ("slot-0-day", "2026-11-26"),
        ("slot-0-time", "15:30"),
        ("slot-1-day", "2026-11-27"),
        ("slot-1-time", "09:15"),
    ];
    let made =
        teacher.post("/plans/1/conversations", &[&times[..], &[("mode", "school"), ("minutes", "30")]].concat()).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    teacher
}

#[tokio::test]
async fn a_time_taken_on_the_phone_is_booked_and_confirmed_and_says_who_wrote_it_down() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    let form = teacher.get("/conversations/1/answers/1").await.body;
    assert!(form.contains("What Mrs Khan says") && form.contains("07700 900001"), "{form}");
    assert!(!form.contains(" checked"), "nothing is answered for them beforehand");
    let said = [("answer", "2"), ("interpreter", "Urdu"), ("access", "Large print"), ("message", "Loves drums")];
    let saved = teacher.post("/conversations/1/answers/1", &said).await;
    assert_eq!(saved.location.as_deref(), Some("/conversations/1"), "{}", saved.body);
    let page = teacher.get("/conversations/1").await.body;
    for words in
        ["Booked: Friday 27 November 2026, 9:15am", "Written down by Mr Shah", "Interpreter: Urdu", "“Loves drums”"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    let kept = "SELECT count(*) FROM answer WHERE entered_by = 2 AND kind = 'accept' AND slot_id = 2";
    assert_eq!(count(&app, kept).await, 1);
    let audit = "SELECT count(*) FROM audit WHERE verb = 'answered' AND staff_id = 2 AND pupil_id = 1";
    assert_eq!(count(&app, audit).await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'booked' AND adult_id = 1").await, 1);
    let tasks = "SELECT count(*) FROM task WHERE kind IN ('book_interpreter', 'access_needs') AND for_role = 'office'";
    assert_eq!(count(&app, tasks).await, 2);
    let adult =
        "SELECT count(*) FROM adult WHERE id = 1 AND interpreter_language = 'Urdu' AND access_needs = 'Large print'";
    assert_eq!(count(&app, adult).await, 1, "asked once, kept with them");
}

#[tokio::test]
async fn each_other_answer_leaves_what_is_to_be_done() {
    for (answer, task, role) in [
        ("other_time", "other_times", "teacher"),
        ("phone", "phone_parent", "teacher"),
        ("cannot", "offer_again", "teacher"),
        ("wrong_person", "wrong_person", "office"),
    ] {
        let app = TestApp::new().await;
        let teacher = offered(&app).await;
        let saved =
            teacher.post("/conversations/1/answers/2", &[("answer", answer), ("preferences", "Tuesdays")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{answer}: {}", saved.body);
        let mut conn = app.app.store.read().await.unwrap();
        let found: i64 =
            sqlx::query_scalar("SELECT count(*) FROM task WHERE kind = ? AND for_role = ? AND adult_id = 2")
                .bind(task)
                .bind(role)
                .fetch_one(&mut *conn)
                .await
                .unwrap();
        assert_eq!(found, 1, "{answer}");
    }
}

#[tokio::test]
async fn what_is_missing_is_asked_for_in_words_for_staff_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    for (answer, sentence) in [
        ("", "Choose one of the answers"),
        ("99", "That time has passed"),
        ("other_time", "Enter when would suit them better"),
    ] {
        let back = teacher.post("/conversations/1/answers/1", &[("answer", answer), ("message", "Keep me")]).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        assert!(back.body.matches(sentence).count() == 2 && back.body.contains("Keep me"), "{sentence}: {}", back.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM answer").await, 0);
}

#[tokio::test]
async fn the_office_answers_from_its_list_and_sees_nothing_else_of_the_meeting() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET email = NULL WHERE id = 1").await;
    offered(&app).await;
    let office = app.sign_in("office").await;
    let tasks = office.get("/tasks").await.body;
    assert!(tasks.contains("Write down what they say") && tasks.contains("/conversations/1/answers/1"), "{tasks}");
    let saved = office.post("/conversations/1/answers/1", &[("answer", "1")]).await;
    assert_eq!(saved.location.as_deref(), Some("/tasks"), "{}", saved.body);
    assert!(!office.get("/tasks").await.body.contains("07700 900001"), "phoned, and done");
    assert_eq!(count(&app, "SELECT count(*) FROM booking").await, 1);
    assert_eq!(office.get("/conversations/1").await.status, StatusCode::NOT_FOUND);
    for who in ["ta", "governor", "admin", "other_teacher", "head"] {
        let session = app.sign_in(who).await;
        for answer in [
            session.get("/conversations/1/answers/1").await,
            session.post("/conversations/1/answers/1", &[("answer", "1")]).await,
        ] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}");
        }
    }
}

#[tokio::test]
async fn nobody_answers_for_somebody_who_must_not_be_contacted_or_for_a_meeting_that_is_over() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (2, 'court_order', '', 'import', 0)").await;
    let blocked = teacher.post("/conversations/1/answers/2", &[("answer", "1")]).await;
    assert!(blocked.status == StatusCode::CONFLICT && !blocked.body.contains("court"), "{}", blocked.body);
    assert!(!teacher.get("/conversations/1").await.body.contains("/answers/2"));
    teacher.post("/conversations/1/cancellation", &[("reason", "Snow")]).await;
    let over = teacher.post("/conversations/1/answers/1", &[("answer", "1")]).await;
    assert!(over.body.contains("has been recorded or cancelled meanwhile"), "{}", over.body);
    assert_eq!(teacher.get("/conversations/1/answers/1").await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM answer").await, 0);
}

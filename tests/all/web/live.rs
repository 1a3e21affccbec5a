//! The meeting while it goes on: what the parents in the room may see and no more, kept, read back, finished.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::{Session, TestApp};

/// What is typed while people talk.
const TALK: &[(&str, &str)] = &[
    ("started", "1794995100"), // 09:45 that day
    ("took-1", "attended"),
    ("going_well", "Happier in the mornings"),
    ("worries", "Homework takes two hours"),
    ("focus", "Being understood"),
    ("action-0-what", "Read together for five minutes"),
    ("action-0-who", "home"),
    ("action-0-by", ""),
    ("action-1-what", "A quiet place at lunch"),
    ("action-1-who", "staff-4"),
    ("action-1-by", "2026-12-04"),
    ("action-2-what", ""),
    ("action-2-who", "home"),
    ("action-2-by", ""),
    ("other-0-name", "Ms Noor"),
    ("other-0-role", "interpreter"),
    ("interpreter", "Ms Noor, Urdu"),
    ("next_on", "2027-03-18"),
    ("keep_in_touch", "A note each Friday"),
];

/// A meeting with both parents, who live apart and have each written something beforehand.
async fn offered(app: &TestApp) -> Session {
    let teacher = app.sign_in("teacher").await;
    let offer = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    teacher.post("/plans/1/conversations", &offer).await;
    for (adult, message) in [("1", "She sleeps badly"), ("2", "My new address is Elm Road")] {
        let path = format!("/conversations/1/answers/{adult}");
        let said = teacher.post(&path, &[("answer", "1"), ("message", message)]).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    }
    teacher
}

#[tokio::test]
async fn the_view_shows_nothing_that_the_people_in_the_room_may_not_see() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    let who = teacher.get("/conversations/1/live").await.body;
    assert!(who.contains("Who is here?") && !who.contains("Mr Voss") && !who.contains("Elm Road"), "{who}");
    let nobody = teacher.get("/conversations/1/live?asked=yes").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("Tick who is in the room"), "{}", nobody.body);
    let mother = teacher.get("/conversations/1/live?with=1").await.body;
    for seen in ["She sleeps badly", "Says sentences of five words", "Parents can see this page", "Amira"] {
        assert!(mother.contains(seen), "{seen}: {mother}");
    }
    for hidden in
        ["Elm Road", "Mr Khan", "Bilal", "Voss", "main-nav", "Find a pupil", "data-search", "Ben", "£", "SLCN", "@"]
    {
        assert!(!mother.contains(hidden), "{hidden}: {mother}");
    }
    let both = teacher.get("/conversations/1/live?with=1&with=2").await.body;
    assert!(
        !both.contains("She sleeps badly") && !both.contains("Elm Road"),
        "two households: neither's words: {both}"
    );
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (2, 'other', '', 'import', 0)").await;
    let only = teacher.get("/conversations/1/live?with=2").await.body;
    assert!(!only.contains("Elm Road") && only.contains("She sleeps badly"), "only she may take part: {only}");
}

#[tokio::test]
async fn a_meeting_is_held_read_back_and_finished() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    run(&app, "UPDATE booking SET booked_at = 0").await;
    let on = teacher.post("/conversations/1/live", TALK).await;
    assert_eq!(on.location.as_deref(), Some("/conversations/1/read-back"), "{}", on.body);
    let back = teacher.get("/conversations/1/read-back").await.body;
    for words in [
        "Mrs Khan and Mr Shah",
        "Ms Noor (interpreter)",
        "Homework takes two hours",
        "You, at home",
        "Miss Bell",
        ", by Friday 4 December 2026",
        "Thursday 18 March 2027",
        "Mrs Khan, what do you say to this?",
    ] {
        assert!(back.contains(words), "{words}: {back}");
    }
    assert!(!back.contains("Mr Khan") && !back.contains("checked"), "nothing is chosen for anybody: {back}");
    let silent = teacher.post("/conversations/1/read-back", &[("words-1", "Not on Fridays")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("Choose what Mrs Khan says") && silent.body.contains("Not on Fridays"));
    assert!(!silent.body.contains("Mr Khan"), "what only the school can add is not asked here: {}", silent.body);
    let said = [("agree-1", "in_part"), ("words-1", "Not on Fridays"), ("draft", "1")];
    let on = teacher.post("/conversations/1/read-back", &said).await;
    assert_eq!(on.location.as_deref(), Some("/conversations/1"), "finishing is finishing: {}", on.body);
    let page = teacher.get("/conversations/1").await.body;
    for words in [
        "Miss Bell, by Friday 4 December",
        "Mrs Khan: Agree in part. “Not on Fridays”",
        "Being understood",
        "A note each Friday",
        "Sent their views",
        "href=\"/plans/1/review/new\">Record its review",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM agreed_action").await, 2, "an empty line is none");
    assert_eq!(count(&app, "SELECT count(*) FROM agreement").await, 1, "nobody speaks for the father");
    assert_eq!(count(&app, "SELECT count(*) FROM draft").await, 0);
}

#[tokio::test]
async fn where_everybody_invited_is_here_it_is_finished_at_once() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    teacher.post("/conversations/1/live", &[TALK, &[("took-2", "attended")]].concat()).await;
    let done = teacher.post("/conversations/1/read-back", &[("agree-1", "agree"), ("agree-2", "not_agreed")]).await;
    assert_eq!(done.location.as_deref(), Some("/conversations/1"), "{}", done.body);
    let all = "SELECT count(*) FROM conversation_record WHERE agreement = 'in_part' AND started_at IS NOT NULL";
    assert_eq!(count(&app, all).await, 1, "one agrees and one does not: in part");
}

#[tokio::test]
async fn what_the_record_holds_besides_is_not_lost_to_the_view_with_fewer_fields() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    teacher.post("/conversations/1/record/draft", &[("took-2", "apologies"), ("worries", "Old"), ("draft", "0")]).await;
    let kept = teacher.post("/conversations/1/live/draft", &[("worries", "New"), ("draft", "1")]).await;
    assert_eq!(kept.location.as_deref(), Some("/conversations/1/live"));
    let form = teacher.get("/conversations/1/record").await.body;
    assert!(form.contains("value=\"apologies\" checked") && form.contains("New"), "{form}");
    let lines = teacher.post("/conversations/1/live/lines", &[TALK, &[("draft", "2")]].concat()).await;
    assert_eq!(lines.location.as_deref(), Some("/conversations/1/live#plan"));
    let view = teacher.get("/conversations/1/live").await.body;
    assert!(view.contains("action-2-what") && !view.contains("action-3-what"), "two lines are filled, one is free");
}

#[tokio::test]
async fn who_is_second_to_finish_keeps_what_they_wrote() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    teacher.post("/conversations/1/live", TALK).await;
    run(&app, "UPDATE slot SET starts_at = 1794990000").await;
    let missed = [("held_on", "2026-11-18"), ("took-1", "did_not_come"), ("took-2", "apologies")];
    app.sign_in("senco").await.post("/conversations/1/record", &missed).await;
    for path in ["/conversations/1/record", "/conversations/1/read-back"] {
        let late = teacher.post(path, &[("worries", "Homework takes two hours")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{path}");
        assert!(late.body.contains("Homework takes two hours") && late.body.contains("What people worry about"));
    }
}

#[tokio::test]
async fn mistakes_in_lines_are_said_beside_them() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    let wrong = [
        ("held_on", "2026-11-18"),
        ("took-1", "attended"),
        ("took-2", "apologies"),
        ("mode", "school"),
        ("minutes", "30"),
        ("other-0-name", "Ms Noor"),
        ("action-0-who", "home"),
        ("action-0-by", "soon"),
        ("action-1-what", "Something"),
        ("action-1-who", "staff-6"),
        ("next_on", "2026-11-17"),
    ];
    let answer = teacher.post("/conversations/1/record", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    super::summary_follows_the_form(&answer.body);
    for words in [
        "Choose as what Ms Noor was there",
        "Line 1: enter what was agreed",
        "Enter a day, like 2026-11-26",
        "Line 2: choose who does it", // a governor takes nothing on
        "Tuesday 17 November 2026 has passed",
        "Choose what Mrs Khan says to what was agreed",
    ] {
        assert_eq!(answer.body.matches(words).count(), 2, "{words}: {}", answer.body);
    }
}

#[tokio::test]
async fn what_was_agreed_comes_back_at_the_next_meeting_for_those_who_were_invited() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    let said = [
        ("agree-1", "agree"),
        ("took-2", "apologies"),
        ("held_on", "2026-11-18"),
        ("mode", "school"),
        ("minutes", "25"),
    ];
    teacher.post("/conversations/1/record", &[TALK, &said].concat()).await;
    run(&app, "DELETE FROM agreement; DELETE FROM conversation_attendance WHERE adult_id = 2").await;
    let next = [("slot-0-day", "2026-11-27"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    teacher.post("/plans/1/conversations", &next).await;
    let live = teacher.get("/conversations/2/live?with=1").await.body;
    assert!(
        live.contains("What we agreed before")
            && live.contains("A quiet place at lunch (Miss Bell, by Friday 4 December)"),
        "{live}"
    );
    run(&app, "UPDATE invitation SET adult_id = 4 WHERE conversation_id = 1 AND adult_id = 1").await;
    let apart = teacher.get("/conversations/2/live?with=1").await.body;
    assert!(!apart.contains("A quiet place at lunch"), "agreed at a meeting that she was not invited to: {apart}");
    run(&app, "UPDATE invitation SET adult_id = 1 WHERE conversation_id = 1 AND adult_id = 4").await;
    let held = [
        ("took-1", "attended"),
        ("took-2", "apologies"),
        ("held_on", "2026-11-18"),
        ("mode", "school"),
        ("minutes", "25"),
        ("agree-1", "agree"),
        ("done-1", "partly"),
        ("done-2", "done"),
    ];
    let saved = teacher.post("/conversations/2/record", &held).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let first = teacher.get("/conversations/1").await.body;
    assert!(first.contains("<strong>In part</strong>") && first.contains("<strong>Done</strong>"), "{first}");
}

#[tokio::test]
async fn what_is_agreed_without_a_who_is_asked_for_on_the_page_and_nothing_is_dropped() {
    let app = TestApp::new().await;
    let teacher = offered(&app).await;
    let half: Vec<_> =
        TALK.iter().map(|(name, value)| (*name, if *name == "action-1-who" { "" } else { *value })).collect();
    teacher.post("/conversations/1/live", &half).await;
    let asked = teacher.get("/conversations/1/read-back").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Line 2: choose who does it", "A quiet place at lunch", "Parents can see this page", "Read it back"] {
        assert!(asked.body.contains(words), "{words}: {}", asked.body);
    }
    assert!(!asked.body.contains("Did we write it down right?"), "{}", asked.body);
    // Whoever goes on all the same is brought back to it.
    let early = teacher.post("/conversations/1/read-back", &[("agree-1", "agree"), ("draft", "1")]).await;
    assert_eq!(early.location.as_deref(), Some("/conversations/1/read-back"), "{}", early.body);
    assert_eq!(count(&app, "SELECT count(*) FROM conversation_record").await, 0);
    teacher.post("/conversations/1/live", &[TALK, &[("draft", "2")]].concat()).await;
    let back = teacher.get("/conversations/1/read-back").await.body;
    assert!(back.contains("A quiet place at lunch") && back.contains("Miss Bell"), "{back}");
}

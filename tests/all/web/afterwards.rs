//! What follows an offer: a time that changes, a link that ends, the question afterwards, and what was agreed on paper.

use axum::http::StatusCode;

use super::{count, invitations::offered, run};
use crate::support::TestApp;

/// A meeting that one of two parents came to.
pub(super) const HELD: &[(&str, &str)] = &[
    ("held_on", "2026-11-18"),
    ("took-1", "attended"),
    ("took-2", "did_not_come"),
    ("mode", "school"),
    ("minutes", "40"),
    ("going_well", "Mornings"),
    ("agreed", "Five minutes of reading a day"),
    ("agree-1", "in_part"),
    ("words-1", "Not on Fridays"),
];

#[tokio::test]
async fn a_meeting_is_moved_from_the_offer_to_the_calendar() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (parent, teacher, path) = (app.stranger(), app.sign_in("teacher").await, format!("/i/{token}"));
    parent.post(&path, &[("answer", "1")]).await;
    let entry = parent.get(&format!("{path}/calendar.ics")).await.body;
    assert!(entry.contains("DTSTART:20261126T091500Z") && entry.contains("SEQUENCE:0"), "{entry}");
    let uid = entry.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    let passed = [
        ("slot", "other"),
        ("slot-0-day", "2026-11-17"),
        ("slot-0-time", "09:15"),
        ("mode", "phone"),
        ("minutes", "30"),
    ];
    let wrong = teacher.post("/conversations/1/booking", &passed).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("has passed"), "{}", wrong.body);
    let moved = [
        ("slot", "other"),
        ("slot-0-day", "2026-12-01"),
        ("slot-0-time", "17:00"),
        ("mode", "phone"),
        ("minutes", "30"),
    ];
    let saved = teacher.post("/conversations/1/booking", &moved).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(teacher.get("/conversations/1").await.body.contains("Booked: Tuesday 1 December 2026, 5:00pm, by phone"));
    let page = parent.get(&path).await.body;
    assert!(page.contains("Tuesday 1 December 2026, 5:00pm") && page.contains("The time has changed."), "{page}");
    let entry = parent.get(&format!("{path}/calendar.ics")).await.body;
    assert!(
        entry.contains("DTSTART:20261201T170000Z") && entry.contains("SEQUENCE:1") && entry.contains(&uid),
        "{entry}"
    );
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'booked' AND adult_id = 1").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'changed' AND adult_id = 1").await, 1);
    assert!(teacher.get("/conversations/1").await.body.contains("The time has changed since"));
    parent.post(&path, &[("answer", "come")]).await;
    assert!(parent.get(&path).await.body.contains("We have your answer"), "to the new time");
    parent.post(&path, &[("answer", "other_time"), ("when", "in the evening")]).await;
    assert!(
        teacher.get("/my-pupils").await.body.contains("Parents ask"),
        "what is asked of the lead is put before them"
    );
    assert!(teacher.get("/plans/1").await.body.contains("Booked for Tuesday 1 December 2026"));
    assert!(teacher.get("/pupils/1").await.body.contains("href=\"/conversations/1\""));
}

#[tokio::test]
async fn a_link_works_until_it_ends_and_then_gives_no_hint() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (parent, path) = (app.stranger(), format!("/i/{token}"));
    for answer in ["phone", "1"] {
        assert_eq!(
            parent.post(&path, &[("answer", answer)]).await.status,
            StatusCode::SEE_OTHER,
            "{answer}: many uses"
        );
    }
    let unknown = parent.get("/i/0000").await;
    // Ended by somebody, not by itself: nothing tells one from the other.
    run(&app, "UPDATE invitation_link SET expires_at = 0").await;
    for ending in ["", "/feedback", "/calendar.ics"] {
        let ended = parent.get(&format!("{path}{ending}")).await;
        assert_eq!((ended.status, ended.body), (StatusCode::NOT_FOUND, unknown.body.clone()), "{ending}");
    }
    for ending in ["", "/feedback", "/paper"] {
        let ended = parent.post(&format!("{path}{ending}"), &[("answer", "cannot"), ("useful", "no")]).await;
        assert_eq!((ended.status, ended.body), (StatusCode::NOT_FOUND, unknown.body.clone()), "{ending}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM answer").await, 2);
    for word in ["Oakfield", "expired", "Khan", "Amira"] {
        assert!(!unknown.body.contains(word), "{word}");
    }
}

#[tokio::test]
async fn times_that_have_passed_are_not_offered_as_if_they_had_not() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (parent, path) = (app.stranger(), format!("/i/{token}"));
    run(&app, "UPDATE slot SET starts_at = unixepoch('2026-11-16 09:15')").await;
    let page = parent.get(&path).await.body;
    assert!(page.contains("The times that we offered have passed") && !page.contains("None of these"), "{page}");
    run(&app, "INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (1, 0, 1, 0)").await;
    let page = parent.get(&path).await.body;
    assert!(page.contains("We had planned to meet") && !page.contains("<form"), "{page}");
}

#[tokio::test]
async fn one_tap_says_how_it_was_and_the_newest_counts() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (parent, teacher, path) = (app.stranger(), app.sign_in("teacher").await, format!("/i/{token}"));
    let there = format!("{path}/feedback");
    assert_eq!(parent.get(&there).await.location.as_deref(), Some(path.as_str()), "nobody has met yet");
    parent.post(&there, &[("listened", "yes")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM feedback").await, 0, "nobody has met yet");
    teacher.post("/conversations/1/record", HELD).await;
    let page = parent.get(&there).await.body;
    for said in ["How was our meeting?", "“I was listened to”", "“I know what happens next”", "One tap is enough"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Amira") && !page.contains("Five minutes of reading"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM feedback").await, 0, "looking says nothing");
    for (fields, why) in
        [(&[][..], "none"), (&[("listened", "very")], "no answer"), (&[("useful", "yes")], "not asked any more")]
    {
        let wrong = parent.post(&there, fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(
            wrong.body.contains("Choose one of the answers above") && wrong.body.contains("<title>Error: "),
            "{}",
            wrong.body
        );
    }
    for answer in [("listened", "no"), ("listened", "partly"), ("next_step", "yes"), ("comment", "More time, <please>")]
    {
        let told = parent.post(&there, &[answer]).await;
        assert_eq!(told.location.as_deref(), Some(there.as_str()), "{}", told.body);
    }
    let page = parent.get(&there).await.body;
    assert!(page.matches("We have your answer").count() == 2 && page.contains("We have your words"), "{page}");
    assert!(!page.contains("More time"), "what they wrote is not behind a bare link");
    let seen = teacher.get("/conversations/1").await.body;
    assert!(
        seen.contains("I was listened to: partly; I know what happens next: yes “More time, &lt;please&gt;”"),
        "{seen}"
    );
    assert_eq!(count(&app, "SELECT count(*) FROM feedback").await, 4, "what was said before stays");
    let noted = "SELECT count(*) FROM audit WHERE actor_kind = 'adult' AND detail = 'satisfaction'";
    assert_eq!(count(&app, noted).await, 4);
}

#[tokio::test]
async fn who_was_not_there_is_not_asked_how_it_was() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    app.sign_in("teacher").await.post("/conversations/1/record", HELD).await;
    run(&app, "UPDATE conversation_attendance SET how = 'apologies' WHERE adult_id = 1").await;
    let (parent, there) = (app.stranger(), format!("/i/{token}/feedback"));
    assert!(!parent.get(&format!("/i/{token}")).await.body.contains("How was our meeting?"));
    parent.post(&there, &[("listened", "yes")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM feedback").await, 0);
}

#[tokio::test]
async fn what_was_agreed_is_asked_for_on_paper_and_printed_for_those_who_may_have_it() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (parent, senco, path) = (app.stranger(), app.sign_in("senco").await, format!("/i/{token}/paper"));
    parent.post(&path, &[]).await;
    assert_eq!(senco.get("/conversations/1/paper").await.status, StatusCode::NOT_FOUND, "nothing is agreed yet");
    senco.post("/conversations/1/record", HELD).await;
    for _ in 0..2 {
        assert!(parent.post(&path, &[]).await.body.contains("A paper copy is on its way"));
    }
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'paper_copy' AND for_role = 'senco'").await, 1);
    let tasks = senco.get("/tasks").await.body;
    assert!(tasks.contains("Send a paper copy") && tasks.contains("href=\"/conversations/1\""), "{tasks}");
    assert!(senco.get("/conversations/1").await.body.contains("/conversations/1/paper"));
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (2, 'other', '', 'import', 0)").await;
    let paper = senco.get("/conversations/1/paper").await.body;
    for words in [
        "Wednesday 18 November 2026: you and Mr Shah",
        "Five minutes of reading a day",
        "You agreed with a part of it: “Not on Fridays”",
    ] {
        assert!(paper.contains(words), "{words} in {paper}");
    }
    assert!(
        paper.contains("For Mrs Khan") && !paper.contains("Mr Khan"),
        "not to the father, who is to be checked: {paper}"
    );
    assert!(!paper.contains("Amira"));
}

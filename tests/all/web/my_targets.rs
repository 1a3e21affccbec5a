//! The pupil's own card: current targets in a child's words, kept when a target is worded anew.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

const WORDS: &[(&str, &str)] =
    &[("t-1-wording", "I say <long> sentences"), ("t-1-helps", "Time to think"), ("t-1-drawing", "speech")];

#[tokio::test]
async fn the_card_has_the_plans_words_until_somebody_writes_a_childs() {
    let app = TestApp::new().await;
    let ta = app.sign_in("ta").await;
    let card = ta.get("/pupils/1/my-targets").await.body;
    assert!(card.contains("Says sentences of five words or more"), "{card}");
    assert!(card.contains("I started at 4 sentences. I am going for 12 sentences."), "{card}");
    assert!(!card.contains("Speech, language") && !card.contains('£'), "neither a need nor a cost: {card}");
    let saved = ta.post("/pupils/1/my-targets", WORDS).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/my-targets"), "{}", saved.body);
    let card = app.sign_in("teacher").await.get("/pupils/1/my-targets").await.body;
    assert!(card.contains("I say &lt;long&gt; sentences") && card.contains("Time to think"), "{card}");
    assert!(!card.contains("Says sentences of five words"), "{card}");
    assert!(ta.get("/pupils/1/my-targets/edit").await.body.contains("value=\"speech\" checked"));
    // The same once more changes nothing; another target's number is passed over.
    ta.post("/pupils/1/my-targets", &[WORDS, &[("t-99-wording", "x")]].concat()).await;
    assert_eq!(count(&app, "SELECT count(*) FROM my_target").await, 1);
}

#[tokio::test]
async fn a_target_that_is_worded_anew_or_carried_forward_keeps_its_line_on_the_card() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/pupils/1/my-targets", WORDS).await;
    run(
        &app,
        "UPDATE target SET withdrawn_at = 1 WHERE id = 1;
         INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, direction, baseline, predicted, entered_at, replaces_id)
           VALUES (7, 1, 1, 1, 'Says sentences of six words', 'Sentences', 'higher', 400, 1200, 0, 1);
         INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, direction, baseline, predicted, entered_at)
           VALUES (8, 1, 1, 2, 'Asks to play', 'Times', 'lower', 900, 100, 0);",
    )
    .await;
    let card = teacher.get("/pupils/1/my-targets").await.body;
    assert!(card.contains("I say &lt;long&gt; sentences") && card.contains("Asks to play"), "{card}");
    assert!(card.contains("I want to get down to 1."), "{card}");
}

#[tokio::test]
async fn what_has_no_room_on_a_card_is_said_beside_its_field() {
    let app = TestApp::new().await;
    let ta = app.sign_in("ta").await;
    let long = "x".repeat(141);
    let wrong = ta.post("/pupils/1/my-targets", &[("t-1-wording", &long), ("t-1-helps", "Kept")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("a card has room for 140") && wrong.body.contains("value=\"Kept\""), "{}", wrong.body);
    assert_eq!(app.sign_in("head").await.get("/pupils/1/my-targets/edit").await.status, StatusCode::FORBIDDEN);
    assert_eq!(count(&app, "SELECT count(*) FROM my_target").await, 0);
}

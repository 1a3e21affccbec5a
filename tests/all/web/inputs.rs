//! What teachers say before a review: asked once, given on one page, and shown beside the review.

use axum::http::StatusCode;
use thrice::dispatch::{Scope, queue_due};
use thrice::store::Actor;

use super::{count, run};
use crate::support::{TestApp, nine_o_clock, roll::Pupil};

/// Another teacher of 4A, and a pupil of 5A with a plan.
async fn more(app: &TestApp) {
    run(app, "INSERT INTO class_staff (class_id, staff_id, from_on) VALUES (1, 3, '2026-09-01')").await;
    Pupil::known(2).on_sen_support("2026-09-10").with_plan(3, "2026-12-04").joins(app).await;
}

const SAID: [(&str, &str); 6] = [
    ("cycle", "1"),
    ("target-0-id", "1"),
    ("target-0-going", "mostly"),
    ("target-0-note", "With a partner <Ben>"),
    ("helped", "Cards at the start"),
    ("draft", "0"),
];

async fn mails(app: &TestApp) -> i64 {
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    queue_due(&mut tx, &app.app.post, Scope::School(app.cast.school)).await.unwrap();
    tx.commit().await.unwrap();
    count(app, "SELECT count(*) FROM notice WHERE kind = 'digest' AND staff_id = 2").await
}

#[tokio::test]
async fn teachers_are_asked_once_after_ten_minutes_and_in_one_message() {
    let app = TestApp::new().await;
    more(&app).await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/round").await.body.contains("formaction=\"/inputs/new\""), "a way to it");
    let both = [("plan", "1"), ("plan", "2")];
    let form = senco.post("/inputs/new", &both).await.body;
    assert!(form.contains("2 teachers are asked for 3 views") && form.contains("value=\"2026-11-25\""), "{form}");
    for (by, why) in
        [("", "Enter the day"), ("2026-11-18", "is not in the future"), ("2026-11-22", "The school is closed")]
    {
        let wrong = senco.post("/inputs", &[&both[..], &[("by", by)]].concat()).await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.matches(why).count() == 2,
            "{why}: {}",
            wrong.body
        );
    }
    let asked = senco.post("/inputs", &[&both[..], &[("by", "2026-11-25")]].concat()).await;
    let done = asked.location.expect("what was done");
    assert!(senco.get(&done).await.body.contains("Nobody sees it yet."));
    let teacher = app.sign_in("teacher").await;
    assert!(!teacher.get("/my-pupils").await.body.contains("Your view before the review"), "not yet");
    // Taken back, then asked again.
    assert_eq!(senco.post(&format!("{done}/withdrawal"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(senco.get(&done).await.body.contains("Nobody is asked, and nobody was written to."));
    app.app.clock.set(nine_o_clock().plus_minutes(1));
    let done = senco.post("/inputs", &[&both[..], &[("by", "2026-11-25")]].concat()).await.location.unwrap();
    app.app.clock.set(nine_o_clock().plus_minutes(12));
    assert_eq!(senco.post(&format!("{done}/withdrawal"), &[]).await.status, StatusCode::CONFLICT);
    assert!(
        teacher
            .get("/my-pupils")
            .await
            .body
            .contains("href=\"/plans/1/input\">Amira K.</a> <span class=\"muted\">by Wed 25 Nov")
    );
    let again = senco.post("/inputs/new", &both).await.body;
    assert!(again.contains("left out, asked already, by Wed 25 Nov"), "{again}");
    let nobody = senco.post("/inputs", &[&both[..], &[("by", "2026-11-26")]].concat()).await;
    assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.body.contains("nobody left to ask"));
    // So that no review's own rung of the ladder falls on these days.
    super::run(&app, "UPDATE cycle SET review_on = '2026-12-16'").await;
    let before = mails(&app).await;
    app.app.clock.set(nine_o_clock().plus_minutes(24 * 60));
    assert_eq!(mails(&app).await, before + 1, "on the next school day");
    app.app.clock.set(nine_o_clock().plus_minutes(2 * 24 * 60));
    assert_eq!(mails(&app).await, before + 1, "and not once more");
    let said = count(
        &app,
        "SELECT count(*) FROM notice WHERE kind = 'digest' AND staff_id = 2 AND (instr(raw, 'Amira') OR instr(raw, 'Khan'))",
    );
    assert_eq!(said.await, 0, "no child in it");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'input_request' AND verb = 'created'").await, 6);
}

#[tokio::test]
async fn a_teacher_says_how_it_goes_and_the_review_shows_it_beside_each_target() {
    let app = TestApp::new().await;
    more(&app).await;
    run(&app, "INSERT INTO input_request (cycle_id, staff_id, by_on, asked_at, asked_by) VALUES (1, 2, '2026-11-25', 1794906000, 1), (1, 3, '2026-11-25', 1794906000, 1)").await;
    let (teacher, path) = (app.sign_in("teacher").await, "/plans/1/input");
    assert!(teacher.get("/my-pupils").await.body.contains("Say how it goes"));
    let empty = teacher.post(path, &[("cycle", "1"), ("target-0-id", "1")]).await;
    assert!(
        empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.body.contains("Say how at least one target goes")
    );
    let kept = teacher
        .post_as_script(
            &format!("{path}/draft"),
            &[("cycle", "1"), ("helped", "Half a word"), ("draft", "0"), ("page", "a")],
        )
        .await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    assert!(teacher.get(path).await.body.contains("Half a word"));
    let sent = teacher.post(path, &SAID).await;
    assert_eq!(sent.location.as_deref(), Some("/plans/1/input?saved=1"), "{}", sent.body);
    let page = teacher.get("/plans/1/input?saved=1").await.body;
    assert!(
        page.contains("Thank you.") && page.contains("Cards at the start") && !page.contains("Half a word"),
        "{page}"
    );
    assert!(!teacher.get("/my-pupils").await.body.contains("Your view before the review"), "given");
    // The plan is changed: what was said of the target follows it.
    run(&app, "INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at, replaces_id)
                 SELECT 9, 1, 1, 1, wording, measure, unit, direction, baseline, predicted, 0, 1 FROM target WHERE id = 1;
               UPDATE target SET withdrawn_at = 1 WHERE id = 1;").await;
    let senco = app.sign_in("senco").await.get("/plans/1/review/new").await.body;
    for words in [
        "<strong>Mr Shah, Wed 18 Nov: </strong>Most of the time. With a partner &lt;Ben&gt;",
        "Cards at the start",
        "Ms Lowe (asked on Tue 17 Nov, by Wed 25 Nov)",
    ] {
        assert!(senco.contains(words), "{words}: {senco}");
    }
    // A second view takes the place of the first, which stays.
    let more = [("cycle", "1"), ("target-0-id", "1"), ("target-0-going", "sometimes"), ("helped", "A partner")];
    assert_eq!(teacher.post(path, &more).await.status, StatusCode::SEE_OTHER);
    let senco = app.sign_in("senco").await.get("/plans/1/review/new").await.body;
    assert!(senco.contains("Sometimes, or with help") && !senco.contains("Cards at the start"), "{senco}");
    assert_eq!(count(&app, "SELECT count(*) FROM teacher_input").await, 2);
    // A target that is gone: what was noted of it is not lost.
    let gone = [("cycle", "1"), ("target-0-id", "77"), ("target-0-note", "Whistles"), ("to_raise", "Lunch")];
    assert_eq!(teacher.post(path, &gone).await.status, StatusCode::SEE_OTHER);
    assert!(app.sign_in("head").await.get("/plans/1").await.status == StatusCode::OK);
    assert_eq!(
        count(&app, "SELECT count(*) FROM teacher_input WHERE to_raise = 'Lunch' || char(10) || 'Whistles'").await,
        1
    );
    for who in ["senco", "ta", "head"] {
        assert_eq!(app.sign_in(who).await.post(path, &SAID).await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

#[tokio::test]
async fn a_review_that_comes_first_hands_the_words_back() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let review = [
        ("cycle", "1"),
        ("held_on", "2026-11-18"),
        ("next_on", "2027-03-25"),
        ("decision", "continue"),
        ("same_for_all", "no_change"),
    ];
    assert_eq!(teacher.post("/plans/1/review", &review).await.status, StatusCode::SEE_OTHER);
    let late = teacher.post("/plans/1/input", &SAID).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for words in ["The review was recorded while you were writing", "Cards at the start", "With a partner"] {
        assert!(late.body.contains(words), "{words}: {}", late.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM teacher_input").await, 0);
}

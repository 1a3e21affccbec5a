//! Reasons to look at a plan before its day, and how targets have gone.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

/// Two reviews of plan 1 in which the target was not met, the newest on 8 July; then a third cycle with the target carried on.
const TWO_CYCLES: &str = "
    UPDATE cycle SET number = 3, started_on = '2026-07-08' WHERE id = 1;
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (21, 1, 1, '2025-09-10', '2026-03-20'), (22, 1, 2, '2026-03-20', '2026-07-08');
    INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, challenge, entered_at, replaces_id) VALUES
      (21, 21, 1, 1, 'Says sentences of four words', 'Sentences in ten minutes of play', 'sentences', 'higher', 200, 800, 1000, 0, NULL),
      (22, 22, 1, 1, 'Says sentences of four words', 'Sentences in ten minutes of play', 'sentences', 'higher', 300, 800, 1000, 0, 21);
    INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at, replaces_id, withdrawn_at)
      SELECT 23, 1, 1, 1, wording, measure, unit, direction, baseline, predicted, 0, 22, 1 FROM target WHERE id = 1;
    INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at, replaces_id)
      SELECT 24, 1, 1, 1, wording, measure, unit, direction, baseline, predicted, 0, 23 FROM target WHERE id = 1;
    UPDATE target SET withdrawn_at = 1 WHERE id = 1;
    INSERT INTO review (id, cycle_id, held_on, decision, entered_at) VALUES (21, 21, '2026-03-20', 'continue', 0), (22, 22, '2026-07-08', 'continue', 0);
    INSERT INTO target_result (review_id, target_id, actual, progress) VALUES (21, 21, 300, 'partly'), (22, 22, 400, 'partly');";

#[tokio::test]
async fn two_cycles_with_little_progress_ask_for_specialists_on_every_page_that_decides() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for path in ["/", "/plans/1", "/plans/1/review/new"] {
        assert!(!senco.get(path).await.body.contains("no target was met or exceeded"), "{path}");
    }
    run(&app, TWO_CYCLES).await;
    for path in ["/", "/plans/1", "/plans/1/review/new"] {
        let page = senco.get(path).await.body;
        assert!(page.contains("At the last two reviews no target was met or exceeded."), "{path}: {page}");
    }
    assert!(senco.get("/plans/1/review/new").await.body.contains("Code of Practice 6.58"));
    let ta = app.sign_in("ta").await.get("/plans/1").await.body;
    assert!(!ta.contains("no target was met"), "what reviews found is not for everybody who sees the plan");
}

#[tokio::test]
async fn a_fall_in_attendance_counts_until_a_review_has_been_held() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    run(&app, "INSERT INTO attendance (pupil_id, year, reported_on, possible, attended) VALUES (1, 2026, '2026-11-17', 110, 101)").await;
    let page = senco.get("/").await.body;
    assert!(page.contains("Attendance fell from 96 of 100 sessions (96.0%) to 101 of 110 sessions (91.8%)."), "{page}");
    run(&app, "INSERT INTO school_setting (school_id, name, value, from_on, set_at) VALUES (1, 'early_review.attendance_points', '6', '2026-09-01', 0)").await;
    assert!(!senco.get("/").await.body.contains("Attendance fell"), "the school sets how far");
    run(&app, "DELETE FROM school_setting WHERE name = 'early_review.attendance_points'").await;
    let fields = [
        ("cycle", "1"),
        ("held_on", "2026-11-18"),
        ("next_on", "2027-03-25"),
        ("decision", "continue"),
        ("same_for_all", "no_change"),
    ];
    assert_eq!(senco.post("/plans/1/review", &fields).await.status, StatusCode::SEE_OTHER);
    assert!(!senco.get("/").await.body.contains("Attendance fell"), "the review has seen it");
}

#[tokio::test]
async fn a_parent_who_asks_for_a_review_is_not_forgotten() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    assert!(teacher.get("/plans/1").await.body.contains("href=\"/plans/1/requests/new\""));
    for day in ["", "2026-11-19", "yesterday"] {
        let wrong = teacher.post("/plans/1/requests", &[("asked_on", day), ("words", "Homework")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(wrong.body.contains("Homework"));
    }
    let saved = teacher.post("/plans/1/requests", &[("asked_on", "2026-11-16"), ("words", "Homework")]).await;
    assert_eq!(saved.location.as_deref(), Some("/plans/1"), "{}", saved.body);
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/").await.body.contains("A parent asked for a review on Monday 16 November 2026."));
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'review request'").await, 1);
}

#[tokio::test]
async fn a_target_that_was_carried_on_and_changed_is_one_line_of_figures() {
    let app = TestApp::new().await;
    run(&app, TWO_CYCLES).await;
    let page = app.sign_in("teacher").await.get("/pupils/1/progress").await.body;
    assert_eq!(page.matches("<svg viewBox=\"0 0 360 150\"").count(), 1, "{page}");
    assert!(page.contains("From 2 to 4 sentences over 2 reviews. 12 sentences expected next."), "{page}");
    for figures in ["Friday 20 March 2026", "Partly met", "Still to be reviewed"] {
        assert!(page.contains(figures), "{figures}");
    }
    let years = page.split_once("Targets of all plans, year by year").expect("a table over all plans").1;
    let years = years.split_once("</table>").unwrap().0;
    assert!(years.contains("2025/26") && !years.contains("2026/27"), "{years}");
    let none = app.sign_in("senco").await.get("/pupils/2/progress").await.body;
    assert!(none.contains("No plan has been made yet."));
    assert_eq!(app.sign_in("ta").await.get("/pupils/1/progress").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_suspension_asks_for_an_early_review_until_one_is_held_or_it_is_withdrawn() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    run(&app, "INSERT INTO suspension (id, pupil_id, kind, from_on, sessions, reason, parents_told_on, entered_at) VALUES
        (1, 1, 'suspension', '2026-09-07', 4, 'DB', '2026-09-07', 0), (2, 1, 'suspension', '2026-11-16', 3, 'DB', '2026-11-16', 0)").await;
    let said = "Suspended since the last review: 1½ days, the last time from Monday 16 November 2026.";
    for path in ["/", "/pupils/1", "/plans/1", "/plans/1/review/new"] {
        let page = senco.get(path).await.body;
        assert!(page.contains(said), "{path}: {page}");
    }
    for who in ["ta", "office"] {
        assert!(!app.sign_in(who).await.get("/pupils/1").await.body.contains("Suspended since"), "{who}");
    }
    run(&app, "UPDATE suspension SET withdrawn_at = 1, withdrawn_by = 1, withdrawn_why = 'Another pupil' WHERE id = 2")
        .await;
    for path in ["/", "/pupils/1", "/plans/1", "/plans/1/review/new"] {
        assert!(!senco.get(path).await.body.contains("Suspended since the last review"), "{path}");
    }
}

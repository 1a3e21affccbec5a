//! Progress beside others and beside what a source expects: of fewer than five nothing is said, and nobody is named.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

/// A measure on which Amira went from 50 to 58 in twelve weeks, and so many others of her need from 50 to 52.
fn scores(others: u32) -> String {
    let mut sql = "INSERT INTO scored_measure (id, school_id, name, lowest, highest, direction, entered_at) VALUES (1, 1, 'Reading', 0, 10000, 'higher', 0);
        INSERT INTO assessment (pupil_id, assessed_on, measure_id, score, assessor, entered_at) VALUES
          (1, '2026-08-20', 1, 5000, 'Mr Shah', 0), (1, '2026-11-12', 1, 5800, 'Mr Shah', 0);"
        .to_owned();
    for n in 100..100 + others {
        sql += &format!(
            "INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES ({n}, 1, 'Pip{n}', 'Quill', '2018-01-01', 0);
             INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES ({n}, '2025-09-01', 0);
             INSERT INTO need (pupil_id, code, rank, from_on) VALUES ({n}, 'SLCN', 1, '2026-09-01');
             INSERT INTO assessment (pupil_id, assessed_on, measure_id, score, assessor, entered_at) VALUES
               ({n}, '2026-08-20', 1, 5000, 'Mr Shah', 0), ({n}, '2026-11-12', 1, 5200, 'Mr Shah', 0);"
        );
    }
    sql
}

const EXPECTED: &[(&str, &str)] = &[
    ("measure", "1"),
    ("start_from", "40"),
    ("start_until", "60"),
    ("change", "10"),
    ("weeks", "24"),
    ("source", "A study <2024>"),
];

#[tokio::test]
async fn a_pupils_progress_stands_beside_others_and_what_is_expected() {
    let app = TestApp::new().await;
    run(&app, scores(5).leak()).await;
    let senco = app.sign_in("senco").await;
    let saved = senco.post("/benchmarks", EXPECTED).await;
    assert_eq!(saved.location.as_deref(), Some("/benchmarks"), "{}", saved.body);
    let page = senco.get("/benchmarks").await.body;
    for said in [
        "6 pupils: the median is 2 better in 12 weeks",
        "1 of 6 pupils",
        "10 better in 24 weeks from a start of 40 to 60",
        "A study &lt;2024&gt;",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Amira") && !page.contains("Pip100"), "nobody is named");
    let teacher = app.sign_in("teacher").await.get("/pupils/1/assessments").await.body;
    for said in [
        "From 50 to 58 in 12 weeks: 8 better",
        "Others here of like need and start, 5 pupils: the median is 2 better in 12 weeks",
        "3 more than expected in these 12 weeks",
    ] {
        assert!(teacher.contains(said), "{said}: {teacher}");
    }
    assert_eq!(senco.post("/benchmarks/1/withdrawal", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/benchmarks/1/withdrawal", &[]).await.status, StatusCode::NOT_FOUND, "once");
    assert!(!senco.get("/pupils/1/assessments").await.body.contains("expected in these"));
}

#[tokio::test]
async fn of_fewer_than_five_nothing_is_said() {
    let app = TestApp::new().await;
    run(&app, scores(3).leak()).await;
    let senco = app.sign_in("senco").await;
    senco.post("/benchmarks", EXPECTED).await;
    let page = senco.get("/benchmarks").await.body;
    assert!(page.contains("Fewer than 5 pupils") && !page.contains("median"), "{page}");
    let own = senco.get("/pupils/1/assessments").await.body;
    assert!(own.contains("Fewer than 5 others here have like need and start"), "{own}");
}

#[tokio::test]
async fn what_cannot_be_expected_is_said_beside_its_field() {
    let app = TestApp::new().await;
    run(&app, scores(0).leak()).await;
    let senco = app.sign_in("senco").await;
    for (change, why) in [
        (("measure", "9"), "Choose the measure"),
        (("start_from", "low"), "Enter the lowest start as a number"),
        (("start_from", "-1"), "This measure goes from 0 to 100"),
        (("start_until", "30"), "The highest start must not be below the lowest"),
        (("change", "0"), "The change must be more than nothing"),
        (("weeks", "many"), "The weeks must be a number from 1 to 104"),
        (("source", " "), "Name the source"),
    ] {
        let fields: Vec<_> = EXPECTED.iter().copied().filter(|(name, _)| *name != change.0).chain([change]).collect();
        let answer = senco.post("/benchmarks", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{change:?}");
        assert!(answer.body.contains(why), "{why}: {}", answer.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM benchmark").await, 0);
    let head = app.sign_in("head").await;
    assert_eq!(head.get("/benchmarks").await.status, StatusCode::OK);
    assert_eq!(head.post("/benchmarks", EXPECTED).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.sign_in("teacher").await.get("/benchmarks").await.status, StatusCode::FORBIDDEN);
}

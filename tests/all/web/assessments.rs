//! What was found out about a pupil: scores on the school's own measures and judgements in words, which keep what they meant.

use axum::http::StatusCode;

use super::{count, summary_follows_the_form};
use crate::support::{Session, TestApp};

const MEASURE: &[(&str, &str)] = &[
    ("name", "Reading <test>"),
    ("lowest", "40"),
    ("highest", "160"),
    ("direction", "higher"),
    ("cut-0-side", "below"),
    ("cut-0-at", "85"),
    ("cut-0-words", "below average"),
    ("cut-3-side", "from"),
    ("cut-3-at", "115"),
    ("cut-3-words", "above average"),
];

const SCORE: &[(&str, &str)] = &[
    ("assessed_on", "2026-10-05"),
    ("measure", "1"),
    ("score", "81"),
    ("assessor", "Mr <Shah>"),
    ("shows", "Guesses from the first letter"),
];

fn with(
    fields: &[(&'static str, &'static str)],
    all: &[(&'static str, &'static str)],
) -> Vec<(&'static str, &'static str)> {
    [fields, all].concat()
}

async fn measure(app: &TestApp) -> Session {
    let senco = app.sign_in("senco").await;
    let made = senco.post("/settings/measures", MEASURE).await;
    assert_eq!(made.location.as_deref(), Some("/settings/measures?done=added"), "{}", made.body);
    senco
}

#[tokio::test]
async fn the_senco_keeps_the_list_and_scores_stand_with_what_they_mean() {
    let app = TestApp::new().await;
    let senco = measure(&app).await;
    let list = senco.get("/settings/measures?done=added").await.body;
    for words in [
        "Reading &lt;test&gt;",
        "40 to 160",
        "Below 85: below average",
        "From 115: above average",
        "No questions, answer sheets",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
    assert!(senco.get("/settings").await.body.contains("/settings/measures"));
    let teacher = app.sign_in("teacher").await;
    let one = teacher.post("/pupils/1/assessments", SCORE).await;
    assert_eq!(one.location.as_deref(), Some("/pupils/1/assessments"), "{}", one.body);
    let page = teacher.get("/pupils/1/assessments").await.body;
    assert!(page.contains("81, the first score. Now: below average.") && !page.contains("<figure"), "{page}");
    let words = [("assessed_on", "2026-09-20"), ("judgement", "Reads with expression"), ("assessor", "Mr Shah")];
    teacher.post("/pupils/1/assessments", &words).await;
    teacher.post("/pupils/1/assessments", &with(&[("score", "90.5"), ("assessed_on", "2026-11-10")], SCORE)).await;
    for who in ["senco", "teacher", "head"] {
        let session = app.sign_in(who).await;
        let page = session.get("/pupils/1/assessments").await.body;
        for words in [
            "From 81 to 90.5 over 2 scores: better.",
            "<figure",
            "Mr &lt;Shah&gt;",
            "Reads with expression",
            "below average",
        ] {
            assert!(page.contains(words), "{who}: {words}: {page}");
        }
        assert_eq!(page.contains("Put right"), who != "head", "{who}");
        for from in ["/pupils/1", "/pupils/1/record", "/plans/1"] {
            assert!(session.get(from).await.body.contains("href=\"/pupils/1/assessments\""), "{who}: {from}");
        }
    }
    let timeline = teacher.get("/pupils/1/timeline").await.body;
    assert_eq!(timeline.matches("Assessed</a>").count(), 3, "{timeline}");
    assert_eq!(app.sign_in("ta").await.get("/pupils/1/assessments").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'assessment' AND verb = 'recorded' AND pupil_id = 1")
            .await,
        3
    );
    assert!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'assessments' AND verb = 'viewed' AND pupil_id = 1")
            .await
            >= 4
    );
}

#[tokio::test]
async fn a_measure_that_is_changed_or_taken_out_keeps_what_old_scores_meant() {
    let app = TestApp::new().await;
    let senco = measure(&app).await;
    senco.post("/pupils/1/assessments", SCORE).await;
    let other = with(&[("name", "Reading"), ("cut-0-at", "80"), ("cut-0-words", "low")], MEASURE);
    let changed = senco.post("/settings/measures/1/edit", &other).await;
    assert_eq!(changed.location.as_deref(), Some("/settings/measures?done=changed"), "{}", changed.body);
    senco.post("/pupils/1/assessments", &with(&[("measure", "2"), ("assessed_on", "2026-11-10")], SCORE)).await;
    let page = senco.get("/pupils/1/assessments").await.body;
    assert!(page.contains("From 81 to 81 over 2 scores: the same.") && page.contains("below average"), "{page}");
    assert!(!page.contains(">low<"), "81 is under no cut-off now: {page}");
    let late = senco.post("/pupils/1/assessments", SCORE).await;
    assert!(late.body.contains("changed or taken out meanwhile"), "{}", late.body);
    // The old score is put right on the measure as it was.
    let form = senco.get("/pupils/1/assessments/1/edit").await.body;
    assert!(form.contains("<option value=\"1\" selected>Reading &lt;test&gt; (40 to 160)"), "{form}");
    let right = senco.post("/pupils/1/assessments/1/edit", &with(&[("score", "84")], SCORE)).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
    assert_eq!(senco.post("/settings/measures/2/withdrawal", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/settings/measures/2/withdrawal", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(senco.post("/settings/measures/1/edit", MEASURE).await.status, StatusCode::NOT_FOUND);
    let page = senco.get("/pupils/1/assessments").await.body;
    assert!(
        page.contains("From 84 to 81 over 2 scores: worse.") && page.contains("put right or taken back (1)"),
        "{page}"
    );
}

#[tokio::test]
async fn a_correction_is_a_new_row_and_nobody_reaches_another_pupils() {
    let app = TestApp::new().await;
    let senco = measure(&app).await;
    senco.post("/pupils/1/assessments", SCORE).await;
    senco.post("/pupils/1/assessments/1/edit", &with(&[("score", "91")], SCORE)).await;
    assert_eq!(count(&app, "SELECT count(*) FROM assessment").await, 2);
    assert_eq!(count(&app, "SELECT replaces_id FROM assessment WHERE id = 2").await, 1);
    for (path, why) in [
        ("/pupils/1/assessments/1/edit", "it was put right already"),
        ("/pupils/2/assessments/2/edit", "it is Amira's"),
        ("/pupils/2/assessments/2/withdrawal", "it is Amira's"),
        ("/pupils/1/assessments/99/withdrawal", "there is none"),
    ] {
        assert_eq!(senco.post(path, SCORE).await.status, StatusCode::NOT_FOUND, "{path}: {why}");
    }
    assert_eq!(
        app.sign_in("other_teacher").await.post("/pupils/1/assessments/2/withdrawal", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        app.sign_in("head").await.post("/pupils/1/assessments/2/withdrawal", &[]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(count(&app, "SELECT count(*) FROM assessment WHERE withdrawn_at IS NULL").await, 1);
    senco.post("/pupils/1/assessments/2/withdrawal", &[]).await;
    let page = senco.get("/pupils/1/assessments").await.body;
    assert!(page.contains("Nothing is entered yet.") && page.contains("taken back (2)"), "{page}");
    assert!(!senco.get("/pupils/1/timeline").await.body.contains("Assessed</a>"));
}

#[tokio::test]
async fn a_score_that_cannot_be_is_said_beside_its_field_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let senco = measure(&app).await;
    for (fields, said) in [
        (&[("score", "161")][..], "Reading &lt;test&gt; goes from 40 to 160: 161 cannot be"),
        (&[("score", "")], "The score must be a number, like 14 or 14.5"),
        (&[("score", "lots")], "The score must be a number"),
        (&[("measure", "")], "Choose what the score is on"),
        (&[("measure", "77")], "changed or taken out meanwhile"),
        (&[("measure", ""), ("score", "")], "or say in words what was found"),
        (&[("assessor", " ")], "Enter who assessed"),
        (&[("assessed_on", "2026-11-19")], "still to come"),
        (&[("assessed_on", "1926-11-19")], "too long ago"),
    ] {
        let answer = senco.post("/pupils/1/assessments", &with(fields, SCORE)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(
            answer.body.contains(said) && answer.body.contains("Guesses from the first letter"),
            "{said}: {}",
            answer.body
        );
    }
    let all = senco.post("/pupils/1/assessments", &[("score", "5")]).await;
    summary_follows_the_form(&all.body);
    assert_eq!(count(&app, "SELECT count(*) FROM assessment").await, 0);
}

#[tokio::test]
async fn a_measure_that_cannot_be_is_said_beside_its_field() {
    let app = TestApp::new().await;
    let senco = measure(&app).await;
    for (fields, said) in [
        (&[("name", "")][..], "Enter what the school calls it"),
        (&[("name", "reading <TEST>")], "is in the list already"),
        (&[("name", "Other"), ("lowest", "x")], "Enter the lowest score as a number"),
        (&[("name", "Other"), ("highest", "40")], "The highest score (40) must be over the lowest (40)"),
        (&[("name", "Other"), ("direction", "up")], "Choose which way is better"),
        (&[("name", "Other"), ("cut-0-at", "40")], "40 parts no scores"),
        (&[("name", "Other"), ("cut-3-at", "80")], "under “below” and under “from”"),
        (&[("name", "Other"), ("cut-0-words", "")], "Say what such a score means"),
        (&[("name", "Other"), ("cut-0-at", "")], "Enter the score of this cut-off"),
    ] {
        let answer = senco.post("/settings/measures", &with(fields, MEASURE)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(
            answer.body.contains(said) && answer.body.contains("value=\"above average\""),
            "{said}: {}",
            answer.body
        );
    }
    let all = senco.post("/settings/measures", &[("cut-1-words", "x"), ("cut-2-at", "x")]).await;
    summary_follows_the_form(&all.body);
    assert_eq!(count(&app, "SELECT count(*) FROM scored_measure").await, 1);
    assert_eq!(senco.post("/settings/measures/1/edit", MEASURE).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM scored_measure").await, 1, "what is saved as it is is no change");
}

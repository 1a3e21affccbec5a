//! Plans that others write and keep: that there is one and where it lies is told above the targets, and nothing else is held.

use axum::http::StatusCode;

use super::{count, on, words};
use crate::support::TestApp;

const HEALTHCARE: &[(&str, &str)] = &[
    ("kind", "healthcare"),
    ("place", "Medical <room>, red folder"),
    ("link", "https://health.example.org/plans"),
    ("holder", "the school nurse"),
    ("from_on", "2026-11-02"),
    ("review_on", "2026-11-20"),
];

#[tokio::test]
async fn that_there_is_one_and_where_it_lies_is_told_to_everybody_who_works_with_the_pupil_until_it_ends() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let saved = teacher.post("/pupils/1/linked-plans", HEALTHCARE).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/linked-plans"), "{}", saved.body);
    let told = "Medical &lt;room&gt;, red folder, kept by the school nurse";
    for (who, path) in
        [("ta", "/my-pupils"), ("teacher", "/my-pupils"), ("teacher", "/my-pupils/sheet"), ("senco", "/cover?class=4A")]
    {
        let page = app.sign_in(who).await.get(path).await.body;
        assert!(page.contains(told) && page.contains("Individual healthcare plan"), "{who} {path}: {page}");
    }
    let page = app.sign_in("ta").await.get("/pupils/1/linked-plans").await.body;
    assert!(
        page.contains("href=\"https://health.example.org/plans\" rel=\"noreferrer\"") && !page.contains("Ends today"),
        "{page}"
    );
    // Three days on it should have been looked at, and says so wherever it is read.
    on(&app, "2026-11-23");
    let teacher = app.sign_in("teacher").await;
    assert!(teacher.get("/my-pupils").await.body.contains("to be looked at since Fri 20 Nov"));
    let today = "Plans kept elsewhere, to be looked at again (1)";
    assert!(app.sign_in("senco").await.get("/").await.body.contains(today), "the SENCO has it on the first page");
    assert!(!app.sign_in("head").await.get("/").await.body.contains(today), "whoever only looks is not called to it");
    let done = teacher.post("/pupils/1/linked-plans/1/reviewed", &[("review_on", "2027-11-22")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!teacher.get("/my-pupils").await.body.contains("to be looked at since"));
    assert!(!app.sign_in("senco").await.get("/").await.body.contains(today));
    assert_eq!(
        words(&app, "SELECT until_on FROM linked_plan WHERE id = 1").await,
        "2026-11-23",
        "what was known stays"
    );
    let again = teacher.post("/pupils/1/linked-plans/1/reviewed", &[("review_on", "2027-11-22")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert_eq!(teacher.post("/pupils/1/linked-plans/2/end", &[]).await.status, StatusCode::SEE_OTHER);
    on(&app, "2026-11-24");
    assert!(!app.sign_in("ta").await.get("/my-pupils").await.body.contains("Medical"), "the day after its last day");
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_nothing_is_kept() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    for (change, why) in [
        (("kind", "zzz"), "Choose which plan it is"),
        (("kind", "other"), "Say what this plan is called"),
        (("place", " "), "Say where the plan lies"),
        (("link", "javascript:alert(1)"), "must be that of a web page"),
        (("from_on", "2026-12-01"), "still to come"),
        (("review_on", ""), "Enter when it is looked at again"),
        (("review_on", "2026-11-17"), "has gone by"),
        (("review_on", "2027-11-19"), "at least once a year"),
    ] {
        let fields: Vec<_> =
            HEALTHCARE.iter().filter(|(name, _)| *name != change.0).chain([&change]).copied().collect();
        let wrong = teacher.post("/pupils/1/linked-plans", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why) && wrong.body.contains("the school nurse"), "{why}: {}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM linked_plan").await, 0);
    teacher.post("/pupils/1/linked-plans", HEALTHCARE).await;
    let late = teacher.post("/pupils/1/linked-plans/1/reviewed", &[("review_on", "2030-01-01")]).await;
    assert!(
        late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("at least once a year"),
        "{}",
        late.body
    );
    for path in ["/pupils/2/linked-plans/1/reviewed", "/pupils/1/linked-plans/9/end"] {
        let other = app.sign_in("senco").await.post(path, &[("review_on", "2027-01-05")]).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_risk_assessment_goes_round_like_the_other_plans_and_counts_for_no_review_of_sen() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/plans/new?kind=risk_assessment").await.body;
    assert!(form.contains("What could hurt the pupil or somebody else") && !form.contains("Tried first"), "{form}");
    let plan = [
        ("kind", "risk_assessment"),
        ("lead", "2"),
        ("review_on", "2026-12-10"),
        ("outcome-0-wording", "Amira is safe at the gate"),
        ("outcome-0-area", "semh"),
        ("target-0-outcome", "1"),
        ("target-0-wording", "Waits at the line"),
        ("target-0-measure", "Times in five home times"),
        ("target-0-direction", "higher"),
        ("target-0-baseline", "1"),
        ("target-0-predicted", "5"),
        ("target-0-strategy_0", "An adult walks beside her"),
    ];
    let made = senco.post("/pupils/1/plans", &plan).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let page = senco.get(made.location.unwrap().as_str()).await.body;
    assert!(page.contains("Amira Khan · Risk assessment"), "{page}");
    let mine = app.sign_in("ta").await.get("/my-pupils").await.body;
    assert!(mine.contains("Risk assessment"), "{mine}");
}

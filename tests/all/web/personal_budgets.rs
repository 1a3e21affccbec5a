//! Personal budgets within an EHC plan: agreed, spent, looked at with the parent, for whoever sees what provision costs.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

const AGREED: [(&str, &str); 7] = [
    ("purpose", "Music <therapy>"),
    ("amount", "1,200.50"),
    ("way", "direct"),
    ("from_on", "2026-09-01"),
    ("until_on", "2027-07-31"),
    ("agreed_on", "2026-07-10"),
    ("with", "1"),
];

async fn with_an_ehc_plan() -> TestApp {
    let app = TestApp::new().await;
    run(&app, "UPDATE sen_status SET code = 'E' WHERE pupil_id = 1 AND until_on IS NULL").await;
    app
}

#[tokio::test]
async fn one_is_agreed_spent_and_looked_at_with_the_parent() {
    let app = with_an_ehc_plan().await;
    let senco = app.sign_in("senco").await;
    let there = "/pupils/1/personal-budgets";
    for (field, value, why) in [
        ("purpose", " ", "Say which provision"),
        ("amount", "0", "more than £0"),
        ("amount", "lots", "The amount"),
        ("way", "cash", "Choose how it is paid"),
        ("until_on", "2026-08-31", "cannot be before that"),
        ("agreed_on", "2026-11-19", "still to come"),
        ("with", "3", "Choose the parent"),
    ] {
        let fields: Vec<_> =
            AGREED.iter().map(|(name, was)| (*name, if *name == field { value } else { *was })).collect();
        let wrong = senco.post(there, &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(wrong.body.contains(why), "{field}: {}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM personal_budget").await, 0);
    let agreed = senco.post(there, &AGREED).await;
    assert_eq!(agreed.location.as_deref(), Some("/pupils/1/personal-budgets/1"), "{}", agreed.body);
    let one = "/pupils/1/personal-budgets/1";
    let page = senco.get(one).await.body;
    assert!(page.contains("£0.00 of £1,200.50") && page.contains("Music &lt;therapy&gt;"), "{page}");
    assert!(page.contains("Tuesday 1 December 2026"), "three months after its first day: {page}");
    let early =
        senco.post(&format!("{one}/spendings"), &[("spent_on", "2026-08-31"), ("amount", "5"), ("what", "x")]).await;
    assert!(early.body.contains("The budget begins on"), "{}", early.body);
    for amount in ["45.00", "1200.50"] {
        let spent = senco
            .post(&format!("{one}/spendings"), &[("spent_on", "2026-10-01"), ("amount", amount), ("what", "Lessons")])
            .await;
        assert_eq!(spent.status, StatusCode::SEE_OTHER, "{}", spent.body);
    }
    assert!(senco.get(there).await.body.contains("More than agreed"));
    senco.post(&format!("{one}/spendings/2/withdrawal"), &[]).await;
    assert_eq!(senco.post(&format!("{one}/spendings/2/withdrawal"), &[]).await.status, StatusCode::NOT_FOUND, "once");
    let page = senco.get(one).await.body;
    assert!(page.contains("£45.00 of £1,200.50") && page.contains("Withdrawn"), "{page}");
    let blank = senco.post(&format!("{one}/looks"), &[("looked_on", "2026-11-17")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let look = [("looked_on", "2026-11-17"), ("with", "1"), ("decision", "goes_on"), ("words", "He sings")];
    assert_eq!(senco.post(&format!("{one}/looks"), &look).await.status, StatusCode::SEE_OTHER);
    assert!(senco.get(one).await.body.contains("Wednesday 17 November 2027"), "a year after the look");
    let noted = "SELECT count(*) FROM audit WHERE thing = 'personal_budget' AND verb <> 'viewed'";
    assert_eq!(count(&app, noted).await, 5);
}

#[tokio::test]
async fn only_an_ehc_plan_has_one_and_only_who_sees_costs_sees_it() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let refused = senco.post("/pupils/1/personal-budgets", &AGREED).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(senco.get("/pupils/1/personal-budgets").await.body.contains("Only an EHC plan has a personal budget"));
    for who in ["teacher", "ta", "office", "governor"] {
        assert_eq!(
            app.sign_in(who).await.get("/pupils/1/personal-budgets").await.status,
            StatusCode::NOT_FOUND,
            "{who}"
        );
    }
}

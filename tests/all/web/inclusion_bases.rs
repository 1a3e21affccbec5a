//! Inclusion bases: dated membership with hours and a plan to return, and never a sanction.

use axum::http::StatusCode;

use super::{count, on, summary_follows_the_form, words};
use crate::support::TestApp;

const NEST: &[(&str, &str)] = &[("name", "The <Nest>"), ("kind", "support"), ("lead", "2"), ("places", "1")];
const JOINS: &[(&str, &str)] = &[
    ("base", "1"),
    ("from_on", "2026-11-02"),
    ("hours", "7.5"),
    ("why", "Language in a small group"),
    ("return_plan", "Maths in class from January"),
    ("look_on", "2026-12-01"),
];

#[tokio::test]
async fn a_membership_has_hours_a_plan_to_return_and_a_day_on_which_that_is_looked_at() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let saved = senco.post("/bases", NEST).await;
    assert_eq!(saved.location.as_deref(), Some("/bases"), "{}", saved.body);
    assert_eq!(senco.post("/pupils/1/bases", JOINS).await.status, StatusCode::SEE_OTHER);
    let record = app.sign_in("teacher").await.get("/pupils/1/record").await.body;
    assert!(record.contains("The &lt;Nest&gt;, 7 hours 30 minutes a week since Monday 2 November 2026"), "{record}");
    let base = senco.get("/bases/1").await.body;
    assert!(base.contains("1 of 1") && base.contains("Maths in class") && base.contains("never a sanction"), "{base}");
    assert!(base.contains("Run by Mr Shah") && !base.contains("Due</span>"), "{base}");
    on(&app, "2026-12-02");
    let senco = app.sign_in("senco").await;
    assert!(
        senco.get("/bases").await.body.contains("1 due") && senco.get("/bases/1").await.body.contains("Due</span>")
    );
    let looked = [("words", "Two lessons a week work"), ("look_on", "2027-01-20")];
    assert_eq!(senco.post("/pupils/1/bases/1/look", &looked).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/pupils/1/bases").await.body;
    assert!(page.contains("Two lessons a week work") && page.contains("Wednesday 20 January 2027"), "{page}");
    assert!(senco.get("/bases").await.body.contains("None due"));
    let busy = senco.post("/bases/1", &[]).await;
    assert!(busy.status == StatusCode::CONFLICT && busy.body.contains("still has members"), "{}", busy.body);
    let over = [("until_on", "2026-12-02"), ("why", "Back in class")];
    assert_eq!(senco.post("/pupils/1/bases/1/end", &over).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/pupils/1/bases/1/end", &over).await.status, StatusCode::CONFLICT, "it has ended");
    assert_eq!(words(&app, "SELECT ended_why FROM base_membership WHERE id = 1").await, "Back in class");
    assert_eq!(senco.post("/bases/1", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(senco.get("/bases").await.body.contains("Closed"));
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'base_membership' AND pupil_id = 1 AND verb <> 'viewed'")
            .await,
        3
    );
}

#[tokio::test]
async fn the_whole_week_in_bases_is_warned_of_wherever_it_stands() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/bases", NEST).await;
    senco.post("/bases", &[("name", "Cove"), ("kind", "specialist"), ("lead", "3"), ("places", "6")]).await;
    let with = |base, hours| {
        let other = [("base", base), ("hours", hours)];
        JOINS.iter().filter(|(name, _)| *name != "base" && *name != "hours").chain(&other).copied().collect::<Vec<_>>()
    };
    senco.post("/pupils/1/bases", &with("1", "20")).await;
    assert!(!senco.get("/pupils/1/bases").await.body.contains("whole week"));
    senco.post("/pupils/1/bases", &with("2", "12:30")).await;
    let page = senco.get("/pupils/1/bases").await.body;
    assert!(page.contains("32 hours 30 minutes a week</strong> in bases are the whole week"), "{page}");
    for path in ["/pupils/1/record", "/bases/1", "/bases/2"] {
        assert!(senco.get(path).await.body.contains("The whole week"), "{path}");
    }
    let more = senco.post("/pupils/2/bases", &with("1", "5")).await;
    assert_eq!(more.status, StatusCode::SEE_OTHER, "{}", more.body);
    assert!(senco.get("/bases/1").await.body.contains("More members than places"));
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_nothing_is_kept() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (change, why) in [
        (("name", ""), "Say what the base is called"),
        (("kind", "unit"), "Choose which of the two"),
        (("lead", "4"), "Choose the teacher who runs it"),
        (("places", "0"), "Places must be"),
    ] {
        let fields: Vec<_> = NEST.iter().filter(|(name, _)| *name != change.0).chain([&change]).copied().collect();
        let wrong = senco.post("/bases", &fields).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM inclusion_base").await, 0);
    senco.post("/bases", NEST).await;
    assert!(senco.post("/bases", NEST).await.body.contains("a base of this name already"));
    for (change, why) in [
        (("base", "9"), "Choose which base"),
        (("from_on", "2026-12-01"), "still to come"),
        (("hours", "51"), "Enter hours a week"),
        (("why", ""), "Say why"),
        (("return_plan", " "), "how the pupil returns"),
        (("look_on", "2026-11-18"), "is not to come"),
        (("look_on", "2027-03-19"), "about once a term"),
    ] {
        let fields: Vec<_> = JOINS.iter().filter(|(name, _)| *name != change.0).chain([&change]).copied().collect();
        let wrong = senco.post("/pupils/1/bases", &fields).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    summary_follows_the_form(&senco.post("/pupils/1/bases", &[]).await.body);
    assert_eq!(count(&app, "SELECT count(*) FROM base_membership").await, 0);
    senco.post("/pupils/1/bases", JOINS).await;
    assert!(senco.post("/pupils/1/bases", JOINS).await.body.contains("Amira is a member of"));
    for (path, fields, why) in [
        ("/pupils/1/bases/1/look", [("words", ""), ("look_on", "2026-12-01")], "Say what was found"),
        ("/pupils/1/bases/1/look", [("words", "Well"), ("look_on", "x")], "looked at next as a date"),
        ("/pupils/1/bases/1/end", [("why", "Back"), ("until_on", "2026-11-01")], "It began on"),
        ("/pupils/1/bases/1/end", [("why", ""), ("until_on", "2026-11-18")], "Say how it ended"),
    ] {
        let wrong = senco.post(path, &fields).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    assert_eq!(senco.get("/pupils/2/bases/1/look").await.status, StatusCode::NOT_FOUND, "another pupil’s");
}

//! Where a pupil was before, and the file that is to come from there.

use axum::http::StatusCode;
use thrice::domain::time::Moment;

use super::{count, run, summary_follows_the_form, words};
use crate::support::TestApp;

const HOME: &str = "/pupils/1/earlier-settings";

fn on(app: &TestApp, day: &str) {
    app.app.clock.set(Moment::at(day.parse().unwrap(), chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap()));
}

#[tokio::test]
async fn a_file_that_has_not_come_within_fifteen_school_days_is_waited_for() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/pupils/1/record").await.body;
    assert!(page.contains("No earlier setting is recorded") && page.contains("On roll here since"), "{page}");
    let typed = [
        ("kind", "school"),
        ("name", "Elm <Primary>"),
        ("from_on", "2024-09-02"),
        ("until_on", "2026-11-02"),
        ("why_left", "Moved house"),
    ];
    let entered = senco.post(HOME, &typed).await;
    assert_eq!(entered.location.as_deref(), Some("/pupils/1/record#earlier"), "{}", entered.body);
    let page = senco.get("/pupils/1/record").await.body;
    for words in ["Elm &lt;Primary&gt;", "to Monday 2 November 2026", "Moved house", "Not asked for", "regulation 9"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let asked = senco.post(&format!("{HOME}/1/file"), &[("step", "asked"), ("happened_on", "2026-11-04")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let page = app.sign_in("teacher").await.get("/pupils/1/record").await.body;
    assert!(page.contains("Asked for on Wednesday 4 November 2026") && page.contains("To come by"), "{page}");
    assert!(
        page.contains("within 15 school days of the last day there") && !page.contains("/earlier-settings/"),
        "{page}"
    );
    on(&app, "2026-12-04");
    let senco = app.sign_in("senco").await;
    let page = senco.get("/pupils/1/record").await.body;
    assert!(page.contains("Waiting") && page.contains("school days late"), "{page}");
    let early = senco.post(&format!("{HOME}/1/file"), &[("step", "came"), ("happened_on", "2026-11-03")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("before it was asked for"), "{}", early.body);
    let came = [("step", "came"), ("happened_on", "2026-12-03")];
    assert_eq!(senco.post(&format!("{HOME}/1/file"), &came).await.status, StatusCode::SEE_OTHER);
    let again = senco.post(&format!("{HOME}/1/file"), &[("step", "came"), ("happened_on", "2026-12-04")]).await;
    assert!(again.body.contains("The file is here already"), "{}", again.body);
    let page = senco.get("/pupils/1/record").await.body;
    assert!(page.contains("Came on Thursday 3 December 2026") && !page.contains("Waiting"), "{page}");
    let deeds = "SELECT group_concat(verb || ' ' || detail, ', ') FROM audit WHERE thing = 'earlier_setting' AND verb <> 'viewed'";
    assert_eq!(words(&app, deeds).await, "created , recorded file asked, recorded file came");
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_changes_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let good = [("kind", "early_years"), ("name", "Acorns"), ("until_on", "2024-07-19")];
    for (fields, why) in [
        (vec![("kind", "")], "Choose what it was"),
        (vec![("name", "")], "Enter its name"),
        (vec![("until_on", "")], "Enter the last day there as a date"),
        (vec![("until_on", "2026-12-24")], "still to come"),
        (vec![("from_on", "2024-09-01")], "The last day would be before the first"),
        (vec![("from_on", "long ago")], "Enter the first day there as a date"),
        (vec![("asked_on", "2026-10-02"), ("came_on", "2026-10-01")], "before it was asked for"),
    ] {
        let rest = good.iter().filter(|(name, _)| !fields.iter().any(|(other, _)| other == name)).copied();
        let typed: Vec<_> = fields.iter().copied().chain(rest).collect();
        let wrong = senco.post(HOME, &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    summary_follows_the_form(&senco.post(HOME, &[]).await.body);
    assert_eq!(count(&app, "SELECT count(*) FROM earlier_setting").await, 0);
    senco.post(HOME, &good).await;
    let page = senco.get("/pupils/1/record").await.body;
    assert!(page.contains("Until Friday 19 July 2024"), "{page}");
    let neither = senco.post(&format!("{HOME}/1/file"), &[("step", ""), ("happened_on", "")]).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
    summary_follows_the_form(&neither.body);
    assert_eq!(senco.get("/pupils/2/earlier-settings/1/file").await.status, StatusCode::NOT_FOUND, "another pupil's");
    assert!(senco.get(&format!("{HOME}/1/withdrawal")).await.body.contains("Acorns"));
    assert_eq!(senco.post(&format!("{HOME}/1/withdrawal"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post(&format!("{HOME}/1/withdrawal"), &[]).await.status, StatusCode::NOT_FOUND);
    assert!(!senco.get("/pupils/1/record").await.body.contains("Acorns"));
    assert_eq!(count(&app, "SELECT count(*) FROM earlier_setting").await, 1, "withdrawn, not deleted");
}

#[tokio::test]
async fn the_name_in_law_and_the_first_day_here_stand_on_the_pupils_page() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert!(!senco.get("/pupils/1").await.body.contains("Name in law"), "it is the one she is called by");
    run(&app, "UPDATE pupil SET legal_forename = 'Amirah <x>' WHERE id = 1").await;
    let page = senco.get("/pupils/1").await.body;
    assert!(
        page.contains("Name in law") && page.contains("Amirah &lt;x&gt;") && page.contains("On roll since"),
        "{page}"
    );
    assert!(!app.sign_in("office").await.get("/pupils/1").await.body.contains("Name in law"));
}

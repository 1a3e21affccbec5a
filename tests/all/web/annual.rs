//! An EHC plan's annual review: the day it runs from is entered, and its dates are shown with their unit and source.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

/// An EHC delivery plan, decided on by the authority on 15 January 2026.
const EHC: &[(&str, &str)] =
    &[("kind", "ehc_delivery"), ("ehc_anchor_on", "2026-01-15"), ("lead", "2"), ("review_on", "2026-12-10")];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = EHC.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

#[tokio::test]
async fn the_dates_run_from_the_authoritys_decision_with_their_unit_and_source() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/plans/new").await.body;
    assert!(form.contains("name=\"ehc_anchor_on\"") && form.contains("value=\"sen_support\" selected"), "{form}");
    run(&app, "UPDATE sen_status SET code = 'E' WHERE pupil_id = 1").await;
    let form = senco.get("/pupils/1/plans/new").await.body;
    assert!(form.contains("value=\"ehc_delivery\" selected"), "the kind that goes with an EHC plan");
    let made = senco.post("/pupils/1/plans", EHC).await;
    assert_eq!(made.location.as_deref(), Some("/plans/2?saved=plan"), "{}", made.body);
    let page = senco.get("/plans/2").await.body;
    for words in [
        "No meeting is booked. If it is held on its latest day, Thursday 17 December 2026:",
        "Thursday 3 December 2026",
        "Thursday 14 January 2027",
        "in 57 days",
        "calendar days",
        "SEND Regulations 2014 reg 20",
        "Children and Families Act 2014 s.44",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("reg 18"), "Year 4 moves nowhere");
    let pupil = senco.get("/pupils/1").await.body;
    assert!(
        pupil.contains("Gather views and advice by <strong>Thursday 19 November 2026</strong> (tomorrow;"),
        "{pupil}"
    );
    let ta = app.sign_in("ta").await;
    assert!(!ta.get("/plans/2").await.body.contains("Annual review"), "not a part of what a TA may see");
}

#[tokio::test]
async fn a_pupil_who_moves_on_has_the_day_of_the_transfer() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", &with(&[("ehc_anchor_on", "")])).await;
    assert!(senco.get("/plans/2").await.body.contains("Neither is entered yet"));
    run(&app, "UPDATE class_membership SET nc_year = '6' WHERE pupil_id = 1").await;
    let page = senco.get("/plans/2").await.body;
    assert!(page.contains("Monday 15 February 2027") && page.contains("SEND Regulations 2014 reg 18"), "{page}");
    run(&app, "UPDATE class_membership SET nc_year = '11' WHERE pupil_id = 1").await;
    assert!(senco.get("/plans/2").await.body.contains("Wednesday 31 March 2027"));
}

#[tokio::test]
async fn a_booked_meeting_moves_the_dates_and_one_that_is_late_says_so() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/plans", EHC).await;
    let offer = [("slot-0-day", "2026-12-18"), ("slot-0-time", "09:15"), ("mode", "school"), ("minutes", "60")];
    let offer = [&offer[..], &[("ehc_annual", "yes"), ("invite", "1"), ("lead", "2")]].concat();
    let made = senco.post("/plans/2/conversations", &offer).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    senco.post("/conversations/1/booking", &[("slot", "1")]).await;
    let page = senco.get("/plans/2").await.body;
    assert!(page.contains("The meeting is booked for Friday 18 December 2026."), "{page}");
    assert!(page.contains("That is late.") && page.contains("Friday 15 January 2027"), "{page}");
}

#[tokio::test]
async fn a_day_that_cannot_be_is_refused_and_kept() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (changes, sentence) in [
        (&[("ehc_anchor_on", "2027-01-01")][..], "and not in the future"),
        (&[("ehc_anchor_on", "last spring")], "must be a real date"),
        (&[("kind", "sen_support")], "Only an EHC delivery plan has this day"),
    ] {
        let answer = senco.post("/pupils/1/plans", &with(changes)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
        assert_eq!(answer.body.matches(sentence).count(), 2, "{sentence}: in the summary and beside the field");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM plan").await, 1);
}

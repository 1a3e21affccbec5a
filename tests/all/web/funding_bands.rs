//! Authorities' funding bands and the threshold: dated, put right by a new row, and never a condition for anything.

use axum::http::StatusCode;

use super::{count, run, words};
use crate::support::TestApp;

const BAND: &[(&str, &str)] = &[
    ("authority", "Oakshire"),
    ("name", "Band <3>"),
    ("amount", "4,000"),
    ("from_on", "2026-04-01"),
    ("source", "Letter of March"),
];

fn with(change: (&'static str, &'static str)) -> Vec<(&'static str, &'static str)> {
    BAND.iter().copied().filter(|(name, _)| *name != change.0).chain([change]).collect()
}

#[tokio::test]
async fn a_band_holds_from_its_day_on_and_what_it_brought_before_stays() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let saved = senco.post("/settings/funding-bands", BAND).await;
    assert_eq!(saved.location.as_deref(), Some("/settings/funding-bands"), "{}", saved.body);
    let mut later = with(("from_on", "2027-04-01"));
    later.retain(|(name, _)| *name != "amount" && *name != "authority");
    later.extend([("amount", "4100.50"), ("authority", "OAKSHIRE")]);
    senco.post("/settings/funding-bands", &later).await;
    senco.post("/settings/funding-bands", &with(("authority", "Elmshire"))).await;
    let page = senco.get("/settings/funding-bands").await.body;
    for said in ["Oakshire: Band &lt;3&gt;", "£4,000.00", "£4,100.50", "To come", "Now", "Letter of March", "Elmshire"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("OAKSHIRE"), "an authority is called as it was first");
    let again = senco.post("/settings/funding-bands", &with(("amount", "4050"))).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("is £4,000.00 a year from Wednesday 1 April 2026 already"), "{}", again.body);
    let mut meant = with(("amount", "4050"));
    meant.push(("correction_is_meant", "yes"));
    assert_eq!(senco.post("/settings/funding-bands", &meant).await.status, StatusCode::SEE_OTHER);
    assert_eq!(words(&app, "SELECT group_concat(pence_a_year || ':' || (withdrawn_at IS NULL), ' ') FROM funding_band WHERE authority = 'Oakshire'").await,
        "400000:0 410050:1 405000:1", "what stood there is kept");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'funding_band' AND verb = 'corrected'").await, 1);
    assert_eq!(senco.post("/settings/funding-bands/4/withdrawal", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/settings/funding-bands/4/withdrawal", &[]).await.status, StatusCode::NOT_FOUND, "once");
    assert!(!senco.get("/settings/funding-bands").await.body.contains("£4,050.00"));
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_changes_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (change, why) in [
        (("authority", ""), "Enter the authority"),
        (("name", ""), "Enter the band as the authority calls it"),
        (("amount", "much"), "The amount must be an amount in pounds and pence"),
        (("amount", "0"), "The amount must be more than nothing"),
        (("amount", "400000"), "too much to be true"),
        (("from_on", "spring"), "Enter the first day on which it holds"),
    ] {
        let wrong = senco.post("/settings/funding-bands", &with(change)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(
            wrong.body.matches(why).count() == 2 && wrong.body.contains("Letter of March"),
            "{why}: {}",
            wrong.body
        );
    }
    for (pounds, from, why) in [
        ("six thousand", "2026-04-01", "The threshold must be a whole number"),
        ("6000", "soon", "Enter the first day on which it holds"),
    ] {
        let wrong = senco.post("/settings/funding-threshold", &[("threshold", pounds), ("threshold_from", from)]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{}", wrong.body);
    }
    assert_eq!(
        count(&app, "SELECT (SELECT count(*) FROM funding_band) + (SELECT count(*) FROM school_setting)").await,
        0
    );
}

#[tokio::test]
async fn the_threshold_is_dated_and_belongs_to_nobody() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/settings/funding-bands").await.body;
    assert!(page.contains("The threshold: £6,000.00") && page.contains("never a pupil’s own money"), "{page}");
    for (pounds, from) in [("6500", "2026-09-01"), ("7000", "2027-04-01")] {
        let set = senco.post("/settings/funding-threshold", &[("threshold", pounds), ("threshold_from", from)]).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.body);
    }
    let page = senco.get("/settings/funding-bands").await.body;
    assert!(page.contains("The threshold: £6,500.00") && page.contains("£7,000.00"), "{page}");
    assert!(senco.get("/settings").await.body.contains("value=\"6500\""), "it is one of the school’s rules");
}

#[tokio::test]
async fn who_sees_no_costs_of_the_school_sees_no_bands() {
    let app = TestApp::new().await;
    run(&app, "INSERT INTO funding_band (school_id, authority, name, pence_a_year, from_on, entered_at) VALUES (1, 'Oakshire', '3', 400000, '2026-04-01', 0)").await;
    for who in ["teacher", "ta", "governor", "office", "admin"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/settings/funding-bands").await.status, StatusCode::FORBIDDEN, "{who}");
        assert_eq!(session.post("/settings/funding-bands", BAND).await.status, StatusCode::FORBIDDEN, "{who}");
    }
    let head = app.sign_in("head").await;
    let page = head.get("/settings/funding-bands").await.body;
    assert!(page.contains("£4,000.00") && !page.contains("Add the band") && !page.contains("Take it back"), "{page}");
    for path in ["/settings/funding-bands", "/settings/funding-bands/1/withdrawal", "/settings/funding-threshold"] {
        assert_eq!(head.post(path, BAND).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

//! What an authority pays for a pupil: expected, scheduled, received, and what of it does not agree; and the school's year of it beside what
//! provision costs.

use axum::http::StatusCode;

use super::{count, run, words};
use crate::support::TestApp;

/// A band, and Amira on roll since long before.
const BANDS: &str = "
    INSERT INTO funding_band (id, school_id, authority, name, pence_a_year, from_on, entered_at) VALUES
      (1, 1, 'Oakshire', 'Band 3', 365000, '2026-04-01', 0), (2, 1, 'Oakshire', 'Band 3', 401500, '2026-09-01', 0);
    UPDATE enrolment SET from_on = '2024-09-02', until_on = NULL WHERE pupil_id = 1;";

const RECEIVED: &[(&str, &str)] = &[
    ("kind", "received"),
    ("amount", "1,500"),
    ("from_on", "2026-04-01"),
    ("until_on", "2026-08-31"),
    ("received_on", "2026-11-02"),
    ("backdated", "yes"),
    ("note", "Remittance <7781>"),
];

fn with(change: (&'static str, &'static str)) -> Vec<(&'static str, &'static str)> {
    RECEIVED.iter().copied().filter(|(name, _)| *name != change.0).chain([change]).collect()
}

#[tokio::test]
async fn what_is_expected_scheduled_and_received_stand_side_by_side_with_what_does_not_agree() {
    let app = TestApp::new().await;
    run(&app, BANDS).await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/pupils/1").await.body.contains("/pupils/1/funding"));
    assert!(senco.get("/pupils/1/funding").await.body.contains("Nothing is entered for this year"));
    let expected = [("kind", "expected"), ("band", "2"), ("from_on", "2026-04-01")];
    let saved = senco.post("/pupils/1/funding", &expected).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/funding"), "{}", saved.body);
    let page = senco.get("/pupils/1/funding").await.body;
    for said in [
        "£3,650.00 a year × 153 of 365 days + £4,015.00 a year × 212 of 365 days = £3,862.00",
        "£3,862.00 is expected, and nothing stands on the authority’s schedule.",
        "Oakshire: Band 3",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for (from, until, amount) in [("2026-04-01", "2026-08-31", "1530"), ("2026-09-01", "2027-03-31", "2332")] {
        let row = [("kind", "scheduled"), ("amount", amount), ("from_on", from), ("until_on", until)];
        assert_eq!(senco.post("/pupils/1/funding", &row).await.status, StatusCode::SEE_OTHER);
    }
    senco.post("/pupils/1/funding", RECEIVED).await;
    let page = senco.get("/pupils/1/funding").await.body;
    for said in [
        "£30.00 of what the schedule has for days that are over has not come.",
        "Backdated",
        "-£2,362.00",
        "Remittance &lt;7781&gt;",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // It was £1,530 all along: the entry is put right by another, and the first stays to be read.
    let form = senco.get("/pupils/1/funding/4/edit").await.body;
    assert!(form.contains("value=\"1500.00\"") && form.contains("value=\"2026-11-02\""), "{form}");
    let right = senco.post("/pupils/1/funding/4/edit", &with(("amount", "1530"))).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
    let page = senco.get("/pupils/1/funding").await.body;
    assert!(
        page.contains("Agrees") && page.contains("1 entry that counts no longer") && page.contains("£1,500.00"),
        "{page}"
    );
    assert_eq!(senco.get("/pupils/1/funding/4/edit").await.status, StatusCode::NOT_FOUND, "it stands no more");
    let kept =
        "SELECT group_concat(pence || ':' || (withdrawn_at IS NULL), ' ') FROM funding_entry WHERE kind = 'received'";
    assert_eq!(words(&app, kept).await, "150000:0 153000:1");
    senco.post("/pupils/1/funding/5/withdrawal", &[]).await;
    assert_eq!(senco.post("/pupils/1/funding/5/withdrawal", &[]).await.status, StatusCode::NOT_FOUND, "once");
    assert!(senco.get("/pupils/1/funding").await.body.contains("£1,530.00 of what the schedule has"));
    let deeds = "SELECT group_concat(verb, ' ') FROM (SELECT verb FROM audit WHERE thing = 'funding' AND pupil_id = 1 AND verb <> 'viewed' ORDER BY id)";
    assert_eq!(words(&app, deeds).await, "created created created created corrected withdrew");
    assert!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'funding' AND pupil_id = 1 AND verb = 'viewed'").await
            > 0
    );
}

#[tokio::test]
async fn whoever_leaves_is_expected_for_by_days_and_a_year_can_begin_in_september() {
    let app = TestApp::new().await;
    run(&app, BANDS).await;
    run(&app, "UPDATE enrolment SET until_on = '2026-12-18' WHERE pupil_id = 1").await;
    let senco = app.sign_in("senco").await;
    let expected = [("kind", "expected"), ("amount", "3650"), ("from_on", "2025-04-01")];
    senco.post("/pupils/1/funding", &expected).await;
    let page = senco.get("/pupils/1/funding").await.body;
    assert!(page.contains("£3,650.00 a year × 262 of 365 days = £2,620.00"), "{page}");
    let before = senco.get("/pupils/1/funding?year=2025").await.body;
    assert!(before.contains("£3,650.00 a year × 365 of 365 days") && before.contains("2025/26"), "{before}");
    let odd = senco.get("/pupils/1/funding?year=1066").await;
    assert!(
        odd.status == StatusCode::UNPROCESSABLE_ENTITY && odd.body.contains("is not a financial year"),
        "{}",
        odd.body
    );
    run(&app, "INSERT INTO school_setting (school_id, name, value, from_on, set_at) VALUES (1, 'funding.year_from_april', '0', '2026-09-01', 0)").await;
    senco.post("/settings/funding-threshold", &[("threshold", "6000"), ("threshold_from", "2026-09-01")]).await;
    let page = senco.get("/pupils/1/funding").await.body;
    assert!(page.contains("£3,650.00 a year × 109 of 365 days = £1,090.00"), "{page}");
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_changes_nothing() {
    let app = TestApp::new().await;
    run(&app, BANDS).await;
    let senco = app.sign_in("senco").await;
    for (change, why) in [
        (("kind", ""), "Choose what you enter"),
        (("amount", "1.505"), "The amount must be an amount in pounds and pence"),
        (("amount", "0"), "The amount must be more than nothing"),
        (("from_on", ""), "Enter the first day that it is for"),
        (("until_on", ""), "Enter the last day that it is for"),
        (("until_on", "soon"), "The last day must be a real date"),
        (("until_on", "2026-03-31"), "It cannot end before it begins"),
        (("received_on", ""), "Enter the day on which the money came or went as a date"),
        (("received_on", "2026-11-19"), "is still to come"),
        (("from_on", "2026-11-03"), "What is backdated is for days before it came"),
        (("band", "1"), "Choose the band or enter an amount, not both"),
        (("band", "99"), "Choose one of the bands, or none"),
    ] {
        let mut fields = with(change);
        if change == ("from_on", "2026-11-03") {
            fields.retain(|(name, _)| *name != "until_on");
            fields.push(("until_on", "2026-12-31"));
        }
        let wrong = senco.post("/pupils/1/funding", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why) && wrong.body.contains("Remittance &lt;7781&gt;"), "{why}: {}", wrong.body);
    }
    let early =
        senco.post("/pupils/1/funding", &[("kind", "expected"), ("band", "1"), ("from_on", "2026-03-01")]).await;
    assert!(early.body.contains("This band has no amount on Sunday 1 March 2026"), "{}", early.body);
    assert_eq!(count(&app, "SELECT count(*) FROM funding_entry").await, 0);
}

#[tokio::test]
async fn only_who_sees_the_costs_of_the_school_sees_what_comes_for_a_pupil() {
    let app = TestApp::new().await;
    run(&app, BANDS).await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/funding", RECEIVED).await;
    for who in ["teacher", "other_teacher", "ta", "governor", "office", "admin"] {
        let session = app.sign_in(who).await;
        for path in ["/pupils/1/funding", "/pupils/1/funding/new", "/pupils/1/funding/1/edit"] {
            assert_eq!(session.get(path).await.status, StatusCode::NOT_FOUND, "{who} {path}");
        }
        assert_eq!(session.post("/pupils/1/funding", RECEIVED).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    let head = app.sign_in("head").await;
    let page = head.get("/pupils/1/funding").await.body;
    assert!(page.contains("£1,500.00") && !page.contains("Take back") && !page.contains("/funding/new"), "{page}");
    assert_eq!(head.post("/pupils/1/funding", RECEIVED).await.status, StatusCode::FORBIDDEN);
    assert_eq!(senco.get("/pupils/2/funding/1/edit").await.status, StatusCode::NOT_FOUND, "another child’s entry");
    // Who sees what provision costs in the plans of their own pupils does not see what the authority pays.
    run(&app, "INSERT INTO staff_right (staff_id, code, from_on, reason, given_at) VALUES (2, 'costs', '2026-09-01', 'Cover', 0)").await;
    assert_eq!(app.sign_in("teacher").await.get("/pupils/1/funding").await.status, StatusCode::FORBIDDEN);
}

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

/// Amira's group is paid from top-up, half of it given; Ben's lines come to more than the threshold.
const LINES: &str = "
    INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Small group'), (91, 1, 'One to one');
    INSERT INTO rate (school_id, role, pence_per_hour, from_on) VALUES (1, 'Grade 3', 2000, '2026-09-01');
    INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (50, 2, 'sen_support', '2026-09-10', 3, 0);
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (50, 50, 1, '2026-09-10', '2026-12-10');
    INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, group_size, funding, entered_at) VALUES
      (1, 90, 1, 'Grade 3', 60, 3, 10, 1, 'top_up', 0), (50, 91, 1, 'Grade 3', 60, 30, 12, 1, 'notional_sen', 0);";

#[tokio::test]
async fn the_school_s_year_has_what_came_beside_what_it_is_spent_on() {
    let app = TestApp::new().await;
    run(&app, BANDS).await;
    run(&app, LINES).await;
    let senco = app.sign_in("senco").await;
    senco.post("/pupils/1/funding", &[("kind", "expected"), ("amount", "3650"), ("from_on", "2026-04-01")]).await;
    senco.post("/pupils/1/funding", RECEIVED).await;
    let page = senco.get("/funding").await.body;
    for said in [
        "£3,650.00 expected, £0.00 on schedules, £1,500.00 came; £7,800.00 of provision planned",
        "For 1 pupil something does not agree.",
        "<a href=\"/pupils/2/funding?year=2026#spent\">£1,200.00</a>",
        "<a href=\"/pupils/1/funding?year=2026#agrees\">£3,650.00</a>",
        "Top-up (high needs)",
        "1 pupil = £600.00",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for (pupil, workings) in [
        (
            1,
            [
                "£20.00 an hour × 60 min × 3 a week × 10 weeks = £600.00",
                "£600.00 of SEN provision planned, of it up to £6,000.00 = £600.00",
                "£1,500.00 came − £0.00 given from top-up = £1,500.00",
            ],
        ),
        (
            2,
            [
                "£20.00 an hour × 60 min × 30 a week × 12 weeks = £7,200.00",
                "£7,200.00 of SEN provision planned, of it up to £6,000.00 = £6,000.00",
                "£7,200.00 − £6,000.00 = £1,200.00",
            ],
        ),
    ] {
        let own = senco.get(&format!("/pupils/{pupil}/funding?year=2026")).await.body;
        for said in workings {
            assert!(own.contains(said), "{pupil}, {said}: {own}");
        }
        for place in ["id=\"spent\"", "id=\"agrees\""] {
            assert!(own.contains(place), "{pupil}: the figures lead to {place}");
        }
        let before = senco.get(&format!("/pupils/{pupil}/funding?year=2024")).await.body;
        assert!(before.contains("No provision is reviewed in this year."), "{before}");
    }
    assert!(page.find("Amira").unwrap() < page.find("Ben").unwrap(), "what does not agree comes first");
    assert!(senco.get("/reports").await.body.contains("href=\"/funding\""));
    let map = senco.get("/provision-map").await.body;
    assert!(map.contains("£7,800.00"), "the map says the same: {map}");
    let file = senco.get("/funding.csv?year=2026").await;
    assert!(
        file.body.contains("Amira Khan") && file.body.contains("1500.00") && file.body.contains("1200.00"),
        "{}",
        file.body
    );
    assert!(senco.get("/funding.xlsx").await.body.starts_with("PK"));
    assert_eq!(senco.get("/funding.csv?year=soon").await.status, StatusCode::BAD_REQUEST);
    let before = senco.get("/funding?year=2024").await.body;
    assert!(before.contains("Nothing is entered, and no provision is reviewed in this year."), "{before}");
    assert!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'funding' AND pupil_id = 2").await > 0);
    for who in ["teacher", "ta", "governor", "office", "admin"] {
        for path in ["/funding", "/funding.csv", "/funding.xlsx", "/funding/streams"] {
            assert_eq!(app.sign_in(who).await.get(path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
}

#[tokio::test]
async fn the_streams_of_the_school_stand_beside_the_lines_that_are_paid_from_them() {
    let app = TestApp::new().await;
    run(&app, LINES).await;
    let senco = app.sign_in("senco").await;
    let grant = [
        ("funding", "notional_sen"),
        ("amount", "73000"),
        ("from_on", "2026-04-01"),
        ("until_on", "2027-03-31"),
        ("note", "Budget <share>"),
    ];
    for (field, value, why) in [
        ("funding", "top_up", "Choose the stream"),
        ("amount", "0", "must be more than nothing"),
        ("from_on", "", "Enter the first day"),
        ("until_on", "", "Enter the last day"),
        ("until_on", "2026-03-31", "It cannot end before it begins"),
        ("until_on", "2029-03-31", "Enter each year for itself"),
    ] {
        let fields: Vec<_> = grant.iter().copied().filter(|(name, _)| *name != field).chain([(field, value)]).collect();
        let wrong = senco.post("/funding/streams", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why) && wrong.body.contains("Budget &lt;share&gt;"), "{why}: {}", wrong.body);
    }
    let saved = senco.post("/funding/streams", &grant).await;
    assert_eq!(saved.location.as_deref(), Some("/funding/streams"), "{}", saved.body);
    assert!(senco.get("/funding/streams").await.body.contains("£73,000.00"));
    let page = senco.get("/funding").await.body;
    assert!(page.contains("£73,000.00 × 365 of 365 days = £73,000.00: Budget &lt;share&gt;"), "{page}");
    assert!(page.contains("£73,000.00 − £7,200.00 planned = £65,800.00"), "{page}");
    assert_eq!(senco.post("/funding/streams/1/withdrawal", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/funding/streams/1/withdrawal", &[]).await.status, StatusCode::NOT_FOUND, "once");
    assert!(!senco.get("/funding").await.body.contains("£73,000.00"));
    assert_eq!(app.sign_in("head").await.post("/funding/streams", &grant).await.status, StatusCode::FORBIDDEN);
}

//! Several streams pay for a line: each figure that speaks by stream has what that stream bears, together they are the cost, and what is more
//! than the line is refused.

use axum::http::StatusCode;

use super::{count, run, words};
use crate::support::TestApp;

/// Amira's group costs £600.00 from 10 September to 9 December, 91 days.
const LINE: &str = "
    INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Small group');
    INSERT INTO rate (school_id, role, pence_per_hour, from_on) VALUES (1, 'Grade 3', 2000, '2026-09-01');
    UPDATE cycle SET started_on = '2026-09-10', review_on = '2026-12-10' WHERE id = 1;
    INSERT INTO placement (id, cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, group_size, funding, entered_at) VALUES
      (90, 1, 90, 1, 'Grade 3', 60, 3, 10, 1, 'notional_sen', 0);";

const PAGE: &str = "/plans/1/payers/90";

#[tokio::test]
async fn several_streams_pay_for_a_line_and_every_figure_by_stream_has_its_part() {
    let app = TestApp::new().await;
    run(&app, LINE).await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/plans/1").await.body.contains("href=\"/plans/1/payers/90\""));
    let first = senco.get(PAGE).await.body;
    assert!(first.contains("£600.00 until the next review") && first.contains("Nobody is named"), "{first}");
    let share = [("funding", "top_up"), ("way", "share"), ("share", "33.33")];
    assert_eq!(senco.post(PAGE, &share).await.location.as_deref(), Some(PAGE));
    // From 1 November on, 39 of 91 days: £365 a year is £39.00 of them.
    let sum = [("funding", "pupil_premium"), ("way", "year"), ("amount", "365"), ("from_on", "2026-11-01")];
    assert_eq!(senco.post(PAGE, &sum).await.status, StatusCode::SEE_OTHER);
    let page = senco.get(PAGE).await.body;
    for said in ["£199.98", "£39.00", "£361.02", "33.33 per cent", "£365.00 a year from Sunday 1 November 2026 on"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let plan = senco.get("/plans/1").await.body;
    assert!(plan.contains("Notional SEN budget £361.02, Top-up (high needs) £199.98, Pupil premium £39.00"), "{plan}");
    let map = senco.get("/provision-map?by=funding").await.body;
    for said in ["£600.00", "£199.98", "£39.00", "£361.02"] {
        assert!(map.contains(said), "{said}: {map}");
    }
    let top_up = senco.get("/provision-map?funding=top_up").await.body;
    assert!(
        top_up.contains("£199.98 planned") && top_up.contains("= £600.00, of it Top-up (high needs) = £199.98"),
        "{top_up}"
    );
    let funding = senco.get("/funding").await.body;
    for said in ["1 pupil = £199.98", "1 pupil = £39.00"] {
        assert!(funding.contains(said), "{said}: {funding}");
    }
    let own = senco.get("/pupils/1/funding").await.body;
    assert!(own.contains("= £600.00, of it Top-up (high needs) = £199.98"), "{own}");
    assert!(senco.get("/provision-map.csv?funding=pupil_premium").await.body.contains("39.00"));
    assert!(senco.get("/pupils/1/evidence").await.body.contains("Top-up (high needs) £199.98"));
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'payer' AND pupil_id = 1 AND verb = 'created'").await,
        2
    );
    assert_eq!(senco.post(&format!("{PAGE}/1/withdrawal"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post(&format!("{PAGE}/1/withdrawal"), &[]).await.status, StatusCode::NOT_FOUND, "once");
    assert!(!senco.get("/funding").await.body.contains("£199.98"));
}

#[tokio::test]
async fn what_cannot_be_paid_is_refused_beside_its_field_and_changes_nothing() {
    let app = TestApp::new().await;
    run(&app, LINE).await;
    let senco = app.sign_in("senco").await;
    senco.post(PAGE, &[("funding", "top_up"), ("way", "share"), ("share", "60")]).await;
    let base = [("funding", "other"), ("way", "share"), ("share", "40")];
    for (change, why) in [
        (("funding", "lottery"), "Choose who pays"),
        (("way", ""), "Choose a share or a sum a year"),
        (("share", "half"), "The share must be more than 0"),
        (("share", "40.01"), "With this, 100.01 per cent is named for Thursday 10 September 2026"),
        (("from_on", "soon"), "The first day must be a real date"),
        (("from_on", "2027-01-01"), "It would pay for no day of this line"),
        (("until_on", "2026-02-30"), "The last day must be a real date"),
    ] {
        let fields: Vec<_> = base.iter().copied().filter(|(name, _)| *name != change.0).chain([change]).collect();
        let answer = senco.post(PAGE, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{change:?}");
        assert!(answer.body.contains(why), "{why}: {}", answer.body);
    }
    let much = senco.post(PAGE, &[("funding", "other"), ("way", "year"), ("amount", "1000")]).await;
    assert!(
        much.body.contains("of a line that costs £600.00") && much.body.contains("value=\"1000\""),
        "{}",
        much.body
    );
    run(&app, "UPDATE placement SET rate_role = 'nobody' WHERE id = 90").await;
    let unpriced = senco.post(PAGE, &[("funding", "other"), ("way", "year"), ("amount", "10")]).await;
    assert!(unpriced.body.contains("This line has no price yet: enter a share"), "{}", unpriced.body);
    assert_eq!(count(&app, "SELECT count(*) FROM payer").await, 1);
    for (who, status) in [("head", StatusCode::FORBIDDEN), ("teacher", StatusCode::NOT_FOUND)] {
        assert_eq!(app.sign_in(who).await.post(PAGE, &base).await.status, status, "{who}");
    }
    assert_eq!(senco.get("/plans/1/payers/91").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_pays_stays_with_the_line_when_the_plan_is_written_anew_and_goes_on_into_the_next_cycle() {
    let app = TestApp::new().await;
    run(&app, LINE).await;
    let senco = app.sign_in("senco").await;
    senco.post(PAGE, &[("funding", "top_up"), ("way", "share"), ("share", "25")]).await;
    senco.post(PAGE, &[("funding", "other"), ("way", "share"), ("share", "25"), ("until_on", "2026-09-30")]).await;
    let saved = senco.post("/plans/1", SHORTER).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let standing = "SELECT group_concat(y.funding, ' ') FROM payer y JOIN placement l ON l.id = y.placement_id WHERE l.minutes = 30 AND l.withdrawn_at IS NULL";
    assert_eq!(words(&app, standing).await, "top_up other");
    assert!(senco.get("/plans/1").await.body.contains("Top-up (high needs) £75.00"));
    assert_eq!(senco.post("/plans/1/review", REVIEW).await.status, StatusCode::SEE_OTHER);
    let onward = "SELECT group_concat(y.funding, ' ') FROM payer y JOIN placement l ON l.id = y.placement_id JOIN cycle c ON c.id = l.cycle_id WHERE c.number = 2";
    assert_eq!(words(&app, onward).await, "top_up", "who paid until September does not pay in the next cycle");
    assert_eq!(count(&app, "SELECT count(*) FROM payer WHERE placement_id = 90").await, 2, "what was said stays");
}

/// The plan with 30 minutes in the place of 60.
const SHORTER: &[(&str, &str)] = &[
    ("version", "1"),
    ("lead", "2"),
    ("review_on", "2026-12-10"),
    ("outcome-0-id", "1"),
    ("outcome-0-wording", "Amira is understood by new people"),
    ("outcome-0-area", "communication"),
    ("target-0-id", "1"),
    ("target-0-outcome", "1"),
    ("target-0-wording", "Says sentences of five words or more"),
    ("target-0-measure", "Sentences in ten minutes of play"),
    ("target-0-unit", "sentences"),
    ("target-0-direction", "higher"),
    ("target-0-baseline", "4"),
    ("target-0-predicted", "12"),
    ("provision-0-id", "90"),
    ("provision-0-name", "Small group"),
    ("provision-0-role", "Grade 3"),
    ("provision-0-minutes", "30"),
    ("provision-0-times", "3"),
    ("provision-0-weeks", "10"),
    ("provision-0-staff", "1"),
    ("provision-0-group", "1"),
    ("provision-0-funding", "notional_sen"),
];

const REVIEW: &[(&str, &str)] = &[
    ("cycle", "1"),
    ("held_on", "2026-11-18"),
    ("target-0-actual", "9"),
    ("pupil_view", "I like it"),
    ("pupil_view_how", "Talking"),
    ("parent_view", "Better"),
    ("decision", "continue"),
    ("next_on", "2027-03-25"),
];

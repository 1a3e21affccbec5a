//! The provision map and the SEN register: every figure leads to its pupils, files hold what the pages do, and nobody sees more than they may.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

/// Two lines of one plan and one of another child's: one is only bought, one has no rate.
const GIVEN: &str = "
    INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Small group'), (91, 1, 'Sloping desk');
    INSERT INTO rate (school_id, role, pence_per_hour, per, weeks, from_on) VALUES (1, 'Grade 3', 65360, 'weekly_hour', 380, '2026-09-01');
    INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (50, 2, 'sen_support', '2026-09-10', 3, 0);
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (50, 50, 1, '2026-09-10', '2026-12-10');
    INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, group_size, resources_pence, bought_by, bought_years, bought_for, funding, entered_at) VALUES
      (1, 90, 1, 'Grade 3', 20, 3, 12, 4, 0, 'once', 1, 'group', 'top_up', 0),
      (1, 91, 2, '', 0, 0, 12, 1, 90000, 'years', 3, 'pupil', 'notional_sen', 0),
      (50, 90, 1, 'nobody', 20, 3, 12, 4, 0, 'once', 1, 'group', 'notional_sen', 0);";

#[tokio::test]
async fn the_map_is_gathered_and_narrowed_by_the_address_and_every_figure_leads_to_its_pupils() {
    let app = TestApp::new().await;
    run(&app, GIVEN).await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/provision-map").await.body;
    for words in ["2 pupils have 24 hours of provision planned", "£51.60", "£94.74", "£146.34", "1 line has no rate"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Amira"), "no name before a part is asked for");
    let group = senco.get("/provision-map?provision=Small+group&by=class").await.body;
    assert!(
        group.contains("Amira") && group.contains("Ben") && group.contains("No rate on the day its cycle began"),
        "{group}"
    );
    assert!(
        group.contains("£653.60 for an hour a week ÷ 38 weeks × 20 min × 3 a week × 12 weeks ÷ 4 pupils = £51.60"),
        "{group}"
    );
    let desk = senco.get("/provision-map?provision=Sloping+desk").await.body;
    assert!(
        desk.contains("no hours, for 12 weeks")
            && desk.contains("£900.00 × 12 of 114 weeks of school (3 years) = £94.74"),
        "{desk}"
    );
    let odd = senco.get("/provision-map?area=zzz&by=colour").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.body.contains("“zzz” is not") && odd.body.contains("Small group"), "{}", odd.body);
    assert_eq!(senco.get("/provision-map.csv?area=zzz").await.status, StatusCode::BAD_REQUEST);
    let file = senco.get("/provision-map.csv?class=4A").await.body;
    assert!(file.contains("Amira Khan") && !file.contains("Ben") && file.contains("51.60"), "{file}");
    assert!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'report' AND pupil_id = 1").await > 0);
}

#[tokio::test]
async fn who_may_not_see_costs_reads_the_map_without_any() {
    let app = TestApp::new().await;
    run(&app, GIVEN).await;
    // The office, which arranges meetings: it sees the board, and no costs.
    run(
        &app,
        "INSERT INTO staff_right (staff_id, code, reason, from_on, given_at) SELECT id, 'meetings', 'Arranges them', '2026-09-01', 0 FROM staff WHERE role = 'office';
         INSERT INTO second_factor (staff_id, secret, set_up_at) SELECT o.id, f.secret, 0 FROM staff o JOIN second_factor f ON f.staff_id = 1
           WHERE o.role = 'office' AND NOT EXISTS (SELECT 1 FROM second_factor x WHERE x.staff_id = o.id)",
    )
    .await;
    let page = app.sign_in("office").await.get("/provision-map?provision=Small+group").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("Amira") && !page.body.contains('£'), "{}", page.body);
    for who in ["teacher", "ta", "governor", "other_teacher"] {
        for path in
            ["/provision-map", "/provision-map.csv", "/provision-map.xlsx", "/sen-register", "/sen-register.xlsx"]
        {
            assert_eq!(app.sign_in(who).await.get(path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
}

#[tokio::test]
async fn a_line_may_take_nobodys_time_and_what_it_costs_is_spread_over_its_years() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let plan = [
        ("kind", "pastoral"),
        ("lead", "2"),
        ("review_on", "2026-12-10"),
        ("issue-anxiety", "yes"),
        ("outcome-0-wording", "Amira is calm at noon"),
        ("outcome-0-area", "semh"),
        ("target-0-outcome", "1"),
        ("target-0-wording", "Uses the tent"),
        ("target-0-measure", "Times in five noons"),
        ("target-0-direction", "higher"),
        ("target-0-baseline", "1"),
        ("target-0-predicted", "5"),
        ("provision-0-name", "Pop-up tent"),
        ("provision-0-staff", "1"),
        ("provision-0-group", "1"),
        ("provision-0-resources", "90"),
        ("provision-0-bought_by", "years"),
        ("provision-0-bought_years", "two"),
    ];
    let wrong = senco.post("/pupils/1/plans", &plan).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["provision-0-bought_years", "provision-0-weeks"] {
        assert!(wrong.body.contains(&format!("href=\"#{field}\"")), "{field}: {}", wrong.body);
    }
    assert!(!wrong.body.contains("href=\"#provision-0-minutes\""), "a tent needs no minutes");
    let mut right: Vec<_> = plan.iter().copied().filter(|(name, _)| *name != "provision-0-bought_years").collect();
    right.extend([("provision-0-bought_years", "2"), ("provision-0-weeks", "4")]);
    let made = senco.post("/pupils/1/plans", &right).await;
    let plan = made.location.unwrap_or_else(|| panic!("{}", made.body));
    let page = senco.get(&plan).await.body;
    assert!(
        page.contains("no hours, for 4 weeks") && page.contains("£90.00 × 4 of 76 weeks of school (2 years) = £4.74"),
        "{page}"
    );
    let session = [("provision-0-bought_by", "session"), ("provision-0-weeks", "4")];
    let mut per_session: Vec<_> =
        right.into_iter().filter(|(name, _)| !session.iter().any(|(s, _)| s == name)).collect();
    per_session.extend(session);
    let wrong = senco.post("/pupils/1/plans", &per_session).await;
    assert!(
        wrong.body.contains("href=\"#provision-0-times\""),
        "what is paid by the session says how many: {}",
        wrong.body
    );
}

#[tokio::test]
async fn the_register_has_what_the_census_asks_on_its_day_and_says_what_would_come_back() {
    let app = TestApp::new().await;
    run(
        &app,
        "INSERT INTO census_indicator (pupil_id, code, from_on, entered_at) VALUES (1, 'top_up', '2026-11-02', 0);
         INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT 2, 'K', '2026-11-02', 0 WHERE NOT EXISTS (SELECT 1 FROM sen_status WHERE pupil_id = 2);
         UPDATE sen_status SET code = 'K' WHERE pupil_id = 2; UPDATE need SET until_on = '2026-10-01' WHERE pupil_id = 2;",
    )
    .await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/sen-register").await.body;
    for words in [
        "Wednesday 18 November 2026",
        "Amira Khan",
        "Top-up funding is received",
        "No type of need is entered",
        "Next census day",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let before = senco.get("/sen-register?on=2026-10-01").await.body;
    assert!(!before.contains("Top-up funding is received"), "{before}");
    let odd = senco.get("/sen-register?on=soon").await;
    assert!(odd.status == StatusCode::UNPROCESSABLE_ENTITY && odd.body.contains("a day that there is"), "{}", odd.body);
    let file = senco.get("/sen-register.xlsx").await;
    assert_eq!(file.headers["content-type"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert!(file.body.starts_with("PK"), "a spreadsheet");
    assert!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'report' AND pupil_id = 2").await > 0);
}

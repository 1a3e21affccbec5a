//! The head's week, reviews on time, and what governors see.

use axum::http::StatusCode;
use thrice::domain::time::Moment;

use super::{count, run};
use crate::support::TestApp;

/// The clock on a day at nine.
fn at(app: &TestApp, year: i32, month: u32, day: u32) {
    let day = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
    app.app.clock.set(Moment::at(day, chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap()));
}

/// Twenty pupils of 5A with plans led by Ms Lowe: of their autumn reviews fifteen were on time, two late, and three were not held.
const ROUND: &str = "
WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 119)
  INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) SELECT i, 1, '=Pip' || i, 'Quill', '2017-01-01', 0 FROM n;
INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id >= 100;
INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 2, '5', '2026-09-01' FROM pupil WHERE id >= 100;
INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, CASE WHEN id < 112 THEN 'K' ELSE 'E' END, '2026-09-01', 0 FROM pupil WHERE id >= 100;
INSERT INTO need (pupil_id, code, rank, from_on) SELECT id, CASE WHEN id = 100 THEN 'HI' ELSE 'MLD' END, 1, '2026-09-01' FROM pupil WHERE id >= 100;
INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) SELECT id, id, CASE WHEN id < 112 THEN 'sen_support' ELSE 'ehc_delivery' END, '2026-09-10', 3, 0 FROM pupil WHERE id >= 100;
INSERT INTO cycle (id, plan_id, number, started_on, review_on) SELECT id, id, 1, '2026-09-10', '2026-12-16' FROM plan WHERE id >= 100;
INSERT INTO review (cycle_id, held_on, decision, entered_at) SELECT id, CASE WHEN id < 115 THEN '2026-12-10' ELSE '2027-01-08' END, 'continue', 0 FROM cycle WHERE id BETWEEN 100 AND 116;
INSERT INTO cycle (id, plan_id, number, started_on, review_on) SELECT id + 100, id, 2, '2027-01-08', '2027-03-20' FROM plan WHERE id BETWEEN 100 AND 116;";

#[tokio::test]
async fn the_report_counts_what_was_on_time_late_and_not_held_and_leads_to_the_pupils() {
    let app = TestApp::new().await;
    run(&app, ROUND).await;
    at(&app, 2027, 1, 11);
    let head = app.sign_in("head").await;
    let page = head.get("/reports/reviews?round=autumn").await.body;
    assert!(page.contains("15 of 21 reviews that were due were held on time (71%)."), "{page}");
    assert!(page.contains("Ms Lowe") && page.contains("Mr Shah") && !page.contains("Pip100"), "groups, no pupils yet");
    let narrow = head.get("/reports/reviews?round=autumn&lead=3&kept=never").await.body;
    assert!(narrow.contains("=Pip117") && !narrow.contains("=Pip116 ") && !narrow.contains("Amira"), "{narrow}");
    for (asked, due) in [("area=sensory_physical", 1), ("class=4A", 1), ("kind=ehc_delivery", 8), ("class=none", 0)] {
        let page = head.get(&format!("/reports/reviews?round=autumn&{asked}")).await.body;
        let words = format!(" of {due} review{}", if due == 1 { " that was due" } else { "s that were due" });
        assert!(page.contains(&words) || (due == 0 && page.contains("No review was due.")), "{asked}: {page}");
    }
    let odd = head.get("/reports/reviews?year=99999999&round=x&lead=%3Cscript%3E&by=zzz").await;
    assert!(odd.status == StatusCode::UNPROCESSABLE_ENTITY && !odd.body.contains("<script>"), "{}", odd.body);
    assert!(head.get("/reports/reviews?year=2025").await.body.contains("Reviews on time in 2025/26"));
    let week = head.get("/reports").await.body;
    assert!(week.contains("Ms Lowe") && week.contains("lead=3") && week.contains("Late longest"), "{week}");
    for (who, status) in [("senco", 200), ("teacher", 403), ("governor", 403), ("office", 403)] {
        for path in ["/reports", "/reports/reviews", "/reports/reviews.csv"] {
            assert_eq!(app.sign_in(who).await.get(path).await.status, status, "{who} {path}");
        }
    }
}

#[tokio::test]
async fn a_review_counts_with_the_class_it_was_due_in_and_what_is_excused_has_its_reason() {
    let app = TestApp::new().await;
    run(&app, ROUND).await;
    // Pip100 moved to 4A in the new year; Pip117 was excused; Pip118 left after the round without a review, Pip119 came too late for one.
    run(
        &app,
        "UPDATE class_membership SET until_on = '2027-01-04' WHERE pupil_id = 100;
         INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) VALUES (100, 1, '4', '2027-01-05');
         INSERT INTO exemption (pupil_id, year, season, reason, entered_at, entered_by) VALUES (117, 2026, 'autumn', 'In hospital all term', 0, 1);
         UPDATE enrolment SET until_on = '2027-01-08' WHERE pupil_id = 118;
         UPDATE enrolment SET from_on = '2026-12-07' WHERE pupil_id = 119;
         UPDATE cycle SET review_on = '2027-03-19' WHERE plan_id = (SELECT id FROM plan WHERE pupil_id = 119);",
    )
    .await;
    at(&app, 2027, 1, 11);
    let head = app.sign_in("head").await;
    let file = head.get("/reports/reviews.csv?round=autumn").await.body;
    let line = |pupil: &str| file.lines().find(|l| l.contains(pupil)).unwrap_or_default().to_owned();
    assert!(line("Pip100 ").contains(",5A,") && line("Pip100 ").contains(",On time,"), "{file}");
    assert!(line("Pip117 ").ends_with(",Not needed,In hospital all term"), "{file}");
    assert!(line("Pip118 ").contains(",Not held,left on"), "whoever left unreviewed stays in the count: {file}");
    assert!(line("Pip119 ").contains(",Not needed,fewer than six school weeks"), "{file}");
    let spring = head.get("/reports/reviews.csv?round=spring").await.body;
    assert!(spring.lines().any(|l| l.contains("Pip100 ") && l.contains(",4A,")), "{spring}");
    let page = head.get("/reports/reviews?round=autumn&by=teacher").await.body;
    assert!(page.contains("15 of 19 reviews that were due were held on time (79%)."), "{page}");
    let excused = head.get("/reports/reviews?round=autumn&kept=not_needed").await.body;
    assert!(excused.contains("In hospital all term") && !excused.contains("Pip100 "), "{excused}");
}

#[tokio::test]
async fn the_planned_cost_stands_on_the_heads_page_to_the_penny_and_says_what_has_no_rate() {
    let app = TestApp::new().await;
    let before = app.sign_in("head").await.get("/reports").await.body;
    run(&app, ROUND).await;
    run(
        &app,
        "INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Small group');
         INSERT INTO rate (school_id, role, pence_per_hour, from_on) VALUES (1, 'helper', 1720, '2026-09-01');
         INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size, cost_share, resources_pence, funding, entered_at)
           VALUES (100, 90, 1, 'helper', 20, 3, 12, 1, 4, 'per_group', 0, 'notional_sen', 0),
                  (101, 90, 1, 'helper', 25, 4, 10, 1, 3, 'per_group', 1, 'top_up', 0),
                  (102, 90, 1, 'nobody', 25, 4, 10, 1, 3, 'per_group', 0, 'top_up', 0)",
    )
    .await;
    let page = app.sign_in("head").await.get("/reports").await.body;
    assert!(before.contains("Provision") && page.contains("Planned for 2026/27: <strong>£147.17</strong>"), "{page}");
    assert!(page.contains("1 line of provision has no rate") && page.contains("Top-up (high needs): £95.57"), "{page}");
}

#[tokio::test]
async fn the_file_holds_one_line_a_review_and_no_formula() {
    let app = TestApp::new().await;
    run(&app, ROUND).await;
    at(&app, 2027, 1, 11);
    let head = app.sign_in("head").await;
    let file = head.get("/reports/reviews.csv?round=autumn").await;
    let name = file.headers.get("content-disposition").and_then(|v| v.to_str().ok()).unwrap();
    assert_eq!(name, "attachment; filename=\"reviews-2026.csv\"");
    assert_eq!(file.body.lines().count(), 1 + 21, "{}", file.body);
    assert!(
        file.body.contains("'=Pip100 Quill,5A,Ms Lowe,5,SEN support,") && !file.body.contains("\n=Pip"),
        "{}",
        file.body
    );
    assert!(file.body.contains(",Autumn 2026/27,2026-12-16,2026-12-10,On time"), "{}", file.body);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'report' AND staff_id = 5").await, 21);
}

#[tokio::test]
async fn governors_see_only_what_was_published_with_small_numbers_hidden_and_frozen() {
    let app = TestApp::new().await;
    run(&app, ROUND).await;
    let governor = app.sign_in("governor").await;
    assert!(governor.get("/").await.body.contains("No figures have been published yet"));
    at(&app, 2027, 1, 11);
    let senco = app.sign_in("senco").await;
    let page = senco.get("/reports/figures").await.body;
    assert!(
        page.contains("Look at the autumn term 2026/27, not published") && !page.contains("Publish the figures"),
        "{page}"
    );
    let look = senco.get("/reports/figures?look=2026-autumn").await.body;
    for words in
        ["as governors would see it", "15 of 21", "reviews that were due were held on time", "Publish the figures"]
    {
        assert!(look.contains(words), "{words}: {look}");
    }
    let so_far = senco.get("/reports/figures?look=2026-spring").await.body;
    assert!(so_far.contains("Provisional.") && !so_far.contains("Publish the figures"), "{so_far}");
    assert_eq!(senco.get("/reports/figures?look=zzz").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        app.sign_in("head").await.get("/reports/figures?look=2026-autumn").await.status,
        422,
        "only who publishes"
    );
    assert_eq!(count(&app, "SELECT count(*) FROM publication").await, 0, "a look publishes nothing");
    let path = "/reports/figures/publication";
    for (who, status) in [("head", 403), ("governor", 403), ("teacher", 403)] {
        assert_eq!(app.sign_in(who).await.post(path, &[("term", "2026-autumn")]).await.status, status, "{who}");
    }
    assert_eq!(senco.post(path, &[("term", "2026-spring")]).await.status, StatusCode::CONFLICT, "not over");
    assert_eq!(senco.post(path, &[("term", "2026-autumn")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post(path, &[("term", "2026-autumn")]).await.status, StatusCode::CONFLICT, "once");
    let governor = app.sign_in("governor").await;
    let page = governor.get("/").await.body;
    assert!(page.contains("fewer than 5") && page.contains("Autumn term 2026/27"), "{page}");
    for secret in ["Pip", "Amira", "Lowe", "/pupils", "/reports/reviews"] {
        assert!(!page.contains(secret), "{secret}: {page}");
    }
    let cells =
        |page: &str| page.split("<td").skip(1).map(|c| c.split("</td>").next().unwrap().to_owned()).collect::<Vec<_>>();
    let before = cells(&page);
    run(&app, "UPDATE review SET held_on = '2026-12-10' WHERE cycle_id = 116; UPDATE need SET code = 'HI' WHERE pupil_id = 101").await;
    assert_eq!(cells(&app.sign_in("governor").await.get("/").await.body), before, "what is published is frozen");

    at(&app, 2027, 4, 12);
    let senco = app.sign_in("senco").await;
    assert_eq!(senco.post(path, &[("term", "2026-spring")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        count(&app, "SELECT count(DISTINCT counts || as_of_on) FROM publication_line WHERE line = 'area'").await,
        1,
        "one pupil has another need: the line stays as it was published"
    );
    assert_eq!(count(&app, "SELECT count(DISTINCT as_of_on) FROM publication_line WHERE line = 'due'").await, 2);
    assert_eq!(app.sign_in("governor").await.get("/reports").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_term_that_was_missed_is_published_later_and_the_last_one_tells_the_year() {
    let app = TestApp::new().await;
    run(&app, ROUND).await;
    at(&app, 2027, 7, 30);
    let senco = app.sign_in("senco").await;
    let page = senco.get("/reports/figures").await.body;
    for term in ["autumn term 2026/27", "spring term 2026/27", "summer term 2026/27"] {
        assert!(page.contains(&format!("Look at the {term}, not published")), "{term}: {page}");
    }
    let path = "/reports/figures/publication";
    for term in ["2026-autumn", "2026-summer", "2026-spring"] {
        assert_eq!(senco.post(path, &[("term", term)]).await.status, StatusCode::SEE_OTHER, "{term}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM publication").await, 3);
    assert_eq!(
        count(&app, "SELECT count(*) FROM publication_line l JOIN publication p ON p.id = l.publication_id WHERE l.line = 'year' AND p.season <> 'summer'").await,
        0,
        "before its last term a year is not told"
    );
    let pupils = "SELECT count(DISTINCT counts || as_of_on) FROM publication_line WHERE line = 'status'";
    assert_eq!(count(&app, pupils).await, 1, "the number of pupils stays as it was first published");
}

#[tokio::test]
async fn the_heads_week_leads_with_the_year_so_that_what_is_late_is_not_hidden_by_a_new_round() {
    let app = TestApp::new().await;
    run(&app, ROUND).await;
    at(&app, 2027, 7, 1);
    let week = app.sign_in("head").await.get("/reports").await.body;
    assert!(
        week.contains("15 of ") && week.contains("reviewed on time this year") && week.contains("late this year"),
        "{week}"
    );
    assert!(!week.contains("<strong>0 of 0</strong><span>reviewed on time"), "{week}");
}

/// Two targets of each review that was held on time; two parents of each of the twenty pupils who met the school; and a group of five.
const BESIDE: &str = "
INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) SELECT id, id, 1, 'Reads', 'cognition', 0 FROM plan WHERE id BETWEEN 100 AND 114;
INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
  SELECT 1000 + 2 * c.id + v.value, c.id, c.id, v.value, 'Reads words', 'Words', 'words', 'higher', 0, 400, 0 FROM cycle c, json_each('[0,1]') v WHERE c.id BETWEEN 100 AND 114;
INSERT INTO target_result (review_id, target_id, actual, progress)
  SELECT r.id, t.id, 400, iif(t.id % 2 = 0, 'met', 'partly') FROM target t JOIN review r ON r.cycle_id = t.cycle_id WHERE t.id >= 1000;
INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on) SELECT id, id, id, 3, 1795000000, 1, '2026-12-01' FROM pupil WHERE id >= 100;
INSERT INTO invitation (id, conversation_id, adult_id, invited_at) SELECT 2 * c.id + v.value, c.id, 1 + v.value, 1795000000 FROM conversation c, json_each('[0,1]') v WHERE c.id >= 100;
INSERT INTO conversation_record (conversation_id, held_on, mode, agreement, entered_at) SELECT id, '2026-12-09', 'school', 'agree', 1796000000 FROM conversation WHERE id >= 100;
INSERT INTO conversation_attendance (conversation_id, adult_id, how) SELECT conversation_id, adult_id, 'attended' FROM invitation WHERE id >= 200;
INSERT INTO feedback (invitation_id, listened, comment, given_at) SELECT id, iif(id < 225, 'yes', 'partly'), 'A secret word', 1796000000 FROM invitation WHERE id BETWEEN 200 AND 231;
INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Small group');
INSERT INTO support_group (id, school_id, entered_at) VALUES (60, 1, 0);
INSERT INTO support_group_terms (group_id, name, provision_id, entered_at) VALUES (60, 'Readers', 90, 0);
INSERT INTO support_group_member (group_id, pupil_id, from_on, entered_at) SELECT 60, id, '2026-11-02', 0 FROM pupil WHERE id BETWEEN 100 AND 104;
INSERT INTO support_group_time (group_id, weekday, begins, minutes, from_on, entered_at) VALUES (60, 3, 600, 60, '2026-11-02', 0);
INSERT INTO session_record (id, group_id, held_on, begins, minutes, key, entered_at) VALUES (60, 60, '2026-11-04', 600, 60, 'a', 0), (61, 60, '2026-11-11', 600, 60, 'b', 0);
INSERT INTO session_note (record_id, pupil_id, how) SELECT r.id, p.id, 'got_it' FROM session_record r, pupil p WHERE r.id IN (60, 61) AND p.id BETWEEN 100 AND 104;";

#[tokio::test]
async fn governors_read_of_targets_of_what_parents_said_and_of_what_was_given() {
    let app = TestApp::new().await;
    run(&app, ROUND).await;
    run(&app, BESIDE).await;
    at(&app, 2027, 1, 11);
    let senco = app.sign_in("senco").await;
    let look = senco.get("/reports/figures?look=2026-autumn").await.body;
    for said in [
        "15 of 30 targets that were reviewed were met or exceeded.",
        "10 of 35 planned sessions of provision were given.",
        "32 of 40 parents who were asked answered (80%).",
        "Partly met, or not met",
        "Yes to all that was asked",
        "Parents who met us and were asked",
    ] {
        assert!(look.contains(said), "{said}: {look}");
    }
    assert!(look.find("reviews that were due were held on time").unwrap() < look.find("15 of 30 targets").unwrap());
    assert_eq!(
        senco.post("/reports/figures/publication", &[("term", "2026-autumn")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = app.sign_in("governor").await.get("/").await.body;
    assert!(page.contains("32 of 40 parents") && !page.contains("secret") && !page.contains("Small group"), "{page}");
    if thrice::documents::MAKES_PDF {
        assert!(senco.get("/reports/figures.pdf").await.body.starts_with("%PDF"));
    }
}

#[tokio::test]
async fn what_few_pupils_are_behind_or_what_would_tell_of_them_is_not_published() {
    let app = TestApp::new().await;
    run(&app, ROUND).await;
    run(&app, BESIDE).await;
    // One target of each review: as many as reviews that were held, which would say how many were late.
    run(
        &app,
        "DELETE FROM target_result WHERE target_id % 2 = 1; DELETE FROM support_group_member WHERE pupil_id > 103",
    )
    .await;
    at(&app, 2027, 1, 11);
    let senco = app.sign_in("senco").await;
    let look = senco.get("/reports/figures?look=2026-autumn").await.body;
    for untold in ["Targets that were reviewed", "planned sessions", "Sessions that were planned"] {
        assert!(!look.contains(untold), "{untold}: {look}");
    }
    assert!(look.contains("Parents who met us and were asked"), "{look}");
}

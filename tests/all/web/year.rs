//! Planning the year: proposed, changed, looked at, saved; and what has been planned is kept.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::{TestApp, roll::Pupil};

const PLANNED: &str = "SELECT count(*) FROM planned_review";

/// The date in a cell's field.
fn date(body: &str, field: &str) -> String {
    let after = body.split_once(&format!("name=\"{field}\" value=\"")).unwrap_or_else(|| panic!("{field}: {body}")).1;
    after.split('"').next().unwrap().to_owned()
}

fn hidden(body: &str, name: &str) -> String {
    date(body, name)
}

#[tokio::test]
async fn proposed_days_are_only_saved_after_they_were_looked_at() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/year").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(date(&page.body, "on-1-autumn"), "2026-12-04", "the agreed date");
    assert_eq!(date(&page.body, "on-1-spring"), "");
    let was = hidden(&page.body, "was");
    let fields = [("year", "2026"), ("was", &was), ("cap", "2"), ("fill", "empty"), ("on-1-autumn", "2026-12-04")];
    let proposed = senco.post("/year", &[&fields[..], &[("do", "propose")]].concat()).await;
    assert_eq!(proposed.status, StatusCode::OK);
    assert!(proposed.body.contains("2 dates proposed"), "{}", proposed.body);
    let (spring, summer) = (date(&proposed.body, "on-1-spring"), date(&proposed.body, "on-1-summer"));
    assert!("2027-02-24" <= spring.as_str() && spring.as_str() <= "2027-03-25", "{spring}");
    let typed = [&fields[..], &[("on-1-spring", &spring), ("on-1-summer", &summer)]].concat();
    let looked = senco.post("/year", &[&typed[..], &[("do", "check")]].concat()).await;
    assert!(looked.body.contains("Before it is saved: 2 dates"), "{}", looked.body);
    assert!(looked.body.contains("Digest"), "{}", looked.body);
    assert_eq!(count(&app, PLANNED).await, 0, "looking saves nothing");
    let saved = senco.post("/year", &[&typed[..], &[("do", "save")]].concat()).await;
    assert_eq!(saved.location.as_deref(), Some("/year?year=2026&saved=2"));
    assert_eq!(count(&app, PLANNED).await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE verb = 'changed' AND pupil_id = 1").await, 2);
    let again = senco.get("/year?saved=2").await;
    assert!(again.body.contains("Saved: 2 dates changed."));
    assert_eq!(date(&again.body, "on-1-spring"), spring);
    let board = senco.get("/round").await.body;
    let day: chrono::NaiveDate = spring.parse().unwrap();
    assert!(board.contains(&format!("by {}", thrice::domain::time::ShortDay(day))), "{board}");
}

#[tokio::test]
async fn the_open_cycles_date_is_the_agreed_one_and_an_editor_of_the_plan_is_told() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let was = hidden(&senco.get("/year").await.body, "was");
    let fields = [("year", "2026"), ("was", was.as_str()), ("on-1-autumn", "2026-12-08"), ("do", "save")];
    assert_eq!(senco.post("/year", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM cycle WHERE review_on = '2026-12-08'").await, 1);
    assert_eq!(count(&app, "SELECT version FROM plan WHERE id = 1").await, 2);
    assert_eq!(count(&app, PLANNED).await, 0);
}

#[tokio::test]
async fn a_planned_day_is_suggested_when_the_review_before_it_is_recorded() {
    let app = TestApp::new().await;
    run(&app, "INSERT INTO planned_review (plan_id, year, season, review_on, planned_at) VALUES (1, 2026, 'spring', '2027-03-01', 0), (1, 2026, 'spring', '2027-03-11', 1)").await;
    let form = app.sign_in("teacher").await.get("/plans/1/review/new").await;
    assert!(form.body.contains("value=\"2027-03-11\""), "{}", form.body);
    run(&app, "INSERT INTO exemption (pupil_id, year, season, reason, entered_at, entered_by) VALUES (1, 2026, 'spring', 'In hospital', 0, 1)").await;
    let form = app.sign_in("teacher").await.get("/plans/1/review/new").await;
    assert!(form.body.contains("value=\"2027-07-21\""), "a term that is not needed is passed over: {}", form.body);
}

#[tokio::test]
async fn a_day_that_cannot_be_is_refused_beside_its_field() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let was = hidden(&senco.get("/year").await.body, "was");
    for (on, said) in [
        ("2026-12-05", "Saturday 5 December 2026 is no school day: weekend"),
        ("2026-11-18", "not in the future"),
        ("2027-01-06", "not in the autumn term"),
        ("soon", "not a real date"),
        ("", "agreed review date"),
    ] {
        let answer =
            senco.post("/year", &[("year", "2026"), ("was", &was), ("on-1-autumn", on), ("do", "check")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{on}");
        assert!(answer.body.contains(said), "{on}: {}", answer.body);
        assert!(answer.body.contains("href=\"#on-1-autumn\"") && answer.body.contains(&format!("value=\"{on}\"")));
    }
}

#[tokio::test]
async fn a_day_saved_meanwhile_is_not_overwritten_unseen() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let was = hidden(&senco.get("/year").await.body, "was");
    run(&app, "UPDATE cycle SET review_on = '2026-12-10' WHERE plan_id = 1").await;
    let mine = [("year", "2026"), ("was", was.as_str()), ("on-1-autumn", "2026-12-08")];
    let told = senco.post("/year", &[&mine[..], &[("do", "save")]].concat()).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.body.contains("somebody else has saved Thursday 10 December 2026") && told.body.contains("2026-12-08")
    );
    assert_eq!(count(&app, "SELECT count(*) FROM cycle WHERE review_on = '2026-12-10'").await, 1);
    let untouched = [("year", "2026"), ("was", was.as_str()), ("on-1-autumn", "2026-12-04"), ("do", "save")];
    assert_eq!(senco.post("/year", &untouched).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM cycle WHERE review_on = '2026-12-10'").await, 1, "theirs stays");
    let seen = hidden(&told.body, "was");
    let again = [("year", "2026"), ("was", seen.as_str()), ("on-1-autumn", "2026-12-08"), ("do", "save")];
    assert_eq!(senco.post("/year", &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM cycle WHERE review_on = '2026-12-08'").await, 1);
}

#[tokio::test]
async fn what_is_ticked_moves_together_and_a_round_as_a_whole() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let was = hidden(&senco.get("/year").await.body, "was");
    let base = [("year", "2026"), ("was", was.as_str()), ("on-1-autumn", "2026-12-04"), ("on-1-spring", "2027-03-10")];
    let with = |more: &[(&'static str, &'static str)]| [&base[..], more].concat();
    let moved = senco.post("/year", &with(&[("pick", "1-spring"), ("move_to", "2027-03-16"), ("do", "move")])).await;
    assert_eq!(
        (date(&moved.body, "on-1-spring").as_str(), date(&moved.body, "on-1-autumn").as_str()),
        ("2027-03-16", "2026-12-04")
    );
    let none = senco.post("/year", &with(&[("move_to", "2027-03-16"), ("do", "move")])).await;
    assert!(none.body.contains("Tick the reviews to move"));
    let shifted = senco.post("/year", &with(&[("shift_round", "spring"), ("shift_by", "-2"), ("do", "shift")])).await;
    assert_eq!(date(&shifted.body, "on-1-spring"), "2027-03-08");
    let too_far = senco.post("/year", &with(&[("shift_round", "spring"), ("shift_by", "30"), ("do", "shift")])).await;
    assert!(too_far.body.contains("1 stay") && date(&too_far.body, "on-1-spring") == "2027-03-10");
}

/// Ben is on SEN support, Cora has an EHC plan, and neither has a plan here; Dan has no right to reviews.
const NEW: &str = "UPDATE sen_status SET code = 'K' WHERE pupil_id = 2;
    INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES (20, 1, 'Cora', 'Drew', '2018-01-01', 0), (21, 1, 'Dan', 'Drew', '2018-01-01', 0);
    INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES (20, '2025-09-01', 0), (21, '2025-09-01', 0);
    INSERT INTO sen_status (pupil_id, code, from_on, entered_at) VALUES (20, 'E', '2026-09-01', 0), (21, 'N', '2026-09-01', 0)";

#[tokio::test]
async fn plans_are_started_together_so_that_the_year_can_be_planned() {
    let app = TestApp::new().await;
    run(&app, NEW).await;
    let senco = app.sign_in("senco").await;
    for page in ["/", "/year"] {
        let body = senco.get(page).await.body;
        assert!(body.contains("2 pupils have no plan yet") && body.contains("href=\"/year/plans\""), "{page}: {body}");
    }
    let page = senco.get("/year/plans").await.body;
    assert!(page.contains("Cora Drew") && page.contains("EHC delivery plan") && !page.contains("Dan Drew"), "{page}");
    let wrong = senco.post("/year/plans", &[("lead", "99")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["Choose who leads", "Tick at least one"] {
        assert!(wrong.body.contains(part), "{part}: {}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM plan").await, 1);
    let typed = [("lead", "teacher"), ("pupil", "2"), ("pupil", "20"), ("pupil", "21"), ("pupil", "1")];
    for (again, said) in [(false, "2 plans started"), (true, "Everybody has a plan already")] {
        let started = senco.post("/year/plans", &typed).await;
        let page = senco.get(&started.location.unwrap_or_else(|| panic!("{}", started.body))).await.body;
        assert!(page.contains(said), "sent twice: {again}: {page}");
    }
    assert_eq!(
        count(&app, "SELECT count(*) FROM plan WHERE pupil_id IN (2, 20)").await,
        2,
        "each one, and nobody else any"
    );
    assert_eq!(
        count(&app, "SELECT count(*) FROM plan WHERE pupil_id = 20 AND kind = 'ehc_delivery' AND lead_id = 1").await,
        1,
        "in no class: who asked leads"
    );
    assert_eq!(
        count(&app, "SELECT count(*) FROM plan WHERE pupil_id = 2 AND lead_id <> 1").await,
        1,
        "the teacher of the class leads"
    );
    let days = "SELECT count(DISTINCT review_on) FROM cycle WHERE plan_id > 1 AND review_on > '2026-11-18' AND review_on < '2026-12-18'";
    assert_eq!(count(&app, days).await, 2, "each has a day of its own");
    assert!(senco.get("/year/plans").await.body.contains("has a plan here."));
}

#[tokio::test]
async fn only_the_senco_plans_the_year() {
    let app = TestApp::new().await;
    for who in ["head", "teacher", "ta", "governor", "office", "admin"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/year").await.status, StatusCode::FORBIDDEN, "{who}");
        assert_eq!(session.post("/year", &[("do", "save")]).await.status, StatusCode::FORBIDDEN, "{who}");
    }
    assert_eq!(app.sign_in("senco").await.get("/year?year=2020").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.sign_in("senco").await.get("/year?year=2027").await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_has_left_gets_no_plan_when_plans_are_started() {
    let app = TestApp::new().await;
    Pupil::named(9, "Zack", "Jones").on_sen_support("2026-09-01").joins(&app).await;
    Pupil::named(10, "Lee", "Stays").on_sen_support("2026-09-01").joins(&app).await;
    run(&app, "UPDATE enrolment SET until_on = '2026-11-13' WHERE pupil_id = 9").await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/year/plans").await.body;
    assert!(page.contains("Lee S") && !page.contains("Zack"), "{page}");
    senco.post("/year/plans", &[("lead", "2"), ("pupil", "9"), ("pupil", "10")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM plan WHERE pupil_id = 9").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM plan WHERE pupil_id = 10").await, 1);
    // Nobody is to read a plan that is not written yet.
    let page = senco.get("/readings").await.body;
    assert!(!page.contains("Lee S"), "{page}");
}

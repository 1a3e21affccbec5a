//! Plans beside SEN support: the same cycle and reviews, a number of their own, and what only they have.

use axum::http::StatusCode;
use thrice::{
    domain::{
        calendar::AcademicYear,
        ids::{PlanId, PupilId, SchoolId},
        plan::PlanKind,
        standing::standing,
        time::Moment,
    },
    store::{
        calendar,
        register::{self, BoardRow},
    },
};

use super::{count, run};
use crate::support::{Session, TestApp};

const PASTORAL: &[(&str, &str)] = &[
    ("kind", "pastoral"),
    ("lead", "2"),
    ("review_on", "2026-12-10"),
    ("issue-anxiety", "yes"),
    ("issue-attendance", "yes"),
    ("agency-0-name", "Dr Lee"),
    ("agency-0-agency", "CAMHS"),
    ("agency-0-role", "Therapist"),
    ("agency-0-contact", "020 7946 0200"),
    ("agency-1-name", ""),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = PASTORAL.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

async fn make(senco: &Session, pupil: i64, changes: &[(&str, &str)]) -> String {
    let made = senco.post(&format!("/pupils/{pupil}/plans"), &with(changes)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.location.unwrap()
}

async fn rows(app: &TestApp, pupil: i64, plan: Option<i64>) -> BoardRow {
    let (school, today) = (SchoolId(1), app.app.clock.now().today());
    let (mut conn, year) = (app.app.store.read().await.unwrap(), AcademicYear::containing(today));
    let register = register::load(&mut conn, school, year).await.unwrap();
    let found = match plan {
        None => register.row_of(PupilId(pupil), year, today),
        Some(plan) => register.row_of_plan(PupilId(pupil), PlanId(plan), year, today),
    };
    found.expect("the pupil")
}

async fn held(app: &TestApp, pupil: i64, plan: Option<i64>) -> u32 {
    let row = rows(app, pupil, plan).await;
    let calendar = calendar::load(&mut app.app.store.read().await.unwrap(), SchoolId(1)).await.unwrap();
    standing(&calendar, &row.facts, 20, app.app.clock.now().today()).reviews_held
}

#[tokio::test]
async fn what_it_is_about_and_who_takes_part_stand_on_the_plan_and_at_its_meetings() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert_eq!(make(&senco, 1, &[]).await, "/plans/2?saved=plan");
    let page = senco.get("/plans/2").await.body;
    for words in ["Pastoral support plan", "Attendance · Anxiety", "Dr Lee, CAMHS: Therapist", "020 7946 0200"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let offer = senco.get("/plans/2/conversations/new").await.body;
    assert!(offer.contains("Ask these people yourself") && offer.contains("CAMHS"), "{offer}");
    assert!(offer.contains("name=\"also_present\" value=\"Dr Lee\""), "the name alone stands in the e-mail: {offer}");
    let edit = senco.get("/plans/2/edit").await.body;
    assert!(edit.contains("value=\"CAMHS\"") && !edit.contains("name=\"ends_on\""), "{edit}");
    let changed =
        with(&[("version", "1"), ("issue-anxiety", ""), ("issue-low_mood", "yes"), ("agency-0-role", "Psychologist")]);
    assert_eq!(senco.post("/plans/2", &changed).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/plans/2").await.body;
    assert!(page.contains("Attendance · Low mood") && page.contains("CAMHS: Psychologist"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM plan_issue").await, 3, "what was true before stays in the history");
    assert_eq!(count(&app, "SELECT count(*) FROM plan_agency WHERE withdrawn_at IS NOT NULL").await, 1);
    let entry = "SELECT count(*) FROM audit WHERE verb = 'changed' AND thing = 'plan' AND detail = 'issues, agencies'";
    assert_eq!(count(&app, entry).await, 1);
    for (field, value, sentence) in [
        ("agency-0-agency", "", "Enter the service that person 1 comes from"),
        ("kind", "sen_support", "is about its outcomes"),
        ("ends_on", "2026-12-18", "Only a part-time timetable has a last day"),
    ] {
        let wrong = senco.post("/pupils/1/plans", &with(&[(field, value)])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(wrong.body.contains(sentence) && wrong.body.contains("Dr Lee"), "{sentence}");
    }
}

#[tokio::test]
async fn a_part_time_timetable_has_an_end_and_a_review_before_it() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/plans/new?kind=part_time_timetable").await.body;
    assert!(form.contains("<option value=\"part_time_timetable\" selected>"), "{form}");
    for (end, sentence) in [
        ("", "A part-time timetable ends: enter its last day"),
        ("soon", "must be a real date"),
        ("2026-11-18", "must come after the day the plan starts"),
        ("2027-01-15", "lasts at most 6 weeks"),
        ("2026-12-09", "The review must come before the last day"),
    ] {
        let wrong = senco.post("/pupils/1/plans", &with(&[("kind", "part_time_timetable"), ("ends_on", end)])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{end}");
        assert_eq!(wrong.body.matches(sentence).count(), 2, "{sentence}: {}", wrong.body);
    }
    run(&app, "INSERT INTO school_setting (school_id, name, value, from_on, set_at) VALUES (1, 'part_time_timetable.most_weeks', '3', '2026-09-01', 0)").await;
    let long = with(&[("kind", "part_time_timetable"), ("ends_on", "2026-12-11")]);
    assert!(senco.post("/pupils/1/plans", &long).await.body.contains("lasts at most 3 weeks"), "the school sets it");
    run(&app, "DELETE FROM school_setting").await;
    make(&senco, 1, &[("kind", "part_time_timetable"), ("ends_on", "2026-12-11")]).await;
    assert!(senco.get("/plans/2").await.body.contains("Friday 11 December 2026"));
    let on = [("cycle", "2"), ("held_on", "2026-11-18"), ("next_on", "2027-03-25"), ("decision", "continue")];
    let wrong = senco.post("/plans/2/review", &on).await;
    assert!(wrong.body.contains("This plan ends on Friday 11 December 2026: end it, or"), "{}", wrong.body);
    let end = [("cycle", "2"), ("held_on", "2026-11-18"), ("decision", "exit"), ("decision_reason", "Back full time")];
    assert_eq!(senco.post("/plans/2/review", &end).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn each_kind_counts_for_itself_and_the_three_reviews_stay_three() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    make(&senco, 1, &[("kind", "behaviour"), ("review_on", "2026-11-20")]).await;
    let today = senco.get("/").await.body;
    let row = "Behaviour support plan: <strong>due in 2 school days";
    assert!(today.contains(row) && today.contains("/plans/2/conversations/new"), "{today}");
    assert!(
        today.contains("of 1</strong><span>reviewed this autumn term, SEN support"),
        "the count is of SEN support: {today}"
    );
    let fields = [("cycle", "2"), ("held_on", "2026-11-18"), ("next_on", "2027-03-25"), ("decision", "continue")];
    assert_eq!(senco.post("/plans/2/review", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!((held(&app, 1, None).await, held(&app, 1, Some(2)).await), (0, 1));
    assert_eq!(rows(&app, 1, None).await.plan, Some(PlanId(1)), "SEN support stays what the board counts");
    let page = senco.get("/pupils/1").await.body;
    assert!(page.contains("0 of 3 reviews held") && page.contains("1 of 2 reviews of this plan held"), "{page}");
    let own = [
        ("cycle", "1"),
        ("held_on", "2026-11-18"),
        ("next_on", "2027-03-25"),
        ("decision", "continue"),
        ("same_for_all", "no_change"),
    ];
    assert_eq!(senco.post("/plans/1/review", &own).await.status, StatusCode::SEE_OTHER);
    assert_eq!((held(&app, 1, None).await, held(&app, 1, Some(2)).await), (1, 1));
    assert!(!senco.get("/").await.body.contains("Behaviour support plan"), "its next review is far off");
}

#[tokio::test]
async fn another_kind_of_plan_does_not_take_the_place_of_the_one_that_is_owed() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    run(
        &app,
        "INSERT INTO plan_closure (plan_id, closed_on, reason, entered_at) VALUES (1, '2026-11-10', 'By mistake', 0)",
    )
    .await;
    make(&senco, 1, &[]).await;
    let row = rows(&app, 1, None).await;
    assert_eq!((row.plan, row.kind), (None, PlanKind::SenSupport), "Amira still has a right to reviews");
    make(&senco, 2, &[("issue-anxiety", "")]).await;
    let ben = rows(&app, 2, None).await;
    assert_eq!((ben.plan, ben.kind), (Some(PlanId(3)), PlanKind::Pastoral), "Ben has no SEN: this is his plan");
}

/// The clock on a day at nine.
fn at(app: &TestApp, year: i32, month: u32, day: u32) {
    let day = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
    app.app.clock.set(Moment::at(day, chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap()));
}

#[tokio::test]
async fn every_page_that_lists_plans_knows_them_beside_sen_support() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    make(&senco, 1, &[("kind", "part_time_timetable"), ("review_on", "2026-11-27"), ("ends_on", "2026-12-04")]).await;
    make(&senco, 2, &[("kind", "attendance"), ("review_on", "2026-12-10"), ("issue-anxiety", "")]).await;
    let board = senco.get("/round").await.body;
    assert!(board.contains("Part-time timetable, ends Fri 4 Dec") && board.contains("Attendance plan"), "{board}");
    assert!(board.contains("2 pupils in 2026/27, 3 plans"), "{board}");
    assert!(board.contains("/plans/1\"") && board.contains("/plans/2\""), "SEN support keeps its own line: {board}");
    let narrow = senco.get("/round?kind=attendance").await.body;
    assert!(narrow.contains("/plans/3\"") && !narrow.contains("/plans/1\""), "{narrow}");
    let queue = senco.get("/reviews/queue").await.location.unwrap();
    assert!(queue.starts_with("/plans/2/review/new?queue=2.1.3"), "the first due comes first: {queue}");
    let year = senco.get("/year").await.body;
    assert!(year.contains("name=\"on-2-autumn\" value=\"2026-11-27\""), "{year}");
    assert!(year.contains("Part-time timetable, ends Fri 4 Dec"), "{year}");
    let teacher = app.sign_in("teacher").await;
    for path in ["/my-pupils", "/my-pupils/sheet"] {
        assert!(teacher.get(path).await.body.contains("Part-time timetable, ends Fri 4 Dec"), "{path}");
    }
    at(&app, 2026, 12, 7);
    let senco = app.sign_in("senco").await;
    let today = senco.get("/").await.body;
    assert!(today.contains("Part-time timetable, should have ended Fri 4 Dec: <strong>6 school days late"), "{today}");
    let head = app.sign_in("head").await;
    let week = head.get("/reports").await.body;
    assert!(week.contains("Plans beside SEN support") && week.contains("/round?kind=part_time_timetable"), "{week}");
}

#[tokio::test]
async fn the_report_keeps_them_apart_and_the_governors_figures_do_not_know_them() {
    let app = TestApp::new().await;
    at(&app, 2026, 11, 18);
    let senco = app.sign_in("senco").await;
    let page = senco.get("/reports/reviews").await.body;
    let (sen, _) = page.split_once("Three a year is counted").unwrap();
    let before = sen.to_owned();
    make(&senco, 1, &[("kind", "behaviour"), ("review_on", "2026-11-20")]).await;
    make(&senco, 2, &[("kind", "attendance"), ("review_on", "2026-11-20"), ("issue-anxiety", "")]).await;
    let held = [("cycle", "2"), ("held_on", "2026-11-18"), ("next_on", "2026-11-30"), ("decision", "continue")];
    assert_eq!(senco.post("/plans/2/review", &held).await.status, StatusCode::SEE_OTHER);
    at(&app, 2026, 12, 1);
    let senco = app.sign_in("senco").await;
    let page = senco.get("/reports/reviews?by=kind").await.body;
    let (_, others) = page.split_once("Three a year is counted").unwrap();
    assert!(others.contains("Other plans") && others.contains("Behaviour support plan"), "{others}");
    let file = senco.get("/reports/reviews.csv?kind=behaviour").await.body;
    let outcomes: Vec<&str> = file.lines().skip(1).filter_map(|line| line.rsplit(',').nth(1)).collect();
    assert_eq!(outcomes, ["On time", "Not held", "Not due yet", "Not due yet"], "{file}");
    at(&app, 2026, 11, 18);
    let page = app.sign_in("senco").await.get("/reports/reviews").await.body;
    let (sen, _) = page.split_once("Three a year is counted").unwrap();
    let counted = |page: &str| page.split("<table").nth(1).map(ToOwned::to_owned);
    assert_eq!(counted(sen), counted(&before), "SEN support counts what it counted");
    at(&app, 2027, 1, 11);
    let senco = app.sign_in("senco").await;
    assert_eq!(
        senco.post("/reports/figures/publication", &[("term", "2026-autumn")]).await.status,
        StatusCode::SEE_OTHER
    );
    let lines =
        "SELECT count(*) FROM publication_line WHERE counts IN ('[1,0,0]', '[1,0]', '[0,1]', '[0,0,1]', '[1,0,0,0,0]')";
    assert_eq!(count(&app, lines).await, 4, "one pupil with SEN support in each line, and nobody else");
}

#[tokio::test]
async fn no_message_names_a_kind_of_plan() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    make(&senco, 2, &[("kind", "behaviour"), ("review_on", "2026-11-18"), ("issue-anxiety", "")]).await;
    at(&app, 2026, 11, 19);
    let senco = app.sign_in("senco").await;
    let page = senco.get("/messages").await.body;
    for word in ["Behaviour", "behaviour", "attendance plan", "timetable", "pastoral"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
}

//! Moving pupils by hand: their plans and meetings go with them, shown before, told to both; and what September asks for on the first page.

use axum::http::StatusCode;
use thrice::{
    dispatch::{self, Scope},
    store::Actor,
};

use super::{count, on, run, words};
use crate::support::{TestApp, roll::Pupil};

const OFFER: &[(&str, &str)] =
    &[("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];

#[tokio::test]
async fn a_move_is_shown_first_and_then_hands_the_plan_and_its_meetings_over_in_one_act() {
    let app = TestApp::new().await;
    let (senco, teacher) = (app.sign_in("senco").await, app.sign_in("teacher").await);
    teacher.post("/plans/1/conversations", OFFER).await;
    let list = senco.get("/classes").await.body;
    assert!(list.contains("4A") && list.contains("Mr Shah") && list.contains("/classes/move?from=4A"), "{list}");
    let form = senco.get("/classes/move?from=4A").await.body;
    assert!(form.contains("Amira Khan") && form.contains("They also move up a year group (now 4)"), "{form}");
    for (fields, why) in [
        (&[("from", "4A"), ("to", ""), ("pupil", "1")][..], "Enter the class they move to"),
        (&[("from", "4A"), ("to", "5A")], "Tick who moves"),
        (&[("from", "4A"), ("to", "5A"), ("pupil", "2")], "Tick who moves"),
    ] {
        let refused = senco.post("/classes/move", fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(refused.body.contains(why), "{}", refused.body);
    }
    let moving = [("from", "4A"), ("to", "5A"), ("pupil", "1"), ("up", "yes")];
    let look = senco.post("/classes/move", &moving).await;
    assert_eq!(look.status, StatusCode::OK);
    for told in [
        "1 pupil moves to 5A from today on.",
        "Plans that go to other teachers (1)",
        "Mr Shah",
        "Ms Lowe",
        "Amira Khan",
    ] {
        assert!(look.body.contains(told), "{told}: {}", look.body);
    }
    assert_eq!(count(&app, "SELECT lead_id FROM plan WHERE id = 1").await, 2, "nothing yet");
    let done = senco.post("/classes/move", &[&moving[..], &[("sure", "yes")]].concat()).await;
    assert_eq!(done.location.as_deref(), Some("/classes"), "{}", done.body);
    assert_eq!(count(&app, "SELECT lead_id FROM plan WHERE id = 1").await, 3);
    assert_eq!(count(&app, "SELECT lead_id FROM conversation WHERE id = 1").await, 3);
    let class = "SELECT c.name || ' ' || m.nc_year FROM class_membership m JOIN class c ON c.id = m.class_id WHERE m.pupil_id = 1 AND m.until_on IS NULL";
    assert_eq!(words(&app, class).await, "5A 5");
    assert_eq!(teacher.get("/plans/1").await.status, StatusCode::NOT_FOUND, "he does not teach her any more");
    let theirs = app.sign_in("other_teacher").await.get("/my-pupils").await.body;
    assert!(theirs.contains("yours to lead since Wed 18 Nov"), "{theirs}");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE verb = 'changed' AND detail = 'lead'").await, 2);
    for who in ["teacher", "ta", "office", "head", "admin"] {
        let refused = app.sign_in(who).await.get("/classes").await.status;
        assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&refused), "{who}: {refused}");
    }
    // Both are told in their next digest, without a name.
    on(&app, "2026-11-19");
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    dispatch::queue_due(&mut tx, &app.app.post, Scope::School(app.cast.school)).await.unwrap();
    tx.commit().await.unwrap();
    let digest =
        |who: &str| format!("SELECT coalesce(max(subject), '') FROM notice WHERE kind = 'digest' AND staff_id = {who}");
    let mut conn = app.app.store.read().await.unwrap();
    for (who, told) in [("2", "1 handed on"), ("3", "1 handed to you")] {
        let subject: String = sqlx::query_scalar(sqlx::AssertSqlSafe(digest(who))).fetch_one(&mut *conn).await.unwrap();
        assert!(subject.contains(told) || subject.contains("1 round of reviews"), "{who}: {subject}");
    }
}

#[tokio::test]
async fn a_class_that_nobody_teaches_and_a_lead_who_has_left_are_things_to_do() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    run(&app, "UPDATE staff SET until_on = '2026-11-17' WHERE id = 2; UPDATE class_staff SET until_on = '2026-11-17' WHERE staff_id = 2").await;
    run(&app, "UPDATE class_membership SET until_on = '2026-11-17' WHERE pupil_id = 2").await;
    Pupil::named(9, "Zain", "Khan").in_class(2).joins(&app).await;
    let today = senco.get("/").await.body;
    for words in [
        "Classes without a teacher (1)",
        "1 pupil, and no teacher who sees them here",
        "Whoever leads the plan has left",
        "/plans/1/edit#lead",
    ] {
        assert!(today.contains(words), "{words}: {today}");
    }
}

#[tokio::test]
async fn last_years_open_review_stays_in_sight_until_it_is_held_or_closed_with_a_reason() {
    let app = TestApp::new().await;
    on(&app, "2027-09-08");
    let senco = app.sign_in("senco").await;
    let today = senco.get("/").await.body;
    assert!(today.contains("Left open from 2026/27 (1)") && today.contains("Summer review, due "), "{today}");
    assert!(today.contains("2027/28 has no terms yet") && today.contains("/settings/terms"), "{today}");
    let why = "/pupils/1/exemptions?term=2026-summer";
    assert!(today.contains(why), "{today}");
    let form = senco.get(why).await;
    assert!(form.body.contains("value=\"2026-summer\" selected") || form.body.contains("2026-summer"), "{}", form.body);
    for term in ["2026-summer", "2026-spring", "2026-autumn"] {
        let closed = senco.post("/pupils/1/exemptions", &[("term", term), ("reason", "Away in hospital")]).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    }
    assert!(!senco.get("/").await.body.contains("Left open from"), "each is closed with a reason");
}

#[tokio::test]
async fn terms_of_the_next_year_are_asked_for_from_june() {
    let app = TestApp::new().await;
    for (day, asked) in [("2027-05-28", false), ("2027-06-02", true), ("2027-08-30", true)] {
        on(&app, day);
        let senco = app.sign_in("senco").await;
        assert_eq!(senco.get("/").await.body.contains("2027/28 has no terms yet"), asked, "{day}");
        let head = app.sign_in("head").await.get("/").await.body;
        assert!(!head.contains("Enter the terms of"), "the head does not enter them");
    }
}

#[tokio::test]
async fn a_class_that_is_taken_from_its_only_teacher_is_said_before_and_hands_their_plans_over() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let person = [
        ("title", "Mr"),
        ("forename", "Omar"),
        ("surname", "Shah"),
        ("email", "teacher@oakfield.example.org"),
        ("classes", "5A"),
    ];
    let asked = senco.post("/people/2", &person).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    for words in ["1 class loses its only teacher", "4A", "1 plan goes", "SEN support plan", "to Mrs Anand"] {
        assert!(asked.body.contains(words), "{words}: {}", asked.body);
    }
    assert_eq!(count(&app, "SELECT lead_id FROM plan WHERE id = 1").await, 2, "nothing yet");
    let saved = senco.post("/people/2", &[&person[..], &[("sure", "yes")]].concat()).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(
        count(&app, "SELECT lead_id FROM plan WHERE id = 1").await,
        1,
        "the SENCO leads until somebody has the class"
    );
    assert!(senco.get("/").await.body.contains("Classes without a teacher (1)"));
    let leaving = app.sign_in("admin").await.get("/people/3/leave").await.body;
    assert!(!leaving.contains("loses its only teacher"), "5A has another: {leaving}");
}

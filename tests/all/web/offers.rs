//! Parents of many pupils invited at once: shared times, a look before, and ten minutes to take it back.

use axum::http::StatusCode;
use thrice::dispatch::{Scope, queue_due};
use thrice::store::Actor;

use super::{count, run};
use crate::support::TestApp;

/// Three more pupils of 4A with plans that Mr Shah leads: one with a mother, one whose parent is barred, one with a phone only.
const CLASS: &str = "
    INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES (10, 1, 'Callum', 'Drew', '2018-01-01', 0), (11, 1, 'Dev', 'Patel', '2018-01-01', 0), (12, 1, 'Ela', 'Moss', '2018-01-01', 0);
    INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id >= 10;
    INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 1, '4', '2026-09-01' FROM pupil WHERE id >= 10;
    INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, 'K', '2026-09-01', 0 FROM pupil WHERE id >= 10;
    INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) SELECT id, id, 'sen_support', '2026-09-10', 2, 0 FROM pupil WHERE id >= 10;
    INSERT INTO cycle (plan_id, number, started_on, review_on) SELECT id, 1, '2026-09-10', '2026-12-09' FROM plan WHERE id >= 10;
    INSERT INTO adult (id, school_id, title, forename, surname, email, phone, created_at) VALUES (20, 1, 'Ms', 'Ann', 'Drew', 'ann@family.example.org', '', 0), (21, 1, 'Mr', 'Raj', 'Patel', 'raj@family.example.org', '', 0), (22, 1, 'Ms', 'Eve', 'Moss', NULL, '07700 900009', 0);
    INSERT INTO guardianship (id, pupil_id, adult_id, relationship, priority, responsibility, from_on) SELECT id, id - 10, id, 'Parent', 1, 'yes', '2025-09-01' FROM adult WHERE id >= 20;
    INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (21, 'court_order', 'Order', 'import', 0);";

const PLANS: [(&str, &str); 4] = [("plan", "1"), ("plan", "10"), ("plan", "11"), ("plan", "12")];
const WISH: [(&str, &str); 8] = [
    ("first_on", "2026-12-01"),
    ("last_on", "2026-12-02"),
    ("from", "15:30"),
    ("until", "16:30"),
    ("minutes", "20"),
    ("each", "3"),
    ("mode", "school"),
    ("place", "Room 3"),
];
const MEETINGS: &str = "SELECT count(*) FROM conversation";

fn fields(what: &str) -> Vec<(&str, &str)> {
    [&PLANS[..], &WISH[..], &[("do", what)]].concat()
}

#[tokio::test]
async fn nothing_is_offered_before_it_was_looked_at_and_nothing_leaves_before_it_can_be_taken_back() {
    let app = TestApp::new().await;
    run(&app, CLASS).await;
    let senco = app.sign_in("senco").await;
    let form = senco.post("/offers/new", &PLANS).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.body.contains("Left out: </strong>nobody can be invited"), "{}", form.body);
    let look = senco.post("/offers", &fields("check")).await;
    assert_eq!(look.status, StatusCode::OK);
    for part in [
        "Before it is done: 3 meetings",
        "3 invitations by e-mail, 1 by phone or letter",
        "Tue 1 Dec, 3:30pm",
        "Dev P.",
        "3 by e-mail, 1 by phone. 1 gets nothing.",
        "a restriction is in force",
        "English: nothing is written in Tamil",
    ] {
        assert!(look.body.contains(part), "{part}: {}", look.body);
    }
    assert_eq!(count(&app, MEETINGS).await, 0);
    let done = senco.post("/offers", &fields("save")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(count(&app, MEETINGS).await, 3);
    assert_eq!(count(&app, "SELECT count(*) FROM (SELECT DISTINCT starts_at FROM slot)").await, 6, "no time twice");
    assert_eq!(count(&app, "SELECT count(*) FROM invitation WHERE adult_id IN (3, 21)").await, 0, "nobody barred");
    queue(&app).await;
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'invite'").await, 0);
    later(&app, 600);
    queue(&app).await;
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'invite'").await, 3);
}

#[tokio::test]
async fn parents_of_a_pupil_with_two_plans_are_invited_once() {
    let app = TestApp::new().await;
    run(&app, CLASS).await;
    run(
        &app,
        "INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (30, 10, 'pastoral', '2026-09-10', 1, 0);
         INSERT INTO cycle (plan_id, number, started_on, review_on) VALUES (30, 1, '2026-09-10', '2026-12-08')",
    )
    .await;
    let senco = app.sign_in("senco").await;
    let ticked = [&[("plan", "30"), ("plan", "10")][..], &WISH[..]].concat();
    let look = senco.post("/offers", &[&ticked[..], &[("do", "check")]].concat()).await.body;
    for part in [
        "Before it is done: 1 meeting",
        "1 invitation by e-mail",
        "Pastoral support plan",
        "invited here about another plan",
    ] {
        assert!(look.contains(part), "{part}: {look}");
    }
    senco.post("/offers", &[&ticked[..], &[("do", "save")]].concat()).await;
    assert_eq!(count(&app, "SELECT count(*) FROM conversation WHERE plan_id = 10").await, 1);
    assert_eq!(count(&app, MEETINGS).await, 1);
}

#[tokio::test]
async fn taken_back_in_time_nobody_hears_of_it_and_nobody_has_to_do_anything() {
    let app = TestApp::new().await;
    run(&app, CLASS).await;
    let senco = app.sign_in("senco").await;
    let there = senco.post("/offers", &fields("save")).await.location.unwrap();
    assert!(senco.get(&there).await.body.contains("Nothing has been sent yet."));
    assert_eq!(senco.post(&format!("{there}/withdrawal"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(senco.get(&there).await.body.contains("Taken back."));
    later(&app, 1200);
    queue(&app).await;
    assert_eq!(
        count(&app, "SELECT count(*) FROM notice WHERE state <> 'stale' AND conversation_id IS NOT NULL").await,
        0
    );
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE done_at IS NULL").await, 0);
    assert!(senco.get("/pupils/12").await.body.contains("No meeting with parents has been offered yet."));
}

#[tokio::test]
async fn after_ten_minutes_there_is_no_way_back() {
    let app = TestApp::new().await;
    run(&app, CLASS).await;
    let senco = app.sign_in("senco").await;
    let there = senco.post("/offers", &fields("save")).await.location.unwrap();
    later(&app, 600);
    assert_eq!(senco.post(&format!("{there}/withdrawal"), &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(count(&app, "SELECT count(*) FROM conversation_cancellation").await, 0);
    assert!(!senco.get(&there).await.body.contains("Take all of it back"));
    let again = senco.post("/offers", &fields("check")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("a meeting is offered already"));
}

#[tokio::test]
async fn too_few_times_and_lines_that_tell_are_said() {
    let app = TestApp::new().await;
    run(&app, CLASS).await;
    let senco = app.sign_in("senco").await;
    let with = |name: &'static str, value: &'static str| {
        fields("check").into_iter().map(|(n, v)| if n == name { (n, value) } else { (n, v) }).collect::<Vec<_>>()
    };
    for (name, value, said) in [
        ("until", "15:55", "Mr Shah leads 3 of these meetings and has 2 free times"),
        ("place", "The SEN room", "Leave out “SEN”"),
        ("place", "Room of Callum", "Leave out “Callum”"),
        ("first_on", "2026-11-01", "not in the future"),
        ("last_on", "2026-11-30", "The last day is before the first"),
        ("until", "15:00", "not after the beginning"),
        ("minutes", "2", "from 5 to 240"),
    ] {
        let answer = senco.post("/offers", &with(name, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
    let booked = "INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES (50, 2, 1, 2, 0, '2026-11-25');
        INSERT INTO slot (conversation_id, position, starts_at, minutes, mode) SELECT 50, 1, unixepoch('2026-12-01 15:40'), 30, 'school';";
    run(&app, booked).await;
    let look = senco.post("/offers", &fields("check")).await;
    assert!(!look.body.contains("Tue 1 Dec, 3:30pm") && !look.body.contains("Tue 1 Dec, 3:50pm"), "{}", look.body);
}

#[tokio::test]
async fn only_the_senco_invites_many() {
    let app = TestApp::new().await;
    for who in ["head", "teacher", "ta", "governor", "office", "admin"] {
        let session = app.sign_in(who).await;
        for path in ["/offers/new", "/offers", "/offers/1/withdrawal"] {
            assert_eq!(session.post(path, &fields("save")).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
        assert_eq!(session.get("/offers/1").await.status, StatusCode::FORBIDDEN, "{who}");
    }
    assert_eq!(app.sign_in("senco").await.get("/offers/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&app, MEETINGS).await, 0);
}

/// So many seconds go by.
fn later(app: &TestApp, seconds: i64) {
    app.app.clock.set(app.app.clock.now().plus_seconds(seconds));
}

async fn queue(app: &TestApp) {
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    queue_due(&mut tx, &app.app.post, Scope::School(app.cast.school)).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_family_is_shown_with_who_they_are_and_somebody_is_left_out_by_a_tick() {
    let app = TestApp::new().await;
    run(&app, CLASS).await;
    run(&app, "UPDATE guardianship SET responsibility = 'no' WHERE pupil_id = 1 AND adult_id = 2").await;
    let senco = app.sign_in("senco").await;
    let form = senco.post("/offers/new", &PLANS).await.body;
    assert!(form.contains("Leave out Mrs Khan, mother, parental responsibility"), "{form}");
    assert!(form.contains("Leave out Mr Khan, father, no parental responsibility"), "{form}");
    let ticked = |who: &str| form.split(&format!("value=\"1-{who}\"")).nth(1).unwrap().starts_with(" checked");
    assert!(!ticked("1") && ticked("2"), "the school's default is a tick that can be taken away");
    run(&app, "INSERT INTO school_setting (school_id, name, value, from_on, set_at) VALUES (1, 'invite.without_responsibility', '1', '2026-09-01', 0)").await;
    let all = senco.post("/offers/new", &PLANS).await.body;
    assert!(!all.split("value=\"1-2\"").nth(1).unwrap_or(" checked").starts_with(" checked"), "{all}");
    run(&app, "DELETE FROM school_setting WHERE name = 'invite.without_responsibility'").await;
    let look = senco.post("/offers", &[&fields("check")[..], &[("leave_out", "1-2")]].concat()).await.body;
    assert!(look.contains("Left out: Mr Khan") && look.contains("value=\"1-2\""), "{look}");
    let done = senco.post("/offers", &[&fields("save")[..], &[("leave_out", "1-2")]].concat()).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(count(&app, "SELECT count(*) FROM invitation WHERE adult_id = 1").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM invitation WHERE adult_id = 2").await, 0);
    let single = senco.get("/plans/1/conversations/new").await.body;
    assert!(single.contains("name=\"leave_out\" value=\"2\" checked"), "the same where one family is asked: {single}");
}

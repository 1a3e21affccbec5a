//! The sessions of a day and the note on each: three taps, once each, by whom it is given, with what came of it counted beside the plan.

use axum::http::StatusCode;

use super::{carried, count, run, summary_follows_the_form, words};
use crate::support::{Session, TestApp};

/// Amira and Ben on Wednesdays at nine with the assistant, since September; and Amira alone at ten with somebody else.
pub(super) const GROUPS: &str = "
    INSERT INTO provision (id, school_id, name) VALUES (1, 1, 'Precision teaching'), (2, 1, 'Lego group');
    INSERT INTO support_group (id, school_id, entered_at, entered_by) VALUES (1, 1, 0, 1), (2, 1, 0, 1);
    INSERT INTO support_group_terms (group_id, name, provision_id, entered_at) VALUES (1, 'Readers', 1, 0), (2, 'Lego', 2, 0);
    INSERT INTO support_group_member (group_id, pupil_id, from_on, entered_at) VALUES (1, 1, '2026-11-02', 0), (1, 2, '2026-11-02', 0), (2, 1, '2026-11-02', 0);
    INSERT INTO support_group_adult (group_id, staff_id, from_on, entered_at) VALUES (1, 4, '2026-11-02', 0), (2, 3, '2026-11-02', 0);
    INSERT INTO support_group_time (group_id, weekday, begins, minutes, place, from_on, entered_at) VALUES
        (1, 3, 540, 20, 'Library', '2026-11-02', 0), (2, 3, 600, 30, '', '2026-11-02', 0), (1, 5, 540, 20, 'Library', '2026-11-02', 0);";

const READERS: &str = "/sessions/1/2026-11-18/540";

/// The key of the form for a session, as the page has it.
async fn key(who: &Session, path: &str) -> String {
    let body = who.get(path).await.body;
    carried(&body, &["key"]).into_iter().next().expect("a form with a key").1
}

async fn note(who: &Session, path: &str, fields: &[(&str, &str)]) {
    let key = key(who, path).await;
    let mut all = vec![("key", key.as_str()), ("minutes", "20")];
    all.extend(fields);
    let sent = who.post(path, &all).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path}: {}", sent.body);
}

fn says(body: &str, all: &[&str]) {
    for words in all {
        assert!(body.contains(words), "{words}: {body}");
    }
}

#[tokio::test]
async fn an_assistant_sees_what_they_give_today_and_notes_it() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let ta = app.sign_in("ta").await;
    let page = ta.get("/sessions").await.body;
    says(&page, &["Sessions today", "9:00am", "Readers", "Amira K., Ben O.", "Library", "Record"]);
    assert!(!page.contains("Lego"), "somebody else gives it");
    note(&ta, READERS, &[("all", "nearly"), ("p-2", "pupil_absent"), ("words", "Five <new> words")]).await;
    says(
        &ta.get("/sessions").await.body,
        &["Nearly", "Did not happen: pupil absent", "Five &lt;new&gt; words", "Change", "Noted by"],
    );
    assert_eq!(count(&app, "SELECT count(*) FROM session_note").await, 2);
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'session_note' AND verb = 'recorded'").await,
        2,
        "one for each child"
    );
}

#[tokio::test]
async fn one_press_says_why_nothing_happened_for_all() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let ta = app.sign_in("ta").await;
    note(&ta, READERS, &[("lost", "room_or_trip")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM session_note WHERE lost = 'room_or_trip' AND how IS NULL").await, 2);
    says(&ta.get("/sessions").await.body, &["Did not happen: room or trip"]);
}

#[tokio::test]
async fn the_same_note_sent_twice_is_one_and_a_correction_is_a_newer_row() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let ta = app.sign_in("ta").await;
    let key = key(&ta, READERS).await;
    let fields = [("key", key.as_str()), ("minutes", "20"), ("all", "nearly")];
    for _ in 0..3 {
        let sent = ta.post_as_script(READERS, &fields).await;
        assert!(sent.status == StatusCode::SEE_OTHER || sent.status == StatusCode::OK, "{}", sent.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM session_record").await, 1);
    let other = [("key", key.as_str()), ("minutes", "20"), ("all", "not_yet")];
    assert_eq!(ta.post(READERS, &other).await.status, StatusCode::SEE_OTHER, "gone back, and said otherwise");
    assert!(ta.get("/sessions").await.body.contains("Not yet</span>"));
    note(&ta, READERS, &[("all", "got_it")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM session_record").await, 3, "the older ones stay");
    let page = ta.get("/sessions").await.body;
    assert!(page.contains("Got it</span>") && !page.contains("Nearly</span>"), "{page}");
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_keeps_what_was_typed() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let ta = app.sign_in("ta").await;
    let key = key(&ta, READERS).await;
    let bad = [("key", key.as_str()), ("minutes", "many"), ("words", "Kept <b>"), ("p-2", "nearly")];
    let refused = ta.post(READERS, &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&refused.body, &["Choose how it went", "Minutes must be a whole number", "Kept &lt;b&gt;", "value=\"many\""]);
    summary_follows_the_form(&refused.body);
    assert_eq!(count(&app, "SELECT count(*) FROM session_record").await, 0);
    let strange = ta.post(READERS, &[("key", "none"), ("minutes", "20"), ("all", "nearly")]).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn who_gives_nothing_to_them_finds_no_session_and_nobody_notes_what_is_to_come() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let (ta, teacher, senco) = (app.sign_in("ta").await, app.sign_in("teacher").await, app.sign_in("senco").await);
    assert_eq!(teacher.get(READERS).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ta.get("/sessions/2/2026-11-18/600").await.status, StatusCode::NOT_FOUND);
    assert_eq!(ta.get("/sessions/1/2026-11-20/540").await.status, StatusCode::CONFLICT);
    for nowhere in [
        "/sessions/1/2026-10-01/540",
        "/sessions/1/yesterday/540",
        "/sessions/1/2026-11-18/1440",
        "/sessions/9/2026-11-18/540",
    ] {
        assert_eq!(ta.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
    says(&senco.get("/sessions").await.body, &["Readers", "Lego", "Everybody"]);
    note(&senco, READERS, &[("all", "got_it")]).await;
    // On Friday the group is given on nobody's list but the assistant's.
    says(&ta.get("/sessions?day=2026-11-20").await.body, &["Sessions on Friday 20 November", "Readers"]);
    says(&ta.get("/sessions?day=2026-11-21").await.body, &["No school on", "weekend"]);
    run(&app, "UPDATE support_group_adult SET until_on = '2026-11-17' WHERE staff_id = 4").await;
    assert_eq!(ta.get(READERS).await.status, StatusCode::NOT_FOUND, "yesterday's group opens nothing");
}

#[tokio::test]
async fn targets_are_shown_to_those_who_may_see_them_only() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    run(
        &app,
        "INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) VALUES (50, 2, 'sen_support', '2026-09-10', 3, 0);
         INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (50, 50, 1, '2026-09-10', '2026-12-04');
         INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) VALUES (50, 50, 1, 'Ben writes', 'cognition', 0);
         INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at)
           VALUES (50, 50, 50, 1, 'Writes a line alone', 'Lines', 'lines', 'higher', 0, 100, 0);",
    )
    .await;
    let ta = app.sign_in("ta").await;
    let page = ta.get("/sessions").await.body;
    assert!(page.contains("Ben O.") && !page.contains("Writes a line alone"), "she does not support Ben");
    note(&ta, READERS, &[("all", "nearly"), ("t-2", "50")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM session_note WHERE target_id IS NOT NULL").await, 0);
    let senco = app.sign_in("senco").await;
    says(&senco.get(READERS).await.body, &["Writes a line alone"]);
    note(&senco, READERS, &[("all", "nearly"), ("t-2", "50")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM session_note WHERE target_id = 50 AND pupil_id = 2").await, 1);
}

#[tokio::test]
async fn an_adult_who_is_away_loses_a_day_in_one_act_that_is_shown_first() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let senco = app.sign_in("senco").await;
    let asked = senco.get("/sessions/absence?adult=4&day=2026-11-18").await.body;
    says(&asked, &["Readers", "Amira K., Ben O.", "checked", "Adult absent"]);
    let key = carried(&asked, &["key"]).remove(0).1;
    let fields = [("adult", "4"), ("day", "2026-11-18"), ("key", &key), ("reason", "adult_absent")];
    let none = senco.post("/sessions/absence", &fields).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&none.body, &["Tick what does not happen"]);
    let mut all = fields.to_vec();
    all.push(("lost", "1-540"));
    assert_eq!(senco.post("/sessions/absence", &all).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM session_note WHERE lost = 'adult_absent'").await, 2);
    says(&senco.get("/sessions/absence?adult=4&day=2026-11-18").await.body, &["not noted already"]);
    let far = senco.get("/sessions/absence?adult=4&day=2027-11-18").await;
    assert_eq!(far.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_came_of_it_stands_beside_the_line_of_the_plan_and_in_the_review() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    run(
        &app,
        "INSERT INTO placement (id, cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, entered_at)
           SELECT 90, max(id), 1, 1, 'ta', 20, 3, 10, 0 FROM cycle WHERE plan_id = 1;",
    )
    .await;
    let (ta, senco) = (app.sign_in("ta").await, app.sign_in("senco").await);
    note(&ta, "/sessions/1/2026-11-04/540", &[("all", "nearly"), ("words", "Ten words a minute")]).await;
    note(&ta, "/sessions/1/2026-11-06/540", &[("lost", "adult_absent")]).await;
    note(&ta, "/sessions/1/2026-11-11/540", &[("lost", "adult_absent")]).await;
    let plan = senco.get("/plans/1").await.body;
    says(&plan, &["1 of 4 sessions, 2 lost: 2 adult absent; 1 not noted", "Wednesday and Friday 9:00am, Library"]);
    let review = senco.get("/plans/1/review/new").await.body;
    says(&review, &["1 of 4 sessions, 2 lost: 2 adult absent", "Ten words a minute"]);
    let week = ta.get("/pupils/1/week").await.body;
    says(&week, &["Support week", "Readers", "Precision teaching (20 min, 3 times a week) is in the week twice"]);
    assert_eq!(words(&app, "SELECT thing FROM audit WHERE thing = 'support_week'").await, "support_week");
    let late = ta.get("/sessions?day=2026-11-04").await.body;
    says(&late, &["late"]);
}

#[tokio::test]
async fn a_session_at_another_time_counts_beside_the_plan() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let ta = app.sign_in("ta").await;
    says(&ta.get("/sessions/another").await.body, &["A session at another time", "Readers"]);
    let wrong = ta.get("/sessions/another?group=&on=2026-11-30&at=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&wrong.body, &["Choose what was given", "up to today", "Enter when it began"]);
    let there = ta.get("/sessions/another?group=1&on=2026-11-17&at=14:05").await;
    assert_eq!(there.location.as_deref(), Some("/sessions/1/2026-11-17/845"));
    note(&ta, "/sessions/1/2026-11-17/845", &[("all", "got_it")]).await;
    says(&ta.get("/sessions?day=2026-11-17").await.body, &["2:05pm", "Got it"]);
    let senco = app.sign_in("senco").await;
    says(&senco.get("/groups/1").await.body, &["1 more beside the plan"]);
}

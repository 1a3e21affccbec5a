//! Support groups: made, changed and ended by the SENCO, with clashes said and nothing blocked.

use axum::http::StatusCode;

use super::{count, run, sessions::GROUPS, summary_follows_the_form};
use crate::support::TestApp;

const NEW: &[(&str, &str)] = &[
    ("name", "Talk <time>"),
    ("provision", "Talk boost"),
    ("adult-0-staff", "4"),
    ("member-0-pupil", "1"),
    ("time-0-weekday", "3"),
    ("time-0-begins", "09:10"),
    ("time-0-minutes", "30"),
    ("time-0-place", "Hall"),
];

fn says(body: &str, all: &[&str]) {
    for words in all {
        assert!(body.contains(words), "{words}: {body}");
    }
}

#[tokio::test]
async fn a_group_is_made_and_whoever_is_wanted_twice_is_named() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let senco = app.sign_in("senco").await;
    let made = senco.post("/groups", NEW).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert_eq!(made.location.as_deref(), Some("/groups/3"));
    let page = senco.get("/groups/3").await.body;
    says(&page, &["Talk &lt;time&gt;", "Talk boost", "Wednesday 9:10am, 30 min, Hall", "Saved, and worth a look"]);
    says(&page, &["is also wanted by “Readers”: Wednesday 9:00am"]);
    let hours = senco.post("/groups/hours", &[("h-4", "1")]).await;
    assert_eq!(hours.status, StatusCode::SEE_OTHER, "{}", hours.body);
    says(&senco.get("/groups/3").await.body, &["gives 1 hour 10 minutes a week, and has 1 hour for it"]);
    says(&senco.get("/groups/hours").await.body, &["over"]);
    let wrong = senco.post("/groups/hours", &[("h-4", "lots")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&senco.get("/groups").await.body, &["Readers", "Lego", "Talk &lt;time&gt;", "Nothing yet"]);
    assert_eq!(count(&app, "SELECT count(*) FROM provision WHERE name = 'Talk boost'").await, 1);
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_a_row_can_be_added_without_script() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let senco = app.sign_in("senco").await;
    let refused = senco
        .post(
            "/groups",
            &[
                ("name", ""),
                ("provision", "Kept"),
                ("time-0-weekday", "3"),
                ("time-0-begins", "noon"),
                ("adult-0-staff", "4"),
                ("adult-0-until", "2026-11-01"),
            ],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &refused.body,
        &[
            "Enter what the group is called",
            "Choose at least one pupil",
            "like 09:00",
            "value=\"Kept\"",
            "The last day is before the first",
        ],
    );
    summary_follows_the_form(&refused.body);
    let twice = [NEW, &[("member-1-pupil", "1")]].concat();
    says(&senco.post("/groups", &twice).await.body, &["Is in the list already"]);
    let more = senco.post("/groups", &[NEW, &[("add", "member")]].concat()).await;
    assert_eq!(more.status, StatusCode::OK);
    says(&more.body, &["member-3-pupil", "Talk &lt;time&gt;"]);
    assert_eq!(count(&app, "SELECT count(*) FROM support_group").await, 2);
}

#[tokio::test]
async fn a_change_keeps_what_was_and_an_old_form_does_not_overwrite_a_newer_save() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let senco = app.sign_in("senco").await;
    says(&senco.get("/groups/1/edit").await.body, &["value=\"Readers\"", "value=\"09:00\"", "value=\"Library\""]);
    let new = [
        ("version", "1"),
        ("name", "Readers"),
        ("provision", "Precision teaching"),
        ("member-0-pupil", "1"),
        ("member-0-from", "2026-11-02"),
        ("adult-0-staff", "4"),
        ("adult-0-from", "2026-11-02"),
        ("time-0-weekday", "3"),
        ("time-0-begins", "09:00"),
        ("time-0-minutes", "20"),
        ("time-0-place", "Library"),
        ("time-0-from", "2026-11-02"),
    ];
    assert_eq!(senco.post("/groups/1/edit", &new).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        count(&app, "SELECT count(*) FROM support_group_member WHERE group_id = 1 AND withdrawn_at IS NOT NULL").await,
        1
    );
    assert_eq!(
        count(&app, "SELECT count(*) FROM support_group_time WHERE group_id = 1 AND withdrawn_at IS NOT NULL").await,
        1
    );
    assert_eq!(
        count(&app, "SELECT count(*) FROM support_group_terms WHERE group_id = 1").await,
        1,
        "its name is as it was"
    );
    assert_eq!(senco.post("/groups/1/edit", &new).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_group_that_has_ended_plans_nothing_more() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    let (senco, ta) = (app.sign_in("senco").await, app.sign_in("ta").await);
    // Five sessions of twenty minutes at £18.50 an hour, for two pupils who were in it for as long.
    says(&senco.get("/groups/1").await.body, &["Hours planned so far this year: <strong>£30.83", "£15.42", "£15.41"]);
    let wrong = senco.post("/groups/1/end", &[("ended_on", "soon")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        senco.post("/groups/1/end", &[("ended_on", "2026-11-17"), ("reason", "All read")]).await.status,
        StatusCode::SEE_OTHER
    );
    says(&senco.get("/groups/1").await.body, &["Ended on Tuesday 17 November 2026", "All read"]);
    says(&ta.get("/sessions").await.body, &["You give no sessions"]);
    assert_eq!(senco.get("/groups/1/edit").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_lead_is_told_by_a_count_that_sessions_are_lost() {
    let app = TestApp::new().await;
    run(&app, GROUPS).await;
    run(
        &app,
        "INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, entered_at)
           SELECT max(id), 1, 1, 'ta', 20, 2, 10, 0 FROM cycle WHERE plan_id = 1;
         INSERT INTO session_record (id, group_id, held_on, begins, minutes, key, entered_at) VALUES
           (1, 1, '2026-11-04', 540, 20, 'a', 0), (2, 1, '2026-11-06', 540, 20, 'b', 0), (3, 1, '2026-11-11', 540, 20, 'c', 0);
         INSERT INTO session_note (record_id, pupil_id, lost) VALUES (1, 1, 'cover'), (2, 1, 'cover'), (3, 1, 'cover');",
    )
    .await;
    let mut conn = app.app.store.read().await.unwrap();
    let today = app.app.clock.now().today();
    let register = app.app.store.register(&mut conn, app.cast.school, today).await.unwrap();
    let told = thrice::store::sessions::leads_to_tell(&mut conn, &register, today).await.unwrap();
    assert_eq!(told.len(), 1, "three of four lost");
}

#[tokio::test]
async fn a_role_of_the_schools_own_has_its_contracted_hours_beside_what_plans_need() {
    let app = TestApp::new().await;
    run(
        &app,
        "INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Small group');
         INSERT INTO rate (school_id, role, pence_per_hour, from_on) VALUES (1, 'Grade 3', 2000, '2026-09-01');
         INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, entered_at) VALUES (1, 90, 1, 'Grade 3', 60, 5, 6, 0);",
    )
    .await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/groups/hours").await.body;
    says(&page, &["Roles of the school’s own", "Grade 3", "5 hours", "name=\"r-47726164652033\""]);
    let wrong = senco.post("/groups/hours", &[("r-47726164652033", "plenty")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&wrong.body, &["Hours of Grade 3 must be from 0 to 999", "value=\"plenty\""]);
    assert_eq!(senco.post("/groups/hours", &[("r-47726164652033", "3:30")]).await.status, StatusCode::SEE_OTHER);
    says(&senco.get("/groups/hours").await.body, &["value=\"3:30\"", "1 hour 30 minutes short"]);
    let report = senco.get("/reports/of/staffing").await.body;
    says(&report, &["Grade 3: 1 hour 30 minutes short.", "3 hours 30 minutes"]);
    assert_eq!(
        app.sign_in("ta").await.post("/groups/hours", &[("r-47726164652033", "9")]).await.status,
        StatusCode::FORBIDDEN
    );
}

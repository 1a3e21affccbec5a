//! The record: status, needs and attendance as people enter them.

use axum::http::StatusCode;

use super::{count, run, summary_follows_the_form};
use crate::support::TestApp;

const TO_EHC: &[(&str, &str)] = &[
    ("before", "1"),
    ("code", "E"),
    ("from_on", "2026-11-16"),
    ("reason", "The authority issued a plan"),
    ("told", "no"),
    ("not_told", "The letter goes out tomorrow"),
];

fn and<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name)).chain(more).copied().collect()
}

#[tokio::test]
async fn a_change_of_status_says_what_follows_before_it_is_saved_and_keeps_both_dates() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let asked = senco.post("/pupils/1/status", TO_EHC).await;
    assert_eq!(asked.status, StatusCode::OK);
    for part in
        ["EHC plan from Monday 16 November 2026", "last decision", "stays open until a review", "section 68", "Autumn"]
    {
        assert!(asked.body.contains(part), "{part}: {}", asked.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status WHERE code = 'E'").await, 0, "asking changes nothing");

    let saved = senco.post("/pupils/1/status", &and(TO_EHC, &[("step", "save")])).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/record"), "{}", saved.body);
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status WHERE pupil_id = 1 AND until_on IS NULL").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status WHERE code = 'K' AND until_on = '2026-11-15'").await, 1);
    let page = senco.get("/pupils/1/record").await.body;
    for part in [
        "Monday 16 November 2026",
        "Wednesday 18 November 2026",
        "by Mrs Anand",
        "Not yet",
        "The letter goes out tomorrow",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let told = [("told_on", "2026-11-18"), ("told_how", "By phone, Mr Shah")];
    let path = format!("/pupils/1/status/{}/told", count(&app, "SELECT max(id) FROM sen_status").await);
    assert_eq!(senco.post(&path, &told).await.status, StatusCode::SEE_OTHER);
    assert!(senco.get("/pupils/1/record").await.body.contains("By phone, Mr Shah"));
    assert_eq!(senco.post(&path, &told).await.status, StatusCode::CONFLICT, "once is enough");
}

#[tokio::test]
async fn two_people_who_change_the_status_do_not_overwrite_each_other() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    run(&app, "UPDATE sen_status SET until_on = '2026-11-15' WHERE pupil_id = 1;
               INSERT INTO sen_status (pupil_id, code, from_on, reason, entered_at) VALUES (1, 'N', '2026-11-16', 'Caught up', 0);").await;
    let late = senco.post("/pupils/1/status", &and(TO_EHC, &[("step", "save"), ("from_on", "2026-11-17")])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.body.contains("Caught up") && late.body.contains("The authority issued a plan"),
        "both texts: {}",
        late.body
    );
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status WHERE code = 'E'").await, 0);
}

#[tokio::test]
async fn what_cannot_be_a_change_is_refused_beside_its_field() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let empty = senco.post("/pupils/1/status", &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    summary_follows_the_form(&empty.body);
    for (name, value, words) in [
        ("code", "K", "present status already"),
        ("from_on", "2026-11-19", "still to come"),
        ("from_on", "2026-08-30", "began later"),
    ] {
        let refused = senco.post("/pupils/1/status", &and(TO_EHC, &[(name, value)])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    let day = and(TO_EHC, &[("from_on", "2026-09-01"), ("step", "save")]);
    assert_eq!(senco.post("/pupils/1/status", &day).await.status, StatusCode::SEE_OTHER, "its first day: a correction");
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status WHERE pupil_id = 1").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status_correction WHERE code = 'K'").await, 1);
}

#[tokio::test]
async fn needs_are_added_ranked_and_ended() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let autism = [
        ("code", "ASD"),
        ("from_on", "2026-11-02"),
        ("evidence", "Assessed over two visits"),
        ("said_by", "Community paediatrician"),
        ("found_on", "2026-10-20"),
    ];
    assert_eq!(senco.post("/pupils/1/needs", &autism).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/pupils/1/needs", &autism).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    let first = |page: &str| page.find("Primary: Autistic").is_some();
    assert!(!first(&senco.get("/pupils/1/record").await.body));
    let moved = senco.post("/pupils/1/needs/order", &[("order", "1,2"), ("up", "2")]).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    assert!(first(&senco.get("/pupils/1/record").await.body));
    let stale = senco.post("/pupils/1/needs/order", &[("order", "1,2"), ("up", "2")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "the order is no longer the one that was seen");

    let more = [("evidence", "Joins in with a visual timetable"), ("said_by", "Mr Shah"), ("found_on", "2026-11-17")];
    assert_eq!(senco.post("/pupils/1/needs/2/evidence", &more).await.status, StatusCode::SEE_OTHER);
    let end = [("until_on", "2026-11-18"), ("why", "Now explained by autism")];
    assert_eq!(senco.post("/pupils/1/needs/1/end", &end).await.status, StatusCode::SEE_OTHER);
    let last = senco.post("/pupils/1/needs/2/end", &end).await;
    assert!(last.body.contains("needs a primary need"), "{}", last.body);
    let page = senco.get("/pupils/1/record").await.body;
    for part in ["Community paediatrician", "visual timetable", "Needs that have ended (1)", "Now explained by autism"]
    {
        assert!(page.contains(part), "{part}");
    }
}

#[tokio::test]
async fn attendance_is_shown_in_days_and_judged_on_integers() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (day, possible, attended) in
        [("2026-11-16", "110", "99"), ("2026-11-17", "112", "56"), ("2026-11-18", "114", "113")]
    {
        let told = [("reported_on", day), ("possible", possible), ("attended", attended)];
        assert_eq!(senco.post("/pupils/1/attendance", &told).await.status, StatusCode::SEE_OTHER);
    }
    let page = senco.get("/pupils/1/record").await.body;
    for part in
        ["5½ days missed", "Persistent absence", "Severe absence", "at most 1 day", "98% or above", "half a day missed"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let wrong = [("reported_on", "2026-11-18"), ("possible", "10"), ("attended", "11")];
    assert_eq!(senco.post("/pupils/1/attendance", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_teacher_reads_the_record_and_others_do_not_know_of_it() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/pupils/1/record").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("/status/new") && !page.body.contains("needs/order"), "{}", page.body);
    assert_eq!(teacher.post("/pupils/1/status", TO_EHC).await.status, StatusCode::FORBIDDEN);
    for who in ["ta", "office", "other_teacher", "governor", "admin"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/pupils/1/record").await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(session.post("/pupils/1/status", TO_EHC).await.status, StatusCode::NOT_FOUND, "{who}");
        assert!(!session.get("/pupils/1").await.body.contains("/pupils/1/record"), "{who}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'record' AND verb = 'viewed'").await, 1);
}

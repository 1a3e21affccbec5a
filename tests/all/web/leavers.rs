//! Pupils who leave, and who come back.

use axum::http::StatusCode;

use super::count;
use crate::support::{TestApp, nine_o_clock};

#[tokio::test]
async fn a_leaver_is_archived_with_both_dates_and_can_come_back() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let early = [("last_day", "2025-08-31"), ("left_to", "")];
    assert_eq!(senco.post("/pupils/1/leaving", &early).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let leaves = [("last_day", "2026-11-13"), ("left_to", "Elm School")];
    assert_eq!(senco.post("/pupils/1/leaving", &leaves).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/pupils/1/leaving", &leaves).await.status, StatusCode::CONFLICT);
    assert_eq!(app.sign_in("teacher").await.get("/pupils/1").await.status, StatusCode::NOT_FOUND, "no longer theirs");
    let list = senco.get("/leavers").await.body;
    for part in
        ["Amira Khan", "4A", "Friday 13 November 2026", "Wednesday 18 November 2026", "Elm School", "by Mrs Anand"]
    {
        assert!(list.contains(part), "{part}: {list}");
    }
    assert!(senco.get("/pupils/1").await.body.contains("Friday 13 November 2026 was the last day"));
    assert!(senco.get("/pupils/1/timeline").await.body.contains("Last day on roll"));

    let back = [("from_on", "2026-11-16"), ("class", "1"), ("nc_year", "4")];
    let same_day = [("from_on", "2026-11-13"), ("class", "1"), ("nc_year", "4")];
    assert_eq!(senco.post("/pupils/1/return", &same_day).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(senco.post("/pupils/1/return", &back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/pupils/1/return", &back).await.status, StatusCode::CONFLICT);
    assert_eq!(app.sign_in("teacher").await.get("/pupils/1").await.status, StatusCode::OK);
    assert!(senco.get("/leavers").await.body.contains("Nobody has left"));
    assert_eq!(app.sign_in("teacher").await.get("/leavers").await.status, StatusCode::FORBIDDEN);
    assert_eq!(count(&app, "SELECT count(*) FROM enrolment WHERE pupil_id = 1").await, 2, "both times stay");
}

#[tokio::test]
async fn a_leaving_day_may_be_ahead_and_everything_stops_on_it_by_itself() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let too_far = [("last_day", "2028-01-01"), ("left_to", "")];
    assert_eq!(senco.post("/pupils/1/leaving", &too_far).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let leaves = [("last_day", "2026-11-27"), ("left_to", "Elm School")];
    assert_eq!(senco.post("/pupils/1/leaving", &leaves).await.status, StatusCode::SEE_OTHER);
    assert!(senco.get("/pupils/1").await.body.contains("Friday 27 November 2026 will be the last day"));
    assert!(senco.get("/leavers").await.body.contains("Nobody has left"));
    assert_eq!(app.sign_in("teacher").await.get("/pupils/1").await.status, StatusCode::OK, "still theirs");

    let later = [("last_day", "2026-12-18"), ("left_to", "Elm School")];
    assert_eq!(senco.post("/pupils/1/leaving", &later).await.status, StatusCode::SEE_OTHER);
    let stays = [("stays", "yes"), ("last_day", "2026-12-18")];
    assert_eq!(senco.post("/pupils/1/leaving", &stays).await.status, StatusCode::SEE_OTHER);
    let open = "SELECT (SELECT count(*) FROM enrolment WHERE pupil_id = 1 AND until_on IS NULL)
        + (SELECT count(*) FROM class_membership WHERE pupil_id = 1 AND until_on IS NULL)";
    assert_eq!(count(&app, open).await, 2, "nothing ends with a day that was taken back");

    assert_eq!(senco.post("/pupils/1/leaving", &leaves).await.status, StatusCode::SEE_OTHER);
    app.app.clock.set(nine_o_clock().plus_minutes(9 * 24 * 60));
    assert_eq!(
        app.sign_in("teacher").await.get("/pupils/1").await.status,
        StatusCode::OK,
        "the last day is one of theirs"
    );
    app.app.clock.set(nine_o_clock().plus_minutes(10 * 24 * 60));
    assert_eq!(app.sign_in("teacher").await.get("/pupils/1").await.status, StatusCode::NOT_FOUND);
    assert!(app.sign_in("senco").await.get("/leavers").await.body.contains("Amira Khan"));
}

#[tokio::test]
async fn a_pupil_is_added_by_hand_once_and_the_next_export_finds_them() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let new = [
        ("forename", "Wren"),
        ("surname", "Singh"),
        ("born_on", "2018-05-05"),
        ("upn", "B801200005001"),
        ("nc_year", "4"),
        ("class", "4A"),
        ("admitted_on", "2026-11-16"),
        ("sen", "K"),
        ("sen_from", "2025-09-01"),
    ];
    let added = senco.post("/pupils/new", &new).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = senco.get(added.location.as_deref().unwrap()).await.body;
    for part in ["Wren Singh", "Class 4A", "Year 4", "SEN support"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let twice = senco.post("/pupils/new", &new).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("is known here already") && twice.body.contains("value=\"Wren\""), "{}", twice.body);
    let wrong = [("forename", ""), ("born_on", "2031-01-01"), ("upn", "A801200005001"), ("admitted_on", "2026-12-01")];
    let said = senco.post("/pupils/new", &wrong).await.body;
    for part in ["Enter the name", "Enter the date of birth", "check letter", "still to come", "Choose the SEN status"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let file = "UPN,Forename,Surname,DOB,Year,Reg,SEN Status\nB801200005001,Wren,Singh,05/05/2018,4,4A,K\n";
    senco.upload("/import", &[("pupils.csv", file.as_bytes())], "").await;
    assert!(!senco.get("/import/differences").await.body.contains("1 new"), "not a second time");
    assert_eq!(app.sign_in("governor").await.get("/pupils/new").await.status, StatusCode::FORBIDDEN);
}

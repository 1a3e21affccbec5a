//! What a meeting asks of the school before it can be held: on the first page of whoever has to see to it, with the way to do it.

use axum::http::StatusCode;

use super::run;
use crate::support::TestApp;

const OFFER: &[(&str, &str)] = &[
    ("slot-0-day", "2026-11-26"),
    ("slot-0-time", "15:30"),
    ("slot-1-day", "2026-11-30"),
    ("slot-1-time", "08:30"),
    ("mode", "school"),
    ("minutes", "30"),
    ("place", "Room 3"),
];

#[tokio::test]
async fn offered_times_that_have_all_passed_are_a_state_with_a_way_out_on_the_first_pages() {
    let app = TestApp::new().await;
    let (senco, teacher) = (app.sign_in("senco").await, app.sign_in("teacher").await);
    teacher.post("/plans/1/conversations", OFFER).await;
    let again = "href=\"/plans/1/conversations/new?replaces=1\"";
    assert!(!senco.get("/").await.body.contains("Offered times that have passed"));
    run(&app, "UPDATE slot SET starts_at = 1794900000").await;
    for (who, page) in [(&senco, "/"), (&teacher, "/my-pupils")] {
        let body = who.get(page).await.body;
        assert!(body.contains("Offered times that have passed (1)") && body.contains(again), "{page}: {body}");
    }
    let meeting = teacher.get("/conversations/1").await.body;
    assert!(meeting.contains("The times that were offered have passed, and none was agreed."), "{meeting}");
    assert!(meeting.contains(again) && meeting.contains("Offer other times"), "{meeting}");
    let other = [("replaces", "1")];
    let made = teacher.post("/plans/1/conversations", &[OFFER, &other].concat()).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert!(!senco.get("/").await.body.contains("Offered times that have passed"));
}

#[tokio::test]
async fn who_asks_for_another_time_is_on_the_sencos_first_page_and_on_the_new_offer() {
    let app = TestApp::new().await;
    let (senco, teacher) = (app.sign_in("senco").await, app.sign_in("teacher").await);
    teacher.post("/plans/1/conversations", OFFER).await;
    let said = [("answer", "other_time"), ("preferences", "Tuesdays after four")];
    teacher.post("/conversations/1/answers/1", &said).await;
    let today = senco.get("/").await.body;
    for words in ["Offer other times: Mrs Sana Khan", "Tuesdays after four", "Led by Mr Shah.", "?replaces=1"] {
        assert!(today.contains(words), "{words}: {today}");
    }
    let offer = teacher.get("/plans/1/conversations/new?replaces=1").await.body;
    assert!(offer.contains("Mrs Khan</strong> asks for another time: Tuesdays after four"), "{offer}");
}

#[tokio::test]
async fn whoever_rings_reads_the_times_that_can_be_offered() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET email = NULL WHERE id = 1").await;
    app.sign_in("teacher").await.post("/plans/1/conversations", OFFER).await;
    let tasks = app.sign_in("office").await.get("/tasks").await.body;
    let times = "Times offered: Thursday 26 November, 3:30pm; Monday 30 November, 8:30am";
    assert!(tasks.contains(times), "{tasks}");
}

#[tokio::test]
async fn the_lead_sees_the_booked_meeting_among_their_pupils() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/plans/1/conversations", OFFER).await;
    assert!(!teacher.get("/my-pupils").await.body.contains("Meetings you lead"));
    teacher.post("/conversations/1/booking", &[("slot", "1")]).await;
    let mine = teacher.get("/my-pupils").await.body;
    assert!(mine.contains("Meetings you lead (1)") && mine.contains("Thursday 26 November, 3:30pm"), "{mine}");
    let other = app.sign_in("other_teacher").await.get("/my-pupils").await.body;
    assert!(!other.contains("Meetings you lead"), "{other}");
}

#[tokio::test]
async fn after_the_meeting_the_first_page_asks_for_the_review_and_for_no_other_meeting() {
    let app = TestApp::new().await;
    let (senco, teacher) = (app.sign_in("senco").await, app.sign_in("teacher").await);
    run(&app, "UPDATE cycle SET review_on = '2026-11-20'").await;
    let before = senco.get("/").await.body;
    assert!(before.contains("href=\"/plans/1/conversations/new\""), "{before}");
    teacher.post("/plans/1/conversations", OFFER).await;
    let held = [
        ("held_on", "2026-11-18"),
        ("took-1", "attended"),
        ("took-2", "apologies"),
        ("agree-1", "agree"),
        ("mode", "phone"),
        ("minutes", "20"),
    ];
    let saved = teacher.post("/conversations/1/record", &held).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let after = senco.get("/").await.body;
    assert!(after.contains("the parents have been met") && after.contains("href=\"/plans/1/review/new\""), "{after}");
    assert!(!after.contains("href=\"/plans/1/conversations/new\""), "{after}");
}

//! Meetings from the staff's side: offered on days that can be, booked, called off, recorded.

use axum::http::StatusCode;
use sqlx::Row;

use crate::support::TestApp;

async fn count(app: &TestApp, what: &'static str) -> i64 {
    sqlx::query(what).fetch_one(&mut *app.app.store.read().await.unwrap()).await.unwrap().get(0)
}

const OFFER: &[(&str, &str)] = &[
    ("slot-0-day", "2026-11-26"),
    ("slot-0-time", "15:30"),
    ("mode", "school"),
    ("minutes", "30"),
    ("place", "Room 3"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = OFFER.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

#[tokio::test]
async fn a_meeting_is_offered_booked_and_recorded_as_missed() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let form = teacher.get("/plans/1/conversations/new").await;
    assert!(form.body.contains("Not invited: a restriction is in force"), "{}", form.body);
    let made = teacher.post("/plans/1/conversations", OFFER).await;
    assert_eq!(made.location.as_deref(), Some("/conversations/1"), "{}", made.body);
    assert_eq!(count(&app, "SELECT count(*) FROM invitation").await, 2, "never the barred");
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'invite'").await, 2);
    let booked = teacher.post("/conversations/1/booking", &[("slot", "1")]).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.body);
    assert!(teacher.get("/conversations/1").await.body.contains("Booked: Thursday 26 November 2026, 3:30pm"));
    let record = [("held_on", "2026-11-18"), ("took-1", "did_not_come"), ("took-2", "apologies")];
    let half = teacher.post("/conversations/1/record", &[record[0], record[1], ("worries", "Keep me")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("Choose how Mr Khan took part") && half.body.contains("Keep me"));
    let saved = teacher.post("/conversations/1/record", &record).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(teacher.get("/conversations/1").await.body.contains("does not count as a meeting"));
    assert_eq!(teacher.post("/conversations/1/record", &record).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn days_that_cannot_be_are_refused_with_the_reason() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (day, why) in [("2026-11-17", "has passed"), ("2026-11-28", "the school is closed"), ("soon", "enter a day")] {
        let answer = senco.post("/plans/1/conversations", &with(&[("slot-0-day", day)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(answer.body.contains(why) && answer.body.contains("Room 3"), "{day}: {}", answer.body);
    }
    let mut tx =
        app.app.store.begin(thrice::store::Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    sqlx::raw_sql("UPDATE plan SET kind = 'ehc_delivery'").execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    let short =
        senco.post("/plans/1/conversations", &with(&[("slot-0-day", "2026-12-01"), ("ehc_annual", "yes")])).await;
    assert!(short.status == StatusCode::UNPROCESSABLE_ENTITY && short.body.contains("SEND Regulations 2014 reg 20"));
    let long =
        senco.post("/plans/1/conversations", &with(&[("slot-0-day", "2026-12-02"), ("ehc_annual", "yes")])).await;
    assert_eq!(long.status, StatusCode::SEE_OTHER, "{}", long.body);
}

#[tokio::test]
async fn calling_off_asks_why_and_nobody_else_sees_the_meeting() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/plans/1/conversations", OFFER).await;
    for who in ["other_teacher", "ta", "office", "governor"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/conversations/1").await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(session.post("/plans/1/conversations", OFFER).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    let head = app.sign_in("head").await;
    assert_eq!(head.get("/conversations/1").await.status, StatusCode::OK);
    assert_eq!(head.post("/conversations/1/cancellation", &[("reason", "x")]).await.status, StatusCode::NOT_FOUND);
    let blank = teacher.post("/conversations/1/cancellation", &[("reason", " ")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let off = teacher.post("/conversations/1/cancellation", &[("reason", "Snow")]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.body);
    assert!(teacher.get("/conversations/1").await.body.contains("Cancelled on Wednesday 18 November 2026: Snow"));
}

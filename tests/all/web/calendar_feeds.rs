//! Calendar files, read by another program: the entry in a parent's mail and page, and the private calendar of a member of staff.

use axum::http::{StatusCode, header};
use icalendar::{Calendar, CalendarComponent, Component, DatePerhapsTime};

use super::{on, run};
use crate::support::TestApp;

const OFFER: [(&str, &str); 6] = [
    ("slot-0-day", "2026-11-26"),
    ("slot-0-time", "15:30"),
    ("mode", "school"),
    ("minutes", "30"),
    ("place", "Room 3, by the hall"),
    ("also_present", "Ms Lowe"),
];

/// The events of a file: UID, sequence, status, start in UTC, summary.
fn events(file: &str) -> Vec<(String, String, String, String, String)> {
    let calendar: Calendar = file.parse().unwrap();
    let of = |component: &CalendarComponent| {
        let CalendarComponent::Event(event) = component else { panic!("only meetings: {component:?}") };
        let start = match event.get_start().unwrap() {
            DatePerhapsTime::DateTime(icalendar::CalendarDateTime::Utc(at)) => at.format("%Y-%m-%d %H:%M").to_string(),
            other => panic!("only instants: {other:?}"),
        };
        let text = |name: &str| event.property_value(name).unwrap_or_default().to_owned();
        (
            event.get_uid().unwrap().to_owned(),
            text("SEQUENCE"),
            text("STATUS"),
            start,
            event.get_summary().unwrap().to_owned(),
        )
    };
    calendar.components.iter().map(of).collect()
}

/// The address that a page shows once, as a path.
fn address(body: &str) -> String {
    let after = body.split("https://meet.example.org").nth(1).unwrap_or_else(|| panic!("no address: {body}"));
    after.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_private_calendar_follows_a_meeting_and_holds_initials_only() {
    let app = TestApp::new().await;
    let (teacher, nobody) = (app.sign_in("teacher").await, app.stranger());
    teacher.post("/plans/1/conversations", &OFFER).await;
    let made = teacher.post("/times/calendar", &[]).await;
    assert_eq!(made.status, StatusCode::OK);
    let there = address(&made.body);
    assert!(!teacher.get("/times/calendar").await.body.contains(&there), "shown once");
    assert_eq!(events(&nobody.get(&there).await.body), [], "offered is not agreed");
    teacher.post("/conversations/1/booking", &[("slot", "1")]).await;
    let file = nobody.get(&there).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
    assert_eq!(file.headers[header::CACHE_CONTROL], "no-store");
    let first = events(&file.body).remove(0);
    assert_eq!((first.1.as_str(), first.2.as_str(), first.3.as_str()), ("0", "CONFIRMED", "2026-11-26 15:30"));
    assert!(first.4.ends_with(", A.K."), "{}", first.4);
    for word in ["Amira", "Khan", "Sana", "01702"] {
        assert!(!file.body.contains(word), "{word}: {}", file.body);
    }
    let moved = [
        ("slot", "other"),
        ("slot-0-day", "2026-11-30"),
        ("slot-0-time", "09:00"),
        ("mode", "phone"),
        ("minutes", "20"),
    ];
    teacher.post("/conversations/1/booking", &moved).await;
    let second = events(&nobody.get(&there).await.body).remove(0);
    assert_eq!(
        (&second.0, second.1.as_str(), second.3.as_str()),
        (&first.0, "1", "2026-11-30 09:00"),
        "one entry, newer"
    );
    teacher.post("/conversations/1/cancellation", &[("reason", "Snow")]).await;
    let off = events(&nobody.get(&there).await.body).remove(0);
    assert_eq!((&off.0, off.1.as_str(), off.2.as_str()), (&first.0, "2", "CANCELLED"));
}

#[tokio::test]
async fn each_calendar_has_the_meetings_of_its_owner_and_ends_when_they_say_so() {
    let app = TestApp::new().await;
    let (teacher, nobody) = (app.sign_in("teacher").await, app.stranger());
    teacher.post("/plans/1/conversations", &OFFER).await;
    teacher.post("/conversations/1/booking", &[("slot", "1")]).await;
    let mut all = Vec::new();
    for (who, many) in [("teacher", 1), ("other_teacher", 1), ("senco", 0), ("ta", 0)] {
        let session = app.sign_in(who).await;
        let there = address(&session.post("/times/calendar", &[]).await.body);
        assert_eq!(events(&nobody.get(&there).await.body).len(), many, "{who}: whoever leads it or is named at it");
        all.push((session, there));
    }
    let (other, there) = &all[1];
    let newer = address(&other.post("/times/calendar", &[]).await.body);
    assert_eq!(nobody.get(there).await.status, StatusCode::NOT_FOUND, "another address ends the one before");
    assert_eq!(nobody.get(&newer).await.status, StatusCode::OK);
    other.post("/times/calendar/withdrawal", &[]).await;
    assert_eq!(nobody.get(&newer).await.status, StatusCode::NOT_FOUND);
    run(&app, "UPDATE account SET disabled_at = 1 WHERE staff_id = 2").await;
    assert_eq!(nobody.get(&all[0].1).await.status, StatusCode::NOT_FOUND, "whose account is closed reads nothing");
    run(&app, "UPDATE account SET disabled_at = NULL; UPDATE staff SET until_on = '2026-11-17' WHERE id = 2").await;
    assert_eq!(nobody.get(&all[0].1).await.status, StatusCode::NOT_FOUND, "nor who has left");
    assert_eq!(nobody.get("/calendar/none.ics").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_program_reads_the_same_time_before_and_after_both_clock_changes() {
    for (today, day, utc) in [
        ("2026-10-12", "2026-10-23", "2026-10-23 14:30"),
        ("2026-10-12", "2026-11-02", "2026-11-02 15:30"),
        ("2027-03-10", "2027-03-24", "2027-03-24 15:30"),
        ("2027-03-10", "2027-04-20", "2027-04-20 14:30"),
    ] {
        let app = TestApp::new().await;
        run(&app, "DELETE FROM term; DELETE FROM closure").await;
        on(&app, today);
        let teacher = app.sign_in("teacher").await;
        let mut offer = OFFER.to_vec();
        offer[0].1 = day;
        let made = teacher.post("/plans/1/conversations", &offer).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{day}: {}", made.body);
        teacher.post("/conversations/1/booking", &[("slot", "1")]).await;
        let there = address(&teacher.post("/times/calendar", &[]).await.body);
        assert_eq!(events(&app.stranger().get(&there).await.body)[0].3, utc, "half past three in England");
    }
}

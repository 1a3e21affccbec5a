//! What staff keep free for meetings, and the offers that are proposed from it.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::{Session, TestApp, roll::Pupil};

const KEPT: &str = "SELECT count(*) FROM free_time WHERE withdrawn_at IS NULL";

/// Tuesdays, half past three to five, from today on.
const TUESDAYS: [(&str, &str); 8] = [
    ("when", "2"),
    ("from", "15:30"),
    ("until", "17:00"),
    ("minutes", "40"),
    ("pause", "5"),
    ("mode", "school"),
    ("place", "Room 3, by the hall"),
    ("first_on", "2026-11-18"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = TUESDAYS.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

#[tokio::test]
async fn a_teacher_keeps_times_and_the_senco_gets_an_offer_in_one_press() {
    let app = TestApp::new().await;
    let (teacher, senco) = (app.sign_in("teacher").await, app.sign_in("senco").await);
    assert_eq!(teacher.post("/times", &TUESDAYS).await.status, StatusCode::SEE_OTHER);
    let page = teacher.get("/times").await.body;
    for words in [
        "Tuesdays, 3:30pm to 5:00pm",
        "40 minutes, then a break of 5",
        "Tue 24 Nov, 3:30pm to 4:10pm",
        "Tue 24 Nov, 4:15pm to 4:55pm",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let form = senco.get("/plans/1/conversations/new").await.body;
    for field in ["value=\"2026-12-08\"", "value=\"2026-12-15\"", "value=\"Room 3, by the hall\"", "value=\"40\""] {
        assert!(form.contains(field), "{field}: {form}");
    }
    let other = senco.post("/plans/1/conversations", &[("lead", "3"), ("do", "propose"), ("place", "Hall")]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        other.body.contains("Ms Lowe has no free time in the weeks to come") && other.body.contains("value=\"Hall\""),
        "{}",
        other.body
    );
    let again = senco.post("/plans/1/conversations", &[("lead", "2"), ("do", "propose")]).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.body);
    assert!(again.body.contains("value=\"2026-12-15\""), "{}", again.body);
    assert_eq!(count(&app, "SELECT count(*) FROM conversation").await, 0, "nothing is offered by looking");
}

#[tokio::test]
async fn what_is_offered_is_free_no_longer_and_comes_back_when_it_is_called_off() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/times", &TUESDAYS).await;
    let offer = [
        ("slot-0-day", "2026-11-24"),
        ("slot-0-time", "15:30"),
        ("mode", "school"),
        ("minutes", "30"),
        ("place", "Room 9"),
    ];
    assert_eq!(teacher.post("/plans/1/conversations", &offer).await.status, StatusCode::SEE_OTHER);
    let first = "Tue 24 Nov, 3:30pm";
    assert!(!teacher.get("/times").await.body.contains(first), "held while it is offered");
    teacher.post("/conversations/1/cancellation", &[("reason", "Snow")]).await;
    assert!(teacher.get("/times").await.body.contains(first), "released when it is called off");
}

#[tokio::test]
async fn days_without_meetings_and_single_days_and_taking_away() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/times", &TUESDAYS).await;
    let single = with(&[("when", "day"), ("first_on", "2026-11-26"), ("from", "08:00"), ("until", "08:40")]);
    assert_eq!(teacher.post("/times", &single).await.status, StatusCode::SEE_OTHER);
    let closed = [("closed_from", "2026-11-23"), ("closed_until", "2026-11-24")];
    assert_eq!(teacher.post("/times/closed", &closed).await.status, StatusCode::SEE_OTHER);
    let page = teacher.get("/times").await.body;
    assert!(page.contains("Thu 26 Nov, 8:00am to 8:40am") && !page.contains("Tue 24 Nov"), "{page}");
    assert!(page.contains("Monday 23 November 2026 to Tuesday 24 November 2026"), "{page}");
    teacher.post("/times/closed/1/withdrawal", &[]).await;
    assert!(teacher.get("/times").await.body.contains("Tue 24 Nov"));
    teacher.post("/times/1/withdrawal", &[]).await;
    let page = teacher.get("/times").await.body;
    assert!(!page.contains("Tue 24 Nov") && page.contains("Thu 26 Nov"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'free_time'").await, 5);
}

#[tokio::test]
async fn wrong_hours_are_said_beside_their_field_and_keep_what_was_typed() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.post("/times", &TUESDAYS).await;
    for (changes, words) in [
        (&[("until", "15:00")][..], "The end is not after the beginning"),
        (&[("from", "16:00")], "These hours run into those that are kept free already: Tuesdays, 3:30pm to 5:00pm"),
        (&[("minutes", "200"), ("when", "3")], "No meeting of 200 minutes fits into these hours"),
        (&[("pause", "lots")], "The break must be a number from 0 to 120"),
        (&[("when", "day"), ("first_on", "2026-11-21")], "Saturday 21 November 2026 is at a weekend"),
        (&[("when", "day"), ("first_on", "2026-11-17")], "Tuesday 17 November 2026 has gone by"),
        (&[("when", "sometimes")], "Choose a day of the week, or one day only"),
        (&[("last_on", "2026-11-01")], "The last day is before the first"),
        (&[("place", "SEN room"), ("when", "3")], "Leave out “SEN”"),
        (&[("mode", "owl"), ("when", "3")], "Choose how you meet"),
    ] {
        let refused = teacher.post("/times", &with(changes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
        for (_, value) in changes.iter().filter(|(name, _)| ["until", "place", "pause"].contains(name)) {
            assert!(refused.body.contains(&format!("value=\"{value}\"")), "{value}: {}", refused.body);
        }
    }
    for (fields, words) in [
        (&[("closed_from", "")][..], "Enter the first day"),
        (&[("closed_from", "2026-11-20"), ("closed_until", "2026-11-19")], "The last day is before the first"),
        (&[("closed_from", "2026-11-01")], "Sunday 1 November 2026 has gone by"),
    ] {
        let refused = teacher.post("/times/closed", fields).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(words), "{}", refused.body);
    }
    assert_eq!(count(&app, KEPT).await, 1);
}

#[tokio::test]
async fn each_keeps_their_own_and_whoever_arranges_for_all_keeps_everybodys() {
    let app = TestApp::new().await;
    let (senco, other, governor) =
        (app.sign_in("senco").await, app.sign_in("other_teacher").await, app.sign_in("governor").await);
    let for_shah = with(&[("staff", "2")]);
    let kept = senco.post("/times", &for_shah).await;
    assert_eq!(kept.location.as_deref(), Some("/times?staff=2"));
    assert!(senco.get("/times?staff=2").await.body.contains("Free times: Mr Shah"));
    assert!(senco.get("/times").await.body.contains("Everybody’s free times"));
    let own = other.get("/times").await.body;
    assert!(!own.contains("Mr Shah") && !own.contains("Everybody"), "{own}");
    for (status, answer) in [
        (StatusCode::NOT_FOUND, other.get("/times?staff=2").await),
        (StatusCode::NOT_FOUND, other.post("/times", &for_shah).await),
        (StatusCode::NOT_FOUND, other.post("/times/1/withdrawal", &[]).await),
        (StatusCode::NOT_FOUND, senco.get("/times?staff=99").await),
        (StatusCode::NOT_FOUND, senco.post("/times/99/withdrawal", &[]).await),
        (StatusCode::FORBIDDEN, governor.get("/times").await),
    ] {
        assert_eq!(answer.status, status);
    }
    assert_eq!(count(&app, KEPT).await, 1);
}

/// A second child in Ms Lowe's class, and what both teachers keep free.
async fn two_classes() -> (TestApp, Session) {
    let app = TestApp::new().await;
    Pupil::known(2).on_sen_support("2026-09-02").with_plan(3, "2026-12-11").joins(&app).await;
    run(
        &app,
        "INSERT INTO free_time (staff_id, weekday, from_minute, until_minute, minutes, pause, mode, place, first_on, entered_at, entered_by) VALUES
           (2, 2, 930, 1020, 40, 5, 'school', 'Room 3', '2026-09-01', 0, 2), (3, 3, 480, 540, 30, 0, 'phone', '', '2026-09-01', 0, 3)",
    )
    .await;
    let senco = app.sign_in("senco").await;
    (app, senco)
}

#[tokio::test]
async fn a_round_is_offered_from_what_each_lead_keeps_free() {
    let (app, senco) = two_classes().await;
    let form = senco.post("/offers/new", &[("plan", "1"), ("plan", "2")]).await.body;
    assert!(form.contains("value=\"own\" checked"), "{form}");
    let wish = |what| {
        vec![
            ("plan", "1"),
            ("plan", "2"),
            ("first_on", "2026-12-01"),
            ("last_on", "2026-12-09"),
            ("kept", "own"),
            ("each", "3"),
            ("do", what),
        ]
    };
    let look = senco.post("/offers", &wish("check")).await;
    assert_eq!(look.status, StatusCode::OK, "{}", look.body);
    for words in [
        "Tue 1 Dec, 3:30pm, 40 minutes, at school, Room 3",
        "Wed 2 Dec, 8:00am, 30 minutes, by phone",
        "name=\"kept\" value=\"own\"",
    ] {
        assert!(look.body.contains(words), "{words}: {}", look.body);
    }
    assert_eq!(senco.post("/offers", &wish("save")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM slot WHERE minutes = 40 AND place = 'Room 3'").await, 3);
    assert_eq!(count(&app, "SELECT count(*) FROM slot WHERE minutes = 30 AND mode = 'phone'").await, 3);
}

#[tokio::test]
async fn where_a_lead_keeps_too_little_free_it_is_said_who() {
    let (app, senco) = two_classes().await;
    run(&app, "UPDATE free_time SET withdrawn_at = 1 WHERE staff_id = 3").await;
    let wish = [
        ("plan", "1"),
        ("plan", "2"),
        ("first_on", "2026-12-01"),
        ("last_on", "2026-12-09"),
        ("kept", "own"),
        ("each", "3"),
        ("do", "save"),
    ];
    let refused = senco.post("/offers", &wish).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains(
            "Ms Lowe leads 1 of these meetings and has 0 free times: add days, keep more time free, or type the hours"
        ),
        "{}",
        refused.body
    );
    assert_eq!(count(&app, "SELECT count(*) FROM conversation").await, 0);
}

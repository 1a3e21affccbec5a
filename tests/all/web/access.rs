//! Who gets in where, by every door: what a person may not see is not found, and what they may not do changes nothing.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::{Session, TestApp};

const GETS: &[&str] = &[
    "/pupils/1",
    "/pupils/1/plans/new",
    "/plans/1",
    "/plans/1/edit",
    "/plans/1/review/new",
    "/plans/1/conversations/new",
    "/plans/1/conversations/new?replaces=1",
    "/conversations/1",
    "/conversations/1/record",
    "/conversations/1/live",
    "/conversations/1/read-back",
    "/conversations/1/paper",
    "/conversations/1/answers/1",
    "/pupils/1/restrictions/new?contact=1",
    "/pupils/1/concerns",
    "/pupils/1/concerns/new",
    "/concerns/1",
    "/pupils/1/record",
    "/pupils/1/status/new",
    "/pupils/1/status/1/told",
    "/pupils/1/needs/new",
    "/pupils/1/needs/1/evidence",
    "/pupils/1/needs/1/end",
    "/pupils/1/attendance/new",
];

const POSTS: &[&str] = &[
    "/pupils/1/plans",
    "/plans/1",
    "/plans/1/review",
    "/plans/1/conversations",
    "/conversations/1/booking",
    "/conversations/1/cancellation",
    "/conversations/1/record/draft",
    "/conversations/1/live/draft",
    "/conversations/1/live/lines",
    "/conversations/1/live",
    "/conversations/1/read-back",
    "/conversations/1/record",
    "/conversations/1/answers/1",
    "/pupils/1/restrictions",
    "/concerns/1/decisions",
    "/plans/1/readings",
    "/pupils/1/concerns",
    "/pupils/1/status",
    "/pupils/1/status/1/told",
    "/pupils/1/needs",
    "/pupils/1/needs/order",
    "/pupils/1/needs/1/evidence",
    "/pupils/1/needs/1/end",
    "/pupils/1/attendance",
];

/// Everything of a pupil that could change.
const ROWS: &str =
    "SELECT (SELECT count(*) FROM plan) + (SELECT sum(version) FROM plan) + (SELECT count(*) FROM review)
    + (SELECT count(*) FROM conversation) + (SELECT count(*) FROM booking) + (SELECT count(*) FROM answer)
    + (SELECT count(*) FROM conversation_cancellation) + (SELECT count(*) FROM conversation_record)
    + (SELECT count(*) FROM restriction) + (SELECT count(*) FROM concern) + (SELECT count(*) FROM concern_decision)
    + (SELECT count(*) FROM sen_status) + (SELECT count(*) FROM need)
    + (SELECT count(*) FROM need_evidence) + (SELECT count(*) FROM attendance)";

/// A meeting on Amira's plan.
async fn offered(app: &TestApp) {
    let times = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    let made = app.sign_in("senco").await.post("/plans/1/conversations", &times).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    run(app, "INSERT INTO concern (pupil_id, noticed_on, seen, tried, tried_for, happened, not_told_why, raised_at, raised_by) VALUES (1, '2026-11-01', 'S', 'T', '', 'H', 'W', 0, 2)").await;
}

/// What somebody gets at each door that does not answer 404.
async fn doors(session: &Session) -> Vec<(String, u16)> {
    // Whole enough to be carried out, if anybody could.
    let fields = [
        ("slot", "1"),
        ("reason", "Snow"),
        ("answer", "1"),
        ("slot-0-day", "2026-11-27"),
        ("slot-0-time", "15:30"),
        ("mode", "school"),
        ("minutes", "30"),
        ("held_on", "2026-11-18"),
        ("took-1", "did_not_come"),
        ("took-2", "did_not_come"),
        ("version", "1"),
    ];
    let mut open = Vec::new();
    for path in GETS {
        open.push((format!("GET {path}"), session.get(path).await));
    }
    for path in POSTS {
        open.push((format!("POST {path}"), session.post(path, &fields).await));
    }
    for (door, answer) in &open {
        let sees = answer.status == StatusCode::OK || answer.status == StatusCode::UNPROCESSABLE_ENTITY;
        assert!(sees || !answer.body.contains("Amira"), "{door} names the child: {}", answer.body);
    }
    let open = open.into_iter().map(|(door, answer)| (door, answer.status.as_u16()));
    open.filter(|(_, status)| *status != 404).collect()
}

#[tokio::test]
async fn who_has_nothing_to_do_with_a_pupil_finds_nothing_at_any_door() {
    let app = TestApp::new().await;
    offered(&app).await;
    let before = count(&app, ROWS).await;
    for who in ["other_teacher", "governor", "admin"] {
        assert_eq!(doors(&app.sign_in(who).await).await, [], "{who}");
    }
    assert_eq!(count(&app, ROWS).await, before);
}

#[tokio::test]
async fn a_teaching_assistant_reads_the_plan_and_the_office_phones() {
    let app = TestApp::new().await;
    offered(&app).await;
    let before = count(&app, ROWS).await;
    let ta = doors(&app.sign_in("ta").await).await;
    let expected = [
        ("GET /pupils/1", 200),
        ("GET /pupils/1/plans/new", 403),
        ("GET /plans/1", 200),
        ("GET /plans/1/edit", 403),
        ("GET /plans/1/review/new", 403),
        ("GET /pupils/1/restrictions/new?contact=1", 403),
        ("GET /pupils/1/concerns", 200),
        ("GET /pupils/1/concerns/new", 200),
        ("POST /pupils/1/plans", 403),
        ("POST /plans/1", 403),
        ("POST /plans/1/review", 403),
        ("POST /pupils/1/restrictions", 403),
        ("POST /plans/1/readings", 303),
        ("POST /pupils/1/concerns", 422),
    ];
    assert_eq!(ta, expected.map(|(door, status)| (door.to_owned(), status)));
    assert_eq!(count(&app, ROWS).await, before);
    let office = doors(&app.sign_in("office").await).await;
    let expected =
        [("GET /pupils/1", 200), ("GET /conversations/1/answers/1", 200), ("POST /conversations/1/answers/1", 303)];
    assert_eq!(office, expected.map(|(door, status)| (door.to_owned(), status)));
    assert_eq!(count(&app, ROWS).await, before + 2, "an answer taken on the phone, and its booking");
}

#[tokio::test]
async fn the_head_reads_everything_and_changes_nothing() {
    let app = TestApp::new().await;
    offered(&app).await;
    let before = count(&app, ROWS).await;
    let head = doors(&app.sign_in("head").await).await;
    let read: Vec<&str> = head.iter().filter(|(_, status)| *status == 200).map(|(door, _)| door.as_str()).collect();
    let readable = [
        "GET /pupils/1",
        "GET /plans/1",
        "GET /conversations/1",
        "GET /pupils/1/concerns",
        "GET /concerns/1",
        "GET /pupils/1/record",
    ];
    assert_eq!(read, readable);
    assert!(head.iter().all(|(_, status)| [200, 403].contains(status)), "{head:?}");
    assert_eq!(count(&app, ROWS).await, before);
}

#[tokio::test]
async fn what_was_true_yesterday_opens_nothing_today() {
    for change in [
        "UPDATE class_staff SET until_on = '2026-11-17' WHERE staff_id IN (2, 4)",
        "UPDATE class_membership SET until_on = '2026-11-17' WHERE pupil_id = 1",
        "UPDATE enrolment SET until_on = '2026-11-17' WHERE pupil_id = 1",
    ] {
        let app = TestApp::new().await;
        offered(&app).await;
        assert_ne!(doors(&app.sign_in("teacher").await).await, [], "the teacher of the class");
        run(&app, change).await;
        for who in ["teacher", "ta"] {
            assert_eq!(doors(&app.sign_in(who).await).await, [], "{who}: {change}");
        }
    }
}

#[tokio::test]
async fn a_stranger_is_sent_to_sign_in_from_every_door() {
    let app = TestApp::new().await;
    offered(&app).await;
    let before = count(&app, ROWS).await;
    let doors = doors(&app.stranger()).await;
    assert_eq!(doors.len(), GETS.len() + POSTS.len());
    assert!(doors.iter().all(|(_, status)| *status == 303), "{doors:?}");
    assert_eq!(count(&app, ROWS).await, before);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_wherever_it_is_sent() {
    let app = TestApp::new().await;
    offered(&app).await;
    let before = count(&app, ROWS).await;
    let senco = app.sign_in("senco").await;
    let elsewhere = [
        "/settings/school",
        "/settings/rules",
        "/settings/rates",
        "/settings/windows",
        "/tasks/1/done",
        "/i/abc",
        "/sign-in",
    ];
    for path in POSTS.iter().chain(&elsewhere) {
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example.org")] {
            let answer = senco.post_with(path, name, value).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} with {name}");
        }
        let own = senco.post_with(path, "sec-fetch-site", "same-origin").await;
        assert_ne!(own.status, StatusCode::FORBIDDEN, "{path} from our own page");
    }
    assert_eq!(count(&app, ROWS).await, before);
}

#[tokio::test]
async fn every_answer_of_every_kind_carries_the_headers() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let stranger = app.stranger();
    for (what, answer) in [
        ("a page", senco.get("/").await),
        ("a pupil", senco.get("/pupils/1").await),
        ("not found", senco.get("/pupils/999").await),
        ("forbidden", app.sign_in("teacher").await.get("/settings").await),
        ("a mistake", senco.post("/settings/school", &[("name", "")]).await),
        ("a redirect", stranger.get("/pupils/1").await),
        ("a dead link", stranger.get("/i/0000").await),
        ("another site", senco.post_with("/sign-out", "sec-fetch-site", "cross-site").await),
        ("no such method", senco.post("/round", &[]).await),
        ("a bad path", senco.get("/pupils/abc").await),
    ] {
        for (name, part) in [
            ("content-security-policy", "default-src 'none'"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("strict-transport-security", "max-age="),
            ("cross-origin-opener-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            let value = answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
            assert!(value.contains(part), "{what} ({}): {name} is {value:?}", answer.status);
        }
    }
}

//! Other services at a meeting: asked by hand, on a ground that is written down, and told of in the summary.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

const ASKED: &[(&str, &str)] = &[
    ("service_name", "Dr Lee"),
    ("service", "Educational psychology"),
    ("service_how", "phone"),
    ("service_on", "2026-11-17"),
    ("service_ground", "Mother agreed on the phone"),
];

/// A meeting of Amira's plan, and one that was held.
const MEETINGS: &str = "
INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES (1, 1, 1, 2, 1794128400, '2026-11-20'), (2, 1, 1, 2, 1794128400, '2026-11-20');
INSERT INTO invitation (conversation_id, adult_id, invited_at) VALUES (1, 1, 0), (2, 1, 0);
INSERT INTO conversation_record (conversation_id, held_on, mode, agreement, entered_at, entered_by) VALUES (2, '2026-11-17', 'school', 'agree', 1794128400, 2);
INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (2, 1, 'attended');";

#[tokio::test]
async fn somebody_of_another_service_is_asked_by_hand_and_what_became_of_it_is_recorded() {
    let app = TestApp::new().await;
    run(&app, MEETINGS).await;
    let teacher = app.sign_in("teacher").await;
    for (field, value, sentence) in [
        ("service", " ", "or enter the service"),
        ("service_how", "pigeon", "Choose how you asked them"),
        ("service_on", "2026-11-19", "today or before"),
        ("service_ground", "", "Enter why you may tell them"),
    ] {
        let fields: Vec<_> =
            ASKED.iter().map(|(name, old)| (*name, if *name == field { value } else { *old })).collect();
        let wrong = teacher.post("/conversations/1/services", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(wrong.body.matches(sentence).count(), 2, "beside the field and above: {}", wrong.body);
        assert!(wrong.body.contains("value=\"Dr Lee\""), "what was typed stays");
    }
    let notices = count(&app, "SELECT count(*) FROM notice").await;
    assert_eq!(teacher.post("/conversations/1/services", ASKED).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM notice").await, notices, "nothing is sent");
    let page = teacher.get("/conversations/1").await.body;
    assert!(
        page.contains("Dr Lee, Educational psychology") && page.contains("by phone, Tuesday 17 November 2026"),
        "{page}"
    );
    assert_eq!(teacher.post("/conversations/1/services/1", &[("part", "report")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(teacher.post("/conversations/1/services/1", &[("part", "both")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM service_part").await, 2, "what was said before stays");
    assert!(teacher.get("/conversations/1").await.body.contains("value=\"both\" selected"));
    assert_eq!(teacher.post("/conversations/2/services/1", &[("part", "both")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(teacher.post("/conversations/1/services/1", &[("part", "")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(teacher.post("/conversations/1/services/1", &[("part", "mistake")]).await.status, StatusCode::SEE_OTHER);
    assert!(!teacher.get("/conversations/1").await.body.contains("Dr Lee, Educational"));
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'service' AND pupil_id = 1").await, 4);
}

#[tokio::test]
async fn who_is_known_from_the_plan_or_from_advice_is_chosen() {
    let app = TestApp::new().await;
    run(&app, MEETINGS).await;
    run(&app, "INSERT INTO advice (pupil_id, name, profession, service, about, asked_on, entered_at) VALUES
            (1, 'Ms Grey', 'Speech therapist', '', 'Talk', '2026-10-01', 0), (2, 'Mr Black', 'Doctor', '', 'Sleep', '2026-10-01', 0);
        INSERT INTO plan_agency (plan_id, position, name, agency, entered_at) VALUES (1, 1, '', 'Family support', 0), (1, 2, 'Ms Grey', 'Speech therapist', 0);").await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/conversations/1").await.body;
    assert_eq!(page.matches("<option value=\"Ms Grey, Speech therapist\"").count(), 1, "each once: {page}");
    assert!(page.contains("<option value=\"Family support\"") && !page.contains("Mr Black"), "{page}");
    let fields: Vec<_> =
        ASKED.iter().copied().filter(|(name, _)| !["service_name", "service"].contains(name)).collect();
    let chosen = |who| fields.iter().copied().chain([("service_known", who)]).collect::<Vec<_>>();
    let stranger = teacher.post("/conversations/1/services", &chosen("Mr Black, Doctor")).await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY, "only who is known here");
    assert_eq!(
        teacher.post("/conversations/1/services", &chosen("Ms Grey, Speech therapist")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        count(&app, "SELECT count(*) FROM service_asked WHERE name = 'Ms Grey' AND service = 'Speech therapist'").await,
        1
    );
}

#[tokio::test]
async fn the_summary_on_paper_says_who_was_there_and_who_sent_a_report_and_not_how_they_were_asked() {
    let app = TestApp::new().await;
    run(&app, MEETINGS).await;
    let teacher = app.sign_in("teacher").await;
    assert_eq!(teacher.post("/conversations/2/services", ASKED).await.status, StatusCode::SEE_OTHER);
    let paper = teacher.get("/conversations/2/paper").await.body;
    assert!(!paper.contains("Educational psychology"), "nothing is known yet: {paper}");
    teacher.post("/conversations/2/services/1", &[("part", "report")]).await;
    let paper = teacher.get("/conversations/2/paper").await.body;
    assert!(paper.contains("Dr Lee, Educational psychology: sent a report"), "{paper}");
    assert!(!paper.contains("Mother agreed on the phone"), "{paper}");
}

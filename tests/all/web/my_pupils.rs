//! What a teacher has read, ticks off, and prints.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

#[tokio::test]
async fn a_change_is_to_be_read_and_the_senco_sees_who_has_not() {
    let app = TestApp::new().await;
    let (teacher, ta, senco) = (app.sign_in("teacher").await, app.sign_in("ta").await, app.sign_in("senco").await);
    let page = teacher.get("/my-pupils").await.body;
    assert!(page.contains("To read: new since") && page.contains("I’ve read it"), "{page}");
    let unread = senco.get("/readings").await.body;
    assert!(unread.contains("Mr Shah") && unread.contains("Miss Bell") && !unread.contains("Ms Lowe"), "{unread}");
    let read = teacher.post("/plans/1/readings", &[("version", "1")]).await;
    assert_eq!(read.location.as_deref(), Some("/my-pupils#plan-1"));
    teacher.post("/plans/1/readings", &[("version", "1")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM plan_reading").await, 1, "saying it twice is saying it once");
    assert!(teacher.get("/my-pupils").await.body.contains("You read it on Wednesday 18 November"));
    assert!(ta.get("/my-pupils").await.body.contains("I’ve read it"), "everybody for themselves");
    let plan = senco.get("/plans/1").await.body;
    assert!(plan.contains("Not yet: </strong>Miss Bell") && plan.contains("Mr Shah (Wed 18 Nov)"), "{plan}");
    run(&app, "UPDATE plan SET version = 2 WHERE id = 1").await;
    assert!(teacher.get("/my-pupils").await.body.contains("changed "), "there is a newer one to read");
    assert!(senco.get("/readings").await.body.contains("Mr Shah"));
    assert_eq!(teacher.post("/plans/1/readings", &[("version", "3")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(senco.post("/plans/1/readings", &[("version", "2")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.sign_in("other_teacher").await.post("/plans/1/readings", &[("version", "2")]).await.status, 404);
    assert!(!teacher.get("/plans/1").await.body.contains("Who has read it"));
    for (who, status) in [("teacher", 403), ("office", 403), ("governor", 403), ("head", 200)] {
        assert_eq!(app.sign_in(who).await.get("/readings").await.status, status, "{who}");
    }
}

#[tokio::test]
async fn a_teacher_ticks_off_what_parents_ask_of_them() {
    let app = TestApp::new().await;
    let times = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    app.sign_in("senco").await.post("/plans/1/conversations", &times).await;
    run(
        &app,
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at) VALUES
           (1, 'a', 'other_times', 'teacher', 1, 1, 1, 'Mondays after four', '2026-11-20', 0),
           (1, 'b', 'phone_parent', 'office', 1, 1, 1, 'Not hers', '2026-11-20', 0),
           (1, 'c', 'other_times', 'teacher', 1, 3, 1, 'Of somebody barred', '2026-11-20', 0);",
    )
    .await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/my-pupils").await.body;
    assert!(page.contains("Mondays after four") && !page.contains("Not hers") && !page.contains("somebody barred"));
    let empty = teacher.post("/my-pupils/tasks/1/done", &[("note", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Write down what came of it") && empty.body.contains("<title>Error: "));
    for task in [2, 3, 99] {
        let path = format!("/my-pupils/tasks/{task}/done");
        assert_eq!(teacher.post(&path, &[("note", "x")]).await.status, StatusCode::NOT_FOUND, "{task}");
    }
    for who in ["other_teacher", "ta", "senco"] {
        let answer = app.sign_in(who).await.post("/my-pupils/tasks/1/done", &[("note", "x")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}");
    }
    let done = teacher.post("/my-pupils/tasks/1/done", &[("note", "Offered Monday 16:15")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE done_at IS NOT NULL AND done_by = 2").await, 1);
    assert!(!teacher.get("/my-pupils").await.body.contains("Mondays after four"));
}

#[tokio::test]
async fn what_a_parent_asks_for_names_the_child() {
    let app = TestApp::new().await;
    let times = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    app.sign_in("senco").await.post("/plans/1/conversations", &times).await;
    run(
        &app,
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at)
           VALUES (1, 'a', 'meeting_asked', 'teacher', 1, 1, 1, 'After school', '2026-11-20', 0);",
    )
    .await;
    let page = app.sign_in("teacher").await.get("/my-pupils").await.body;
    let asked = page.find("A parent asks for a meeting").unwrap_or_else(|| panic!("{page}"));
    assert!(page[asked.saturating_sub(200)..asked + 300].contains("Amira"), "{page}");
}

#[tokio::test]
async fn the_class_sheet_says_what_to_do_and_nothing_else() {
    let app = TestApp::new().await;
    let sheet = app.sign_in("teacher").await.get("/my-pupils/sheet").await.body;
    for words in ["Model the sentence back", "Do not finish it", "shred after use", "Amira K.", "4A"] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    for words in ["Khan", "Speech", "SLCN", "SEN support", "07700", "Urdu"] {
        assert!(!sheet.contains(words), "{words}");
    }
    assert!(!app.sign_in("other_teacher").await.get("/my-pupils/sheet").await.body.contains("Amira"));
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'class sheet' AND pupil_id = 1").await, 1);
}

#[tokio::test]
async fn the_class_sheet_is_a_document_too_of_nobody_else() {
    let app = TestApp::new().await;
    let looks = "SELECT count(*) FROM audit WHERE thing = 'class sheet' AND pupil_id = 1";
    for (who, path, fits) in [
        ("teacher", "/my-pupils/sheet.pdf", true),
        ("ta", "/my-pupils/sheet.pdf", true),
        ("senco", "/my-pupils/sheet.pdf?class=4A", true),
        ("senco", "/my-pupils/sheet.pdf", false),
        ("senco", "/my-pupils/sheet.pdf?class=9Z", false),
        ("other_teacher", "/my-pupils/sheet.pdf?class=4A", false),
    ] {
        let before = count(&app, looks).await;
        let answer = app.sign_in(who).await.get(path).await;
        let is_file = answer.status == StatusCode::OK && answer.body.starts_with("%PDF");
        assert_eq!(is_file, fits && thrice::documents::MAKES_PDF, "{who} {path}: {}", answer.body);
        assert!(is_file || answer.status == StatusCode::CONFLICT, "{who} {path}");
        assert_eq!(count(&app, looks).await - before, i64::from(fits), "{who} {path}");
    }
}

#[tokio::test]
async fn the_senco_prints_the_sheet_of_any_class() {
    let app = TestApp::new().await;
    for who in ["senco", "head"] {
        let session = app.sign_in(who).await;
        let choice = session.get("/my-pupils/sheet").await.body;
        assert!(choice.contains("/my-pupils/sheet?class=4A") && !choice.contains("Amira"), "{who}: {choice}");
        let sheet = session.get("/my-pupils/sheet?class=4A").await.body;
        assert!(
            sheet.contains("Amira K.") && sheet.contains("Model the sentence back") && sheet.contains("<print-button"),
            "{who}"
        );
    }
    assert!(app.sign_in("senco").await.get("/round").await.body.contains("/my-pupils/sheet"));
    let other = app.sign_in("other_teacher").await.get("/my-pupils/sheet?class=4A").await.body;
    assert!(!other.contains("Amira"), "{other}");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'class sheet' AND pupil_id = 1").await, 2);
}

#[tokio::test]
async fn my_pupils_has_who_is_on_sen_support_without_a_plan_what_is_given_and_what_is_late() {
    let app = TestApp::new().await;
    run(
        &app,
        "INSERT INTO provision (id, school_id, name) VALUES (90, 1, 'Talking partners');
         INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size, cost_share, resources_pence, funding, entered_at)
           VALUES (1, 90, 1, '', 15, 2, 10, 1, 1, 'per_group', 0, 'notional_sen', 0);
         UPDATE cycle SET review_on = '2026-11-10' WHERE id = 1;
         INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT 2, 'K', '2026-11-02', 0 WHERE NOT EXISTS (SELECT 1 FROM sen_status WHERE pupil_id = 2);
         UPDATE sen_status SET code = 'K' WHERE pupil_id = 2;",
    )
    .await;
    let ta = app.sign_in("ta").await.get("/my-pupils").await.body;
    assert!(ta.contains("Talking partners: 15 minutes, twice a week for 10 weeks"), "{ta}");
    assert!(ta.contains("Late") && ta.contains("Review was due on") && ta.contains("10 November"), "{ta}");
    let other = app.sign_in("other_teacher").await.get("/my-pupils").await.body;
    assert!(other.contains("Ben") && other.contains("No plan yet"), "{other}");
}

//! Who sees what of a pupil.

use axum::http::StatusCode;

use crate::support::TestApp;

#[tokio::test]
async fn the_senco_sees_all_of_a_pupil() {
    let app = TestApp::new().await;
    let page = app.sign_in("senco").await.get("/pupils/1").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [
        "Amira Khan",
        "SEN support",
        "Autumn",
        "Sana",
        "sana@family.example.org",
        "No contact",
        "2 days missed",
        "To reach 98% by July, a pupil misses at most 3½ days of the year’s 190 school days; at most 1 day of those up to this day.",
        "Model the sentence back",
        "from 4 to",
        "/plans/1/conversations/new",
        "/plans/1/review/new",
        "/plans/1/edit",
    ] {
        assert!(page.body.contains(part), "{part} is not on the page:\n{}", page.body);
    }
    assert_eq!(page.body.matches("<h1").count(), 1);
    assert!(!page.body.contains("<title>Amira Khan"), "a full name in the title is a name in the browser's history");
}

#[tokio::test]
async fn what_a_person_may_not_see_does_not_exist() {
    let app = TestApp::new().await;
    for who in ["other_teacher", "governor", "admin"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/pupils/1").await.status, StatusCode::NOT_FOUND, "{who}");
        assert!(!session.post("/pupils", &[("q", "amira")]).await.body.contains("Amira Khan"), "{who}");
    }
    assert_eq!(app.sign_in("senco").await.get("/pupils/999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_teacher_sees_the_plan_and_no_addresses() {
    let app = TestApp::new().await;
    let page = app.sign_in("teacher").await.get("/pupils/1").await;
    assert!(page.body.contains("Model the sentence back") && page.body.contains("/plans/1/review/new"));
    assert!(!page.body.contains("family.example.org") && !page.body.contains("/plans/new"));
    assert!(page.body.contains("/plans/1/edit"), "the class teacher changes the plan");
}

#[tokio::test]
async fn a_teaching_assistant_sees_targets_and_nothing_of_the_record_or_the_family() {
    let app = TestApp::new().await;
    let session = app.sign_in("ta").await;
    let page = session.get("/pupils/1").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Model the sentence back"));
    for secret in ["family.example.org", "Court", "No contact", "Speech", "review/new", "conversations/new", "missed"] {
        assert!(!page.body.contains(secret), "{secret}");
    }
    assert!(session.get("/my-pupils").await.body.contains("Do not finish it for her"));
}

#[tokio::test]
async fn looking_at_a_pupil_leaves_an_entry_and_changes_nothing_else() {
    let app = TestApp::new().await;
    let session = app.sign_in("teacher").await;
    session.get("/pupils/1").await;
    let mut conn = app.app.store.read().await.unwrap();
    let seen: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM audit WHERE verb = 'viewed' AND thing = 'pupil' AND pupil_id = 1 AND staff_id = 2",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    assert_eq!(seen, 1);
}

//! Finding a pupil: forgiving, only among those the person may see, and with no name in an address.

use axum::http::StatusCode;

use super::run;
use crate::support::TestApp;

const MORE: &str = "
    INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES (10, 1, 'Amir', 'Khalil', '2018-01-01', 0), (11, 1, 'Zoë', 'Brown-Łukasz', '2018-01-01', 0);
    INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id >= 10;
    INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 2, '5', '2026-09-01' FROM pupil WHERE id >= 10;";

#[tokio::test]
async fn one_whom_every_word_means_is_opened_and_a_slip_lists_who_is_near() {
    let app = TestApp::new().await;
    run(&app, MORE).await;
    let senco = app.sign_in("senco").await;
    for (typed, there) in
        [("ami 4a", "/pupils/1"), ("zoe", "/pupils/11"), ("lukasz", "/pupils/11"), ("BEN", "/pupils/2")]
    {
        assert_eq!(senco.post("/pupils", &[("q", typed)]).await.location.as_deref(), Some(there), "{typed}");
    }
    let slip = senco.post("/pupils", &[("q", "amria")]).await;
    assert_eq!(slip.status, StatusCode::OK);
    assert!(slip.body.contains("Amira Khan") && !slip.body.contains("Ben Ode"), "{}", slip.body);
    let two = senco.post("/pupils", &[("q", "ami")]).await;
    assert!(two.body.contains("2 pupils") && two.body.contains("value=\"ami\""));
    assert!(senco.post("/pupils", &[("q", "xyzzy")]).await.body.contains("Nobody of that name"));
    assert!(senco.post("/pupils", &[("q", " ")]).await.body.contains("4 pupils"));
}

#[tokio::test]
async fn nobody_finds_whom_they_may_not_see_and_no_form_puts_a_name_into_an_address() {
    let app = TestApp::new().await;
    run(&app, MORE).await;
    let teacher = app.sign_in("other_teacher").await;
    assert!(!teacher.post("/pupils", &[("q", "amira")]).await.body.contains("Amira Khan"));
    assert!(!teacher.get("/pupils").await.body.contains("Amira"));
    for who in ["governor", "admin"] {
        assert_eq!(app.sign_in(who).await.post("/pupils", &[("q", "amira")]).await.status, StatusCode::FORBIDDEN);
    }
    let senco = app.sign_in("senco").await;
    for path in ["/", "/round", "/pupils", "/pupils/1"] {
        let page = senco.get(path).await.body;
        assert_eq!(page.matches("name=\"q\"").count(), 1, "{path}: one field to find a pupil");
        assert!(page.contains("method=\"post\" action=\"/pupils\""), "{path}");
    }
}

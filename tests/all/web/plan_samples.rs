//! Plans without names: chosen, read, published, and only then read by governors.

use axum::http::StatusCode;

use super::{carried, count, run};
use crate::support::{Session, TestApp};

/// The form of a draft, with the tick.
async fn draft(session: &Session, path: &str) -> (String, Vec<(String, String)>) {
    let body = session.get(path).await.body;
    let mut fields = carried(&body, &["plan", "seed", "most", "mark"]);
    fields.push(("read".to_owned(), "yes".to_owned()));
    (body, fields)
}

async fn publish(session: &Session, fields: &[(String, String)]) -> crate::support::Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    session.post("/plan-samples/publication", &fields).await
}

const NAMES: &str = "UPDATE target SET wording = 'Amira asks Ben or Mrs Khan, or rings 07700900001', at_home = 'Sana reads with her' WHERE id = 1;
    UPDATE target_strategy SET words = 'Omar and Dr Moss show a picture' WHERE target_id = 1;";

#[tokio::test]
async fn names_are_taken_out_and_governors_read_what_was_published_and_nothing_else() {
    let app = TestApp::new().await;
    run(&app, NAMES).await;
    let (senco, governor) = (app.sign_in("senco").await, app.sign_in("governor").await);
    let (body, fields) = draft(&senco, "/plan-samples/new?most=5&seed=7").await;
    assert!(body.contains("Target: The pupil asks another child or an adult, or rings [left out]"), "{body}");
    assert!(body.contains("At home: An adult reads with her") && body.contains("an adult show a picture"), "{body}");
    let main = body.split_once("<main").unwrap().1;
    for name in ["Amira", "Khan", "Ben", "Omar", "Shah", "Sana", "Moss", "4A"] {
        assert!(!main.contains(name), "{name}: {main}");
    }
    assert!(body.contains("Not every name can be found by a rule"), "{body}");
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'plan' AND verb = 'viewed' AND pupil_id = 1").await,
        1
    );
    assert!(!governor.get("/plan-samples").await.body.contains("drawn by"), "nothing is published by looking");
    assert_eq!(governor.get("/plan-samples/new?most=5&seed=7").await.status, StatusCode::FORBIDDEN);
    let done = publish(&senco, &fields).await;
    assert_eq!(done.location.as_deref(), Some("/plan-samples/1"), "{}", done.body);
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'plan_sample' AND verb = 'published' AND pupil_id = 1")
            .await,
        1
    );
    let list = governor.get("/plan-samples").await.body;
    assert!(list.contains("1 plan, drawn by the number 7") && !list.contains("Amira"), "{list}");
    let read = governor.get("/plan-samples/1").await.body;
    assert!(
        read.contains("Plan 1: SEN support plan") && read.contains("another child") && !read.contains("Amira"),
        "{read}"
    );
    // What is written in the plan afterwards is not published by that.
    run(&app, "UPDATE target SET wording = 'Something else' WHERE id = 1").await;
    assert!(!governor.get("/plan-samples/1").await.body.contains("Something else"));
    let head = app.sign_in("head").await;
    assert!(head.post("/plan-samples/1/withdrawal", &[("why", " ")]).await.body.contains("Write down why"));
    assert_eq!(head.post("/plan-samples/1/withdrawal", &[("why", "A nickname")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(head.post("/plan-samples/1/withdrawal", &[("why", "Again")]).await.status, StatusCode::CONFLICT);
    assert_eq!(governor.get("/plan-samples/1").await.status, StatusCode::NOT_FOUND);
    assert!(head.get("/plan-samples").await.body.contains("A nickname"));
}

#[tokio::test]
async fn only_what_was_read_is_published() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let (_, fields) = draft(&senco, "/plan-samples/new?plan=1").await;
    let unread: Vec<_> = fields.iter().filter(|(name, _)| name != "read").cloned().collect();
    let answer = publish(&senco, &unread).await;
    assert!(
        answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("Read every line first"),
        "{}",
        answer.body
    );
    run(&app, "UPDATE target SET wording = 'Amira waves' WHERE id = 1").await;
    let answer = publish(&senco, &fields).await;
    assert!(answer.body.contains("Somebody has written in one of these plans meanwhile"), "{}", answer.body);
    assert!(answer.body.contains("The pupil waves"), "as it is now");
    assert_eq!(count(&app, "SELECT count(*) FROM plan_sample").await, 0);
    let (_, fields) = draft(&senco, "/plan-samples/new?plan=1").await;
    assert_eq!(publish(&senco, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(senco.get("/plan-samples").await.body.contains("chosen by hand"));
}

#[tokio::test]
async fn what_cannot_be_drawn_is_said_and_the_same_number_draws_the_same() {
    let app = TestApp::new().await;
    let head = app.sign_in("head").await;
    for (path, why) in [
        ("/plan-samples/new?most=0&seed=7", "a whole number from 1 to 10"),
        ("/plan-samples/new?most=5&seed=x", "digits alone"),
        ("/plan-samples/new", "Enter how many plans"),
        (
            "/plan-samples/new?plan=1&plan=1&plan=1&plan=1&plan=1&plan=1&plan=1&plan=1&plan=1&plan=1&plan=1",
            "up to 10 plans",
        ),
    ] {
        let wrong = head.get(path).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(why), "{path}: {}", wrong.body);
    }
    let none = head.get("/plan-samples/new?plan=99").await.body;
    assert!(none.contains("No plan with a target is open") && !none.contains("Publish for governors"), "{none}");
    let marks = [head.get("/plan-samples/new?most=5&seed=7").await, head.get("/plan-samples/new?most=5&seed=7").await];
    let marks = marks.map(|answer| carried(&answer.body, &["mark"]));
    assert_eq!(marks[0], marks[1]);
}

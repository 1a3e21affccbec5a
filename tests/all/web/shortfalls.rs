//! "This is not happening": a parent says so behind their code, the school has its day to answer, and the answer goes home without a word
//! of it in the message.

use axum::http::StatusCode;

use super::{
    agreed_plan::TWO_VERSIONS,
    count, run,
    summaries::{held, reader, wait},
    words,
};
use crate::support::TestApp;

const LINE: &str = "Circle of friends: 20 minutes, twice a week for 3 weeks. Given by: Teaching assistant";

#[tokio::test]
async fn a_parent_says_so_behind_their_code_and_the_school_has_its_day() {
    let app = TestApp::new().await;
    run(&app, TWO_VERSIONS).await;
    let (teacher, path) = held(&app).await;
    wait(&app, 11);
    let there = format!("{path}/not-happening");
    let closed = app.stranger().get(&there).await.body;
    assert!(!closed.contains("Circle of friends") && closed.contains("We send a code"), "{closed}");
    app.stranger().post(&there, &[("line", "line-1")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM shortfall").await, 0, "not by the link alone");
    let mother = reader(&app, &path).await;
    assert!(mother.get(&path).await.body.contains(&format!("href=\"{there}\"")), "the way stands under the plan");
    let page = mother.get(&there).await.body;
    for said in [LINE, "Asks to join a game: Practise the words (Ms Bates)", "Something else that we agreed"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for (fields, why) in [
        (&[("words", "Never <once>")][..], "Choose what is not happening"),
        (&[("line", "line-99"), ("words", "Never <once>")], "Choose what is not happening"),
        (&[("line", "other")], "Tell us what is not happening"),
    ] {
        let wrong = mother.post(&there, fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why), "{}", wrong.body);
        assert!(
            fields.len() == 1 && fields[0].0 == "line" || wrong.body.contains("Never &lt;once&gt;"),
            "{}",
            wrong.body
        );
    }
    for _ in 0..2 {
        let told = mother.post(&there, &[("line", "line-1"), ("words", "Never <once>")]).await;
        assert_eq!(told.location.as_deref(), Some(there.as_str()), "{}", told.body);
    }
    let kept = "SELECT line || words || adult_id || how || told_on || due_on FROM shortfall";
    assert_eq!(
        words(&app, kept).await,
        format!("{LINE}Never <once>1link2026-11-182026-11-25"),
        "a second press says nothing new"
    );
    assert!(mother.get(&there).await.body.contains("We answer you by Wednesday 25 November 2026."));
    let task = "SELECT count(*) FROM task WHERE kind = 'not_happening' AND for_role = 'teacher' AND due_on = '2026-11-25' AND done_at IS NULL";
    assert_eq!(count(&app, task).await, 1);
    let mine = teacher.get("/my-pupils").await.body;
    assert!(mine.contains("/pupils/1/shortfalls/1") && mine.contains("Never &lt;once&gt;"), "{mine}");
    assert!(app.sign_in("senco").await.get("/").await.body.contains("/pupils/1/shortfalls/1"), "the SENCO knows of it");
    let id = words(&app, "SELECT CAST(id AS TEXT) FROM task WHERE kind = 'not_happening'").await;
    teacher.post(&format!("/my-pupils/tasks/{id}/done"), &[("note", "Done")]).await;
    assert_eq!(count(&app, task).await, 1, "only an answer ends it");
    for who in ["senco", "head"] {
        assert!(app.sign_in(who).await.get("/pupils/1/shortfalls").await.body.contains("5 school days left"), "{who}");
    }
    assert_eq!(app.sign_in("other_teacher").await.get("/pupils/1/shortfalls/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'shortfall' AND actor_kind = 'adult'").await, 1);
}

#[tokio::test]
async fn the_answer_goes_home_and_is_read_behind_the_code() {
    let app = TestApp::new().await;
    run(&app, TWO_VERSIONS).await;
    let (teacher, path) = held(&app).await;
    wait(&app, 11);
    let (mother, there) = (reader(&app, &path).await, format!("{path}/not-happening"));
    mother.post(&there, &[("line", "line-1"), ("words", "Never")]).await;
    let own = "/pupils/1/shortfalls/1";
    for (fields, why) in [
        (&[("words", "It begins on Monday")][..], "Choose what you found"),
        (&[("finding", "put_right"), ("words", " ")], "Write the answer"),
    ] {
        let wrong = teacher.post(own, fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why), "{}", wrong.body);
    }
    let saved = teacher.post(own, &[("finding", "put_right"), ("words", "It begins on Monday")]).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/shortfalls"), "{}", saved.body);
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'not_happening' AND done_at IS NULL").await, 0);
    let page = mother.get(&there).await.body;
    assert!(
        page.contains("It was not happening. It is from now on.") && page.contains("It begins on Monday"),
        "{page}"
    );
    assert!(!app.stranger().get(&there).await.body.contains("It begins on Monday"));
    thrice::jobs::queue_due(&app.app.store, &app.app.clock, &app.app.post).await.unwrap();
    let told = "SELECT count(*) FROM notice WHERE kind = 'answered' AND adult_id = 1 AND conversation_id = 1";
    assert_eq!(count(&app, told).await, 1);
    let raw = "SELECT CAST(raw AS TEXT) FROM notice WHERE kind = 'answered'";
    let raw = words(&app, raw).await;
    for child in ["Amira", "Circle of friends", "Monday", "Never"] {
        assert!(!raw.contains(child), "{child}: {raw}");
    }
    assert!(raw.contains("/not-happening") && raw.contains("Subject: We have answered what you told us"), "{raw}");
    thrice::jobs::queue_due(&app.app.store, &app.app.clock, &app.app.post).await.unwrap();
    assert_eq!(count(&app, told).await, 1, "once");
}

#[tokio::test]
async fn what_is_said_by_mouth_is_written_down_and_has_its_day_too() {
    let app = TestApp::new().await;
    run(&app, TWO_VERSIONS).await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/shortfalls").await.body;
    assert!(
        form.contains(LINE) && form.contains("Nothing was said") && !form.contains("Carl"),
        "who decides is asked: {form}"
    );
    let right = [
        ("line", "1/line-1"),
        ("adult", "2"),
        ("how", "phone"),
        ("told_on", "2026-11-16"),
        ("words", "Since half term"),
    ];
    for (field, value) in [("line", "2/line-1"), ("adult", "3"), ("how", "link"), ("told_on", "2026-11-19")] {
        let fields: Vec<_> =
            right.iter().map(|(name, was)| (*name, if *name == field { value } else { *was })).collect();
        let wrong = senco.post("/pupils/1/shortfalls", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(wrong.body.contains("Since half term"), "{}", wrong.body);
    }
    let saved = senco.post("/pupils/1/shortfalls", &right).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(words(&app, "SELECT due_on FROM shortfall").await, "2026-11-23", "five school days after it was said");
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'not_happening' AND for_role = 'senco'").await, 1);
    let today = senco.get("/").await.body;
    assert!(
        today.contains("A parent says that something is not happening") && today.contains("/pupils/1/shortfalls/1"),
        "{today}"
    );
    let one = senco.get("/pupils/1/shortfalls/1").await.body;
    assert!(one.contains("tell them yourself"), "nobody has invited him: {one}");
    for who in ["teacher", "office"] {
        let session = app.sign_in(who).await;
        let seen = session.get("/pupils/2/shortfalls/1").await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{who}");
    }
}

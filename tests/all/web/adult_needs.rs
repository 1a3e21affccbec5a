//! What a parent needs, told once: it decides how an invitation goes, which times lead, who is rung when and who interprets; and parents
//! tell and correct it themselves.

use axum::http::StatusCode;
use chrono::{NaiveDate, NaiveTime};
use thrice::{
    dispatch::{self, Scope},
    domain::{conversation::Mode, ids::ConversationId, time::Moment},
    store::{
        Actor,
        conversations::{self, NewSlot},
    },
};

use super::{count, invitations::offered, run, summaries::reader};
use crate::support::TestApp;

/// What one adult's mails say, soft line breaks taken out.
async fn mail(app: &TestApp, id: ConversationId, adult: i64) -> Vec<String> {
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    dispatch::queue_due(&mut tx, &app.app.post, Scope::Conversation(id)).await.unwrap();
    tx.commit().await.unwrap();
    let found: Vec<Vec<u8>> = sqlx::query_scalar("SELECT raw FROM notice WHERE adult_id = ? AND kind = 'invite'")
        .bind(adult)
        .fetch_all(&mut *app.app.store.read().await.unwrap())
        .await
        .unwrap();
    found.into_iter().map(|raw| String::from_utf8(raw).unwrap().replace("=\r\n", "").replace("\r\n", " ")).collect()
}

#[tokio::test]
async fn the_form_they_want_decides_how_the_invitation_goes() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET format = 'paper' WHERE id = 1; UPDATE adult SET format = 'audio', suits = 'fri', hours = 'after four' WHERE id = 2;").await;
    let (id, _) = offered(&app, app.cast.mother).await;
    assert_eq!((mail(&app, id, 1).await.len(), mail(&app, id, 2).await.len()), (0, 0), "neither is written to by mail");
    let letter = "SELECT count(*) FROM task WHERE kind = 'print_letter' AND adult_id = 1 AND detail LIKE '%on paper%'";
    // The 18th of November 2026 is a Wednesday; Friday is the first day that suits.
    let call = "SELECT count(*) FROM task WHERE kind = 'phone_parent' AND adult_id = 2 AND due_on = '2026-11-20'";
    assert_eq!((count(&app, letter).await, count(&app, call).await), (1, 1));
    let tasks = app.sign_in("office").await.get("/tasks").await.body;
    assert!(tasks.contains("Good times: Fridays; after four"), "{tasks}");

    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET format = 'large_print' WHERE id = 1").await;
    let (id, _) = offered(&app, app.cast.mother).await;
    assert_eq!(
        (mail(&app, id, 1).await.len(), count(&app, "SELECT count(*) FROM task WHERE kind = 'print_letter'").await),
        (1, 1)
    );
    let letter = app.sign_in("office").await.get("/tasks/1/letter").await;
    assert!(letter.body.contains("letter-large"), "{}", letter.body);
}

#[tokio::test]
async fn times_that_suit_come_first() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET suits = 'fri' WHERE id = 1").await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let page = app.stranger().get(&format!("/i/{token}")).await.body;
    let (friday, thursday) = (page.find("Friday 27 November").unwrap(), page.find("Thursday 26 November").unwrap());
    assert!(friday < thursday, "{page}");
    let checked = page.split_once(" checked").unwrap().0;
    assert!(!checked.contains("Friday 27"), "the one that suits is chosen already");
    let form = app.sign_in("senco").await.get("/plans/1/conversations/new").await.body;
    assert!(form.contains("Good times: Fridays"), "whoever offers sees it");
}

#[tokio::test]
async fn an_agreed_time_asks_for_the_interpreter_and_another_time_asks_again() {
    let app = TestApp::new().await;
    run(
        &app,
        "UPDATE adult SET interpreter_language = 'Urdu' WHERE id = 1; UPDATE adult SET format = 'bsl' WHERE id = 2;",
    )
    .await;
    let (id, token) = offered(&app, app.cast.mother).await;
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'book_interpreter'").await, 0, "no time yet");
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get(&format!("/conversations/{id}")).await.body;
    assert!(page.contains("Interpreter: Urdu") && page.contains("Interpreter: British Sign Language"), "{page}");
    app.stranger().post(&format!("/i/{token}"), &[("answer", "1"), ("interpreter", "Urdu")]).await;
    let open = "SELECT count(*) FROM task WHERE kind = 'book_interpreter' AND done_at IS NULL";
    assert_eq!(count(&app, open).await, 2, "one each, however often it is found");
    let mut tx =
        app.app.store.begin(Actor::Staff(app.cast.teacher), app.cast.school, app.app.clock.now()).await.unwrap();
    let starts = Moment::at(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap(), NaiveTime::from_hms_opt(9, 0, 0).unwrap());
    let slot = NewSlot { starts, minutes: 30, mode: Mode::School, place: String::new() };
    let slot = conversations::add_slot(&mut tx, id, &slot).await.unwrap();
    conversations::book(&mut tx, id, app.cast.amira, slot).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        (count(&app, open).await, count(&app, "SELECT count(*) FROM task WHERE kind = 'book_interpreter'").await),
        (2, 4)
    );
    for page in ["record", "live?with=1"] {
        let body = teacher.get(&format!("/conversations/{id}/{page}")).await.body;
        assert!(body.contains("An interpreter was asked for"), "{page}: {body}");
    }
}

#[tokio::test]
async fn who_reads_another_language_is_told_how_to_ask() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET written_language = 'Turkish' WHERE id = 2").await;
    let (id, token) = offered(&app, app.cast.father).await;
    let his = mail(&app, id, 2).await.remove(0);
    assert!(his.contains("would like it in Turkish") && his.contains("020 7946 0100"), "{his}");
    assert!(mail(&app, id, 1).await.remove(0).contains("would like it in Tamil"), "spoken at home, nothing else told");
    let asked = "SELECT count(*) FROM task WHERE kind = 'access_needs' AND detail LIKE '%Turkish%' AND adult_id = 2";
    assert_eq!(count(&app, asked).await, 1);
    assert_eq!(
        count(&app, "SELECT count(*) FROM task WHERE kind = 'access_needs'").await,
        1,
        "only who asked to be written to"
    );
    let page = app.stranger().get(&format!("/i/{token}")).await.body;
    assert!(page.contains("Would you rather read this in your language?") && !page.contains("Turkish"), "{page}");
}

#[tokio::test]
async fn a_parent_tells_and_corrects_it_and_each_time_is_kept() {
    let app = TestApp::new().await;
    let (id, token) = offered(&app, app.cast.mother).await;
    let (parent, path) = (app.stranger(), format!("/i/{token}/needs"));
    assert!(parent.get(&format!("/i/{token}")).await.body.contains("Tell us what you need"));
    let blank = parent.get(&path).await;
    assert!(
        blank.status == StatusCode::OK && !blank.body.contains("Tamil") && !blank.body.contains("Amira"),
        "{}",
        blank.body
    );
    let wrong = parent.post(&path, &[("format", "shouting"), ("hours", "after four")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("after four"), "what was typed is kept");
    let told = [
        ("language", "Urdu"),
        ("interpreter", "Urdu"),
        ("format", "large_print"),
        ("suits", "after"),
        ("suits", "thu"),
        ("hours", "after four"),
    ];
    assert_eq!(parent.post(&path, &told).await.status, StatusCode::SEE_OTHER);
    let closed = parent.get(&path).await.body;
    assert!(
        closed.contains("You have told us something") && !closed.contains("Urdu") && !closed.contains("after four"),
        "{closed}"
    );
    parent.post(&path, &[("language", "French"), ("format", "")]).await;
    assert_eq!(
        count(&app, "SELECT count(*) FROM adult_need WHERE adult_id = 1").await,
        1,
        "the link alone writes nothing over"
    );
    let parent = reader(&app, &format!("/i/{token}")).await;
    assert_eq!(parent.post(&path, &told).await.status, StatusCode::SEE_OTHER);
    let rows = "SELECT count(*) FROM adult_need WHERE adult_id = 1 AND entered_by IS NULL AND suits = 'after thu'";
    assert_eq!(count(&app, rows).await, 1, "the same twice is one row");
    assert!(parent.get(&path).await.body.contains("This is what you told us on Wednesday 18 November 2026"));
    let office = app.sign_in("office").await;
    let card = office.get("/pupils/1/contacts/1").await.body;
    assert!(card.contains("by themselves") && card.contains("Interpreter: Urdu; Format: Large print"), "{card}");
    let seen = card.split_once("name=\"seen\" value=\"").unwrap().1.split('"').next().unwrap();
    let fields = [
        ("seen", seen),
        ("forename", "Sana"),
        ("surname", "Khan"),
        ("relationship", "Mother"),
        ("responsibility", "yes"),
        ("priority", "1"),
        ("format", ""),
        ("email", "sana@family.example.org"),
    ];
    assert_eq!(office.post("/pupils/1/contacts/1", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM adult_need WHERE adult_id = 1").await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM adult_need WHERE adult_id = 1 AND entered_by IS NOT NULL").await, 1);
    let page = app.sign_in("senco").await.get(&format!("/conversations/{id}")).await.body;
    assert!(!page.contains("Good times"), "the correction is what counts");
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'other', 'ask', 'person', 0)").await;
    assert_eq!(parent.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(parent.post(&path, &told).await.status, StatusCode::NOT_FOUND, "nobody who may not take part");
}

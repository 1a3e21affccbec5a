//! The parent's page: opening it changes nothing; an answer books, and tells everybody who has to know.

use axum::http::StatusCode;
use chrono::NaiveDate;
use sqlx::Row;
use thrice::{
    domain::{
        conversation::Mode,
        ids::{AdultId, ConversationId},
        time::Moment,
    },
    store::{
        Actor,
        conversations::{self, NewOffer, NewSlot, links},
    },
};

use super::{on, run, summaries::reader};
use crate::support::TestApp;

fn at(day: u32, hour: u32) -> Moment {
    let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    Moment::at(day, chrono::NaiveTime::from_hms_opt(hour, 15, 0).unwrap())
}

/// A meeting offered at two times, and a link for an adult.
pub(super) async fn offered(app: &TestApp, adult: AdultId) -> (ConversationId, String) {
    let slot = |day| NewSlot { starts: at(day, 9), minutes: 30, mode: Mode::School, place: "Room 3".into() };
    let mut tx =
        app.app.store.begin(Actor::Staff(app.cast.teacher), app.cast.school, app.app.clock.now()).await.unwrap();
    let offer = NewOffer {
        plan: app.cast.plan,
        pupil: app.cast.amira,
        lead: app.cast.teacher,
        also_present: "Mrs Anand, SENCO".into(),
        ehc_annual: false,
        answer_by: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        replaces: None,
        slots: vec![slot(26), slot(27)],
        left_out: Vec::new(),
    };
    let id = conversations::offer(&mut tx, &offer).await.unwrap();
    let today = tx.now.today();
    let meeting = conversations::load(tx.conn(), id, today).await.unwrap().unwrap();
    let invited = meeting.invited.iter().find(|i| i.adult == adult).unwrap().invitation;
    let token = links::mint(&mut tx, invited, at(30, 9)).await.unwrap();
    tx.commit().await.unwrap();
    (id, token)
}

async fn count(app: &TestApp, what: &'static str) -> i64 {
    sqlx::query(what).fetch_one(&mut *app.app.store.read().await.unwrap()).await.unwrap().get(0)
}

const ROWS: &str =
    "SELECT (SELECT count(*) FROM answer) + (SELECT count(*) FROM booking) + (SELECT count(*) FROM notice)
    + (SELECT count(*) FROM task) + (SELECT count(*) FROM audit) + (SELECT count(*) FROM invitation_link)";

#[tokio::test]
async fn a_phone_on_a_slow_network_asks_for_the_page_and_its_style_and_for_nothing_else() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, AdultId(1)).await;
    let visitor = app.stranger();
    let page = visitor.get(&format!("/i/{token}")).await.body;
    let asked: Vec<&str> = page.split("/assets/").skip(1).collect();
    assert!(asked.len() == 1 && asked[0].contains("app.css\""), "{page}");
    assert!(page.contains("href=\"data:image/svg+xml,%3Csvg"), "an icon that asks for nothing: {page}");
    let again = visitor.post(&format!("/i/{token}"), &[]).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("app.js"), "{}", again.body);
}

#[tokio::test]
async fn opening_the_link_twice_changes_nothing_and_names_no_child() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let before = count(&app, ROWS).await;
    let parent = app.stranger();
    for _ in 0..2 {
        let page = parent.get(&format!("/i/{token}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("Thursday 26 November 2026, 9:15am") && page.body.contains("Mr Shah"));
        assert!(!page.body.contains("Amira"), "no child's name");
        assert_eq!(page.body.matches(" checked").count(), 1, "the first time is chosen already");
    }
    assert_eq!(count(&app, ROWS).await, before);
}

#[tokio::test]
async fn choosing_a_time_books_it_and_confirms_it() {
    let app = TestApp::new().await;
    let (id, token) = offered(&app, app.cast.mother).await;
    let parent = app.stranger();
    let path = format!("/i/{token}");
    assert_eq!(parent.get(&format!("{path}/calendar.ics")).await.status, StatusCode::NOT_FOUND, "nothing agreed yet");
    let sent = parent.post(&path, &[("answer", "2"), ("interpreter", "Urdu"), ("message", "She loves drums")]).await;
    assert_eq!((sent.status, sent.location.as_deref()), (StatusCode::SEE_OTHER, Some(path.as_str())), "{}", sent.body);
    let today = app.app.clock.now().today();
    let meeting = conversations::load(&mut app.app.store.read().await.unwrap(), id, today).await.unwrap().unwrap();
    assert_eq!(meeting.booking.unwrap().1.starts, at(27, 9));
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'booked' AND adult_id = 1").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'book_interpreter'").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE verb = 'booked' AND actor_kind = 'adult'").await, 1);
    let page = parent.get(&path).await.body;
    assert!(page.contains("We have your answer") && page.contains("You have told us something"), "{page}");
    for told in ["Urdu", "She loves drums", "You told us that you will come"] {
        assert!(!page.contains(told), "the link alone shows {told}");
    }
    let page = reader(&app, &path).await.get(&path).await.body;
    assert!(
        page.contains("You told us that you will come")
            && page.contains("value=\"Urdu\"")
            && page.contains("She loves drums")
    );
    let entry = parent.get(&format!("{path}/calendar.ics")).await;
    assert!(entry.body.contains("DTSTART:20261127T091500Z") && !entry.body.contains("Amira"));
    let late = parent.post(&path, &[("answer", "1"), ("message", "Keep this")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "another time is agreed");
    assert!(late.body.contains("Another time has been agreed") && late.body.contains("Keep this"));
    assert_eq!(count(&app, "SELECT count(*) FROM booking").await, 1);
}

#[tokio::test]
async fn what_a_parent_sends_twice_from_one_page_is_done_once() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (parent, path) = (app.stranger().without_token(), format!("/i/{token}"));
    let page = parent.get(&path).await.body;
    let at = page.find("name=\"csrf\" value=\"").unwrap_or_else(|| panic!("{page}")) + 19;
    let number = page[at..].split('"').next().unwrap();
    let typed = [("answer", "other_time"), ("when", "in the evening"), ("csrf", number)];
    let (first, second) = tokio::join!(parent.post(&path, &typed), parent.post(&path, &typed));
    for sent in [first, second, parent.post(&path, &typed).await] {
        assert_eq!(
            (sent.status, sent.location.as_deref()),
            (StatusCode::SEE_OTHER, Some(path.as_str())),
            "{}",
            sent.body
        );
    }
    assert_eq!(count(&app, "SELECT count(*) FROM answer").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'other_times'").await, 1);
    // The same words from a page opened anew are said once more.
    parent.post(&path, &typed[..2]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM answer").await, 2);
}

#[tokio::test]
async fn another_time_is_a_task_and_needs_to_say_when() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.father).await;
    let (parent, path) = (app.stranger(), format!("/i/{token}"));
    let blank = parent.post(&path, &[("answer", "other_time"), ("access", "Large print")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(blank.body.contains("Tell us when would suit you") && blank.body.contains("Large print"));
    let said = parent.post(&path, &[("answer", "other_time"), ("when", "in the evening")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let found =
        "SELECT count(*) FROM task WHERE kind = 'other_times' AND for_role = 'teacher' AND detail LIKE '%evening%'";
    assert_eq!(count(&app, found).await, 1);
}

#[tokio::test]
async fn a_link_that_is_unknown_ended_barred_or_of_the_wrong_person_opens_the_same_nothing() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (parent, path) = (app.stranger(), format!("/i/{token}"));
    let unknown = parent.get("/i/0000").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let told = parent.post(&path, &[("answer", "wrong_person")]).await;
    assert!(told.status == StatusCode::OK && told.body.contains("Thank you for telling us"), "{}", told.body);
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'wrong_person'").await, 1);
    assert_eq!(parent.get(&path).await.body, unknown.body);
    let (_, other) = offered(&app, app.cast.father).await;
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    let sql = "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (2, 'court_order', '', 'import', 0)";
    sqlx::raw_sql(sql).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    for answer in
        [parent.get(&format!("/i/{other}")).await, parent.post(&format!("/i/{other}"), &[("answer", "3")]).await]
    {
        assert_eq!((answer.status, answer.body), (StatusCode::NOT_FOUND, unknown.body.clone()));
    }
}

#[tokio::test]
async fn a_link_that_was_open_a_moment_ago_ends_with_its_day_its_hour_and_whatever_is_decided() {
    let app = TestApp::new().await;
    let parent = app.stranger();
    let (_, mother) = offered(&app, app.cast.mother).await;
    let (_, father) = offered(&app, app.cast.father).await;
    let opens = async |token: &str| {
        // Twice: what was read the first time is kept.
        let first = parent.get(&format!("/i/{token}")).await;
        let again = parent.get(&format!("/i/{token}")).await;
        assert_eq!(first.status, again.status);
        again.status == StatusCode::OK
    };
    assert!(opens(&mother).await && opens(&father).await);
    run(&app, "UPDATE guardianship SET until_on = '2026-11-18' WHERE id = 2").await;
    assert!(opens(&father).await, "it is his last day");
    on(&app, "2026-11-19");
    assert!(!opens(&father).await, "nothing was committed since, and the day is over");
    on(&app, "2026-11-18");
    assert!(opens(&father).await);
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (2, 'court_order', '', 'import', 0)").await;
    assert!(!opens(&father).await && opens(&mother).await, "barred the same instant, and nobody else");
    on(&app, "2026-12-01");
    let ended = parent.get(&format!("/i/{mother}")).await;
    assert!(ended.status == StatusCode::NOT_FOUND && !ended.body.contains("name=\"answer\""), "{}", ended.body);
}

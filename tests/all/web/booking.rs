//! Fifty parents, ten times, one minute: each time is given once, and everybody is answered kindly.

use axum::http::StatusCode;
use thrice::{
    domain::{
        ids::{AdultId, ConversationId, InvitationId, PlanId, PupilId, StaffId},
        time::Moment,
    },
    store::{
        Actor,
        conversations::{self, NewOffer, NewSlot, links},
    },
};

use super::{count, run};
use crate::support::{TestApp, roll::Pupil};

const FAMILIES: i64 = 50;
const TIMES: i64 = 10;
/// Where the rows of this test begin, above those of the cast.
const BASE: i64 = 1_000;

/// Fifty families of one class who were all offered the same ten times, each with a link.
async fn offered(app: &TestApp) -> Vec<String> {
    run(
        app,
        "WITH RECURSIVE n (id) AS (SELECT 1000 UNION ALL SELECT id + 1 FROM n WHERE id < 1049)
         INSERT INTO adult (id, school_id, title, forename, surname, email, phone, created_at)
           SELECT id, 1, 'Ms', 'Ann', 'Many', 'm' || id || '@family.example.org', '', 0 FROM n",
    )
    .await;
    for id in BASE..BASE + FAMILIES {
        Pupil::named(id, "Kim", "Many").of(id, "Mother").with_plan(2, "2026-12-11").joins(app).await;
    }
    let mut tx = app.app.store.begin(Actor::Staff(app.cast.senco), app.cast.school, app.app.clock.now()).await.unwrap();
    let first = Moment::at("2026-11-26".parse().unwrap(), "15:30:00".parse().unwrap());
    let slots: Vec<NewSlot> = (0..TIMES)
        .map(|n| NewSlot {
            starts: first.plus_minutes(n * 10),
            minutes: 10,
            mode: thrice::domain::conversation::Mode::School,
            place: "Room 3".into(),
        })
        .collect();
    let mut tokens = Vec::new();
    for n in 0..FAMILIES {
        let offer = NewOffer {
            plan: PlanId(BASE + n),
            pupil: PupilId(BASE + n),
            lead: StaffId(2),
            also_present: String::new(),
            ehc_annual: false,
            answer_by: "2026-11-25".parse().unwrap(),
            replaces: None,
            slots: slots.clone(),
            left_out: Vec::<AdultId>::new(),
        };
        let meeting: ConversationId = conversations::offer(&mut tx, &offer).await.unwrap();
        let invitation: i64 = sqlx::query_scalar("SELECT id FROM invitation WHERE conversation_id = ?")
            .bind(meeting.0)
            .fetch_one(tx.conn())
            .await
            .unwrap();
        tokens.push(links::mint(&mut tx, InvitationId(invitation), first.plus_minutes(10_000)).await.unwrap());
    }
    tx.commit().await.unwrap();
    tokens
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_parents_who_want_ten_times_at_once_each_get_a_time_or_a_kind_word() {
    let app = TestApp::new().await;
    let tokens = offered(&app).await;
    let mut asked = tokio::task::JoinSet::new();
    for (n, token) in tokens.iter().enumerate() {
        let (nobody, token) = (app.stranger(), token.clone());
        let choice: i64 = sqlx::query_scalar(
            "SELECT s.id FROM slot s JOIN invitation i ON i.conversation_id = s.conversation_id WHERE i.adult_id = ? ORDER BY s.starts_at LIMIT 1 OFFSET ?",
        )
        .bind(BASE + i64::try_from(n).unwrap())
        .bind(i64::try_from(n).unwrap() % TIMES)
        .fetch_one(&mut *app.app.store.read().await.unwrap())
        .await
        .unwrap();
        asked.spawn(
            async move { nobody.post(&format!("/i/{token}"), &[("answer", choice.to_string().as_str())]).await },
        );
    }
    let answers = asked.join_all().await;
    let booked = answers.iter().filter(|one| one.status == StatusCode::SEE_OTHER).count();
    assert_eq!(booked, 10, "each time went to one family");
    for refused in answers.iter().filter(|one| one.status != StatusCode::SEE_OTHER) {
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert!(refused.body.contains("We are sorry: that time has just been taken"), "{}", refused.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM booking").await, TIMES);
    let starts = "SELECT count(DISTINCT s.starts_at) FROM booking b JOIN slot s ON s.id = b.slot_id";
    assert_eq!(count(&app, starts).await, TIMES, "no time twice");
    assert_eq!(count(&app, "SELECT count(*) FROM answer").await, TIMES, "who was too late has answered nothing");
}

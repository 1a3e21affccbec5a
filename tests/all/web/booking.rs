//! Booking: fifty parents who want ten times in one minute, two children of one family on one page, and a second household.

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

/// A meeting about a child, offered at some times of 26 November, and its address for one adult.
async fn asked(app: &TestApp, (plan, adult, lead): (i64, i64, i64), times: &[&str]) -> String {
    let day = "2026-11-26".parse().unwrap();
    let slot = |time: &&str| NewSlot {
        starts: Moment::at(day, time.parse().unwrap()),
        minutes: 30,
        mode: thrice::domain::conversation::Mode::School,
        place: format!("Room {lead}"),
    };
    let mut tx = app.app.store.begin(Actor::Staff(app.cast.senco), app.cast.school, app.app.clock.now()).await.unwrap();
    let offer = NewOffer {
        plan: PlanId(plan),
        pupil: PupilId(plan),
        lead: StaffId(lead),
        also_present: String::new(),
        ehc_annual: false,
        answer_by: "2026-11-25".parse().unwrap(),
        replaces: None,
        slots: times.iter().map(slot).collect(),
        left_out: Vec::new(),
    };
    let id = conversations::offer(&mut tx, &offer).await.unwrap();
    let until = Moment::at(day, "20:00:00".parse().unwrap());
    let token = links::to_meeting(&mut tx, id, AdultId(adult), until).await.unwrap();
    tx.commit().await.unwrap();
    format!("/i/{token}")
}

/// Amira and her brother, each asked about on their own: by Mr Shah and by Ms Lowe.
async fn two_children() -> (TestApp, String) {
    let app = TestApp::new().await;
    Pupil::named(9, "Zain", "Khan").of(1, "Mother").with_plan(3, "2026-12-11").joins(&app).await;
    let amira = asked(&app, (1, 1, 2), &["15:30:00", "16:30:00"]).await;
    asked(&app, (9, 1, 3), &["15:30:00", "16:00:00"]).await;
    (app, amira)
}

#[tokio::test]
async fn two_children_of_one_family_are_booked_on_one_page_one_after_the_other() {
    let (app, there) = two_children().await;
    let parent = app.stranger();
    let page = parent.get(&there).await.body;
    assert!(
        page.contains("We would also like to talk about one of your children in Year 4. Which time suits you?"),
        "{page}"
    );
    assert!(!page.contains("Zain") && !page.contains("Amira"), "{page}");
    let after = page.split("name=\"answer-").nth(1).unwrap();
    assert!(
        after.contains("value=\"4\" checked") || page.contains("value=\"4\" checked"),
        "half an hour later is proposed: {page}"
    );
    let name = format!("answer-{}", after.split('"').next().unwrap());
    let same = parent.post(&there, &[("answer", "1"), (&name, "3")]).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody is in two places");
    assert!(same.body.contains("that time has just been taken"), "{}", same.body);
    assert_eq!(
        count(&app, "SELECT (SELECT count(*) FROM booking) + (SELECT count(*) FROM answer)").await,
        0,
        "all of it or nothing"
    );
    let both = parent.post(&there, &[("answer", "1"), (&name, "4")]).await;
    assert_eq!(both.status, StatusCode::SEE_OTHER, "{}", both.body);
    assert_eq!(count(&app, "SELECT count(*) FROM booking").await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'booked'").await, 2);
    let page = parent.get(&there).await.body;
    assert!(page.contains("About one of your children in Year 4 we meet: Thursday 26 November 2026, 4:00pm"), "{page}");
}

#[tokio::test]
async fn the_minutes_between_two_children_are_the_schools_and_the_time_that_leaves_them_comes_first() {
    let none = "INSERT INTO school_setting (school_id, name, value, from_on, set_at) VALUES (1, 'booking.sibling_gap_minutes', '0', '2026-09-01', 0)";
    for (set, first) in [("SELECT 1", 4), (none, 3)] {
        let app = TestApp::new().await;
        Pupil::named(9, "Zain", "Khan").of(1, "Mother").with_plan(3, "2026-12-11").joins(&app).await;
        let there = asked(&app, (1, 1, 2), &["15:30:00", "17:30:00"]).await;
        asked(&app, (9, 1, 3), &["16:00:00", "16:10:00"]).await;
        run(&app, set).await;
        let page = app.stranger().get(&there).await.body;
        assert!(page.contains(&format!("value=\"{first}\" checked")), "{set}: {page}");
    }
}

#[tokio::test]
async fn one_child_may_be_answered_now_and_the_other_later() {
    let (app, there) = two_children().await;
    let parent = app.stranger();
    let page = parent.get(&there).await.body;
    let name = format!("answer-{}", page.split("name=\"answer-").nth(1).unwrap().split('"').next().unwrap());
    assert_eq!(parent.post(&there, &[("answer", "1"), (&name, "later")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM booking").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM answer").await, 1);
    let wrong = parent.post(&there, &[("answer", "come"), (&name, "99")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
}

#[tokio::test]
async fn a_second_household_books_a_meeting_of_its_own_where_the_school_has_it_so() {
    let app = TestApp::new().await;
    let times = ["15:30:00", "16:00:00", "15:45:00"];
    let hers = asked(&app, (1, 1, 2), &times).await;
    let mut tx = app.app.store.begin(Actor::Staff(app.cast.senco), app.cast.school, app.app.clock.now()).await.unwrap();
    let until = Moment::at("2026-11-26".parse().unwrap(), "20:00:00".parse().unwrap());
    let his = links::to_meeting(&mut tx, ConversationId(1), AdultId(2), until).await.unwrap();
    tx.commit().await.unwrap();
    let (father, his) = (app.stranger(), format!("/i/{his}"));
    app.stranger().post(&hers, &[("answer", "1")]).await;
    assert!(
        !father.get(&his).await.body.contains("A meeting of my own"),
        "one meeting for each child, unless the school has it otherwise"
    );
    assert_eq!(father.post(&his, &[("answer", "own-2")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    run(&app, "INSERT INTO school_setting (school_id, name, value, from_on, set_at) VALUES (1, 'booking.second_household', '1', '2026-09-01', 0)").await;
    let page = father.get(&his).await.body;
    assert!(page.contains("A meeting of my own: Thursday 26 November 2026, 4:00pm"), "{page}");
    assert!(
        !page.contains("A meeting of my own: Thursday 26 November 2026, 3:45pm"),
        "not while the other is held: {page}"
    );
    let booked = father.post(&his, &[("answer", "own-2")]).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.body);
    let own = father.get(&booked.location.unwrap()).await.body;
    assert!(own.contains("Our meeting with you") && own.contains("Thursday 26 November 2026, 4:00pm"), "{own}");
    assert_eq!(count(&app, "SELECT count(*) FROM conversation").await, 2);
    assert_eq!(
        count(&app, "SELECT count(*) FROM invitation WHERE conversation_id = 2").await,
        1,
        "nobody else is asked to it"
    );
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE conversation_id = 2 AND kind = 'booked'").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE conversation_id = 2 AND kind <> 'booked'").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'offer_again'").await, 0);
    assert!(!app.stranger().get(&hers).await.body.contains("4:00pm, 30 minutes"), "neither sees the other");
}

#[tokio::test]
async fn the_invitation_says_who_will_be_there_how_long_where_to_come_in_and_that_nobody_has_to_come_alone() {
    let app = TestApp::new().await;
    let there = asked(&app, (1, 1, 2), &["15:30:00"]).await;
    run(
        &app,
        "UPDATE school SET entrance = 'main entrance in Oak Lane', video_link = 'https://video.example.org/oakfield'",
    )
    .await;
    let page = app.stranger().get(&there).await.body;
    for words in [
        "<bdi>Mr Shah</bdi>, teacher",
        "30 minutes",
        "main entrance in Oak Lane",
        "A friend, a relative or an adviser is welcome.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("video.example.org"), "not where people meet at school: {page}");
    run(&app, "UPDATE slot SET mode = 'video', place = ''").await;
    let page = app.stranger().get(&there).await.body;
    assert!(page.contains("href=\"https://video.example.org/oakfield\"") && !page.contains("Oak Lane"), "{page}");
}

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

//! Meetings as the store keeps them: who is invited, what a link opens, and what an answer does.

use chrono::NaiveDate;
use sqlx::Row;
use thrice::{
    domain::{
        access::{self, ContactFacts, Restriction},
        conversation::{AnswerKind, IllegalMove, Mode, NewAnswer, State},
        ids::{AdultId, ConversationId},
        notice::HeldBack,
        task::{self, About, Answered},
        time::Moment,
    },
    store::{
        Actor, Tx, contacts,
        conversations::{self, Conversation, NewOffer, NewRecord, NewSlot, invitations, links},
        tasks,
    },
};

use crate::support::{TestApp, nine_o_clock};

const DAY: i64 = 86_400;

async fn act(app: &TestApp) -> Tx {
    app.app.store.begin(Actor::Staff(app.cast.senco), app.cast.school, nine_o_clock()).await.unwrap()
}

async fn offered(tx: &mut Tx, app: &TestApp) -> Conversation {
    let slot = |days: i64| NewSlot {
        starts: nine_o_clock().plus_seconds(days * DAY),
        minutes: 30,
        mode: Mode::School,
        place: "Room 2".into(),
    };
    let new = NewOffer {
        plan: app.cast.plan,
        pupil: app.cast.amira,
        lead: app.cast.teacher,
        also_present: String::new(),
        ehc_annual: false,
        answer_by: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        replaces: None,
        slots: vec![slot(9), slot(12)],
        left_out: Vec::new(),
    };
    let id = conversations::offer(tx, &new).await.unwrap();
    reload(tx, id).await
}

async fn reload(tx: &mut Tx, id: ConversationId) -> Conversation {
    let today = tx.now.today();
    conversations::load(tx.conn(), id, today).await.unwrap().unwrap()
}

async fn count(tx: &mut Tx, sql: &'static str) -> i64 {
    sqlx::query(sql).fetch_one(tx.conn()).await.unwrap().get(0)
}

async fn run(tx: &mut Tx, sql: &'static str) {
    sqlx::query(sql).execute(tx.conn()).await.unwrap();
}

async fn facts(tx: &mut Tx, app: &TestApp, adult: AdultId) -> ContactFacts {
    let today = tx.now.today();
    contacts::contact_facts(tx.conn(), adult, app.cast.amira, today).await.unwrap().unwrap()
}

fn says(kind: AnswerKind, meeting: &Conversation) -> NewAnswer {
    NewAnswer {
        kind,
        slot: (kind == AnswerKind::Accept).then(|| meeting.slots[0].id),
        preferences: String::new(),
        message: String::new(),
        interpreter_language: String::new(),
        access_needs: String::new(),
        brings_someone: false,
    }
}

fn about(meeting: &Conversation, who: usize) -> About {
    About { conversation: meeting.id, pupil: meeting.pupil, adult: meeting.invited[who].adult }
}

#[tokio::test]
async fn both_parents_are_invited_and_a_barred_adult_never_is() {
    let app = TestApp::new().await;
    let mut tx = act(&app).await;
    let meeting = offered(&mut tx, &app).await;
    let adults: Vec<AdultId> = meeting.invited.iter().map(|i| i.adult).collect();
    assert_eq!(adults, [app.cast.mother, app.cast.father]);
    assert_eq!(facts(&mut tx, &app, app.cast.barred).await.restrictions, [Restriction::Barred]);
}

#[tokio::test]
async fn a_restriction_nobody_has_looked_at_blocks_and_outlives_its_link() {
    let app = TestApp::new().await;
    let mut tx = act(&app).await;
    run(&mut tx, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (2, 'other', 'ask', 'import', 0)").await;
    run(&mut tx, "UPDATE guardianship SET until_on = '2026-10-01' WHERE id = 2").await;
    run(&mut tx, "INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on) VALUES (1, 2, 'Father', 2, 'yes', '2026-10-02')").await;
    let father = facts(&mut tx, &app, app.cast.father).await;
    assert_eq!(access::may_take_part(&father), Err(HeldBack::RestrictionToBeChecked));
    assert_eq!(offered(&mut tx, &app).await.invited.len(), 1);
}

#[tokio::test]
async fn an_adult_without_an_address_is_invited_by_phone_and_the_office_is_asked_once() {
    let app = TestApp::new().await;
    let mut tx = act(&app).await;
    run(&mut tx, "UPDATE adult SET email = NULL WHERE id = 1").await;
    let meeting = offered(&mut tx, &app).await;
    assert_eq!((meeting.invited[0].by_hand.as_str(), meeting.invited[1].by_hand.as_str()), ("phone", ""));
    assert_eq!(count(&mut tx, "SELECT count(*) FROM task WHERE kind = 'phone_parent' AND adult_id = 1").await, 1);
}

#[tokio::test]
async fn a_link_opens_its_own_invitation_until_it_expires_and_looking_changes_nothing() {
    let app = TestApp::new().await;
    let mut tx = act(&app).await;
    let meeting = offered(&mut tx, &app).await;
    let now = tx.now;
    let token = links::mint(&mut tx, meeting.invited[0].invitation, now.plus_seconds(DAY)).await.unwrap();
    let before = count(&mut tx, "SELECT total_changes()").await;
    for _ in 0..2 {
        let opened = invitations::by_token(tx.conn(), &token, now).await.unwrap().unwrap();
        assert_eq!(opened.who.adult, app.cast.mother);
    }
    assert_eq!(count(&mut tx, "SELECT total_changes()").await, before);
    let late = now.plus_seconds(DAY);
    assert!(invitations::by_token(tx.conn(), &token, late).await.unwrap().is_none(), "expired");
    assert!(invitations::by_token(tx.conn(), "0", now).await.unwrap().is_none(), "unknown");
    run(&mut tx, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) VALUES (1, 'other', 'ask', 'import', 0)").await;
    assert!(invitations::by_token(tx.conn(), &token, now).await.unwrap().is_none(), "to be checked");
}

#[tokio::test]
async fn parents_answer_separately_and_what_they_need_is_kept_with_them() {
    let app = TestApp::new().await;
    let mut tx = act(&app).await;
    let meeting = offered(&mut tx, &app).await;
    let mother = NewAnswer { interpreter_language: "Urdu".into(), ..says(AnswerKind::Accept, &meeting) };
    for answer in [&mother, &says(AnswerKind::Accept, &meeting)] {
        invitations::answer(&mut tx, about(&meeting, 0), meeting.invited[0].invitation, answer).await.unwrap();
    }
    let cannot = says(AnswerKind::Cannot, &meeting);
    invitations::answer(&mut tx, about(&meeting, 1), meeting.invited[1].invitation, &cannot).await.unwrap();
    let meeting = reload(&mut tx, meeting.id).await;
    let kinds: Vec<_> = meeting.invited.iter().map(|i| i.answer.as_ref().map(|a| a.kind)).collect();
    assert_eq!(kinds, [Some(AnswerKind::Accept), Some(AnswerKind::Cannot)]);
    assert_eq!(count(&mut tx, "SELECT count(*) FROM adult WHERE interpreter_language = 'Urdu'").await, 1);
}

#[tokio::test]
async fn the_wrong_person_finds_the_door_shut_until_somebody_has_settled_it() {
    let app = TestApp::new().await;
    let mut tx = act(&app).await;
    let meeting = offered(&mut tx, &app).await;
    let (now, invitation) = (tx.now, meeting.invited[0].invitation);
    let token = links::mint(&mut tx, invitation, now.plus_seconds(DAY)).await.unwrap();
    let wrong = says(AnswerKind::WrongPerson, &meeting);
    invitations::answer(&mut tx, about(&meeting, 0), invitation, &wrong).await.unwrap();
    let needs = &meeting.invited[0].needs;
    let answered = Answered { about: about(&meeting, 0), lead: None, said: &wrong, before: None, needs };
    tasks::add_all(&mut tx, task::after_answer(&answered, now)).await.unwrap();
    assert!(facts(&mut tx, &app, app.cast.mother).await.wrong_person);
    sqlx::query("UPDATE task SET done_at = ?").bind(now.unix()).execute(tx.conn()).await.unwrap();
    assert!(!facts(&mut tx, &app, app.cast.mother).await.wrong_person);
    assert!(invitations::by_token(tx.conn(), &token, now).await.unwrap().is_none(), "the old link stays shut");
}

#[tokio::test]
async fn the_sequence_rises_with_each_booking_and_the_last_is_in_force() {
    let app = TestApp::new().await;
    let mut tx = act(&app).await;
    let meeting = offered(&mut tx, &app).await;
    for (n, slot) in meeting.slots.iter().enumerate() {
        let sequence = conversations::book(&mut tx, meeting.id, meeting.pupil, slot.id).await.unwrap();
        assert_eq!(usize::try_from(sequence).unwrap(), n);
    }
    let starts = |c: &Conversation| c.booking.as_ref().map(|(_, slot)| slot.starts);
    let booked = reload(&mut tx, meeting.id).await;
    assert_eq!(starts(&booked), Some(Moment::from_unix(nine_o_clock().unix() + 12 * DAY)));
    conversations::cancel(&mut tx, meeting.id, meeting.pupil, "snow").await.unwrap();
    assert!(!reload(&mut tx, meeting.id).await.is_open());
}

#[tokio::test]
async fn what_is_called_off_is_neither_booked_nor_recorded_and_what_is_recorded_is_not_called_off() {
    let app = TestApp::new().await;
    let mut tx = act(&app).await;
    let off = offered(&mut tx, &app).await;
    conversations::cancel(&mut tx, off.id, off.pupil, "snow").await.unwrap();
    let is_refused = |tried: anyhow::Result<()>| {
        let why = tried.unwrap_err();
        assert!(why.downcast_ref::<IllegalMove>().is_some(), "{why:#}");
    };
    let held = NewRecord { held_on: tx.now.today(), ..NewRecord::default() };
    is_refused(conversations::book(&mut tx, off.id, off.pupil, off.slots[0].id).await.map(|_| ()));
    is_refused(conversations::record(&mut tx, off.id, off.pupil, &held).await);
    is_refused(conversations::cancel(&mut tx, off.id, off.pupil, "snow again").await);
    let met = offered(&mut tx, &app).await;
    conversations::record(&mut tx, met.id, met.pupil, &held).await.unwrap();
    is_refused(conversations::record(&mut tx, met.id, met.pupil, &held).await);
    is_refused(conversations::cancel(&mut tx, met.id, met.pupil, "too late").await);
    assert_eq!(reload(&mut tx, off.id).await.cancelled.map(|(why, _)| why).as_deref(), Some("snow"));
    assert_eq!(reload(&mut tx, met.id).await.state(), State::Recorded);
}

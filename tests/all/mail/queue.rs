//! From the outbox to the server: what is kept, tried again, given up, paused, set aside and withdrawn.

use thrice::{
    domain::{
        ids::SchoolId,
        notice::NoticeKind::{Booked, Invite, InviteReminder},
    },
    jobs::{self, Sent},
    store::{Actor, notices::queue},
};

use super::{desk::Desk, smtp::transport};
use crate::support::smtp::{Does, Manner, Sink, Verb};

#[tokio::test]
async fn a_key_is_said_once_and_the_server_gets_the_very_bytes() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    assert!(desk.write(Invite, 1).await);
    assert!(!desk.write(Invite, 1).await);
    let mut transport = transport(&sink, false);
    assert_eq!(desk.drain(&mut transport).await, 1);
    assert_eq!(desk.drain(&mut transport).await, 0);
    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].raw, b"Message-ID: <invite:1:1@oak>\r\nSubject: x\r\n\r\nHello 1\r\n");
    assert_eq!(desk.state(1).await, "accepted");
    assert_eq!(desk.one("SELECT count(*) FROM notice WHERE raw IS NOT NULL").await, "0");
    assert_eq!(desk.one("SELECT verb FROM audit").await, "sent");
}

#[tokio::test]
async fn what_the_server_puts_off_goes_again_later_with_the_same_bytes() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    desk.write(Booked, 1).await;
    desk.sql("INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (1, 0, 1, 0)").await;
    sink.script(Verb::Rcpt, Does::Says("451 not now"));
    sink.script(Verb::Dot, Does::KeepsAndHangsUp);
    let mut transport = transport(&sink, false);
    assert_eq!(desk.send(&mut transport).await, Sent::Later);
    assert_eq!(desk.send(&mut transport).await, Sent::Idle, "not at once");
    desk.wait(2);
    assert_eq!(desk.send(&mut transport).await, Sent::Later);
    desk.wait(7);
    assert_eq!(desk.send(&mut transport).await, Sent::Accepted);
    let taken = sink.taken();
    assert_eq!(taken.len(), 2, "the server kept it and hung up: the one case for a copy");
    assert_eq!(taken[0], taken[1]);
}

#[tokio::test]
async fn after_five_days_somebody_phones() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    desk.write(Booked, 1).await;
    let mut transport = transport(&sink, false);
    let mut tries = 0;
    while desk.state(1).await.starts_with("waiting") {
        sink.script(Verb::Mail, Does::Says("421 too busy"));
        if desk.send(&mut transport).await != Sent::Idle {
            tries += 1;
        }
        desk.wait(30);
    }
    assert!(desk.state(1).await.starts_with("failed"), "{}", desk.state(1).await);
    assert!((80..160).contains(&tries), "{tries} tries in five days");
    assert_eq!(desk.one("SELECT kind || for_role FROM task").await, "phone_parentoffice");
    assert!(sink.taken().is_empty());
}

#[tokio::test]
async fn a_refused_address_is_marked_and_the_office_is_asked_to_put_it_right() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    desk.write(Invite, 1).await;
    desk.write(Invite, 2).await;
    sink.script(Verb::Rcpt, Does::Says("550 5.1.1 no such user"));
    let mut transport = transport(&sink, false);
    assert_eq!(desk.drain(&mut transport).await, 1, "the other one goes");
    assert!(desk.state(1).await.starts_with("refused"));
    assert_eq!(desk.one("SELECT group_concat(kind) FROM task").await, "fix_address");
    desk.write(InviteReminder, 1).await;
    assert_eq!(desk.drain(&mut transport).await, 0);
    assert_eq!(
        desk.one("SELECT reason FROM notice WHERE kind = 'invite_reminder'").await,
        "the e-mail address does not work"
    );
}

#[tokio::test]
async fn a_refusal_of_us_pauses_everything_and_burns_nothing() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    for adult in 1..=20 {
        desk.write(Invite, adult).await;
    }
    let mut transport = transport(&sink, true);
    sink.script(Verb::Auth, Does::Says("535 5.7.8 wrong password"));
    assert_eq!(desk.send(&mut transport).await, Sent::Paused);
    for _ in 0..4 {
        assert_eq!(desk.send(&mut transport).await, Sent::Paused);
        desk.wait(1);
    }
    assert_eq!(sink.connections(), 1, "one question, not one for each message");
    assert_eq!(desk.one("SELECT count(*) FROM notice WHERE state = 'waiting' AND attempts = 0").await, "20");
    assert_eq!(desk.one("SELECT count(*) FROM queue_pause WHERE resumed_at IS NULL").await, "1");
    desk.wait(2);
    assert_eq!(desk.drain(&mut transport).await, 20);
    assert_eq!(desk.one("SELECT count(*) FROM queue_pause WHERE resumed_at IS NULL").await, "0");
    assert_eq!(desk.one("SELECT count(*) FROM task").await, "0");
}

#[tokio::test]
async fn a_refusal_that_turns_out_to_be_about_one_message_stops_only_that_one() {
    let refuses = Some(("p1@example.org", "550 5.7.1 this recipient takes no mail from outside"));
    let (desk, sink) = (Desk::new().await, Sink::of_manner(Manner { refuses, ..Manner::default() }).await);
    for adult in 1..=4 {
        desk.write(Invite, adult).await;
    }
    let mut transport = transport(&sink, false);
    for _ in 0..60 {
        desk.drain(&mut transport).await;
        desk.wait(1);
    }
    assert_eq!(sink.count(), 3, "the others went");
    assert!(desk.state(1).await.starts_with("set_aside"), "{}", desk.state(1).await);
    assert_eq!(desk.one("SELECT count(*) FROM queue_pause WHERE resumed_at IS NULL").await, "0");
    assert_eq!(desk.one("SELECT count(*) FROM dead_address").await, "0", "the address may be right");
    assert_eq!(desk.one("SELECT group_concat(kind) FROM task").await, "phone_parent");
}

#[tokio::test]
async fn five_different_addresses_refused_alike_pause_the_queue_and_one_press_undoes_it() {
    let refuses_all = Does::Says("550 5.1.1 mailbox unavailable, ticket 8812345");
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    for adult in 1..=12 {
        desk.write(Invite, adult).await;
    }
    for _ in 0..12 {
        sink.script(Verb::Rcpt, refuses_all);
    }
    let mut transport = transport(&sink, false);
    desk.drain(&mut transport).await;
    assert_eq!(desk.one("SELECT count(*) FROM dead_address WHERE cleared_at IS NULL").await, "4");
    assert!(desk.one("SELECT reason FROM queue_pause WHERE resumed_at IS NULL").await.contains("refused alike"));
    assert_eq!(desk.one("SELECT count(*) FROM notice WHERE state = 'waiting'").await, "8", "the others are not burnt");
    let mut tx = desk.store.begin(Actor::System, SchoolId(1), desk.clock.now()).await.unwrap();
    assert_eq!(queue::forgive(&mut tx).await.unwrap(), 4);
    tx.commit().await.unwrap();
    assert_eq!(desk.one("SELECT count(*) FROM dead_address WHERE cleared_at IS NULL").await, "0");
    assert_eq!(desk.one("SELECT count(*) FROM queue_pause WHERE resumed_at IS NULL").await, "0");
}

#[tokio::test]
async fn neither_the_holidays_nor_a_pause_use_up_the_five_days() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    desk.sql("UPDATE slot SET starts_at = 1800000000").await; // January
    desk.write(Invite, 1).await;
    let mut transport = transport(&sink, false);
    sink.script(Verb::Mail, Does::Says("421 too busy"));
    assert_eq!(desk.send(&mut transport).await, Sent::Later);
    desk.wait(20 * 24 * 60); // as over Christmas
    sink.script(Verb::Mail, Does::Says("421 still too busy"));
    assert_eq!(desk.send(&mut transport).await, Sent::Later, "it was tried twice, not for five days");
    desk.sql("DELETE FROM delivery_attempt; UPDATE notice SET attempts = 11, not_before_at = 0").await;
    sink.script(Verb::Mail, Does::Says("530 sign in first"));
    assert_eq!(desk.send(&mut transport).await, Sent::Paused);
    desk.wait(9 * 24 * 60);
    sink.script(Verb::Mail, Does::Says("421 too busy"));
    assert_eq!(desk.send(&mut transport).await, Sent::Later, "the five days begin with the first real try");
}

#[tokio::test]
async fn a_poisoned_message_is_set_aside_while_the_others_flow() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    desk.write(Invite, 1).await;
    let mut transport = transport(&sink, false);
    for other in 2..=4 {
        sink.script(Verb::Dot, Does::Says("554 5.6.0 not these words"));
        assert_eq!(desk.send(&mut transport).await, Sent::Ended);
        desk.write(Invite, other).await;
        assert_eq!(desk.send(&mut transport).await, Sent::Accepted);
        desk.wait(20);
    }
    assert!(desk.state(1).await.starts_with("set_aside"), "{}", desk.state(1).await);
    assert_eq!(desk.one("SELECT count(*) FROM notice WHERE state = 'accepted'").await, "3");
}

#[tokio::test]
async fn just_before_it_leaves_each_message_is_asked_again() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    for adult in 1..=8 {
        desk.write(InviteReminder, adult).await;
    }
    desk.sql(
        "INSERT INTO restriction (id, guardianship_id, kind, note, source, entered_at) SELECT adult_id, id, 'court_order', '', 'import', 0 FROM guardianship WHERE adult_id IN (1, 2);
         INSERT INTO restriction_decision (restriction_id, outcome, note, decided_at, decided_by) VALUES (2, 'barred', '', 0, 1);
         UPDATE guardianship SET until_on = '2026-11-17' WHERE adult_id = 3;
         INSERT INTO answer (invitation_id, kind, slot_id, answered_at) SELECT id, 'accept', 1, 0 FROM invitation WHERE adult_id = 4;
         UPDATE adult SET email = 'new@example.org' WHERE id = 5;
         UPDATE adult SET email = '' WHERE id = 6;
         INSERT INTO notice_hold (key, held_at, held_by) VALUES ('invite_reminder:1:7', 0, 1);",
    )
    .await;
    let mut transport = transport(&sink, false);
    assert_eq!(desk.drain(&mut transport).await, 1);
    assert_eq!(sink.taken()[0].to, ["p8@example.org"]);
    for (adult, state) in [
        (1, "cancelled a court order or restriction must be checked first"),
        (2, "cancelled a restriction is in force"),
        (3, "cancelled no longer a contact of this pupil"),
        (4, "cancelled answered already"),
        (5, "cancelled the address has changed: written anew to the new one"),
        (6, "cancelled no e-mail address"),
        (7, "waiting"),
        (8, "accepted"),
    ] {
        assert_eq!(desk.state(adult).await, state, "{adult}");
    }
    desk.sql("UPDATE notice_hold SET released_at = 1, released_by = 1").await;
    assert_eq!(desk.drain(&mut transport).await, 1);
}

#[tokio::test]
async fn what_no_longer_serves_is_withdrawn() {
    for (change, reason) in [
        (
            "INSERT INTO conversation_cancellation (conversation_id, reason, cancelled_at) VALUES (1, 'x', 0)",
            "the meeting is cancelled",
        ),
        (
            "INSERT INTO plan_closure (plan_id, closed_on, reason, entered_at) VALUES (1, '2026-11-18', 'x', 0)",
            "the plan is closed",
        ),
        ("UPDATE enrolment SET until_on = '2026-11-17'", "the pupil has left"),
        ("UPDATE slot SET starts_at = 1700000000", "no longer useful after Tuesday 14 November"),
    ] {
        let (desk, sink) = (Desk::new().await, Sink::start().await);
        desk.write(Invite, 1).await;
        desk.sql(change).await;
        assert_eq!(desk.send(&mut transport(&sink, false)).await, Sent::Ended);
        assert_eq!(desk.state(1).await, format!("cancelled {reason}"));
        assert!(sink.taken().is_empty());
    }
}

#[tokio::test]
async fn automatic_messages_wait_for_school_hours_and_an_answer_does_not() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    desk.sql("INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (1, 0, 1, 0)").await;
    desk.wait(10 * 60);
    desk.write(Invite, 1).await;
    desk.write(Booked, 2).await;
    let mut transport = transport(&sink, false);
    assert_eq!(desk.drain(&mut transport).await, 1);
    assert_eq!(sink.taken()[0].to, ["p2@example.org"]);
    desk.wait(11 * 60 + 29);
    assert_eq!(desk.drain(&mut transport).await, 0);
    desk.wait(2);
    assert_eq!(desk.drain(&mut transport).await, 1);
    assert_eq!(desk.one("SELECT attempts FROM notice WHERE adult_id = 1").await, "1");
}

#[tokio::test]
async fn a_try_that_died_with_its_process_is_in_doubt_and_goes_again() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    desk.write(Invite, 1).await;
    let mut conn = desk.store.read().await.unwrap();
    let (id, school) = queue::next(&mut conn, desk.clock.now()).await.unwrap().message.unwrap();
    drop(conn);
    let mut tx = desk.store.begin(Actor::System, school, desk.clock.now()).await.unwrap();
    let claimed = queue::claim(&mut tx, id).await.unwrap().unwrap();
    assert!(queue::claim(&mut tx, id).await.unwrap().is_none(), "one claim at a time");
    tx.commit().await.unwrap();
    let mut transport = transport(&sink, false);
    assert_eq!(desk.send(&mut transport).await, Sent::Idle, "the lease holds");
    jobs::recover(&desk.store, &desk.clock).await.unwrap();
    assert_eq!(desk.send(&mut transport).await, Sent::Accepted);
    assert_eq!(sink.taken()[0].raw, claimed.raw);
    assert_eq!(
        desk.one("SELECT group_concat(outcome) FROM (SELECT outcome FROM delivery_attempt ORDER BY id)").await,
        "in_doubt,accepted"
    );
}

#[tokio::test]
async fn one_process_sends_from_one_database() {
    let desk = Desk::new().await;
    let held = jobs::lock(&desk.store).unwrap();
    assert!(jobs::lock(&desk.store).is_err());
    drop(held);
    assert!(jobs::lock(&desk.store).is_ok());
}

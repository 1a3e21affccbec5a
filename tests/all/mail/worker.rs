//! The worker as `thrice serve` runs it: with and without a mail server, asked to stop, and what it says of itself.

use std::time::Duration;

use axum::http::StatusCode;
use thrice::{
    domain::notice::{NoticeKind, Recipient},
    jobs,
    mail::{
        Transport,
        smtp::{Deadlines, Server, Smtp},
    },
    store::{
        Actor,
        notices::{self, StaleNotice, queue},
    },
};

use super::{office::Office, smtp::transport};
use crate::support::smtp::{Does, Sink, Verb};

/// Runs the worker until this is so.
async fn run_until(office: &Office, transport: Transport, mut is_so: impl AsyncFnMut() -> bool) {
    let app = &office.app.app;
    let shutdown = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    let run = jobs::run(app.store.clone(), app.clock.clone(), app.post.clone(), transport, shutdown);
    tokio::time::timeout(Duration::from_secs(30), run).await.unwrap().unwrap();
}

async fn ready(office: &Office) -> (StatusCode, String) {
    let answer = office.app.stranger().get("/readyz").await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn without_a_mail_server_messages_are_written_and_wait_and_every_page_says_so() {
    let mut office = Office::new().await;
    assert_eq!(ready(&office).await.0, StatusCode::SERVICE_UNAVAILABLE, "no worker yet");
    run_until(&office, Transport::Off, async || {
        office.one("SELECT (SELECT count(*) FROM notice) || (SELECT count(*) FROM heartbeat)").await == "22"
    })
    .await;
    assert_eq!(office.one("SELECT group_concat(DISTINCT state || attempts) FROM notice").await, "waiting0");
    let (status, body) = ready(&office).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!(
        body,
        "database: ok\nscheduler: ok\nsender: ok\nmail: no mail server is set: messages are written and wait\n"
    );
    let page = office.app.sign_in("senco").await.get("/").await.body;
    assert!(page.contains("Messages are not being sent: ") && page.contains("no mail server is set"));
    assert_eq!(office.send().await.len(), 2, "once there is one, they go");
    let page = office.app.sign_in("senco").await.get("/").await.body;
    assert!(!page.contains("Messages are not being sent"));
}

#[tokio::test]
async fn a_worker_that_fell_silent_is_told_to_monitors_and_to_people() {
    let office = Office::new().await;
    run_until(&office, Transport::Off, async || office.one("SELECT count(*) FROM heartbeat").await == "2").await;
    let clock = &office.app.app.clock;
    clock.set(clock.now().plus_minutes(5));
    assert_eq!(ready(&office).await.0, StatusCode::OK, "five minutes are allowed");
    clock.set(clock.now().plus_minutes(1));
    let (status, body) = ready(&office).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(body.contains("scheduler: last heard of 360 s ago"), "{body}");
    let page = office.app.sign_in("teacher").await.get("/my-pupils").await.body;
    assert!(page.contains("has not looked for due messages for more than five minutes"), "{page}");
    clock.set(clock.now().plus_minutes(-60 * 24));
    assert_eq!(ready(&office).await.0, StatusCode::SERVICE_UNAVAILABLE, "a beat from tomorrow is no sign of life");
}

#[tokio::test]
async fn asked_to_stop_it_finishes_the_message_in_flight_and_begins_no_other() {
    let (office, sink) = (Office::new().await, Sink::start().await);
    sink.script(Verb::Dot, Does::Waits);
    // The server answers only after the worker was asked to stop: this runs on one thread.
    run_until(&office, transport(&sink, false), async || {
        let in_flight = sink.count() == 1;
        if in_flight {
            sink.release();
        }
        in_flight
    })
    .await;
    assert_eq!(sink.count(), 1);
    assert_eq!(
        office.one("SELECT group_concat(state) FROM (SELECT state FROM notice ORDER BY state)").await,
        "accepted,waiting"
    );
    assert_eq!(office.one("SELECT group_concat(DISTINCT outcome) FROM delivery_attempt").await, "accepted");
    run_until(&office, transport(&sink, false), async || sink.count() == 2).await;
    assert_eq!(office.one("SELECT count(*) FROM notice WHERE state = 'accepted'").await, "2");
}

/// A real mail server's patience is minutes, and its answer to one message must not keep the others.
#[tokio::test]
async fn a_server_that_keeps_one_message_waiting_holds_no_other_and_is_named_after_a_minute() {
    for (verb, kept) in [(Verb::Dot, "2"), (Verb::Greeting, "1")] {
        let (office, sink) = (Office::new().await, Sink::start().await);
        sink.script(verb, Does::Waits);
        let server = Server::parse(&format!("smtp://{}", sink.address)).unwrap();
        let smtp = Smtp::new(server, "meet.oak.example.org", Deadlines::default());
        let app = &office.app.app;
        let began = app.clock.now();
        let shutdown = async {
            while office.one("SELECT count(*) FROM notice WHERE state = 'accepted'").await != "1" {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            assert_eq!(sink.count().to_string(), kept, "the other one went on a connection of its own");
            assert!(ready(&office).await.1.contains("mail: ok"));
            app.clock.set(began.plus_seconds(61));
            assert!(
                ready(&office).await.1.contains("mail: the mail server has not answered since Wednesday 18 November")
            );
            let page = office.app.sign_in("teacher").await.get("/my-pupils").await.body;
            assert!(page.contains("the mail server has not answered since"), "{page}");
            sink.release();
            while office.one("SELECT count(*) FROM notice WHERE state = 'accepted'").await != "2" {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        let (store, post) = (app.store.clone(), app.post.clone());
        let transport = Transport::Smtp(Box::new(smtp));
        let patience = Duration::from_millis(20);
        let run = jobs::run_with(store, app.clock.clone(), post, transport, patience, shutdown);
        tokio::time::timeout(Duration::from_secs(30), run).await.unwrap().unwrap();
        assert_eq!(sink.count(), 2, "each of them once");
        assert_eq!(office.one("SELECT group_concat(DISTINCT outcome) FROM delivery_attempt").await, "accepted");
        assert!(ready(&office).await.1.contains("mail: ok"));
    }
}

#[tokio::test]
async fn a_second_worker_on_the_same_database_refuses_to_begin() {
    let office = Office::new().await;
    let app = &office.app.app;
    let _first = jobs::lock(&app.store).unwrap();
    let second =
        jobs::run(app.store.clone(), app.clock.clone(), app.post.clone(), Transport::Off, std::future::pending());
    assert!(second.await.unwrap_err().to_string().contains("another Thrice"));
}

#[tokio::test]
async fn a_server_that_refuses_us_is_named_on_every_page_until_it_takes_a_message() {
    let (office, sink) = (Office::new().await, Sink::start().await);
    sink.script(Verb::Auth, Does::Says("535 5.7.8 wrong password"));
    run_until(&office, transport(&sink, true), async || {
        office.one("SELECT count(*) FROM queue_pause WHERE resumed_at IS NULL").await == "1"
    })
    .await;
    assert!(ready(&office).await.1.contains("mail: the mail server refuses us: signing in: 535 5.7.8 wrong password"));
    assert!(office.app.sign_in("head").await.get("/").await.body.contains("535 5.7.8 wrong password"));
    let clock = &office.app.app.clock;
    clock.set(clock.now().plus_minutes(5));
    run_until(&office, transport(&sink, true), async || sink.count() >= 2).await;
    assert!(ready(&office).await.1.contains("mail: ok"));
}

#[tokio::test]
async fn a_server_that_takes_nothing_for_half_an_hour_is_named_too() {
    let (office, sink) = (Office::new().await, Sink::start().await);
    let clock = &office.app.app.clock;
    for minutes in [0, 2, 8, 25] {
        assert!(!ready(&office).await.1.contains("takes nothing"), "not yet");
        clock.set(clock.now().plus_minutes(minutes));
        let before = office.one("SELECT count(*) FROM delivery_attempt WHERE outcome = 'retry'").await;
        for _ in 0..2 {
            sink.script(Verb::Mail, Does::Says("421 too busy"));
        }
        run_until(&office, transport(&sink, false), async || {
            office.one("SELECT count(*) FROM delivery_attempt WHERE outcome = 'retry'").await != before
        })
        .await;
    }
    let (status, body) = ready(&office).await;
    assert_eq!(status, StatusCode::OK, "another copy of Thrice would fare the same");
    assert!(body.contains("takes nothing since Wednesday 18 November, 9:00am (sender: 421 too busy)"), "{body}");
}

#[tokio::test]
async fn a_message_that_cannot_be_written_is_told_to_monitors_and_to_people_until_it_is_written_anew() {
    let office = Office::new().await;
    run_until(&office, Transport::Off, async || office.one("SELECT count(*) FROM heartbeat").await == "2").await;
    let (store, now) = (&office.app.app.store, office.app.app.clock.now());
    let senco = office.app.sign_in("senco").await;
    assert!(!senco.get("/").await.body.contains("could not be written"));
    let mut tx = store.begin(Actor::System, office.app.cast.school, now).await.unwrap();
    let new = StaleNotice {
        key: "booked/c9/a1",
        kind: NoticeKind::Booked,
        to: Recipient::Adult(office.app.cast.mother),
        pupil: Some(office.app.cast.amira),
        conversation: None,
        due_on: now.today(),
        reason: "",
    };
    assert!(notices::not_written(&mut tx, new).await.unwrap().is_some());
    assert!(notices::not_written(&mut tx, new).await.unwrap().is_none(), "it is not tried every minute");
    tx.commit().await.unwrap();
    let (status, body) = ready(&office).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(body.contains("messages that could not be written: 1"), "{body}");
    assert!(senco.get("/").await.body.contains("1 message could not be written."));
    let mut tx = store.begin(Actor::System, office.app.cast.school, now).await.unwrap();
    queue::retry(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(ready(&office).await.0, StatusCode::OK);
}

//! `thrice mail` and `thrice remind`.

use thrice::{command, domain::notice::NoticeKind::Invite};

use super::{desk::Desk, smtp::transport};
use crate::support::smtp::{Does, Sink, Verb};

#[tokio::test]
async fn a_test_message_says_what_the_server_said() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    let mut transport = transport(&sink, false);
    let said = command::mail::test(&desk.clock, &desk.post, &mut transport, "me@oak.example.org").await.unwrap();
    assert!(said.contains("me@oak.example.org: 2.0.0 taken"), "{said}");
    sink.script(Verb::Mail, Does::Says("530 sign in first"));
    let said = command::mail::test(&desk.clock, &desk.post, &mut transport, "me@oak.example.org").await.unwrap_err();
    assert!(said.to_string().contains("530 sign in first"), "{said}");
    assert!(command::mail::test(&desk.clock, &desk.post, &mut transport, "nobody").await.is_err());
    assert_eq!(sink.taken().len(), 1);
}

#[tokio::test]
async fn the_outbox_is_shown_and_what_waits_can_be_tried_at_once() {
    let (desk, sink) = (Desk::new().await, Sink::start().await);
    assert_eq!(command::mail::outbox(&desk.store).await.unwrap(), "The outbox is empty.");
    desk.write(Invite, 1).await;
    sink.script(Verb::Rcpt, Does::Says("451 later"));
    let mut transport = transport(&sink, false);
    assert_eq!(desk.drain(&mut transport).await, 0);
    let shown = command::mail::outbox(&desk.store).await.unwrap();
    assert!(
        shown.contains("1  waiting") && shown.contains("p***@example.org") && shown.contains("Will retry Wed 18 Nov"),
        "{shown}"
    );
    assert!(command::mail::retry(&desk.store, &desk.clock).await.unwrap().starts_with("1 "));
    assert_eq!(desk.drain(&mut transport).await, 1);
}

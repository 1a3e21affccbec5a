//! What each reply at each verb means.

use std::time::Duration;

use thrice::mail::{
    Outcome, Parcel, Transport,
    smtp::{Deadlines, Server, Smtp},
};

use crate::support::smtp::{Does, Sink, Verb};

pub(super) fn parcel() -> Parcel {
    Parcel {
        from: "school@oak.example.org".into(),
        to: "khan@example.org".into(),
        message_id: "<1@oak.example.org>".into(),
        raw: b"Subject: x\r\n\r\n.a line that begins with a dot\r\nend\r\n".to_vec(),
    }
}

pub(super) fn transport(sink: &Sink, login: bool) -> Transport {
    let login = if login { "u%40oak:p%3Aw@" } else { "" };
    let server = Server::parse(&format!("smtp://{login}{}", sink.address)).unwrap();
    let short = Duration::from_millis(300);
    let deadlines = Deadlines { before_body: 5 * short, connect: short, command: short, data: short, body: short };
    Transport::Smtp(Box::new(Smtp::new(server, "meet.oak.example.org", deadlines)))
}

async fn one(verb: Verb, does: Does) -> (Outcome, usize) {
    let sink = Sink::start().await;
    sink.script(verb, does);
    let outcome = transport(&sink, verb == Verb::Auth).send(&parcel()).await;
    (outcome, sink.taken().len())
}

#[tokio::test]
async fn a_message_arrives_as_it_was_written_to_one_recipient() {
    let sink = Sink::start().await;
    let outcome = transport(&sink, true).send(&parcel()).await;
    assert_eq!(outcome, Outcome::Accepted("2.0.0 taken".into()));
    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].raw, parcel().raw);
    assert_eq!(
        (taken[0].from.as_str(), taken[0].to.as_slice()),
        ("school@oak.example.org", &["khan@example.org".to_owned()][..])
    );
}

#[tokio::test]
async fn many_messages_share_one_connection_and_a_closed_one_is_opened_again() {
    let sink = Sink::start().await;
    let mut transport = transport(&sink, false);
    for _ in 0..50 {
        assert!(matches!(transport.send(&parcel()).await, Outcome::Accepted(_)));
    }
    assert_eq!((sink.taken().len(), sink.connections()), (50, 1));
    sink.script(Verb::Mail, Does::HangsUp);
    assert!(matches!(transport.send(&parcel()).await, Outcome::Accepted(_)));
    assert_eq!((sink.taken().len(), sink.connections()), (51, 2));
}

#[tokio::test]
async fn a_reply_that_begins_with_4_is_for_later_at_every_verb() {
    for verb in [Verb::Greeting, Verb::Ehlo, Verb::Auth, Verb::Mail, Verb::Rcpt, Verb::Data, Verb::Dot] {
        let (outcome, taken) = one(verb, Does::Says("451 4.3.0 not now")).await;
        assert!(matches!(&outcome, Outcome::Retry(why) if why.contains("451")), "{verb:?}: {outcome:?}");
        assert_eq!(taken, 0);
    }
}

#[tokio::test]
async fn a_reply_that_begins_with_5_refuses_us_the_recipient_or_the_words() {
    for verb in [Verb::Greeting, Verb::Ehlo, Verb::Auth, Verb::Mail] {
        let (outcome, _) = one(verb, Does::Says("550 5.7.1 no")).await;
        assert!(matches!(outcome, Outcome::ConfigRefused(_)), "{verb:?}: {outcome:?}");
    }
    let (outcome, _) = one(Verb::Rcpt, Does::Says("550 5.1.1 no such user")).await;
    assert!(matches!(outcome, Outcome::RecipientRefused(_)), "{outcome:?}");
    let (outcome, _) = one(Verb::Rcpt, Does::Says("554 5.7.1 Relay access denied")).await;
    assert!(
        matches!(outcome, Outcome::ConfigRefused(_)),
        "a relay that does not know us must not kill an address: {outcome:?}"
    );
    let blocked = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a list";
    let (outcome, _) = one(Verb::Rcpt, Does::Says(blocked)).await;
    assert!(matches!(outcome, Outcome::ConfigRefused(_)), "nor one that does not want us: {outcome:?}");
    for full in ["552 5.2.2 mailbox full", "550 5.2.2 over quota"] {
        let (outcome, _) = one(Verb::Rcpt, Does::Says(full)).await;
        assert!(matches!(outcome, Outcome::Retry(_)), "a full mailbox is emptied some day: {outcome:?}");
    }
    for verb in [Verb::Data, Verb::Dot] {
        let (outcome, _) = one(verb, Does::Says("554 5.6.0 not these words")).await;
        assert!(matches!(outcome, Outcome::ContentRefused(_)), "{verb:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_or_hangs_up_never_holds_us() {
    for verb in [Verb::Greeting, Verb::Ehlo, Verb::Auth, Verb::Mail, Verb::Rcpt, Verb::Data, Verb::Dot] {
        for does in [Does::Hangs, Does::HangsUp, Does::Says("rubbish"), Does::Says("999 rubbish")] {
            let (outcome, taken) = one(verb, does).await;
            assert!(matches!(outcome, Outcome::Retry(_)), "{verb:?} {does:?}: {outcome:?}");
            assert_eq!(taken, 0);
        }
    }
    let (outcome, taken) = one(Verb::Dot, Does::KeepsAndHangsUp).await;
    assert!(matches!(outcome, Outcome::Retry(_)) && taken == 1, "the one case in which a copy is unavoidable");
}

#[tokio::test]
async fn all_steps_before_the_body_share_one_deadline() {
    let sink = Sink::start().await;
    sink.script(Verb::Rcpt, Does::Hangs);
    let server = Server::parse(&format!("smtp://{}", sink.address)).unwrap();
    let deadlines = Deadlines { before_body: Duration::from_millis(300), ..Deadlines::default() };
    let mut transport = Transport::Smtp(Box::new(Smtp::new(server, "meet.oak.example.org", deadlines)));
    let outcome = transport.send(&parcel()).await;
    assert_eq!(outcome, Outcome::Retry("the server takes too long".into()));
    assert!(matches!(transport.send(&parcel()).await, Outcome::Accepted(_)), "on a new connection");
    assert_eq!((sink.count(), sink.connections()), (1, 2));
}

#[tokio::test]
async fn an_address_in_place_of_a_host_name_is_greeted_with_in_brackets() {
    for (hello, heard) in [("192.0.2.7", "EHLO [192.0.2.7]"), ("::1", "EHLO [IPv6:::1]"), ("oak.org", "EHLO oak.org")] {
        let sink = Sink::start().await;
        let server = Server::parse(&format!("smtp://{}", sink.address)).unwrap();
        let smtp = Smtp::new(server, hello, Deadlines::default());
        Transport::Smtp(Box::new(smtp)).send(&parcel()).await;
        assert_eq!(sink.heard()[0], heard);
    }
}

#[tokio::test]
async fn a_server_that_answers_drop_by_drop_is_waited_for() {
    for verb in [Verb::Greeting, Verb::Mail, Verb::Dot] {
        let (outcome, taken) = one(verb, Does::Drips).await;
        assert!(matches!(outcome, Outcome::Accepted(_)) && taken == 1, "{verb:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn nobody_there_is_for_later() {
    let sink = Sink::start().await;
    let mut gone = sink.clone();
    gone.address.set_port(1);
    assert!(matches!(transport(&gone, false).send(&parcel()).await, Outcome::Retry(_)));
}

#[tokio::test]
async fn a_folder_keeps_one_file_for_one_message() {
    let folder = tempfile::tempdir().unwrap();
    let mut transport = Transport::parse(&format!("folder:{}", folder.path().display()), "x").unwrap();
    for _ in 0..2 {
        assert!(matches!(transport.send(&parcel()).await, Outcome::Accepted(_)));
    }
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].file_name().unwrap(), "1@oak.example.org.eml");
    assert_eq!(std::fs::read(&files[0]).unwrap(), parcel().raw);
}

#[tokio::test]
async fn a_long_reply_after_the_dot_is_read_and_cut_and_the_message_counts_as_taken() {
    let line = format!("250-{}\r\n", "x".repeat(1000));
    for (lines, connections) in [(100, 1), (5000, 2)] {
        let sink = Sink::start().await;
        let long: &'static str = Box::leak(format!("{}250 2.0.0 taken", line.repeat(lines)).into_boxed_str());
        sink.script(Verb::Dot, Does::Says(long));
        let mut transport = transport(&sink, false);
        let Outcome::Accepted(said) = transport.send(&parcel()).await else { panic!("taken, whatever else it said") };
        assert!(said.len() < 10_000, "{} bytes are kept", said.len());
        assert_eq!(transport.send(&parcel()).await, Outcome::Accepted("2.0.0 taken".into()));
        assert_eq!(sink.connections(), connections, "one whose reply was cut is not used again");
    }
}

//! TLS from the first byte, STARTTLS, and signing in: what is encrypted, what is refused, and that no password is ever told in the clear.

use std::time::Duration;

use tempfile::TempDir;
use thrice::mail::{
    Outcome, Transport,
    smtp::{Deadlines, Server, Smtp},
};

use super::{program, smtp::parcel};
use crate::support::smtp::{Certificate, Does, Manner, Sink, Verb};

/// A server with a certificate for "localhost", and the file in which clients find it.
struct Secure {
    sink: Sink,
    folder: TempDir,
}

impl Secure {
    async fn new(implicit_tls: bool) -> Self {
        let certificate = Certificate::of("localhost");
        let folder = tempfile::tempdir().unwrap();
        certificate.write_to(&folder.path().join("ca.pem"));
        let manner = Manner { implicit_tls, certificate: Some(certificate), ..Manner::default() };
        Self { sink: Sink::of_manner(manner).await, folder }
    }

    /// Its URL; `start` is all before the host.
    fn url(&self, start: &str, host: &str) -> String {
        format!("{start}{host}:{}?ca={}/ca.pem", self.sink.address.port(), self.folder.path().display())
    }
}

async fn send(url: &str) -> Outcome {
    let limit = Duration::from_secs(2);
    let deadlines = Deadlines { before_body: limit, connect: limit, command: limit, data: limit, body: limit };
    let smtp = Smtp::new(Server::parse(url).unwrap(), "meet.oak.example.org", deadlines);
    let mut transport = Transport::Smtp(Box::new(smtp));
    let outcome = transport.send(&parcel()).await;
    transport.close().await;
    outcome
}

#[tokio::test]
async fn over_tls_a_message_arrives_as_it_was_written() {
    let server = Secure::new(true).await;
    let outcome = send(&server.url("smtps://u%40oak:p%3Aw@", "localhost")).await;
    assert_eq!(outcome, Outcome::Accepted("2.0.0 taken".into()));
    assert_eq!(server.sink.taken()[0].raw, parcel().raw);
    assert!(server.sink.heard().iter().all(|line| line.starts_with("TLS ")));
}

#[tokio::test]
async fn after_starttls_everything_is_encrypted_and_greeted_anew() {
    let server = Secure::new(false).await;
    for start in ["smtp+starttls://u%40oak:p%3Aw@", "smtp+starttls://"] {
        let outcome = send(&server.url(start, "localhost")).await;
        assert_eq!(outcome, Outcome::Accepted("2.0.0 taken".into()), "{start}");
    }
    let heard = server.sink.heard();
    assert_eq!(heard[..3], ["EHLO meet.oak.example.org", "STARTTLS", "TLS EHLO meet.oak.example.org"]);
    let clear: Vec<&String> = heard.iter().filter(|line| !line.starts_with("TLS ")).collect();
    assert!(clear.iter().all(|line| line.starts_with("EHLO") || *line == "STARTTLS"), "{clear:?}");
    assert_eq!(server.sink.count(), 2);
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_or_for_another_host_is_told_nothing() {
    for (implicit, start) in [(true, "smtps://u%40oak:p%3Aw@"), (false, "smtp+starttls://u%40oak:p%3Aw@")] {
        let server = Secure::new(implicit).await;
        let public_only = format!("{start}localhost:{}", server.sink.address.port());
        for url in [public_only, server.url(start, "127.0.0.1")] {
            let outcome = send(&url).await;
            assert!(matches!(&outcome, Outcome::Retry(why) if why.contains("TLS")), "{url}: {outcome:?}");
        }
        let heard = server.sink.heard().join("\n");
        assert!(!heard.contains("AUTH") && !heard.contains("MAIL"), "{heard}");
        assert_eq!(server.sink.count(), 0);
    }
}

#[tokio::test]
async fn a_server_without_starttls_never_hears_the_password() {
    let without = Sink::start().await;
    let outcome = send(&format!("smtp+starttls://u%40oak:p%3Aw@localhost:{}", without.address.port())).await;
    assert!(matches!(&outcome, Outcome::ConfigRefused(why) if why.contains("502")), "{outcome:?}");
    let server = Secure::new(false).await;
    for does in [
        Does::Says("454 not now"),
        Does::Says("220 go on\r\n250 said before TLS began"),
        Does::Says("rubbish"),
        Does::HangsUp,
    ] {
        server.sink.script(Verb::StartTls, does);
        let outcome = send(&server.url("smtp+starttls://u%40oak:p%3Aw@", "localhost")).await;
        assert!(matches!(outcome, Outcome::Retry(_)), "{does:?}: {outcome:?}");
    }
    for heard in [without.heard(), server.sink.heard()] {
        assert!(!heard.join("\n").contains("AUTH"), "{heard:?}");
    }
    assert_eq!(without.count() + server.sink.count(), 0);
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_at_the_tls_port_is_for_later() {
    let plain = Sink::start().await;
    let outcome = send(&format!("smtps://localhost:{}", plain.address.port())).await;
    assert!(matches!(&outcome, Outcome::Retry(why) if why.contains("TLS")), "{outcome:?}");
    let nowhere = format!("smtps://localhost:{}?ca=/no/such/file", plain.address.port());
    let outcome = send(&nowhere).await;
    assert!(matches!(&outcome, Outcome::Retry(why) if why.contains("/no/such/file")), "{outcome:?}");
}

#[tokio::test]
async fn a_server_that_never_shakes_hands_holds_us_no_longer_than_the_deadline() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtps://localhost:{}", silent.local_addr().unwrap().port());
    let deadlines = Deadlines { connect: Duration::from_millis(200), ..Deadlines::default() };
    let smtp = Smtp::new(Server::parse(&url).unwrap(), "meet.oak.example.org", deadlines);
    let outcome = Transport::Smtp(Box::new(smtp)).send(&parcel()).await;
    assert_eq!(outcome, Outcome::Retry("connecting: TLS: no answer in time".into()));
}

#[tokio::test]
async fn both_ways_to_sign_in_work_and_a_wrong_password_pauses() {
    for (auth, told) in [("PLAIN LOGIN", "AUTH PLAIN "), ("LOGIN", "AUTH LOGIN"), ("CRAM-MD5 LOGIN", "AUTH LOGIN")] {
        let sink = Sink::of_manner(Manner { auth, ..Manner::default() }).await;
        let right = send(&format!("smtp://u%40oak:p%3Aw@{}", sink.address)).await;
        assert!(matches!(right, Outcome::Accepted(_)), "{auth}: {right:?}");
        assert!(sink.heard().iter().any(|line| line.starts_with(told)), "{auth}: {:?}", sink.heard());
        let wrong = send(&format!("smtp://u%40oak:guess@{}", sink.address)).await;
        assert!(matches!(&wrong, Outcome::ConfigRefused(why) if why.contains("535")), "{auth}: {wrong:?}");
        assert_eq!(sink.count(), 1);
    }
}

#[tokio::test]
async fn the_program_itself_sends_a_test_message_over_tls_and_shows_no_password() {
    let server = Secure::new(true).await;
    let database = server.folder.path().join("thrice.sqlite");
    let test = |url: &str| {
        let mut command = program::thrice(&database, url);
        command.args(["mail", "test", "me@oak.example.org"]);
        command
    };
    let said = program::said(test(&server.url("smtps://u%40oak:p%3Aw@", "localhost"))).await;
    assert!(said.contains("me@oak.example.org: 2.0.0 taken"), "{said}");
    let refused = program::output(test(&server.url("smtps://u%40oak:wrong-word@", "localhost"))).await;
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("535") && !said.contains("wrong-word"), "{said}");
}

//! What comes back to the mailbox that the settings name: read once, matched by our own numbers, and answered by the office on one page.

use axum::http::StatusCode;
use thrice::{config::Settings, jobs, mail::Mailbox};

use super::office::Office;
use crate::support::{imap, smtp::Certificate};

const MOTHER: &str = "sana@family.example.org";
const FATHER: &str = "bilal@family.example.org";

/// A report about a message of ours to somebody, as a mail system writes it.
fn report(message_id: &str, to: &str, action: &str, status: &str) -> String {
    format!(
        "From: Mail System <MAILER-DAEMON@mx.example.org>\r\nTo: thrice@oak.example.org\r\nSubject: Undelivered Mail Returned to Sender\r\n\
         Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"xyz\"\r\n\r\n\
         --xyz\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nI could not deliver this. http://evil.example.org/click\r\n\
         --xyz\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
         Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n\
         --xyz\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {message_id}\r\nSubject: x\r\n\r\nx\r\n--xyz--\r\n"
    )
}

impl Office {
    async fn look(&self, mailbox: &imap::Mailbox) -> usize {
        let app = &self.app.app;
        let mailbox = Mailbox::parse(&mailbox.url()).unwrap();
        jobs::returned::look(&app.store, &app.clock, &mailbox).await.unwrap()
    }

    async fn id_of(&self, adult: i64) -> String {
        self.one(&format!("SELECT message_id FROM notice WHERE adult_id = {adult} ORDER BY id DESC LIMIT 1")).await
    }

    async fn sent_both() -> Self {
        let mut office = Self::new().await;
        office.queue().await;
        office.send().await;
        office
    }
}

const VERDICTS: &str = "SELECT group_concat(verdict) FROM (SELECT verdict FROM returned_mail ORDER BY id)";

#[tokio::test]
async fn what_failed_for_good_makes_the_address_dead_and_the_office_asks_for_another() {
    let mut office = Office::sent_both().await;
    let mailbox = imap::Mailbox::start(None).await;
    mailbox.put(report(&office.id_of(1).await, "SANA@family.example.org", "failed", "5.1.1"));
    mailbox.put(report(&office.id_of(2).await, FATHER, "delayed", "4.4.1"));
    assert_eq!(office.look(&mailbox).await, 2);
    assert_eq!(office.one("SELECT group_concat(email) FROM dead_address").await, MOTHER);
    assert_eq!(office.one("SELECT group_concat(kind || ' ' || adult_id) FROM task").await, "fix_address 1");
    assert_eq!(office.one(VERDICTS).await, "dead_address,for_now");
    let id = office.one("SELECT id FROM notice WHERE adult_id = 1").await;
    let page = office.app.sign_in("senco").await.get(&format!("/messages/{id}")).await.body;
    assert!(page.contains("It came back") && page.contains("the address does not work"), "{page}");
    assert_eq!(
        office.one("SELECT count(*) FROM audit WHERE verb = 'returned' AND thing = 'notice' AND pupil_id = 1").await,
        "1"
    );
    office.queue().await;
    assert_eq!(office.send().await, [""; 0], "a letter instead");
    assert_eq!(office.one("SELECT count(*) FROM task WHERE kind = 'print_letter' AND adult_id = 1").await, "1");
}

#[tokio::test]
async fn each_mail_is_read_once_though_the_mailbox_numbers_them_anew() {
    let office = Office::sent_both().await;
    let mailbox = imap::Mailbox::start(None).await;
    mailbox.put(report(&office.id_of(1).await, MOTHER, "failed", "5.1.1"));
    for _ in 0..2 {
        office.look(&mailbox).await;
    }
    let whole = |heard: &[String]| heard.iter().filter(|line| line.ends_with("(UID BODY.PEEK[])")).count();
    assert_eq!(whole(&mailbox.heard()), 1, "{:?}", mailbox.heard());
    mailbox.renumber();
    office.look(&mailbox).await;
    assert_eq!(whole(&mailbox.heard()), 2);
    assert_eq!(office.one("SELECT count(*) FROM task").await, "1");
    assert_eq!(office.one("SELECT count(*) FROM audit WHERE verb = 'returned'").await, "1");
    assert_eq!(office.one("SELECT uid_validity || ' ' || uid FROM mailbox_mark").await, "2 1");
}

#[tokio::test]
async fn nothing_else_in_the_mailbox_is_opened_and_nothing_in_it_is_changed() {
    let office = Office::sent_both().await;
    let mailbox = imap::Mailbox::start(None).await;
    let id = office.id_of(1).await;
    mailbox.put(format!("From: Sana <{MOTHER}>\r\nSubject: Amira\r\n\r\nShe hates maths. 5.1.1 Message-ID: {id}\r\n"));
    mailbox.put("Subject: nothing at all\r\n\r\n");
    assert_eq!(office.look(&mailbox).await, 0);
    assert_eq!(office.one("SELECT count(*) FROM returned_mail").await, "0");
    for line in mailbox.heard() {
        let asks = ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH", "LOGOUT"].iter().any(|word| line.starts_with(word));
        assert!(asks && !line.contains("BODY["), "{line}");
        assert!(!line.ends_with("(UID BODY.PEEK[])"), "a parent's own words are not fetched: {line}");
    }
}

#[tokio::test]
async fn a_mail_that_cannot_be_read_costs_that_mail() {
    let office = Office::sent_both().await;
    let mailbox = imap::Mailbox::start(None).await;
    mailbox.put(report("<somebody@else.example.org>", MOTHER, "failed", "5.1.1"));
    let long = report(&office.id_of(2).await, FATHER, "failed", "5.1.1") + &"x".repeat(1_100_000);
    mailbox.put(long);
    mailbox.put(report(&office.id_of(1).await, FATHER, "failed", "5.1.1"));
    mailbox.put(report(&office.id_of(2).await, FATHER, "failed", "5.7.1"));
    mailbox.put(report(&office.id_of(1).await, MOTHER, "failed", "5.1.1"));
    assert_eq!(office.look(&mailbox).await, 3);
    assert_eq!(office.one(VERDICTS).await, "not_ours,unreadable,nothing,not_taken,dead_address");
    assert_eq!(
        office.one("SELECT group_concat(kind || ' ' || adult_id) FROM (SELECT * FROM task ORDER BY kind)").await,
        "fix_address 1,phone_parent 2",
        "who is told nothing by mail is phoned"
    );
}

#[tokio::test]
async fn a_mailbox_that_does_not_answer_is_told_and_asked_again() {
    let office = Office::sent_both().await;
    let app = &office.app.app;
    let closed = Mailbox::parse("imap://back%40oak:p%3Aw@127.0.0.1:1").unwrap();
    assert!(jobs::returned::look(&app.store, &app.clock, &closed).await.is_err());
    assert!(office.one("SELECT detail FROM heartbeat WHERE name = 'mailbox'").await.contains("no connection"));
    let mailbox = imap::Mailbox::start(None).await;
    let wrong = Mailbox::parse(&mailbox.url().replace("p%3Aw", "secret")).unwrap();
    let why = format!("{:#}", jobs::returned::look(&app.store, &app.clock, &wrong).await.unwrap_err());
    assert!(why.contains("does not let us in") && !why.contains("secret"), "{why}");
    office.look(&mailbox).await;
    assert_eq!(office.one("SELECT detail FROM heartbeat WHERE name = 'mailbox'").await, "");
}

#[tokio::test]
async fn the_mailbox_is_read_over_tls_and_the_doctor_says_whether_it_answers() {
    let (certificate, folder) = (Certificate::of("localhost"), tempfile::tempdir().unwrap());
    let ca = folder.path().join("ca.pem");
    certificate.write_to(&ca);
    let mailbox = imap::Mailbox::start(Some(certificate)).await;
    mailbox.put("Subject: one\r\n\r\n");
    let url = format!("imaps://back%40oak:p%3Aw@localhost:{}?ca={}", mailbox.address.port(), ca.display());
    assert_eq!(Mailbox::parse(&url).unwrap().answers().await.unwrap(), 1);
    let untrusted = Mailbox::parse(url.split('?').next().unwrap()).unwrap();
    assert!(format!("{:#}", untrusted.answers().await.unwrap_err()).contains("TLS"));
    let database = folder.path().join("none.sqlite").display().to_string();
    let said = async |url: &str| {
        let set = [("THRICE_MAILBOX_URL", url), ("THRICE_DATABASE", &database)];
        let set = set.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let report = thrice::command::doctor::run(&Settings::read(None, set).unwrap()).await;
        let found = report.checks.into_iter().find(|one| one.name == "mailbox").unwrap();
        (found.status, found.words)
    };
    use thrice::command::doctor::Status::{Note, Well, Wrong};
    let (status, words) = said(&url).await;
    assert!(status == Well && words.contains("answers: 1 mail is in it") && !words.contains("p:w"), "{words}");
    assert_eq!(said("").await.0, Note);
    assert_eq!(said("imap://b:p@127.0.0.1:1").await.0, Wrong);
}

/// Fifty families with an address each, and a message that was sent to it.
const FIFTY: &str = "
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
INSERT INTO adult (id, school_id, title, forename, surname, email, phone, created_at)
  SELECT 100 + i, 1, 'Ms', 'Pat', 'Number' || i, 'p' || i || '@gone.example.org', '', 0 FROM n;
INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on)
  SELECT 1, id, 'Aunt', 9, 'yes', '2025-09-01' FROM adult WHERE id > 100;
INSERT INTO notice (school_id, key, matter, kind, recipient_kind, adult_id, pupil_id, due_on, queued_at, address, message_id, state, not_before_at)
  SELECT 1, 'past/' || id, 'past/' || id, 'booked', 'adult', id, 1, '2026-11-10', 1794300000, email, '<m' || id || '@meet.example.org>', 'accepted', 0
  FROM adult WHERE id > 100;";

#[tokio::test]
async fn fifty_that_come_back_are_one_list_for_the_office_each_answered_where_it_stands() {
    let office = Office::without_a_meeting().await;
    office.sql(FIFTY).await;
    let mailbox = imap::Mailbox::start(None).await;
    for i in 1..=50 {
        mailbox.put(report(
            &format!("<m{}@meet.example.org>", 100 + i),
            &format!("p{i}@gone.example.org"),
            "failed",
            "5.1.1",
        ));
    }
    assert_eq!(office.look(&mailbox).await, 50);
    assert_eq!(office.one("SELECT count(*) FROM dead_address").await, "50");
    let desk = office.app.sign_in("office").await;
    assert!(desk.get("/tasks").await.body.contains("Answer all 50 on one page"));
    let page = desk.get("/tasks/addresses").await.body;
    assert!(page.contains("50 people get no e-mail") && page.contains("p7@gone.example.org"), "{page}");
    let task = async |adult: i64| office.one(&format!("SELECT id FROM task WHERE adult_id = {adult}")).await;
    let (one, two, three) = (task(101).await, task(102).await, task(103).await);
    let [email_one, paper_two, email_three] =
        [format!("email-{one}"), format!("paper-{two}"), format!("email-{three}")];
    let good = [(email_one.as_str(), "pat@new.example.org"), (paper_two.as_str(), "yes")];
    for (wrong, why) in
        [("nobody", "must look like name@example.org"), ("p9@gone.example.org", "A mail server refuses this address")]
    {
        let refused = desk.post("/tasks/addresses", &[&good[..], &[(email_three.as_str(), wrong)]].concat()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.body.contains(why) && refused.body.contains("value=\"pat@new.example.org\""),
            "{}",
            refused.body
        );
    }
    assert_eq!(desk.post("/tasks/addresses", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(office.one("SELECT count(*) FROM task WHERE done_at IS NOT NULL").await, "0");
    assert_eq!(desk.post("/tasks/addresses", &good).await.status, StatusCode::SEE_OTHER);
    assert_eq!(office.one("SELECT email FROM adult WHERE id = 101").await, "pat@new.example.org");
    assert_eq!(office.one("SELECT format FROM adult WHERE id = 102").await, "paper");
    assert!(desk.get("/tasks/addresses").await.body.contains("48 people get no e-mail"));
    for who in ["teacher", "head"] {
        assert_eq!(office.app.sign_in(who).await.get("/tasks/addresses").await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

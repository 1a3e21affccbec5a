//! `thrice mail` and `thrice remind`.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use thrice::{command, domain::notice::NoticeKind::Invite, jobs};

use super::{desk::Desk, office::Office, program, smtp::transport};
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
    let said = command::mail::retry(&desk.store, &desk.clock).await.unwrap();
    assert!(said.starts_with("Tried again at once: 1. ") && said.contains("still of use: 0."), "{said}");
    assert_eq!(desk.drain(&mut transport).await, 1);
}

/// `thrice remind` on the office's database, with these words after it.
fn remind(office: &Office, smtp_url: &str, words: &str) -> Command {
    let mut command = program::thrice(office.app.app.store.path(), smtp_url);
    command.arg("remind").args(words.split_whitespace());
    command
}

async fn remind_json(office: &Office, smtp_url: &str, words: &str) -> Vec<serde_json::Map<String, serde_json::Value>> {
    serde_json::from_str(&program::said(remind(office, smtp_url, &format!("{words} --json"))).await).unwrap()
}

fn keys(lines: &[serde_json::Map<String, serde_json::Value>], status: &str) -> Vec<String> {
    let of_status = lines.iter().filter(|l| l["status"] == status);
    of_status.map(|l| l["key"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_dry_run_says_what_is_due_and_held_and_writes_nothing() {
    let office = Office::new().await;
    office.sql("INSERT INTO notice_hold (key, held_at, held_by) VALUES ('invite/c1/a2', 0, 1)").await;
    let lines = remind_json(&office, "", "--on 2026-11-18 --dry-run").await;
    assert_eq!(keys(&lines, "due"), ["invite/c1/a1"]);
    assert_eq!(keys(&lines, "held"), ["invite/c1/a2"]);
    let fields: Vec<&str> = lines[0].keys().map(String::as_str).collect();
    assert_eq!(fields, ["due_on", "key", "kind", "reason", "recipient", "status", "subject"]);
    let of = |key: &str| lines.iter().find(|l| l["key"] == key).unwrap();
    let due = of("invite/c1/a1");
    assert_eq!((due["kind"].as_str(), due["recipient"].as_str()), (Some("invite"), Some("sana@family.example.org")));
    assert_eq!((due["due_on"].as_str(), due["reason"].as_str()), (Some("2026-11-18"), Some("")));
    assert_eq!(due["subject"], "Oakfield Primary School: please choose a time to talk with us");
    assert_eq!(of("invite/c1/a2")["reason"], "held by a person");
    assert_eq!(office.one("SELECT count(*) FROM notice").await, "0");
    assert_eq!(office.one("SELECT count(*) FROM heartbeat").await, "0");
    let words = program::said(remind(&office, "", "--on 2026-11-18 --dry-run")).await;
    assert!(words.contains("2026-11-18  due   invite") && words.contains("(held by a person)"), "{words}");
}

#[tokio::test]
async fn a_day_is_walked_once_and_each_message_arrives_once_with_its_date() {
    let (office, sink) = (Office::new().await, Sink::start().await);
    let url = format!("smtp://{}", sink.address);
    let before = remind_json(&office, &url, "--on 2026-11-17").await;
    assert_eq!(keys(&before, "due"), [""; 0], "the meeting is not offered yet");
    let first = remind_json(&office, &url, "--on 2026-11-18").await;
    assert_eq!(keys(&first, "due").len(), sink.taken().len());
    let to: Vec<String> = sink.taken().into_iter().flat_map(|t| t.to).collect();
    assert!(to.contains(&"sana@family.example.org".to_owned()) && to.contains(&"bilal@family.example.org".to_owned()));
    for taken in sink.taken() {
        let message = thrice::mail::read(&taken.raw);
        assert!(message.header("Date").starts_with("Wed, 18 Nov 2026 17:59:00"), "{}", message.header("Date"));
    }
    assert_eq!(remind_json(&office, &url, "--on 2026-11-18").await, []);
    let said = program::said(remind(&office, &url, "--on 2026-11-18")).await;
    assert_eq!(said.trim(), "Nothing is due.\nThe mail server took 0.");
    assert_eq!(sink.taken().len(), first.len());
    // Four school days later: one chaser each, and no third mail after it.
    remind_json(&office, &url, "--on 2026-11-24").await;
    let chasers = office.one("SELECT count(*) FROM notice WHERE kind = 'invite_reminder' AND state = 'accepted'").await;
    assert_eq!(chasers, "2");
}

#[tokio::test]
async fn another_day_is_refused_while_thrice_runs_and_what_is_due_today_is_left_to_it() {
    let (office, sink) = (Office::new().await, Sink::start().await);
    let url = format!("smtp://{}", sink.address);
    let running = jobs::lock(&office.app.app.store).unwrap();
    let refused = program::output(remind(&office, &url, "--on 2027-01-15")).await;
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("add --dry-run to only look"));
    assert_eq!(office.one("SELECT count(*) FROM notice").await, "0");
    let mut today = remind(&office, &url, "--on 2026-11-18");
    today.env("THRICE_TODAY", "2026-11-18");
    program::said(today).await;
    assert!(sink.taken().is_empty(), "the running Thrice sends");
    drop(running);
    let mut now = remind(&office, &url, "--on 2026-11-18 --dry-run --json");
    now.env("THRICE_TODAY", "2026-11-18");
    let waiting: Vec<serde_json::Value> = serde_json::from_str(&program::said(now).await).unwrap();
    assert!(
        waiting.iter().any(|l| l["key"] == "invite/c1/a1" && l["status"] == "due"),
        "written and waiting: {waiting:?}"
    );
}

#[tokio::test]
async fn without_a_mail_server_a_real_run_says_so_and_writes_nothing() {
    let office = Office::new().await;
    let refused = program::output(remind(&office, "", "--on 2026-11-18")).await;
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("THRICE_SMTP_URL"));
    assert_eq!(office.one("SELECT count(*) FROM notice").await, "0");
}

#[tokio::test]
async fn mail_goes_to_a_folder_where_one_is_named() {
    let (office, folder) = (Office::new().await, tempfile::tempdir().unwrap());
    let lines = remind_json(&office, &format!("folder:{}", folder.path().display()), "--on 2026-11-18").await;
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().path()).collect();
    assert_eq!(files.len(), lines.len());
    assert!(files.len() >= 2 && files.iter().all(|f| f.extension().is_some_and(|e| e == "eml")), "{files:?}");
}

#[tokio::test]
async fn the_server_runs_and_is_ready_without_a_mail_server_and_stops_when_asked() {
    let office = Office::new().await;
    let database = office.app.app.store.path();
    let mut serve = program::thrice(database, "");
    let mut server = serve.arg("serve").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let listens =
        lines.find_map(|line| line.unwrap().strip_prefix("Thrice listens on http://").map(str::to_owned)).unwrap();
    let mut said = String::new();
    for _ in 0..100 {
        let mut check = program::thrice(database, "");
        check.env("THRICE_LISTEN", &listens).arg("healthcheck");
        let answer = program::output(check).await;
        said = String::from_utf8(answer.stdout).unwrap();
        if answer.status.success() && said.contains("mail: no mail server is set") {
            break;
        }
    }
    assert!(said.contains("scheduler: ok\n") && said.contains("mail: no mail server is set"), "{said}");
    program::ask_to_stop(&server);
    assert!(tokio::task::spawn_blocking(move || server.wait()).await.unwrap().unwrap().success());
}

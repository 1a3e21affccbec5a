//! The process is killed while it sends, at random and at every step. The child is this very test binary, running the real worker on a
//! real file against a real mail server; what the server took is compared with what was to be sent.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use thrice::{
    domain::{
        ids::{AdultId, PupilId, SchoolId},
        notice::{NoticeKind, Recipient},
    },
    jobs,
    mail::Transport,
    store::{
        Actor,
        notices::{self, NewNotice, queue},
    },
};

use crate::{mail::desk::Desk, support::smtp::Sink};

/// Random kills.
const KILLS: usize = 300;

/// A school with one parent, and no meeting: nothing is due but what the test queues.
const SEED: &str = "
INSERT INTO school (id, name, created_at) VALUES (1, 'Oakfield', 0);
INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES (1, 1, 'A', 'B', '2018-01-01', 0);
INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES (1, '2022-09-01', 0);
INSERT INTO adult (id, school_id, forename, surname, email, created_at) VALUES (1, 1, 'P', 'Q', 'p@example.org', 0);
INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on) VALUES (1, 1, 'Mother', 1, 'yes', '2022-09-01');
";

struct Scene {
    desk: Desk,
    sink: Sink,
    path: PathBuf,
    written: usize,
    _folder: tempfile::TempDir,
}

impl Scene {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("thrice.sqlite");
        let desk = Desk::at(&path).await;
        desk.sql(SEED).await;
        Self { desk, sink: Sink::start().await, path, written: 0, _folder: folder }
    }

    /// Queues more messages, each with words of its own.
    async fn write(&mut self, many: usize) {
        let now = self.desk.clock.now();
        let mut tx = self.desk.store.begin(Actor::System, SchoolId(1), now).await.unwrap();
        for number in self.written..self.written + many {
            let (key, message_id) = (format!("crash:{number}"), format!("<crash-{number}@oak>"));
            let raw = format!("Message-ID: {message_id}\r\nSubject: x\r\n\r\n{}\r\n", "words ".repeat(number % 400));
            let new = NewNotice {
                key: &key,
                kind: NoticeKind::Booked,
                to: Recipient::Adult(AdultId(1)),
                pupil: Some(PupilId(1)),
                conversation: None,
                due_on: now.today(),
                address: "p@example.org",
                subject: "x",
                message_id: &message_id,
                raw: raw.as_bytes(),
                not_before: now,
            };
            assert!(notices::insert(&mut tx, new).await.unwrap());
        }
        tx.commit().await.unwrap();
        self.written += many;
    }

    fn worker(&self, failpoint: Option<&str>) -> Child {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["crash::the_worker", "--exact", "--ignored"])
            .env("THRICE_CRASH_DATABASE", &self.path)
            .env("THRICE_CRASH_SMTP", format!("smtp://{}", self.sink.address))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some(step) = failpoint {
            command.env("THRICE_FAILPOINTS_ALLOWED", "1").env("THRICE_FAILPOINT", step);
        }
        command.spawn().unwrap()
    }

    /// Lets a worker run to the end of the queue.
    async fn finish(&self) {
        let mut worker = self.worker(None);
        assert!(ended(&mut worker, Duration::from_secs(120)).await, "the worker does not come to an end");
    }

    /// Messages never taken, copies beyond the first, and messages whose copies are not byte for byte what was written.
    fn figures(&self) -> (usize, usize, usize) {
        let mut copies: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        for taken in self.sink.taken() {
            *copies.entry(taken.raw).or_default() += 1;
        }
        let lost = self.written.saturating_sub(copies.len());
        let strange = copies.len().saturating_sub(self.written);
        (lost, copies.values().map(|n| n - 1).sum(), strange)
    }

    async fn waiting(&self) -> usize {
        self.desk.one("SELECT count(*) FROM notice WHERE state IN ('waiting', 'sending')").await.parse().unwrap()
    }
}

async fn ended(worker: &mut Child, limit: Duration) -> bool {
    let step = Duration::from_millis(5);
    let mut waited = Duration::ZERO;
    while worker.try_wait().unwrap().is_none() {
        if waited > limit {
            worker.kill().unwrap();
            worker.wait().unwrap();
            return false;
        }
        tokio::time::sleep(step).await;
        waited += step;
    }
    true
}

/// Not a test: what the tests start and kill. Works until nothing waits.
#[tokio::test]
#[ignore = "started by the crash tests"]
async fn the_worker() {
    let (Ok(database), Ok(url)) = (std::env::var("THRICE_CRASH_DATABASE"), std::env::var("THRICE_CRASH_SMTP")) else {
        return;
    };
    let desk = Desk::at(Path::new(&database)).await;
    let transport = Transport::parse(&url, "oak.example.org").unwrap();
    let store = desk.store.clone();
    let nothing_waits = async move {
        loop {
            let mut conn = store.read().await.unwrap();
            let counts = queue::counts(&mut conn).await.unwrap();
            drop(conn);
            if counts.iter().all(|(state, _)| !matches!(state.as_str(), "waiting" | "sending")) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    jobs::run(desk.store.clone(), desk.clock.clone(), desk.post.clone(), transport, nothing_waits).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_random_it_loses_nothing_and_repeats_at_most_the_one_in_flight() {
    let mut scene = Scene::new().await;
    let mut kills = 0;
    while kills < KILLS {
        if scene.waiting().await < 100 {
            scene.write(200).await;
        }
        let mut worker = scene.worker(None);
        tokio::time::sleep(Duration::from_millis(rand::random_range(10..90))).await;
        if worker.try_wait().unwrap().is_none() {
            worker.kill().unwrap();
            kills += 1;
        }
        worker.wait().unwrap();
    }
    let before = scene.sink.taken().len();
    scene.finish().await;
    let (lost, duplicates, strange) = scene.figures();
    println!(
        "{kills} kills, {} messages ({before} taken under fire): {lost} lost, {duplicates} duplicates ({strange} not byte for byte the same)",
        scene.written
    );
    assert!(before > KILLS / 3, "the kills came before anything was sent: {before}");
    assert_eq!((lost, strange), (0, 0));
    assert!(duplicates <= kills, "{duplicates} duplicates in {kills} kills");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_crash_each_message_is_sent_once() {
    let mut scene = Scene::new().await;
    scene.write(300).await;
    scene.finish().await;
    assert_eq!(scene.figures(), (0, 0, 0));
    assert_eq!(scene.sink.taken().len(), 300);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_every_step_it_loses_nothing() {
    // The server keeps the message at the dot: only a crash after it and before the settling is on disk can make a copy.
    let steps = [
        ("queued", 0),
        ("claimed", 0),
        ("connected", 0),
        ("sender", 0),
        ("recipient", 0),
        ("data", 0),
        ("dot", 1),
        ("accepted", 1),
        ("answered", 1),
        ("settling", 1),
        ("settled", 0),
    ];
    for (step, most) in steps {
        let mut scene = Scene::new().await;
        scene.write(3).await;
        let mut worker = scene.worker(Some(step));
        assert!(ended(&mut worker, Duration::from_secs(60)).await, "{step}");
        assert!(!worker.wait().unwrap().success(), "{step} was not reached");
        scene.finish().await;
        let (lost, duplicates, strange) = scene.figures();
        println!("killed at {step}: {lost} lost, {duplicates} duplicates");
        assert_eq!((lost, strange), (0, 0), "{step}");
        assert!(duplicates <= most, "{step}: {duplicates} duplicates");
    }
}

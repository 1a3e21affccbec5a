//! `thrice serve` is killed while it sends, at random and at every step, on a real file against a real mail server. What the server took
//! is compared with what was to be sent: nothing is lost, and at most the one message in flight comes twice, byte for byte the same.

use std::{
    collections::BTreeMap,
    io::Write,
    path::PathBuf,
    process::{Child, ExitStatus, Stdio},
    time::Duration,
};

use thrice::{
    domain::{
        addition::Addition,
        ids::{AdultId, PupilId, SchoolId},
        notice::{NoticeKind, Recipient},
    },
    store::{
        Actor,
        notices::{self, NewNotice},
    },
};

use crate::{
    mail::{desk::Desk, program},
    support::smtp::Sink,
};

/// Random kills, half of them in one school and half in another at the same time.
const KILLS: usize = 300;

/// A school with one parent, and no meeting: nothing is due but what the test queues, which may leave at any hour.
const SEED: &str = "
INSERT INTO school (id, name, created_at) VALUES (1, 'Oakfield', 0);
INSERT INTO staff (id, school_id, forename, surname, email, role, from_on) VALUES (1, 1, 'Ken', 'Ito', 'ito@oak.example.org', 'admin', '2020-01-01');
INSERT INTO account (staff_id, changed_at) VALUES (1, 0);
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

/// What the server took, compared with what was written.
#[derive(Clone, Copy, Default)]
struct Figures {
    written: usize,
    lost: usize,
    /// Copies beyond the first.
    duplicates: usize,
    /// Taken, but not byte for byte what was written.
    strange: usize,
}

impl Scene {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("thrice.sqlite");
        let desk = Desk::at(&path).await;
        desk.sql(SEED).await;
        Self { desk, sink: Sink::start().await, path, written: 0, _folder: folder }
    }

    fn bytes(number: usize) -> Vec<u8> {
        let words = "words ".repeat(number % 400);
        format!("Message-ID: <crash-{number}@oak>\r\nSubject: x\r\n\r\n{words}\r\n").into_bytes()
    }

    /// Queues more messages, each with words of its own.
    async fn write(&mut self, many: usize) {
        let now = self.desk.clock.now();
        let mut tx = self.desk.store.begin(Actor::System, SchoolId(1), now).await.unwrap();
        for number in self.written..self.written + many {
            let new = NewNotice {
                key: &format!("crash:{number}"),
                kind: NoticeKind::Booked,
                to: Recipient::Adult(AdultId(1)),
                pupil: Some(PupilId(1)),
                conversation: None,
                news: None,
                edition: 0,
                again_of: None,
                addition: &Addition::default(),
                due_on: now.today(),
                address: "p@example.org",
                subject: "x",
                message_id: &format!("<crash-{number}@oak>"),
                raw: &Self::bytes(number),
                not_before: now,
            };
            assert!(notices::insert(&mut tx, new).await.unwrap());
        }
        tx.commit().await.unwrap();
        self.written += many;
    }

    /// The server process, on the day on which the messages were written.
    fn serve(&self, crash_at: Option<&str>) -> Child {
        let mut command = program::thrice(&self.path, &format!("smtp://{}", self.sink.address));
        command.arg("serve").env("THRICE_TODAY", "2026-11-19").stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(step) = crash_at {
            command.env("CRASH_AT", step);
        }
        command.spawn().unwrap()
    }

    /// Kills a fresh process at random: one in four at any instant of its life, the others once it has begun to send.
    async fn kill_one(&mut self) {
        if self.waiting().await < 60 {
            self.write(120).await;
        }
        let before = self.sink.count();
        let mut server = self.serve(None);
        if rand::random_ratio(3, 4) {
            until("it sends", async || self.sink.count() > before).await;
            tokio::time::sleep(Duration::from_micros(rand::random_range(0..20_000))).await;
        } else {
            tokio::time::sleep(Duration::from_millis(rand::random_range(0..150))).await;
        }
        server.kill().unwrap();
        assert!(!server.wait().unwrap().success(), "it ended by itself");
    }

    /// Lets a process send what waits, and asks it to stop.
    async fn finish(&self) {
        let mut server = self.serve(None);
        until("the queue is empty", async || self.waiting().await == 0).await;
        program::ask_to_stop(&server);
        assert!(ended(&mut server).await.success(), "asked to stop, it stops well");
    }

    fn figures(&self) -> Figures {
        let mut copies: BTreeMap<Vec<u8>, usize> = (0..self.written).map(|number| (Self::bytes(number), 0)).collect();
        let mut strange = 0;
        for taken in self.sink.taken() {
            match copies.get_mut(&taken.raw) {
                Some(count) => *count += 1,
                None => strange += 1,
            }
        }
        let lost = copies.values().filter(|count| **count == 0).count();
        let duplicates = copies.values().map(|count| count.saturating_sub(1)).sum();
        Figures { written: self.written, lost, duplicates, strange }
    }

    async fn waiting(&self) -> usize {
        self.desk.one("SELECT count(*) FROM notice WHERE state IN ('waiting', 'sending')").await.parse().unwrap()
    }
}

/// Waits for something that another process does.
async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(60), waiting).await.is_ok(), "{what}: not within a minute");
}

async fn ended(server: &mut Child) -> ExitStatus {
    let mut status = None;
    until("the process ends", async || {
        status = server.try_wait().unwrap();
        status.is_some()
    })
    .await;
    status.unwrap()
}

/// Past the capture of test output: figures are for reading.
fn report(figures: &str) {
    let mut console = std::io::stderr();
    writeln!(console, "{figures}").unwrap();
}

/// Kills so many processes, then lets one finish. Returns also how many messages were taken before it.
async fn under_fire_for(kills: usize) -> (Figures, usize) {
    let mut scene = Scene::new().await;
    for _ in 0..kills {
        scene.kill_one().await;
    }
    let taken = scene.sink.count();
    scene.finish().await;
    (scene.figures(), taken)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_random_it_loses_nothing_and_repeats_at_most_the_one_in_flight() {
    let (mut all, mut under_fire) = (Figures::default(), 0);
    let (first, second) = tokio::join!(under_fire_for(KILLS / 2), under_fire_for(KILLS / 2));
    for (one, taken) in [first, second] {
        all.written += one.written;
        all.lost += one.lost;
        all.duplicates += one.duplicates;
        all.strange += one.strange;
        under_fire += taken;
    }
    let Figures { written, lost, duplicates, strange } = all;
    report(&format!(
        "thrice serve killed {KILLS} times while it sent {written} messages ({under_fire} taken between the kills): \
         {lost} lost, {duplicates} duplicates, {strange} not byte for byte as written"
    ));
    assert!(under_fire > KILLS, "the kills came before anything was sent: {under_fire}");
    assert_eq!((lost, strange), (0, 0));
    assert!(duplicates <= KILLS, "more than one duplicate for a kill: {duplicates}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_crash_each_message_is_sent_once() {
    let mut scene = Scene::new().await;
    scene.write(300).await;
    scene.finish().await;
    let Figures { written, lost, duplicates, strange } = scene.figures();
    report(&format!("without a crash, {written} messages: {lost} lost, {duplicates} duplicates"));
    assert_eq!((lost, duplicates, strange), (0, 0, 0));
}

/// Every step of sending, and how many copies a crash there can make: the server has the message from the dot on, and we know it when
/// the settling is on disk.
#[cfg(debug_assertions)]
const STEPS: [(&str, usize); 11] = [
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

#[cfg(debug_assertions)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_every_step_it_loses_nothing() {
    for (step, most) in STEPS {
        let mut scene = Scene::new().await;
        scene.write(3).await;
        assert!(!ended(&mut scene.serve(Some(step))).await.success(), "{step} was not reached");
        scene.finish().await;
        let Figures { lost, duplicates, strange, .. } = scene.figures();
        report(&format!("thrice serve crashed at \"{step}\": {lost} lost, {duplicates} duplicates"));
        assert_eq!((lost, strange), (0, 0), "{step}");
        assert!(duplicates <= most, "{step}: {duplicates} duplicates");
    }
}

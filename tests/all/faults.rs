//! A disk that fails: it fills and has room again, one write or one sync goes wrong. A fault costs one request; reading goes on, and saving
//! goes on by itself.
//!
//! Each story is told in a process of its own, whose writes go through `tests/data/faults.c`.

use std::{
    fs::File,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    process::Command,
};

use axum::http::StatusCode;
use thrice::{
    domain::ids::InvitationId,
    store::{Actor, conversations::links, fault::Fault},
};

use crate::support::{Session, TestApp};

/// What the stories are told to fail with; see `faults.c`.
struct Disk(File);

impl Disk {
    fn of_this_process() -> Self {
        let page = std::env::var_os("FAULTS").expect("told by `told`, never by itself");
        Self(File::options().write(true).open(page).unwrap())
    }

    fn set(&self, which: u64, value: i32) {
        self.0.write_all_at(&value.to_ne_bytes(), which * 4).unwrap();
    }

    fn is_full(&self, full: bool) {
        self.set(0, i32::from(full));
    }

    fn nth_write_fails(&self, n: i32) {
        self.set(1, n);
    }

    fn nth_sync_fails(&self, n: i32) {
        self.set(2, n);
    }
}

fn compiled(folder: &Path) -> PathBuf {
    let (source, library) = (concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/faults.c"), folder.join("faults.so"));
    let done = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).args([source, "-ldl"]).status();
    assert!(done.unwrap().success(), "cc could not compile {source}");
    library
}

/// Runs one ignored test of this file in a process whose disk can fail.
fn told(story: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (library, page) = (compiled(folder.path()), folder.path().join("page"));
    std::fs::write(&page, [0; 4096]).unwrap();
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("faults::{story}"), "--ignored", "--nocapture"])
        .env("LD_PRELOAD", library)
        .env("FAULTS", page)
        .output()
        .unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
}

async fn saves(senco: &Session, many: usize) -> crate::support::Response {
    let day = format!("2026-11-{:02}", 1 + many % 17);
    senco.post("/pupils/1/attendance", &[("reported_on", &day), ("possible", "100"), ("attended", "90")]).await
}

async fn attendance(app: &TestApp) -> i64 {
    let mut conn = app.app.store.read().await.unwrap();
    sqlx::query_scalar("SELECT count(*) FROM attendance").fetch_one(&mut *conn).await.unwrap()
}

#[test]
fn a_full_disk_stops_saves_with_true_words_and_never_reading() {
    told("inside_a_full_disk");
}

#[tokio::test]
#[ignore = "told by a_full_disk_stops_saves_with_true_words_and_never_reading"]
async fn inside_a_full_disk() {
    let (disk, app) = (Disk::of_this_process(), TestApp::new().await);
    let senco = app.sign_in("senco").await;
    assert_eq!(saves(&senco, 0).await.status, StatusCode::SEE_OTHER);
    disk.is_full(true);
    let mut refused = None;
    for n in 1..200 {
        let answer = saves(&senco, n).await;
        if answer.status != StatusCode::SEE_OTHER {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("the disk was never full");
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(refused.body.contains("no room left on the disk") && refused.body.contains("Nothing was saved"));
    let before = attendance(&app).await;
    for page in ["/", "/round", "/pupils/1", "/plans/1", "/pupils/1/record", "/reports"] {
        let read = senco.get(page).await;
        assert_eq!(read.status, StatusCode::OK, "{page}: {}", read.body);
    }
    assert!(app.app.store.looks_kept() > 0, "looks are kept until they can be written");
    assert!(senco.get("/account").await.body.contains("Thrice cannot write to its disk"));
    let ready = app.stranger().get("/readyz").await;
    assert!(ready.status == StatusCode::SERVICE_UNAVAILABLE && ready.body.contains("the disk takes nothing"));
    assert_eq!(attendance(&app).await, before, "what was refused changed nothing");

    disk.is_full(false);
    assert_eq!(saves(&senco, 3).await.status, StatusCode::SEE_OTHER, "it goes on by itself");
    app.app.store.catch_up().await;
    assert_eq!(app.app.store.looks_kept(), 0);
    assert!(!senco.get("/account").await.body.contains("cannot write to its disk"));
    let mut conn = app.app.store.read().await.unwrap();
    let looks: i64 =
        sqlx::query_scalar("SELECT count(*) FROM audit WHERE verb = 'viewed' AND thing = 'plan' AND pupil_id = 1")
            .fetch_one(&mut *conn)
            .await
            .unwrap();
    assert!(looks > 0, "who looked while the disk was full is on record");
}

#[test]
fn one_write_that_fails_costs_one_request() {
    told("inside_failing_writes");
}

#[tokio::test]
#[ignore = "told by one_write_that_fails_costs_one_request"]
async fn inside_failing_writes() {
    let (disk, app) = (Disk::of_this_process(), TestApp::new().await);
    let senco = app.sign_in("senco").await;
    each_fault(&app, &senco, |n| disk.nth_write_fails(n)).await;
}

#[test]
fn one_sync_that_fails_costs_one_request() {
    told("inside_failing_syncs");
}

#[tokio::test]
#[ignore = "told by one_sync_that_fails_costs_one_request"]
async fn inside_failing_syncs() {
    let (disk, app) = (Disk::of_this_process(), TestApp::new().await);
    let senco = app.sign_in("senco").await;
    each_fault(&app, &senco, |n| disk.nth_sync_fails(n)).await;
}

#[test]
fn whom_nobody_could_tell_sends_it_again_and_has_it_once() {
    told("inside_sending_again");
}

#[tokio::test]
#[ignore = "told by whom_nobody_could_tell_sends_it_again_and_has_it_once"]
async fn inside_sending_again() {
    let (disk, app) = (Disk::of_this_process(), TestApp::new().await);
    let mut senco = app.sign_in("senco").await;
    senco.says("sec-fetch-site", "same-origin");
    let mut unsure = 0;
    for n in 1..12 {
        let page = senco.get("/pupils/1/advice/new").await.body;
        let token = value_of(&page, "csrf");
        let typed =
            [("profession", "Psychologist"), ("about", "Reads well, writes little"), ("asked_on", "2026-11-02")];
        let before = asked(&app).await;
        disk.nth_sync_fails(n);
        let first: Vec<_> = typed.iter().copied().chain([("csrf", token.as_str())]).collect();
        let answer = senco.without_token().post("/pupils/1/advice", &first).await;
        disk.nth_sync_fails(0);
        if answer.status == StatusCode::SEE_OTHER {
            continue;
        }
        assert!(answer.body.contains("We cannot tell whether that was saved"), "{}", answer.body);
        unsure += 1;
        // The page brings everything along, with the key under which it was sent first.
        let key = after(&answer.body, "<textarea hidden name=\"once\">\n", '<');
        let again: Vec<_> = typed.iter().copied().chain([("once", key.as_str())]).collect();
        let done = senco.post("/pupils/1/advice", &again).await;
        assert!(done.status == StatusCode::SEE_OTHER || done.body.contains("saved once"), "{}", done.body);
        assert_eq!(asked(&app).await, before + 1, "at fault {n}");
    }
    assert!(unsure > 0, "no fault reached the last step of a save");
}

#[test]
fn a_parent_whose_answer_meets_a_fault_is_told_so_in_their_language() {
    told("inside_a_parents_answer");
}

#[tokio::test]
#[ignore = "told by a_parent_whose_answer_meets_a_fault_is_told_so_in_their_language"]
async fn inside_a_parents_answer() {
    let (disk, app) = (Disk::of_this_process(), TestApp::new().await);
    let offer = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    app.sign_in("teacher").await.post("/plans/1/conversations", &offer).await;
    let now = app.app.clock.now();
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, now).await.unwrap();
    let token = links::mint(&mut tx, InvitationId(1), now.plus_minutes(10 * 24 * 60)).await.unwrap();
    tx.commit().await.unwrap();
    let (mut parent, path) = (app.stranger(), format!("/i/{token}"));
    parent.keep(&parent.get(&format!("{path}?lang=ur")).await);
    parent.says("sec-fetch-site", "same-origin");
    let (mut not_saved, mut unsure) = (0, 0);
    for n in 1..40 {
        let key = value_of(&parent.get(&path).await.body, "csrf");
        let typed = [("answer", "other_time"), ("when", "in the evening"), ("csrf", key.as_str())];
        let parent = parent.without_token();
        match n % 2 {
            0 => disk.nth_write_fails(n / 2),
            _ => disk.nth_sync_fails(n / 2 + 1),
        }
        let answer = parent.post(&path, &typed).await;
        disk.nth_write_fails(0);
        disk.nth_sync_fails(0);
        if answer.status == StatusCode::SEE_OTHER {
            continue;
        }
        assert!(answer.status.is_server_error(), "{}", answer.body);
        assert!(answer.body.contains("<html lang=\"ur\" dir=\"rtl\">"), "{}", answer.body);
        for of_staff in ["Nothing was saved", "We cannot tell", "looks after Thrice", "Send it again", "Amira"] {
            assert!(!answer.body.contains(of_staff), "{of_staff}: {}", answer.body);
        }
        if answer.body.contains("کچھ محفوظ نہیں ہوا") {
            not_saved += 1;
            continue;
        }
        assert!(answer.body.contains("ہم نہیں بتا سکتے"), "{}", answer.body);
        unsure += 1;
        let once = after(&answer.body, "<textarea hidden name=\"once\">\n", '<');
        let again = [typed[0], typed[1], ("once", once.as_str())];
        let done = parent.post(&path, &again).await;
        assert!(done.status == StatusCode::SEE_OTHER || done.body.contains("یہ محفوظ ہو گیا ہے"), "{}", done.body);
    }
    assert!(not_saved > 0 && unsure > 0, "{not_saved} not saved, {unsure} unsure");
}

async fn asked(app: &TestApp) -> i64 {
    let mut conn = app.app.store.read().await.unwrap();
    sqlx::query_scalar("SELECT count(*) FROM advice").fetch_one(&mut *conn).await.unwrap()
}

fn value_of(page: &str, name: &str) -> String {
    after(page, &format!("name=\"{name}\" value=\""), '"')
}

fn after(page: &str, begin: &str, end: char) -> String {
    let (_, rest) = page.split_once(begin).unwrap_or_else(|| panic!("{begin}: {page}"));
    rest.split(end).next().unwrap().to_owned()
}

/// Lets the first, second, third … write of a save fail, and holds that each fault costs one request at most, with true words.
async fn each_fault(app: &TestApp, senco: &Session, fail: impl Fn(i32)) {
    let mut failed = 0;
    for n in 1..12 {
        let before = attendance(app).await;
        fail(n);
        let answer = saves(senco, usize::try_from(n).unwrap()).await;
        fail(0);
        if answer.status != StatusCode::SEE_OTHER {
            failed += 1;
            let unsure = answer.body.contains("We cannot tell whether that was saved");
            assert!(unsure || answer.body.contains("Nothing was saved"), "{}", answer.body);
            assert!(unsure || attendance(app).await == before, "said that nothing was saved, and something was");
        }
        let next = saves(senco, usize::try_from(n).unwrap()).await;
        assert_eq!(next.status, StatusCode::SEE_OTHER, "after the fault at {n}: {}", next.body);
    }
    assert!(failed > 0, "no fault reached a save");
}

#[tokio::test]
async fn a_commit_that_fails_after_sqlite_has_rolled_back_by_itself_does_not_stop_the_next() {
    let app = TestApp::new().await;
    for _ in 0..3 {
        let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
        sqlx::raw_sql("ROLLBACK").execute(tx.conn()).await.unwrap(); // as SQLite does where the disk fails
        let why = tx.commit().await.unwrap_err();
        assert_eq!(Fault::of(&why), Fault::Other, "{why:#}");
        let tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

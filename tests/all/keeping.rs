//! The backups that Thrice makes by itself: every night, the old ones taken away, failures told, rehearsals that prove what is kept.

use std::{fs, path::PathBuf};

use axum::http::StatusCode;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use thrice::{
    domain::time::Moment,
    jobs::backups::nightly,
    store::{Actor, backup, schema::MIGRATOR},
};

use crate::{backup::everything, support::TestApp};

fn folder(app: &TestApp) -> PathBuf {
    app.app.backups.clone().unwrap().folder
}

fn names(app: &TestApp) -> Vec<String> {
    let kept = backup::kept(&folder(app)).unwrap();
    kept.into_iter().map(|k| k.file.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

async fn night(app: &TestApp) -> Option<PathBuf> {
    nightly(&app.app.store, &app.app.clock, app.app.backups.as_ref().unwrap()).await.unwrap()
}

fn later(app: &TestApp, seconds: i64) {
    app.app.clock.set(app.app.clock.now().plus_seconds(seconds));
}

#[tokio::test]
async fn one_is_made_a_night_and_the_old_ones_go() {
    let app = TestApp::new().await;
    let first = night(&app).await.expect("none was made yet");
    assert!(first.ends_with("thrice-2026-11-18T090000Z.sqlite"), "{}", first.display());
    assert_eq!(night(&app).await, None, "one a night is enough");
    fs::write(folder(&app).join("notes.txt"), "Keep me").unwrap();
    fs::write(folder(&app).join("thrice-2026-11-10T033000Z.sqlite.part"), "half").unwrap();
    for _ in 0..17 {
        later(&app, 86_400);
        assert!(night(&app).await.is_some());
    }
    let names = names(&app);
    assert_eq!(names.len(), 14, "fourteen days, the last of November among them: {names:?}");
    assert_eq!(names[0], "thrice-2026-12-05T090000Z.sqlite");
    let there: Vec<_> = fs::read_dir(folder(&app)).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(there.iter().any(|n| n == "notes.txt"), "what is not ours stays");
    assert!(!there.iter().any(|n| n.to_string_lossy().ends_with(".part")), "{there:?}");
}

#[tokio::test]
async fn a_clock_that_was_once_ahead_silences_no_backup() {
    let app = TestApp::new().await;
    let right = app.app.clock.now();
    later(&app, 400 * 86_400);
    assert!(night(&app).await.is_some(), "made while the clock was wrong");
    app.app.clock.set(right);
    assert!(night(&app).await.is_some(), "a backup from a day to come is none");
    assert_eq!(night(&app).await, None, "one a night is enough");
    later(&app, 86_400);
    assert!(night(&app).await.is_some());
}

#[tokio::test]
async fn a_night_that_failed_is_told_to_those_who_can_help_and_tried_again_after_an_hour() {
    let app = TestApp::new().await;
    fs::write(folder(&app), "a file where the folder should be").unwrap();
    let tried = nightly(&app.app.store, &app.app.clock, app.app.backups.as_ref().unwrap()).await;
    assert!(format!("{:#}", tried.unwrap_err()).contains("could not make the folder"));
    assert_eq!(night(&app).await, None, "not again at once");
    let first = [
        ("senco", "/", true),
        ("admin", "/settings", true),
        ("teacher", "/my-pupils", false),
        ("governor", "/", false),
    ];
    for (who, path, told) in first {
        let page = app.sign_in(who).await.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{who}");
        assert_eq!(page.body.contains("The last backup failed"), told, "{who}");
    }
    fs::remove_file(folder(&app)).unwrap();
    later(&app, 3600);
    assert!(night(&app).await.is_some());
    let page = app.sign_in("admin").await.get("/settings/backups").await.body;
    assert!(!page.contains("The last backup failed") && page.contains("Recent"), "{page}");
}

#[tokio::test]
async fn the_page_makes_one_rehearses_it_and_says_how_old_both_are() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let page = admin.get("/settings/backups").await.body;
    assert!(page.contains("None yet") && page.contains("Never"), "{page}");
    assert_eq!(
        admin.post("/settings/backups/rehearsals", &[]).await.status,
        StatusCode::NOT_FOUND,
        "nothing to rehearse with"
    );
    assert_eq!(admin.post("/settings/backups", &[]).await.status, StatusCode::SEE_OTHER);
    let before = everything_of(&app).await;
    let done = admin.post("/settings/backups/rehearsals", &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(everything_of(&app).await.len(), before.len() + 2, "only that it was rehearsed, twice written down");
    let page = admin.get("/settings/backups").await.body;
    assert!(page.contains("Wednesday 18 November 2026, 9:00am, by Mr Ito") && page.contains("This term"), "{page}");
    later(&app, 130 * 86_400);
    let page = app.sign_in("admin").await.get("/settings/backups").await.body;
    assert!(page.contains("Too old") && page.contains("Due"), "{page}");
    for who in ["head", "teacher", "office"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/settings/backups").await.status, StatusCode::FORBIDDEN, "{who}");
        for path in ["/settings/backups", "/settings/backups/rehearsals"] {
            assert_eq!(session.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
    assert_eq!(names(&app).len(), 1);
}

async fn everything_of(app: &TestApp) -> Vec<String> {
    let path = app.app.store.path().to_owned();
    tokio::task::spawn_blocking(move || everything(&path)).await.unwrap()
}

#[tokio::test]
async fn a_rehearsal_with_a_damaged_half_written_or_foreign_file_says_why_and_touches_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert_eq!(senco.post("/settings/backups", &[]).await.status, StatusCode::SEE_OTHER);
    let file = backup::kept(&folder(&app)).unwrap().remove(0).file;
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let cases: [(&str, Vec<u8>, &str); 4] = [
        ("half", whole[..whole.len() / 2].to_vec(), "its end is missing or damaged"),
        ("flipped", flipped, "it is damaged: its contents are not those it was sealed with"),
        ("empty", Vec::new(), "it is empty"),
        ("foreign", b"Dear parents, the trip is on Friday. Please bring a packed lunch, a coat, and nothing else at all. Thank you".to_vec(), "it is no backup that Thrice made"),
    ];
    let pupils = "SELECT count(*) FROM pupil";
    for (name, bytes, words) in cases {
        fs::write(&file, bytes).unwrap();
        let said = senco.post("/settings/backups/rehearsals", &[]).await;
        assert_eq!(said.status, StatusCode::CONFLICT, "{name}");
        assert!(said.body.contains(words), "{name}: {}", said.body);
        let mut conn = app.app.store.read().await.unwrap();
        assert_eq!(sqlx::query_scalar::<_, i64>(pupils).fetch_one(&mut *conn).await.unwrap(), 2, "{name}");
    }
    assert!(senco.get("/settings/backups").await.body.contains("The last one failed"));
    let beside = fs::read_dir(app.app.store.path().parent().unwrap()).unwrap();
    let left: Vec<_> =
        beside.map(|e| e.unwrap().file_name()).filter(|n| n.to_string_lossy().starts_with("rehearsal")).collect();
    assert!(left.is_empty(), "{left:?}");
    fs::write(&file, whole).unwrap();
    assert_eq!(senco.post("/settings/backups/rehearsals", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!senco.get("/settings/backups").await.body.contains("The last one failed"));
}

#[tokio::test]
async fn a_backup_of_an_older_schema_is_brought_up_to_date_in_the_rehearsal_and_left_as_it_is() {
    let app = TestApp::new().await;
    let place = tempfile::TempDir::new().unwrap();
    let (old, copy) = (place.path().join("old.sqlite"), place.path().join("thrice-old.sqlite"));
    let mut conn = SqliteConnectOptions::new().filename(&old).create_if_missing(true).connect().await.unwrap();
    MIGRATOR.run_to(8, &mut conn).await.unwrap();
    sqlx::raw_sql("INSERT INTO school (name, created_at) VALUES ('Oak', 0)").execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    backup::copy(&old, &copy, None).await.unwrap();
    let bytes = fs::read(&copy).unwrap();
    let now = Moment::from_unix(1_795_420_800);
    let found = backup::rehearse(&app.app.store, &copy, None, Actor::Command, now).await.unwrap();
    assert_eq!(found.schema, 8);
    assert_eq!(fs::read(&copy).unwrap(), bytes);
}

//! The file of all schools, made without a journal: one that is not finished is thrown away and made anew.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use thrice::store::Store;

use super::schools_of_rows;

/// Plans in a school: 1.82 million in 24,000.
pub(crate) const PLANS: usize = 76;

/// Schools made by one set of statements.
const AT_ONCE: usize = 400;

/// Makes the file where it is not there yet. Returns how long that took.
pub(crate) async fn country(file: &Path, many: usize) -> Option<Duration> {
    if file.exists() {
        return None;
    }
    let begun = Instant::now();
    let half = PathBuf::from(format!("{}.half", file.display()));
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let _ = fs::remove_file(format!("{}{suffix}", half.display()));
    }
    Store::open(&half).await.unwrap().close().await;
    let options = SqliteConnectOptions::new().filename(&half).foreign_keys(false);
    let options = options.pragma("journal_mode", "OFF").pragma("synchronous", "OFF").pragma("cache_size", "-400000");
    let mut conn = SqliteConnection::connect_with(&options).await.unwrap();
    for first in (1..=many).step_by(AT_ONCE) {
        schools_of_rows::put(&mut conn, first, (first + AT_ONCE - 1).min(many)).await;
    }
    sqlx::raw_sql("ANALYZE").execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    fs::rename(half, file).unwrap();
    Some(begun.elapsed())
}

//! Opening the file: the right SQLite, the right settings, the newest schema, and a copy before the schema changes.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use sqlx::{
    Connection, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

use super::{
    Store, backup,
    files::{ensure_file, look, options},
    health, lock,
    schema::{MIGRATOR, newest, present},
};

/// How long a page waits for its turn to write, while others do, or for a connection to read with.
const WAITS: Duration = Duration::from_secs(30);

/// The first SQLite without the WAL-reset fault, which could lose committed writes.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

impl Store {
    /// Opens the database file, makes it if it is not there (readable by its owner alone), and brings its schema up to date. A file that
    /// holds data is copied beside itself first ("thrice.sqlite.before-0006").
    ///
    /// # Errors
    /// A plain sentence: a SQLite that is too old, a database newer than this program, a file that cannot be opened or is no database,
    /// an upgrade while another Thrice has it open.
    pub async fn open(path: &Path) -> anyhow::Result<Self> {
        ensure_file(path)?;
        loop {
            let hold = lock::shared(path).await?;
            // Only looked at first, so that a file that is refused stays as it is.
            let mut conn = look(path).await?;
            let present = present(&mut conn, path).await?;
            check_sqlite(&health::sqlite_version(&mut conn).await?)?;
            conn.close().await?;
            if present == newest() {
                let writer = pool(path, options(path), 1).await?;
                let readers = pool(path, options(path).pragma("query_only", "ON"), 4).await?;
                let (registers, sessions, frames, opened) = Default::default();
                let (views, last_write) = (Arc::default(), Arc::default());
                let (path, _hold) = (path.to_owned(), Arc::new(hold));
                return Ok(Self {
                    writer,
                    readers,
                    path,
                    registers,
                    sessions,
                    frames,
                    opened,
                    views,
                    last_write,
                    _hold,
                });
            }
            drop(hold);
            upgrade(path).await?;
        }
    }
}

/// Refuses a SQLite that is too old.
///
/// # Errors
/// A sentence with both versions.
pub fn check_sqlite(found: &str) -> anyhow::Result<()> {
    let mut parts = found.split('.').map(|p| p.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    let version = (next(), next(), next());
    if version < OLDEST_SQLITE {
        let (a, b, c) = OLDEST_SQLITE;
        bail!("SQLite {found} can lose committed writes (its WAL-reset fault): Thrice needs {a}.{b}.{c} or later");
    }
    Ok(())
}

// A connection to a file does not go away by itself: nobody asks whether it is still there.
async fn pool(path: &Path, options: SqliteConnectOptions, most: u32) -> anyhow::Result<SqlitePool> {
    let pool = SqlitePoolOptions::new()
        .max_connections(most)
        .acquire_timeout(WAITS)
        .test_before_acquire(false)
        .after_release(|conn, _| Box::pin(is_free(conn)));
    pool.connect_with(options).await.with_context(|| format!("could not open the database {}", path.display()))
}

/// Whether a connection that is given back is out of every transaction. Where a commit fails, SQLite may have rolled back by itself, which
/// the driver does not notice: such a connection would refuse every later act, so it is closed and another opened. Only who began a transaction
/// is asked, since the question costs every page as much as a small statement.
async fn is_free(conn: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if !conn.is_in_transaction() {
        return Ok(true);
    }
    conn.ping().await?; // a rollback that still waits is done by now
    Ok(!conn.is_in_transaction())
}

/// Brings the schema up to date, alone with the file, after a copy if there is something to lose.
async fn upgrade(path: &Path) -> anyhow::Result<()> {
    let Some(_alone) = lock::alone(path, true).await? else {
        bail!("{} must be upgraded first, but another Thrice has it open: stop that, then start again", path.display());
    };
    let writer = pool(path, options(path), 1).await?;
    let (present, newest) = (present(&mut *writer.acquire().await?, path).await?, newest());
    if present > 0 && present < newest {
        let copy = backup::free_name(&format!("{}.before-{newest:04}", path.display()));
        backup::copy_held(path, &copy)
            .await
            .context("could not make a copy before the upgrade, so nothing was changed")?;
        tracing::info!(from = present, to = newest, "upgraded after a copy: {}", copy.display());
    }
    MIGRATOR.run(&writer).await.context("could not bring the database up to date")?;
    writer.close().await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sqlite_without_the_wal_reset_fault_will_do() {
        for bad in ["3.46.0", "3.50.7", "3.51.2", "2.9.9", "rubbish"] {
            assert!(check_sqlite(bad).is_err(), "{bad}");
        }
        for good in ["3.51.3", "3.52.0", "4.0.0"] {
            assert!(check_sqlite(good).is_ok(), "{good}");
        }
    }
}

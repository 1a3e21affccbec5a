//! Opening the file: the right SQLite, the right settings, the newest schema, and a copy before the schema changes.

use std::{
    fs::OpenOptions,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, bail};
use sqlx::{
    ConnectOptions, Connection, SqliteConnection, SqlitePool,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Store, backup, health, lock};

/// The schema, in order.
pub static MIGRATOR: Migrator = sqlx::migrate!();

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
                return Ok(Self { writer, readers, path: path.to_owned(), _hold: Arc::new(hold) });
            }
            drop(hold);
            upgrade(path).await?;
        }
    }
}

/// Opens a database file that is there, only to look: nothing is made, upgraded or changed.
///
/// # Errors
/// When there is none, or it is no database.
pub async fn look(path: &Path) -> anyhow::Result<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY).pragma("query_only", "ON");
    let unreadable = || format!("could not open the database {}", path.display());
    options.pragma("trusted_schema", "OFF").pragma("mmap_size", "0").connect().await.with_context(unreadable)
}

const BUSY: Duration = Duration::from_secs(5);

/// How every connection of the store is opened.
#[must_use]
pub fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("secure_delete", "ON")
        .pragma("mmap_size", "0")
}

/// The schema this program brings: the number of its last migration.
#[must_use]
pub fn newest() -> i64 {
    MIGRATOR.iter().map(|m| m.version).max().unwrap_or(0)
}

/// The schema of an open database: 0 while it is empty.
///
/// # Errors
/// A plain sentence when it is no database, another program's, or newer than this program.
pub async fn present(conn: &mut SqliteConnection, path: &Path) -> anyhow::Result<i64> {
    let tables: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .fetch_all(&mut *conn)
        .await
        .with_context(|| format!("{} is not a database that Thrice can read", path.display()))?;
    if tables.is_empty() {
        return Ok(0);
    }
    let applied: Vec<(i64, Vec<u8>)> = match tables.iter().any(|t| t == "_sqlx_migrations") {
        true => {
            sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations WHERE success ORDER BY version")
                .fetch_all(conn)
                .await?
        }
        false => Vec::new(),
    };
    let ours = |(version, checksum): &(i64, Vec<u8>)| {
        MIGRATOR.iter().find(|m| m.version == *version).is_none_or(|m| *m.checksum == **checksum)
    };
    if applied.is_empty() || !applied.iter().all(ours) {
        bail!("{} is the database of another program", path.display());
    }
    let (present, newest) = (applied.last().map_or(0, |(version, _)| *version), newest());
    if present > newest {
        bail!(
            "{} was made by a newer Thrice (schema {present}; this program knows {newest}). Start the newer program, or restore the copy that was made before its upgrade",
            path.display()
        );
    }
    Ok(present)
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

/// Makes the folder and an empty file where there is none: SQLite gives its log the permissions of the file.
fn ensure_file(path: &Path) -> anyhow::Result<()> {
    ensure_folder(path)?;
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("could not make the database {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Makes the folder that a file is to be in.
pub(super) fn ensure_folder(path: &Path) -> anyhow::Result<()> {
    match path.parent().filter(|f| !f.as_os_str().is_empty()) {
        Some(folder) => {
            std::fs::create_dir_all(folder).with_context(|| format!("could not make the folder {}", folder.display()))
        }
        None => Ok(()),
    }
}

async fn pool(path: &Path, options: SqliteConnectOptions, most: u32) -> anyhow::Result<SqlitePool> {
    let pool = SqlitePoolOptions::new().max_connections(most).acquire_timeout(Duration::from_secs(10));
    pool.connect_with(options).await.with_context(|| format!("could not open the database {}", path.display()))
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

/// `path` with what people add to it, as a path of its own.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", path.display()))
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

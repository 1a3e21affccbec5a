//! Opening the file: the right SQLite, the right settings, the newest schema, and a backup before the schema changes.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use sqlx::{
    SqlitePool,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::Store;

/// The schema, in order.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// The first SQLite without the WAL-reset fault, which could lose committed writes.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

impl Store {
    /// Opens the database file, makes it if it is not there, and brings its schema up to date. A file that holds data is copied beside
    /// itself first ("thrice.sqlite.before-0005.…").
    ///
    /// # Errors
    /// A plain sentence: a SQLite that is too old, a database newer than this program, a file that cannot be opened or is no database.
    pub async fn open(path: &Path) -> anyhow::Result<Self> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("could not make the folder {}", folder.display()))?;
        }
        let options = options(path).create_if_missing(true);
        let open = |most: u32| SqlitePoolOptions::new().max_connections(most).acquire_timeout(Duration::from_secs(10));
        let writer = open(1)
            .connect_with(options.clone())
            .await
            .with_context(|| format!("could not open the database {}", path.display()))?;
        let found: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&writer).await?;
        check_sqlite(&found)?;
        migrate(&writer, path).await?;
        let readers = open(4)
            .connect_with(options.create_if_missing(false).pragma("query_only", "ON"))
            .await
            .context("could not open the database to read")?;
        Ok(Self { writer, readers, path: path.to_owned() })
    }
}

/// How every connection is opened.
#[must_use]
pub fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("secure_delete", "ON")
        .pragma("mmap_size", "0")
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

async fn migrate(writer: &SqlitePool, path: &Path) -> anyhow::Result<()> {
    let newest = MIGRATOR.iter().map(|m| m.version).max().unwrap_or(0);
    let has_schema: bool = sqlx::query_scalar("SELECT count(*) > 0 FROM sqlite_schema WHERE name = '_sqlx_migrations'")
        .fetch_one(writer)
        .await
        .with_context(|| format!("{} is not a database that Thrice can read", path.display()))?;
    let present: i64 = match has_schema {
        true => sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations").fetch_one(writer).await?,
        false => 0,
    };
    if present > newest {
        bail!(
            "this database was made by a newer Thrice (schema {present}; this program knows {newest}). Start the newer program, or restore the backup that was made before its upgrade"
        );
    }
    if present > 0 && present < newest {
        let copy = PathBuf::from(format!("{}.before-{newest:04}", path.display()));
        let _ = std::fs::remove_file(&copy);
        sqlx::query("VACUUM INTO ?")
            .bind(copy.display().to_string())
            .execute(writer)
            .await
            .context("could not back up before upgrading")?;
        std::fs::File::open(&copy)?.sync_all()?;
    }
    MIGRATOR.run(writer).await.context("could not bring the database up to date")
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

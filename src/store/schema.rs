//! The schema: what this program brings, and what a file has.

use std::path::Path;

use anyhow::{Context, bail};
use sqlx::{SqliteConnection, migrate::Migrator};

/// The schema, in order.
pub static MIGRATOR: Migrator = sqlx::migrate!();

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
            "{} was made by a newer Thrice (schema {present}; this program knows {newest}). \
             Start the newer program, or restore the copy that was made before its upgrade",
            path.display()
        );
    }
    Ok(present)
}

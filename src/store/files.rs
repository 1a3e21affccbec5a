//! The database file and its folder: how it is made, found and opened, by whoever does it.

use std::{
    fs::{DirBuilder, OpenOptions},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use sqlx::{
    ConnectOptions, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

/// Opens a database file that is there, only to look: nothing is made, upgraded or changed.
///
/// # Errors
/// When there is none, or it is no database.
pub async fn look(path: &Path) -> anyhow::Result<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY).pragma("query_only", "ON");
    let unreadable = || format!("could not open the database {}", path.display());
    options.pragma("trusted_schema", "OFF").pragma("mmap_size", "0").connect().await.with_context(unreadable)
}

/// How long whoever writes waits for another process that does.
const BUSY: Duration = Duration::from_secs(30);

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

/// Makes the folder and an empty file where there is none: SQLite gives its log the permissions of the file.
pub(super) fn ensure_file(path: &Path) -> anyhow::Result<()> {
    ensure_folder(path)?;
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("could not make the database {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Makes the folder that a file is to be in.
pub(in crate::store) fn ensure_folder(path: &Path) -> anyhow::Result<()> {
    match path.parent().filter(|f| !f.as_os_str().is_empty()) {
        Some(folder) => private_folder(folder),
        None => Ok(()),
    }
}

/// Makes a folder that nobody but its owner can look into, and those above it that are not there.
///
/// # Errors
/// When it cannot be made.
pub fn private_folder(folder: &Path) -> anyhow::Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("could not make the folder {}", folder.display()))
}

/// `path` with what people add to it, as a path of its own.
pub(in crate::store) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", path.display()))
}

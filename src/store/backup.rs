//! Copies that can be trusted. A copy is made of the running database, under a temporary name; it is opened, checked and counted against
//! the original, sealed, encrypted where there is a key for it, brought to the disk, and only then given its name. So a file with a
//! backup's name is whole, or not there.

mod envelope;
mod keeping;
mod names;
mod plain;
mod restore;
mod seal;
mod sweep;

use std::{
    fs::{self, File, OpenOptions},
    io::Seek,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::sync::Notify;

pub use envelope::{Identities, Recipient, new_key};
pub use keeping::{Kept, Shelf, State, keep, kept, rehearse, state};
pub use names::file_name;
use plain::Plain;
pub use restore::{Restored, restore};
pub use sweep::sweep;

use super::{
    Tx,
    files::{look, options, with_suffix},
    health, lock,
    schema::{newest, present},
    schools,
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    time::Moment,
};

/// A copy that was made, checked and sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    /// Its length.
    pub bytes: u64,
    /// What is in it.
    pub contents: Contents,
}

/// What is in a database, in figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contents {
    /// The number of its last migration.
    pub schema: i64,
    /// Every table, index and trigger as SQL, in order.
    tables: Vec<(String, Option<String>)>,
    /// Rows by table.
    rows: Vec<(String, i64)>,
    /// When the newest entry of its audit was made.
    pub newest: Option<Moment>,
}

impl Contents {
    /// All its rows.
    #[must_use]
    pub fn rows(&self) -> i64 {
        self.rows.iter().map(|(_, rows)| rows).sum()
    }

    /// Its tables.
    #[must_use]
    pub fn tables(&self) -> usize {
        self.rows.len()
    }
}

/// Copies the database `from`, in use or not, to the new file `to`, encrypted where there is a recipient. Whoever writes waits for the
/// instant in which it is fixed what is copied, not for the copy.
///
/// # Errors
/// A plain sentence; then there is no file `to`.
pub async fn copy(from: &Path, to: &Path, recipient: Option<&Recipient>) -> anyhow::Result<Copied> {
    let _hold = lock::shared(from).await?;
    match recipient {
        Some(recipient) => copy_closed(from, to, recipient).await,
        None => copy_held(from, to).await,
    }
}

/// Everything that is checked is checked on the plain copy; only what was found well is encrypted.
async fn copy_closed(from: &Path, to: &Path, recipient: &Recipient) -> anyhow::Result<Copied> {
    ensure!(!to.exists(), "{} is there already", to.display());
    let mut plain = Plain::beside(from)?;
    let Copied { contents, .. } = make(from, plain.path()).await?;
    let (to, recipient) = (to.to_owned(), recipient.clone());
    // The plain copy goes with this work, even where whoever asked for it has gone away meanwhile.
    let closing = tokio::task::spawn_blocking(move || {
        let part = with_suffix(&to, ".part");
        let made = close(&mut plain, &part, &to, &recipient);
        if made.is_err() {
            let _ = fs::remove_file(&part); // the first error is the one to tell
        }
        made.context("could not encrypt the copy")
    });
    Ok(Copied { bytes: closing.await??, contents })
}

fn close(plain: &mut Plain, part: &Path, to: &Path, recipient: &Recipient) -> anyhow::Result<u64> {
    plain.file.rewind()?;
    let written = envelope::close(&mut plain.file, &private_file(part)?, recipient)?;
    written.compare(part)?;
    fs::rename(part, to).with_context(|| format!("could not name the copy {}", to.display()))?;
    sync_folder(to)?;
    Ok(written.bytes)
}

/// As [`copy`], for whoever has the database's lock already.
pub(super) async fn copy_held(from: &Path, to: &Path) -> anyhow::Result<Copied> {
    ensure!(!to.exists(), "{} is there already", to.display());
    let part = with_suffix(to, ".part");
    let held = private_file(&part)?; // locked: what is not was left behind
    let made = make(from, &part).await;
    if made.is_err() {
        let _ = fs::remove_file(&part); // the first error is the one to tell
    }
    let made = made?;
    drop(held);
    fs::rename(&part, to).with_context(|| format!("could not name the copy {}", to.display()))?;
    sync_folder(to)?;
    Ok(made)
}

/// Fills the empty file `part`.
async fn make(from: &Path, part: &Path) -> anyhow::Result<Copied> {
    let original =
        clone_while_locked(from, part).await.with_context(|| format!("could not copy {}", from.display()))?;
    let contents = examine(part, from).await.context("the copy is not sound, so it was thrown away")?;
    ensure!(contents == original, "the copy does not hold what the database holds, so it was thrown away");
    let bytes = seal::set(part).context("could not seal the copy")?;
    Ok(Copied { bytes, contents })
}

/// Copies one state of the database, and counts the original at that very state. Nobody can write until both look at it; then the copy is
/// made while others go on.
async fn clone_while_locked(from: &Path, part: &Path) -> anyhow::Result<Contents> {
    let present_options = options(from).create_if_missing(false);
    let (mut guard, mut reader) = (present_options.connect().await?, present_options.connect().await?);
    let mut counting = present_options.connect().await?;
    let lock = guard.begin_with("BEGIN IMMEDIATE").await?;
    let mut snapshot = counting.begin().await?;
    sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut *snapshot).await?;
    let ended = Notify::new();
    let copying = async {
        let copied = sqlx::query("VACUUM INTO ?").bind(part.display().to_string()).execute(&mut reader).await;
        ended.notify_one();
        copied
    };
    let counted = async {
        tokio::select! {
            () = has_begun(part) => {}
            () = ended.notified() => {}
        }
        lock.rollback().await?;
        contents(&mut snapshot, from).await
    };
    // What is counted waits for the copy to begin, and the copy for nothing.
    let (copied, contents) = tokio::join!(copying, counted);
    copied?;
    let contents = contents?;
    snapshot.rollback().await?;
    for conn in [reader, guard, counting] {
        conn.close().await?;
    }
    Ok(contents)
}

/// Waits until a copy has written its first bytes: by then it is fixed which state is copied. One that is small writes them at its end.
async fn has_begun(part: &Path) {
    while fs::metadata(part).is_ok_and(|file| file.len() == 0) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Opens a database that nobody uses and checks it whole; what is wrong is said of the file it came from.
async fn examine(path: &Path, origin: &Path) -> anyhow::Result<Contents> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
    let mut conn = options.pragma("trusted_schema", "OFF").pragma("cell_size_check", "ON").connect().await?;
    let contents = contents(&mut conn, origin).await?;
    let faults = [health::damage(&mut conn).await?, health::dangling(&mut conn).await?].concat();
    if let Some(fault) = faults.first() {
        bail!("{} is damaged: {fault}", origin.display());
    }
    conn.close().await?;
    Ok(contents)
}

async fn contents(conn: &mut SqliteConnection, path: &Path) -> anyhow::Result<Contents> {
    let schema = present(&mut *conn, path).await?;
    ensure!(schema > 0, "{} is empty", path.display());
    let tables = sqlx::query_as("SELECT type || ' ' || name, sql FROM sqlite_schema ORDER BY type, name")
        .fetch_all(&mut *conn)
        .await?;
    let names: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .fetch_all(&mut *conn)
        .await?;
    let mut rows = Vec::new();
    for name in names {
        let count = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
        rows.push((name, sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut *conn).await?));
    }
    let newest: Option<i64> = match rows.iter().any(|(name, _)| name == "audit") {
        true => sqlx::query_scalar("SELECT max(at) FROM audit").fetch_one(conn).await?,
        false => None,
    };
    Ok(Contents { schema, tables, rows, newest: newest.map(Moment::from_unix) })
}

/// Writes down that a copy was made.
pub async fn record(tx: &mut Tx, file: &Path, bytes: u64) -> anyhow::Result<()> {
    let (now, file, bytes) = (tx.now.unix(), file.display().to_string(), i64::try_from(bytes)?);
    sqlx::query!("INSERT INTO backup (made_at, file, bytes) VALUES (?, ?, ?)", now, file, bytes)
        .execute(tx.conn())
        .await?;
    leave_trace(tx, Deed::Copied).await
}

/// Leaves an audit entry, where there is a school that could read it. No register holds anything of a backup, so these acts are
/// committed aside.
async fn leave_trace(tx: &mut Tx, deed: Deed) -> anyhow::Result<()> {
    let Some(school) = schools::only(tx.conn()).await? else { return Ok(()) };
    tx.enter(school);
    tx.audit(Entry::new(deed, Subject::Database)).await
}

/// When the last copy was made, and where it was put.
pub async fn last(conn: &mut SqliteConnection, now: Moment) -> anyhow::Result<Option<(Moment, String)>> {
    let now = now.unix();
    let row =
        sqlx::query!("SELECT made_at, file FROM backup WHERE made_at <= ? ORDER BY made_at DESC, id DESC LIMIT 1", now)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(|r| (Moment::from_unix(r.made_at), r.file)))
}

/// Whether a database has the newest schema, without changing it.
///
/// # Errors
/// As [`present`].
pub async fn is_current(path: &Path) -> anyhow::Result<bool> {
    let mut conn = look(path).await?;
    let current = present(&mut conn, path).await? == newest();
    conn.close().await?;
    Ok(current)
}

/// `name`, or with the first number behind it that is free.
pub(super) fn free_name(name: &str) -> PathBuf {
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    let free = std::iter::once(name.to_owned()).chain(numbered).map(PathBuf::from).find(|p| !p.exists());
    free.unwrap_or_else(|| name.into())
}

/// A new, empty file that only its owner can read, locked as long as it is held; whatever an interrupted run left under its name is gone.
fn private_file(path: &Path) -> anyhow::Result<File> {
    for old in [path, &with_suffix(path, "-journal")] {
        let _ = fs::remove_file(old); // mostly not there
    }
    let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path);
    let file = file.with_context(|| format!("could not write {}", path.display()))?;
    file.try_lock().with_context(|| format!("could not lock {}", path.display()))?;
    Ok(file)
}

/// Brings a new name in a folder to the disk.
fn sync_folder(file: &Path) -> anyhow::Result<()> {
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all().with_context(|| format!("could not bring {} to the disk", folder.display()))
}

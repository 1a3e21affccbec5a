//! The backups that Thrice makes by itself: one a night in a folder of their own, the old ones taken away, and a rehearsal now and then,
//! because a backup that nobody has restored is a hope.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use sqlx::SqliteConnection;

use super::{
    Contents, Identities, Recipient, copy, leave_trace,
    names::{ENCRYPTED, file_name, stamped},
    record, restore, seal, sweep, sync_folder,
};
use crate::{
    domain::{audit::Deed, keeping, people::Name, time::Moment},
    store::{Actor, Store, files::private_folder, schools},
};

/// Where Thrice keeps the backups that it makes by itself, and for whom it encrypts them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shelf {
    /// The folder.
    pub folder: PathBuf,
    /// The key they are encrypted to; `None`: they are not.
    pub recipient: Option<Recipient>,
}

/// A backup that lies in the folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// When it was made.
    pub made: Moment,
    /// Where it is.
    pub file: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// Whether it is encrypted, by its name.
    pub encrypted: bool,
}

/// The backups in a folder, the newest first; what is named otherwise is none of ours.
///
/// # Errors
/// When the folder cannot be read.
pub fn kept(folder: &Path) -> anyhow::Result<Vec<Kept>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if let Some((made, name)) = name.to_str().and_then(|name| Some((stamped(name)?, name))) {
            let encrypted = name.ends_with(ENCRYPTED);
            all.push(Kept { made, file: entry.path(), bytes: entry.metadata()?.len(), encrypted });
        }
    }
    all.sort_by_key(|k| std::cmp::Reverse(k.made));
    Ok(all)
}

/// Makes a backup on the shelf, writes it down, and takes the old ones away. One that fails is written down too.
///
/// # Errors
/// A plain sentence; then nothing new is in the folder.
pub async fn keep(store: &Store, shelf: &Shelf, actor: Actor, now: Moment) -> anyhow::Result<PathBuf> {
    sweep(store.path(), Some(&shelf.folder));
    let made = write(store.path(), shelf, now).await;
    let mut tx = store.begin_for_all(actor, now).await?;
    match &made {
        Ok((file, bytes)) => record(&mut tx, file, *bytes).await?,
        Err(error) => {
            let (at, reason) = (now.unix(), format!("{error:#}"));
            sqlx::query!("INSERT INTO backup_failure (tried_at, reason) VALUES (?, ?)", at, reason)
                .execute(tx.conn())
                .await?;
        }
    }
    tx.commit_aside().await?;
    let (file, _) = made?;
    prune(&shelf.folder, now)?;
    Ok(file)
}

/// Copies into the folder, and reads back what lies there under its name; what is encrypted was read back before it got it.
async fn write(database: &Path, shelf: &Shelf, now: Moment) -> anyhow::Result<(PathBuf, u64)> {
    let Shelf { folder, recipient } = shelf;
    let recipient = recipient.as_ref();
    private_folder(folder)?;
    let file = std::path::absolute(folder)?.join(file_name(now, recipient));
    let copied = copy(database, &file, recipient).await?;
    if recipient.is_none() {
        seal::verify(&file)?;
    }
    Ok((file, copied.bytes))
}

/// Takes away what is not kept any longer.
fn prune(folder: &Path, now: Moment) -> anyhow::Result<()> {
    let all = kept(folder)?;
    let made: Vec<Moment> = all.iter().map(|k| k.made).collect();
    let gone = keeping::superfluous(&made, now.today());
    for old in all.iter().filter(|k| gone.contains(&k.made)) {
        fs::remove_file(&old.file).with_context(|| format!("could not remove {}", old.file.display()))?;
    }
    sync_folder(&folder.join("-"))
}

/// Restores a backup into a place of its own, opens it as Thrice does, and throws that place away. What came of it is written down.
///
/// # Errors
/// A plain sentence: the backup could not be restored, or not be opened afterwards.
pub async fn rehearse(
    store: &Store,
    file: &Path,
    keys: Option<&Identities>,
    actor: Actor,
    now: Moment,
) -> anyhow::Result<Contents> {
    let tried = restore_aside(store.path(), file, keys).await;
    let mut tx = store.begin_for_all(actor, now).await?;
    let (at, by, named) = (now.unix(), actor.staff(), file.display().to_string());
    let (rows, fault) = match &tried {
        Ok(contents) => (contents.rows(), None),
        Err(error) => (0, Some(format!("{error:#}"))),
    };
    sqlx::query!(
        "INSERT INTO rehearsal (made_at, made_by, file, rows_found, fault) VALUES (?, ?, ?, ?, ?)",
        at,
        by,
        named,
        rows,
        fault
    )
    .execute(tx.conn())
    .await?;
    leave_trace(&mut tx, Deed::Rehearsed).await?;
    tx.commit_aside().await?;
    tried
}

async fn restore_aside(database: &Path, file: &Path, keys: Option<&Identities>) -> anyhow::Result<Contents> {
    let beside = database.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = tempfile::Builder::new().prefix("rehearsal-").tempdir_in(beside)?;
    let to = place.path().join("thrice.sqlite");
    let contents = restore(file, keys, &to, "rehearsal").await?.contents;
    let opened = Store::open(&to).await?;
    let school = schools::only(&mut *opened.read().await?).await?;
    opened.close().await;
    ensure!(school.is_some(), "{} holds no school", file.display());
    Ok(contents)
}

/// How the backups are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    /// When the last one was made, and where it was put.
    pub last: Option<(Moment, String)>,
    /// When the last try failed and why, if none has been made since.
    pub failed: Option<(Moment, String)>,
    /// When the last rehearsal went well, and who asked for it.
    pub rehearsed: Option<(Moment, Option<Name>)>,
    /// Why the last rehearsal went wrong, if it did.
    pub rehearsal_failed: Option<String>,
    /// When the school was set up: before that there was nothing to copy.
    pub since: Option<Moment>,
}

/// How the backups are. What was written down while the clock was ahead never was.
pub async fn state(conn: &mut SqliteConnection, now: Moment) -> anyhow::Result<State> {
    let (last, at) = (super::last(&mut *conn, now).await?, now.unix());
    let failed = sqlx::query!(
        "SELECT tried_at, reason FROM backup_failure WHERE tried_at <= ? ORDER BY tried_at DESC, id DESC LIMIT 1",
        at
    )
    .fetch_optional(&mut *conn)
    .await?;
    let failed = failed
        .map(|r| (Moment::from_unix(r.tried_at), r.reason))
        .filter(|(at, _)| last.as_ref().is_none_or(|(made, _)| at > made));
    let rehearsals = sqlx::query!(
        r#"SELECT r.made_at, r.fault, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM rehearsal r LEFT JOIN staff s ON s.id = r.made_by ORDER BY r.id DESC LIMIT 50"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let since = sqlx::query_scalar!(r#"SELECT min(created_at) AS "at: i64" FROM school"#).fetch_one(conn).await?;
    let rehearsal_failed = rehearsals.first().and_then(|r| r.fault.clone());
    let rehearsed = rehearsals.into_iter().find(|r| r.fault.is_none()).map(|r| {
        let name = r.title.zip(r.forename).zip(r.surname);
        (Moment::from_unix(r.made_at), name.map(|((title, forename), surname)| Name { title, forename, surname }))
    });
    Ok(State { last, failed, rehearsed, rehearsal_failed, since: since.map(Moment::from_unix) })
}

//! `thrice backup DIR` and `thrice restore FILE`: a copy of the running database that was checked before it got its name, and the way back.
//! And the key that copies are encrypted to.

use std::{fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use anyhow::{Context, ensure};

use crate::{
    config::Settings,
    domain::time::{ClockTime, LongDay, Moment},
    store::{
        Actor, Store,
        backup::{self, Copied, Identities, Restored},
        files::private_folder,
        schema,
    },
};

/// Copies the database into a folder, and returns what to print.
///
/// # Errors
/// A plain sentence; then nothing new is in the folder.
pub async fn run(settings: &Settings, folder: &Path) -> anyhow::Result<String> {
    let (from, now) = (&settings.database, settings.clock().now());
    ensure!(from.exists(), "there is no database at {}", from.display());
    private_folder(folder)?;
    backup::sweep(from, Some(folder));
    let recipient = settings.recipient.as_ref();
    let to = std::path::absolute(folder)?.join(backup::file_name(now, recipient));
    let Copied { bytes, contents } = backup::copy(from, &to, recipient).await?;
    if backup::is_current(from).await? {
        record(from, &to, bytes, now).await?;
    }
    Ok(format!(
        "{}\nChecked and sealed{}: schema {}, {} tables, {} rows, {bytes} bytes.",
        to.display(),
        recipient.map(|key| format!(", then encrypted to {}", key.shortened())).unwrap_or_default(),
        contents.schema,
        contents.tables(),
        contents.rows()
    ))
}

/// Makes a key for backups, writes its secret half into a new file, and returns what to print.
///
/// # Errors
/// A plain sentence: the file is there already, or cannot be written.
pub fn new_key(settings: &Settings, file: &Path) -> anyhow::Result<String> {
    let (recipient, text) = backup::new_key(settings.clock().now().today());
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let mut made = made.with_context(|| format!("could not make the file {}", file.display()))?;
    made.write_all(text.as_bytes()).and_then(|()| made.sync_all())?;
    Ok(format!(
        "{recipient}\nSet this as backup.recipient (THRICE_BACKUP_RECIPIENT): backups are encrypted to it from then on.\n\
         {file} opens them, and nothing else does. Take it away from this machine and keep it in two places, such as a safe and a\n\
         password manager. Whoever restores or rehearses names it: thrice restore BACKUP --identity {file}",
        file = file.display()
    ))
}

/// The key in a file, where one was named.
fn keys(identity: Option<&Path>) -> anyhow::Result<Option<Identities>> {
    identity.map(Identities::read).transpose()
}

/// Writes down when the last copy was made. Not into the copy, which was sealed before; nor into a database that waits for an upgrade.
async fn record(database: &Path, to: &Path, bytes: u64, now: Moment) -> anyhow::Result<()> {
    let store = Store::open(database).await?;
    let mut tx = store.begin_for_all(Actor::Command, now).await?;
    backup::record(&mut tx, to, bytes).await?;
    tx.commit_aside().await?;
    store.close().await;
    Ok(())
}

/// Restores a backup on trial, and returns what to print.
///
/// # Errors
/// A plain sentence: the backup is not one to rely on.
pub async fn rehearse(settings: &Settings, file: &Path, identity: Option<&Path>) -> anyhow::Result<String> {
    let keys = keys(identity)?;
    let store = Store::open(&settings.database).await?;
    let tried = backup::rehearse(&store, file, keys.as_ref(), Actor::Command, settings.clock().now()).await;
    store.close().await;
    let contents = tried.with_context(|| format!("the rehearsal with {} failed", file.display()))?;
    Ok(format!(
        "{} can be restored: schema {}, {} tables, {} rows. The database was not touched.",
        file.display(),
        contents.schema,
        contents.tables(),
        contents.rows()
    ))
}

/// Puts a backup in place of the database, and returns what to print.
///
/// # Errors
/// A plain sentence; then the database is as it was.
pub async fn restore(settings: &Settings, file: &Path, identity: Option<&Path>) -> anyhow::Result<String> {
    let (keys, stamp) = (keys(identity)?, stamp(settings.clock().now()));
    let Restored { contents, aside } = backup::restore(file, keys.as_ref(), &settings.database, &stamp).await?;
    let mut said = vec![format!(
        "Restored {}: schema {}, {} tables, {} rows.",
        settings.database.display(),
        contents.schema,
        contents.tables(),
        contents.rows()
    )];
    if let Some(newest) = contents.newest {
        let (day, time) = (LongDay(newest.today()), ClockTime(newest.local().time()));
        said.push(format!("The newest entry in it was made on {day} at {time}."));
    }
    if contents.schema < schema::newest() {
        said.push(format!("The next start brings it to schema {}, after a copy.", schema::newest()));
    }
    if let Some(aside) = aside {
        said.push(format!("What was there before is kept as {}.", aside.display()));
    }
    said.push(
        "It does not know which messages have been sent since: look at thrice mail outbox and thrice remind --dry-run before you start it."
            .to_owned(),
    );
    Ok(said.join("\n"))
}

/// An instant as part of a file's name.
fn stamp(now: Moment) -> String {
    now.utc().format("%Y-%m-%dT%H%M%SZ").to_string()
}

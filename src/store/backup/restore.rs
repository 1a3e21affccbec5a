//! Putting a backup in place of the database. Everything is proven on a copy beside it before anything is touched; then one rename
//! replaces the file, so that at no instant there is none. What was there is kept.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use sqlx::{ConnectOptions, Connection};

use super::{
    super::{
        files::{ensure_folder, options, with_suffix},
        lock,
    },
    Contents, Identities, Plain, envelope, examine, free_name, private_file, seal, sync_folder,
};

/// A backup that is in place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    /// What is in it.
    pub contents: Contents,
    /// Where the file is that was there before, if there was one.
    pub aside: Option<PathBuf>,
}

/// Puts the backup `from`, opened with `keys` where it is encrypted, in place of the database `to`. What was there is kept as
/// "`to`.replaced-`stamp`".
///
/// # Errors
/// A plain sentence; then `to` is as it was.
pub async fn restore(from: &Path, keys: Option<&Identities>, to: &Path, stamp: &str) -> anyhow::Result<Restored> {
    ensure_folder(to)?;
    let Some(_alone) = lock::alone(to, false).await? else {
        bail!("a running Thrice has {} open: stop it first (nothing was changed)", to.display());
    };
    // SQLite keeps its log beside the file that a link leads to.
    let real = fs::canonicalize(to).unwrap_or_else(|_| to.to_owned());
    let to = real.as_path();
    let part = with_suffix(to, ".restoring");
    let made = prove(from, keys, &part).await;
    if made.is_err() {
        let _ = fs::remove_file(&part); // the first error is the one to tell
    }
    let contents = made.context("nothing was restored and nothing was changed")?;
    own_alike(&part, to);
    let aside = if to.exists() { Some(set_aside(to, stamp).await?) } else { None };
    // Before the rename: a log that is left beside the new file would be read into it.
    for rest in ["-wal", "-shm"] {
        remove(&with_suffix(to, rest))?;
    }
    fs::rename(&part, to).with_context(|| format!("could not put the backup in place of {}", to.display()))?;
    sync_folder(to)?;
    Ok(Restored { contents, aside })
}

/// Takes the database out of its backup and checks the very bytes that will be used.
async fn prove(from: &Path, keys: Option<&Identities>, part: &Path) -> anyhow::Result<Contents> {
    let mut file = private_file(part)?;
    if envelope::is_closed(from)? {
        let mut plain = Plain::beside(part)?;
        envelope::open(from, keys, &mut plain.file).with_context(|| format!("{} cannot be used", from.display()))?;
        seal::break_open(plain.path(), from, &mut file)?;
    } else {
        seal::break_open(from, from, &mut file)?;
    }
    file.sync_all()?;
    examine(part, from).await
}

/// Gives the new file the owner and the permissions of the one it replaces, or the owner of its folder, as far as we may: who restores
/// is often not who serves.
fn own_alike(part: &Path, to: &Path) {
    let folder = to.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(model) = fs::metadata(to).or_else(|_| fs::metadata(folder)) else { return };
    let _ = chown(part, Some(model.uid()), Some(model.gid())); // only root may; anybody else owns it already
    if model.is_file() {
        let _ = fs::set_permissions(part, model.permissions()); // 600 will do where it cannot be changed
    }
}

/// Gives the present file a second name, with its log folded in where that is still possible, else with the log beside it.
async fn set_aside(to: &Path, stamp: &str) -> anyhow::Result<PathBuf> {
    if fold(to).await.is_err() {
        tracing::warn!("the log of {} could not be folded in: it is kept beside the old file", to.display());
    }
    let aside = free_name(&format!("{}.replaced-{stamp}", to.display()));
    twin(to, &aside)?;
    let log = with_suffix(to, "-wal");
    if log.exists() {
        twin(&log, &with_suffix(&aside, "-wal"))?;
    }
    sync_folder(&aside)?;
    Ok(aside)
}

async fn fold(path: &Path) -> anyhow::Result<()> {
    let mut conn = options(path).create_if_missing(false).connect().await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut conn).await?;
    conn.close().await?;
    Ok(())
}

/// A second name for a file; a copy where the disk has no such thing.
fn twin(from: &Path, to: &Path) -> anyhow::Result<()> {
    let made = fs::hard_link(from, to).or_else(|_| {
        fs::copy(from, to)?;
        File::open(to)?.sync_all()
    });
    made.with_context(|| format!("could not keep the old file as {} (nothing was changed)", to.display()))
}

fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

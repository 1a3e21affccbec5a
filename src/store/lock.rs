//! Who has the database open. Every Thrice that uses it shares the lock of a small file beside it; whoever changes its schema or puts
//! another file in its place needs that lock alone. So no program's tables change under it, and no open file is swapped. The system
//! frees a lock with the end of its process, however it ends.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;

/// How long to wait for whoever has the lock: an upgrade of a school's file takes less than a second.
const PATIENCE: Duration = Duration::from_secs(10);
const STEP: Duration = Duration::from_millis(50);

/// Held until it is dropped.
#[derive(Debug)]
pub(super) struct Hold(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

/// Uses the database together with others. Waits for an upgrade or a restore to end.
///
/// # Errors
/// When that does not end within ten seconds, or the folder cannot be written.
pub(super) async fn shared(database: &Path) -> anyhow::Result<Hold> {
    taken(database, File::try_lock_shared, PATIENCE).await?.with_context(|| {
        format!("{} is being upgraded or restored by another Thrice: try again soon", database.display())
    })
}

/// Has the database alone; `None` while another Thrice has it open, asked at once or, if `patient`, for ten seconds.
///
/// # Errors
/// When the folder cannot be written.
pub(super) async fn alone(database: &Path, patient: bool) -> anyhow::Result<Option<Hold>> {
    taken(database, File::try_lock, if patient { PATIENCE } else { Duration::ZERO }).await
}

async fn taken(
    database: &Path,
    take: fn(&File) -> Result<(), TryLockError>,
    patience: Duration,
) -> anyhow::Result<Option<Hold>> {
    let path = PathBuf::from(format!("{}.lock", database.display()));
    // Another user's will do as well: a lock asks for no more than an open file.
    let file = File::options().create(true).append(true).open(&path).or_else(|_| File::open(&path));
    let file = file.with_context(|| format!("could not open {}", path.display()))?;
    let mut waited = Duration::ZERO;
    loop {
        match take(&file) {
            Ok(()) => return Ok(Some(Hold(file))),
            Err(TryLockError::WouldBlock) if waited < patience => {
                tokio::time::sleep(STEP).await;
                waited += STEP;
            }
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => {
                return Err(error)
                    .with_context(|| format!("could not lock {}: is it on a local disk?", path.display()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn many_share_it_and_one_has_it_alone() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("thrice.sqlite");
        let (one, two) = (shared(&database).await.unwrap(), shared(&database).await.unwrap());
        assert!(alone(&database, false).await.unwrap().is_none());
        drop(one);
        assert!(alone(&database, false).await.unwrap().is_none());
        drop(two);
        let only = alone(&database, false).await.unwrap().expect("nobody shares it any more");
        assert!(taken(&database, File::try_lock_shared, Duration::ZERO).await.unwrap().is_none());
        drop(only);
        shared(&database).await.unwrap();
    }
}

//! The night's backup: looked at once a minute, made once a night, tried again after an hour where it fails.

use std::{future::Future, path::PathBuf};

use super::{rounds::whenever, schedule};
use crate::{
    clock::Clock,
    domain::keeping,
    store::{
        Actor, Store,
        backup::{self, Shelf},
    },
};

/// Makes a backup whenever one is due, until `shutdown` resolves. Without a shelf there is nothing to do.
///
/// # Errors
/// Never: what fails is logged, shown on every page to those who look after Thrice, and tried again.
pub async fn run(
    store: Store,
    clock: Clock,
    shelf: Option<Shelf>,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    backup::sweep(store.path(), shelf.as_ref().map(|shelf| shelf.folder.as_path()));
    let Some(shelf) = shelf else {
        shutdown.await;
        return Ok(());
    };
    let work = async || match nightly(&store, &clock, &shelf).await {
        Ok(Some(file)) => tracing::info!("backed up as {}", file.display()),
        Ok(None) => {}
        Err(error) => tracing::error!(error = format!("{error:#}"), "the backup failed; it is tried again in an hour"),
    };
    whenever(schedule::LOOK_EVERY, shutdown, work).await;
    Ok(())
}

/// Makes a backup if one is due.
///
/// # Errors
/// A plain sentence; then it is written down, and the next try is an hour later.
pub async fn nightly(store: &Store, clock: &Clock, shelf: &Shelf) -> anyhow::Result<Option<PathBuf>> {
    let now = clock.now();
    let state = backup::state(&mut *store.read().await?, now).await?;
    // Before the first night there is a school, and nothing to lose yet.
    let Some(school) = state.since else { return Ok(None) };
    let since = state.last.map(|(made, _)| made).or(Some(school).filter(|at| *at <= now));
    let waits = state.failed.is_some_and(|(at, _)| now < at.plus_seconds(schedule::BACKUP_AGAIN_AFTER));
    if waits || !keeping::is_due(since, now) {
        return Ok(None);
    }
    backup::keep(store, shelf, Actor::System, now).await.map(Some)
}

//! A form that is sent twice is done once. Whoever answers a form lends its key to what is done meanwhile, and the first act that is saved
//! writes the key down with it: in one commit, so that the key is there exactly if what was sent is.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use sqlx::SqliteConnection;

use super::Tx;

/// Seconds for which a key is kept: a form that lay open longer is looked at anew.
const KEPT: i64 = 2 * 86_400;

/// The key of the form that is being answered, and whether it has been written down.
#[derive(Clone)]
struct Key {
    key: Arc<str>,
    written: Arc<AtomicBool>,
}

tokio::task_local! {
    static KEY: Key;
}

/// Answers a form under its key.
pub async fn with_key<F: Future>(key: &str, answer: F) -> F::Output {
    let written = Arc::new(AtomicBool::new(false));
    KEY.scope(Key { key: key.into(), written }, answer).await
}

/// Whether what was sent under a key has been saved.
///
/// # Errors
/// When the database fails.
pub async fn is_done(conn: &mut SqliteConnection, key: &str) -> anyhow::Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT 1 FROM form_sent WHERE key = ?) AS "is!: bool""#, key)
        .fetch_one(conn)
        .await?)
}

/// Writes the key of the form down that this act answers, once for each form.
pub(super) async fn write(tx: &mut Tx) -> anyhow::Result<()> {
    let Ok(Key { key, written }) = KEY.try_with(Clone::clone) else { return Ok(()) };
    if written.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    let (key, now) = (&*key, tx.now.unix());
    sqlx::query!("INSERT INTO form_sent (key, sent_at) VALUES (?, ?)", key, now).execute(tx.conn()).await?;
    Ok(())
}

/// Forgets the keys of forms that were sent long ago.
pub async fn forget(tx: &mut Tx) -> anyhow::Result<()> {
    let before = tx.now.plus_seconds(-KEPT).unix();
    sqlx::query!("DELETE FROM form_sent WHERE sent_at < ?", before).execute(tx.conn()).await?;
    Ok(())
}

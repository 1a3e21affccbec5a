//! The devices at which somebody has signed in before, whoever guesses elsewhere. A row holds the SHA-256 of the token that the browser keeps;
//! it opens nothing: it only says under what name its tries are counted.

use sqlx::SqliteConnection;

use crate::{
    domain::{
        device::{MOST_DEVICES, REMEMBERED_DAYS},
        ids::StaffId,
        time::Moment,
    },
    store::{
        Tx,
        secret::{hashed, token},
    },
};

/// Those with an open account who have signed in at the device with this token. Nobody, where it is not remembered.
pub async fn known_to(conn: &mut SqliteConnection, token: &str, now: Moment) -> anyhow::Result<Vec<StaffId>> {
    let (hash, since) = (hashed(token), now.unix() - REMEMBERED_DAYS * 86_400);
    let ids = sqlx::query_scalar!(
        "SELECT d.staff_id FROM device d JOIN account a ON a.staff_id = d.staff_id
         WHERE d.token_hash = ? AND d.last_at > ? AND a.disabled_at IS NULL",
        hash,
        since
    );
    Ok(ids.fetch_all(conn).await?.into_iter().map(StaffId).collect())
}

/// Remembers that somebody has signed in at a device, and returns the token by which it is known: the one it has, where somebody signed in
/// with that before; else a new one.
///
/// # Errors
/// When the database refuses, or there is no such person.
pub async fn remember(tx: &mut Tx, staff: StaffId, has: Option<String>) -> anyhow::Result<String> {
    let now = tx.now;
    let known = match &has {
        Some(has) => !known_to(tx.conn(), has, now).await?.is_empty(),
        None => false,
    };
    let token = has.filter(|_| known).unwrap_or_else(token);
    let (hash, at) = (hashed(&token), now.unix());
    sqlx::query!(
        "INSERT INTO device (token_hash, staff_id, first_at, last_at) VALUES (?1, ?2, ?3, ?3)
         ON CONFLICT (token_hash, staff_id) DO UPDATE SET last_at = excluded.last_at",
        hash,
        staff.0,
        at
    )
    .execute(tx.conn())
    .await?;
    thin(tx, staff).await?;
    Ok(token)
}

/// Forgets devices that were not used for too long, and all but so many of one person.
async fn thin(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    let since = tx.now.unix() - REMEMBERED_DAYS * 86_400;
    sqlx::query!(
        "DELETE FROM device WHERE staff_id = ?1 AND (last_at <= ?2 OR token_hash NOT IN
             (SELECT token_hash FROM device WHERE staff_id = ?1 ORDER BY last_at DESC, token_hash LIMIT ?3))",
        staff.0,
        since,
        MOST_DEVICES
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Remembers no device of this person any more: their password was changed, or they ended what others may have begun.
pub async fn forget(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    sqlx::query!("DELETE FROM device WHERE staff_id = ?", staff.0).execute(tx.conn()).await?;
    Ok(())
}

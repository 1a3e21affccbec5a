//! Who is signed in. A row holds the SHA-256 of the cookie's token, so that a stolen backup opens nothing.

use rand::{Rng, rng};
use sha2::{Digest, Sha256};

use super::{Store, Tx};
use crate::domain::{
    access::Viewer,
    ids::{SchoolId, StaffId},
    people::{Name, Role},
    time::Moment,
};

/// Seconds without a request after which a session ends.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// Seconds after which a session ends whatever happens.
pub const LONGEST_SECONDS: i64 = 12 * 60 * 60;

/// A signed-in member of staff.
#[derive(Clone, Debug)]
pub struct Found {
    /// Who, of which school, as what.
    pub viewer: Viewer,
    /// Their name.
    pub name: Name,
    /// Their address, as stored.
    pub email: String,
}

/// 256 random bits, as 64 hexadecimal digits.
#[must_use]
pub fn token() -> String {
    rng().random::<[u8; 32]>().iter().map(|b| format!("{b:02x}")).collect()
}

/// What is stored of a token.
#[must_use]
pub fn hashed(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Begins a session and returns its token, which is never to be had again.
///
/// # Errors
/// When the database refuses, or the person has no account.
pub async fn begin(tx: &mut Tx, staff: StaffId) -> anyhow::Result<String> {
    let token = token();
    let (hash, now) = (hashed(&token), tx.now.unix());
    let expires = now + LONGEST_SECONDS;
    sqlx::query!("DELETE FROM session WHERE expires_at < ?", now).execute(tx.conn()).await?;
    sqlx::query!(
        "INSERT INTO session (token_hash, staff_id, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        hash,
        staff.0,
        now,
        now,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// Who holds this token, if their session is alive, their account open and they still work here. Notes at most once a minute that
/// the session was used.
///
/// # Errors
/// When the database fails.
pub async fn find(store: &Store, token: &str, now: Moment) -> anyhow::Result<Option<Found>> {
    let (hash, at, today) = (hashed(token), now.unix(), now.today());
    let idle_since = at - IDLE_SECONDS;
    let row = sqlx::query!(
        r#"SELECT s.id, s.school_id, s.title, s.forename, s.surname, s.email, s.role, x.seen_at
           FROM session x JOIN staff s ON s.id = x.staff_id JOIN account a ON a.staff_id = s.id
           WHERE x.token_hash = ? AND x.expires_at > ? AND x.seen_at > ? AND a.disabled_at IS NULL
             AND (s.until_on IS NULL OR s.until_on >= ?)"#,
        hash,
        at,
        idle_since,
        today
    )
    .fetch_optional(&mut *store.read().await?)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let role = Role::from_code(&row.role).ok_or_else(|| anyhow::anyhow!("an unknown role: {}", row.role))?;
    let viewer = Viewer { staff: StaffId(row.id), school: SchoolId(row.school_id), role };
    if at - row.seen_at >= 60 {
        let mut tx = store.begin(super::Actor::Staff(viewer.staff), viewer.school, now).await?;
        sqlx::query!("UPDATE session SET seen_at = ? WHERE token_hash = ?", at, hash).execute(tx.conn()).await?;
        tx.commit().await?;
    }
    let name = Name { title: row.title, forename: row.forename, surname: row.surname };
    Ok(Some(Found { viewer, name, email: row.email }))
}

/// Ends the session of this token.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &mut Tx, token: &str) -> anyhow::Result<()> {
    let hash = hashed(token);
    sqlx::query!("DELETE FROM session WHERE token_hash = ?", hash).execute(tx.conn()).await?;
    Ok(())
}

/// Ends every session of a person: their password was changed, or their account closed.
///
/// # Errors
/// When the database refuses.
pub async fn end_all(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    sqlx::query!("DELETE FROM session WHERE staff_id = ?", staff.0).execute(tx.conn()).await?;
    Ok(())
}

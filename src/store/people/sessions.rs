//! Who is signed in. A row holds the SHA-256 of the cookie's token, so that a stolen backup opens nothing.

mod kept;

use sqlx::SqliteConnection;

use super::{devices, rights, second_factors};
use crate::{
    domain::{
        access::Viewer,
        ids::{SchoolId, StaffId},
        people::{Name, Role},
        time::Moment,
    },
    store::{
        Store, Tx,
        changes::{self, Changes, Topic},
        code,
        secret::{hashed, token},
    },
};
use kept::Kept;
pub(in crate::store) use kept::Sessions;

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

/// One of somebody's sessions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// What tells it from the others: what is stored of its token, which opens nothing.
    pub mark: String,
    /// At what: "Firefox on Windows".
    pub device: String,
    /// When they signed in.
    pub began: Moment,
    /// When it was last used, to a minute.
    pub seen: Moment,
    /// It is the one that this token belongs to.
    pub is_this: bool,
}

/// Begins a session at a device and returns its token, which is never to be had again.
///
/// # Errors
/// When the database refuses, or the person has no account.
pub async fn begin(tx: &mut Tx, staff: StaffId, device: &str) -> anyhow::Result<String> {
    let token = token();
    let (hash, now) = (hashed(&token), tx.now.unix());
    let expires = now + LONGEST_SECONDS;
    sqlx::query!("DELETE FROM session WHERE expires_at < ?", now).execute(tx.conn()).await?;
    sqlx::query!(
        "INSERT INTO session (token_hash, staff_id, created_at, seen_at, expires_at, device) VALUES (?, ?, ?, ?, ?, ?)",
        hash,
        staff.0,
        now,
        now,
        expires,
        device
    )
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// What had been written when it was asked who somebody is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AsAsked {
    /// How often each topic had been changed.
    pub changes: Changes,
    /// The version of their school's facts, where it could be asked for in the same look.
    pub version: Option<i64>,
}

/// Who holds this token, if their session is alive, their account open and they still work here; and what had been written when that was
/// asked. Notes at most once a minute that the session was used.
///
/// Nothing but one look is asked of the file while no account, member of staff, right or session has changed.
pub async fn find(store: &Store, token: &str, now: Moment) -> anyhow::Result<Option<(Found, AsAsked)>> {
    let hash = hashed(token);
    let mut conn = store.read().await?;
    let school = store.sessions.school(&hash);
    let (changes, version) = changes::look_beside(&mut conn, school).await?;
    let as_of = (changes.of(Topic::Access), now.today());
    let kept = match store.sessions.get(&hash, as_of).filter(|kept| kept.is_alive(now)) {
        Some(kept) => Some(kept),
        None => read(&mut conn, &hash, now).await?,
    };
    drop(conn);
    let Some(mut kept) = kept else { return Ok(None) };
    if now.unix() - kept.seen_at >= 60 {
        if let Err(why) = note_use(store, &hash, &kept.found.viewer, now).await {
            tracing::warn!(why = format!("{why:#}"), "that a session was used could not be noted");
        }
        kept.seen_at = now.unix();
    }
    let found = kept.found.clone();
    store.sessions.put(hash, as_of, kept);
    Ok(Some((found, AsAsked { changes, version: school.map(|_| version) })))
}

async fn read(conn: &mut SqliteConnection, hash: &[u8], now: Moment) -> anyhow::Result<Option<Kept>> {
    let (at, today, idle_since) = (now.unix(), now.today(), now.unix() - IDLE_SECONDS);
    let row = sqlx::query!(
        r#"SELECT s.id, s.school_id, s.title, s.forename, s.surname, s.email, s.role, x.seen_at, x.expires_at,
             (SELECT json_group_array(r.code) FROM staff_right r WHERE r.staff_id = s.id AND r.taken_at IS NULL
                AND (r.until_on IS NULL OR r.until_on >= ?4)) AS "rights!: String"
           FROM session x JOIN staff s ON s.id = x.staff_id JOIN account a ON a.staff_id = s.id
           WHERE x.token_hash = ?1 AND x.expires_at > ?2 AND x.seen_at > ?3 AND a.disabled_at IS NULL
             AND (s.until_on IS NULL OR s.until_on >= ?4)"#,
        hash,
        at,
        idle_since,
        today
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (school, role, rights) = (SchoolId(row.school_id), code::read::<Role>(&row.role)?, rights::read(&row.rights)?);
    let viewer = Viewer { staff: StaffId(row.id), school, role, rights };
    let name = Name { title: row.title, forename: row.forename, surname: row.surname };
    let found = Found { viewer, name, email: row.email };
    Ok(Some(Kept { found, seen_at: row.seen_at, expires_at: row.expires_at }))
}

async fn note_use(store: &Store, hash: &[u8], viewer: &Viewer, now: Moment) -> anyhow::Result<()> {
    let at = now.unix();
    let mut tx = store.begin(crate::store::Actor::Staff(viewer.staff), viewer.school, now).await?;
    sqlx::query!("UPDATE session SET seen_at = ? WHERE token_hash = ?", at, hash).execute(tx.conn()).await?;
    tx.commit_aside().await
}

/// Ends the session of this token.
pub async fn end(tx: &mut Tx, token: &str) -> anyhow::Result<()> {
    let hash = hashed(token);
    sqlx::query!("DELETE FROM session WHERE token_hash = ?", hash).execute(tx.conn()).await?;
    Ok(())
}

/// Ends every session of a person: their password was changed, or their account closed. No device is trusted any more.
pub async fn end_all(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    sqlx::query!("DELETE FROM session WHERE staff_id = ?", staff.0).execute(tx.conn()).await?;
    devices::forget(tx, staff).await?;
    second_factors::forget_devices(tx, staff).await
}

/// Somebody's sessions that are alive, the newest first.
pub async fn of(conn: &mut SqliteConnection, staff: StaffId, token: &str, now: Moment) -> anyhow::Result<Vec<Listed>> {
    let (this, at) = (hashed(token), now.unix());
    let idle_since = at - IDLE_SECONDS;
    let rows = sqlx::query!(
        r#"SELECT hex(token_hash) AS "mark!: String", token_hash = ? AS "is_this!: bool", device, created_at, seen_at FROM session
           WHERE staff_id = ? AND expires_at > ? AND seen_at > ? ORDER BY seen_at DESC, created_at DESC, token_hash"#,
        this,
        staff.0,
        at,
        idle_since
    )
    .fetch_all(conn)
    .await?;
    let listed = |mark, device, began, seen, is_this| {
        let (began, seen) = (Moment::from_unix(began), Moment::from_unix(seen));
        Listed { mark, device, began, seen, is_this }
    };
    Ok(rows.into_iter().map(|r| listed(r.mark, r.device, r.created_at, r.seen_at, r.is_this)).collect())
}

/// Ends one of somebody's sessions, by its mark. `false` if they have none like it.
pub async fn end_marked(tx: &mut Tx, staff: StaffId, mark: &str) -> anyhow::Result<bool> {
    let done = sqlx::query!("DELETE FROM session WHERE staff_id = ? AND hex(token_hash) = ?", staff.0, mark);
    Ok(done.execute(tx.conn()).await?.rows_affected() == 1)
}

/// Ends somebody's sessions but the one with this token. No device is trusted any more. Returns how many ended.
pub async fn end_others(tx: &mut Tx, staff: StaffId, token: &str) -> anyhow::Result<u64> {
    let this = hashed(token);
    let done = sqlx::query!("DELETE FROM session WHERE staff_id = ? AND token_hash <> ?", staff.0, this);
    let ended = done.execute(tx.conn()).await?.rows_affected();
    devices::forget(tx, staff).await?;
    second_factors::forget_devices(tx, staff).await?;
    Ok(ended)
}

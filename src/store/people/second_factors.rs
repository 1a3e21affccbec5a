//! The second step of signing in: each person's secret, their recovery codes, the devices that they trust, and those who have given the
//! right password and still owe this step.

use rand::{Rng, rng};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        ids::{SchoolId, StaffId},
        second_factor::{KNOWN_DEVICE_DAYS, RECOVERY_CODES, SECRET_BYTES, bare, recovery_code},
        time::Moment,
    },
    store::{
        Tx,
        secret::{hashed, token},
    },
};

/// Seconds within which somebody who has given the right password takes the second step.
const STEP_SECONDS: i64 = 10 * 60;

/// A second step that is set up.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Its row.
    pub id: i64,
    /// What the app shares with us.
    pub secret: Vec<u8>,
    /// Since when.
    pub set_up: Moment,
    /// Recovery codes that are left.
    pub codes_left: i64,
}

/// Somebody who has given the right password and still owes the second step.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Who.
    pub staff: StaffId,
    /// Of which school.
    pub school: SchoolId,
    /// Their address.
    pub email: String,
    /// The path they wanted to go to.
    pub next: String,
}

/// A new secret.
#[must_use]
pub fn fresh_secret() -> Vec<u8> {
    rng().random::<[u8; SECRET_BYTES]>().to_vec()
}

/// Somebody's second step, if it is set up.
pub async fn of(conn: &mut SqliteConnection, staff: StaffId) -> anyhow::Result<Option<Factor>> {
    let row = sqlx::query!(
        r#"SELECT f.id, f.secret AS "secret!", f.set_up_at,
                  (SELECT count(*) FROM recovery_code r WHERE r.factor_id = f.id AND r.used_at IS NULL) AS "left!: i64"
           FROM second_factor f WHERE f.staff_id = ? AND f.cleared_at IS NULL"#,
        staff.0
    )
    .fetch_optional(conn)
    .await?;
    let factor = |id, secret, set_up_at, codes_left| {
        let set_up = Moment::from_unix(set_up_at);
        Factor { id, secret, set_up, codes_left }
    };
    Ok(row.map(|r| factor(r.id, r.secret, r.set_up_at, r.left)))
}

/// Sets somebody's second step up, in place of the one before, and returns their recovery codes, which are never to be had again.
///
/// # Errors
/// When the database refuses, or they have no account.
pub async fn set_up(tx: &mut Tx, staff: StaffId, secret: &[u8], step: i64) -> anyhow::Result<Vec<String>> {
    clear(tx, staff).await?;
    let now = tx.now.unix();
    let id = sqlx::query_scalar!(
        r#"INSERT INTO second_factor (staff_id, secret, set_up_at, last_step) VALUES (?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        staff.0,
        secret,
        now,
        step
    )
    .fetch_one(tx.conn())
    .await?;
    new_codes(tx, id).await
}

/// Takes somebody's second step away, and with it the devices that they trust. Returns whether there was one.
pub async fn clear(tx: &mut Tx, staff: StaffId) -> anyhow::Result<bool> {
    forget_devices(tx, staff).await?;
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE second_factor SET cleared_at = ?, cleared_by = ?, secret = NULL WHERE staff_id = ? AND cleared_at IS NULL",
        now,
        by,
        staff.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Fresh recovery codes; those before are good no more.
pub async fn new_codes(tx: &mut Tx, factor: i64) -> anyhow::Result<Vec<String>> {
    let now = tx.now.unix();
    sqlx::query!("UPDATE recovery_code SET used_at = ? WHERE factor_id = ? AND used_at IS NULL", now, factor)
        .execute(tx.conn())
        .await?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code(rng().random())).collect();
    for code in &codes {
        let hash = hashed(&bare(code));
        sqlx::query!("INSERT INTO recovery_code (code_hash, factor_id, made_at) VALUES (?, ?, ?)", hash, factor, now)
            .execute(tx.conn())
            .await?;
    }
    Ok(codes)
}

/// Uses up the code of a half minute and of all before it. `false` if it was used already.
pub async fn use_step(tx: &mut Tx, factor: i64, step: i64) -> anyhow::Result<bool> {
    let used = sqlx::query!(
        "UPDATE second_factor SET last_step = ? WHERE id = ? AND last_step < ? AND cleared_at IS NULL",
        step,
        factor,
        step
    );
    Ok(used.execute(tx.conn()).await?.rows_affected() == 1)
}

/// Uses a recovery code up. `false` if it is none, or was used already.
pub async fn use_code(tx: &mut Tx, factor: i64, typed: &str) -> anyhow::Result<bool> {
    let (hash, now) = (hashed(&bare(typed)), tx.now.unix());
    let used = sqlx::query!(
        "UPDATE recovery_code SET used_at = ? WHERE code_hash = ? AND factor_id = ? AND used_at IS NULL",
        now,
        hash,
        factor
    );
    Ok(used.execute(tx.conn()).await?.rows_affected() == 1)
}

/// Trusts a device for thirty days, and returns its token.
pub async fn trust(tx: &mut Tx, factor: i64) -> anyhow::Result<String> {
    let token = token();
    let (hash, now) = (hashed(&token), tx.now.unix());
    let expires = now + KNOWN_DEVICE_DAYS * 86_400;
    sqlx::query!("DELETE FROM known_device WHERE expires_at <= ?", now).execute(tx.conn()).await?;
    sqlx::query!(
        "INSERT INTO known_device (token_hash, factor_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
        hash,
        factor,
        now,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// Whether this is the token of a device that this person trusts. Another's does not help.
pub async fn is_trusted(conn: &mut SqliteConnection, factor: i64, token: &str, now: Moment) -> anyhow::Result<bool> {
    let (hash, at) = (hashed(token), now.unix());
    let found = sqlx::query_scalar!(
        "SELECT count(*) FROM known_device WHERE token_hash = ? AND factor_id = ? AND expires_at > ?",
        hash,
        factor,
        at
    );
    Ok(found.fetch_one(conn).await? > 0)
}

/// Trusts no device of this person any more, and lets nobody go on who has only given their password.
pub async fn forget_devices(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    sqlx::query!(
        "DELETE FROM known_device WHERE factor_id IN (SELECT id FROM second_factor WHERE staff_id = ?)",
        staff.0
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("DELETE FROM sign_in_step WHERE staff_id = ?", staff.0).execute(tx.conn()).await?;
    Ok(())
}

/// Notes that somebody has given the right password and owes the second step. Returns the token that says who.
pub async fn wait_for(tx: &mut Tx, staff: StaffId, next: &str) -> anyhow::Result<String> {
    let token = token();
    let (hash, now) = (hashed(&token), tx.now.unix());
    let expires = now + STEP_SECONDS;
    sqlx::query!("DELETE FROM sign_in_step WHERE expires_at <= ?", now).execute(tx.conn()).await?;
    sqlx::query!(
        "INSERT INTO sign_in_step (token_hash, staff_id, next, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        hash,
        staff.0,
        next,
        now,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// Who owes the second step with this token, while it lives, their account is open and they work here.
pub async fn waiting(conn: &mut SqliteConnection, token: &str, now: Moment) -> anyhow::Result<Option<Waiting>> {
    let (hash, at, today) = (hashed(token), now.unix(), now.today());
    let row = sqlx::query!(
        "SELECT s.id, s.school_id, s.email, w.next FROM sign_in_step w
         JOIN staff s ON s.id = w.staff_id JOIN account a ON a.staff_id = s.id
         WHERE w.token_hash = ? AND w.expires_at > ? AND a.disabled_at IS NULL AND (s.until_on IS NULL OR s.until_on >= ?)",
        hash,
        at,
        today
    )
    .fetch_optional(conn)
    .await?;
    let waiting = |id, school, email, next| Waiting { staff: StaffId(id), school: SchoolId(school), email, next };
    Ok(row.map(|r| waiting(r.id, r.school_id, r.email, r.next)))
}

/// Nobody waits with this token any more.
pub async fn stop_waiting(tx: &mut Tx, token: &str) -> anyhow::Result<()> {
    let hash = hashed(token);
    sqlx::query!("DELETE FROM sign_in_step WHERE token_hash = ?", hash).execute(tx.conn()).await?;
    Ok(())
}

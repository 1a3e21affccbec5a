//! Accounts: who may sign in, with which password, and the one-time links by which a password is chosen.

use sqlx::SqliteConnection;

use super::{
    rights,
    sessions::{end_all, end_others},
};
use crate::{
    domain::{
        access::rights::Rights,
        ids::{SchoolId, StaffId},
        people::{Name, Role},
        time::Moment,
    },
    store::{
        Tx, code,
        secret::{hashed, token},
    },
};

/// Seconds a link to choose a password may be used for: three days.
pub const LINK_SECONDS: i64 = 3 * 24 * 60 * 60;
/// Wrong passwords that cost no waiting: people mistype.
const FREE_TRIES: i64 = 3;
/// The longest wait between two tries, in seconds. Short enough that nobody can keep a person out by guessing.
const LONGEST_WAIT: i64 = 120;

/// An account that is open, of somebody who works here.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose.
    pub staff: StaffId,
    /// Of which school.
    pub school: SchoolId,
    /// As what.
    pub role: Role,
    /// What they may do beside that, today.
    pub rights: Rights,
    /// The Argon2id hash of the password; `None` until one was chosen.
    pub password_hash: Option<String>,
}

/// The open account with this address.
pub async fn by_email(conn: &mut SqliteConnection, email: &str, now: Moment) -> anyhow::Result<Option<Account>> {
    let (email, today) = (email.trim(), now.today());
    let row = sqlx::query!(
        r#"SELECT s.id, s.school_id, s.role, a.password_hash,
             (SELECT json_group_array(r.code) FROM staff_right r WHERE r.staff_id = s.id AND r.taken_at IS NULL
                AND (r.until_on IS NULL OR r.until_on >= ?2)) AS "rights!: String"
           FROM staff s JOIN account a ON a.staff_id = s.id
           WHERE s.email = ?1 AND a.disabled_at IS NULL AND (s.until_on IS NULL OR s.until_on >= ?2)
             AND NOT EXISTS (SELECT 1 FROM access_request q WHERE q.staff_id = s.id AND q.decided_at IS NULL AND q.role = s.role) ORDER BY s.id LIMIT 1"#,
        email,
        today
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let role = code::read::<Role>(&row.role)?;
    let (staff, school) = (StaffId(row.id), SchoolId(row.school_id));
    let rights = rights::read(&row.rights)?;
    Ok(Some(Account { staff, school, role, rights, password_hash: row.password_hash }))
}

fn email_hash(email: &str) -> Vec<u8> {
    hashed(&email.trim().to_lowercase())
}

/// A try at a password or a code that is counted: as wrong, until it is said to have been right.
#[derive(Debug)]
pub struct Try(i64);

/// Counts a try before what was typed is looked at, in one act with the look at how many there were: of a hundred that come in the same
/// instant no more are looked at than of a hundred one after the other. Tries older than a day are forgotten.
///
/// # Errors
/// The outer one when the database fails; the inner one is the seconds to [`wait`] for, where it was not counted and must not be looked at.
pub async fn try_once(tx: &mut Tx, at: &str) -> anyhow::Result<Result<Try, i64>> {
    let (hash, now) = (email_hash(at), tx.now);
    let wait = wait(tx.conn(), at, now).await?;
    if wait > 0 {
        return Ok(Err(wait));
    }
    let (now, old) = (now.unix(), now.unix() - 24 * 60 * 60);
    sqlx::query!("DELETE FROM sign_in_attempt WHERE tried_at < ?", old).execute(tx.conn()).await?;
    let id = sqlx::query_scalar!(
        r#"INSERT INTO sign_in_attempt (email_hash, tried_at, succeeded) VALUES (?, ?, 0) RETURNING id AS "id!: i64""#,
        hash,
        now
    );
    Ok(Ok(Try(id.fetch_one(tx.conn()).await?)))
}

/// It was right.
pub async fn was_right(tx: &mut Tx, counted: Try) -> anyhow::Result<()> {
    sqlx::query!("UPDATE sign_in_attempt SET succeeded = 1 WHERE id = ?", counted.0).execute(tx.conn()).await?;
    Ok(())
}

/// Seconds until this address may be tried again. After three wrong passwords each further one doubles the wait, up to two minutes;
/// the right one clears it. The same for addresses that nobody has.
pub async fn wait(conn: &mut SqliteConnection, email: &str, now: Moment) -> anyhow::Result<i64> {
    let (hash, since) = (email_hash(email), now.unix() - 60 * 60);
    let row = sqlx::query!(
        r#"SELECT count(*) AS "wrong!: i64", max(tried_at) AS "last: i64" FROM sign_in_attempt
           WHERE email_hash = ? AND tried_at >= ? AND id > coalesce(
               (SELECT max(id) FROM sign_in_attempt g WHERE g.email_hash = sign_in_attempt.email_hash AND g.succeeded = 1), 0)"#,
        hash,
        since
    )
    .fetch_one(conn)
    .await?;
    let more = row.wrong - FREE_TRIES;
    let pause = if more < 0 { 0 } else { (1_i64 << more.min(7)).min(LONGEST_WAIT) };
    Ok(row.last.map_or(0, |last| (last + pause - now.unix()).clamp(0, LONGEST_WAIT)))
}

/// Opens an account for a person, without a password yet. Nothing happens where there is one.
pub async fn ensure(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!("INSERT OR IGNORE INTO account (staff_id, changed_at) VALUES (?, ?)", staff.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Sets a person's password and ends all their sessions. Returns whether they had one before.
pub async fn set_password(tx: &mut Tx, staff: StaffId, hash: &str) -> anyhow::Result<bool> {
    let now = tx.now.unix();
    let had = sqlx::query_scalar!(
        r#"SELECT password_hash IS NOT NULL AS "had!: bool" FROM account WHERE staff_id = ?"#,
        staff.0
    );
    let had = had.fetch_optional(tx.conn()).await?.unwrap_or(false);
    sqlx::query!(
        "INSERT INTO account (staff_id, password_hash, changed_at) VALUES (?, ?, ?)
         ON CONFLICT (staff_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at",
        staff.0,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    end_all(tx, staff).await?;
    Ok(had)
}

/// What everybody knows of a member of staff, and what their password must not be made of: the school's name, theirs, their address.
///
/// # Errors
/// When the database fails, or there is no such person.
pub async fn own_words(conn: &mut SqliteConnection, staff: StaffId) -> anyhow::Result<[String; 4]> {
    let row = sqlx::query!(
        r#"SELECT c.name AS school, s.forename, s.surname, coalesce(s.email, '') AS "email!: String"
           FROM staff s JOIN school c ON c.id = s.school_id WHERE s.id = ?"#,
        staff.0
    );
    let row = row.fetch_one(conn).await?;
    Ok([row.school, row.forename, row.surname, row.email])
}

/// The Argon2id hash of somebody's password, if they have chosen one.
pub async fn password_hash(conn: &mut SqliteConnection, staff: StaffId) -> anyhow::Result<Option<String>> {
    let hash = sqlx::query_scalar!("SELECT password_hash FROM account WHERE staff_id = ?", staff.0);
    Ok(hash.fetch_optional(conn).await?.flatten())
}

/// Sets the password of somebody who is signed in with this token, and ends their other sessions.
pub async fn change_password(tx: &mut Tx, staff: StaffId, hash: &str, token: &str) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!("UPDATE account SET password_hash = ?, changed_at = ? WHERE staff_id = ?", hash, now, staff.0)
        .execute(tx.conn())
        .await?;
    end_others(tx, staff, token).await?;
    Ok(())
}

/// When a link by which somebody chooses a password was last made.
pub async fn last_link(conn: &mut SqliteConnection, staff: StaffId) -> anyhow::Result<Option<Moment>> {
    let at =
        sqlx::query_scalar!(r#"SELECT max(created_at) AS "at: i64" FROM password_link WHERE staff_id = ?"#, staff.0);
    Ok(at.fetch_one(conn).await?.map(Moment::from_unix))
}

/// Closes a person's account and ends all their sessions.
pub async fn disable(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!("UPDATE account SET disabled_at = ? WHERE staff_id = ? AND disabled_at IS NULL", now, staff.0)
        .execute(tx.conn())
        .await?;
    end_all(tx, staff).await
}

/// Makes a link by which a person chooses a password, once, and returns its token. For nobody yet: the first start, where the person
/// also gives their name and the school's.
pub async fn new_link(tx: &mut Tx, staff: Option<StaffId>) -> anyhow::Result<String> {
    new_link_for(tx, staff, LINK_SECONDS).await
}

/// The same with a life of its own, in seconds. The links made before it for the same person end.
pub async fn new_link_for(tx: &mut Tx, staff: Option<StaffId>, seconds: i64) -> anyhow::Result<String> {
    let token = token();
    let (hash, now, staff) = (hashed(&token), tx.now.unix(), staff.map(|s| s.0));
    let expires = now + seconds;
    sqlx::query!("UPDATE password_link SET used_at = ? WHERE staff_id IS ? AND used_at IS NULL", now, staff)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        "INSERT INTO password_link (token_hash, staff_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
        hash,
        staff,
        now,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// Whom a link is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkFor {
    /// A member of staff, of this school.
    Staff(StaffId, SchoolId, Name),
    /// The first start.
    FirstStart,
}

/// Whom an unused link is for, while it lives.
pub async fn link(conn: &mut SqliteConnection, token: &str, now: Moment) -> anyhow::Result<Option<LinkFor>> {
    let (hash, at) = (hashed(token), now.unix());
    let row = sqlx::query!(
        r#"SELECT s.id AS "id?", s.school_id AS "school_id?", s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM password_link l LEFT JOIN staff s ON s.id = l.staff_id
           WHERE l.token_hash = ? AND l.used_at IS NULL AND l.expires_at > ?"#,
        hash,
        at
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| match (r.id, r.school_id) {
        (Some(id), Some(school)) => {
            let name = Name {
                title: r.title.unwrap_or_default(),
                forename: r.forename.unwrap_or_default(),
                surname: r.surname.unwrap_or_default(),
            };
            LinkFor::Staff(StaffId(id), SchoolId(school), name)
        }
        _ => LinkFor::FirstStart,
    }))
}

/// Uses a link up. `false` if somebody else was quicker.
pub async fn use_link(tx: &mut Tx, token: &str) -> anyhow::Result<bool> {
    let (hash, now) = (hashed(token), tx.now.unix());
    let done = sqlx::query!(
        "UPDATE password_link SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?",
        now,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The people with accounts, for the demo's one-click sign-in: id, name, role code.
pub async fn everybody(
    conn: &mut SqliteConnection,
    school: SchoolId,
    now: Moment,
) -> anyhow::Result<Vec<(StaffId, Name, String)>> {
    let today = now.today();
    let rows = sqlx::query!(
        "SELECT id, title, forename, surname, role FROM staff
         WHERE school_id = ? AND (until_on IS NULL OR until_on >= ?)
         ORDER BY CASE role WHEN 'senco' THEN 1 WHEN 'teacher' THEN 2 WHEN 'ta' THEN 3 WHEN 'head' THEN 4 WHEN 'office' THEN 5 ELSE 6 END, surname, id",
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let name = |title, forename, surname| Name { title, forename, surname };
    Ok(rows.into_iter().map(|r| (StaffId(r.id), name(r.title, r.forename, r.surname), r.role)).collect())
}

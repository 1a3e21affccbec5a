//! Everybody who works here or did, with their accounts, as the people page shows and changes them. Bringing somebody in, and what they
//! teach, is in [`staff`](crate::store::imports::staff), which imports use too.

pub mod accounts;
pub mod approvals;
pub mod devices;
pub mod handover;
pub mod rights;
pub mod second_factors;
pub mod sessions;
pub mod users;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{SchoolId, StaffId},
    membership::{AccountFacts, keepers},
    notice::HeldBack,
    people::{Name, Role},
    time::Moment,
};

/// One of the staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Who.
    pub id: StaffId,
    /// Their name.
    pub name: Name,
    /// What they sign in with.
    pub email: String,
    /// What they are in Thrice.
    pub role: Option<Role>,
    /// The classes they teach or support now, joined by commas.
    pub classes: String,
    /// Since when they are here.
    pub from_on: NaiveDate,
    /// Their account.
    pub account: AccountFacts,
    /// State (as its code) and reason of the newest invitation's message, if there was one.
    pub message: Option<(String, String)>,
}

/// Everybody, leavers too, by name; or only one of them.
pub async fn list(conn: &mut SqliteConnection, school: SchoolId, only: Option<StaffId>) -> anyhow::Result<Vec<Member>> {
    let only = only.map(|id| id.0);
    let rows = sqlx::query!(
        r#"SELECT s.id AS "id!", s.title, s.forename, s.surname, s.email, s.role, s.from_on AS "from_on: NaiveDate",
             s.until_on AS "until_on: NaiveDate",
             coalesce((SELECT group_concat(name, ', ') FROM (SELECT c.name FROM class_staff t JOIN class c ON c.id = t.class_id
                       WHERE t.staff_id = s.id AND t.until_on IS NULL ORDER BY c.name)), '') AS "classes!: String",
             a.password_hash IS NOT NULL AS "has_password!: bool", a.disabled_at IS NOT NULL AS "disabled!: bool",
             (SELECT max(created_at) FROM password_link l WHERE l.staff_id = s.id) AS "invited?: i64",
             (SELECT max(expires_at) FROM password_link l WHERE l.staff_id = s.id AND l.used_at IS NULL) AS "open_until?: i64",
             (SELECT u.at FROM audit u WHERE u.staff_id = s.id AND u.verb = 'signed in' ORDER BY u.at DESC LIMIT 1) AS "signed_in?: i64",
             n.state AS "state?", n.reason AS "reason?"
           FROM staff s LEFT JOIN account a ON a.staff_id = s.id
             LEFT JOIN notice n ON n.id = (SELECT max(id) FROM notice m WHERE m.staff_id = s.id AND m.kind = 'account_invite')
           WHERE s.school_id = ?1 AND (?2 IS NULL OR s.id = ?2) ORDER BY s.surname, s.forename, s.id"#,
        school.0,
        only
    )
    .fetch_all(conn)
    .await?;
    let member = rows.into_iter().map(|r| Member {
        id: StaffId(r.id),
        name: Name { title: r.title, forename: r.forename, surname: r.surname },
        email: r.email,
        role: Role::from_code(&r.role),
        classes: r.classes,
        from_on: r.from_on,
        account: AccountFacts {
            left_on: r.until_on,
            has_password: r.has_password,
            disabled: r.disabled,
            invited: r.invited.map(Moment::from_unix),
            open_until: r.open_until.map(Moment::from_unix),
            signed_in: r.signed_in.map(Moment::from_unix),
        },
        message: r.state.zip(r.reason),
    });
    Ok(member.collect())
}

/// One of the staff of this school.
pub async fn one(conn: &mut SqliteConnection, school: SchoolId, id: StaffId) -> anyhow::Result<Option<Member>> {
    Ok(list(conn, school, Some(id)).await?.pop())
}

/// The names of the classes.
pub async fn classes(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<String>> {
    Ok(sqlx::query_scalar!("SELECT name FROM class WHERE school_id = ? ORDER BY name", school.0)
        .fetch_all(conn)
        .await?)
}

/// What somebody was, what they became, and from which day, the newest first.
pub async fn roles(conn: &mut SqliteConnection, staff: StaffId) -> anyhow::Result<Vec<(String, String, NaiveDate)>> {
    let rows = sqlx::query!(
        r#"SELECT was, became, from_on AS "from_on: NaiveDate" FROM role_change WHERE staff_id = ? ORDER BY id DESC"#,
        staff.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (r.was, r.became, r.from_on)).collect())
}

/// Gives somebody another role from today on, and takes back what it cannot have beside it. Their sessions end: what the old role opened is shut in the same second.
pub async fn change_role(tx: &mut Tx, member: &Member, role: Role) -> anyhow::Result<()> {
    let (id, code, today) = (member.id.0, role.as_code(), tx.now.today());
    let (was, now, by) = (member.role.map_or("", Role::as_code), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO role_change (staff_id, was, became, from_on, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?)",
        id,
        was,
        code,
        today,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("UPDATE staff SET role = ? WHERE id = ?", code, id).execute(tx.conn()).await?;
    rights::end_unfit(tx, member.id, Some(role)).await?;
    sessions::end_all(tx, member.id).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Role).id(id).detail(code)).await
}

/// Ends what somebody could still come in by or be sent: links to choose a password, and messages that wait.
pub async fn shut_out(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    shut_links(tx, staff).await?;
    withdraw(tx, staff, None, &HeldBack::StaffLeft.words()).await
}

/// Ends the links by which somebody could choose a password.
pub async fn shut_links(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!("UPDATE password_link SET used_at = ? WHERE staff_id = ? AND used_at IS NULL", now, staff.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Withdraws what waits to be sent to somebody: all of it, or of one kind. Its keys are given back.
pub async fn withdraw(tx: &mut Tx, staff: StaffId, kind: Option<&str>, reason: &str) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "UPDATE notice SET state = 'cancelled', reason = ?1, raw = NULL, settled_at = ?2, key = key || '~' || id, given_back_at = ?2
         WHERE staff_id = ?3 AND state = 'waiting' AND (?4 IS NULL OR kind = ?4)",
        reason,
        now,
        staff.0,
        kind
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Lets somebody who had left in again, with no password: they are invited anew.
pub async fn bring_back(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    sqlx::query!("UPDATE staff SET until_on = NULL WHERE id = ?", staff.0).execute(tx.conn()).await?;
    sqlx::query!("UPDATE account SET password_hash = NULL, disabled_at = NULL WHERE staff_id = ?", staff.0)
        .execute(tx.conn())
        .await?;
    let role = sqlx::query_scalar!("SELECT role FROM staff WHERE id = ?", staff.0).fetch_one(tx.conn()).await?;
    if let Some(role) = Role::from_code(&role) {
        approvals::role(tx, staff, None, role).await?;
    }
    tx.audit(Entry::new(Deed::Returned, Subject::Staff).id(staff.0)).await
}

/// Whether somebody who keeps the house can still sign in.
pub async fn is_kept(tx: &mut Tx) -> anyhow::Result<bool> {
    let (school, today) = (tx.school()?.0, tx.now.today());
    let roles = serde_json::to_string(&keepers().into_iter().map(Role::as_code).collect::<Vec<_>>())?;
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM staff s JOIN account a ON a.staff_id = s.id
             WHERE s.school_id = ?1 AND s.role IN (SELECT value FROM json_each(?2)) AND a.password_hash IS NOT NULL
               AND a.disabled_at IS NULL AND (s.until_on IS NULL OR s.until_on >= ?3)) AS "kept!: bool""#,
        school,
        roles,
        today
    );
    Ok(found.fetch_one(tx.conn()).await?)
}

//! Access to every child that waits until one who has it agrees: asked for, agreed to or refused, and never forgotten.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{change_role, one, rights, sessions};
use crate::{
    domain::{
        access::rights::{Right, Rights},
        approval,
        audit::{Deed, Entry, Subject},
        ids::{SchoolId, StaffId},
        people::{Name, Role},
    },
    store::{Tx, code},
};

/// What somebody would have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// A role.
    Role(Role),
    /// A right beside their role.
    Right(Right),
}

/// Access that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Which.
    pub id: i64,
    /// For whom.
    pub staff: StaffId,
    /// Their name.
    pub name: Name,
    /// Their address.
    pub email: String,
    /// What they would have.
    pub access: Access,
    /// Why, where that was asked.
    pub reason: String,
    /// The last day of it.
    pub until: Option<NaiveDate>,
    /// Who asks.
    pub by: (StaffId, Name),
}

/// Whether giving this to somebody waits for one who has it, in this act.
pub async fn waits(tx: &mut Tx, about: StaffId, opens: bool) -> anyhow::Result<bool> {
    let (Some(giver), true) = (tx.actor.staff(), opens) else { return Ok(false) };
    let (school, today) = (tx.school()?, tx.now.today());
    let role = sqlx::query_scalar!("SELECT role FROM staff WHERE id = ?", giver).fetch_one(tx.conn()).await?;
    let all = rights::of_all(tx.conn(), school, today).await?;
    let giver = (code::read::<Role>(&role)?, all.get(&StaffId(giver)).copied().unwrap_or_default());
    let deciders: Vec<&str> = Role::ALL.iter().filter(|role| approval::decides(**role)).map(|r| r.as_code()).collect();
    let roles = serde_json::to_string(&deciders)?;
    let there = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM staff s JOIN account a ON a.staff_id = s.id
             WHERE s.school_id = ?1 AND s.id <> ?2 AND s.role IN (SELECT value FROM json_each(?3)) AND a.password_hash IS NOT NULL
               AND a.disabled_at IS NULL AND (s.until_on IS NULL OR s.until_on >= ?4)) AS "there!: bool""#,
        school.0,
        about.0,
        roles,
        today
    );
    let there = there.fetch_one(tx.conn()).await?;
    Ok(approval::waits(opens, Some(giver), there))
}

/// The role that somebody has from now on, of the one that is given: that one, or the one they have while it waits.
pub async fn role(tx: &mut Tx, about: StaffId, has: Option<Role>, given: Role) -> anyhow::Result<Role> {
    let opens = approval::opens_every_child(given, Rights::default());
    if has == Some(given) || !waits(tx, about, opens).await? {
        return Ok(given);
    }
    ask(tx, about, Access::Role(given), "", None).await?;
    Ok(has.unwrap_or(given))
}

/// Asks for access. What was asked for the same before is replaced.
///
/// # Errors
/// When the database refuses, or nobody in particular asks.
pub async fn ask(
    tx: &mut Tx,
    about: StaffId,
    access: Access,
    reason: &str,
    until: Option<NaiveDate>,
) -> anyhow::Result<()> {
    let (role, right) = match access {
        Access::Role(role) => (Some(role.as_code()), None),
        Access::Right(right) => (None, Some(right.as_code())),
    };
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE access_request SET decided_at = ?1, granted = 0 WHERE staff_id = ?2 AND decided_at IS NULL
           AND ((?3 IS NOT NULL AND role IS NOT NULL) OR right_code = ?4)",
        now,
        about.0,
        role,
        right
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "INSERT INTO access_request (staff_id, role, right_code, reason, until_on, asked_at, asked_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        about.0,
        role,
        right,
        reason,
        until,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    let detail = role.or(right).unwrap_or_default();
    let subject = if role.is_some() { Subject::Role } else { Subject::Right };
    tx.audit(Entry::new(Deed::AskedFor, subject).id(about.0).detail(detail)).await
}

/// What waits in a school, the oldest leading.
pub async fn open(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Request>> {
    let rows = sqlx::query!(
        r#"SELECT r.id, r.staff_id, r.role, r.right_code, r.reason, r.until_on AS "until_on: NaiveDate", r.asked_by,
             s.title, s.forename, s.surname, s.email, w.title AS by_title, w.forename AS by_forename, w.surname AS by_surname
           FROM access_request r JOIN staff s ON s.id = r.staff_id JOIN staff w ON w.id = r.asked_by
           WHERE s.school_id = ? AND r.decided_at IS NULL ORDER BY r.id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let access = match (r.role, r.right_code) {
            (Some(role), _) => Access::Role(code::read::<Role>(&role)?),
            (None, right) => Access::Right(code::read::<Right>(&right.unwrap_or_default())?),
        };
        let by = Name { title: r.by_title, forename: r.by_forename, surname: r.by_surname };
        Ok(Request {
            id: r.id,
            staff: StaffId(r.staff_id),
            name: Name { title: r.title, forename: r.forename, surname: r.surname },
            email: r.email,
            access,
            reason: r.reason,
            until: r.until_on,
            by: (StaffId(r.asked_by), by),
        })
    });
    read.collect()
}

/// Whether somebody has the role they have only once it is agreed to: until then they are neither invited nor let in.
pub async fn is_waiting(conn: &mut SqliteConnection, staff: StaffId) -> anyhow::Result<bool> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM access_request r JOIN staff s ON s.id = r.staff_id
             WHERE r.staff_id = ? AND r.decided_at IS NULL AND r.role = s.role) AS "waits!: bool""#,
        staff.0
    );
    Ok(found.fetch_one(conn).await?)
}

/// Agrees to a request, and gives what was asked for; or refuses it. `false` where it was decided already.
///
/// # Errors
/// When the database refuses any of it.
pub async fn decide(tx: &mut Tx, request: &Request, agrees: bool) -> anyhow::Result<bool> {
    let (now, by, school, today) = (tx.now.unix(), tx.actor.staff(), tx.school()?, tx.now.today());
    let done = sqlx::query!(
        "UPDATE access_request SET decided_at = ?, decided_by = ?, granted = ? WHERE id = ? AND decided_at IS NULL",
        now,
        by,
        agrees,
        request.id
    );
    if done.execute(tx.conn()).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let subject = if matches!(request.access, Access::Role(_)) { Subject::Role } else { Subject::Right };
    let detail = if agrees { "agreed" } else { "refused" };
    tx.audit(Entry::new(Deed::Decided, subject).id(request.staff.0).detail(detail)).await?;
    let Some(member) = one(tx.conn(), school, request.staff).await?.filter(|_| agrees) else { return Ok(true) };
    match request.access {
        Access::Role(role) if member.role != Some(role) => change_role(tx, &member, role).await?,
        Access::Role(_) => {}
        Access::Right(right) => {
            let all = rights::of_all(tx.conn(), school, today).await?;
            let has = all.get(&request.staff).copied().unwrap_or_default();
            let wanted: Rights = has.each().chain([right]).collect();
            if rights::set(tx, request.staff, wanted, &request.reason, request.until.filter(|day| *day >= today))
                .await?
            {
                sessions::end_all(tx, request.staff).await?;
            }
        }
    }
    Ok(true)
}

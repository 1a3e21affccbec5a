//! What one person may do beside their role: given and taken back, never changed, so that it can always be said who could see what, and
//! since when.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::rights::{Right, Rights},
        audit::{Deed, Entry, Subject},
        ids::{SchoolId, StaffId},
        people::{Name, Role},
        time::Moment,
    },
    store::{Tx, code},
};

/// A right that somebody has or had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldRight {
    /// Which.
    pub right: Right,
    /// Why it was given.
    pub reason: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, where one was set.
    pub until: Option<NaiveDate>,
    /// Who gave it; nobody where that was done from the command line.
    pub by: Option<Name>,
    /// When it was taken back.
    pub taken: Option<Moment>,
}

impl HeldRight {
    /// Whether they have it on this day.
    #[must_use]
    pub fn is_in_force(&self, today: NaiveDate) -> bool {
        self.taken.is_none() && self.until.is_none_or(|last| last >= today)
    }
}

/// Codes as a query gathers them. One that this program does not know is an error, lest a right be silently lost.
pub(in crate::store) fn read(codes: &str) -> anyhow::Result<Rights> {
    let codes: Vec<String> = serde_json::from_str(codes)?;
    codes.iter().map(|code| known(code)).collect()
}

fn known(code: &str) -> anyhow::Result<Right> {
    code::read::<Right>(code)
}

/// Every right that somebody has or had, the newest first.
pub async fn of(conn: &mut SqliteConnection, staff: StaffId) -> anyhow::Result<Vec<HeldRight>> {
    let rows = sqlx::query!(
        r#"SELECT r.code, r.reason, r.from_on AS "from_on: NaiveDate", r.until_on AS "until_on: NaiveDate", r.taken_at,
             w.title AS "title?", w.forename AS "forename?", w.surname AS "surname?"
           FROM staff_right r LEFT JOIN staff w ON w.id = r.given_by WHERE r.staff_id = ? ORDER BY r.id DESC"#,
        staff.0
    )
    .fetch_all(conn)
    .await?;
    let held = rows.into_iter().map(|r| {
        Ok(HeldRight {
            right: known(&r.code)?,
            reason: r.reason,
            from: r.from_on,
            until: r.until_on,
            by: Name::maybe(r.title, r.forename, r.surname),
            taken: r.taken_at.map(Moment::from_unix),
        })
    });
    held.collect()
}

/// Whoever has a right on a day, with all that they have.
pub async fn of_all(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<StaffId, Rights>> {
    let rows = sqlx::query!(
        r#"SELECT r.staff_id, json_group_array(r.code) AS "codes!: String" FROM staff_right r JOIN staff s ON s.id = r.staff_id
           WHERE s.school_id = ?1 AND r.taken_at IS NULL AND (r.until_on IS NULL OR r.until_on >= ?2) GROUP BY r.staff_id"#,
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| Ok((StaffId(row.staff_id), read(&row.codes)?))).collect()
}

/// Lets somebody have these rights and no others. Those they have stay as they were given; new ones are given from today until this day,
/// for this reason. Returns whether anything changed; then whoever asks ends their sessions, so that nothing stays open.
///
/// # Errors
/// When the database refuses: a new right without a reason, or one that would end before it begins.
pub async fn set(
    tx: &mut Tx,
    staff: StaffId,
    wanted: Rights,
    reason: &str,
    until: Option<NaiveDate>,
) -> anyhow::Result<bool> {
    let today = tx.now.today();
    let held: Vec<HeldRight> = of(tx.conn(), staff).await?.into_iter().filter(|one| one.taken.is_none()).collect();
    let has: Rights = held.iter().filter(|one| one.is_in_force(today)).map(|one| one.right).collect();
    for one in held.iter().filter(|one| !(wanted.has(one.right) && one.is_in_force(today))) {
        take_back(tx, staff, one.right).await?;
    }
    for right in wanted.each().filter(|right| !has.has(*right)) {
        give(tx, staff, right, reason, until).await?;
    }
    Ok(wanted != has)
}

/// Takes back what somebody in this role cannot have: all of it where they leave.
pub async fn end_unfit(tx: &mut Tx, staff: StaffId, role: Option<Role>) -> anyhow::Result<()> {
    let held = of(tx.conn(), staff).await?;
    let unfit = |one: &&HeldRight| one.taken.is_none() && !role.is_some_and(|role| one.right.fits(role));
    for one in held.iter().filter(unfit) {
        take_back(tx, staff, one.right).await?;
    }
    Ok(())
}

async fn give(tx: &mut Tx, staff: StaffId, right: Right, reason: &str, until: Option<NaiveDate>) -> anyhow::Result<()> {
    let (code, today, now, by) = (right.as_code(), tx.now.today(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO staff_right (staff_id, code, reason, from_on, until_on, given_at, given_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        staff.0,
        code,
        reason,
        today,
        until,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Gave, Subject::Right).id(staff.0).detail(code)).await
}

async fn take_back(tx: &mut Tx, staff: StaffId, right: Right) -> anyhow::Result<()> {
    let (code, now, by) = (right.as_code(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE staff_right SET taken_at = ?, taken_by = ? WHERE staff_id = ? AND code = ? AND taken_at IS NULL",
        now,
        by,
        staff.0,
        code
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::TookBack, Subject::Right).id(staff.0).detail(code)).await
}

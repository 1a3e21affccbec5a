//! Making and changing a group: what is unchanged stays the row it is, what is not wanted any more is withdrawn.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::HeldGroup;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        delivery::WeeklyTime,
        ids::{GroupId, PupilId, SchoolId, StaffId},
        standing::Span,
    },
    store::Tx,
};

/// A group as somebody writes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Content {
    /// What it is called.
    pub name: String,
    /// What is given: its name joins the catalogue if it is new.
    pub provision: String,
    /// To whom.
    pub members: Vec<(PupilId, Span)>,
    /// By whom.
    pub adults: Vec<(StaffId, Span)>,
    /// When, and where.
    pub times: Vec<(WeeklyTime, String)>,
}

impl HeldGroup {
    /// As somebody wrote it.
    #[must_use]
    pub fn content(&self) -> Content {
        Content {
            name: self.name.clone(),
            provision: self.provision.clone(),
            members: self.members.iter().map(|one| (one.who, one.span)).collect(),
            adults: self.adults.iter().map(|one| (one.who, one.span)).collect(),
            times: self.times.clone(),
        }
    }
}

/// Makes a group.
pub async fn enter(tx: &mut Tx, new: &Content) -> anyhow::Result<GroupId> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO support_group (school_id, entered_at, entered_by) VALUES (?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    let id = GroupId(id);
    put(tx, id, &NOTHING, new).await?;
    note(tx, id, Deed::Created, new).await.map(|()| id)
}

/// What is in a group before it is made.
const NOTHING: Content = Content {
    name: String::new(),
    provision: String::new(),
    members: Vec::new(),
    adults: Vec::new(),
    times: Vec::new(),
};

/// Changes a group that was read at `old.version`. Returns whether nobody has saved it since.
pub async fn change(tx: &mut Tx, old: &HeldGroup, new: &Content) -> anyhow::Result<bool> {
    let done = sqlx::query!(
        "UPDATE support_group SET version = version + 1 WHERE id = ? AND version = ?",
        old.id.0,
        old.version
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    put(tx, old.id, &old.content(), new).await?;
    note(tx, old.id, Deed::Changed, new).await.map(|()| true)
}

/// Ends a group with its last day. Returns whether it had not ended.
pub async fn end(tx: &mut Tx, group: &HeldGroup, on: NaiveDate, reason: &str) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "INSERT INTO support_group_end (group_id, ended_on, reason, entered_at, entered_by) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        group.id.0,
        on,
        reason,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    note(tx, group.id, Deed::Ended, &group.content()).await.map(|()| true)
}

async fn note(tx: &mut Tx, id: GroupId, deed: Deed, of: &Content) -> anyhow::Result<()> {
    let pupils: std::collections::BTreeSet<PupilId> = of.members.iter().map(|(pupil, _)| *pupil).collect();
    let each: Vec<_> = pupils.into_iter().map(|pupil| (Some(id.0), pupil)).collect();
    if each.is_empty() {
        return tx.audit(Entry::new(deed, Subject::SupportGroup).id(id.0)).await;
    }
    tx.audit_each(deed, Subject::SupportGroup, &each).await
}

/// What is in one list and not in the other.
fn beyond<'a, T: PartialEq>(one: &'a [T], other: &'a [T]) -> impl Iterator<Item = &'a T> {
    one.iter().filter(move |row| !other.contains(row))
}

async fn put(tx: &mut Tx, id: GroupId, old: &Content, new: &Content) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    if (&old.name, &old.provision) != (&new.name, &new.provision) {
        sqlx::query!(
            "INSERT INTO provision (school_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
            school,
            new.provision
        )
        .execute(tx.conn())
        .await?;
        sqlx::query!(
            "INSERT INTO support_group_terms (group_id, name, provision_id, entered_at, entered_by)
             VALUES (?, ?, (SELECT id FROM provision WHERE school_id = ? AND name = ?), ?, ?)",
            id.0,
            new.name,
            school,
            new.provision,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    put_members(tx, id, old, new).await?;
    put_adults(tx, id, old, new).await?;
    put_times(tx, id, old, new).await
}

async fn put_members(tx: &mut Tx, id: GroupId, old: &Content, new: &Content) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    for (pupil, span) in beyond(&old.members, &new.members) {
        sqlx::query!(
            "UPDATE support_group_member SET withdrawn_at = ?, withdrawn_by = ?
             WHERE group_id = ? AND pupil_id = ? AND from_on = ? AND until_on IS ? AND withdrawn_at IS NULL",
            now,
            by,
            id.0,
            pupil.0,
            span.from,
            span.until
        )
        .execute(tx.conn())
        .await?;
    }
    for (pupil, span) in beyond(&new.members, &old.members) {
        sqlx::query!(
            "INSERT INTO support_group_member (group_id, pupil_id, from_on, until_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
            id.0,
            pupil.0,
            span.from,
            span.until,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

async fn put_adults(tx: &mut Tx, id: GroupId, old: &Content, new: &Content) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    for (staff, span) in beyond(&old.adults, &new.adults) {
        sqlx::query!(
            "UPDATE support_group_adult SET withdrawn_at = ?, withdrawn_by = ?
             WHERE group_id = ? AND staff_id = ? AND from_on = ? AND until_on IS ? AND withdrawn_at IS NULL",
            now,
            by,
            id.0,
            staff.0,
            span.from,
            span.until
        )
        .execute(tx.conn())
        .await?;
    }
    for (staff, span) in beyond(&new.adults, &old.adults) {
        sqlx::query!(
            "INSERT INTO support_group_adult (group_id, staff_id, from_on, until_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
            id.0,
            staff.0,
            span.from,
            span.until,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

async fn put_times(tx: &mut Tx, id: GroupId, old: &Content, new: &Content) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    for (time, place) in beyond(&old.times, &new.times) {
        sqlx::query!(
            "UPDATE support_group_time SET withdrawn_at = ?, withdrawn_by = ? WHERE group_id = ? AND weekday = ? AND begins = ? AND minutes = ?
               AND place = ? AND from_on = ? AND until_on IS ? AND withdrawn_at IS NULL",
            now,
            by,
            id.0,
            time.weekday,
            time.begins,
            time.minutes,
            place,
            time.span.from,
            time.span.until
        )
        .execute(tx.conn())
        .await?;
    }
    for (time, place) in beyond(&new.times, &old.times) {
        sqlx::query!(
            "INSERT INTO support_group_time (group_id, weekday, begins, minutes, place, from_on, until_on, entered_at, entered_by)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id.0,
            time.weekday,
            time.begins,
            time.minutes,
            place,
            time.span.from,
            time.span.until,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Minutes a week that each adult of a school has for giving support on a day; nobody who has no figure.
pub async fn hours(
    conn: &mut SqliteConnection,
    school: SchoolId,
    day: NaiveDate,
) -> anyhow::Result<BTreeMap<StaffId, u32>> {
    let rows = sqlx::query!(
        r#"SELECT h.staff_id, h.minutes AS "minutes: u32" FROM support_hours h JOIN staff s ON s.id = h.staff_id
           WHERE s.school_id = ? AND h.from_on <= ? ORDER BY h.from_on, h.id"#,
        school.0,
        day
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (StaffId(row.staff_id), row.minutes)).collect())
}

/// Writes down how many minutes a week somebody has for giving support, from today on.
pub async fn put_hours(tx: &mut Tx, staff: StaffId, minutes: u32) -> anyhow::Result<()> {
    let (now, by, today) = (tx.now.unix(), tx.actor.staff(), tx.now.today());
    sqlx::query!(
        "INSERT INTO support_hours (staff_id, minutes, from_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        staff.0,
        minutes,
        today,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::SupportHours).id(staff.0)).await
}

/// Minutes a week that those with each role of a school's own have together on a day; no role that has no figure.
///
/// # Errors
/// When the database refuses.
pub async fn role_hours(
    conn: &mut SqliteConnection,
    school: SchoolId,
    day: NaiveDate,
) -> anyhow::Result<BTreeMap<String, u32>> {
    let rows = sqlx::query!(
        r#"SELECT role, minutes AS "minutes: u32" FROM role_hours WHERE school_id = ? AND from_on <= ? ORDER BY from_on, id"#,
        school.0,
        day
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.role, row.minutes)).collect())
}

/// Writes down how many minutes a week those with a role have together, from today on.
///
/// # Errors
/// When the database refuses.
pub async fn put_role_hours(tx: &mut Tx, role: &str, minutes: u32) -> anyhow::Result<()> {
    let (school, now, by, today) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), tx.now.today());
    sqlx::query!(
        "INSERT INTO role_hours (school_id, role, minutes, from_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
        school,
        role,
        minutes,
        today,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::SupportHours).detail(role)).await
}

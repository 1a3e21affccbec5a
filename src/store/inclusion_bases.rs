//! The school's inclusion bases, their members, and the looks at each plan to return.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{BaseMembershipId, InclusionBaseId, PupilId, SchoolId, StaffId},
    inclusion_base::{BaseKind, BaseTime},
    people::Name,
};

/// A base.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InclusionBase {
    /// Which.
    pub id: InclusionBaseId,
    /// What it is called.
    pub name: String,
    /// Of which kind.
    pub kind: BaseKind,
    /// The teacher who runs it.
    pub lead: Name,
    /// How many pupils it has room for.
    pub places: u32,
    /// Its last day, once it has been closed.
    pub closed_on: Option<NaiveDate>,
}

/// A base as somebody enters it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewBase {
    /// What it is called.
    pub name: String,
    /// Of which kind.
    pub kind: BaseKind,
    /// The teacher who runs it.
    pub lead: StaffId,
    /// How many pupils it has room for.
    pub places: u32,
}

/// A membership as somebody enters it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMembership {
    /// Of which base.
    pub base: InclusionBaseId,
    /// When, for how long a week, and when the plan to return is looked at first.
    pub time: BaseTime,
    /// Why.
    pub why: String,
    /// How the pupil returns to class.
    pub return_plan: String,
}

/// A membership as it is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Membership {
    /// Which.
    pub id: BaseMembershipId,
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub pupil_name: Name,
    /// Of which base.
    pub base: InclusionBaseId,
    /// What that is called.
    pub base_name: String,
    /// When, for how long a week, and when the plan to return is looked at next.
    pub time: BaseTime,
    /// Why.
    pub why: String,
    /// How the pupil returns to class.
    pub return_plan: String,
    /// Why it ended; empty while it goes on.
    pub ended_why: String,
    /// What was found when the plan to return was looked at, the oldest first.
    pub looks: Vec<(NaiveDate, String)>,
}

/// Every base of a school, by name, those that are closed last.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<InclusionBase>> {
    let rows = sqlx::query!(
        r#"SELECT b.id, b.name, b.kind, b.places AS "places: u32", b.closed_on AS "closed_on: NaiveDate", s.title, s.forename, s.surname
           FROM inclusion_base b JOIN staff s ON s.id = b.lead_id WHERE b.school_id = ? ORDER BY b.closed_on IS NOT NULL, b.name, b.id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        Ok(InclusionBase {
            id: InclusionBaseId(r.id),
            name: r.name,
            kind: code::read::<BaseKind>(&r.kind)?,
            lead: Name { title: r.title, forename: r.forename, surname: r.surname },
            places: r.places,
            closed_on: r.closed_on,
        })
    });
    read.collect()
}

/// Every membership of a school's bases, or those of one pupil: the newest first.
pub async fn memberships(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupil: Option<PupilId>,
) -> anyhow::Result<Vec<Membership>> {
    let pupil = pupil.map(|one| one.0);
    let rows = sqlx::query!(
        r#"SELECT m.id AS "id!", m.pupil_id, p.forename, p.surname, m.base_id, b.name, m.from_on AS "from: NaiveDate",
             m.until_on AS "until: NaiveDate", m.minutes AS "minutes: u32", m.why, m.return_plan, m.look_on AS "look_on: NaiveDate", m.ended_why,
             (SELECT json_group_array(json_array(l.looked_on, l.words, l.next_on) ORDER BY l.id) FROM base_look l WHERE l.membership_id = m.id)
                AS "looks!: String"
           FROM base_membership m JOIN inclusion_base b ON b.id = m.base_id JOIN pupil p ON p.id = m.pupil_id
           WHERE b.school_id = ?1 AND (?2 IS NULL OR m.pupil_id = ?2) ORDER BY m.from_on DESC, m.id DESC"#,
        school.0,
        pupil
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let looks: Vec<(NaiveDate, String, NaiveDate)> = serde_json::from_str(&r.looks)?;
        let look_on = looks.last().map_or(r.look_on, |(_, _, next)| *next);
        Ok(Membership {
            id: BaseMembershipId(r.id),
            pupil: PupilId(r.pupil_id),
            pupil_name: Name { title: String::new(), forename: r.forename, surname: r.surname },
            base: InclusionBaseId(r.base_id),
            base_name: r.name,
            time: BaseTime { from: r.from, until: r.until, minutes: r.minutes, look_on },
            why: r.why,
            return_plan: r.return_plan,
            ended_why: r.ended_why,
            looks: looks.into_iter().map(|(on, words, _)| (on, words)).collect(),
        })
    });
    read.collect()
}

/// How many members each base has on a day.
#[must_use]
pub fn members_on(all: &[Membership], day: NaiveDate) -> BTreeMap<InclusionBaseId, usize> {
    let mut found = BTreeMap::new();
    for one in all.iter().filter(|one| one.time.is_on(day)) {
        *found.entry(one.base).or_default() += 1;
    }
    found
}

/// Enters a base.
pub async fn enter(tx: &mut Tx, new: &NewBase) -> anyhow::Result<()> {
    let (school, kind, now, by) = (tx.school()?.0, new.kind.as_code(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO inclusion_base (school_id, name, kind, lead_id, places, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?)
           RETURNING id AS "id!: i64""#,
        school,
        new.name,
        kind,
        new.lead.0,
        new.places,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::InclusionBase).id(id)).await
}

/// Closes a base that has no member from today on. Returns whether it could be.
pub async fn close(tx: &mut Tx, id: InclusionBaseId) -> anyhow::Result<bool> {
    let (today, school) = (tx.now.today(), tx.school()?.0);
    let done = sqlx::query!(
        "UPDATE inclusion_base SET closed_on = ?1 WHERE id = ?2 AND school_id = ?3 AND closed_on IS NULL
           AND NOT EXISTS (SELECT 1 FROM base_membership m WHERE m.base_id = ?2 AND (m.until_on IS NULL OR m.until_on > ?1))",
        today,
        id.0,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Ended, Subject::InclusionBase).id(id.0)).await?;
    Ok(true)
}

/// Makes a pupil a member.
pub async fn join(tx: &mut Tx, pupil: PupilId, new: &NewMembership) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO base_membership (base_id, pupil_id, from_on, minutes, why, return_plan, look_on, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        new.base.0,
        pupil.0,
        new.time.from,
        new.time.minutes,
        new.why,
        new.return_plan,
        new.time.look_on,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::BaseMembership).id(id).pupil(pupil)).await
}

/// Writes down a look at the plan to return, and the day of the next.
pub async fn look(tx: &mut Tx, of: &Membership, words: &str, next_on: NaiveDate) -> anyhow::Result<()> {
    let (today, now, by) = (tx.now.today(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO base_look (membership_id, looked_on, words, next_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
        of.id.0,
        today,
        words,
        next_on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Recorded, Subject::BaseMembership).id(of.id.0).pupil(of.pupil)).await
}

/// Ends a membership with its last day. Returns whether it went on until now.
pub async fn end(tx: &mut Tx, of: &Membership, until: NaiveDate, why: &str) -> anyhow::Result<bool> {
    let by = tx.actor.staff();
    let done = sqlx::query!(
        "UPDATE base_membership SET until_on = ?, ended_why = ?, ended_by = ? WHERE id = ? AND until_on IS NULL",
        until,
        why,
        by,
        of.id.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Ended, Subject::BaseMembership).id(of.id.0).pupil(of.pupil)).await?;
    Ok(true)
}

//! Plans that others keep: entered, ended with their last day, and followed by the next when they were looked at; never changed otherwise.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{LinkedPlanId, PupilId, SchoolId},
    linked_plan::{LinkedKind, LinkedPlan},
    people::Name,
};

/// All of these pupils', the oldest first, by pupil. The caller has asked who may see them.
///
/// # Errors
/// When the database refuses.
pub async fn of_pupils(
    conn: &mut SqliteConnection,
    pupils: &[PupilId],
) -> anyhow::Result<BTreeMap<PupilId, Vec<(LinkedPlanId, LinkedPlan)>>> {
    let asked = serde_json::to_string(&pupils.iter().map(|pupil| pupil.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT l.id AS "id!", l.pupil_id, l.kind, l.name, l.place, l.link, l.holder, l.from_on AS "from: NaiveDate",
                  l.review_on AS "review_on: NaiveDate", l.until_on AS "until: NaiveDate"
           FROM json_each(?) asked CROSS JOIN linked_plan l ON l.pupil_id = asked.value ORDER BY l.id"#,
        asked
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<PupilId, Vec<_>> = BTreeMap::new();
    for row in rows {
        let kind = code::read::<LinkedKind>(&row.kind)?;
        let (name, place, link, holder) = (row.name, row.place, row.link, row.holder);
        let (from, review_on, until) = (row.from, row.review_on, row.until);
        let one = LinkedPlan { kind, name, place, link, holder, from, review_on, until };
        all.entry(PupilId(row.pupil_id)).or_default().push((LinkedPlanId(row.id), one));
    }
    Ok(all)
}

/// A plan that was to be looked at again before a day and was not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LateLook {
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// The plan.
    pub plan: LinkedPlan,
}

/// Those of a school that are late on a day, the one that has waited longest first, whoever is on roll. The caller has asked who may see them.
///
/// # Errors
/// When the database refuses.
pub async fn late(conn: &mut SqliteConnection, school: SchoolId, day: NaiveDate) -> anyhow::Result<Vec<LateLook>> {
    let rows = sqlx::query!(
        r#"SELECT l.pupil_id, p.forename, p.surname, l.kind, l.name, l.place, l.link, l.holder, l.from_on AS "from: NaiveDate",
                  l.review_on AS "review_on: NaiveDate"
           FROM pupil p JOIN linked_plan l ON l.pupil_id = p.id
           WHERE p.school_id = ? AND l.until_on IS NULL AND l.review_on < ? ORDER BY l.review_on, l.id"#,
        school.0,
        day
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let kind = code::read::<LinkedKind>(&row.kind)?;
        let (name, place, link, holder) = (row.name, row.place, row.link, row.holder);
        let plan =
            LinkedPlan { kind, name, place, link, holder, from: row.from, review_on: row.review_on, until: None };
        let name = Name { title: String::new(), forename: row.forename, surname: row.surname };
        Ok(LateLook { pupil: PupilId(row.pupil_id), name, plan })
    });
    read.collect()
}

/// Enters one.
///
/// # Errors
/// When the database refuses.
pub async fn enter(tx: &mut Tx, pupil: PupilId, one: &LinkedPlan) -> anyhow::Result<()> {
    let (kind, now, by) = (one.kind.as_code(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO linked_plan (pupil_id, kind, name, place, link, holder, from_on, review_on, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        kind,
        one.name,
        one.place,
        one.link,
        one.holder,
        one.from,
        one.review_on,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::LinkedPlan).id(id).pupil(pupil)).await
}

/// Ends one with its last day. Returns whether it went on until now.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &mut Tx, pupil: PupilId, id: LinkedPlanId, until: NaiveDate) -> anyhow::Result<bool> {
    let done = sqlx::query!(
        "UPDATE linked_plan SET until_on = max(?1, from_on) WHERE id = ?2 AND pupil_id = ?3 AND until_on IS NULL",
        until,
        id.0,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Ended, Subject::LinkedPlan).id(id.0).pupil(pupil)).await?;
    Ok(true)
}

//! Adjustments and equipment of pupils: entered, and ended with their last day; never changed otherwise.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code, linked_plans};
use crate::domain::{
    adjustment::{Adjustment, AdjustmentKind, MustKnow, on},
    audit::{Deed, Entry, Subject},
    ids::{AdjustmentId, PupilId},
};

/// All of these pupils', the oldest first, by pupil. The caller has asked who may see them.
///
/// # Errors
/// When the database refuses.
pub async fn of_pupils(
    conn: &mut SqliteConnection,
    pupils: &[PupilId],
) -> anyhow::Result<BTreeMap<PupilId, Vec<(AdjustmentId, Adjustment)>>> {
    let asked = serde_json::to_string(&pupils.iter().map(|pupil| pupil.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.pupil_id, a.kind, a.words, a.source, a.from_on AS "from: NaiveDate", a.until_on AS "until: NaiveDate"
           FROM json_each(?) asked CROSS JOIN adjustment a ON a.pupil_id = asked.value ORDER BY a.id"#,
        asked
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<PupilId, Vec<_>> = BTreeMap::new();
    for row in rows {
        let kind = code::read::<AdjustmentKind>(&row.kind)?;
        let one = Adjustment { kind, words: row.words, source: row.source, from: row.from, until: row.until };
        all.entry(PupilId(row.pupil_id)).or_default().push((AdjustmentId(row.id), one));
    }
    Ok(all)
}

/// What holds on a day of these pupils', with the plans that lie elsewhere. The caller has asked who may see it.
///
/// # Errors
/// When the database refuses.
pub async fn current(
    conn: &mut SqliteConnection,
    pupils: &[PupilId],
    day: NaiveDate,
) -> anyhow::Result<BTreeMap<PupilId, MustKnow>> {
    let mut all: BTreeMap<PupilId, MustKnow> = BTreeMap::new();
    for (pupil, held) in of_pupils(conn, pupils).await? {
        let held: Vec<_> = held.into_iter().map(|(_, one)| one).collect();
        all.entry(pupil).or_default().adjustments = on(&held, day).into_iter().cloned().collect();
    }
    for (pupil, held) in linked_plans::of_pupils(conn, pupils).await? {
        all.entry(pupil).or_default().linked =
            held.into_iter().map(|(_, one)| one).filter(|one| one.is_on(day)).collect();
    }
    Ok(all)
}

/// Enters one.
///
/// # Errors
/// When the database refuses.
pub async fn enter(tx: &mut Tx, pupil: PupilId, one: &Adjustment) -> anyhow::Result<()> {
    let (kind, now, by) = (one.kind.as_code(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO adjustment (pupil_id, kind, words, source, from_on, until_on, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        kind,
        one.words,
        one.source,
        one.from,
        one.until,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Adjustment).id(id).pupil(pupil)).await
}

/// Ends one with its last day. Returns whether it went on until now.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &mut Tx, pupil: PupilId, id: AdjustmentId, until: NaiveDate) -> anyhow::Result<bool> {
    let done = sqlx::query!(
        "UPDATE adjustment SET until_on = ?1 WHERE id = ?2 AND pupil_id = ?3 AND until_on IS NULL AND from_on <= ?1",
        until,
        id.0,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Ended, Subject::Adjustment).id(id.0).pupil(pupil)).await?;
    Ok(true)
}

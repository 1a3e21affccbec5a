//! The school's own scored measures. One that is worded anew is withdrawn and replaced, never rewritten: old scores keep their range and
//! their words.

use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{SchoolId, ScoredMeasureId},
    scored_measure::{CutOff, ScoredMeasure, Side},
    target::{Direction, Score},
};

/// A cut-off as the statements give it: side, score, words.
#[derive(Deserialize)]
struct RawCutOff(String, i64, String);

/// A measure as the statements give it.
pub(super) struct RawMeasure {
    pub(super) name: String,
    pub(super) lowest: i64,
    pub(super) highest: i64,
    pub(super) direction: String,
    pub(super) cut_offs: String,
}

impl RawMeasure {
    pub(super) fn read(self) -> anyhow::Result<ScoredMeasure> {
        let cut_offs: Vec<RawCutOff> = serde_json::from_str(&self.cut_offs)?;
        let cut_off =
            |RawCutOff(side, at, words)| Ok(CutOff { side: code::read::<Side>(&side)?, at: Score(at), words });
        Ok(ScoredMeasure {
            name: self.name,
            lowest: Score(self.lowest),
            highest: Score(self.highest),
            direction: code::read::<Direction>(&self.direction)?,
            cut_offs: cut_offs.into_iter().map(cut_off).collect::<anyhow::Result<_>>()?,
        })
    }
}

/// The measures that are in use, by name.
pub async fn in_use(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<Vec<(ScoredMeasureId, ScoredMeasure)>> {
    let rows = sqlx::query!(
        r#"SELECT m.id AS "id!", m.name, m.lowest, m.highest, m.direction,
                  (SELECT json_group_array(json_array(c.side, c.at, c.words)) FROM
                     (SELECT side, at, words FROM scored_measure_cut_off WHERE measure_id = m.id ORDER BY id) c) AS "cut_offs!: String"
           FROM scored_measure m WHERE m.school_id = ? AND m.withdrawn_at IS NULL ORDER BY m.name, m.id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let raw = RawMeasure {
            name: r.name,
            lowest: r.lowest,
            highest: r.highest,
            direction: r.direction,
            cut_offs: r.cut_offs,
        };
        Ok((ScoredMeasureId(r.id), raw.read()?))
    });
    read.collect()
}

/// Adds a measure.
pub async fn add(tx: &mut Tx, measure: &ScoredMeasure) -> anyhow::Result<ScoredMeasureId> {
    let id = insert(tx, measure, None).await?;
    tx.audit(Entry::new(Deed::Created, Subject::ScoredMeasure).id(id.0)).await?;
    Ok(id)
}

/// Words a measure anew. Returns whether it was still there as it was.
pub async fn change(tx: &mut Tx, id: ScoredMeasureId, measure: &ScoredMeasure) -> anyhow::Result<bool> {
    if !close(tx, id).await? {
        return Ok(false);
    }
    let new = insert(tx, measure, Some(id)).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::ScoredMeasure).id(new.0)).await?;
    Ok(true)
}

/// Takes a measure out of use. Returns whether it was in use.
pub async fn withdraw(tx: &mut Tx, id: ScoredMeasureId) -> anyhow::Result<bool> {
    let was = close(tx, id).await?;
    if was {
        tx.audit(Entry::new(Deed::Withdrew, Subject::ScoredMeasure).id(id.0)).await?;
    }
    Ok(was)
}

async fn close(tx: &mut Tx, id: ScoredMeasureId) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE scored_measure SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        school
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

/// `was` is the wording before: the new one is the same measure.
async fn insert(tx: &mut Tx, measure: &ScoredMeasure, was: Option<ScoredMeasureId>) -> anyhow::Result<ScoredMeasureId> {
    let (school, now, by, was) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), was.map(|id| id.0));
    let direction = measure.direction.as_code();
    let id = sqlx::query_scalar!(
        r#"INSERT INTO scored_measure (school_id, name, lowest, highest, direction, first_id, entered_at, entered_by)
           VALUES (?1, ?2, ?3, ?4, ?5, (SELECT coalesce(first_id, id) FROM scored_measure WHERE id = ?6), ?7, ?8) RETURNING id AS "id!""#,
        school,
        measure.name,
        measure.lowest.0,
        measure.highest.0,
        direction,
        was,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    for one in &measure.cut_offs {
        let side = one.side.as_code();
        sqlx::query!(
            "INSERT INTO scored_measure_cut_off (measure_id, side, at, words) VALUES (?, ?, ?, ?)",
            id,
            side,
            one.at.0,
            one.words
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(ScoredMeasureId(id))
}

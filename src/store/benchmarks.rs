//! What sources expect of progress on the school's measures, and how far its pupils came on them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, scored_measures::RawMeasure};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    benchmark::{Benchmark, Course, Peer},
    ids::{BenchmarkId, PupilId, SchoolId, ScoredMeasureId},
    need::{Area, first_area},
    scored_measure::ScoredMeasure,
    target::Score,
};

/// What sources expect, by the first wording of the measure, in the order in which it was entered.
pub type Benchmarks = BTreeMap<ScoredMeasureId, Vec<(BenchmarkId, Benchmark)>>;

/// What sources expect on each measure of a school.
///
/// # Errors
/// When the database refuses.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Benchmarks> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", measure_id, start_from, start_until, change, weeks AS "weeks: u32", source
           FROM benchmark WHERE school_id = ? AND withdrawn_at IS NULL ORDER BY id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let mut all = Benchmarks::new();
    for row in rows {
        let one = Benchmark {
            from: Score(row.start_from),
            until: Score(row.start_until),
            change: Score(row.change),
            weeks: row.weeks,
            source: row.source,
        };
        all.entry(ScoredMeasureId(row.measure_id)).or_default().push((BenchmarkId(row.id), one));
    }
    Ok(all)
}

/// Enters what a source expects on a measure, whose first wording is given.
///
/// # Errors
/// When the database refuses.
pub async fn enter(tx: &mut Tx, measure: ScoredMeasureId, one: &Benchmark) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO benchmark (school_id, measure_id, start_from, start_until, change, weeks, source, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        measure.0,
        one.from.0,
        one.until.0,
        one.change.0,
        one.weeks,
        one.source,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Benchmark).id(id)).await
}

/// Takes one back. Returns whether it still counted.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(tx: &mut Tx, id: BenchmarkId) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE benchmark SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        school
    );
    let was = done.execute(tx.conn()).await?.rows_affected() > 0;
    if was {
        tx.audit(Entry::new(Deed::Withdrew, Subject::Benchmark).id(id.0)).await?;
    }
    Ok(was)
}

/// A measure in use with its first wording, and how far each pupil came on it within its range. A measure with another range is another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeasureCourses {
    /// The first wording.
    pub first_id: ScoredMeasureId,
    /// As it is worded now.
    pub measure: ScoredMeasure,
    /// Every pupil's course, each once.
    pub peers: Vec<Peer>,
}

/// Of each measure in use, by name, how far the pupils of a school came who are on roll on a day. The caller has asked who may see it.
///
/// # Errors
/// When the database refuses.
pub async fn courses(
    conn: &mut SqliteConnection,
    school: SchoolId,
    day: NaiveDate,
) -> anyhow::Result<Vec<MeasureCourses>> {
    let rows = sqlx::query!(
        r#"SELECT coalesce(m.first_id, m.id) AS "first_id!: i64", m.name, m.lowest, m.highest, m.direction,
             (SELECT json_group_array(json_array(c.side, c.at, c.words)) FROM
                (SELECT side, at, words FROM scored_measure_cut_off WHERE measure_id = m.id ORDER BY id) c) AS "cut_offs!: String",
             (SELECT json_group_array(json_array(x.pupil_id, x.assessed_on, x.score)) FROM
                (SELECT a.pupil_id, a.assessed_on, a.score FROM scored_measure w JOIN assessment a ON a.measure_id = w.id
                 WHERE coalesce(w.first_id, w.id) = coalesce(m.first_id, m.id) AND w.lowest = m.lowest AND w.highest = m.highest
                   AND w.direction = m.direction AND a.withdrawn_at IS NULL AND a.score IS NOT NULL AND a.assessed_on <= ?2
                   AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = a.pupil_id AND e.from_on <= ?2
                                 AND (e.until_on IS NULL OR e.until_on >= ?2))
                 ORDER BY a.pupil_id, a.assessed_on, a.id) x) AS "scores!: String"
           FROM scored_measure m WHERE m.school_id = ?1 AND m.withdrawn_at IS NULL ORDER BY m.name, m.id"#,
        school.0,
        day
    )
    .fetch_all(&mut *conn)
    .await?;
    let areas = areas(conn, school, day).await?;
    let read = rows.into_iter().map(|row| {
        let mut by_pupil: BTreeMap<PupilId, Vec<(NaiveDate, Score)>> = BTreeMap::new();
        for (pupil, on, score) in serde_json::from_str::<Vec<(i64, NaiveDate, i64)>>(&row.scores)? {
            by_pupil.entry(PupilId(pupil)).or_default().push((on, Score(score)));
        }
        let peer = |(pupil, scores): (PupilId, Vec<(NaiveDate, Score)>)| {
            let area = areas.get(&pupil).copied().unwrap_or(Area::Other);
            Some(Peer { pupil, area, course: Course::of(&scores)? })
        };
        let raw = RawMeasure {
            name: row.name,
            lowest: row.lowest,
            highest: row.highest,
            direction: row.direction,
            cut_offs: row.cut_offs,
        };
        let peers = by_pupil.into_iter().filter_map(peer).collect();
        Ok(MeasureCourses { first_id: ScoredMeasureId(row.first_id), measure: raw.read()?, peers })
    });
    read.collect()
}

/// The area of each pupil's first need on a day.
async fn areas(
    conn: &mut SqliteConnection,
    school: SchoolId,
    day: NaiveDate,
) -> anyhow::Result<BTreeMap<PupilId, Area>> {
    let rows = sqlx::query!(
        r#"SELECT n.pupil_id, n.code FROM need n JOIN pupil p ON p.id = n.pupil_id
           WHERE p.school_id = ?1 AND n.from_on <= ?2 AND (n.until_on IS NULL OR n.until_on >= ?2) ORDER BY n.pupil_id, n.rank DESC, n.id"#,
        school.0,
        day
    )
    .fetch_all(conn)
    .await?;
    // The first by rank comes last, and stays.
    Ok(rows.into_iter().map(|row| (PupilId(row.pupil_id), first_area(&[row.code]))).collect())
}

//! Reports as they were kept on a day. Nothing here changes one.

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    calendar::AcademicYear,
    ids::{ReportSnapshotId, SchoolId},
    people::Name,
    report::{Report, ReportBy, ReportKind},
    time::Moment,
};

/// What a report is asked for, and what it said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DrawnReport {
    /// On what.
    pub kind: ReportKind,
    /// By what its lines are gathered.
    pub by: ReportBy,
    /// Of which school year.
    pub year: AcademicYear,
    /// The day it tells of.
    pub as_of: NaiveDate,
    /// What it said.
    pub report: Report,
}

/// A report that was kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportSnapshot {
    /// Which.
    pub id: ReportSnapshotId,
    /// The report.
    pub of: DrawnReport,
    /// When it was kept.
    pub at: Moment,
    /// By whom.
    pub by: Name,
}

/// The reports that a school has kept, the newest first; or the one with a number.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    id: Option<ReportSnapshotId>,
) -> anyhow::Result<Vec<ReportSnapshot>> {
    let id = id.map(|id| id.0);
    let rows = sqlx::query!(
        r#"SELECT r.id AS "id!", r.kind, r.gathered_by, r.year AS "year: i32", r.as_of_on AS "as_of: NaiveDate", r.body, r.taken_at,
             s.title, s.forename, s.surname
           FROM report_snapshot r JOIN staff s ON s.id = r.taken_by
           WHERE r.school_id = ?1 AND (?2 IS NULL OR r.id = ?2) ORDER BY r.taken_at DESC, r.id DESC"#,
        school.0,
        id
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        Ok(ReportSnapshot {
            id: ReportSnapshotId(row.id),
            of: DrawnReport {
                kind: code::read::<ReportKind>(&row.kind)?,
                by: code::read::<ReportBy>(&row.gathered_by)?,
                year: AcademicYear::new(row.year),
                as_of: row.as_of,
                report: serde_json::from_str(&row.body).context("a kept report that cannot be read")?,
            },
            at: Moment::from_unix(row.taken_at),
            by: Name { title: row.title, forename: row.forename, surname: row.surname },
        })
    });
    read.collect()
}

/// Keeps a report as it is.
pub async fn keep(tx: &mut Tx, of: &DrawnReport) -> anyhow::Result<ReportSnapshotId> {
    let (school, now, by, year) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), of.year.starting());
    let (kind, gathered, body) = (of.kind.as_code(), of.by.as_code(), serde_json::to_string(&of.report)?);
    let id = sqlx::query_scalar!(
        r#"INSERT INTO report_snapshot (school_id, kind, gathered_by, year, as_of_on, body, taken_at, taken_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        kind,
        gathered,
        year,
        of.as_of,
        body,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Recorded, Subject::ReportSnapshot).id(id)).await?;
    Ok(ReportSnapshotId(id))
}

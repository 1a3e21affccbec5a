//! Attendance as it was reported, and as people enter it by hand.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    attendance::Attendance,
    audit::{Deed, Entry, Subject},
    calendar::AcademicYear,
    ids::{PupilId, SchoolId},
    people::Name,
    time::Moment,
};

/// The most reports that a page shows.
const MOST: i64 = 12;

/// One report: all of a year up to its day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Up to which day.
    pub on: NaiveDate,
    /// The figures.
    pub told: Attendance,
    /// When it was entered, if by a person.
    pub entered: Option<Moment>,
    /// By whom, if by a person.
    pub by: Option<Name>,
}

/// The newest reports on a pupil, newest first.
///
/// # Errors
/// When the database refuses, or holds what cannot be.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<Report>> {
    let rows = sqlx::query!(
        r#"SELECT a.reported_on AS "on: NaiveDate", a.possible AS "possible: u32", a.attended AS "attended: u32",
             a.percent_hundredths AS "percent: u16", a.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM attendance a LEFT JOIN staff s ON s.id = a.entered_by WHERE a.pupil_id = ? ORDER BY a.reported_on DESC LIMIT ?"#,
        pupil.0,
        MOST
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().filter_map(|r| {
        let told = match r.possible.zip(r.attended) {
            Some((possible, attended)) => Attendance::sessions(possible, attended),
            None => r.percent.map(Attendance::Percent),
        };
        let by = Name::maybe(r.title, r.forename, r.surname);
        Some(Report { on: r.on, told: told?, entered: r.entered_at.map(Moment::from_unix), by })
    });
    Ok(read.collect())
}

/// Every report on each pupil of a school in the school year of a day, up to that day, the oldest first. Whoever shows it has asked whom the
/// person may see.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    day: NaiveDate,
) -> anyhow::Result<BTreeMap<PupilId, Vec<Attendance>>> {
    let year = AcademicYear::containing(day).starting();
    let rows = sqlx::query!(
        r#"SELECT a.pupil_id AS "pupil!", a.possible AS "possible: u32", a.attended AS "attended: u32", a.percent_hundredths AS "percent: u16"
           FROM attendance a JOIN pupil p ON p.id = a.pupil_id
           WHERE p.school_id = ?1 AND a.year = ?2 AND a.reported_on <= ?3 ORDER BY a.reported_on"#,
        school.0,
        year,
        day
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<PupilId, Vec<Attendance>> = BTreeMap::new();
    for row in rows {
        let told = match row.possible.zip(row.attended) {
            Some((possible, attended)) => Attendance::sessions(possible, attended),
            None => row.percent.map(Attendance::Percent),
        };
        all.entry(PupilId(row.pupil)).or_default().extend(told);
    }
    Ok(all)
}

/// Enters what the register said up to a day. A second report of the same day takes the place of the first.
pub async fn enter(tx: &mut Tx, pupil: PupilId, on: NaiveDate, told: Attendance) -> anyhow::Result<()> {
    let (year, now, by) = (AcademicYear::containing(on).starting(), tx.now.unix(), tx.actor.staff());
    let (possible, attended, percent) = match told {
        Attendance::Sessions { possible, attended } => (Some(possible), Some(attended), None),
        Attendance::Percent(hundredths) => (None, None, Some(hundredths)),
    };
    sqlx::query!(
        "INSERT INTO attendance (pupil_id, year, reported_on, possible, attended, percent_hundredths, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pupil_id, reported_on) DO UPDATE SET possible = excluded.possible,
           attended = excluded.attended, percent_hundredths = excluded.percent_hundredths, entered_at = excluded.entered_at,
           entered_by = excluded.entered_by",
        pupil.0,
        year,
        on,
        possible,
        attended,
        percent,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Attendance).pupil(pupil)).await
}

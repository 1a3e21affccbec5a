//! What an inspector asks about a school's pupils that stands in several tables: cycles with their stages, absence, suspensions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    attendance,
    register::{Of, Part, Register},
};
use crate::domain::{
    attendance::{Attendance, Band},
    calendar::AcademicYear,
    ids::{PupilId, SchoolId},
    inspection::Stages,
};

/// Every cycle of a school that was reviewed between two days, pupil by pupil, the newest last.
///
/// # Errors
/// When the database refuses.
pub async fn cycles(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (from, until): (NaiveDate, NaiveDate),
) -> anyhow::Result<Vec<(PupilId, Stages)>> {
    let rows = sqlx::query!(
        r#"SELECT l.pupil_id AS "pupil!", c.started_on AS "began: NaiveDate", r.held_on AS "reviewed: NaiveDate",
             EXISTS (SELECT 1 FROM target_result x WHERE x.review_id = r.id) AS "planned!: bool",
             (SELECT max(day) FROM (
                SELECT q.held_on AS day FROM cycle b JOIN review q ON q.cycle_id = b.id
                 WHERE b.plan_id = l.id AND b.number < c.number AND q.held_on <= c.started_on
                UNION ALL SELECT a.assessed_on FROM assessment a WHERE a.pupil_id = l.pupil_id AND a.withdrawn_at IS NULL
                   AND a.assessed_on BETWEEN date(c.started_on, '-12 months') AND c.started_on)) AS "assessed: NaiveDate",
             (SELECT min(s.held_on) FROM support_group_member m JOIN session_record s ON s.group_id = m.group_id
                JOIN session_note n ON n.record_id = s.id AND n.pupil_id = l.pupil_id AND n.lost IS NULL
                WHERE m.pupil_id = l.pupil_id AND s.held_on BETWEEN c.started_on AND r.held_on) AS "given: NaiveDate"
           FROM review r JOIN cycle c ON c.id = r.cycle_id JOIN plan l ON l.id = c.plan_id JOIN pupil p ON p.id = l.pupil_id
           WHERE p.school_id = ? AND r.held_on BETWEEN ? AND ? ORDER BY p.surname, p.forename, p.id, r.held_on, r.id"#,
        school.0,
        from,
        until
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let planned = row.planned.then_some(row.began);
        (
            PupilId(row.pupil),
            Stages { assessed: row.assessed, planned, given: row.given, began: row.began, reviewed: row.reviewed },
        )
    });
    Ok(read.collect())
}

/// How each pupil attends, by the newest report of the school year of a day.
///
/// # Errors
/// When the database refuses.
pub async fn attendance(
    conn: &mut SqliteConnection,
    school: SchoolId,
    day: NaiveDate,
) -> anyhow::Result<BTreeMap<PupilId, Band>> {
    let all = attendance::of_school(conn, school, day).await?;
    let last = |told: &Vec<Attendance>| told.iter().rev().find_map(|one| one.band());
    Ok(all.iter().filter_map(|(pupil, told)| Some((*pupil, last(told)?))).collect())
}

/// What is asked about the pupils of a school on a day. Whoever shows it has asked whom the person may see.
#[derive(PartialEq, Debug, Default)]
pub struct CaseFacts {
    /// The last reviewed cycle of each, of this school year or the one before.
    pub last: BTreeMap<PupilId, Stages>,
    /// How each attends.
    pub attendance: BTreeMap<PupilId, Band>,
    /// Who was suspended in this school year.
    pub suspended: BTreeSet<PupilId>,
}

impl Part for CaseFacts {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let (school, year) = (register.school(), AcademicYear::containing(day));
        let reviewed = cycles(conn, school, (year.previous().starts_on(), day)).await?;
        let since = year.starts_on();
        let suspended = sqlx::query_scalar!(
            r#"SELECT DISTINCT x.pupil_id AS "pupil!" FROM pupil p JOIN suspension x ON x.pupil_id = p.id
               WHERE p.school_id = ?1 AND x.withdrawn_at IS NULL AND x.from_on BETWEEN ?2 AND ?3"#,
            school.0,
            since,
            day
        )
        .fetch_all(&mut *conn)
        .await?;
        Ok(Self {
            last: reviewed.into_iter().collect(),
            attendance: attendance(conn, school, day).await?,
            suspended: suspended.into_iter().map(PupilId).collect(),
        })
    }
}

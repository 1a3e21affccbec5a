//! Pupils as they are held now, in the words in which a file could tell of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::super::said;
use crate::domain::{
    attendance::Attendance,
    calendar::AcademicYear,
    ids::{PupilId, SchoolId},
    need::Need,
    plan::PlanKind,
    pupil::{NcYear, Upn},
    roll::{PupilFacts, PupilHeld},
    sen_status::SenCode,
};

/// Every pupil, leavers too. Attendance is the last report of the academic year in which `today` lies.
pub async fn held(conn: &mut SqliteConnection, school: SchoolId, today: NaiveDate) -> anyhow::Result<Vec<PupilHeld>> {
    let mut needs = needs(conn, school).await?;
    let mut attendance = attendance(conn, school, AcademicYear::containing(today)).await?;
    let mut said = said::of_school(conn, school).await?;
    let mut plans = open_plans(conn, school).await?;
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!", p.upn, p.forename, p.surname, p.legal_forename, p.legal_surname, p.born_on AS "born_on: NaiveDate", p.sex, p.first_language,
             p.pupil_premium AS "pupil_premium: bool", p.free_meals AS "free_meals: bool", p.eal AS "eal: bool",
             p.in_care AS "in_care: bool", e.from_on AS "on_roll_from?: NaiveDate", e.until_on AS "leaves_on?: NaiveDate",
             c.name AS "class?", m.nc_year AS "nc_year?",
             s.code AS "sen?", s.from_on AS "sen_from?: NaiveDate", s.from_assumed AS "sen_from_assumed?: bool",
             (SELECT max(x.until_on) FROM sen_status x WHERE x.pupil_id = p.id) AS "sen_before_until?: NaiveDate",
             (SELECT max(x.until_on) FROM enrolment x WHERE x.pupil_id = p.id AND x.until_on < ?2) AS "left_on?: NaiveDate"
           FROM pupil p LEFT JOIN enrolment e ON e.pupil_id = p.id AND (e.until_on IS NULL OR e.until_on >= ?2)
             LEFT JOIN class_membership m ON m.pupil_id = p.id AND (m.until_on IS NULL OR m.until_on >= ?2)
             LEFT JOIN class c ON c.id = m.class_id
             LEFT JOIN sen_status s ON s.pupil_id = p.id AND s.until_on IS NULL
           WHERE p.school_id = ?1 ORDER BY p.id"#,
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| PupilHeld {
            id: PupilId(r.id),
            on_roll_from: r.on_roll_from,
            sen_before_until: r.sen_before_until,
            left_on: r.left_on,
            leaves_on: r.leaves_on,
            open_plans: plans.remove(&r.id).unwrap_or_default(),
            said: said.remove(&(PupilId(r.id), None)),
            facts: PupilFacts {
                upn: r.upn.and_then(|u| Upn::parse(&u).ok()),
                forename: r.forename,
                surname: r.surname,
                legal_forename: Some(r.legal_forename),
                legal_surname: Some(r.legal_surname),
                born_on: r.born_on,
                sex: Some(r.sex),
                year: r.nc_year.as_deref().and_then(NcYear::parse),
                class: r.class,
                admitted_on: r.on_roll_from,
                sen: r.sen.as_deref().and_then(SenCode::from_code),
                sen_from: r.sen_from,
                sen_from_assumed: r.sen_from_assumed.unwrap_or_default(),
                needs: Some(needs.remove(&r.id).unwrap_or_default()),
                pupil_premium: Some(r.pupil_premium),
                free_meals: Some(r.free_meals),
                eal: Some(r.eal),
                in_care: Some(r.in_care),
                first_language: Some(r.first_language),
                attendance: attendance.remove(&r.id),
            },
        })
        .collect())
}

async fn needs(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<BTreeMap<i64, Vec<Need>>> {
    let rows = sqlx::query!(
        "SELECT n.pupil_id, n.code FROM need n JOIN pupil p ON p.id = n.pupil_id
         WHERE p.school_id = ? AND n.until_on IS NULL ORDER BY n.pupil_id, n.rank, n.id",
        school.0
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<i64, Vec<Need>> = BTreeMap::new();
    for row in rows {
        all.entry(row.pupil_id).or_default().extend(Need::from_code(&row.code));
    }
    Ok(all)
}

async fn open_plans(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<BTreeMap<i64, Vec<PlanKind>>> {
    let rows = sqlx::query!(
        "SELECT l.pupil_id, l.kind FROM plan l JOIN pupil p ON p.id = l.pupil_id
         WHERE p.school_id = ? AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = l.id) ORDER BY l.id",
        school.0
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<i64, Vec<PlanKind>> = BTreeMap::new();
    for row in rows {
        all.entry(row.pupil_id).or_default().extend(PlanKind::from_code(&row.kind));
    }
    Ok(all)
}

async fn attendance(
    conn: &mut SqliteConnection,
    school: SchoolId,
    year: AcademicYear,
) -> anyhow::Result<BTreeMap<i64, Attendance>> {
    let year = year.starting();
    let rows = sqlx::query!(
        r#"SELECT a.pupil_id, a.possible AS "possible: u32", a.attended AS "attended: u32", a.percent_hundredths AS "percent: u16"
           FROM attendance a JOIN pupil p ON p.id = a.pupil_id
           WHERE p.school_id = ? AND a.year = ? ORDER BY a.reported_on"#,
        school.0,
        year
    )
    .fetch_all(conn)
    .await?;
    let told = |possible: Option<u32>, attended: Option<u32>, percent: Option<u16>| match possible.zip(attended) {
        Some((possible, attended)) => Attendance::sessions(possible, attended),
        None => percent.map(Attendance::Percent),
    };
    Ok(rows.into_iter().filter_map(|r| Some((r.pupil_id, told(r.possible, r.attended, r.percent)?))).collect())
}

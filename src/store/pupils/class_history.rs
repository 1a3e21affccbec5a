//! Which class each pupil was in, and who taught it: a report on a year asks for the day that counts, not for today.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::domain::{
    ids::{PupilId, SchoolId, StaffId},
    people::Name,
    standing::Span,
};

/// A class as a pupil was in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InClass {
    /// Its name.
    pub class: String,
    /// Who taught it at some time, each with the days.
    pub teachers: Vec<(Span, StaffId, Name)>,
}

impl InClass {
    /// Who taught it on a day, by surname.
    pub fn taught_by(&self, day: NaiveDate) -> impl Iterator<Item = (StaffId, &Name)> {
        self.teachers.iter().filter(move |(span, ..)| span.contains(day)).map(|(_, id, name)| (*id, name))
    }
}

#[derive(Deserialize)]
struct Teacher {
    id: i64,
    title: String,
    forename: String,
    surname: String,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

/// The classes of every pupil of a school from a day on, in the order in which they were in them.
pub async fn since(
    conn: &mut SqliteConnection,
    school: SchoolId,
    first: NaiveDate,
) -> anyhow::Result<BTreeMap<PupilId, Vec<(Span, InClass)>>> {
    let rows = sqlx::query!(
        r#"WITH taught AS (SELECT cs.class_id, json_group_array(json_object('id', w.id, 'title', w.title, 'forename', w.forename,
             'surname', w.surname, 'from', cs.from_on, 'until', cs.until_on)) AS teachers
             FROM (SELECT * FROM class_staff WHERE until_on IS NULL OR until_on >= ?2) cs
             JOIN (SELECT * FROM staff WHERE school_id = ?1 AND role = 'teacher' ORDER BY surname, id) w ON w.id = cs.staff_id
             GROUP BY cs.class_id)
           SELECT m.pupil_id AS "pupil!: i64", m.from_on AS "from!: NaiveDate", m.until_on AS "until?: NaiveDate", k.name AS "class!: String",
             coalesce(t.teachers, '[]') AS "teachers!: String"
           FROM class_membership m JOIN class k ON k.id = m.class_id JOIN pupil p ON p.id = m.pupil_id
           LEFT JOIN taught t ON t.class_id = m.class_id
           WHERE p.school_id = ?1 AND (m.until_on IS NULL OR m.until_on >= ?2) ORDER BY m.pupil_id, m.from_on, m.id"#,
        school.0,
        first
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<PupilId, Vec<(Span, InClass)>> = BTreeMap::new();
    for row in rows {
        let teachers: Vec<Teacher> = serde_json::from_str(&row.teachers).context("teachers that cannot be read")?;
        let teacher = |t: Teacher| {
            let name = Name { title: t.title, forename: t.forename, surname: t.surname };
            (Span { from: t.from, until: t.until }, StaffId(t.id), name)
        };
        let class = InClass { class: row.class, teachers: teachers.into_iter().map(teacher).collect() };
        found.entry(PupilId(row.pupil)).or_default().push((Span { from: row.from, until: row.until }, class));
    }
    Ok(found)
}

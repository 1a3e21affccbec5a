//! What speaks for a review before its day, and how targets have gone: for one plan, or for every open plan of a school.

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{
    code,
    register::{Part, Register},
};
use crate::domain::{
    attendance::Attendance,
    early::{Facts, Prompt, prompts},
    ids::{PlanId, PupilId, SchoolId},
    people::Name,
    rules::{self, Rules},
    target::Progress,
};

/// Whose open plans are asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// Every pupil's of the school.
    School,
    /// One pupil's.
    Pupil(PupilId),
    /// This one.
    Plan(PlanId),
}

/// An open plan that should be looked at before its day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Early {
    /// Which.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// Why, the weightiest first.
    pub prompts: Vec<Prompt>,
}

#[derive(Deserialize)]
struct RawAttendance {
    year: i64,
    new: i64,
    possible: Option<u32>,
    attended: Option<u32>,
    percent: Option<u16>,
}

/// Every open plan of a school, as far as it is asked for, that has a reason to be looked at early. In one statement.
pub async fn early(
    conn: &mut SqliteConnection,
    school: SchoolId,
    of: Of,
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<Vec<Early>> {
    let (plan, pupil) = match of {
        Of::School => (None, None),
        Of::Pupil(pupil) => (None, Some(pupil.0)),
        Of::Plan(plan) => (Some(plan.0), None),
    };
    let rows = sqlx::query!(
        r#"WITH since AS MATERIALIZED (
             SELECT s.id, coalesce((SELECT max(r.held_on) FROM cycle c JOIN review r ON r.cycle_id = c.id WHERE c.plan_id = s.id),
                                   s.opened_on) AS held_on
             FROM plan s WHERE (?2 IS NULL OR s.id = ?2) AND (?4 IS NULL OR s.pupil_id = ?4))
           SELECT l.id AS "plan!", p.id AS "pupil!", p.forename, p.surname,
             (SELECT json_group_array(json(results)) FROM
                (SELECT (SELECT json_group_array(x.progress) FROM target_result x WHERE x.review_id = r.id) AS results
                 FROM cycle c JOIN review r ON r.cycle_id = c.id WHERE c.plan_id = l.id ORDER BY c.number DESC LIMIT 6)) AS "reviews!: String",
             EXISTS (SELECT 1 FROM cycle c JOIN target t ON t.cycle_id = c.id
                     WHERE c.plan_id = l.id AND t.withdrawn_at IS NULL
                       AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)) AS "has_targets!: bool",
             (SELECT json_group_array(json_object('year', year, 'new', reported_on > since.held_on, 'possible', possible,
                                                  'attended', attended, 'percent', percent_hundredths))
                FROM (SELECT a.* FROM attendance a WHERE a.pupil_id = p.id ORDER BY a.reported_on DESC LIMIT 2)) AS "attendance!: String",
             (SELECT json_group_array(json_array(sessions, from_on)) FROM
                (SELECT x.sessions, x.from_on FROM suspension x WHERE x.pupil_id = p.id AND x.withdrawn_at IS NULL
                   AND x.from_on > since.held_on ORDER BY x.from_on DESC, x.id DESC)) AS "suspensions!: String",
             (SELECT max(q.asked_on) FROM review_request q WHERE q.plan_id = l.id AND q.asked_on > since.held_on)
                AS "asked_on?: NaiveDate"
           FROM plan l JOIN pupil p ON p.id = l.pupil_id
           JOIN since ON since.id = l.id
           WHERE p.school_id = ?1 AND (?2 IS NULL OR l.id = ?2) AND (?4 IS NULL OR p.id = ?4)
             AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id)
             AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?3
                         AND (e.until_on IS NULL OR e.until_on >= ?3))
           ORDER BY p.surname, p.forename, l.id"#,
        school.0,
        plan,
        today,
        pupil
    )
    .fetch_all(conn)
    .await?;
    let drop_hundredths = rules.get(rules::ATTENDANCE_FALL) * 100;
    let mut found = Vec::new();
    for row in rows {
        let facts = Facts {
            reviews: reviews(&row.reviews)?,
            has_targets: row.has_targets,
            attendance: attendance(&row.attendance)?,
            suspensions: serde_json::from_str(&row.suspensions).context("suspensions that cannot be read")?,
            asked_on: row.asked_on,
        };
        let prompts = prompts(&facts, drop_hundredths);
        if !prompts.is_empty() {
            let name = Name { title: String::new(), forename: row.forename, surname: row.surname };
            found.push(Early { plan: PlanId(row.plan), pupil: PupilId(row.pupil), name, prompts });
        }
    }
    Ok(found)
}

impl Part for Vec<Early> {
    async fn read(conn: &mut SqliteConnection, register: &Register, day: NaiveDate) -> anyhow::Result<Self> {
        early(conn, register.school(), Of::School, &register.rules(day), day).await
    }
}

fn reviews(text: &str) -> anyhow::Result<Vec<Vec<Progress>>> {
    let codes: Vec<Vec<String>> = serde_json::from_str(text).context("reviews that cannot be read")?;
    let read = |code: &String| code::read::<Progress>(code);
    codes.iter().map(|one| one.iter().map(read).collect()).collect()
}

/// The newest figure, if it came after the last review, and the one before it in the same year.
fn attendance(text: &str) -> anyhow::Result<Vec<Attendance>> {
    let mut raw: Vec<RawAttendance> = serde_json::from_str(text).context("attendance that cannot be read")?;
    match raw.first().map(|newest| (newest.new, newest.year)) {
        Some((1, year)) => raw.retain(|one| one.year == year),
        _ => raw.clear(),
    }
    let read = |a: RawAttendance| match (a.possible, a.attended) {
        (Some(possible), Some(attended)) => Attendance::sessions(possible, attended),
        _ => a.percent.map(Attendance::Percent),
    };
    Ok(raw.into_iter().filter_map(read).collect())
}

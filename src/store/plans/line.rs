//! One line of provision of a plan, for whoever sets its times of the week.

use sqlx::SqliteConnection;

use crate::domain::ids::{PupilId, SchoolId};

/// It.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanLine {
    /// For whom.
    pub pupil: PupilId,
    /// What is given.
    pub provision: String,
    /// Minutes each time.
    pub minutes: u32,
    /// Times a week.
    pub times_a_week: u32,
}

/// A line that counts, of a plan of this school. The caller has asked whether this person may see it.
pub async fn line(conn: &mut SqliteConnection, school: SchoolId, placement: i64) -> anyhow::Result<Option<PlanLine>> {
    let row = sqlx::query!(
        r#"SELECT l.pupil_id, v.name, m.minutes AS "minutes: u32", m.times_a_week AS "times: u32"
           FROM placement m JOIN provision v ON v.id = m.provision_id JOIN cycle c ON c.id = m.cycle_id JOIN plan l ON l.id = c.plan_id
           JOIN pupil p ON p.id = l.pupil_id WHERE m.id = ? AND p.school_id = ? AND m.withdrawn_at IS NULL"#,
        placement,
        school.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| PlanLine {
        pupil: PupilId(row.pupil_id),
        provision: row.name,
        minutes: row.minutes,
        times_a_week: row.times,
    }))
}

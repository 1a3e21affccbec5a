//! How a member of staff stands to a pupil: asked anew on each day, so that yesterday's class opens nothing.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::domain::{
    access::{Relation, Viewer},
    ids::PupilId,
};

/// How somebody stands to a pupil on a day: by the pupil's class, or by name. To a pupil who is not on roll nobody stands in any way.
/// Nobody is looked up for whom nothing hangs on it.
pub async fn relation(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    pupil: PupilId,
    today: NaiveDate,
) -> anyhow::Result<Relation> {
    if !viewer.has_own_pupils() {
        return Ok(Relation::None);
    }
    let found = sqlx::query!(
        r#"SELECT EXISTS (SELECT 1 FROM class_membership m JOIN class_staff c ON c.class_id = m.class_id
                          WHERE m.pupil_id = ?1 AND c.staff_id = ?2
                            AND m.from_on <= ?3 AND (m.until_on IS NULL OR m.until_on >= ?3)
                            AND c.from_on <= ?3 AND (c.until_on IS NULL OR c.until_on >= ?3)) AS "by_class!: bool",
                  EXISTS (SELECT 1 FROM pupil_support s WHERE s.pupil_id = ?1 AND s.staff_id = ?2
                            AND s.from_on <= ?3 AND (s.until_on IS NULL OR s.until_on >= ?3)) AS "by_name!: bool",
                  EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = ?1
                            AND e.from_on <= ?3 AND (e.until_on IS NULL OR e.until_on >= ?3)) AS "on_roll!: bool""#,
        pupil.0,
        viewer.staff.0,
        today
    )
    .fetch_one(conn)
    .await?;
    Ok(Relation::of(viewer.role, found.by_class && found.on_roll, found.by_name && found.on_roll))
}

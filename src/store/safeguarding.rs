//! The safeguarding marker, which says only with whom to speak, and who may read it. For everybody else there is none.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{PupilId, SchoolId, StaffId},
    people::{Name, Role},
};

/// A member of staff who could be a reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Who.
    pub staff: StaffId,
    /// Their name.
    pub name: Name,
    /// What they are.
    pub role: Role,
    /// They are a named reader.
    pub reads: bool,
}

/// Sets or lifts the marker. What is so already stays so.
pub async fn mark(tx: &mut Tx, pupil: PupilId, set: bool) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let changed = if set {
        sqlx::query!(
            "INSERT INTO safeguarding_marker (pupil_id, set_at, set_by) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            pupil.0,
            now,
            by
        )
        .execute(tx.conn())
        .await?
    } else {
        sqlx::query!(
            "UPDATE safeguarding_marker SET lifted_at = ?, lifted_by = ? WHERE pupil_id = ? AND lifted_at IS NULL",
            now,
            by,
            pupil.0
        )
        .execute(tx.conn())
        .await?
    };
    if changed.rows_affected() == 0 {
        return Ok(());
    }
    let detail = if set { "set" } else { "lifted" };
    tx.audit(Entry::new(Deed::Changed, Subject::Safeguarding).pupil(pupil).detail(detail)).await
}

/// Everybody who works here on a day and could be a reader: whoever may see pupils at all.
pub async fn candidates(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<Vec<Candidate>> {
    let rows = sqlx::query!(
        r#"SELECT s.id AS "id!", s.title, s.forename, s.surname, s.role,
             EXISTS (SELECT 1 FROM safeguarding_reader r WHERE r.staff_id = s.id AND r.until_at IS NULL) AS "reads!: bool"
           FROM staff s WHERE s.school_id = ? AND (s.until_on IS NULL OR s.until_on >= ?) ORDER BY s.surname, s.forename, s.id"#,
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().filter_map(|r| {
        let role = Role::from_code(&r.role).filter(|role| !matches!(role, Role::Governor | Role::Admin))?;
        let name = Name { title: r.title, forename: r.forename, surname: r.surname };
        Some(Candidate { staff: StaffId(r.id), name, role, reads: r.reads })
    });
    Ok(read.collect())
}

/// Makes these the readers, and nobody else. Who stays one stays one since the same day.
pub async fn name_readers(tx: &mut Tx, readers: &[StaffId]) -> anyhow::Result<()> {
    let (now, by, school) = (tx.now.unix(), tx.actor.staff(), tx.school()?.0);
    let list = serde_json::to_string(&readers.iter().map(|id| id.0).collect::<Vec<_>>())?;
    sqlx::query!(
        "UPDATE safeguarding_reader SET until_at = ?, until_by = ? WHERE until_at IS NULL
           AND staff_id IN (SELECT id FROM staff WHERE school_id = ?) AND staff_id NOT IN (SELECT value FROM json_each(?))",
        now,
        by,
        school,
        list
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "INSERT INTO safeguarding_reader (staff_id, named_at, named_by)
         SELECT id, ?, ? FROM staff WHERE school_id = ? AND id IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING",
        now,
        by,
        school,
        list
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Safeguarding).detail("readers")).await
}

//! Who has read which plan, as it stands now. Whoever teaches or supports a pupil today is to read the pupil's open plans after each
//! change; whoever made the change has read it.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{PlanId, PupilId, SchoolId, StaffId},
    people::Name,
    time::Moment,
};

/// One person who is to read one plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reader {
    /// Which plan.
    pub plan: PlanId,
    /// The plan's version, which a reader says they have read.
    pub version: i64,
    /// Whose plan.
    pub pupil: PupilId,
    /// The pupil's name.
    pub pupil_name: Name,
    /// Who is to read it.
    pub staff: StaffId,
    /// Their name.
    pub staff_name: Name,
    /// When the plan was last changed.
    pub changed: Moment,
    /// When they read it as it stands now, if they have.
    pub read: Option<Moment>,
    /// They have read an earlier version.
    pub knew_it: bool,
}

/// Whose reading is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// Everybody's.
    School,
    /// One plan's readers.
    Plan(PlanId),
    /// What one member of staff is to read.
    Staff(StaffId),
}

/// Everybody who is to read an open plan of a pupil on roll today, by name.
pub async fn readers(
    conn: &mut SqliteConnection,
    school: SchoolId,
    of: Of,
    today: NaiveDate,
) -> anyhow::Result<Vec<Reader>> {
    let (plan, staff) = match of {
        Of::School => (None, None),
        Of::Plan(plan) => (Some(plan.0), None),
        Of::Staff(staff) => (None, Some(staff.0)),
    };
    let rows = sqlx::query!(
        r#"WITH reader AS (
             SELECT m.pupil_id, c.staff_id FROM class_membership m JOIN class_staff c ON c.class_id = m.class_id
               WHERE m.from_on <= ?2 AND (m.until_on IS NULL OR m.until_on >= ?2) AND c.from_on <= ?2 AND (c.until_on IS NULL OR c.until_on >= ?2)
             UNION SELECT u.pupil_id, u.staff_id FROM pupil_support u WHERE u.from_on <= ?2 AND (u.until_on IS NULL OR u.until_on >= ?2))
           SELECT pl.id AS "plan!: i64", pl.version AS "version!: i64", p.id AS "pupil!: i64", p.forename AS "forename!: String",
             p.surname AS "surname!: String", s.id AS "staff!: i64", s.title AS "staff_title!: String",
             s.forename AS "staff_forename!: String", s.surname AS "staff_surname!: String",
             max(pl.created_at,
               coalesce((SELECT max(a.at) FROM audit a WHERE a.pupil_id = p.id AND a.thing = 'plan' AND a.thing_id = pl.id AND a.verb = 'changed'), 0),
               coalesce((SELECT max(r.entered_at) FROM review r JOIN cycle y ON y.id = r.cycle_id WHERE y.plan_id = pl.id), 0)) AS "changed!: i64",
             (SELECT g.read_at FROM plan_reading g WHERE g.plan_id = pl.id AND g.staff_id = s.id AND g.version = pl.version) AS "read?: i64",
             EXISTS (SELECT 1 FROM plan_reading g WHERE g.plan_id = pl.id AND g.staff_id = s.id) AS "knew_it!: bool"
           FROM plan pl JOIN pupil p ON p.id = pl.pupil_id JOIN reader w ON w.pupil_id = p.id
           JOIN staff s ON s.id = w.staff_id AND s.role IN ('teacher', 'ta') AND s.from_on <= ?2 AND (s.until_on IS NULL OR s.until_on >= ?2)
           WHERE p.school_id = ?1 AND (?3 IS NULL OR pl.id = ?3) AND (?4 IS NULL OR s.id = ?4)
             AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = pl.id)
             AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2))
           ORDER BY s.surname, s.forename, s.id, p.surname, p.forename, pl.id"#,
        school.0,
        today,
        plan,
        staff
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| Reader {
        plan: PlanId(r.plan),
        version: r.version,
        pupil: PupilId(r.pupil),
        pupil_name: Name { title: String::new(), forename: r.forename, surname: r.surname },
        staff: StaffId(r.staff),
        staff_name: Name { title: r.staff_title, forename: r.staff_forename, surname: r.staff_surname },
        changed: Moment::from_unix(r.changed),
        read: r.read.map(Moment::from_unix),
        knew_it: r.knew_it,
    });
    Ok(read.collect())
}

/// Somebody says that they have read a plan at a version. Saying it twice is saying it once.
pub async fn note(tx: &mut Tx, plan: PlanId, pupil: PupilId, staff: StaffId, version: i64) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "INSERT INTO plan_reading (plan_id, staff_id, version, read_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        plan.0,
        staff.0,
        version,
        now
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Read, Subject::Plan).id(plan.0).pupil(pupil)).await
}

/// Whoever has just changed a plan has read what they wrote.
pub(super) async fn by_author(tx: &mut Tx, plan: PlanId) -> anyhow::Result<()> {
    let (Some(staff), now) = (tx.actor.staff(), tx.now.unix()) else { return Ok(()) };
    sqlx::query!(
        "INSERT INTO plan_reading (plan_id, staff_id, version, read_at) SELECT id, ?, version, ? FROM plan WHERE id = ?
         ON CONFLICT DO NOTHING",
        staff,
        now,
        plan.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

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

/// Everybody who is to read an open plan of a pupil on roll today, by name. A plan without a target is not written yet: there is nothing to
/// read.
pub async fn readers(
    conn: &mut SqliteConnection,
    school: SchoolId,
    of: Of,
    today: NaiveDate,
) -> anyhow::Result<Vec<Reader>> {
    let all = (0, i64::MAX);
    let ((plan_from, plan_to), (staff_from, staff_to)) = match of {
        Of::School => (all, all),
        Of::Plan(plan) => ((plan.0, plan.0), all),
        Of::Staff(staff) => (all, (staff.0, staff.0)),
    };
    let rows = sqlx::query!(
        r#"WITH open AS MATERIALIZED (
             SELECT l.id, l.version, l.created_at, l.pupil_id, p.forename, p.surname FROM plan l CROSS JOIN pupil p ON p.id = l.pupil_id
             WHERE l.id BETWEEN ?3 AND ?4 AND p.school_id = ?1 AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id)
               AND EXISTS (SELECT 1 FROM target t JOIN cycle y ON y.id = t.cycle_id WHERE y.plan_id = l.id AND t.withdrawn_at IS NULL)
               AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2))),
           reader AS (
             SELECT o.id AS plan_id, c.staff_id FROM open o CROSS JOIN class_membership m ON m.pupil_id = o.pupil_id
               JOIN class_staff c ON c.class_id = m.class_id
               WHERE m.from_on <= ?2 AND (m.until_on IS NULL OR m.until_on >= ?2) AND c.from_on <= ?2 AND (c.until_on IS NULL OR c.until_on >= ?2)
                 AND c.staff_id BETWEEN ?5 AND ?6
             UNION SELECT o.id, u.staff_id FROM open o CROSS JOIN pupil_support u ON u.pupil_id = o.pupil_id
               WHERE u.from_on <= ?2 AND (u.until_on IS NULL OR u.until_on >= ?2) AND u.staff_id BETWEEN ?5 AND ?6)
           SELECT pl.id AS "plan!: i64", pl.version AS "version!: i64", pl.pupil_id AS "pupil!: i64", pl.forename AS "forename!: String",
             pl.surname AS "surname!: String", s.id AS "staff!: i64", s.title AS "staff_title!: String",
             s.forename AS "staff_forename!: String", s.surname AS "staff_surname!: String",
             max(pl.created_at,
               coalesce((SELECT max(a.at) FROM audit a WHERE a.thing_id = pl.id AND a.thing = 'plan' AND a.verb = 'changed'), 0),
               coalesce((SELECT max(r.entered_at) FROM review r JOIN cycle y ON y.id = r.cycle_id WHERE y.plan_id = pl.id), 0)) AS "changed!: i64",
             (SELECT g.read_at FROM plan_reading g WHERE g.plan_id = pl.id AND g.staff_id = s.id AND g.version = pl.version) AS "read?: i64",
             EXISTS (SELECT 1 FROM plan_reading g WHERE g.plan_id = pl.id AND g.staff_id = s.id) AS "knew_it!: bool"
           FROM reader w CROSS JOIN open pl ON pl.id = w.plan_id
           JOIN staff s ON s.id = w.staff_id AND s.role IN ('teacher', 'ta') AND s.from_on <= ?2 AND (s.until_on IS NULL OR s.until_on >= ?2)
           ORDER BY s.surname, s.forename, s.id, pl.surname, pl.forename, pl.id"#,
        school.0,
        today,
        plan_from,
        plan_to,
        staff_from,
        staff_to
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

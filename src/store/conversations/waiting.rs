//! Meetings that wait for somebody of the school: their times are all over, or they have been held and the review has not been recorded.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        ids::{ConversationId, PlanId, PupilId, SchoolId, StaffId},
        people::Name,
        time::Moment,
    },
    store::register::{Of, Part, Register},
};

/// A meeting whose times are offered, and of which none is agreed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfferedTimes {
    /// Which.
    pub id: ConversationId,
    /// On which plan.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// The pupil's name.
    pub pupil_name: Name,
    /// Who leads it.
    pub lead: StaffId,
    /// Their name.
    pub lead_name: Name,
    /// When the last of its times begins: after it nobody can choose any more.
    pub last: Moment,
}

impl Part for Vec<OfferedTimes> {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        offered(conn, register.school(), day).await
    }
}

/// The meetings of pupils on roll that are offered and not agreed, those whose times are over first leading.
pub async fn offered(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<Vec<OfferedTimes>> {
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id!: i64", c.plan_id AS "plan!: i64", c.pupil_id AS "pupil!: i64", p.forename AS "forename!: String",
             p.surname AS "surname!: String", c.lead_id AS "lead!: i64",
             l.title AS "l_title!: String", l.forename AS "l_forename!: String", l.surname AS "l_surname!: String", max(s.starts_at) AS "last!: i64"
           FROM conversation c JOIN pupil p ON p.id = c.pupil_id JOIN staff l ON l.id = c.lead_id JOIN slot s ON s.conversation_id = c.id
           WHERE p.school_id = ?1
             AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2))
             AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = c.plan_id)
             AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
           GROUP BY c.id ORDER BY 10, c.id"#,
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let name = |title, forename, surname| Name { title, forename, surname };
    let read = rows.into_iter().map(|row| OfferedTimes {
        id: ConversationId(row.id),
        plan: PlanId(row.plan),
        pupil: PupilId(row.pupil),
        pupil_name: name(String::new(), row.forename, row.surname),
        lead: StaffId(row.lead),
        lead_name: name(row.l_title, row.l_forename, row.l_surname),
        last: Moment::from_unix(row.last),
    });
    Ok(read.collect())
}

/// The plans whose parents have been met in this cycle, and whose review has not been recorded since.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HeldPlans(pub BTreeSet<PlanId>);

impl Part for HeldPlans {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, _: NaiveDate) -> anyhow::Result<Self> {
        held(conn, register.school(), None).await
    }
}

/// Those of a school, or whether one plan is among them.
pub async fn held(conn: &mut SqliteConnection, school: SchoolId, plan: Option<PlanId>) -> anyhow::Result<HeldPlans> {
    let plan = plan.map(|plan| plan.0);
    let plans = sqlx::query_scalar!(
        r#"SELECT DISTINCT c.plan_id AS "plan!: i64" FROM conversation c JOIN pupil p ON p.id = c.pupil_id
           JOIN conversation_record d ON d.conversation_id = c.id
           JOIN cycle y ON y.plan_id = c.plan_id AND NOT EXISTS (SELECT 1 FROM cycle n WHERE n.plan_id = y.plan_id AND n.number > y.number)
           WHERE p.school_id = ?1 AND (?2 IS NULL OR c.plan_id = ?2) AND (d.held_on > y.started_on OR (y.number = 1 AND d.held_on = y.started_on))
             AND EXISTS (SELECT 1 FROM conversation_attendance a WHERE a.conversation_id = c.id AND a.how IN ('attended', 'phoned_later'))
             AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = c.plan_id)
             AND NOT EXISTS (SELECT 1 FROM review r WHERE r.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = y.id)"#,
        school.0,
        plan
    );
    Ok(HeldPlans(plans.fetch_all(conn).await?.into_iter().map(PlanId).collect()))
}

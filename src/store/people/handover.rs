//! What somebody leads, and giving it to others: open plans with their reviews, and meetings that are still to be held or recorded.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::{PlanId, PupilId, SchoolId, StaffId},
        people::Name,
        plan::PlanKind,
        reminder::HandedOver,
        roll::LedPlan,
        time::Moment,
    },
    store::{Tx, code},
};

/// An open plan that somebody leads, or leads only meetings of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Led {
    /// Which.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub pupil_name: Name,
    /// What it is for.
    pub kind: Option<PlanKind>,
    /// When its open cycle is to be reviewed.
    pub review_on: Option<NaiveDate>,
    /// They lead the plan itself, and not only meetings on it.
    pub leads_plan: bool,
    /// How many of its meetings they lead.
    pub meetings: i64,
}

/// What somebody leads, by the pupils' names.
pub async fn led(conn: &mut SqliteConnection, staff: StaffId) -> anyhow::Result<Vec<Led>> {
    let rows = sqlx::query!(
        r#"WITH meeting AS (
             SELECT c.plan_id, count(*) AS many FROM conversation c
             WHERE c.lead_id = ?1 AND NOT EXISTS (SELECT 1 FROM conversation_record r WHERE r.conversation_id = c.id)
               AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id) GROUP BY c.plan_id)
           SELECT l.id AS "id!", l.pupil_id, l.kind, p.forename, p.surname, l.lead_id = ?1 AS "leads_plan!: bool",
             coalesce(m.many, 0) AS "meetings!: i64",
             (SELECT y.review_on FROM cycle y WHERE y.plan_id = l.id ORDER BY y.number DESC LIMIT 1) AS "review_on?: NaiveDate"
           FROM plan l JOIN pupil p ON p.id = l.pupil_id
             LEFT JOIN meeting m ON m.plan_id = l.id
           WHERE (l.lead_id = ?1 AND NOT EXISTS (SELECT 1 FROM plan_closure k WHERE k.plan_id = l.id)) OR m.many > 0
           ORDER BY p.surname, p.forename, l.id"#,
        staff.0
    )
    .fetch_all(conn)
    .await?;
    let led = rows.into_iter().map(|r| Led {
        plan: PlanId(r.id),
        pupil: PupilId(r.pupil_id),
        pupil_name: Name { title: String::new(), forename: r.forename, surname: r.surname },
        kind: PlanKind::from_code(&r.kind),
        review_on: r.review_on,
        leads_plan: r.leads_plan,
        meetings: r.meetings,
    });
    Ok(led.collect())
}

/// Gives all of it to others: a plan's meetings go with it. Whoever has one of the plans open to edit is told that it changed.
///
/// # Errors
/// When something of it has nobody to go to, or the database refuses.
pub async fn hand_over(tx: &mut Tx, from: StaffId, led: &[Led], to: &BTreeMap<PlanId, StaffId>) -> anyhow::Result<()> {
    for one in led {
        let to = to.get(&one.plan).ok_or_else(|| anyhow::anyhow!("plan {} goes to nobody", one.plan))?;
        give(tx, (one.plan, one.pupil), from, *to).await?;
    }
    Ok(())
}

/// Gives what somebody leads of one plan to somebody else, the plan and its meetings to come, and notes it, so that both are told.
pub async fn give(tx: &mut Tx, (plan, pupil): (PlanId, PupilId), from: StaffId, to: StaffId) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let plans = sqlx::query!(
        "UPDATE plan SET lead_id = ?, version = version + 1 WHERE id = ? AND lead_id = ?",
        to.0,
        plan.0,
        from.0
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    let meetings = sqlx::query!(
        "UPDATE conversation SET lead_id = ? WHERE plan_id = ? AND lead_id = ?
           AND NOT EXISTS (SELECT 1 FROM conversation_record r WHERE r.conversation_id = conversation.id)
           AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = conversation.id)",
        to.0,
        plan.0,
        from.0
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    sqlx::query!(
        "INSERT INTO plan_handover (plan_id, from_staff_id, to_staff_id, at, by_staff_id) VALUES (?, ?, ?, ?, ?)",
        plan.0,
        from.0,
        to.0,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    let entry = |subject| Entry::new(Deed::Changed, subject).pupil(pupil).detail("lead");
    if plans > 0 {
        tx.audit(entry(Subject::Plan).id(plan.0)).await?;
    }
    if meetings > 0 {
        tx.audit(entry(Subject::Conversation)).await?;
    }
    Ok(())
}

/// Open plans of a school, and who leads them: for what happens when classes move.
pub async fn plans_led(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<Vec<LedPlan>> {
    let rows = sqlx::query!(
        r#"SELECT l.id AS "id!", l.pupil_id, l.kind, l.lead_id,
             EXISTS (SELECT 1 FROM pupil_support s WHERE s.pupil_id = l.pupil_id AND s.staff_id = l.lead_id
                     AND (s.until_on IS NULL OR s.until_on >= ?2)) AS "supports!: bool",
             EXISTS (SELECT 1 FROM staff_right r WHERE r.staff_id = l.lead_id AND r.code = 'whole_school'
                     AND r.taken_at IS NULL AND (r.until_on IS NULL OR r.until_on >= ?2)) AS "sees_all!: bool"
           FROM plan l JOIN pupil p ON p.id = l.pupil_id
           WHERE p.school_id = ?1 AND NOT EXISTS (SELECT 1 FROM plan_closure k WHERE k.plan_id = l.id) ORDER BY l.id"#,
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let led = rows.into_iter().map(|row| {
        Ok(LedPlan {
            plan: PlanId(row.id),
            pupil: PupilId(row.pupil_id),
            kind: code::read::<PlanKind>(&row.kind)?,
            lead: StaffId(row.lead_id),
            by_name: row.supports || row.sees_all,
        })
    });
    led.collect()
}

/// Plans that were handed over since an instant, for those who gave and who got them.
pub async fn since(conn: &mut SqliteConnection, school: SchoolId, since: Moment) -> anyhow::Result<Vec<HandedOver>> {
    let at = since.unix();
    let rows = sqlx::query!(
        r#"SELECT h.plan_id, h.from_staff_id AS "from!", h.to_staff_id AS "to!", h.at FROM plan_handover h JOIN plan l ON l.id = h.plan_id
           JOIN pupil p ON p.id = l.pupil_id WHERE p.school_id = ? AND h.at >= ? AND NOT EXISTS
             (SELECT 1 FROM plan_handover n WHERE n.plan_id = h.plan_id AND n.id > h.id) ORDER BY h.id"#,
        school.0,
        at
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| HandedOver {
        plan: PlanId(row.plan_id),
        from: StaffId(row.from),
        to: StaffId(row.to),
        on: Moment::from_unix(row.at).today(),
    });
    Ok(read.collect())
}

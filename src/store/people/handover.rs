//! What somebody leads, and giving it to others: open plans with their reviews, and meetings that are still to be held or recorded.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::{PlanId, PupilId, StaffId},
        people::Name,
        plan::PlanKind,
    },
    store::Tx,
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
        if one.leads_plan {
            sqlx::query!(
                "UPDATE plan SET lead_id = ?, version = version + 1 WHERE id = ? AND lead_id = ?",
                to.0,
                one.plan.0,
                from.0
            )
            .execute(tx.conn())
            .await?;
            tx.audit(led_by_another(Subject::Plan, one).id(one.plan.0)).await?;
        }
        if one.meetings > 0 {
            sqlx::query!(
                "UPDATE conversation SET lead_id = ? WHERE plan_id = ? AND lead_id = ?
                   AND NOT EXISTS (SELECT 1 FROM conversation_record r WHERE r.conversation_id = conversation.id)
                   AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = conversation.id)",
                to.0,
                one.plan.0,
                from.0
            )
            .execute(tx.conn())
            .await?;
            tx.audit(led_by_another(Subject::Conversation, one)).await?;
        }
    }
    Ok(())
}

fn led_by_another(subject: Subject, led: &Led) -> Entry<'static> {
    Entry::new(Deed::Changed, subject).pupil(led.pupil).detail("lead")
}

//! What an EHC plan's annual review is reckoned from.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::domain::{ids::PlanId, time::Moment};

/// The facts behind the dates of an annual review. The caller has asked whether this person may see the plan.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Annual {
    /// The authority's last decision, else the day the EHC plan was issued.
    pub anchor: Option<NaiveDate>,
    /// The day of the newest annual review meeting that was held.
    pub held_on: Option<NaiveDate>,
    /// The day an annual review meeting is booked for, while it is still to be recorded.
    pub booked_on: Option<NaiveDate>,
    /// The pupil's year group today; empty if none.
    pub nc_year: String,
}

/// Loads the facts of one plan.
///
/// # Errors
/// When the database refuses, or there is no such plan.
pub async fn annual(conn: &mut SqliteConnection, plan: PlanId, today: NaiveDate) -> anyhow::Result<Annual> {
    let row = sqlx::query!(
        r#"SELECT l.ehc_anchor_on AS "anchor?: NaiveDate",
             (SELECT max(held_on) FROM
                (SELECT r.held_on FROM review r JOIN cycle k ON k.id = r.cycle_id WHERE k.plan_id = l.id AND r.ehc_annual
                 UNION ALL SELECT d.held_on FROM conversation_record d JOIN conversation c ON c.id = d.conversation_id
                 WHERE c.plan_id = l.id AND c.ehc_annual AND d.mode <> 'none')) AS "held_on?: NaiveDate",
             (SELECT s.starts_at FROM conversation c JOIN booking b ON b.conversation_id = c.id JOIN slot s ON s.id = b.slot_id
              WHERE c.plan_id = l.id AND c.ehc_annual
                AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id)
                AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
              ORDER BY c.id DESC, b.sequence DESC LIMIT 1) AS "booked_at?: i64",
             coalesce((SELECT m.nc_year FROM class_membership m WHERE m.pupil_id = l.pupil_id AND m.from_on <= ?2
                       AND (m.until_on IS NULL OR m.until_on >= ?2) LIMIT 1), '') AS "nc_year!: String"
           FROM plan l WHERE l.id = ?1"#,
        plan.0,
        today
    )
    .fetch_one(conn)
    .await?;
    Ok(Annual {
        anchor: row.anchor,
        held_on: row.held_on,
        booked_on: row.booked_at.map(|at| Moment::from_unix(at).today()),
        nc_year: row.nc_year,
    })
}

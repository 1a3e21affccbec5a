//! What an EHC plan's annual review is reckoned from.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::domain::{
    annual_review::{Child, Limit, earliest},
    ids::PlanId,
    rules::{self, Rules},
    time::Moment,
};

/// The facts behind the dates of an annual review. The caller has asked whether this person may see the plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Annual {
    /// The authority's last decision, else the day the EHC plan was issued.
    pub anchor: Option<NaiveDate>,
    /// The day of the newest annual review meeting that was held.
    pub held_on: Option<NaiveDate>,
    /// The day an annual review meeting is booked for, while it is still to be recorded.
    pub booked_on: Option<NaiveDate>,
    /// What the limits depend on: the pupil's age and year group, and the moves ahead of them.
    pub child: Child,
}

impl Annual {
    /// The limit that rules, where the day is known from which it runs.
    #[must_use]
    pub fn limit(&self, today: NaiveDate) -> Option<Limit> {
        earliest(self.anchor?, &self.child, today)
    }
}

/// Loads the facts of one plan.
///
/// # Errors
/// When the database refuses, or there is no such plan.
pub async fn annual(
    conn: &mut SqliteConnection,
    plan: PlanId,
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<Annual> {
    let last_year_here = Some(rules.get(rules::LAST_YEAR)).filter(|year| *year > 0).map(|year| year.to_string());
    let row = sqlx::query!(
        r#"SELECT l.ehc_anchor_on AS "anchor?: NaiveDate", l.ehc_moves_on AS "moves_on?: NaiveDate", p.born_on AS "born_on!: NaiveDate",
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
           FROM plan l JOIN pupil p ON p.id = l.pupil_id WHERE l.id = ?1"#,
        plan.0,
        today
    )
    .fetch_one(conn)
    .await?;
    Ok(Annual {
        anchor: row.anchor,
        held_on: row.held_on,
        booked_on: row.booked_at.map(|at| Moment::from_unix(at).today()),
        child: Child { born_on: row.born_on, nc_year: row.nc_year, last_year_here, moves_on: row.moves_on },
    })
}

//! What EHC plans' annual reviews are reckoned from: of as many plans as are asked for, in one statement.

use std::collections::BTreeMap;

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
    /// By that decision the plan ceases: no review follows.
    pub ceases: bool,
    /// The days of the annual review meetings that were held, in order.
    pub held: Vec<NaiveDate>,
    /// The day an annual review meeting is booked for, while it is still to be recorded.
    pub booked_on: Option<NaiveDate>,
    /// What the limits depend on: the pupil's age and year group, and the moves ahead of them.
    pub child: Child,
    /// Since when the pupil's SEN status is another than one with an EHC plan.
    pub no_ehcp_since: Option<NaiveDate>,
}

impl Annual {
    /// The limit that rules, where the day is known from which it runs, and a review follows.
    #[must_use]
    pub fn limit(&self, today: NaiveDate) -> Option<Limit> {
        earliest(self.anchor.filter(|_| !self.ceases)?, &self.child, today)
    }

    /// The last meeting held after one day, and not after another.
    #[must_use]
    pub fn held_between(&self, after: NaiveDate, until: Option<NaiveDate>) -> Option<NaiveDate> {
        self.held.iter().copied().filter(|on| after < *on && until.is_none_or(|until| *on <= until)).max()
    }
}

/// Plans' numbers as a statement takes them.
pub(in crate::store) fn listed(plans: &[PlanId]) -> String {
    let numbers: Vec<String> = plans.iter().map(ToString::to_string).collect();
    format!("[{}]", numbers.join(","))
}

/// Loads the facts of these plans in one statement.
///
/// # Errors
/// When the database refuses.
pub async fn annuals(
    conn: &mut SqliteConnection,
    plans: &[PlanId],
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<PlanId, Annual>> {
    let (last_year_here, plans) = (rules.get(rules::LAST_YEAR), listed(plans));
    let rows = sqlx::query!(
        r#"SELECT l.id AS "plan!: i64", l.ehc_anchor_on AS "anchor?: NaiveDate", l.ehc_moves_on AS "moves_on?: NaiveDate",
             p.born_on AS "born_on!: NaiveDate",
             EXISTS (SELECT 1 FROM annual_review a JOIN annual_review_decision d ON d.annual_review_id = a.id
                     WHERE a.plan_id = l.id AND d.decision = 'cease' AND d.decided_on >= l.ehc_anchor_on) AS "ceases!: bool",
             (SELECT json_group_array(held_on) FROM
                (SELECT r.held_on FROM review r JOIN cycle k ON k.id = r.cycle_id WHERE k.plan_id = l.id AND r.ehc_annual
                 UNION SELECT d.held_on FROM conversation_record d JOIN conversation c ON c.id = d.conversation_id
                 WHERE c.plan_id = l.id AND c.ehc_annual AND d.mode <> 'none' ORDER BY 1)) AS "held!: String",
             (SELECT s.starts_at FROM conversation c JOIN booking b ON b.conversation_id = c.id JOIN slot s ON s.id = b.slot_id
              WHERE c.plan_id = l.id AND c.ehc_annual
                AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id)
                AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
              ORDER BY c.id DESC, b.sequence DESC LIMIT 1) AS "booked_at?: i64",
             coalesce((SELECT m.nc_year FROM class_membership m WHERE m.pupil_id = l.pupil_id AND m.from_on <= ?2
                       AND (m.until_on IS NULL OR m.until_on >= ?2) LIMIT 1), '') AS "nc_year!: String",
             (SELECT t.from_on FROM sen_status t WHERE t.pupil_id = l.pupil_id AND t.until_on IS NULL AND t.code <> 'E')
               AS "no_ehcp_since?: NaiveDate"
           FROM json_each(?1) j CROSS JOIN plan l ON l.id = j.value JOIN pupil p ON p.id = l.pupil_id"#,
        plans,
        today
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let last_year_here = Some(last_year_here).filter(|year| *year > 0).map(|year| year.to_string());
        let annual = Annual {
            anchor: row.anchor,
            ceases: row.ceases,
            held: serde_json::from_str(&row.held)?,
            booked_on: row.booked_at.map(|at| Moment::from_unix(at).today()),
            child: Child { born_on: row.born_on, nc_year: row.nc_year, last_year_here, moves_on: row.moves_on },
            no_ehcp_since: row.no_ehcp_since,
        };
        Ok((PlanId(row.plan), annual))
    });
    read.collect()
}

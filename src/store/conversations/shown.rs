//! What parents may look at together with the school: plain words only.

use sqlx::SqliteConnection;

use crate::domain::ids::PlanId;

/// What a pupil is working on, as it is put to parents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// The target in plain words.
    pub wording: String,
    /// What helps at home, or empty.
    pub at_home: String,
}

/// The targets of a plan's newest cycle. The caller has asked whether this person may change the plan's meetings.
pub async fn targets(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<Vec<Shown>> {
    let rows = sqlx::query!(
        "SELECT t.wording, t.at_home FROM target t JOIN cycle c ON c.id = t.cycle_id
         WHERE c.plan_id = ?1 AND c.number = (SELECT max(number) FROM cycle WHERE plan_id = ?1) AND t.withdrawn_at IS NULL
         ORDER BY t.position, t.id",
        plan.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| Shown { wording: r.wording, at_home: r.at_home }).collect())
}

/// The pupil's own words at the last review that has them.
pub async fn pupil_said(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<Option<String>> {
    let found = sqlx::query_scalar!(
        "SELECT r.pupil_view FROM review r JOIN cycle c ON c.id = r.cycle_id
         WHERE c.plan_id = ? AND r.pupil_view <> '' ORDER BY c.number DESC LIMIT 1",
        plan.0
    );
    Ok(found.fetch_optional(conn).await?)
}

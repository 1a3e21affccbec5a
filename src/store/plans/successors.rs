//! Which row of a plan stands in the place of an older one: a form that was opened before somebody saved still knows the older.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;

use crate::domain::ids::PlanId;

/// What of a plan has rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// A long-term outcome.
    Outcome,
    /// A target.
    Target,
    /// A line of provision.
    Placement,
}

/// For each replaced row of a plan, the row that stands in its place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Successors(BTreeMap<(Part, i64), i64>);

impl Successors {
    /// The newest row in the line of this one: itself where nothing has replaced it.
    #[must_use]
    pub fn newest(&self, part: Part, mut id: i64) -> i64 {
        // A successor is always the younger row, so that this ends.
        while let Some(next) = self.0.get(&(part, id)).filter(|next| **next > id) {
            id = *next;
        }
        id
    }
}

impl Successors {
    /// The first row in the line of this one: itself where it replaced none.
    #[must_use]
    pub fn oldest(&self, part: Part, mut id: i64) -> i64 {
        while let Some(((_, before), _)) =
            self.0.iter().find(|((of, before), next)| *of == part && **next == id && *before < id)
        {
            id = *before;
        }
        id
    }
}

/// Every row of a plan that has been replaced, in one statement.
pub async fn successors(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<Successors> {
    let rows = sqlx::query!(
        r#"SELECT 1 AS "part!: i64", id AS "id!", replaces_id AS "old!" FROM outcome WHERE plan_id = ?1 AND replaces_id IS NOT NULL
           UNION ALL
           SELECT 2, t.id, t.replaces_id FROM cycle c JOIN target t ON t.cycle_id = c.id
           WHERE c.plan_id = ?1 AND t.replaces_id IS NOT NULL
           UNION ALL
           SELECT 3, l.id, l.replaces_id FROM cycle c JOIN placement l ON l.cycle_id = c.id
           WHERE c.plan_id = ?1 AND l.replaces_id IS NOT NULL"#,
        plan.0
    )
    .fetch_all(conn)
    .await?;
    let part = |n| match n {
        1 => Part::Outcome,
        2 => Part::Target,
        _ => Part::Placement,
    };
    Ok(Successors(rows.into_iter().map(|r| ((part(r.part), r.old), r.id)).collect()))
}

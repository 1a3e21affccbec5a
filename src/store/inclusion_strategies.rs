//! The inclusion strategies of a school, version by version. What is worded anew is a new row; from a publication on nothing of a version
//! is written any more but that it was looked at again.

mod activities;
mod stages;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, principles};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    calendar::AcademicYear,
    costing::Pence,
    ids::{SchoolId, StrategyId},
    inclusion_strategy::{Approval, Says, Stage},
    principle::Principles,
    time::Moment,
};

pub use activities::{HeldActivity, add, change, of_strategy, withdraw};
pub use stages::{NotedReview, approve, publish, review, reviews, take_back};

/// A version as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldStrategy {
    /// Which.
    pub id: StrategyId,
    /// Which version of the school's.
    pub number: i64,
    /// What it says.
    pub says: Says,
    /// How far it has come.
    pub stage: Stage,
    /// The principles by which it is ordered: as they were when it was approved, or as they are now.
    pub principles: Principles,
}

/// The versions of a school, the newest first, or one of them.
///
/// # Errors
/// When the database refuses.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    one: Option<StrategyId>,
) -> anyhow::Result<Vec<HeldStrategy>> {
    let now = principles::in_use(conn, school).await?.0;
    let one = one.map(|id| id.0);
    let rows = sqlx::query!(
        r#"SELECT s.id AS "id!", s.number, t.year AS "year: i32", t.years AS "years: u32", t.review_on AS "review_on: NaiveDate", t.grant_pence,
             t.intent, t.barriers, t.outcomes, t.further, a.approved_by AS "approved_by?", a.approved_on AS "approved_on?: NaiveDate",
             a.principles AS "principles?", p.published_at AS "published_at?"
           FROM inclusion_strategy s
           JOIN inclusion_strategy_text t ON t.id = (SELECT max(n.id) FROM inclusion_strategy_text n WHERE n.strategy_id = s.id)
           LEFT JOIN inclusion_strategy_approval a ON a.strategy_id = s.id AND a.withdrawn_at IS NULL
           LEFT JOIN inclusion_strategy_publication p ON p.strategy_id = s.id
           WHERE s.school_id = ?1 AND (?2 IS NULL OR s.id = ?2) ORDER BY s.number DESC"#,
        school.0,
        one
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let approval = row.approved_by.zip(row.approved_on).map(|(by, on)| Approval { by, on });
        // What was approved was read then: a file that this program cannot read any more shows no principles.
        let frozen = row.principles.map(|text| Principles::read(&text).unwrap_or_default());
        HeldStrategy {
            id: StrategyId(row.id),
            number: row.number,
            says: Says {
                year: AcademicYear::new(row.year),
                years: row.years,
                review_on: row.review_on,
                grant: row.grant_pence.map(Pence),
                intent: row.intent,
                barriers: row.barriers,
                outcomes: row.outcomes,
                further: row.further,
            },
            stage: Stage::of(approval, row.published_at.map(Moment::from_unix)),
            principles: frozen.unwrap_or_else(|| now.clone()),
        }
    });
    Ok(read.collect())
}

/// Begins a version: as a copy of another with its activities, or with these words. Returns its number; nothing where one is not yet
/// published, since there is one at a time.
///
/// # Errors
/// When the database refuses.
pub async fn begin(tx: &mut Tx, says: &Says, from: Option<StrategyId>) -> anyhow::Result<Option<StrategyId>> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO inclusion_strategy (school_id, number, begun_at, begun_by)
           SELECT ?1, coalesce((SELECT max(number) FROM inclusion_strategy WHERE school_id = ?1), 0) + 1, ?2, ?3
           WHERE NOT EXISTS (SELECT 1 FROM inclusion_strategy s WHERE s.school_id = ?1
             AND NOT EXISTS (SELECT 1 FROM inclusion_strategy_publication p WHERE p.strategy_id = s.id))
           RETURNING id AS "id!: i64""#,
        school,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id.map(StrategyId) else { return Ok(None) };
    write(tx, id, says).await?;
    if let Some(from) = from {
        activities::copy(tx, from, id).await?;
    }
    tx.audit(Entry::new(Deed::Created, Subject::InclusionStrategy).id(id.0)).await?;
    Ok(Some(id))
}

/// Words a draft anew. Returns whether it is one still.
///
/// # Errors
/// When the database refuses.
pub async fn save(tx: &mut Tx, id: StrategyId, says: &Says) -> anyhow::Result<bool> {
    if !is_draft(tx, id).await? {
        return Ok(false);
    }
    write(tx, id, says).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::InclusionStrategy).id(id.0)).await?;
    Ok(true)
}

async fn write(tx: &mut Tx, id: StrategyId, says: &Says) -> anyhow::Result<()> {
    let (now, by, year, grant) = (tx.now.unix(), tx.actor.staff(), says.year.starting(), says.grant.map(|one| one.0));
    sqlx::query!(
        "INSERT INTO inclusion_strategy_text (strategy_id, year, years, review_on, grant_pence, intent, barriers, outcomes, further,
                                              entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id.0,
        year,
        says.years,
        says.review_on,
        grant,
        says.intent,
        says.barriers,
        says.outcomes,
        says.further,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether a version of the school is neither approved nor published.
async fn is_draft(tx: &mut Tx, id: StrategyId) -> anyhow::Result<bool> {
    let school = tx.school()?.0;
    let found = sqlx::query_scalar!(
        r#"SELECT 1 AS "is!: i64" FROM inclusion_strategy s WHERE s.id = ? AND s.school_id = ?
             AND NOT EXISTS (SELECT 1 FROM inclusion_strategy_approval a WHERE a.strategy_id = s.id AND a.withdrawn_at IS NULL)"#,
        id.0,
        school
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

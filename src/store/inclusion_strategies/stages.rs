//! How far a version has come: approved, taken back, published, and looked at again.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::is_draft;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::StrategyId,
        inclusion_strategy::Approval,
    },
    store::{Tx, principles},
};

/// That a published version was looked at again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotedReview {
    /// The day.
    pub on: NaiveDate,
    /// What came of it.
    pub words: String,
    /// When it is next.
    pub next_on: NaiveDate,
}

/// Approves a draft, with the principles as they are now. Returns whether it was one.
///
/// # Errors
/// When the database refuses.
pub async fn approve(tx: &mut Tx, id: StrategyId, approval: &Approval) -> anyhow::Result<bool> {
    if !is_draft(tx, id).await? {
        return Ok(false);
    }
    let (school, now, by) = (tx.school()?, tx.now.unix(), tx.actor.staff());
    let file = principles::in_use(tx.conn(), school).await?.1;
    sqlx::query!(
        "INSERT INTO inclusion_strategy_approval (strategy_id, approved_by, approved_on, principles, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?)",
        id.0,
        approval.by,
        approval.on,
        file,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Decided, Subject::InclusionStrategy).id(id.0)).await?;
    Ok(true)
}

/// Takes an approval back, so that the version is a draft again. Returns whether it was approved and not published.
///
/// # Errors
/// When the database refuses.
pub async fn take_back(tx: &mut Tx, id: StrategyId) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE inclusion_strategy_approval SET withdrawn_at = ?, withdrawn_by = ? WHERE strategy_id = ? AND withdrawn_at IS NULL
           AND EXISTS (SELECT 1 FROM inclusion_strategy s WHERE s.id = strategy_id AND s.school_id = ?)
           AND NOT EXISTS (SELECT 1 FROM inclusion_strategy_publication p WHERE p.strategy_id = inclusion_strategy_approval.strategy_id)",
        now,
        by,
        id.0,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::TookBack, Subject::InclusionStrategy).id(id.0)).await?;
    Ok(true)
}

/// Publishes an approved version. Returns whether it was approved and not published.
///
/// # Errors
/// When the database refuses.
pub async fn publish(tx: &mut Tx, id: StrategyId) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "INSERT INTO inclusion_strategy_publication (strategy_id, published_at, published_by)
         SELECT s.id, ?, ? FROM inclusion_strategy s
         JOIN inclusion_strategy_approval a ON a.strategy_id = s.id AND a.withdrawn_at IS NULL
         WHERE s.id = ? AND s.school_id = ? ON CONFLICT DO NOTHING",
        now,
        by,
        id.0,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Published, Subject::InclusionStrategy).id(id.0)).await?;
    Ok(true)
}

/// When a version was looked at again, the first first.
///
/// # Errors
/// When the database refuses.
pub async fn reviews(conn: &mut SqliteConnection, id: StrategyId) -> anyhow::Result<Vec<NotedReview>> {
    let rows = sqlx::query_as!(
        NotedReview,
        r#"SELECT reviewed_on AS "on: NaiveDate", words, next_on AS "next_on: NaiveDate" FROM inclusion_strategy_review
           WHERE strategy_id = ? ORDER BY id"#,
        id.0
    );
    Ok(rows.fetch_all(conn).await?)
}

/// Notes that a published version was looked at again. Returns whether it is published.
///
/// # Errors
/// When the database refuses.
pub async fn review(tx: &mut Tx, id: StrategyId, noted: &NotedReview) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "INSERT INTO inclusion_strategy_review (strategy_id, reviewed_on, words, next_on, entered_at, entered_by)
         SELECT s.id, ?, ?, ?, ?, ? FROM inclusion_strategy s JOIN inclusion_strategy_publication p ON p.strategy_id = s.id
         WHERE s.id = ? AND s.school_id = ?",
        noted.on,
        noted.words,
        noted.next_on,
        now,
        by,
        id.0,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Recorded, Subject::InclusionStrategy).id(id.0)).await?;
    Ok(true)
}

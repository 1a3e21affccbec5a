//! What a version does: each activity a row, which is withdrawn and replaced when it is worded anew.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::is_draft;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        costing::Pence,
        ids::{ActivityId, ProvisionId, StrategyId},
        inclusion_strategy::Activity,
        plan::Funding,
    },
    store::{Tx, code},
};

/// An activity with its row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldActivity {
    /// Which.
    pub id: ActivityId,
    /// What it is.
    pub does: Activity,
}

/// The activities of a version, by their first day.
///
/// # Errors
/// When the database refuses.
pub async fn of_strategy(conn: &mut SqliteConnection, strategy: StrategyId) -> anyhow::Result<Vec<HeldActivity>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", principle, what, pupils AS "pupils: u32", pupil_group, budget_pence, actual_pence, funding,
             from_on AS "from_on: NaiveDate", until_on AS "until_on: NaiveDate", led_by, provision_id
           FROM inclusion_activity WHERE strategy_id = ? AND withdrawn_at IS NULL ORDER BY coalesce(from_on, ''), id"#,
        strategy.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let does = Activity {
            principle: row.principle,
            what: row.what,
            pupils: row.pupils,
            group: row.pupil_group,
            budget: Pence(row.budget_pence),
            actual: row.actual_pence.map(Pence),
            funding: code::read::<Funding>(&row.funding)?,
            from: row.from_on,
            until: row.until_on,
            lead: row.led_by,
            provision: row.provision_id.map(ProvisionId),
        };
        Ok(HeldActivity { id: ActivityId(row.id), does })
    });
    read.collect()
}

/// Adds an activity to a draft. Returns whether it is one.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, strategy: StrategyId, does: &Activity) -> anyhow::Result<bool> {
    if !is_draft(tx, strategy).await? {
        return Ok(false);
    }
    insert(tx, strategy, does, None).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::InclusionStrategy).id(strategy.0)).await?;
    Ok(true)
}

/// Words an activity of a draft anew. Returns whether it was still there as it was.
///
/// # Errors
/// When the database refuses.
pub async fn change(tx: &mut Tx, strategy: StrategyId, id: ActivityId, does: &Activity) -> anyhow::Result<bool> {
    if !is_draft(tx, strategy).await? || !close(tx, strategy, id).await? {
        return Ok(false);
    }
    insert(tx, strategy, does, Some(id)).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::InclusionStrategy).id(strategy.0)).await?;
    Ok(true)
}

/// Takes an activity out of a draft. Returns whether it was in it.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(tx: &mut Tx, strategy: StrategyId, id: ActivityId) -> anyhow::Result<bool> {
    if !is_draft(tx, strategy).await? || !close(tx, strategy, id).await? {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Changed, Subject::InclusionStrategy).id(strategy.0)).await?;
    Ok(true)
}

/// Gives a version the activities of another.
pub(super) async fn copy(tx: &mut Tx, from: StrategyId, to: StrategyId) -> anyhow::Result<()> {
    for one in of_strategy(tx.conn(), from).await? {
        insert(tx, to, &one.does, None).await?;
    }
    Ok(())
}

async fn close(tx: &mut Tx, strategy: StrategyId, id: ActivityId) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE inclusion_activity SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND strategy_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        strategy.0
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

async fn insert(
    tx: &mut Tx,
    strategy: StrategyId,
    does: &Activity,
    replaces: Option<ActivityId>,
) -> anyhow::Result<()> {
    let (now, by, funding) = (tx.now.unix(), tx.actor.staff(), does.funding.as_code());
    let (actual, provision) = (does.actual.map(|one| one.0), does.provision.map(|one| one.0));
    let replaces = replaces.map(|one| one.0);
    sqlx::query!(
        "INSERT INTO inclusion_activity (strategy_id, principle, what, pupils, pupil_group, budget_pence, actual_pence, funding, from_on,
                                         until_on, led_by, provision_id, entered_at, entered_by, replaces_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        strategy.0,
        does.principle,
        does.what,
        does.pupils,
        does.group,
        does.budget.0,
        actual,
        funding,
        does.from,
        does.until,
        does.lead,
        provision,
        now,
        by,
        replaces
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

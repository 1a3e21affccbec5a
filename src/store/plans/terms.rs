//! What a plan says of itself beside what is written in it, and when it is due.

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        ids::PlanId,
        plan::{Agency, Answer, Issue, Terms},
    },
    store::{Tx, code},
};

/// Reads the lists that a plan's statement gives.
pub(super) fn read(
    (ends_on, tried_first): (Option<NaiveDate>, String),
    (issues, agencies, answers): (&str, &str, &str),
) -> anyhow::Result<Terms> {
    let codes: Vec<String> = serde_json::from_str(issues).context("issues that cannot be read")?;
    let agencies: Vec<[String; 4]> = serde_json::from_str(agencies).context("agencies that cannot be read")?;
    let agencies = agencies.into_iter().map(|[name, agency, role, contact]| Agency { name, agency, role, contact });
    let issues = codes.iter().map(|issue| code::read::<Issue>(issue));
    let mut issues = issues.collect::<anyhow::Result<Vec<_>>>()?;
    issues.sort(); // in the order of the form, so that nothing seems changed
    let answers: Vec<(String, String)> = serde_json::from_str(answers).context("answers that cannot be read")?;
    let answers = answers.into_iter().map(|(question, words)| Answer { question, words });
    Ok(Terms { ends_on, issues, agencies: agencies.collect(), tried_first, answers: answers.collect() })
}

/// Brings issues, agencies and answers to what they are to be. The last day and what was tried first are columns of the plan, and saved with it.
pub(super) async fn save(tx: &mut Tx, plan: PlanId, old: &Terms, new: &Terms) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    for gone in old.issues.iter().filter(|issue| !new.issues.contains(issue)) {
        let code = gone.as_code();
        sqlx::query!(
            "UPDATE plan_issue SET withdrawn_at = ?, withdrawn_by = ? WHERE plan_id = ? AND issue = ? AND withdrawn_at IS NULL",
            now,
            by,
            plan.0,
            code
        )
        .execute(tx.conn())
        .await?;
    }
    for issue in new.issues.iter().filter(|issue| !old.issues.contains(issue)) {
        let code = issue.as_code();
        sqlx::query!(
            "INSERT INTO plan_issue (plan_id, issue, entered_at, entered_by) VALUES (?, ?, ?, ?)",
            plan.0,
            code,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    if old.agencies != new.agencies {
        agencies(tx, plan, &new.agencies).await?;
    }
    if old.answers != new.answers {
        answers(tx, plan, &new.answers).await?;
    }
    Ok(())
}

async fn answers(tx: &mut Tx, plan: PlanId, new: &[Answer]) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE template_answer SET withdrawn_at = ?, withdrawn_by = ? WHERE plan_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        plan.0
    )
    .execute(tx.conn())
    .await?;
    for (position, one) in new.iter().enumerate() {
        let position = i64::try_from(position)?;
        sqlx::query!(
            "INSERT INTO template_answer (plan_id, position, question, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
            plan.0,
            position,
            one.question,
            one.words,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

async fn agencies(tx: &mut Tx, plan: PlanId, new: &[Agency]) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE plan_agency SET withdrawn_at = ?, withdrawn_by = ? WHERE plan_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        plan.0
    )
    .execute(tx.conn())
    .await?;
    for (position, one) in new.iter().enumerate() {
        let position = i64::try_from(position)?;
        sqlx::query!(
            "INSERT INTO plan_agency (plan_id, position, name, agency, role, contact, entered_at, entered_by)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            plan.0,
            position,
            one.name,
            one.agency,
            one.role,
            one.contact,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Who of other services takes part in a plan. The caller has asked whether this person may see it.
pub async fn agencies_of(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<Vec<Agency>> {
    let found = sqlx::query_as!(
        Agency,
        "SELECT name, agency, role, contact FROM plan_agency WHERE plan_id = ? AND withdrawn_at IS NULL ORDER BY position, id",
        plan.0
    );
    Ok(found.fetch_all(conn).await?)
}

//! The version of a plan that is in force, as families and classes read it: without what it costs, and with what is new in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::kept::Kept;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        conversation::Agreement,
        ids::{AdultId, PlanId, PupilId},
        plan_version::{AnswerHow, Said, changes},
    },
    store::{Tx, code},
};

/// It.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreedPlan {
    /// The version's row.
    pub version: i64,
    /// 1, 2, 3 … within its plan.
    pub number: i64,
    /// The day on which it was agreed.
    pub on: NaiveDate,
    /// What it says.
    pub said: Said,
    /// What it says that the version before did not, in sentences; empty for the first.
    pub changed: Vec<String>,
}

/// What is in force of each of these plans that was agreed on a day or later; a plan that never was has none. The caller has asked who may
/// read them.
///
/// # Errors
/// When the database refuses.
pub async fn agreed(
    conn: &mut SqliteConnection,
    plans: &[PlanId],
    since: NaiveDate,
) -> anyhow::Result<BTreeMap<PlanId, AgreedPlan>> {
    let asked = serde_json::to_string(&plans.iter().map(|plan| plan.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT v.plan_id, v.id AS "id!", v.number, v.content, a.agreed_on AS "on: NaiveDate",
                  (SELECT o.content FROM plan_version o JOIN plan_version_agreed b ON b.version_id = o.id
                     WHERE o.plan_id = v.plan_id AND o.number < v.number ORDER BY o.number DESC LIMIT 1) AS "before?: String"
           FROM json_each(?1) asked CROSS JOIN plan_version v ON v.plan_id = asked.value
           JOIN plan_version_agreed a ON a.version_id = v.id
           WHERE a.agreed_on >= ?2 AND NOT EXISTS (SELECT 1 FROM plan_version n JOIN plan_version_agreed c ON c.version_id = n.id
             WHERE n.plan_id = v.plan_id AND n.number > v.number)"#,
        asked,
        since
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let said = serde_json::from_str::<Kept>(&row.content)?.said();
        let changed = match row.before {
            Some(before) => changes(&serde_json::from_str::<Kept>(&before)?.said(), &said),
            None => Vec::new(),
        };
        Ok((PlanId(row.plan_id), AgreedPlan { version: row.id, number: row.number, on: row.on, said, changed }))
    });
    read.collect()
}

/// What an adult said last to a version, in their words, and on which day.
///
/// # Errors
/// When the database refuses.
pub async fn answer_of(
    conn: &mut SqliteConnection,
    version: i64,
    adult: AdultId,
) -> anyhow::Result<Option<(Agreement, String, NaiveDate)>> {
    let row = sqlx::query!(
        r#"SELECT answer, words, said_on AS "on: NaiveDate" FROM plan_answer
           WHERE version_id = ? AND adult_id = ? ORDER BY id DESC LIMIT 1"#,
        version,
        adult.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((code::read::<Agreement>(&row.answer)?, row.words, row.on))).transpose()
}

/// Writes down what an adult says to a version behind their link. What was said before stays.
///
/// # Errors
/// When the database refuses.
pub async fn answer_by_link(
    tx: &mut Tx,
    (plan, pupil): (PlanId, PupilId),
    (version, adult): (i64, AdultId),
    (answer, words): (Agreement, &str),
) -> anyhow::Result<()> {
    let (now, today, answer, how) = (tx.now.unix(), tx.now.today(), answer.as_code(), AnswerHow::Link.as_code());
    sqlx::query!(
        "INSERT INTO plan_answer (version_id, adult_id, answer, words, how, said_on, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        version,
        adult.0,
        answer,
        words,
        how,
        today,
        now
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Answered, Subject::PlanVersion).id(plan.0).pupil(pupil).detail(answer)).await
}

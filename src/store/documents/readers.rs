//! Who reads a document after it was filed: named, no longer named, or everybody who sees the record.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        document::Circle,
        ids::{PupilId, StaffId},
    },
    store::Tx,
};

/// The named readers of a document today.
///
/// # Errors
/// When the database fails.
pub async fn named(conn: &mut SqliteConnection, document: i64) -> anyhow::Result<BTreeSet<StaffId>> {
    let all = sqlx::query_scalar!(
        "SELECT staff_id FROM document_reader WHERE document_id = ? AND until_at IS NULL ORDER BY staff_id",
        document
    )
    .fetch_all(conn)
    .await?;
    Ok(all.into_iter().map(StaffId).collect())
}

/// Names the readers of a document, in place of those who read it before; `None` is everybody who sees the record. Whoever changes it stays
/// one of them: a document that nobody reads could not be withdrawn either. Returns whether the document is in force.
///
/// # Errors
/// When the database fails.
pub async fn choose(
    tx: &mut Tx,
    pupil: PupilId,
    document: i64,
    readers: Option<&BTreeSet<StaffId>>,
) -> anyhow::Result<bool> {
    let circle = if readers.is_some() { Circle::Named } else { Circle::Record }.as_code();
    let done = sqlx::query!(
        "UPDATE document SET circle = ? WHERE id = ? AND pupil_id = ? AND withdrawn_at IS NULL",
        circle,
        document,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    put(tx, document, readers.into_iter().flatten().copied()).await?;
    let entry = Entry::new(Deed::Changed, Subject::Document).id(document).pupil(pupil);
    tx.audit(entry.detail(&format!("readers: {circle}"))).await?;
    Ok(true)
}

/// Brings the rows to these readers and whoever acts; to none where there are none.
pub(super) async fn put(tx: &mut Tx, document: i64, readers: impl Iterator<Item = StaffId>) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let mut all: BTreeSet<i64> = readers.map(|id| id.0).collect();
    if !all.is_empty() {
        all.extend(by);
    }
    let all = serde_json::to_string(&all)?;
    sqlx::query!(
        "UPDATE document_reader SET until_at = ?, until_by = ? WHERE document_id = ? AND until_at IS NULL
           AND staff_id NOT IN (SELECT value FROM json_each(?))",
        now,
        by,
        document,
        all
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "INSERT INTO document_reader (document_id, staff_id, named_at, named_by) SELECT ?, value, ?, ? FROM json_each(?) WHERE true
         ON CONFLICT (document_id, staff_id) DO UPDATE SET
           named_at = iif(until_at IS NULL, named_at, excluded.named_at), named_by = iif(until_at IS NULL, named_by, excluded.named_by),
           until_at = NULL, until_by = NULL",
        document,
        now,
        by,
        all
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

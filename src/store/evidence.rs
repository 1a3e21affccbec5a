//! The forms of authorities that a school has brought in. Their files are kept as they came, and read when they are asked for.

use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::SchoolId,
};

/// A form that is in use: its row and its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldForm {
    /// Its row.
    pub id: i64,
    /// TOML.
    pub body: String,
}

/// The forms that a school uses, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<HeldForm>> {
    let rows = sqlx::query_as!(
        HeldForm,
        r#"SELECT id AS "id!", body FROM evidence_form WHERE school_id = ? AND withdrawn_at IS NULL ORDER BY id"#,
        school.0
    );
    Ok(rows.fetch_all(conn).await?)
}

/// Brings one in. The caller has read it.
///
/// # Errors
/// When the database refuses.
pub async fn enter(tx: &mut Tx, body: &str) -> anyhow::Result<i64> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO evidence_form (school_id, body, entered_at, entered_by) VALUES (?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        body,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::EvidenceForm).id(id)).await?;
    Ok(id)
}

/// Takes one out of use. Returns whether it was in use.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(tx: &mut Tx, id: i64) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE evidence_form SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Withdrew, Subject::EvidenceForm).id(id)).await?;
    Ok(true)
}

//! The file of principles that a school brought; where it brought none, the one that Thrice ships.

use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::SchoolId,
    principle::{Principles, SHIPPED},
};

/// The principles of a school with the text of their file. One that this program cannot read any more gives way to the shipped one.
///
/// # Errors
/// When the database refuses.
pub async fn in_use(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<(Principles, String)> {
    let own = sqlx::query_scalar!(
        "SELECT content FROM principle_file WHERE school_id = ? ORDER BY id DESC LIMIT 1",
        school.0
    )
    .fetch_optional(conn)
    .await?;
    let own = own.and_then(|text| Principles::read(&text).ok().map(|read| (read, text)));
    Ok(own.unwrap_or_else(|| (Principles::shipped(), SHIPPED.to_owned())))
}

/// Takes a file, which has been read, in place of the one before.
///
/// # Errors
/// When the database refuses.
pub async fn bring(tx: &mut Tx, text: &str) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO principle_file (school_id, content, entered_at, entered_by) VALUES (?, ?, ?, ?)",
        school,
        text,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Principles)).await
}

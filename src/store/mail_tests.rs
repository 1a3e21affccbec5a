//! Test messages, and what came of them.

use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{SchoolId, StaffId},
    time::Moment,
};

/// One test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailTest {
    /// When.
    pub at: Moment,
    /// Who sent it to themselves.
    pub by: StaffId,
    /// How it ended, as the table's codes: accepted, later, recipient, us, words, silent.
    pub outcome: String,
    /// What the mail server said.
    pub reply: String,
}

/// The newest test of a school.
pub async fn newest(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Option<MailTest>> {
    let row = sqlx::query!(
        "SELECT tried_at, tried_by, outcome, reply FROM mail_test WHERE school_id = ? ORDER BY id DESC LIMIT 1",
        school.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| MailTest {
        at: Moment::from_unix(r.tried_at),
        by: StaffId(r.tried_by),
        outcome: r.outcome,
        reply: r.reply,
    }))
}

/// Writes down how a test ended.
///
/// # Errors
/// When nobody of the staff is acting, or the database refuses.
pub async fn record(tx: &mut Tx, outcome: &str, reply: &str) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO mail_test (school_id, tried_at, tried_by, outcome, reply) VALUES (?, ?, ?, ?, ?)",
        school,
        now,
        by,
        outcome,
        reply
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Tested, Subject::Mail).detail(outcome)).await
}

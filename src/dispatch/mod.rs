//! From what is due to what lies in the outbox: the one way in, for pages and the scheduler alike. A handler that changed a meeting
//! calls [`queue_due`] in its own transaction, so that the message is written with its cause; the scheduler calls it once a minute.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        ids::{ConversationId, SchoolId},
        people::EmailAddress,
        reminder::Planned,
        time::Moment,
    },
    store::Tx,
};

/// How messages are written.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where links lead: "https://meet.example.org", without a slash at its end.
    pub public_url: String,
    /// The address messages come from. Replies go to the school's own mailbox.
    pub from: EmailAddress,
}

/// Which messages to look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// All of a school's.
    School(SchoolId),
    /// Those about one meeting.
    Conversation(ConversationId),
}

/// Writes every message that is due now into the outbox, rendered, with its own link, in this transaction; records what is stale.
/// Returns how many messages were queued.
///
/// # Errors
/// When the database refuses.
pub async fn queue_due(_tx: &mut Tx, _post: &Post, _scope: Scope) -> anyhow::Result<usize> {
    Ok(0)
}

/// Every message due up to `until` that has not been said, with whether it goes and why not. Changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn outlook(
    _conn: &mut SqliteConnection,
    _scope: Scope,
    _now: Moment,
    _until: NaiveDate,
) -> anyhow::Result<Vec<Planned>> {
    Ok(Vec::new())
}

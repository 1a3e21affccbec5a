//! What is told of the messages that wait beside the delivery log itself: which are held by a person, and which are due by an instant.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::domain::{ids::SchoolId, time::Moment};

/// The keys of a school's queued messages that have not left yet, and whether each is held.
pub async fn waiting(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<BTreeSet<(String, bool)>> {
    let rows = sqlx::query!(
        r#"SELECT n.key, EXISTS (SELECT 1 FROM notice_hold h WHERE h.key = n.key AND h.released_at IS NULL) AS "held!: bool"
           FROM notice n WHERE n.school_id = ? AND n.state = 'waiting'"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.key, row.held)).collect())
}

/// A message that is written and has not left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Its kind's code.
    pub kind: String,
    /// Where it goes.
    pub address: String,
    /// Its subject.
    pub subject: String,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// Its key.
    pub key: String,
    /// A person holds it.
    pub held: bool,
    /// What the mail server said at the last try, or empty.
    pub reason: String,
}

/// A school's messages that wait to leave by an instant, in the order in which they will.
pub async fn waiting_by(conn: &mut SqliteConnection, school: SchoolId, by: Moment) -> anyhow::Result<Vec<Waiting>> {
    let by = by.unix();
    let rows = sqlx::query_as!(
        Waiting,
        r#"SELECT n.kind, n.address, n.subject, n.due_on AS "due_on: NaiveDate", n.key, n.reason,
                  EXISTS (SELECT 1 FROM notice_hold h WHERE h.key = n.key AND h.released_at IS NULL) AS "held!: bool"
           FROM notice n WHERE n.school_id = ? AND n.state IN ('waiting', 'sending') AND n.not_before_at <= ?
           ORDER BY n.not_before_at, n.id"#,
        school.0,
        by
    );
    Ok(rows.fetch_all(conn).await?)
}

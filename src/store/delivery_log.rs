//! What the delivery log needs beside the messages themselves: which of those that wait are held by a person.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use crate::domain::ids::SchoolId;

/// The keys of a school's queued messages that have not left yet, and whether each is held.
///
/// # Errors
/// When the database refuses.
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

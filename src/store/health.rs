//! Whether the scheduler is alive, as its heartbeat says.

use sqlx::SqliteConnection;

use crate::domain::time::Moment;

/// Seconds without a heartbeat after which the scheduler counts as stopped.
pub const STALE_SECONDS: i64 = 5 * 60;

/// When the slowest part of the worker was last heard of; `None` before its first beat.
///
/// # Errors
/// When the database fails.
pub async fn last_beat(conn: &mut SqliteConnection) -> anyhow::Result<Option<Moment>> {
    let row = sqlx::query_scalar!(r#"SELECT min(beat_at) AS "beat: i64" FROM heartbeat"#).fetch_one(conn).await?;
    Ok(row.map(Moment::from_unix))
}

/// Whether a worker that once ran has not been heard of for five minutes.
///
/// # Errors
/// When the database fails.
pub async fn stalled(conn: &mut SqliteConnection, now: Moment) -> anyhow::Result<bool> {
    Ok(last_beat(conn).await?.is_some_and(|beat| now.unix() - beat.unix() > STALE_SECONDS))
}

//! Whether the worker is alive and whether mail leaves, as its heartbeats and the queue say: for `/readyz`, the banner on every page and
//! `thrice doctor`, which also asks whether the file is sound.

use sqlx::SqliteConnection;

use super::notices::{NOT_WRITTEN, queue};
use crate::domain::time::{ClockTime, Day, Moment};

/// Seconds without a heartbeat after which the scheduler counts as stopped.
pub const STALE_SECONDS: i64 = 5 * 60;

/// Seconds without a heartbeat after which the sender counts as stopped: one message may take a slow mail server fifteen minutes.
const SENDER_STALE_SECONDS: i64 = 20 * 60;

/// Seconds for which the mail server may keep one message waiting until people are told.
const HANGS_SECONDS: i64 = 60;

/// Seconds of tries that were all put off after which people are told.
const SILENT_SECONDS: i64 = 30 * 60;

/// What the sender writes beside its heartbeat while no mail server is set.
pub const OFF: &str = "off";

/// Whether mail leaves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mail {
    /// As far as we know.
    Leaves,
    /// No mail server is set: messages wait.
    Off,
    /// The mail server refuses us, with what it said: messages wait.
    Refused(String),
    /// The mail server has not taken anything for half an hour, since this instant, and what it said last: messages are tried again.
    Silent(Moment, String),
}

impl Mail {
    /// Its state as a page or a command shows it; `None` when all is well.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        match self {
            Self::Leaves => None,
            Self::Off => Some("no mail server is set: messages are written and wait".to_owned()),
            Self::Refused(reply) => Some(format!("the mail server refuses us: {reply}")),
            Self::Silent(since, reply) => {
                let since = since.local();
                let (day, time) = (Day(since.date()), ClockTime(since.time()));
                Some(format!(
                    "the mail server takes nothing since {day}, {time} ({reply}), and is asked again and again"
                ))
            }
        }
    }
}

/// How the worker is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Health {
    /// When the scheduler was last heard of; `None` before its first beat.
    pub scheduler: Option<Moment>,
    /// When the sender was last heard of; `None` before its first beat.
    pub sender: Option<Moment>,
    /// Whether mail leaves.
    pub mail: Mail,
    /// Since when a message has been with the mail server without an answer, the longest of them.
    pub in_flight: Option<Moment>,
    /// How many messages wait.
    pub waiting: i64,
    /// How many messages could not be put into bytes, and were not written anew since.
    pub unwritten: i64,
    /// Why the last backup failed, if none has been made since.
    pub backup_failed: Option<String>,
}

impl Health {
    /// Why mail does not leave, as a page or a command shows it; `None` when all is well.
    #[must_use]
    pub fn trouble(&self, now: Moment) -> Option<String> {
        let hangs = self.in_flight.filter(|since| now.unix() - since.unix() >= HANGS_SECONDS);
        self.mail.trouble().or_else(|| {
            let since = hangs?.local();
            let (day, time) = (Day(since.date()), ClockTime(since.time()));
            Some(format!("the mail server has not answered since {day}, {time}"))
        })
    }

    /// Whether a part of the worker that once ran has not been heard of for too long. A beat from a day to come (somebody tried out
    /// another day, or the machine's clock was wrong) is no sign of life.
    #[must_use]
    pub fn is_stalled(&self, now: Moment) -> bool {
        let silent = |beat: Option<Moment>, limit| beat.is_some_and(|b| (now.unix() - b.unix()).abs() > limit);
        silent(self.scheduler, STALE_SECONDS) || silent(self.sender, SENDER_STALE_SECONDS)
    }
}

/// How the worker is.
pub async fn look(conn: &mut SqliteConnection) -> anyhow::Result<Health> {
    let row = sqlx::query!(
        r#"SELECT (SELECT beat_at FROM heartbeat WHERE name = 'scheduler') AS "scheduler?: i64",
                  (SELECT beat_at FROM heartbeat WHERE name = 'sender') AS "sender?: i64",
                  coalesce((SELECT detail FROM heartbeat WHERE name = 'sender'), '') AS "detail!: String",
                  (SELECT count(*) FROM notice WHERE state = 'waiting')
                    + (SELECT count(*) FROM notice WHERE state = 'sending') AS "waiting!: i64",
                  (SELECT count(*) FROM notice WHERE state = 'set_aside' AND reason = ?1 AND given_back_at IS NULL) AS "unwritten!: i64",
                  (SELECT min(a.started_at) FROM notice n JOIN delivery_attempt a ON a.notice_id = n.id
                   WHERE n.state = 'sending' AND a.outcome IS NULL) AS "in_flight?: i64",
                  (SELECT f.reason FROM backup_failure f WHERE f.tried_at > coalesce((SELECT max(made_at) FROM backup), 0)
                   ORDER BY f.id DESC LIMIT 1) AS "backup_failed?: String""#,
        NOT_WRITTEN
    )
    .fetch_one(&mut *conn)
    .await?;
    let mail = match queue::paused(conn).await? {
        _ if row.detail == OFF => Mail::Off,
        Some((reply, _)) => Mail::Refused(reply),
        None => silent(conn).await?.map_or(Mail::Leaves, |(since, reply)| Mail::Silent(since, reply)),
    };
    let moment = |at: Option<i64>| at.map(Moment::from_unix);
    Ok(Health {
        scheduler: moment(row.scheduler),
        sender: moment(row.sender),
        mail,
        in_flight: moment(row.in_flight),
        waiting: row.waiting,
        unwritten: row.unwritten,
        backup_failed: row.backup_failed,
    })
}

/// Since when every try has been put off, and what the server said last, if that has gone on for half an hour.
async fn silent(conn: &mut SqliteConnection) -> anyhow::Result<Option<(Moment, String)>> {
    let row = sqlx::query!(
        r#"SELECT min(started_at) AS "since: i64", max(ended_at) AS "last: i64",
                  coalesce((SELECT reply FROM delivery_attempt WHERE outcome = 'retry' ORDER BY id DESC LIMIT 1), '') AS "reply!: String"
           FROM delivery_attempt
           WHERE outcome = 'retry' AND id > coalesce((SELECT id FROM delivery_attempt WHERE outcome IN ('accepted', 'refused', 'poison')
                                                      ORDER BY id DESC LIMIT 1), 0)"#
    )
    .fetch_one(conn)
    .await?;
    let long = row.since.zip(row.last).filter(|(since, last)| last - since >= SILENT_SECONDS);
    Ok(long.map(|(since, _)| (Moment::from_unix(since), row.reply)))
}

/// The version of SQLite that is at work.
pub async fn sqlite_version(conn: &mut SqliteConnection) -> anyhow::Result<String> {
    Ok(sqlx::query_scalar("SELECT sqlite_version()").fetch_one(conn).await?)
}

/// What is wrong with the file itself, in SQLite's words; empty when nothing is.
///
/// # Errors
/// When it cannot even be asked.
pub async fn damage(conn: &mut SqliteConnection) -> anyhow::Result<Vec<String>> {
    let said: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(conn).await?;
    Ok(said.into_iter().filter(|line| line != "ok").collect())
}

/// References to rows that are not there: "3 in review that lead nowhere".
pub async fn dangling(conn: &mut SqliteConnection) -> anyhow::Result<Vec<String>> {
    let asked = "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1";
    let rows: Vec<(String, i64)> = sqlx::query_as(asked).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|(table, many)| format!("{many} in {table} that lead nowhere")).collect())
}

/// Addresses that a mail server has refused for good and nobody has corrected.
pub async fn dead_addresses(conn: &mut SqliteConnection) -> anyhow::Result<i64> {
    Ok(sqlx::query_scalar!("SELECT count(*) FROM dead_address WHERE cleared_at IS NULL").fetch_one(conn).await?)
}

/// Messages that were set aside since then because the mail server would not take their words.
pub async fn set_aside_since(conn: &mut SqliteConnection, since: Moment) -> anyhow::Result<i64> {
    let since = since.unix();
    let many = sqlx::query_scalar!("SELECT count(*) FROM notice WHERE state = 'set_aside' AND settled_at >= ?", since);
    Ok(many.fetch_one(conn).await?)
}

//! What is told of the messages that wait beside the delivery log itself: which are held by a person, and which are due by an instant.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::domain::{
    ids::{AdultId, SchoolId},
    time::Moment,
};

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

/// Somebody whose address a mail server refused for good, so that no mail goes there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Who.
    pub name: String,
    /// The address.
    pub address: String,
    /// What the server said.
    pub reply: String,
    /// When.
    pub marked: Moment,
}

/// Everybody of a school whose address was refused, the newest first.
pub async fn refused(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Refused>> {
    let rows = sqlx::query!(
        r#"SELECT w.name AS "name!: String", d.email, d.reply, d.marked_at FROM dead_address d
           JOIN (SELECT trim(email) AS email, trim(title || ' ' || forename || ' ' || surname) AS name FROM adult WHERE school_id = ?1
                 UNION SELECT trim(email), trim(title || ' ' || forename || ' ' || surname) FROM staff WHERE school_id = ?1) w ON w.email = d.email
           WHERE d.cleared_at IS NULL ORDER BY d.marked_at DESC, w.name"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| Refused {
        name: row.name,
        address: row.email,
        reply: row.reply,
        marked: Moment::from_unix(row.marked_at),
    });
    Ok(read.collect())
}

/// The address of an adult that does not work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeadAddress {
    /// The address.
    pub address: String,
    /// Why: what a server said, or that a message came back.
    pub reply: String,
    /// Since when.
    pub marked: Moment,
}

/// Those of these adults whose address does not work.
pub async fn dead(conn: &mut SqliteConnection, adults: &[AdultId]) -> anyhow::Result<BTreeMap<AdultId, DeadAddress>> {
    let asked = serde_json::to_string(&adults.iter().map(|adult| adult.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", d.email, d.reply, d.marked_at FROM json_each(?) asked JOIN adult a ON a.id = asked.value
           JOIN dead_address d ON d.email = trim(a.email) WHERE d.cleared_at IS NULL"#,
        asked
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        (AdultId(r.id), DeadAddress { address: r.email, reply: r.reply, marked: Moment::from_unix(r.marked_at) })
    });
    Ok(read.collect())
}

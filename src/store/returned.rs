//! Mail that came back: up to where the mailbox was read, which message each report is about, and what followed from it. Each report is one act,
//! so that a fault in one costs no other, and none is taken twice.

use sqlx::SqliteConnection;

use super::{
    Tx, code,
    notices::{self, Written},
    tasks,
};
use crate::domain::{
    ids::{NoticeId, SchoolId},
    returned::Verdict,
    task,
    time::Moment,
};

/// A report in a mailbox.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place<'a> {
    /// The mailbox, as it is called.
    pub mailbox: &'a str,
    /// Its UIDVALIDITY.
    pub validity: u32,
    /// The mail's UID.
    pub uid: u32,
}

/// Up to where a mailbox was read: its UIDVALIDITY and the last UID; `None` before the first look.
pub async fn mark(conn: &mut SqliteConnection, mailbox: &str) -> anyhow::Result<Option<(u32, u32)>> {
    let row = sqlx::query!(
        r#"SELECT uid_validity AS "validity: u32", uid AS "uid: u32" FROM mailbox_mark WHERE mailbox = ?"#,
        mailbox
    );
    Ok(row.fetch_optional(conn).await?.map(|r| (r.validity, r.uid)))
}

/// When a mailbox was looked into last.
pub async fn looked(conn: &mut SqliteConnection, mailbox: &str) -> anyhow::Result<Option<Moment>> {
    let found = sqlx::query_scalar!("SELECT looked_at FROM mailbox_mark WHERE mailbox = ?", mailbox);
    Ok(found.fetch_optional(conn).await?.map(Moment::from_unix))
}

/// Notes up to where a mailbox was read.
pub async fn put_mark(tx: &mut Tx, place: Place<'_>) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "INSERT INTO mailbox_mark (mailbox, uid_validity, uid, looked_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (mailbox) DO UPDATE SET uid_validity = excluded.uid_validity, uid = excluded.uid, looked_at = excluded.looked_at",
        place.mailbox,
        place.validity,
        place.uid,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The message that one of these Message-IDs is of, with its school.
pub async fn message(
    conn: &mut SqliteConnection,
    message_ids: &[String],
) -> anyhow::Result<Option<(SchoolId, Written)>> {
    let asked = serde_json::to_string(message_ids)?;
    let row = sqlx::query!(
        r#"SELECT n.id AS "id!", n.school_id FROM json_each(?) asked JOIN notice n ON n.message_id = asked.value
           WHERE n.message_id <> '' ORDER BY n.id DESC LIMIT 1"#,
        asked
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let school = SchoolId(row.school_id);
    Ok(notices::one(conn, school, NoticeId(row.id)).await?.map(|one| (school, one)))
}

/// Writes down what a report says, once; what follows from it is done in the same act. Returns whether it is new.
///
/// # Errors
/// When the act is of no school though something follows, or the database refuses.
pub async fn take(tx: &mut Tx, place: Place<'_>, verdict: Verdict, about: Option<&Written>) -> anyhow::Result<bool> {
    let (now, code, id) = (tx.now.unix(), verdict.as_code(), about.map(|one| one.logged.id.0));
    let done = sqlx::query!(
        "INSERT INTO returned_mail (mailbox, uid_validity, uid, read_at, verdict, notice_id) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        place.mailbox,
        place.validity,
        place.uid,
        now,
        code,
        id
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    match (verdict, about) {
        (Verdict::DeadAddress, Some(one)) => _ = notices::came_back(tx, one).await?,
        (Verdict::NotTaken, Some(one)) => tasks::add_all(tx, task::not_sent(&one.failed(), tx.now.today())).await?,
        _ => {}
    }
    Ok(true)
}

/// What mail systems reported of a message, in order.
pub async fn of_message(conn: &mut SqliteConnection, id: NoticeId) -> anyhow::Result<Vec<(Moment, Verdict)>> {
    let rows = sqlx::query!("SELECT read_at, verdict FROM returned_mail WHERE notice_id = ? ORDER BY id", id.0);
    let read = rows.fetch_all(conn).await?.into_iter().map(|r| {
        let verdict = code::read::<Verdict>(&r.verdict)?;
        Ok((Moment::from_unix(r.read_at), verdict))
    });
    read.collect()
}

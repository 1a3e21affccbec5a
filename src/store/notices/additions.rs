//! What a SENCO adds to one message, by its key: rows are added and never changed, and the newest stands.

use std::collections::BTreeSet;

use anyhow::bail;
use sqlx::SqliteConnection;

use super::Written;
use crate::{
    domain::{
        addition::Addition,
        audit::{Deed, Entry, Subject},
        ids::{NoticeId, SchoolId},
    },
    store::Tx,
};

/// What stands in the log of a message that was taken back to be written with what somebody added to it.
const WRITTEN_ANEW: &str = "written anew with what was added to it";

/// What is added to the message with a key.
pub async fn addition(conn: &mut SqliteConnection, key: &str) -> anyhow::Result<Addition> {
    let row = sqlx::query!("SELECT come, bring FROM notice_addition WHERE key = ? ORDER BY id DESC LIMIT 1", key);
    let row = row.fetch_optional(conn).await?;
    Ok(row.map(|r| Addition { come: r.come, bring: r.bring }).unwrap_or_default())
}

/// Adds this to the message with a key, in place of what was added before.
///
/// # Errors
/// When nobody of the staff is acting, or the database refuses.
pub async fn add(tx: &mut Tx, key: &str, addition: &Addition) -> anyhow::Result<()> {
    let Some(by) = tx.actor.staff() else { bail!("only a member of staff can add to a message") };
    let now = tx.now.unix();
    sqlx::query!(
        "INSERT INTO notice_addition (key, come, bring, written_at, written_by) VALUES (?, ?, ?, ?, ?)",
        key,
        addition.come,
        addition.bring,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Notice).detail(key)).await
}

/// Takes a message back that nobody has tried to send, so that the rules write it anew. Returns whether there was still one.
pub async fn take_back(tx: &mut Tx, one: &Written) -> anyhow::Result<bool> {
    let (id, now) = (one.logged.id.0, tx.now.unix());
    let done = sqlx::query!(
        "UPDATE notice SET state = 'cancelled', reason = ?, raw = NULL, settled_at = ?, key = key || '~' || id, given_back_at = ?
         WHERE id = ? AND state = 'waiting' AND attempts = 0",
        WRITTEN_ANEW,
        now,
        now,
        id
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The message that is written under a key now, if there is one.
pub async fn written(conn: &mut SqliteConnection, school: SchoolId, key: &str) -> anyhow::Result<Option<NoticeId>> {
    let found =
        sqlx::query_scalar!(r#"SELECT id AS "id!: i64" FROM notice WHERE school_id = ? AND key = ?"#, school.0, key);
    Ok(found.fetch_optional(conn).await?.map(NoticeId))
}

/// The words of every pupil's names, in small letters: none of them stands in a mail. Single letters name nobody.
pub async fn names(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<BTreeSet<String>> {
    let rows = sqlx::query_scalar!(
        r#"SELECT forename || ' ' || surname || ' ' || legal_forename || ' ' || legal_surname AS "name!: String" FROM pupil WHERE school_id = ?"#,
        school.0
    );
    let rows = rows.fetch_all(conn).await?;
    let words = rows.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    Ok(words.filter(|word| word.chars().count() > 1).map(str::to_lowercase).collect())
}

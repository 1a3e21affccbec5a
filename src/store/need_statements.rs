//! The school's library of need statements: what it has written itself, and what became of the starting set. A statement that is worded
//! anew is withdrawn and replaced, never rewritten.

use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{NeedStatementId, SchoolId},
    need::Area,
    need_statement::{Kept, Key, STARTING, Says, library},
};

/// What the library offers, by area.
pub async fn offered(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<(Key, Says)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", starting, area, wording, withdrawn_at FROM need_statement WHERE school_id = ? ORDER BY id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let says = Says { area: code::read::<Area>(&r.area)?, wording: r.wording };
        Ok(Kept { id: NeedStatementId(r.id), starting: r.starting, says, is_gone: r.withdrawn_at.is_some() })
    });
    Ok(library(&read.collect::<anyhow::Result<Vec<_>>>()?))
}

/// Adds a statement.
pub async fn add(tx: &mut Tx, says: &Says) -> anyhow::Result<()> {
    let id = insert(tx, says, None, false).await?;
    tx.audit(Entry { id, ..Entry::new(Deed::Created, Subject::NeedStatement) }).await
}

/// Words a statement anew. Returns whether it was still there as it was.
pub async fn change(tx: &mut Tx, key: Key, says: &Says) -> anyhow::Result<bool> {
    let is_there = match key {
        Key::Starting(_) => true,
        Key::Own(id) => close(tx, id).await?,
    };
    let id = if is_there { insert(tx, says, Some(key), false).await? } else { None };
    if id.is_some() {
        tx.audit(Entry { id, ..Entry::new(Deed::Changed, Subject::NeedStatement) }).await?;
    }
    Ok(id.is_some())
}

/// Takes a statement out of the library. Returns whether it was in it.
pub async fn withdraw(tx: &mut Tx, key: Key) -> anyhow::Result<bool> {
    let id = match key {
        Key::Own(id) => close(tx, id).await?.then_some(id.0),
        Key::Starting(starting) => match STARTING.iter().find(|(code, ..)| *code == starting) {
            Some((_, area, wording)) => {
                insert(tx, &Says { area: *area, wording: (*wording).to_owned() }, Some(key), true).await?
            }
            None => None,
        },
    };
    if id.is_some() {
        tx.audit(Entry { id, ..Entry::new(Deed::Withdrew, Subject::NeedStatement) }).await?;
    }
    Ok(id.is_some())
}

async fn close(tx: &mut Tx, id: NeedStatementId) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE need_statement SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        school
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

/// Writes a row in place of another statement, if any. Nothing where somebody has written one for the same of the starting set before.
async fn insert(tx: &mut Tx, says: &Says, of: Option<Key>, is_gone: bool) -> anyhow::Result<Option<i64>> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let (starting, replaces) = match of {
        Some(Key::Starting(code)) => (Some(code), None),
        Some(Key::Own(id)) => (None, Some(id.0)),
        None => (None, None),
    };
    let (area, gone_at, gone_by) = (says.area.as_code(), is_gone.then_some(now), by.filter(|_| is_gone));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO need_statement (school_id, starting, area, wording, entered_at, entered_by, replaces_id, withdrawn_at, withdrawn_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id AS "id!""#,
        school,
        starting,
        area,
        says.wording,
        now,
        by,
        replaces,
        gone_at,
        gone_by
    );
    Ok(id.fetch_optional(tx.conn()).await?)
}

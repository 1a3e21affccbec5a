//! Tasks that nobody has to do any more, and those whose adult may not be reached today: asked by the page and by the scheduler alike.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx, calendar, contacts,
    tasks::{self, OpenTask},
};
use crate::domain::{
    access,
    audit::{Deed, Entry, Subject},
    ids::TaskId,
    notice::HeldBack,
};

/// Why the adult of each of these tasks may not take part today; nothing of those who may, and of tasks about nobody.
pub async fn blocked(
    conn: &mut SqliteConnection,
    open: &[OpenTask],
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<TaskId, HeldBack>> {
    let about = |task: &OpenTask| task.adult.zip(task.pupil);
    let pairs: Vec<_> = open.iter().filter_map(about).collect();
    let known = contacts::facts_of_all(conn, &pairs, today).await?;
    let why = |task: &OpenTask| {
        let facts = known.get(&about(task)?);
        let may = facts.map_or(Err(HeldBack::NoLongerLinked), access::may_take_part);
        Some((task.id, may.err()?))
    };
    Ok(open.iter().filter_map(why).collect())
}

/// Settles what nobody has to do any more: its time has passed, or its adult may not be reached. What stands for a message that may be of
/// use again gives its key back. Returns how many there were.
///
/// # Errors
/// When the act is of no school, or the database refuses.
pub async fn settle_stale(tx: &mut Tx) -> anyhow::Result<usize> {
    let (school, now) = (tx.school()?, tx.now);
    let open = tasks::open(tx.conn(), school).await?;
    if open.is_empty() {
        return Ok(0);
    }
    let blocked = blocked(tx.conn(), &open, now.today()).await?;
    let calendar = calendar::load(tx.conn(), school).await?;
    let mut settled = 0;
    for task in &open {
        let Some(why) = task.stale(blocked.get(&task.id), &calendar, now) else { continue };
        let note = format!("Not needed any more: {}", why.words());
        let (id, at, gives_back) = (task.id.0, now.unix(), task.message.is_some() && why.may_pass());
        sqlx::query!(
            "UPDATE task SET done_at = ?1, done_note = ?2, key = iif(?3, key || '~' || id, key), given_back_at = iif(?3, ?1, NULL)
             WHERE id = ?4 AND done_at IS NULL",
            at,
            note,
            gives_back,
            id
        )
        .execute(tx.conn())
        .await?;
        tx.audit(Entry { pupil: task.pupil, ..Entry::new(Deed::Done, Subject::Task).id(id) }).await?;
        settled += 1;
    }
    Ok(settled)
}

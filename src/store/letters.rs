//! Letters to print and calls to make instead of a mail, each under the key of the message that it stands for.

use super::{Tx, tasks};
use crate::domain::{
    carriage::overtaken_by,
    ids::{AdultId, ConversationId},
    task::Task,
};

/// Asks for it, unless one with its key was ever asked for. What it overtakes and has not been posted is settled.
pub async fn add(tx: &mut Tx, new: &Task) -> anyhow::Result<()> {
    let is_new = tasks::add(tx, new).await?;
    let (Some(message), Some(adult), Some(conversation)) = (new.message, new.adult, new.conversation) else {
        return Ok(());
    };
    let older: Vec<&str> = overtaken_by(message).iter().map(|kind| kind.as_code()).collect();
    if !is_new || older.is_empty() {
        return Ok(());
    }
    let (now, by, older) = (tx.now.unix(), tx.actor.staff(), serde_json::to_string(&older)?);
    sqlx::query!(
        "UPDATE task SET done_at = ?1, done_by = ?2, done_note = 'Not needed any more: what is newer says it'
         WHERE conversation_id = ?3 AND adult_id = ?4 AND done_at IS NULL AND key <> ?5
           AND (kind = 'print_letter' OR message IS NOT NULL)
           AND coalesce(message, 'invite') IN (SELECT value FROM json_each(?6))",
        now,
        by,
        conversation.0,
        adult.0,
        new.key,
        older
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Settles what is still to be said to anybody ahead of a meeting that is over, or does not take place.
pub async fn too_late(tx: &mut Tx, conversation: ConversationId) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE task SET done_at = ?, done_by = ?, done_note = 'The meeting is over'
         WHERE conversation_id = ? AND done_at IS NULL AND (kind = 'print_letter' OR message IS NOT NULL)
           AND coalesce(message, 'invite') IN ('invite', 'invite_reminder', 'booked', 'changed', 'before')",
        now,
        by,
        conversation.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// There is a mailbox that may work: what was to be posted only because there was none gives its key back, so that it goes by mail.
pub async fn back_to_mail(tx: &mut Tx, adult: AdultId) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE task SET done_at = ?1, done_by = ?2, done_note = 'There is a new e-mail address: it goes by mail',
           key = key || '~' || id, given_back_at = ?1
         WHERE adult_id = ?3 AND done_at IS NULL AND message IS NOT NULL
           AND (SELECT a.format FROM adult a WHERE a.id = task.adult_id) IN ('', 'bsl')",
        now,
        by,
        adult.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

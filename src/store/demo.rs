//! What only the demo writes: a past in which invitations were given by hand, so that no message about it goes out today.

use super::Tx;
use crate::domain::ids::ConversationId;

/// Notes that everybody invited to a meeting was invited by hand, and how.
pub async fn invited_by_hand(tx: &mut Tx, conversation: ConversationId, how: &str) -> anyhow::Result<()> {
    sqlx::query!("UPDATE invitation SET by_hand = ? WHERE conversation_id = ?", how, conversation.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Some of those who are contacted second want what is sent on paper.
pub async fn some_want_paper(tx: &mut Tx) -> anyhow::Result<()> {
    sqlx::query!(
        "UPDATE adult SET format = 'paper' WHERE id % 3 = 0 AND id IN (SELECT g.adult_id FROM guardianship g WHERE g.priority = 2
           AND NOT EXISTS (SELECT 1 FROM guardianship f WHERE f.adult_id = g.adult_id AND f.priority = 1))"
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

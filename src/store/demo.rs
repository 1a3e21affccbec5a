//! What only the demo writes: a past in which invitations were given by hand, so that no message about it goes out today.

use super::Tx;
use crate::domain::ids::ConversationId;

/// Notes that everybody invited to a meeting was invited by hand, and how.
///
/// # Errors
/// When the database refuses.
pub async fn invited_by_hand(tx: &mut Tx, conversation: ConversationId, how: &str) -> anyhow::Result<()> {
    sqlx::query!("UPDATE invitation SET by_hand = ? WHERE conversation_id = ?", how, conversation.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

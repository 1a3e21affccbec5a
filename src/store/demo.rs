//! What only the demo writes: a past in which invitations were given by hand, so that no message about it goes out today.

use super::Tx;
use crate::domain::{ids::ConversationId, time::Moment};

/// Notes that everybody invited to a meeting was invited by hand, and how.
pub async fn invited_by_hand(tx: &mut Tx, conversation: ConversationId, how: &str) -> anyhow::Result<()> {
    sqlx::query!("UPDATE invitation SET by_hand = ? WHERE conversation_id = ?", how, conversation.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The first of these places in which no other meeting is offered or booked for then, else the last of them.
pub async fn free_place(tx: &mut Tx, places: &[&str], starts: Moment, minutes: i64) -> anyhow::Result<String> {
    let (asked, from, to) = (serde_json::to_string(places)?, starts.unix(), starts.plus_minutes(minutes).unix());
    let found = sqlx::query_scalar!(
        r#"SELECT CAST(p.value AS TEXT) AS "place!: String" FROM json_each(?1) p
           WHERE NOT EXISTS (SELECT 1 FROM slot s WHERE s.place = p.value AND s.starts_at < ?3 AND s.starts_at + 60 * s.minutes > ?2
             AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = s.conversation_id)
             AND s.id = coalesce((SELECT b.slot_id FROM booking b WHERE b.conversation_id = s.conversation_id
                                  ORDER BY b.sequence DESC LIMIT 1), s.id))
           ORDER BY p.key LIMIT 1"#,
        asked,
        from,
        to
    );
    let found = found.fetch_optional(tx.conn()).await?;
    Ok(found.or_else(|| places.last().map(|last| (*last).to_owned())).unwrap_or_default())
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

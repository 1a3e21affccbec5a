//! The links in parents' messages. Each message has its own; of each only the SHA-256 is kept, so that a stolen copy of the database
//! opens no page.

use crate::{
    domain::{
        ids::{AdultId, ConversationId, InvitationId},
        time::Moment,
    },
    store::{
        Tx,
        secret::{hashed, token},
    },
};

/// Makes a link to an invitation that works until `expires`: 64 hexadecimal digits, 256 random bits.
pub async fn mint(tx: &mut Tx, invitation: InvitationId, expires: Moment) -> anyhow::Result<String> {
    let token = token();
    let (hash, now, expires) = (hashed(&token), tx.now.unix(), expires.unix());
    sqlx::query!(
        "INSERT INTO invitation_link (token_hash, invitation_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
        hash,
        invitation.0,
        now,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// Makes a link to an adult's invitation to a meeting.
///
/// # Errors
/// When they are not invited to it.
pub async fn to_meeting(
    tx: &mut Tx,
    meeting: ConversationId,
    adult: AdultId,
    expires: Moment,
) -> anyhow::Result<String> {
    let id = sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM invitation WHERE conversation_id = ? AND adult_id = ?"#,
        meeting.0,
        adult.0
    )
    .fetch_one(tx.conn())
    .await?;
    mint(tx, InvitationId(id), expires).await
}

/// Ends every link of an adult, whatever it leads to: whoever reads the old mailbox, or may no longer be written to, opens nothing with it.
/// What is written from now on has links of its own.
pub async fn end_all(tx: &mut Tx, adult: AdultId) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "UPDATE invitation_link SET expires_at = ?1
         WHERE expires_at > ?1 AND invitation_id IN (SELECT id FROM invitation WHERE adult_id = ?2)",
        now,
        adult.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

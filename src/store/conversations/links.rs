//! The links in parents' messages. Each message has its own; of each only the SHA-256 is kept, so that a stolen copy of the database
//! opens no page.

use crate::{
    domain::{ids::InvitationId, time::Moment},
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

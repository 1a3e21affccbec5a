//! The links in parents' messages. Each message has its own; of each only the SHA-256 is kept, so that a stolen copy of the database
//! opens no page.

use sha2::{Digest, Sha256};

use super::Tx;
use crate::domain::{ids::InvitationId, time::Moment};

/// Makes a link to an invitation that works until `expires`: 64 hexadecimal digits, 256 random bits.
pub async fn mint(tx: &mut Tx, invitation: InvitationId, expires: Moment) -> anyhow::Result<String> {
    let token: String = rand::random::<[u8; 32]>().iter().map(|byte| format!("{byte:02x}")).collect();
    let (hash, now, expires) = (hash(&token), tx.now.unix(), expires.unix());
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

/// What is kept of a token.
#[must_use]
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

//! The message with the code that a parent just asked for: at once, at any hour, to their own address and no other.

use super::{Post, write};
use crate::{
    domain::{
        carriage::Carriage,
        notice::{HeldBack, NoticeKind, Recipient},
        reminder::{Matter, Planned, Standing},
    },
    mail,
    store::{Tx, conversations::invitations::Opened, notices},
};

/// Sends a code, kept in this row, to the adult whose link it is.
///
/// # Errors
/// When the database refuses. Inside, why they may not be written to.
pub async fn reading_code(
    tx: &mut Tx,
    post: &Post,
    opened: &Opened,
    row: i64,
    digits: &str,
) -> anyhow::Result<Result<(), HeldBack>> {
    let (adult, pupil, now) = (opened.who.adult, opened.conversation.pupil, tx.now);
    let address = match notices::queue::adult_address(tx, adult, pupil).await? {
        Ok(address) => address,
        Err(why) => return Ok(Err(why)),
    };
    let kind = NoticeKind::ReadingCode;
    let planned = Planned {
        key: format!("{}/{row}", kind.as_code()),
        kind,
        to: Recipient::Adult(adult),
        due_on: now.today(),
        not_before: now,
        moved: None,
        way: Carriage::Mail,
        matter: Matter::ReadingCode { pupil, digits: digits.to_owned() },
        standing: Standing::Due,
    };
    write(tx, post, &planned, address, &mail::Hosts::default(), &post.public_url).await?;
    Ok(Ok(()))
}

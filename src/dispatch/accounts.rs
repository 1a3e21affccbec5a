//! Messages about somebody's own account that carry a link of their own.

use super::{Post, write};
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        carriage::Carriage,
        ids::StaffId,
        membership::INVITATION_DAYS,
        notice::{HeldBack, NoticeKind, Recipient},
        reminder::{Matter, Planned, Standing},
    },
    mail,
    store::{
        Tx,
        notices::queue,
        people::{self, accounts, approvals},
    },
};

/// Invites a member of staff to choose a password: opens an account where there is none, and writes the message with a one-time link. The
/// links and invitations before it end. Twice within one second is once.
///
/// # Errors
/// When the database refuses. Within: why they may not be written to.
pub async fn invite_staff(tx: &mut Tx, post: &Post, staff: StaffId) -> anyhow::Result<Result<(), HeldBack>> {
    let address = match queue::staff_address(tx, staff).await? {
        Ok(address) => address,
        Err(why) => return Ok(Err(why)),
    };
    if approvals::is_waiting(tx.conn(), staff).await? {
        return Ok(Err(HeldBack::AccessWaits));
    }
    let now = tx.now;
    let school = tx.school()?;
    let account = people::one(tx.conn(), school, staff).await?.map(|member| member.account).unwrap_or_default();
    if account.invited == Some(now) && account.open_until.is_some() {
        return Ok(Ok(()));
    }
    accounts::ensure(tx, staff).await?;
    let kind = NoticeKind::AccountInvite;
    people::withdraw(tx, staff, Some(kind.as_code()), "a newer one was sent").await?;
    let token = accounts::new_link_for(tx, Some(staff), INVITATION_DAYS * 86_400).await?;
    let planned = Planned {
        key: format!("{}/s{staff}/{}", kind.as_code(), now.unix()),
        kind,
        to: Recipient::Staff(staff),
        due_on: now.today(),
        not_before: now,
        moved: None,
        way: Carriage::Mail,
        matter: Matter::Account,
        standing: Standing::Due,
    };
    let link = format!("{}/password/{token}", post.public_url);
    write(tx, post, &planned, address, &mail::Hosts::default(), &link).await?;
    tx.audit(Entry::new(Deed::Invited, Subject::Staff).id(staff.0)).await?;
    Ok(Ok(()))
}

//! Messages to a member of staff about their own account, at once and at any hour: what happened to it, and the link by which a forgotten
//! password is replaced.

use super::{Post, write};
use crate::{
    domain::{
        approval,
        audit::{Deed, Entry, Subject},
        carriage::Carriage,
        ids::{NoticeId, StaffId},
        notice::{AccountNews, NoticeKind, RESET_SECONDS, Recipient},
        reminder::{Matter, Planned, Standing},
        time::Moment,
    },
    mail,
    store::{
        Tx, notices,
        people::{self, accounts},
    },
};

/// Seconds between two links for the same person: whoever asks again and again fills nobody's mailbox.
const BETWEEN_RESETS: i64 = 60;

/// Tells somebody what happened to their account at this instant: if it was not they who did it, they hear of it. Nothing happens where
/// they may not be written to.
pub async fn account_news(
    tx: &mut Tx,
    post: &Post,
    staff: StaffId,
    news: AccountNews,
    at: Moment,
) -> anyhow::Result<()> {
    let key = format!("{}/{}/s{staff}/{}", NoticeKind::Security.as_code(), news.as_code(), at.unix());
    say(tx, post, planned(key, NoticeKind::Security, staff, Matter::News(news), at), &post.public_url).await
}

/// Tells somebody the same at the address that is theirs now: before the message left, it went to one that is not.
pub async fn account_news_again(
    tx: &mut Tx,
    post: &Post,
    staff: StaffId,
    earlier: NoticeId,
    at: Moment,
) -> anyhow::Result<()> {
    match notices::news(tx.conn(), earlier).await? {
        Some(news) => account_news(tx, post, staff, news, at).await,
        // Rather nothing than something that did not happen.
        None => Ok(()),
    }
}

/// Tells the SENCO and the head at once that somebody's access is another, or waits for them; but not whoever did it, nor whom it is about.
pub async fn access_news(tx: &mut Tx, post: &Post, about: StaffId) -> anyhow::Result<()> {
    let (now, school, by) = (tx.now, tx.school()?, tx.actor.staff());
    let all = people::list(tx.conn(), school, None).await?;
    let decide =
        all.iter().filter(|one| one.role.is_some_and(approval::decides) && one.id != about && Some(one.id.0) != by);
    let link = format!("{}/people", post.public_url);
    for one in decide.filter(|one| one.account.has_password) {
        let key = format!("{}/s{}/{about}/{}", NoticeKind::AccessGiven.as_code(), one.id, now.unix());
        say(tx, post, planned(key, NoticeKind::AccessGiven, one.id, Matter::Account, now), &link).await?;
    }
    Ok(())
}

/// Sends somebody the link by which they choose another password. Links before it end. Nothing happens where they may not be written to, or
/// where a link for them was made within the last minute.
pub async fn reset_password(tx: &mut Tx, post: &Post, staff: StaffId) -> anyhow::Result<()> {
    let now = tx.now;
    if accounts::last_link(tx.conn(), staff).await?.is_some_and(|last| now.unix() - last.unix() < BETWEEN_RESETS) {
        return Ok(());
    }
    let token = accounts::new_link_for(tx, Some(staff), RESET_SECONDS).await?;
    tx.audit(Entry::new(Deed::AskedFor, Subject::Password).id(staff.0)).await?;
    let key = format!("{}/s{staff}/{}", NoticeKind::PasswordReset.as_code(), now.unix());
    let link = format!("{}/password/{token}", post.public_url);
    say(tx, post, planned(key, NoticeKind::PasswordReset, staff, Matter::Account, now), &link).await
}

fn planned(key: String, kind: NoticeKind, staff: StaffId, matter: Matter, at: Moment) -> Planned {
    let to = Recipient::Staff(staff);
    Planned {
        key,
        kind,
        to,
        due_on: at.today(),
        not_before: at,
        moved: None,
        way: Carriage::Mail,
        matter,
        standing: Standing::Due,
    }
}

async fn say(tx: &mut Tx, post: &Post, planned: Planned, link: &str) -> anyhow::Result<()> {
    let Recipient::Staff(staff) = planned.to else { return Ok(()) };
    let Ok(address) = notices::queue::staff_address(tx, staff).await? else { return Ok(()) };
    write(tx, post, &planned, address, &mail::Hosts::default(), link).await?;
    Ok(())
}

//! One message once more, because somebody asks for it: written on the facts of today, with a link of its own, under the number of the one
//! that it repeats, so that pressing twice sends one.

use super::{Post, Scope, queue, queue_due};
use crate::{
    domain::{
        addition::Addition,
        ids::NoticeId,
        notice::HeldBack,
        reminder::{self, Again, Standing},
    },
    store::{
        Tx,
        notices::{Written, additions},
        reminders,
    },
};

/// Puts a message that was sent into the outbox once more, for the next hour in which messages leave. Where that was done already nothing
/// happens.
///
/// # Errors
/// When the database refuses. Inside, why they may not be written to, or why it is of no use to them.
pub async fn send_again(
    tx: &mut Tx,
    post: &Post,
    one: &Written,
    addition: &Addition,
) -> anyhow::Result<Result<(), HeldBack>> {
    let Some((_, meeting)) = one.to_parent() else {
        return Ok(Err(HeldBack::NotThisWay("only what a parent is told about a meeting is sent again")));
    };
    if one.again.is_some() {
        return Ok(Ok(()));
    }
    let (now, again) = (tx.now, Again { of: one.logged.id, on: one.logged.queued.today() });
    let picture = reminders::of_conversation(tx.conn(), meeting, now).await?;
    let Some(planned) = reminder::once_more(&picture, &one.matter, again, now) else {
        return Ok(Err(HeldBack::NotThisWay("what it says has changed since: a newer message tells them")));
    };
    match &planned.standing {
        Standing::Held(why) | Standing::Stale(why) => return Ok(Err(why.clone())),
        _ if !planned.way.has_mail() => {
            return Ok(Err(HeldBack::NotThisWay("they are told by letter or by phone, not by e-mail")));
        }
        Standing::Due | Standing::Later => {}
    }
    if !addition.is_empty() {
        additions::add(tx, &planned.key, addition).await?;
    }
    queue(tx, post, &picture, &planned).await?;
    Ok(Ok(()))
}

/// Adds to a message that is written and waits: it is taken back, and written anew by the rules, on the facts of now. Returns what was written;
/// `None` where the rules have no use for it any longer.
///
/// # Errors
/// When the database refuses. Inside, why nothing can be added to it.
pub async fn write_anew(
    tx: &mut Tx,
    post: &Post,
    one: &Written,
    addition: &Addition,
) -> anyhow::Result<Result<Option<NoticeId>, &'static str>> {
    let (Some((_, meeting)), None) = (one.to_parent(), one.again_of) else {
        return Ok(Err("nothing can be added to this message"));
    };
    if !additions::take_back(tx, one).await? {
        return Ok(Err("it has left, or was tried already"));
    }
    additions::add(tx, &one.logged.key, addition).await?;
    queue_due(tx, post, Scope::Conversation(meeting)).await?;
    let school = tx.school()?;
    Ok(Ok(additions::written(tx.conn(), school, &one.logged.key).await?))
}

//! How a try ended, written in one act with what follows from it. Only the try that holds the claim may settle: each statement asks
//! for the state and the attempt it knows.

use super::{Claimed, Tx};
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        notice::HeldBack,
        task::{self, Failed},
        time::Moment,
    },
    store::tasks,
};

/// The server has taken it; its bytes are no longer needed.
pub async fn settle_accepted(tx: &mut Tx, claimed: &Claimed, reply: &str) -> anyhow::Result<()> {
    ended(tx, claimed, "accepted", reply).await?;
    last(tx, claimed, "accepted", "").await?;
    tx.audit(Entry { pupil: claimed.pupil, ..Entry::new(Deed::Sent, Subject::Notice).id(claimed.id.0) }).await
}

/// It goes again, not before then.
pub async fn later(tx: &mut Tx, claimed: &Claimed, at: Moment, outcome: &str, reply: &str) -> anyhow::Result<()> {
    ended(tx, claimed, outcome, reply).await?;
    // A pause is the school's trouble or ours, not this message's: it costs no try.
    let (at, burnt) = (at.unix(), i64::from(!matches!(outcome, "paused" | "withdrawn")));
    sqlx::query!(
        "UPDATE notice SET state = 'waiting', not_before_at = ?, lease_until_at = NULL, reason = ?, attempts = attempts - 1 + ?
         WHERE id = ? AND state = 'sending' AND attempts = ?",
        at,
        reply,
        burnt,
        claimed.id.0,
        claimed.attempt
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It may not go any more, or is of no more use. Where the reason may pass it gives its key back: the rules look at it afresh, and write
/// it anew once nothing holds it.
pub async fn cancel(tx: &mut Tx, claimed: &Claimed, reason: &HeldBack) -> anyhow::Result<()> {
    let words = reason.words();
    ended(tx, claimed, "withdrawn", &words).await?;
    last(tx, claimed, "cancelled", &words).await?;
    if reason.may_pass() { give_back_key(tx, claimed).await } else { Ok(()) }
}

/// Lets another message have the key, under which this one is found no more.
async fn give_back_key(tx: &mut Tx, claimed: &Claimed) -> anyhow::Result<()> {
    let (id, now) = (claimed.id.0, tx.now.unix());
    sqlx::query!("UPDATE notice SET key = key || '~' || id, given_back_at = ? WHERE id = ?", now, id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Five days of trying were enough: somebody phones.
pub async fn give_up(tx: &mut Tx, claimed: &Claimed, reply: &str) -> anyhow::Result<()> {
    failed(tx, claimed, "retry", "failed", reply).await
}

/// The server refuses its words, again and again: it is kept out of the way of the others.
pub async fn set_aside(tx: &mut Tx, claimed: &Claimed, reply: &str) -> anyhow::Result<()> {
    failed(tx, claimed, "poison", "set_aside", reply).await
}

/// It ended in this state without leaving: the office is asked to phone a parent instead.
pub async fn failed(tx: &mut Tx, claimed: &Claimed, outcome: &str, state: &str, reply: &str) -> anyhow::Result<()> {
    ended(tx, claimed, outcome, reply).await?;
    last(tx, claimed, state, reply).await?;
    tasks::add_all(tx, task::not_sent(&as_failed(claimed), tx.now.today())).await
}

/// The server refuses the address for good: no more mail goes there, and the office is asked to correct it. The message gives its key back:
/// the rules ask for a letter instead, and once the address is corrected what has not been posted is written anew.
pub async fn mark_address_dead(tx: &mut Tx, claimed: &Claimed, reply: &str) -> anyhow::Result<()> {
    ended(tx, claimed, "refused", reply).await?;
    last(tx, claimed, "refused", reply).await?;
    give_back_key(tx, claimed).await?;
    address_is_dead(tx, &claimed.address, reply).await?;
    tasks::add_all(tx, [task::wrong_address(&as_failed(claimed), tx.now.today())]).await
}

/// No more mail goes to an address, for this reason.
pub async fn address_is_dead(tx: &mut Tx, address: &str, reply: &str) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "INSERT INTO dead_address (email, reply, marked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        address,
        reply,
        now
    )
    .execute(tx.conn())
    .await?;
    tx.count_all().await // the same mailbox may be known to another school
}

/// Recipients refused alike one after the other from which on it is the server that is judged, not they.
const ALIKE: usize = 5;

/// Whether this refusal of a recipient is the fifth in a row, of different ones, in the same words: then it is about us or about the server,
/// whatever its code says.
pub async fn refused_alike(tx: &mut Tx, claimed: &Claimed, reply: &str) -> anyhow::Result<bool> {
    let most = i64::try_from(ALIKE - 1)?;
    let before = sqlx::query!(
        r#"SELECT coalesce(a.outcome, '') AS "outcome!: String", a.reply, n.address FROM delivery_attempt a JOIN notice n ON n.id = a.notice_id
           WHERE a.notice_id <> ?1 AND a.ended_at IS NOT NULL ORDER BY a.id DESC LIMIT ?2"#,
        claimed.id.0,
        most
    )
    .fetch_all(tx.conn())
    .await?;
    let said = without(reply, &claimed.address);
    let alike = before.iter().all(|one| one.outcome == "refused" && without(&one.reply, &one.address) == said);
    let mut who: Vec<&str> = before.iter().map(|one| one.address.as_str()).chain([claimed.address.as_str()]).collect();
    who.sort_unstable();
    who.dedup();
    Ok(alike && who.len() >= ALIKE)
}

/// What a server said, without the address and the numbers that differ from one to the next.
fn without(reply: &str, address: &str) -> String {
    let plain = reply.to_lowercase().replace(&address.to_lowercase(), "");
    plain
        .split_whitespace()
        .filter(|word| !word.chars().any(|c| c.is_ascii_digit()) || word.len() < 6)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Lets every address of a school's people be written to again that a server refused: it was the server, or the address is mended there.
/// Ends a pause. What is still of use is written anew. Returns how many there were.
pub async fn forgive(tx: &mut Tx) -> anyhow::Result<u64> {
    let (school, now) = (tx.school()?.0, tx.now.unix());
    let done = sqlx::query!(
        "UPDATE dead_address SET cleared_at = ?1 WHERE cleared_at IS NULL
           AND (email IN (SELECT trim(email) FROM adult WHERE school_id = ?2) OR email IN (SELECT trim(email) FROM staff WHERE school_id = ?2))",
        now,
        school
    )
    .execute(tx.conn())
    .await?;
    resume(tx).await?;
    tx.count_all().await?; // the same mailbox may be known to another school
    Ok(done.rows_affected())
}

/// The server refuses us: everything waits until it takes a message again.
pub async fn pause(tx: &mut Tx, reason: &str) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!("INSERT INTO queue_pause (reason, paused_at) VALUES (?, ?) ON CONFLICT DO NOTHING", reason, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Whether another message went after this one was refused together with us: then it is this message that the server does not want.
pub async fn others_went(tx: &mut Tx, claimed: &Claimed) -> anyhow::Result<bool> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM delivery_attempt
                          WHERE outcome = 'accepted' AND notice_id <> ?1
                            AND id > (SELECT min(id) FROM delivery_attempt WHERE notice_id = ?1 AND outcome = 'paused')) AS "went!: bool""#,
        claimed.id.0
    );
    Ok(found.fetch_one(tx.conn()).await?)
}

/// The server speaks to us again.
pub async fn resume(tx: &mut Tx) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!("UPDATE queue_pause SET resumed_at = ? WHERE resumed_at IS NULL", now).execute(tx.conn()).await?;
    Ok(())
}

/// Makes everything that waits for another try due at once, ends a pause, and takes the keys back from what was given up or set aside, so
/// that the rules may write it anew. Returns how many messages waited, and how many keys were taken back.
pub async fn retry(tx: &mut Tx) -> anyhow::Result<(u64, u64)> {
    resume(tx).await?;
    let now = tx.now.unix();
    let waited = sqlx::query!(
        "UPDATE notice SET not_before_at = ? WHERE state = 'waiting' AND attempts > 0 AND not_before_at > ?",
        now,
        now
    )
    .execute(tx.conn())
    .await?;
    let given_up = sqlx::query!(
        "UPDATE notice SET key = key || '~' || id, given_back_at = ?
         WHERE state IN ('failed', 'set_aside') AND given_back_at IS NULL",
        now
    )
    .execute(tx.conn())
    .await?;
    Ok((waited.rows_affected(), given_up.rows_affected()))
}

async fn ended(tx: &mut Tx, claimed: &Claimed, outcome: &str, reply: &str) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "UPDATE delivery_attempt SET ended_at = ?, outcome = ?, reply = ? WHERE notice_id = ? AND outcome IS NULL",
        now,
        outcome,
        reply,
        claimed.id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn last(tx: &mut Tx, claimed: &Claimed, state: &str, reason: &str) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "UPDATE notice SET state = ?, reason = ?, raw = NULL, lease_until_at = NULL, settled_at = ?
         WHERE id = ? AND state = 'sending' AND attempts = ?",
        state,
        reason,
        now,
        claimed.id.0,
        claimed.attempt
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn as_failed(claimed: &Claimed) -> Failed<'_> {
    let Claimed { id, to, pupil, conversation, .. } = *claimed;
    Failed { id, to, address: &claimed.address, pupil, conversation }
}

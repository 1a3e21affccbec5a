//! The outbox's entrance and its log. A notice is a fact with a unique key: it is written with its bytes in the transaction of its
//! cause, and never twice. One that was withdrawn before it left, for a reason that may pass, gives its key back, so that the rules may
//! write it anew as the next edition of the same matter. A key is written and compared, never read: what it was made of stands in columns.
//! How a notice leaves is in [`queue`], where it stands in the log, and what people did about one in the history.

pub mod additions;
mod history;
mod log;
pub mod queue;

use anyhow::bail;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

pub use history::{CAME_BACK, Handled, Written, came_back, goes_on, handled, one};
pub use log::{Lines, Logged, log};

use super::{Tx, code};
use crate::domain::{
    addition::Addition,
    audit::{Deed, Entry, Subject},
    ids::{AdultId, ConversationId, NoticeId, PupilId, StaffId},
    notice::{AccountNews, NoticeKind, Recipient},
    time::Moment,
};

/// A message to be queued.
#[derive(Clone, Copy, Debug)]
pub struct NewNotice<'a> {
    /// Unique for ever.
    pub key: &'a str,
    /// What kind.
    pub kind: NoticeKind,
    /// For whom: an adult or a member of staff.
    pub to: Recipient,
    /// Whose record it belongs to, if anyone's.
    pub pupil: Option<PupilId>,
    /// Which meeting it is about, if any.
    pub conversation: Option<ConversationId>,
    /// What it tells of somebody's own account.
    pub news: Option<AccountNews>,
    /// How many messages have given this key back.
    pub edition: i64,
    /// The message that this one is once more.
    pub again_of: Option<NoticeId>,
    /// What somebody added to it.
    pub addition: &'a Addition,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// Where it goes.
    pub address: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// Its Message-ID.
    pub message_id: &'a str,
    /// The exact bytes.
    pub raw: &'a [u8],
    /// The earliest instant it may leave.
    pub not_before: Moment,
}

/// A message that is too late to be of use: recorded, so that its key is said and it never goes.
#[derive(Clone, Copy, Debug)]
pub struct StaleNotice<'a> {
    /// Unique for ever.
    pub key: &'a str,
    /// What kind.
    pub kind: NoticeKind,
    /// For whom it was.
    pub to: Recipient,
    /// Whose record it belongs to, if anyone's.
    pub pupil: Option<PupilId>,
    /// Which meeting it was about, if any.
    pub conversation: Option<ConversationId>,
    /// The day it was due.
    pub due_on: NaiveDate,
    /// Why it does not go, in words for people.
    pub reason: &'a str,
}

/// Queues a message. Returns whether it is new: a key that exists is left as it is.
///
/// # Errors
/// When it is for nobody who has a mailbox, or the database refuses.
pub async fn insert(tx: &mut Tx, new: NewNotice<'_>) -> anyhow::Result<bool> {
    let (recipient, adult, staff) = columns(new.to)?;
    let (school, queued, caused_by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let (kind, pupil, conversation) = (new.kind.as_code(), new.pupil.map(|p| p.0), new.conversation.map(|c| c.0));
    let (not_before, news) = (new.not_before.unix(), new.news.map(AccountNews::as_code));
    let again_of = new.again_of.map(|of| of.0);
    let done = sqlx::query!(
        "INSERT INTO notice (school_id, key, matter, edition, news, kind, recipient_kind, adult_id, staff_id, pupil_id, conversation_id,
                             due_on, queued_at, caused_by, address, subject, message_id, raw, state, not_before_at, again_of,
                             added_come, added_bring)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)
         ON CONFLICT (key) DO NOTHING",
        school,
        new.key,
        new.key,
        new.edition,
        news,
        kind,
        recipient,
        adult,
        staff,
        pupil,
        conversation,
        new.due_on,
        queued,
        caused_by,
        new.address,
        new.subject,
        new.message_id,
        new.raw,
        not_before,
        again_of,
        new.addition.come,
        new.addition.bring
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a message tells of somebody's own account; `None` where it is about something else.
pub async fn news(conn: &mut SqliteConnection, id: NoticeId) -> anyhow::Result<Option<AccountNews>> {
    let news = sqlx::query_scalar!("SELECT news FROM notice WHERE id = ?", id.0).fetch_one(conn).await?;
    code::maybe(news.as_deref())
}

/// How many messages have given this key back: the one that is written now is the next edition, and gets a Message-ID of its own.
pub async fn edition(conn: &mut SqliteConnection, key: &str) -> anyhow::Result<i64> {
    let found = sqlx::query_scalar!(
        r#"SELECT count(*) AS "many!: i64" FROM notice WHERE matter = ? AND given_back_at IS NOT NULL"#,
        key
    );
    Ok(found.fetch_one(conn).await?)
}

/// Records a message that is too late. Returns whether that is new.
///
/// # Errors
/// When it is for nobody who has a mailbox, or the database refuses.
pub async fn stale(tx: &mut Tx, new: StaleNotice<'_>) -> anyhow::Result<bool> {
    let (recipient, adult, staff) = columns(new.to)?;
    let (school, now, edition) = (tx.school()?.0, tx.now.unix(), edition(tx.conn(), new.key).await?);
    let (kind, pupil, conversation) = (new.kind.as_code(), new.pupil.map(|p| p.0), new.conversation.map(|c| c.0));
    let done = sqlx::query!(
        "INSERT INTO notice (school_id, key, matter, edition, kind, recipient_kind, adult_id, staff_id, pupil_id, conversation_id, due_on,
                             queued_at, state, reason, not_before_at, settled_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'stale', ?, ?, ?)
         ON CONFLICT (key) DO NOTHING",
        school,
        new.key,
        new.key,
        edition,
        kind,
        recipient,
        adult,
        staff,
        pupil,
        conversation,
        new.due_on,
        now,
        new.reason,
        now,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What stands in the log of a message that the program could not put into bytes.
pub const NOT_WRITTEN: &str = "it could not be written";

/// Records a message that could not be put into bytes: it counts as said, so that it is not tried every minute, until somebody has it
/// written anew. Returns its row, if that is new.
///
/// # Errors
/// When it is for nobody who has a mailbox, or the database refuses.
pub async fn not_written(tx: &mut Tx, new: StaleNotice<'_>) -> anyhow::Result<Option<NoticeId>> {
    if !stale(tx, new).await? {
        return Ok(None);
    }
    let id = sqlx::query_scalar!(
        r#"UPDATE notice SET state = 'set_aside', reason = ? WHERE key = ? RETURNING id AS "id!: i64""#,
        NOT_WRITTEN,
        new.key
    )
    .fetch_one(tx.conn())
    .await?;
    // A sign of life of whoever writes: pages and /readyz look at what was not written when it changes.
    queue::beat(tx, "writer", NOT_WRITTEN).await?;
    Ok(Some(NoticeId(id)))
}

fn columns(to: Recipient) -> anyhow::Result<(&'static str, Option<i64>, Option<i64>)> {
    match to {
        Recipient::Adult(id) => Ok(("adult", Some(id.0), None)),
        Recipient::Staff(id) => Ok(("staff", None, Some(id.0))),
        Recipient::Office => bail!("the office is given tasks, not mail"),
    }
}

/// The address of a message's recipient as it is stored today, or nothing.
pub async fn address_of(conn: &mut SqliteConnection, to: Recipient) -> anyhow::Result<String> {
    let found = match to {
        Recipient::Adult(id) => {
            sqlx::query_scalar!("SELECT email FROM adult WHERE id = ?", id.0).fetch_optional(conn).await?.flatten()
        }
        Recipient::Staff(id) => {
            sqlx::query_scalar!("SELECT email FROM staff WHERE id = ?", id.0).fetch_optional(conn).await?
        }
        Recipient::Office => None,
    };
    Ok(found.unwrap_or_default())
}

fn recipient(adult: Option<i64>, staff: Option<i64>) -> Recipient {
    match (adult, staff) {
        (Some(id), _) => Recipient::Adult(AdultId(id)),
        (None, Some(id)) => Recipient::Staff(StaffId(id)),
        (None, None) => Recipient::Office,
    }
}

/// Holds the message with this key, whether it exists yet or not. Holding twice is holding once.
///
/// # Errors
/// When nobody of the staff is acting, or the database refuses.
pub async fn hold(tx: &mut Tx, key: &str) -> anyhow::Result<()> {
    let Some(by) = tx.actor.staff() else { bail!("only a member of staff can hold a message") };
    let now = tx.now.unix();
    sqlx::query!(
        "INSERT INTO notice_hold (key, held_at, held_by) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        key,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Held, Subject::Notice).detail(key)).await
}

/// Lets the message with this key go again.
///
/// # Errors
/// When nobody of the staff is acting, or the database refuses.
pub async fn release(tx: &mut Tx, key: &str) -> anyhow::Result<()> {
    let Some(by) = tx.actor.staff() else { bail!("only a member of staff can release a message") };
    let now = tx.now.unix();
    sqlx::query!(
        "UPDATE notice_hold SET released_at = ?, released_by = ? WHERE key = ? AND released_at IS NULL",
        now,
        by,
        key
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Released, Subject::Notice).detail(key)).await
}

//! What became of one message, and what people did about it: held and let go, another day, returned, sent once more.

use anyhow::bail;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Lines, Logged, address_of, log, queue};
use crate::{
    domain::{
        addition::Addition,
        audit::{Deed, Entry, Subject},
        ids::{AdultId, ConversationId, NoticeId, SchoolId},
        notice::Recipient,
        people::Name,
        task::{self, Failed},
        time::Moment,
    },
    store::{Tx, tasks},
};

/// A message that was written, whatever became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// Its line in the log.
    pub logged: Logged,
    /// The key under which its first edition was written: of one that was sent again, that of the first.
    pub matter: String,
    /// Which meeting it is about, if any.
    pub conversation: Option<ConversationId>,
    /// Its bytes, while they may still go.
    pub raw: Option<Vec<u8>>,
    /// What somebody had added to it as it was written.
    pub addition: Addition,
    /// The message that this one is once more.
    pub again_of: Option<NoticeId>,
    /// The message that is this one once more.
    pub again: Option<NoticeId>,
    /// Who found that it came back, and when.
    pub returned: Option<(Name, Moment)>,
}

impl Written {
    /// The parent whom it told of a meeting; `None` where it is for staff, or about something else.
    #[must_use]
    pub fn to_parent(&self) -> Option<(AdultId, ConversationId)> {
        match (self.logged.to, self.conversation) {
            (Recipient::Adult(adult), Some(meeting)) => Some((adult, meeting)),
            _ => None,
        }
    }

    /// The same as one that did not arrive.
    pub(in crate::store) fn failed(&self) -> Failed<'_> {
        Failed {
            id: self.logged.id,
            to: self.logged.to,
            address: &self.logged.address,
            pupil: self.logged.pupil,
            conversation: self.conversation,
        }
    }
}

/// One message of a school.
pub async fn one(conn: &mut SqliteConnection, school: SchoolId, id: NoticeId) -> anyhow::Result<Option<Written>> {
    let Some(logged) = log(conn, school, Lines::One(id)).await?.pop() else { return Ok(None) };
    let row = sqlx::query!(
        r#"WITH RECURSIVE first (id, of, matter) AS (SELECT id, again_of, matter FROM notice WHERE id = ?1
             UNION ALL SELECT n.id, n.again_of, n.matter FROM first f JOIN notice n ON n.id = f.of)
           SELECT n.conversation_id, n.raw, n.again_of, n.added_come, n.added_bring, (SELECT f.matter FROM first f WHERE f.of IS NULL) AS "matter!: String",
             (SELECT max(m.id) FROM notice m WHERE m.again_of = n.id AND m.given_back_at IS NULL) AS "again?: i64",
             r.returned_at AS "returned_at?", s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM notice n LEFT JOIN notice_return r ON r.notice_id = n.id LEFT JOIN staff s ON s.id = r.returned_by WHERE n.id = ?1"#,
        id.0
    )
    .fetch_one(conn)
    .await?;
    Ok(Some(Written {
        logged,
        matter: row.matter,
        conversation: row.conversation_id.map(ConversationId),
        raw: row.raw,
        addition: Addition { come: row.added_come, bring: row.added_bring },
        again_of: row.again_of.map(NoticeId),
        again: row.again.map(NoticeId),
        returned: Name::maybe(row.title, row.forename, row.surname).zip(row.returned_at.map(Moment::from_unix)),
    }))
}

/// What somebody did about the message with a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Handled {
    /// Held it.
    Held,
    /// Let it go.
    LetGo,
    /// Chose this day for it.
    Day(NaiveDate),
    /// Gave it its own day back.
    OwnDay,
    /// Added this to it; nothing, where what was added before was taken away.
    Added(Addition),
}

/// Everything that people did about the message with a key, in order, each with who and when.
pub async fn handled(conn: &mut SqliteConnection, key: &str) -> anyhow::Result<Vec<(Moment, Name, Handled)>> {
    let rows = sqlx::query!(
        r#"SELECT a.what AS "what!: String", a.at AS "at!: i64", a.goes_on AS "goes_on?: NaiveDate",
             a.come AS "come!: String", a.bring AS "bring!: String", s.title AS "title!: String",
             s.forename AS "forename!: String", s.surname AS "surname!: String"
           FROM (SELECT 'held' AS what, held_at AS at, held_by AS who, NULL AS goes_on, '' AS come, '' AS bring FROM notice_hold WHERE key = ?1
                 UNION ALL SELECT 'let go', released_at, released_by, NULL, '', '' FROM notice_hold WHERE key = ?1 AND released_at IS NOT NULL
                 UNION ALL SELECT 'day', set_at, set_by, goes_on, '', '' FROM notice_day WHERE key = ?1
                 UNION ALL SELECT 'added', written_at, written_by, NULL, come, bring FROM notice_addition WHERE key = ?1
                 UNION ALL SELECT 'own day', ended_at, ended_by, NULL, '', '' FROM notice_day d WHERE d.key = ?1 AND d.ended_at IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM notice_day n WHERE n.key = ?1 AND n.id > d.id AND n.set_at = d.ended_at)) a
           JOIN staff s ON s.id = a.who ORDER BY a.at"#,
        key
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().filter_map(|row| {
        let handled = match (row.what.as_str(), row.goes_on) {
            ("held", _) => Handled::Held,
            ("let go", _) => Handled::LetGo,
            ("day", Some(day)) => Handled::Day(day),
            ("own day", _) => Handled::OwnDay,
            ("added", _) => Handled::Added(Addition { come: row.come, bring: row.bring }),
            _ => return None,
        };
        let name = Name { title: row.title, forename: row.forename, surname: row.surname };
        Some((Moment::from_unix(row.at), name, handled))
    });
    Ok(read.collect())
}

/// Lets the message with this key go on another day, or on its own again.
///
/// # Errors
/// When nobody of the staff is acting, or the database refuses.
pub async fn goes_on(tx: &mut Tx, key: &str, day: Option<NaiveDate>) -> anyhow::Result<()> {
    let Some(by) = tx.actor.staff() else { bail!("only a member of staff can choose a day") };
    let now = tx.now.unix();
    sqlx::query!("UPDATE notice_day SET ended_at = ?, ended_by = ? WHERE key = ? AND ended_at IS NULL", now, by, key)
        .execute(tx.conn())
        .await?;
    if let Some(day) = day {
        sqlx::query!("INSERT INTO notice_day (key, goes_on, set_at, set_by) VALUES (?, ?, ?, ?)", key, day, now, by)
            .execute(tx.conn())
            .await?;
    }
    tx.audit(Entry::new(Deed::Changed, Subject::Notice).detail(key)).await
}

/// Writes down that a message came back after a mail server had taken it: no mail goes to that address any more, and the office asks for the
/// right one. Its key is given back, as where the server itself refuses. Returns whether that is new: what came back once is not back twice.
///
/// Somebody may have found it in the school's mailbox, or Thrice in its own.
///
/// # Errors
/// When the database refuses.
pub async fn came_back(tx: &mut Tx, one: &Written) -> anyhow::Result<bool> {
    let by = tx.actor.staff();
    let (id, now) = (one.logged.id.0, tx.now.unix());
    let done = sqlx::query!(
        "UPDATE notice SET state = 'refused', reason = ?, key = key || '~' || id, given_back_at = ? WHERE id = ? AND state = 'accepted'",
        CAME_BACK,
        now,
        id
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(by) = by {
        sqlx::query!("INSERT INTO notice_return (notice_id, returned_at, returned_by) VALUES (?, ?, ?)", id, now, by)
            .execute(tx.conn())
            .await?;
    }
    queue::address_is_dead(tx, &one.logged.address, CAME_BACK).await?;
    let known = address_of(tx.conn(), one.logged.to).await?;
    if known.trim().eq_ignore_ascii_case(one.logged.address.trim()) {
        tasks::add(tx, &task::wrong_address(&one.failed(), tx.now.today())).await?;
    }
    tx.audit(Entry { pupil: one.logged.pupil, ..Entry::new(Deed::Returned, Subject::Notice).id(id) }).await?;
    Ok(true)
}

/// What stands in the log of a message that came back.
pub const CAME_BACK: &str = "it came back after the mail server had taken it";

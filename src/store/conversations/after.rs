//! After a meeting: taking its record back while nothing of it has been sent, putting it right later, and what parents say to it.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::Conversation;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        conversation::{Right, Talks},
        ids::{AdultId, ConversationId, InvitationId, PupilId},
        people::Name,
        time::Moment,
    },
    store::Tx,
};

/// What a record should have said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// In plain words: parents read it too.
    pub words: String,
    /// The day it was written.
    pub on: NaiveDate,
    /// Who wrote it.
    pub by: Option<Name>,
}

/// What was written, when, and by whom: title, forename and family name.
type RawCorrection = (String, i64, (Option<String>, Option<String>, Option<String>));

/// The corrections of a record, of a JSON array in their order.
pub(super) fn corrections(all: &str) -> anyhow::Result<Vec<Correction>> {
    let rows: Vec<RawCorrection> = serde_json::from_str(all)?;
    let read = |(words, at, (title, forename, surname)): RawCorrection| Correction {
        words,
        on: Moment::from_unix(at).today(),
        by: Name::maybe(title, forename, surname),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Adds a correction. The record stays as it was.
pub async fn correct(tx: &mut Tx, id: ConversationId, pupil: PupilId, words: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO conversation_correction (conversation_id, words, entered_at, entered_by) VALUES (?, ?, ?, ?)",
        id.0,
        words,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    super::changes::changed(tx, Deed::Corrected, id, pupil).await
}

/// Whether a review counts this meeting as its own: then its record cannot be taken back.
pub async fn is_reviewed(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<bool> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM review WHERE conversation_id = ?) AS "found!: bool""#,
        id.0
    );
    Ok(found.fetch_one(conn).await?)
}

/// Takes the record of a meeting back: it is kept as it stood, in `fields`, and the meeting is open again. Messages about it that wait are
/// withdrawn in the same act, and give their keys back, so that the next record is told of afresh.
///
/// # Errors
/// When there is no record.
pub async fn undo(tx: &mut Tx, meeting: &Conversation, fields: &[(String, String)]) -> anyhow::Result<()> {
    meeting.state().undo(meeting.booking.as_ref().map(|(sequence, _)| *sequence))?;
    let Some(record) = &meeting.record else { return Ok(()) };
    let (id, at, now, by) = (meeting.id.0, record.at.unix(), tx.now.unix(), tx.actor.staff());
    let body = serde_json::to_string(fields)?;
    sqlx::query!(
        "INSERT INTO conversation_undone (conversation_id, body, recorded_at, recorded_by, undone_at, undone_by)
         SELECT conversation_id, ?, entered_at, entered_by, ?, ? FROM conversation_record WHERE conversation_id = ?",
        body,
        now,
        by,
        id
    )
    .execute(tx.conn())
    .await?;
    let pupil = meeting.pupil.0;
    sqlx::query!(
        "DELETE FROM action_outcome WHERE action_id IN (SELECT id FROM agreed_action WHERE conversation_id = ?1)
           OR (entered_at = ?2 AND action_id IN
             (SELECT a.id FROM agreed_action a JOIN conversation c ON c.id = a.conversation_id WHERE c.pupil_id = ?3))",
        id,
        at,
        pupil
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("DELETE FROM agreed_action WHERE conversation_id = ?", id).execute(tx.conn()).await?;
    sqlx::query!("DELETE FROM agreement WHERE conversation_id = ?", id).execute(tx.conn()).await?;
    sqlx::query!("DELETE FROM conversation_other WHERE conversation_id = ?", id).execute(tx.conn()).await?;
    sqlx::query!("DELETE FROM conversation_attendance WHERE conversation_id = ?", id).execute(tx.conn()).await?;
    sqlx::query!("DELETE FROM conversation_record WHERE conversation_id = ?", id).execute(tx.conn()).await?;
    sqlx::query!(
        "UPDATE notice SET state = 'cancelled', reason = 'the record was taken back', settled_at = ?1, raw = NULL,
           key = key || '~' || id, given_back_at = ?1
         WHERE conversation_id = ?2 AND kind IN ('summary', 'feedback') AND state = 'waiting'",
        now,
        id
    )
    .execute(tx.conn())
    .await?;
    super::changes::changed(tx, Deed::Undone, meeting.id, meeting.pupil).await
}

/// What became, at this meeting, of what was agreed before it: action and outcome, as their form holds them.
pub async fn settled_at(conn: &mut SqliteConnection, pupil: PupilId, at: Moment) -> anyhow::Result<Vec<(i64, String)>> {
    let at = at.unix();
    let rows = sqlx::query!(
        "SELECT o.action_id, o.outcome FROM action_outcome o JOIN agreed_action a ON a.id = o.action_id
         JOIN conversation c ON c.id = a.conversation_id WHERE c.pupil_id = ? AND o.entered_at = ?",
        pupil.0,
        at
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (r.action_id, r.outcome)).collect())
}

/// Keeps what an adult says to the summary, word for word. What they said before stays.
pub async fn answer_summary(
    tx: &mut Tx,
    meeting: &Conversation,
    invitation: InvitationId,
    right: Right,
    words: &str,
) -> anyhow::Result<()> {
    let (code, now) = (right.as_code(), tx.now.unix());
    sqlx::query!(
        "INSERT INTO summary_answer (invitation_id, answer, words, answered_at) VALUES (?, ?, ?, ?)",
        invitation.0,
        code,
        words,
        now
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Answered, Subject::Summary).id(meeting.id.0).pupil(meeting.pupil).detail(code)).await
}

/// How often an adult has talked with the school about a pupil from one day until another, and how many talks are booked until then: the
/// meetings in which they took part, not those that were offered.
pub async fn talks(
    conn: &mut SqliteConnection,
    (adult, pupil): (AdultId, PupilId),
    (from, until): (NaiveDate, NaiveDate),
    now: Moment,
) -> anyhow::Result<Talks> {
    let now = now.unix();
    let row = sqlx::query!(
        r#"SELECT
             (SELECT count(*) FROM conversation c JOIN conversation_record r ON r.conversation_id = c.id
              JOIN conversation_attendance t ON t.conversation_id = c.id AND t.adult_id = ?2 AND t.how IN ('attended', 'phoned_later')
              WHERE c.pupil_id = ?1 AND r.held_on BETWEEN ?3 AND ?4) AS "held!: u32",
             (SELECT count(*) FROM conversation c JOIN invitation i ON i.conversation_id = c.id AND i.adult_id = ?2
              JOIN booking b ON b.conversation_id = c.id JOIN slot s ON s.id = b.slot_id
              WHERE c.pupil_id = ?1 AND s.starts_at > ?5 AND date(s.starts_at, 'unixepoch') <= ?4
                AND NOT EXISTS (SELECT 1 FROM booking n WHERE n.conversation_id = c.id AND n.sequence > b.sequence)
                AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)) AS "planned!: u32""#,
        pupil.0,
        adult.0,
        from,
        until,
        now
    )
    .fetch_one(conn)
    .await?;
    Ok(Talks { held: row.held, planned: row.planned })
}

//! What is said on the day of a meeting, by a parent or by the school.

use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    day_message::DayWord,
    ids::{AdultId, ConversationId, PupilId},
    time::Moment,
};

/// One word about a meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayMessage {
    /// What was said.
    pub word: DayWord,
    /// The parent who said it; `None` where the school did.
    pub adult: Option<AdultId>,
    /// When.
    pub at: Moment,
}

/// Everything that was said about a meeting, the oldest first.
pub async fn of_meeting(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<Vec<DayMessage>> {
    let rows =
        sqlx::query!("SELECT kind, adult_id, said_at FROM day_message WHERE conversation_id = ? ORDER BY id", id.0)
            .fetch_all(conn)
            .await?;
    let read = rows.into_iter().map(|row| {
        let word = code::read::<DayWord>(&row.kind)?;
        Ok(DayMessage { word, adult: row.adult_id.map(AdultId), at: Moment::from_unix(row.said_at) })
    });
    read.collect()
}

/// Keeps a word of a parent, or without one a word of the school.
pub async fn say(
    tx: &mut Tx,
    id: ConversationId,
    pupil: PupilId,
    adult: Option<AdultId>,
    word: DayWord,
) -> anyhow::Result<()> {
    let (now, by, kind, adult) = (tx.now.unix(), tx.actor.staff(), word.as_code(), adult.map(|adult| adult.0));
    sqlx::query!(
        "INSERT INTO day_message (conversation_id, adult_id, kind, said_at, said_by) VALUES (?, ?, ?, ?, ?)",
        id.0,
        adult,
        kind,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Sent, Subject::DayMessage).id(id.0).pupil(pupil).detail(kind)).await
}

//! What Today needs beside the board: the day's meetings, and messages that did not go.

use sqlx::SqliteConnection;

use crate::domain::{
    ids::{ConversationId, SchoolId},
    time::Moment,
};

/// A meeting of today.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Booked {
    /// Which.
    pub id: ConversationId,
    /// Whose, "Amira K."
    pub pupil: String,
    /// When it starts.
    pub starts: Moment,
    /// How people meet, as its code.
    pub mode: String,
    /// Where.
    pub place: String,
    /// An interpreter's language, if one was asked for.
    pub interpreter: String,
}

/// Meetings booked for the day of `now` that are neither recorded nor cancelled, earliest first.
///
/// # Errors
/// When the database refuses.
pub async fn booked(conn: &mut SqliteConnection, school: SchoolId, now: Moment) -> anyhow::Result<Vec<Booked>> {
    let midnight = Moment::at(now.today(), chrono::NaiveTime::MIN).unix();
    let next = Moment::at(now.today() + chrono::Days::new(1), chrono::NaiveTime::MIN).unix();
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id!", p.forename || ' ' || substr(p.surname, 1, 1) || '.' AS "pupil!: String", s.starts_at, s.mode, s.place,
             coalesce((SELECT group_concat(DISTINCT a.interpreter_language) FROM answer w
               JOIN invitation i ON i.id = w.invitation_id JOIN adult a ON a.id = i.adult_id
               WHERE i.conversation_id = c.id AND a.interpreter_language <> ''), '') AS "interpreter!: String"
           FROM conversation c JOIN pupil p ON p.id = c.pupil_id
           JOIN booking b ON b.conversation_id = c.id
             AND b.sequence = (SELECT max(y.sequence) FROM booking y WHERE y.conversation_id = c.id)
           JOIN slot s ON s.id = b.slot_id
           WHERE p.school_id = ? AND s.starts_at >= ? AND s.starts_at < ?
             AND NOT EXISTS (SELECT 1 FROM conversation_record r WHERE r.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
           ORDER BY s.starts_at"#,
        school.0,
        midnight,
        next
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| Booked {
        id: ConversationId(r.id),
        pupil: r.pupil,
        starts: Moment::from_unix(r.starts_at),
        mode: r.mode,
        place: r.place,
        interpreter: r.interpreter,
    });
    Ok(read.collect())
}

/// Messages that a person should look at: refused, failed, or set aside.
///
/// # Errors
/// When the database refuses.
pub async fn unsent(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<i64> {
    let count = sqlx::query_scalar!(
        "SELECT count(*) FROM notice WHERE school_id = ? AND state IN ('refused', 'failed', 'set_aside')",
        school.0
    );
    Ok(count.fetch_one(conn).await?)
}

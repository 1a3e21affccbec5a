//! One meeting that was offered again and again: every try, and what became of it.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::domain::{conversation::TookPart, ids::ConversationId, time::Moment};

/// One offer in a row of offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Try {
    /// Which meeting.
    pub id: ConversationId,
    /// When it was offered.
    pub offered: Moment,
    /// What became of it.
    pub became: Became,
}

/// What became of an offer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Became {
    /// A parent took part, on this day.
    Met(NaiveDate),
    /// Nobody could come, on this day. Recorded without blame.
    Missed(NaiveDate),
    /// It was called off.
    CalledOff,
    /// A time is agreed.
    Booked(NaiveDate),
    /// Still waiting for an answer.
    Open,
}

/// Every try of the meeting that this one belongs to, the first one leading. The caller has asked whether this person may see it.
///
/// # Errors
/// When the database refuses.
pub async fn tries(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<Vec<Try>> {
    let rows = sqlx::query!(
        r#"WITH RECURSIVE chain (id) AS (
             SELECT ?1
             UNION SELECT c.replaces_id FROM conversation c JOIN chain ON c.id = chain.id WHERE c.replaces_id IS NOT NULL
             UNION SELECT c.id FROM conversation c JOIN chain ON c.replaces_id = chain.id)
           SELECT c.id AS "id!", c.offered_at AS "offered_at!", d.held_on AS "held_on?: NaiveDate",
             (SELECT group_concat(a.how) FROM conversation_attendance a WHERE a.conversation_id = c.id) AS "how?: String",
             EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id) AS "off!: bool",
             (SELECT s.starts_at FROM booking b JOIN slot s ON s.id = b.slot_id WHERE b.conversation_id = c.id
              ORDER BY b.sequence DESC LIMIT 1) AS "booked_at?: i64"
           FROM conversation c JOIN chain ON chain.id = c.id LEFT JOIN conversation_record d ON d.conversation_id = c.id
           ORDER BY c.id"#,
        id.0
    )
    .fetch_all(conn)
    .await?;
    let met = |how: &str| how.split(',').filter_map(TookPart::from_code).any(TookPart::is_meeting);
    Ok(rows
        .into_iter()
        .map(|r| Try {
            id: ConversationId(r.id),
            offered: Moment::from_unix(r.offered_at),
            became: match (r.held_on, r.off, r.booked_at) {
                (Some(day), ..) if met(r.how.as_deref().unwrap_or_default()) => Became::Met(day),
                (Some(day), ..) => Became::Missed(day),
                (None, true, _) => Became::CalledOff,
                (None, false, Some(at)) => Became::Booked(Moment::from_unix(at).today()),
                (None, false, None) => Became::Open,
            },
        })
        .collect())
}

//! What a school has given away of people's time: every meeting that is still to be held.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::agreed;
use crate::{
    domain::{
        conversation::{AnswerKind, Mode},
        diary::{Diary, Engagement, parties},
        ids::{AdultId, ConversationId, SchoolId, StaffId},
        people::Name,
        time::Moment,
    },
    store::code,
};

/// Minutes that the longest meeting lasts: what began earlier is over.
const LONGEST: i64 = 240;

/// Who can be meant by a name among those who will be there: everybody who works here, but for governors.
pub async fn staff(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<Vec<(StaffId, Name)>> {
    agreed::doers(conn, school, today).await
}

/// The times that are booked or can still be chosen, with whom and what they take up: one statement for a whole school. Who has said that
/// they do not come then is not taken up.
pub async fn given_away(
    conn: &mut SqliteConnection,
    school: SchoolId,
    staff: &[(StaffId, Name)],
    now: Moment,
) -> anyhow::Result<Diary> {
    let from = now.plus_minutes(-LONGEST).unix();
    let declined = [AnswerKind::Cannot, AnswerKind::OtherTime, AnswerKind::WrongPerson].map(AnswerKind::as_code);
    let declined = serde_json::to_string(&declined)?;
    let rows = sqlx::query!(
        r#"WITH open AS (
             SELECT c.id, c.lead_id, c.also_present,
               (SELECT b.slot_id FROM booking b WHERE b.conversation_id = c.id ORDER BY b.sequence DESC LIMIT 1) AS booked
             FROM conversation c JOIN pupil p ON p.id = c.pupil_id
             WHERE p.school_id = ?1
               AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
               AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id))
           SELECT o.id AS "id!: i64", o.lead_id AS "lead!: i64", o.also_present AS "also!: String", s.starts_at AS "starts!: i64",
             s.minutes AS "minutes!: i64", s.mode AS "mode!: String", s.place AS "place!: String",
             o.booked IS NOT NULL AS "booked!: bool",
             (SELECT json_group_array(i.adult_id) FROM invitation i
              LEFT JOIN answer w ON w.id = (SELECT max(n.id) FROM answer n WHERE n.invitation_id = i.id)
              WHERE i.conversation_id = o.id AND coalesce(w.kind, '') NOT IN (SELECT value FROM json_each(?3))) AS "adults!: String"
           FROM open o JOIN slot s ON s.conversation_id = o.id
           WHERE s.starts_at > ?2 AND s.id = coalesce(o.booked, s.id)"#,
        school.0,
        from,
        declined
    )
    .fetch_all(conn)
    .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let adults: Vec<i64> = serde_json::from_str(&row.adults)?;
        let mode = code::read::<Mode>(&row.mode)?;
        let lead = (StaffId(row.lead), row.also.as_str());
        all.push(Engagement {
            meeting: Some(ConversationId(row.id)),
            starts: Moment::from_unix(row.starts),
            minutes: row.minutes,
            parties: parties(lead, staff, (mode, &row.place), adults.into_iter().map(AdultId)),
            booked: row.booked,
        });
    }
    Ok(Diary::new(all))
}

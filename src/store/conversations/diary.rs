//! What a school has given away of people's time: every meeting that is still to be held, found by when it begins.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::SqliteConnection;

use super::agreed;
use crate::{
    domain::{
        conversation::{AnswerKind, Mode},
        diary::{Diary, Engagement, KnownStaff, parties},
        ids::{AdultId, ConversationId, SchoolId, StaffId},
        time::Moment,
    },
    store::code,
};

/// Minutes that the longest meeting lasts: what began earlier is over.
const LONGEST: i64 = 240;

/// Who can be meant by a name among those who will be there: everybody who works here, but for governors.
pub async fn staff(conn: &mut SqliteConnection, school: SchoolId, today: NaiveDate) -> anyhow::Result<KnownStaff> {
    Ok(KnownStaff::new(agreed::doers(conn, school, today).await?))
}

/// The times that are booked or can still be chosen, with whom and what they take up: one statement for a whole school. Who has said that
/// they do not come then is not taken up.
pub async fn given_away(
    conn: &mut SqliteConnection,
    school: SchoolId,
    staff: &KnownStaff,
    now: Moment,
) -> anyhow::Result<Diary> {
    let from = now.plus_minutes(-LONGEST).unix();
    let all = rows(conn, school, false, &[Span(from, from, i64::MAX)]).await?;
    Ok(Diary::new(all.into_iter().map(|row| row.read(staff)).collect::<anyhow::Result<_>>()?))
}

/// What is booked of them while any of these times lasts, each from its beginning until its end, with whom and what it takes up. `named` says that
/// whoever asks has a name to look for; where nobody has, no names are read.
pub async fn booked(
    conn: &mut SqliteConnection,
    school: SchoolId,
    times: &[(Moment, Moment)],
    named: bool,
    today: NaiveDate,
) -> anyhow::Result<(Diary, KnownStaff)> {
    let spans = times.iter().map(|(from, until)| Span(from.plus_minutes(-LONGEST).unix(), from.unix(), until.unix()));
    let all = rows(&mut *conn, school, true, &spans.collect::<Vec<_>>()).await?;
    let known = match all.iter().any(|row| named || !row.also.is_empty()) {
        true => staff(conn, school, today).await?,
        false => KnownStaff::default(),
    };
    let all = all.into_iter().map(|row| row.read(&known)).collect::<anyhow::Result<_>>()?;
    Ok((Diary::new(all), known))
}

/// Which times are asked for: those that begin after the first instant, end after the second and begin before the third, in Unix seconds.
#[derive(Serialize)]
struct Span(i64, i64, i64);

/// A time that is given away.
struct Row {
    id: i64,
    lead: i64,
    also: String,
    starts: i64,
    minutes: i64,
    mode: String,
    place: String,
    booked: bool,
    adults: String,
}

impl Row {
    fn read(self, staff: &KnownStaff) -> anyhow::Result<Engagement> {
        let adults: Vec<i64> = serde_json::from_str(&self.adults)?;
        let mode = code::read::<Mode>(&self.mode)?;
        let lead = (StaffId(self.lead), self.also.as_str());
        Ok(Engagement {
            meeting: Some(ConversationId(self.id)),
            starts: Moment::from_unix(self.starts),
            minutes: self.minutes,
            parties: parties(lead, staff, (mode, &self.place), adults.into_iter().map(AdultId)),
            booked: self.booked,
        })
    }
}

/// What lies in any of some spans; with `booked` what is agreed alone.
async fn rows(conn: &mut SqliteConnection, school: SchoolId, booked: bool, spans: &[Span]) -> anyhow::Result<Vec<Row>> {
    let spans = serde_json::to_string(spans)?;
    let declined = [AnswerKind::Cannot, AnswerKind::OtherTime, AnswerKind::WrongPerson].map(AnswerKind::as_code);
    let declined = serde_json::to_string(&declined)?;
    // Read in this order: the times to come are few among all that ever were.
    let rows = sqlx::query_as!(
        Row,
        r#"WITH near AS (
             SELECT DISTINCT t.slot_id AS id FROM json_each(?3) q CROSS JOIN school_slot t CROSS JOIN slot s ON s.id = t.slot_id
             WHERE t.school_id = ?1 AND t.booked = ?2 AND t.starts_at > q.value ->> 0 AND t.starts_at < q.value ->> 2
               AND s.starts_at + 60 * s.minutes > q.value ->> 1),
           open AS (
             SELECT s.id, s.conversation_id, s.starts_at, s.minutes, s.mode, s.place,
               (SELECT b.slot_id FROM booking b WHERE b.conversation_id = s.conversation_id ORDER BY b.sequence DESC LIMIT 1) AS booked
             FROM near n CROSS JOIN slot s ON s.id = n.id
             WHERE NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = s.conversation_id)
               AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = s.conversation_id))
           SELECT c.id AS "id!: i64", c.lead_id AS "lead!: i64", c.also_present AS "also!: String", o.starts_at AS "starts!: i64",
             o.minutes AS "minutes!: i64", o.mode AS "mode!: String", o.place AS "place!: String",
             o.booked IS NOT NULL AS "booked!: bool",
             (SELECT json_group_array(i.adult_id) FROM invitation i
              LEFT JOIN answer w ON w.id = (SELECT max(n.id) FROM answer n WHERE n.invitation_id = i.id)
              WHERE i.conversation_id = c.id AND coalesce(w.kind, '') NOT IN (SELECT value FROM json_each(?4))) AS "adults!: String"
           FROM open o CROSS JOIN conversation c ON c.id = o.conversation_id
           WHERE o.id = coalesce(o.booked, o.id)"#,
        school.0,
        booked,
        spans,
        declined
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

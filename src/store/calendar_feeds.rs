//! The private calendars of members of staff: the links to them, of which only the hash is kept, and the meetings that stand in them.

use sqlx::SqliteConnection;

use super::{
    Tx, code,
    secret::{hashed, token},
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    conversation::Mode,
    ids::{ConversationId, SchoolId, StaffId},
    people::Name,
    time::Moment,
};

/// Whose calendar a link opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarFeed {
    /// Whose.
    pub staff: StaffId,
    /// At which school.
    pub school: SchoolId,
}

/// A meeting as it stands in a calendar: its newest time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedMeeting {
    /// Which.
    pub id: ConversationId,
    /// Who leads it.
    pub lead: StaffId,
    /// Who else will be there.
    pub also_present: String,
    /// Whom it is about; only the initials leave Thrice.
    pub pupil: Name,
    /// The name of its entry.
    pub uid: String,
    /// The booking's number.
    pub sequence: i64,
    /// When it starts.
    pub starts: Moment,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// How people meet.
    pub mode: Mode,
    /// Where.
    pub place: String,
    /// It was called off.
    pub cancelled: bool,
}

/// Makes a link to somebody's calendar, and returns its token, which is kept nowhere. The one before it opens nothing more.
pub async fn make(tx: &mut Tx, staff: StaffId) -> anyhow::Result<String> {
    end_links(tx, staff).await?;
    let (token, now) = (token(), tx.now.unix());
    let hash = hashed(&token);
    sqlx::query!("INSERT INTO calendar_feed (staff_id, token_hash, made_at) VALUES (?, ?, ?)", staff.0, hash, now)
        .execute(tx.conn())
        .await?;
    tx.audit(Entry::new(Deed::Created, Subject::CalendarFeed).id(staff.0)).await?;
    Ok(token)
}

/// Ends somebody's link at once.
pub async fn end(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    end_links(tx, staff).await?;
    tx.audit(Entry::new(Deed::Ended, Subject::CalendarFeed).id(staff.0)).await
}

async fn end_links(tx: &mut Tx, staff: StaffId) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!("UPDATE calendar_feed SET ended_at = ? WHERE staff_id = ? AND ended_at IS NULL", now, staff.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Since when somebody has a link that works.
pub async fn since(conn: &mut SqliteConnection, staff: StaffId) -> anyhow::Result<Option<Moment>> {
    let made = sqlx::query_scalar!(
        r#"SELECT max(made_at) AS "made: i64" FROM calendar_feed WHERE staff_id = ? AND ended_at IS NULL"#,
        staff.0
    );
    Ok(made.fetch_one(conn).await?.map(Moment::from_unix))
}

/// Whose calendar a token opens: of somebody who works here today and whose account is open.
pub async fn by_token(conn: &mut SqliteConnection, token: &str, now: Moment) -> anyhow::Result<Option<CalendarFeed>> {
    let (hash, today) = (hashed(token), now.today());
    let row = sqlx::query!(
        "SELECT s.id, s.school_id FROM calendar_feed f JOIN staff s ON s.id = f.staff_id JOIN account a ON a.staff_id = s.id
         WHERE f.token_hash = ? AND f.ended_at IS NULL AND a.disabled_at IS NULL AND (s.until_on IS NULL OR s.until_on >= ?)",
        hash,
        today
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| CalendarFeed { staff: StaffId(row.id), school: SchoolId(row.school_id) }))
}

/// The booked meetings of a school that begin after an instant, and those of them that were called off.
pub async fn meetings(conn: &mut SqliteConnection, school: SchoolId, from: Moment) -> anyhow::Result<Vec<FeedMeeting>> {
    let from = from.unix();
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id!: i64", c.lead_id AS "lead!: i64", c.also_present AS "also!: String", c.calendar_uid AS "uid!: String",
             p.forename AS "forename!: String", p.surname AS "surname!: String", b.sequence AS "sequence!: i64",
             s.starts_at AS "starts!: i64", s.minutes AS "minutes!: i64", s.mode AS "mode!: String", s.place AS "place!: String",
             EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id) AS "cancelled!: bool"
           FROM school_slot t CROSS JOIN slot s ON s.id = t.slot_id CROSS JOIN conversation c ON c.id = s.conversation_id
           JOIN pupil p ON p.id = c.pupil_id
           JOIN booking b ON b.conversation_id = c.id AND b.slot_id = s.id
             AND b.sequence = (SELECT max(n.sequence) FROM booking n WHERE n.conversation_id = c.id)
           WHERE t.school_id = ? AND t.booked = 1 AND t.starts_at > ? ORDER BY s.starts_at, c.id"#,
        school.0,
        from
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        Ok(FeedMeeting {
            id: ConversationId(row.id),
            lead: StaffId(row.lead),
            also_present: row.also,
            pupil: Name { title: String::new(), forename: row.forename, surname: row.surname },
            uid: row.uid,
            sequence: row.sequence,
            starts: Moment::from_unix(row.starts),
            minutes: row.minutes,
            mode: code::read::<Mode>(&row.mode)?,
            place: row.place,
            cancelled: row.cancelled,
        })
    });
    read.collect()
}

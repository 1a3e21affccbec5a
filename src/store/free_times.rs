//! When members of staff keep time free to meet parents, and the days on which they do not. What is taken away stays on record.

use chrono::{NaiveDate, NaiveTime, Timelike};
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    conversation::Mode,
    free_time::{ClosedDays, FreeTime},
    ids::{SchoolId, StaffId},
};

/// Hours that somebody keeps free.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldFreeTime {
    /// Its row.
    pub id: i64,
    /// Whose.
    pub staff: StaffId,
    /// When, and how.
    pub time: FreeTime,
}

/// Days on which somebody meets nobody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldClosedDays {
    /// Their row.
    pub id: i64,
    /// Whose.
    pub staff: StaffId,
    /// Which.
    pub days: ClosedDays,
}

/// What the staff of a school keep free from today on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FreeTimesOfSchool {
    /// The hours, by person and weekday.
    pub times: Vec<HeldFreeTime>,
    /// The days without.
    pub closed: Vec<HeldClosedDays>,
}

impl FreeTimesOfSchool {
    /// The hours of one person.
    pub fn times_of(&self, staff: StaffId) -> impl Iterator<Item = &HeldFreeTime> {
        self.times.iter().filter(move |one| one.staff == staff)
    }

    /// The days without of one person.
    pub fn closed_of(&self, staff: StaffId) -> impl Iterator<Item = &HeldClosedDays> {
        self.closed.iter().filter(move |one| one.staff == staff)
    }
}

/// What everybody of a school keeps free: two statements.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<FreeTimesOfSchool> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id!: i64", t.staff_id AS "staff_id!: i64", t.weekday AS "weekday!: u32", t.from_minute AS "from_minute!: u32",
             t.until_minute AS "until_minute!: u32", t.minutes AS "minutes!: i64", t.pause AS "pause!: i64", t.mode AS "mode!: String",
             t.place AS "place!: String", t.first_on AS "first_on!: NaiveDate", t.last_on AS "last_on: NaiveDate"
           FROM free_time t JOIN staff s ON s.id = t.staff_id
           WHERE s.school_id = ?1 AND t.withdrawn_at IS NULL AND (t.last_on IS NULL OR t.last_on >= ?2)
             AND (s.until_on IS NULL OR s.until_on >= ?2)
           ORDER BY t.staff_id, t.weekday, t.from_minute, t.id"#,
        school.0,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let time = FreeTime {
            weekday: row.weekday,
            from: clock(row.from_minute)?,
            until: clock(row.until_minute)?,
            minutes: row.minutes,
            pause: row.pause,
            mode: code::read::<Mode>(&row.mode)?,
            place: row.place,
            first_on: row.first_on,
            last_on: row.last_on,
        };
        Ok(HeldFreeTime { id: row.id, staff: StaffId(row.staff_id), time })
    });
    let times = read.collect::<anyhow::Result<_>>()?;
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id!: i64", c.staff_id AS "staff_id!: i64", c.first_on AS "first_on!: NaiveDate", c.last_on AS "last_on!: NaiveDate"
           FROM closed_day c JOIN staff s ON s.id = c.staff_id
           WHERE s.school_id = ? AND c.withdrawn_at IS NULL AND c.last_on >= ? ORDER BY c.first_on, c.id"#,
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let closed = rows.into_iter().map(|row| {
        let days = ClosedDays { first_on: row.first_on, last_on: row.last_on };
        HeldClosedDays { id: row.id, staff: StaffId(row.staff_id), days }
    });
    Ok(FreeTimesOfSchool { times, closed: closed.collect() })
}

fn clock(minute: u32) -> anyhow::Result<NaiveTime> {
    NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).ok_or_else(|| anyhow::anyhow!("no minute of a day: {minute}"))
}

fn minute(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

/// Keeps hours free.
///
/// # Errors
/// When no meeting fits into them, or the database refuses.
pub async fn keep(tx: &mut Tx, staff: StaffId, new: &FreeTime) -> anyhow::Result<()> {
    let (now, by, mode) = (tx.now.unix(), tx.actor.staff(), new.mode.as_code());
    let (from, until) = (minute(new.from), minute(new.until));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO free_time (staff_id, weekday, from_minute, until_minute, minutes, pause, mode, place, first_on, last_on, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        staff.0,
        new.weekday,
        from,
        until,
        new.minutes,
        new.pause,
        mode,
        new.place,
        new.first_on,
        new.last_on,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::FreeTime).id(id)).await
}

/// Keeps days clear of meetings.
pub async fn close(tx: &mut Tx, staff: StaffId, days: ClosedDays) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO closed_day (staff_id, first_on, last_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        staff.0,
        days.first_on,
        days.last_on,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::FreeTime).id(id).detail("closed")).await
}

/// Takes hours away: nothing more is offered from them, and what is offered or agreed stays so.
pub async fn take_away(tx: &mut Tx, id: i64) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE free_time SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Withdrew, Subject::FreeTime).id(id)).await
}

/// Opens days again that were kept clear.
pub async fn open_again(tx: &mut Tx, id: i64) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE closed_day SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Withdrew, Subject::FreeTime).id(id).detail("closed")).await
}

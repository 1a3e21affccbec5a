//! Writing down what people enter about a part-time timetable: each in the act that they begin, and in the audit.

use chrono::NaiveDate;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::{AdultId, PartTimeId, PupilId},
        part_time::{Agreement, Days, Decision, End, Pattern},
    },
    store::Tx,
};

/// From when to when, why, and what a full week is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terms {
    /// Its days.
    pub days: Days,
    /// Why it is needed.
    pub reason: String,
    /// Minutes of a full week, breaks included.
    pub full_week: u32,
}

/// A timetable as somebody enters it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct New {
    /// Its terms.
    pub terms: Terms,
    /// Its first week.
    pub week: Pattern,
    /// The day set for its first review.
    pub review_on: NaiveDate,
}

/// A review as it was held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// When.
    pub on: NaiveDate,
    /// What it decided.
    pub decision: Decision,
    /// What was said.
    pub note: String,
    /// The day set for the next one; none where the pupil goes back to full time.
    pub next_on: Option<NaiveDate>,
    /// Other terms from now on, where the last day was moved.
    pub terms: Option<Terms>,
}

/// Writes a timetable down. The caller has asked, in the same act, whether another stands in its way.
///
/// # Errors
/// When the database refuses.
pub async fn enter(tx: &mut Tx, pupil: PupilId, new: &New) -> anyhow::Result<PartTimeId> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO part_time_timetable (pupil_id, entered_at, entered_by) VALUES (?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    let id = PartTimeId(id);
    put_terms(tx, id, &new.terms).await?;
    put_week(tx, id, new.terms.days.from, &new.week).await?;
    plan_review(tx, id, new.review_on).await?;
    note(tx, pupil, id, Deed::Created, "").await.map(|()| id)
}

/// Writes other terms and another first week: the older ones stay in its history. `first` is the row of the first week as it was; returns
/// whether that still holds.
///
/// # Errors
/// When the database refuses.
pub async fn change(
    tx: &mut Tx,
    pupil: PupilId,
    id: PartTimeId,
    terms: &Terms,
    (first, week): (i64, &Pattern),
) -> anyhow::Result<bool> {
    if !take_week(tx, id, first).await? {
        return Ok(false);
    }
    put_terms(tx, id, terms).await?;
    put_week(tx, id, terms.days.from, week).await?;
    note(tx, pupil, id, Deed::Changed, "").await.map(|()| true)
}

/// Adds a step on the way back to full time: another week from a day on.
///
/// # Errors
/// When the database refuses.
pub async fn add_step(
    tx: &mut Tx,
    pupil: PupilId,
    id: PartTimeId,
    from: NaiveDate,
    week: &Pattern,
) -> anyhow::Result<()> {
    put_week(tx, id, from, week).await?;
    note(tx, pupil, id, Deed::Changed, "step").await
}

/// Takes a step away again. Returns whether it was there.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw_step(tx: &mut Tx, pupil: PupilId, id: PartTimeId, week: i64) -> anyhow::Result<bool> {
    if !take_week(tx, id, week).await? {
        return Ok(false);
    }
    note(tx, pupil, id, Deed::Changed, "step").await.map(|()| true)
}

/// Writes down what a parent answered.
///
/// # Errors
/// When the database refuses.
pub async fn answer(
    tx: &mut Tx,
    pupil: PupilId,
    id: PartTimeId,
    (adult, answer): (AdultId, Agreement),
    on: NaiveDate,
) -> anyhow::Result<()> {
    let (now, by, code) = (tx.now.unix(), tx.actor.staff(), answer.as_code());
    sqlx::query!(
        "INSERT INTO part_time_agreement (timetable_id, adult_id, answer, answered_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
        id.0,
        adult.0,
        code,
        on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    note(tx, pupil, id, Deed::Changed, "agreement").await
}

/// Writes down that the authority was told.
///
/// # Errors
/// When the database refuses.
pub async fn tell(tx: &mut Tx, pupil: PupilId, id: PartTimeId, on: NaiveDate, how: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO part_time_told (timetable_id, told_on, how, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        id.0,
        on,
        how,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    note(tx, pupil, id, Deed::Changed, "authority told").await
}

/// Writes down what a review decided, with the day of the next one. Returns whether it was still to be held.
///
/// # Errors
/// When the database refuses.
pub async fn hold(tx: &mut Tx, pupil: PupilId, id: PartTimeId, review: i64, held: &Held) -> anyhow::Result<bool> {
    let (now, by, code) = (tx.now.unix(), tx.actor.staff(), held.decision.as_code());
    let done = sqlx::query!(
        "UPDATE part_time_review SET held_on = ?, decision = ?, note = ?, recorded_at = ?, recorded_by = ?
         WHERE id = ? AND timetable_id = ? AND held_on IS NULL",
        held.on,
        code,
        held.note,
        now,
        by,
        review,
        id.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(next) = held.next_on {
        plan_review(tx, id, next).await?;
    }
    if let Some(terms) = &held.terms {
        put_terms(tx, id, terms).await?;
    }
    note(tx, pupil, id, Deed::Changed, "review").await.map(|()| true)
}

/// Sets a day for another review.
///
/// # Errors
/// When the database refuses.
pub async fn set_review(tx: &mut Tx, pupil: PupilId, id: PartTimeId, on: NaiveDate) -> anyhow::Result<()> {
    plan_review(tx, id, on).await?;
    note(tx, pupil, id, Deed::Changed, "review day").await
}

/// Ends a timetable. Returns whether it had not ended.
///
/// # Errors
/// When the database refuses.
pub async fn end(
    tx: &mut Tx,
    pupil: PupilId,
    id: PartTimeId,
    (kind, on): (End, NaiveDate),
    reason: &str,
) -> anyhow::Result<bool> {
    let (now, by, code) = (tx.now.unix(), tx.actor.staff(), kind.as_code());
    let done = sqlx::query!(
        "INSERT INTO part_time_end (timetable_id, kind, ended_on, reason, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        id.0,
        code,
        on,
        reason,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    note(tx, pupil, id, Deed::Ended, "").await.map(|()| true)
}

async fn put_terms(tx: &mut Tx, id: PartTimeId, terms: &Terms) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO part_time_terms (timetable_id, from_on, until_on, reason, full_week, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        id.0,
        terms.days.from,
        terms.days.until,
        terms.reason,
        terms.full_week,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn put_week(tx: &mut Tx, id: PartTimeId, from: NaiveDate, week: &Pattern) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let row = sqlx::query_scalar!(
        r#"INSERT INTO part_time_week (timetable_id, from_on, entered_at, entered_by) VALUES (?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        id.0,
        from,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    for (weekday, day) in (1_i64..).zip(week.0) {
        let Some(day) = day else { continue };
        let part = day.part.as_code();
        sqlx::query!(
            "INSERT INTO part_time_day (week_id, weekday, part, begins, ends) VALUES (?, ?, ?, ?, ?)",
            row,
            weekday,
            part,
            day.begins,
            day.ends
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

async fn take_week(tx: &mut Tx, id: PartTimeId, week: i64) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE part_time_week SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND timetable_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        week,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn plan_review(tx: &mut Tx, id: PartTimeId, on: NaiveDate) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO part_time_review (timetable_id, planned_on, entered_at, entered_by) VALUES (?, ?, ?, ?)",
        id.0,
        on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn note(tx: &mut Tx, pupil: PupilId, id: PartTimeId, deed: Deed, detail: &str) -> anyhow::Result<()> {
    tx.audit(Entry::new(deed, Subject::PartTime).id(id.0).pupil(pupil).detail(detail)).await
}

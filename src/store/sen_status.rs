//! A pupil's SEN statuses as people enter them. Another status ends the one before on the day before; what was is kept.

use chrono::{Days, NaiveDate};
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::PupilId,
    people::Name,
    sen_status::{Change, SenCode, StatusSpan, Told},
    time::Moment,
};

/// One status of a pupil's history. When it holds and when it was entered are two facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldStatus {
    /// Its row.
    pub id: i64,
    /// From when to when.
    pub span: StatusSpan,
    /// Nobody said since when: its first day is the one from which it is counted.
    pub from_assumed: bool,
    /// Why, in the words of the person who entered it; "imported" from a file.
    pub reason: String,
    /// Whether the parents were told; nothing where nobody said.
    pub told: Option<Told>,
    /// When it was entered.
    pub entered: Moment,
    /// By whom, if by a person.
    pub by: Option<Name>,
}

/// Every status of a pupil, newest first.
pub async fn history(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldStatus>> {
    let rows = sqlx::query!(
        r#"SELECT h.id AS "id!", h.code, h.from_on AS "from: NaiveDate", h.until_on AS "until: NaiveDate",
             h.from_assumed AS "from_assumed: bool", h.reason,
             h.parents_told_on AS "told_on: NaiveDate", h.parents_told_how, h.parents_not_told, h.entered_at,
             s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM sen_status h LEFT JOIN staff s ON s.id = h.entered_by WHERE h.pupil_id = ? ORDER BY h.from_on DESC, h.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let code = code::read::<SenCode>(&r.code)?;
        let told = match r.told_on {
            Some(on) => Some(Told::On(on, r.parents_told_how)),
            None => Some(r.parents_not_told).filter(|why| !why.is_empty()).map(Told::NotYet),
        };
        Ok(HeldStatus {
            id: r.id,
            span: StatusSpan { code, from: r.from, until: r.until },
            from_assumed: r.from_assumed,
            reason: r.reason,
            told,
            entered: Moment::from_unix(r.entered_at),
            by: Name::maybe(r.title, r.forename, r.surname),
        })
    });
    read.collect()
}

/// A change as somebody enters it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewStatus {
    /// To which.
    pub code: SenCode,
    /// From which day.
    pub from: NaiveDate,
    /// Why.
    pub reason: String,
    /// Whether the parents were told; nothing where there is nothing to tell.
    pub told: Option<Told>,
}

/// Writes a change down. Returns whether it could be: `before` is the open status that the person saw, and if that is no longer the one,
/// somebody else was quicker and nothing is changed.
pub async fn change(
    tx: &mut Tx,
    pupil: PupilId,
    before: Option<i64>,
    how: Change,
    new: &NewStatus,
) -> anyhow::Result<bool> {
    let open = sqlx::query_scalar!("SELECT id FROM sen_status WHERE pupil_id = ? AND until_on IS NULL", pupil.0)
        .fetch_optional(tx.conn())
        .await?;
    if open != before {
        return Ok(false);
    }
    let id = match (how, open) {
        (Change::Corrects, Some(id)) => correct(tx, id, new).await?,
        _ => begin(tx, pupil, new).await?,
    };
    let deed = if how == Change::Corrects { Deed::Corrected } else { Deed::Changed };
    tx.audit(Entry::new(deed, Subject::SenStatus).id(id).pupil(pupil)).await?;
    Ok(true)
}

async fn begin(tx: &mut Tx, pupil: PupilId, new: &NewStatus) -> anyhow::Result<i64> {
    let until = new.from - Days::new(1);
    sqlx::query!("UPDATE sen_status SET until_on = ? WHERE pupil_id = ? AND until_on IS NULL", until, pupil.0)
        .execute(tx.conn())
        .await?;
    let (code, now, by) = (new.code.as_code(), tx.now.unix(), tx.actor.staff());
    let (told_on, how, why_not) = Told::parts(new.told.as_ref());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO sen_status (pupil_id, code, from_on, reason, parents_told_on, parents_told_how, parents_not_told, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        code,
        new.from,
        new.reason,
        told_on,
        how,
        why_not,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(id)
}

/// Puts right what began on this very day; how it read before stays.
async fn correct(tx: &mut Tx, id: i64, new: &NewStatus) -> anyhow::Result<i64> {
    let (code, now, by) = (new.code.as_code(), tx.now.unix(), tx.actor.staff());
    let (told_on, how, why_not) = Told::parts(new.told.as_ref());
    sqlx::query!(
        "INSERT INTO sen_status_correction (sen_status_id, code, reason, corrected_at, corrected_by)
         SELECT id, code, reason, ?, ? FROM sen_status WHERE id = ?",
        now,
        by,
        id
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "UPDATE sen_status SET code = ?, from_assumed = 0, reason = ?, parents_told_on = ?, parents_told_how = ?, parents_not_told = ?, entered_at = ?,
           entered_by = ? WHERE id = ?",
        code,
        new.reason,
        told_on,
        how,
        why_not,
        now,
        by,
        id
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Writes down that the parents have now been told of a status. Returns whether that was still to be done.
pub async fn told(tx: &mut Tx, pupil: PupilId, id: i64, on: NaiveDate, how: &str) -> anyhow::Result<bool> {
    let done = sqlx::query!(
        "UPDATE sen_status SET parents_told_on = ?, parents_told_how = ? WHERE id = ? AND pupil_id = ? AND parents_told_on IS NULL",
        on,
        how,
        id,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Changed, Subject::SenStatus).id(id).pupil(pupil).detail("parents told")).await?;
    Ok(true)
}

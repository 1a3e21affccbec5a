//! "Not needed": a term for which a person said that a pupil's review is not owed, why, and when somebody took that back.

use anyhow::bail;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    calendar::{AcademicYear, Season},
    ids::{ExemptionId, PupilId},
    people::Name,
    time::Moment,
};

/// One exemption with who entered it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exemption {
    /// Which.
    pub id: ExemptionId,
    /// Of which year.
    pub year: AcademicYear,
    /// Which term.
    pub season: Season,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: Name,
    /// When.
    pub at: Moment,
    /// Who took it back, and when.
    pub withdrawn: Option<(Name, Moment)>,
}

/// A pupil's exemptions, the newest leading. The caller has asked whether this person may see the pupil.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<Exemption>> {
    let rows = sqlx::query!(
        r#"SELECT x.id AS "id!", x.year AS "year!: i32", x.season, x.reason, x.entered_at, x.withdrawn_at,
             s.title, s.forename, s.surname, w.title AS "w_title?", w.forename AS "w_forename?", w.surname AS "w_surname?"
           FROM exemption x JOIN staff s ON s.id = x.entered_by LEFT JOIN staff w ON w.id = x.withdrawn_by
           WHERE x.pupil_id = ? ORDER BY x.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let part = Option::unwrap_or_default;
        let other = Name { title: part(row.w_title), forename: part(row.w_forename), surname: part(row.w_surname) };
        Ok(Exemption {
            id: ExemptionId(row.id),
            year: AcademicYear::new(row.year),
            season: code::read::<Season>(&row.season)?,
            reason: row.reason,
            by: Name { title: row.title, forename: row.forename, surname: row.surname },
            at: Moment::from_unix(row.entered_at),
            withdrawn: row.withdrawn_at.map(|at| (other, Moment::from_unix(at))),
        })
    });
    read.collect()
}

/// Says that a term's review is not needed. Returns whether that is new: a term that is not needed already stays as it was said.
///
/// # Errors
/// When nobody of the staff is acting, or the database refuses.
pub async fn enter(
    tx: &mut Tx,
    pupil: PupilId,
    (year, season): (AcademicYear, Season),
    reason: &str,
) -> anyhow::Result<bool> {
    let Some(by) = tx.actor.staff() else { bail!("only a member of staff can say that a review is not needed") };
    let (starting, code, now) = (year.starting(), season.as_code(), tx.now.unix());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO exemption (pupil_id, year, season, reason, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING RETURNING id AS "id!""#,
        pupil.0,
        starting,
        code,
        reason,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id else { return Ok(false) };
    let detail = format!("{} {year}", season.words());
    tx.audit(Entry::new(Deed::Created, Subject::Exemption).id(id).pupil(pupil).detail(&detail)).await?;
    Ok(true)
}

/// Takes an exemption back. Returns whether there was one to take back.
///
/// # Errors
/// When nobody of the staff is acting, or the database refuses.
pub async fn withdraw(tx: &mut Tx, pupil: PupilId, id: ExemptionId) -> anyhow::Result<bool> {
    let Some(by) = tx.actor.staff() else { bail!("only a member of staff can take an exemption back") };
    let now = tx.now.unix();
    let done = sqlx::query!(
        "UPDATE exemption SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND pupil_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Withdrew, Subject::Exemption).id(id.0).pupil(pupil)).await?;
    Ok(true)
}

//! What the census asks of a pupil, dated: entered, and ended with its last day; never changed otherwise.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    census::{Held, Indicator},
    ids::PupilId,
    people::Name,
    time::Moment,
};

/// One of a pupil's, as it is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldIndicator {
    /// Its row.
    pub id: i64,
    /// What, and when.
    pub what: Held,
    /// When it was entered.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
}

/// All of a pupil's, the newest leading. The caller has asked whether this person may see the pupil's record.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldIndicator>> {
    let rows = sqlx::query!(
        r#"SELECT i.id AS "id!", i.code, i.from_on AS "from: NaiveDate", i.until_on AS "until: NaiveDate", i.entered_at,
             s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM census_indicator i LEFT JOIN staff s ON s.id = i.entered_by WHERE i.pupil_id = ? ORDER BY i.from_on DESC, i.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let what = Held { indicator: code::read::<Indicator>(&r.code)?, from: r.from, until: r.until };
        let by = Name::maybe(r.title, r.forename, r.surname);
        Ok(HeldIndicator { id: r.id, what, entered: Moment::from_unix(r.entered_at), by })
    });
    read.collect()
}

/// Writes one down that begins on a day. The caller has asked [`crate::domain::census::begin`] in this act.
pub async fn enter(tx: &mut Tx, pupil: PupilId, indicator: Indicator, from: NaiveDate) -> anyhow::Result<()> {
    let (code, now, by) = (indicator.as_code(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO census_indicator (pupil_id, code, from_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        code,
        from,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::CensusIndicator).id(id).pupil(pupil)).await
}

/// Ends one with its last day. Returns whether it was open.
pub async fn end(tx: &mut Tx, pupil: PupilId, id: i64, until: NaiveDate) -> anyhow::Result<bool> {
    let done = sqlx::query!(
        "UPDATE census_indicator SET until_on = ?1 WHERE id = ?2 AND pupil_id = ?3 AND until_on IS NULL AND from_on <= ?1",
        until,
        id,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Ended, Subject::CensusIndicator).id(id).pupil(pupil)).await?;
    Ok(true)
}

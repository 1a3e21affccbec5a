//! Authorities' funding bands: entered, put right by a new row, taken back; never overwritten.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    costing::Pence,
    funding_band::FundingBand,
    ids::{FundingBandId, SchoolId},
};

/// A band as it is held, with where its figure comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldBand {
    /// Its row.
    pub id: FundingBandId,
    /// What it brings, and from when.
    pub band: FundingBand,
    /// A letter, a page; may be empty.
    pub source: String,
}

/// Every band of a school's authorities that stands, by authority, name and day.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<HeldBand>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", authority, name, pence_a_year, from_on AS "from: NaiveDate", source FROM funding_band
           WHERE school_id = ? AND withdrawn_at IS NULL ORDER BY authority, name, from_on"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let band = FundingBand { authority: r.authority, name: r.name, a_year: Pence(r.pence_a_year), from: r.from };
        HeldBand { id: FundingBandId(r.id), band, source: r.source }
    });
    Ok(read.collect())
}

/// The same without where the figures come from.
pub async fn bands(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<FundingBand>> {
    Ok(of_school(conn, school).await?.into_iter().map(|held| held.band).collect())
}

/// Adds what a band brings from a day on. What stood for the same band and day is taken back and replaced.
pub async fn put(tx: &mut Tx, band: &FundingBand, source: &str) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let replaced = sqlx::query_scalar!(
        r#"UPDATE funding_band SET withdrawn_at = ?, withdrawn_by = ?
           WHERE school_id = ? AND authority = ? AND name = ? AND from_on = ? AND withdrawn_at IS NULL RETURNING id AS "id!: i64""#,
        now,
        by,
        school,
        band.authority,
        band.name,
        band.from
    )
    .fetch_optional(tx.conn())
    .await?;
    let id = sqlx::query_scalar!(
        r#"INSERT INTO funding_band (school_id, authority, name, pence_a_year, from_on, source, entered_at, entered_by, replaces_id)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        band.authority,
        band.name,
        band.a_year.0,
        band.from,
        source,
        now,
        by,
        replaced
    )
    .fetch_one(tx.conn())
    .await?;
    let deed = if replaced.is_some() { Deed::Corrected } else { Deed::Created };
    tx.audit(Entry::new(deed, Subject::FundingBand).id(id)).await
}

/// Takes one back. Returns whether it still stood.
pub async fn withdraw(tx: &mut Tx, id: FundingBandId) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE funding_band SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Withdrew, Subject::FundingBand).id(id.0)).await?;
    Ok(true)
}

//! What the school as a whole receives of each funding stream: entered for some days, taken back; never overwritten.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        costing::Pence,
        funding::Period,
        ids::{FundingStreamId, SchoolId},
        plan::Funding,
    },
    store::{Tx, code},
};

/// What comes of one stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FundingStream {
    /// Which.
    pub funding: Funding,
    /// For all of its days.
    pub pence: Pence,
    /// The days that it is for.
    pub period: Period,
    /// Where the figure comes from; may be empty.
    pub note: String,
}

/// All that counts for a school, by days. The caller has asked who may see costs.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<Vec<(FundingStreamId, FundingStream)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", funding, pence, from_on AS "from: NaiveDate", until_on AS "until: NaiveDate", note FROM funding_stream
           WHERE school_id = ? AND withdrawn_at IS NULL ORDER BY from_on, id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let funding = code::read::<Funding>(&r.funding)?;
        let period = Period { from: r.from, until: r.until };
        Ok((FundingStreamId(r.id), FundingStream { funding, pence: Pence(r.pence), period, note: r.note }))
    });
    read.collect()
}

/// Enters one.
pub async fn enter(tx: &mut Tx, stream: &FundingStream) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let (funding, period) = (stream.funding.as_code(), stream.period);
    let id = sqlx::query_scalar!(
        r#"INSERT INTO funding_stream (school_id, funding, pence, from_on, until_on, note, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        funding,
        stream.pence.0,
        period.from,
        period.until,
        stream.note,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::FundingStream).id(id).detail(funding)).await
}

/// Takes one back. Returns whether it still counted.
pub async fn withdraw(tx: &mut Tx, id: FundingStreamId) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE funding_stream SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
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
    tx.audit(Entry::new(Deed::Withdrew, Subject::FundingStream).id(id.0)).await?;
    Ok(true)
}

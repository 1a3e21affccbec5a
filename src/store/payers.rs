//! Who pays for a line of provision beside the stream that its plan names: entered, taken back, never overwritten.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    costing::Pence,
    ids::{CycleId, PayerId, PlacementId, PupilId, SchoolId},
    payer::{Payer, Pays},
    plan::Funding,
};

/// Those who pay, by line, in the order in which they were entered.
pub type PayersByLine = BTreeMap<PlacementId, Vec<(PayerId, Payer)>>;

struct Row {
    id: i64,
    placement: i64,
    funding: String,
    share: Option<u32>,
    a_year: Option<i64>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

fn by_line(rows: Vec<Row>) -> anyhow::Result<PayersByLine> {
    let mut all = PayersByLine::new();
    for row in rows {
        let pays = match (row.share, row.a_year) {
            (Some(share), _) => Pays::Share(share),
            (None, pence) => Pays::AYear(Pence(pence.unwrap_or(0))),
        };
        let payer = Payer { funding: code::read::<Funding>(&row.funding)?, pays, from: row.from, until: row.until };
        all.entry(PlacementId(row.placement)).or_default().push((PayerId(row.id), payer));
    }
    Ok(all)
}

/// Of every line of a school, or of one pupil. The caller has asked who may see costs.
///
/// # Errors
/// When the database refuses.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupil: Option<PupilId>,
) -> anyhow::Result<PayersByLine> {
    let pupil = pupil.map(|one| one.0);
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT y.id AS "id!", y.placement_id AS "placement!", y.funding AS "funding!", y.share_bp AS "share: u32",
             y.pence_a_year AS a_year, y.from_on AS "from: NaiveDate", y.until_on AS "until: NaiveDate"
           FROM payer y JOIN placement l ON l.id = y.placement_id JOIN cycle c ON c.id = l.cycle_id JOIN plan n ON n.id = c.plan_id
           JOIN pupil p ON p.id = n.pupil_id
           WHERE p.school_id = ?1 AND (?2 IS NULL OR p.id = ?2) AND y.withdrawn_at IS NULL ORDER BY y.id"#,
        school.0,
        pupil
    );
    by_line(rows.fetch_all(conn).await?)
}

/// Of every line of a cycle. The caller has asked who may see costs.
///
/// # Errors
/// When the database refuses.
pub async fn of_cycle(conn: &mut SqliteConnection, cycle: CycleId) -> anyhow::Result<PayersByLine> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT y.id AS "id!", y.placement_id AS "placement!", y.funding AS "funding!", y.share_bp AS "share: u32",
             y.pence_a_year AS a_year, y.from_on AS "from: NaiveDate", y.until_on AS "until: NaiveDate"
           FROM placement l JOIN payer y ON y.placement_id = l.id WHERE l.cycle_id = ? AND y.withdrawn_at IS NULL ORDER BY y.id"#,
        cycle.0
    );
    by_line(rows.fetch_all(conn).await?)
}

/// Enters one for a line of a pupil's plan.
///
/// # Errors
/// When the database refuses.
pub async fn enter(tx: &mut Tx, pupil: PupilId, line: PlacementId, payer: &Payer) -> anyhow::Result<()> {
    let (now, by, funding) = (tx.now.unix(), tx.actor.staff(), payer.funding.as_code());
    let (share, a_year) = match payer.pays {
        Pays::Share(share) => (Some(share), None),
        Pays::AYear(pence) => (None, Some(pence.0)),
    };
    let id = sqlx::query_scalar!(
        r#"INSERT INTO payer (placement_id, funding, share_bp, pence_a_year, from_on, until_on, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        line.0,
        funding,
        share,
        a_year,
        payer.from,
        payer.until,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Payer).id(id).pupil(pupil).detail(funding)).await
}

/// Takes one of a line's back. Returns whether it still counted.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(tx: &mut Tx, pupil: PupilId, line: PlacementId, id: PayerId) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE payer SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND placement_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        line.0
    );
    let was = done.execute(tx.conn()).await?.rows_affected() > 0;
    if was {
        tx.audit(Entry::new(Deed::Withdrew, Subject::Payer).id(id.0).pupil(pupil)).await?;
    }
    Ok(was)
}

/// Copies who pays to each line of a cycle that has come in the place of another one just now: written anew, or carried on from the cycle
/// before. Who paid only for days before the cycle stays with that line.
pub(super) async fn copy_on(tx: &mut Tx, cycle: CycleId) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO payer (placement_id, funding, share_bp, pence_a_year, from_on, until_on, entered_at, entered_by)
         SELECT l.id, y.funding, y.share_bp, y.pence_a_year, y.from_on, y.until_on, ?1, ?2
         FROM placement l JOIN cycle c ON c.id = l.cycle_id JOIN payer y ON y.placement_id = l.replaces_id
         WHERE l.cycle_id = ?3 AND l.withdrawn_at IS NULL AND y.withdrawn_at IS NULL
           AND (y.until_on IS NULL OR y.until_on >= c.started_on) AND NOT EXISTS (SELECT 1 FROM payer own WHERE own.placement_id = l.id)
         ORDER BY l.id, y.id",
        now,
        by,
        cycle.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

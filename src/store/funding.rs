//! What is entered of pupils' funding, and what the school as a whole receives ([`streams`]), and what an authority's file brings
//! ([`schedule`]). What was entered wrongly is taken back and
//! entered anew; nothing is overwritten.

pub mod schedule;
pub mod streams;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    costing::Pence,
    funding::{EntryKind, FundingAmount, FundingEntry},
    ids::{FundingEntryId, PupilId, SchoolId},
    people::Name,
    time::Moment,
};

/// An entry as it is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldEntry {
    /// Its row.
    pub id: FundingEntryId,
    /// What it says.
    pub entry: FundingEntry,
    /// Whether it counts: it was neither put right nor taken back.
    pub stands: bool,
    /// When it was entered, and by whom.
    pub entered: (Moment, Option<Name>),
}

struct Row {
    id: i64,
    pupil_id: i64,
    kind: String,
    authority: Option<String>,
    band: Option<String>,
    pence: Option<i64>,
    from: NaiveDate,
    until: Option<NaiveDate>,
    received: Option<NaiveDate>,
    backdated: bool,
    note: String,
    entered_at: i64,
    stands: bool,
    title: Option<String>,
    forename: Option<String>,
    surname: Option<String>,
}

impl Row {
    fn read(self) -> anyhow::Result<(PupilId, HeldEntry)> {
        let amount = match (self.authority, self.band) {
            (Some(authority), Some(name)) => FundingAmount::Band { authority, name },
            _ => FundingAmount::Pence(Pence(self.pence.unwrap_or(0))),
        };
        let entry = FundingEntry {
            kind: code::read::<EntryKind>(&self.kind)?,
            amount,
            from: self.from,
            until: self.until,
            received_on: self.received,
            backdated: self.backdated,
            note: self.note,
        };
        let entered = (Moment::from_unix(self.entered_at), Name::maybe(self.title, self.forename, self.surname));
        Ok((PupilId(self.pupil_id), HeldEntry { id: FundingEntryId(self.id), entry, stands: self.stands, entered }))
    }
}

async fn rows(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupil: Option<PupilId>,
) -> anyhow::Result<Vec<(PupilId, HeldEntry)>> {
    let pupil = pupil.map(|one| one.0);
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT e.id AS "id!", e.pupil_id AS "pupil_id!", e.kind AS "kind!", e.authority, e.band, e.pence, e.from_on AS "from!: NaiveDate",
             e.until_on AS "until: NaiveDate", e.received_on AS "received: NaiveDate", e.backdated AS "backdated!: bool", e.note AS "note!",
             e.entered_at AS "entered_at!", e.withdrawn_at IS NULL AS "stands!: bool",
             s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM pupil p CROSS JOIN funding_entry e ON e.pupil_id = p.id LEFT JOIN staff s ON s.id = e.entered_by
           WHERE p.school_id = ?1 AND (?2 IS NULL OR p.id = ?2) ORDER BY e.from_on, e.id"#,
        school.0,
        pupil
    );
    rows.fetch_all(conn).await?.into_iter().map(Row::read).collect()
}

/// All entries of a pupil in the order of their days, those that count no longer among them. The caller has asked who may see them.
pub async fn of_pupil(conn: &mut SqliteConnection, school: SchoolId, pupil: PupilId) -> anyhow::Result<Vec<HeldEntry>> {
    Ok(rows(conn, school, Some(pupil)).await?.into_iter().map(|(_, held)| held).collect())
}

/// The entries that count of each pupil of a school. The caller has asked who may see them.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<BTreeMap<PupilId, Vec<FundingEntry>>> {
    let mut all: BTreeMap<PupilId, Vec<_>> = BTreeMap::new();
    for (pupil, held) in rows(conn, school, None).await?.into_iter().filter(|(_, held)| held.stands) {
        all.entry(pupil).or_default().push(held.entry);
    }
    Ok(all)
}

/// Enters one for a pupil.
pub async fn enter(tx: &mut Tx, pupil: PupilId, entry: &FundingEntry) -> anyhow::Result<()> {
    let id = insert(tx, pupil, entry, None).await?;
    tx.audit(Entry::new(Deed::Created, Subject::Funding).id(id).pupil(pupil).detail(entry.kind.as_code())).await
}

/// Puts one of the pupil's right by another. Returns whether it still counted.
pub async fn correct(tx: &mut Tx, pupil: PupilId, id: FundingEntryId, entry: &FundingEntry) -> anyhow::Result<bool> {
    if !close(tx, pupil, id).await? {
        return Ok(false);
    }
    let new = insert(tx, pupil, entry, Some(id)).await?;
    tx.audit(Entry::new(Deed::Corrected, Subject::Funding).id(new).pupil(pupil).detail(entry.kind.as_code())).await?;
    Ok(true)
}

/// Takes one of the pupil's back. Returns whether it still counted.
pub async fn withdraw(tx: &mut Tx, pupil: PupilId, id: FundingEntryId) -> anyhow::Result<bool> {
    let was = close(tx, pupil, id).await?;
    if was {
        tx.audit(Entry::new(Deed::Withdrew, Subject::Funding).id(id.0).pupil(pupil)).await?;
    }
    Ok(was)
}

async fn close(tx: &mut Tx, pupil: PupilId, id: FundingEntryId) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE funding_entry SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND pupil_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        pupil.0
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

async fn insert(
    tx: &mut Tx,
    pupil: PupilId,
    entry: &FundingEntry,
    replaces: Option<FundingEntryId>,
) -> anyhow::Result<i64> {
    let (now, by, replaces) = (tx.now.unix(), tx.actor.staff(), replaces.map(|id| id.0));
    let kind = entry.kind.as_code();
    let (authority, band, pence) = match &entry.amount {
        FundingAmount::Band { authority, name } => (Some(authority), Some(name), None),
        FundingAmount::Pence(pence) => (None, None, Some(pence.0)),
    };
    let id = sqlx::query_scalar!(
        r#"INSERT INTO funding_entry (pupil_id, kind, authority, band, pence, from_on, until_on, received_on, backdated, note, entered_at,
             entered_by, replaces_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        kind,
        authority,
        band,
        pence,
        entry.from,
        entry.until,
        entry.received_on,
        entry.backdated,
        entry.note,
        now,
        by,
        replaces
    );
    Ok(id.fetch_one(tx.conn()).await?)
}

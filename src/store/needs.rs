//! A pupil's needs as people enter them: ranked, each with its evidence. What has ended is closed, never deleted.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::PupilId,
    need::Need,
    people::Name,
    time::Moment,
};

/// A need with what speaks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldNeed {
    /// Its row.
    pub id: i64,
    /// Which.
    pub need: Need,
    /// First day.
    pub from: NaiveDate,
    /// Last day, if it has ended.
    pub until: Option<NaiveDate>,
    /// Why it ended.
    pub ended_why: String,
    /// The oldest first.
    pub evidence: Vec<Evidence>,
    /// When it was entered, if by a person.
    pub entered: Option<Moment>,
    /// By whom, if by a person.
    pub by: Option<Name>,
}

/// What speaks for a need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// What was found.
    pub wording: String,
    /// Who says so.
    pub said_by: String,
    /// On which day it was found.
    pub found_on: NaiveDate,
}

#[derive(Deserialize)]
struct Raw(String, String, NaiveDate);

/// Every need of a pupil: the open ones by rank, then those that have ended, newest first.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldNeed>> {
    let rows = sqlx::query!(
        r#"SELECT n.id AS "id!", n.code, n.from_on AS "from: NaiveDate", n.until_on AS "until: NaiveDate", n.evidence, n.ended_why,
             n.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?",
             (SELECT json_group_array(json_array(e.wording, e.said_by, e.found_on))
                FROM (SELECT * FROM need_evidence WHERE need_id = n.id ORDER BY found_on, id) e) AS "more!: String"
           FROM need n LEFT JOIN staff s ON s.id = n.entered_by WHERE n.pupil_id = ?
           ORDER BY n.until_on IS NOT NULL, CASE WHEN n.until_on IS NULL THEN n.rank END, n.until_on DESC, n.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let need = code::read::<Need>(&r.code)?;
        let mut evidence = Vec::new();
        if !r.evidence.is_empty() {
            evidence.push(Evidence { wording: r.evidence, said_by: String::new(), found_on: r.from });
        }
        let more: Vec<Raw> = serde_json::from_str(&r.more)?;
        evidence.extend(more.into_iter().map(|Raw(wording, said_by, found_on)| Evidence {
            wording,
            said_by,
            found_on,
        }));
        Ok(HeldNeed {
            id: r.id,
            need,
            from: r.from,
            until: r.until,
            ended_why: r.ended_why,
            evidence,
            entered: r.entered_at.map(Moment::from_unix),
            by: Name::maybe(r.title, r.forename, r.surname),
        })
    });
    read.collect()
}

/// Adds a need below those that are there. Returns whether it is new.
pub async fn add(tx: &mut Tx, pupil: PupilId, need: Need, from: NaiveDate, first: &Evidence) -> anyhow::Result<bool> {
    let (code, now, by) = (need.as_code(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO need (pupil_id, code, rank, from_on, entered_at, entered_by)
           VALUES (?1, ?2, 1 + coalesce((SELECT max(rank) FROM need WHERE pupil_id = ?1 AND until_on IS NULL), 0), ?3, ?4, ?5)
           ON CONFLICT (pupil_id, code) WHERE until_on IS NULL DO NOTHING RETURNING id AS "id!: i64""#,
        pupil.0,
        code,
        from,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id else { return Ok(false) };
    insert_evidence(tx, id, first).await?;
    tx.audit(Entry::new(Deed::Created, Subject::Need).id(id).pupil(pupil)).await?;
    Ok(true)
}

/// Adds evidence to an open need of this pupil. Returns whether there is one.
pub async fn add_evidence(tx: &mut Tx, pupil: PupilId, need: i64, more: &Evidence) -> anyhow::Result<bool> {
    let there =
        sqlx::query_scalar!("SELECT id FROM need WHERE id = ? AND pupil_id = ? AND until_on IS NULL", need, pupil.0)
            .fetch_optional(tx.conn())
            .await?;
    if there.is_none() {
        return Ok(false);
    }
    insert_evidence(tx, need, more).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Need).id(need).pupil(pupil).detail("evidence")).await?;
    Ok(true)
}

async fn insert_evidence(tx: &mut Tx, need: i64, one: &Evidence) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO need_evidence (need_id, wording, said_by, found_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
        need,
        one.wording,
        one.said_by,
        one.found_on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts the open needs into another order. `seen` is the order that the person saw: if it is no longer that, nothing is changed and the
/// answer is `false`.
pub async fn reorder(tx: &mut Tx, pupil: PupilId, seen: &[i64], order: &[i64]) -> anyhow::Result<bool> {
    let present = sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM need WHERE pupil_id = ? AND until_on IS NULL ORDER BY rank, id"#,
        pupil.0
    )
    .fetch_all(tx.conn())
    .await?;
    if present != seen {
        return Ok(false);
    }
    let list = serde_json::to_string(order)?;
    sqlx::query!(
        "UPDATE need SET rank = (SELECT key + 1 FROM json_each(?1) WHERE value = need.id)
         WHERE pupil_id = ?2 AND until_on IS NULL AND id IN (SELECT value FROM json_each(?1))",
        list,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Need).pupil(pupil).detail("order")).await?;
    Ok(true)
}

/// Ends a need. Returns whether it was open.
pub async fn end(tx: &mut Tx, pupil: PupilId, need: i64, until: NaiveDate, why: &str) -> anyhow::Result<bool> {
    let done = sqlx::query!(
        "UPDATE need SET until_on = max(from_on, ?), ended_why = ? WHERE id = ? AND pupil_id = ? AND until_on IS NULL",
        until,
        why,
        need,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Ended, Subject::Need).id(need).pupil(pupil)).await?;
    Ok(true)
}

//! Suspensions. One that was entered by mistake is withdrawn with its reason, never deleted.

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::PupilId,
    people::Name,
    suspension::{Kind, Reason},
    time::Moment,
};

/// As somebody enters it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct New {
    /// What it is.
    pub kind: Kind,
    /// The first day.
    pub from: NaiveDate,
    /// How many half days; none of a permanent exclusion.
    pub sessions: u32,
    /// Why: one to three, the main one leading.
    pub reasons: Vec<Reason>,
    /// When the parents were told.
    pub parents_told_on: NaiveDate,
    /// What else there is to say; may be empty.
    pub note: String,
}

/// As it is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldSuspension {
    /// Its row.
    pub id: i64,
    /// What was entered.
    pub what: New,
    /// When.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
    /// Why it was withdrawn, if it was.
    pub withdrawn: Option<String>,
}

/// All of a pupil's, the newest first.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldSuspension>> {
    let rows = sqlx::query!(
        r#"SELECT x.id AS "id!", x.kind, x.from_on AS "from: NaiveDate", x.sessions AS "sessions: u32",
             x.reason || coalesce(' ' || x.reason_2, '') || coalesce(' ' || x.reason_3, '') AS "reasons!: String",
             x.parents_told_on AS "told: NaiveDate", x.note, x.entered_at, x.withdrawn_at IS NOT NULL AS "withdrawn!: bool",
             x.withdrawn_why, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM suspension x LEFT JOIN staff s ON s.id = x.entered_by WHERE x.pupil_id = ? ORDER BY x.from_on DESC, x.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let what = New {
            kind: code::read::<Kind>(&r.kind)?,
            from: r.from,
            sessions: r.sessions,
            reasons: r
                .reasons
                .split(' ')
                .map(Reason::from_code)
                .collect::<Option<_>>()
                .context("an unknown reason of a suspension")?,
            parents_told_on: r.told,
            note: r.note,
        };
        let withdrawn = r.withdrawn.then_some(r.withdrawn_why);
        let by = Name::maybe(r.title, r.forename, r.surname);
        Ok(HeldSuspension { id: r.id, what, entered: Moment::from_unix(r.entered_at), by, withdrawn })
    });
    read.collect()
}

/// Writes one down.
pub async fn enter(tx: &mut Tx, pupil: PupilId, new: &New) -> anyhow::Result<()> {
    let (kind, now, by) = (new.kind.as_code(), tx.now.unix(), tx.actor.staff());
    let reason = |n: usize| new.reasons.get(n).map(|reason| reason.as_code());
    let (first, second, third) = (reason(0).context("a suspension without a reason")?, reason(1), reason(2));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO suspension (pupil_id, kind, from_on, sessions, reason, reason_2, reason_3, parents_told_on, note, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        kind,
        new.from,
        new.sessions,
        first,
        second,
        third,
        new.parents_told_on,
        new.note,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Suspension).id(id).pupil(pupil)).await
}

/// Withdraws one. Returns whether it was in force.
pub async fn withdraw(tx: &mut Tx, pupil: PupilId, id: i64, why: &str) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE suspension SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ? WHERE id = ? AND pupil_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        why,
        id,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Withdrew, Subject::Suspension).id(id).pupil(pupil)).await?;
    Ok(true)
}

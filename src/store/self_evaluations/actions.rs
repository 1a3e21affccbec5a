//! What somebody of the school takes on because of a self-evaluation, until it is done.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::At;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::{SchoolId, StaffId},
        people::Name,
        time::Moment,
    },
    store::Tx,
};

/// Something that was taken on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// Its row.
    pub id: i64,
    /// The key of the framework.
    pub framework: String,
    /// The key of what it is about.
    pub place: String,
    /// What stood there then.
    pub wording: String,
    /// What is to be done.
    pub words: String,
    /// Whose it is.
    pub owner: (StaffId, Name),
    /// By which day.
    pub due_on: NaiveDate,
    /// When it was entered.
    pub at: Moment,
    /// The day on which it was done, and what came of it, which may be empty.
    pub done: Option<(NaiveDate, String)>,
}

impl Action {
    /// Whether it should have been done by now.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.done.is_none() && self.due_on < today
    }
}

/// Which actions are asked for: those to which everything that is given applies.
#[derive(Clone, Copy, Default, Debug)]
pub struct Asked<'a> {
    /// Against this framework.
    pub framework: Option<&'a str>,
    /// Of this member of staff, and not done.
    pub open_of: Option<StaffId>,
    /// The one with this number.
    pub id: Option<i64>,
}

/// Actions of a school, the most urgent first.
pub async fn actions(conn: &mut SqliteConnection, school: SchoolId, asked: Asked<'_>) -> anyhow::Result<Vec<Action>> {
    let owner = asked.open_of.map(|staff| staff.0);
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.framework, a.place, a.wording, a.words, a.owner_id, a.due_on AS "due_on: NaiveDate", a.entered_at,
             s.title, s.forename, s.surname, d.done_on AS "done_on?: NaiveDate", d.note AS "note?"
           FROM self_evaluation_action a JOIN staff s ON s.id = a.owner_id LEFT JOIN self_evaluation_action_done d ON d.action_id = a.id
           WHERE a.school_id = ?1 AND (?2 IS NULL OR a.framework = ?2) AND (?3 IS NULL OR (a.owner_id = ?3 AND d.action_id IS NULL))
             AND (?4 IS NULL OR a.id = ?4) ORDER BY a.due_on, a.id"#,
        school.0,
        asked.framework,
        owner,
        asked.id
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| Action {
        id: row.id,
        framework: row.framework,
        place: row.place,
        wording: row.wording,
        words: row.words,
        owner: (StaffId(row.owner_id), Name { title: row.title, forename: row.forename, surname: row.surname }),
        due_on: row.due_on,
        at: Moment::from_unix(row.entered_at),
        done: row.done_on.zip(row.note),
    });
    Ok(read.collect())
}

/// Somebody takes something on, to be done by a day.
pub async fn add(tx: &mut Tx, at: At<'_>, words: &str, (owner, due_on): (StaffId, NaiveDate)) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO self_evaluation_action (school_id, framework, place, wording, words, owner_id, due_on, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        school,
        at.framework,
        at.place,
        at.wording,
        words,
        owner.0,
        due_on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Asked, Subject::SelfEvaluation).detail(&at.detail())).await
}

/// Says that it is done. Returns whether nobody had said so before.
pub async fn finish(tx: &mut Tx, action: &Action, done_on: NaiveDate, note: &str) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let written = sqlx::query!(
        "INSERT INTO self_evaluation_action_done (action_id, done_on, note, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
        action.id,
        done_on,
        note,
        now,
        by
    );
    if written.execute(tx.conn()).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let at = At { framework: &action.framework, place: &action.place, wording: "" };
    tx.audit(Entry::new(Deed::Done, Subject::SelfEvaluation).id(action.id).detail(&at.detail())).await?;
    Ok(true)
}

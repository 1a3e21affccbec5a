//! What imports did, when, and by whom.

use sqlx::SqliteConnection;

use super::{Tx, rows};
use crate::domain::{
    ids::{ImportId, SchoolId},
    people::Name,
    roll::Steps,
    time::Moment,
};

/// Seconds for which an import can be undone: a day.
pub const CAN_BE_UNDONE: i64 = 86_400;

/// An import that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// Which.
    pub id: ImportId,
    /// When.
    pub at: Moment,
    /// By whom; `None`: at the command line.
    pub by: Option<Name>,
    /// Of how many files.
    pub files: i64,
    /// Counts by kind, as JSON.
    pub counts: String,
    /// When and by whom it was undone, if it was.
    pub undone: Option<(Moment, Option<Name>)>,
    /// Whether its rows are still known as they were before.
    pub has_rows: bool,
}

impl Made {
    /// Until when it can be undone; `None` when it cannot be any more.
    #[must_use]
    pub fn undo_until(&self, now: Moment) -> Option<Moment> {
        let until = self.at.plus_seconds(CAN_BE_UNDONE);
        (self.undone.is_none() && self.has_rows && now < until).then_some(until)
    }
}

/// The newest imports of a school, the latest first.
pub async fn list(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Made>> {
    let rows = sqlx::query!(
        r#"SELECT i.id AS "id!", i.made_at, i.files, i.counts, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?",
             r.made_at AS "undone_at?", u.title AS "u_title?", u.forename AS "u_forename?", u.surname AS "u_surname?",
             EXISTS (SELECT 1 FROM import_row w WHERE w.import_id = i.id) AS "has_rows!: bool"
           FROM import i LEFT JOIN staff s ON s.id = i.made_by LEFT JOIN import_reversal r ON r.import_id = i.id
             LEFT JOIN staff u ON u.id = r.made_by
           WHERE i.school_id = ? ORDER BY i.id DESC LIMIT 50"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let name = |title: Option<String>, forename: Option<String>, surname: Option<String>| {
        Some(Name { title: title?, forename: forename?, surname: surname? })
    };
    Ok(rows
        .into_iter()
        .map(|r| Made {
            id: ImportId(r.id),
            at: Moment::from_unix(r.made_at),
            by: name(r.title, r.forename, r.surname),
            files: r.files,
            counts: r.counts,
            undone: r.undone_at.map(|at| (Moment::from_unix(at), name(r.u_title, r.u_forename, r.u_surname))),
            has_rows: r.has_rows,
        })
        .collect())
}

/// Does the steps, and writes down what they did, so that it can be undone; `None` where there was nothing to do.
///
/// # Errors
/// When the database refuses any of it: then none of it happens.
pub async fn apply_and_keep(
    tx: &mut Tx,
    steps: &Steps,
    files: usize,
    counts: &str,
) -> anyhow::Result<Option<ImportId>> {
    if steps.is_empty() {
        return Ok(None);
    }
    let school = tx.school()?;
    let before = rows::images(tx.conn(), school).await?;
    super::apply(tx, steps).await?;
    let after = rows::images(tx.conn(), school).await?;
    let (now, by, files) = (tx.now.unix(), tx.actor.staff(), i64::try_from(files)?);
    let id = sqlx::query_scalar!(
        r#"INSERT INTO import (school_id, made_at, made_by, files, counts) VALUES (?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school.0,
        now,
        by,
        files,
        counts
    )
    .fetch_one(tx.conn())
    .await?;
    rows::keep(tx.conn(), ImportId(id), &before, &after).await?;
    Ok(Some(ImportId(id)))
}

/// Forgets how rows were before imports that can be undone no more.
pub async fn forget(tx: &mut Tx) -> anyhow::Result<()> {
    let before = tx.now.plus_seconds(-CAN_BE_UNDONE).unix();
    sqlx::query!("DELETE FROM import_row WHERE import_id IN (SELECT id FROM import WHERE made_at <= ?)", before)
        .execute(tx.conn())
        .await?;
    Ok(())
}

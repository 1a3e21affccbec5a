//! What imports did, when, and by whom.

use sqlx::SqliteConnection;

use super::{Tx, rows};
use crate::domain::{
    ids::{ImportId, SchoolId},
    people::Name,
    roll::{Entered, Piece, Steps},
    time::Moment,
};

/// Seconds for which an import can be undone: a day.
pub const CAN_BE_UNDONE: i64 = 86_400;

/// Seconds after which an import of which no slice was done was cut off: the next slice is tried every few seconds.
const CUT_OFF_AFTER: i64 = 60;

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
    /// How much of it is done, of how much.
    pub done: (i64, i64),
    /// When the last slice of it was done.
    pub went_on_at: Moment,
}

impl Made {
    /// Whether a part of it has not been done.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.done.0 < self.done.1
    }

    /// Whether it is being done now; where only a part is done and it does not go on, it was cut off.
    #[must_use]
    pub fn goes_on(&self, now: Moment) -> bool {
        self.is_part() && self.undone.is_none() && now < self.went_on_at.plus_seconds(CUT_OFF_AFTER)
    }

    /// Until when it can be undone; `None` when it cannot be any more.
    #[must_use]
    pub fn undo_until(&self, now: Moment) -> Option<Moment> {
        let until = self.at.plus_seconds(CAN_BE_UNDONE);
        (self.undone.is_none() && self.has_rows && !self.goes_on(now) && now < until).then_some(until)
    }
}

/// The newest imports of a school, the latest first.
pub async fn list(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Made>> {
    let rows = sqlx::query!(
        r#"SELECT i.id AS "id!", i.made_at, i.files, i.counts, i.pieces, i.done, i.went_on_at,
             s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?",
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
            done: (r.done, r.pieces),
            went_on_at: Moment::from_unix(r.went_on_at),
        })
        .collect())
}

/// Begins an import: nothing of it is done yet.
pub async fn begin(tx: &mut Tx, files: usize, counts: &str) -> anyhow::Result<ImportId> {
    let (school, now, by, files) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), i64::try_from(files)?);
    let id = sqlx::query_scalar!(
        r#"INSERT INTO import (school_id, made_at, made_by, files, counts) VALUES (?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        now,
        by,
        files,
        counts
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(ImportId(id))
}

/// A slice of an import.
#[derive(Clone, Copy, Debug)]
pub struct Slice<'a> {
    /// Everything that is to be done.
    pub steps: &'a Steps,
    /// What of it now.
    pub pieces: &'a [Piece],
    /// How many pieces are left after it.
    pub left: usize,
}

/// Does a slice, writes down what it did, so that it can be undone, and how far the import is.
///
/// # Errors
/// When the database refuses any of it: then none of it happens.
pub async fn slice(tx: &mut Tx, import: ImportId, slice: Slice<'_>, entered: &mut Entered) -> anyhow::Result<()> {
    rows::watch(tx.conn()).await?;
    super::apply(tx, slice.steps, slice.pieces, entered).await?;
    rows::keep(tx.conn(), import).await?;
    let (done, left, now) = (i64::try_from(slice.pieces.len())?, i64::try_from(slice.left)?, tx.now.unix());
    sqlx::query!(
        "UPDATE import SET done = done + ?1, pieces = done + ?1 + ?2, went_on_at = ?3 WHERE id = ?4",
        done,
        left,
        now,
        import.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets how rows were before imports that can be undone no more.
pub async fn forget(tx: &mut Tx) -> anyhow::Result<()> {
    let before = tx.now.plus_seconds(-CAN_BE_UNDONE).unix();
    sqlx::query!("DELETE FROM import_row WHERE import_id IN (SELECT id FROM import WHERE made_at <= ?)", before)
        .execute(tx.conn())
        .await?;
    Ok(())
}

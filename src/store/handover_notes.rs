//! What classes hand on about pupils at the end of a year. A note that is written anew stands beside the one before; the newest counts.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    calendar::AcademicYear,
    ids::PupilId,
    people::Name,
    time::Moment,
};

/// What is handed on about a pupil.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandoverNote {
    /// What the next class should know.
    pub words: String,
    /// When it was written.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
}

/// What is handed on of each of these pupils from a year, by pupil; none where nothing is, or what was written was emptied. The caller has
/// asked who may see them.
///
/// # Errors
/// When the database refuses.
pub async fn of_year(
    conn: &mut SqliteConnection,
    pupils: &[PupilId],
    year: AcademicYear,
) -> anyhow::Result<BTreeMap<PupilId, HandoverNote>> {
    let asked = serde_json::to_string(&pupils.iter().map(|pupil| pupil.0).collect::<Vec<_>>())?;
    let year = year.starting();
    let rows = sqlx::query!(
        r#"SELECT n.pupil_id, n.words, n.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM json_each(?1) asked CROSS JOIN handover_note n ON n.pupil_id = asked.value AND n.year = ?2
           LEFT JOIN staff s ON s.id = n.entered_by ORDER BY n.id"#,
        asked,
        year
    )
    .fetch_all(conn)
    .await?;
    let mut all = BTreeMap::new();
    for row in rows {
        let (entered, by) = (Moment::from_unix(row.entered_at), Name::maybe(row.title, row.forename, row.surname));
        all.insert(PupilId(row.pupil_id), HandoverNote { words: row.words, entered, by });
    }
    all.retain(|_, note| !note.words.is_empty());
    Ok(all)
}

/// Writes down what is handed on about a pupil from a year.
///
/// # Errors
/// When the database refuses.
pub async fn write(tx: &mut Tx, pupil: PupilId, year: AcademicYear, words: &str) -> anyhow::Result<()> {
    let (year, now, by) = (year.starting(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO handover_note (pupil_id, year, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        year,
        words,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::HandoverNote).id(id).pupil(pupil)).await
}

//! How pupils and their contacts stood when an import was last done with them: what differs from it later was entered by hand.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    ids::{AdultId, PupilId, SchoolId},
    roll::Said,
};

/// Of every pupil of a school (no adult) and of each contact of theirs.
///
/// # Errors
/// When the database fails, or holds what is no object of words.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<BTreeMap<(PupilId, Option<AdultId>), Said>> {
    let rows = sqlx::query!(
        r#"SELECT s.pupil_id, s.adult_id, s.by_file AS "by_file: bool", s.fields FROM import_said s
           JOIN pupil p ON p.id = s.pupil_id WHERE p.school_id = ?"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let said = Said { by_file: row.by_file, fields: serde_json::from_str(&row.fields)? };
        Ok(((PupilId(row.pupil_id), row.adult_id.map(AdultId)), said))
    });
    read.collect()
}

/// Notes how people stand, in place of what was noted before.
pub async fn put(tx: &mut Tx, all: &[(PupilId, Option<AdultId>, &Said)]) -> anyhow::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> =
        all.iter().map(|(pupil, adult, said)| (pupil.0, adult.map(|a| a.0), said.by_file, &said.fields)).collect();
    let list = serde_json::to_string(&rows)?;
    sqlx::query!(
        "INSERT INTO import_said (pupil_id, adult_id, by_file, fields)
         SELECT value ->> 0, value ->> 1, value ->> 2, value -> 3 FROM json_each(?) WHERE true
         ON CONFLICT (pupil_id, coalesce(adult_id, 0)) DO UPDATE SET by_file = excluded.by_file, fields = excluded.fields",
        list
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets it of a pupil whom the files leave out: when files name them again, nothing of that was entered by hand.
pub async fn forget(tx: &mut Tx, pupil: PupilId) -> anyhow::Result<()> {
    sqlx::query!("DELETE FROM import_said WHERE pupil_id = ?", pupil.0).execute(tx.conn()).await?;
    Ok(())
}

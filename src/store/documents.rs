//! Files about pupils, kept in the database. A list never touches their bytes.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    document::Kind,
    ids::PupilId,
    people::Name,
    time::Moment,
};

/// A file without its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldDocument {
    /// Its row.
    pub id: i64,
    /// What people call it.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// How large it is.
    pub bytes: u64,
    /// The day it bears.
    pub dated_on: NaiveDate,
    /// When it was uploaded.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
    /// Why it was withdrawn, if it was.
    pub withdrawn: Option<String>,
    /// The advice whose report it is: number and profession.
    pub report_of: Vec<(i64, String)>,
}

/// A file to be kept.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// What people call it.
    pub title: &'a str,
    /// What its bytes say it is.
    pub kind: Kind,
    /// The day it bears.
    pub dated_on: NaiveDate,
    /// Its bytes.
    pub content: &'a [u8],
}

/// All files of a pupil: those in force first, the newest leading.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldDocument>> {
    let rows = sqlx::query!(
        r#"SELECT d.id AS "id!", d.title, d.kind, d.bytes AS "bytes: u64", d.dated_on AS "dated_on: NaiveDate", d.entered_at,
             d.withdrawn_at IS NOT NULL AS "withdrawn!: bool", d.withdrawn_why,
             s.title AS "by_title?", s.forename AS "forename?", s.surname AS "surname?",
             (SELECT json_group_array(json_array(a.id, a.profession)) FROM advice_document l JOIN advice a ON a.id = l.advice_id
                WHERE l.document_id = d.id) AS "report_of!: String"
           FROM document d LEFT JOIN staff s ON s.id = d.entered_by WHERE d.pupil_id = ?
           ORDER BY d.withdrawn_at IS NOT NULL, d.dated_on DESC, d.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        Ok(HeldDocument {
            id: r.id,
            title: r.title,
            kind: code::read::<Kind>(&r.kind)?,
            bytes: r.bytes,
            dated_on: r.dated_on,
            entered: Moment::from_unix(r.entered_at),
            by: Name::maybe(r.by_title, r.forename, r.surname),
            withdrawn: r.withdrawn.then_some(r.withdrawn_why),
            report_of: serde_json::from_str(&r.report_of)?,
        })
    });
    read.collect()
}

/// The bytes of a file that is in force, with what it is.
///
/// # Errors
/// When the database refuses, or the bytes are no longer those that were uploaded.
pub async fn content(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    document: i64,
) -> anyhow::Result<Option<(Kind, Vec<u8>)>> {
    let row = sqlx::query!(
        "SELECT d.kind, d.sha256, c.content FROM document d JOIN document_content c ON c.document_id = d.id
         WHERE d.id = ? AND d.pupil_id = ? AND d.withdrawn_at IS NULL",
        document,
        pupil.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    anyhow::ensure!(Sha256::digest(&row.content).as_slice() == row.sha256, "document {document} is damaged");
    Ok(Some((code::read::<Kind>(&row.kind)?, row.content)))
}

/// Keeps a file.
pub async fn add(tx: &mut Tx, pupil: PupilId, new: New<'_>) -> anyhow::Result<i64> {
    let (kind, now, by) = (new.kind.as_code(), tx.now.unix(), tx.actor.staff());
    let (bytes, digest) = (i64::try_from(new.content.len())?, Sha256::digest(new.content).to_vec());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO document (pupil_id, title, kind, bytes, sha256, dated_on, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        new.title,
        kind,
        bytes,
        digest,
        new.dated_on,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!("INSERT INTO document_content (document_id, content) VALUES (?, ?)", id, new.content)
        .execute(tx.conn())
        .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Document).id(id).pupil(pupil).detail(kind)).await?;
    Ok(id)
}

/// Withdraws a file: it is no longer given out. Returns whether it was in force.
pub async fn withdraw(tx: &mut Tx, pupil: PupilId, document: i64, why: &str) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE document SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ? WHERE id = ? AND pupil_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        why,
        document,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Withdrew, Subject::Document).id(document).pupil(pupil)).await?;
    Ok(true)
}

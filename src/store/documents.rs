//! Files about pupils, kept in the database. A list never touches their bytes. Who reads one after it was filed: [`readers`].

pub mod readers;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::{
    Tx, code,
    people::rights,
    pupils::head::Head,
    register::Register,
    safeguarding::{self, Candidate},
};
use crate::domain::{
    access::{Thing, Verb, Viewer},
    audit::{Deed, Entry, Subject},
    document::{Circle, Kind, Sort},
    ids::{PupilId, StaffId},
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
    /// What it is about.
    pub sort: Sort,
    /// Its named readers, where it has any: for everybody else it does not exist.
    pub readers: Option<Vec<String>>,
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
    /// What it is about.
    pub sort: Sort,
    /// Its named readers, where it is not for everybody who sees the record. Whoever adds it is one of them.
    pub readers: Option<&'a [StaffId]>,
    /// The day it bears.
    pub dated_on: NaiveDate,
    /// Its bytes.
    pub content: &'a [u8],
}

/// All files of a pupil that the person reads whom the head was loaded for: those in force first, the newest leading.
pub async fn of_pupil(conn: &mut SqliteConnection, head: &Head) -> anyhow::Result<Vec<HeldDocument>> {
    let reader = head.viewer().staff.0;
    let rows = sqlx::query!(
        r#"SELECT d.id AS "id!", d.title, d.kind, d.bytes AS "bytes: u64", d.dated_on AS "dated_on: NaiveDate", d.entered_at,
             d.withdrawn_at IS NOT NULL AS "withdrawn!: bool", d.withdrawn_why,
             s.title AS "by_title?", s.forename AS "forename?", s.surname AS "surname?",
             (SELECT json_group_array(json_array(a.id, a.profession)) FROM advice_document l JOIN advice a ON a.id = l.advice_id
                WHERE l.document_id = d.id) AS "report_of!: String",
             d.sort, d.circle = 'named' AS "is_named!: bool",
             (SELECT json_group_array(trim(coalesce(nullif(w.title, ''), w.forename) || ' ' || w.surname) ORDER BY w.surname, w.id)
                FROM document_reader r JOIN staff w ON w.id = r.staff_id WHERE r.document_id = d.id AND r.until_at IS NULL) AS "readers!: String"
           FROM document d LEFT JOIN staff s ON s.id = d.entered_by
           WHERE d.pupil_id = ? AND (d.circle = 'record'
             OR EXISTS (SELECT 1 FROM document_reader r WHERE r.document_id = d.id AND r.staff_id = ? AND r.until_at IS NULL))
           ORDER BY d.withdrawn_at IS NOT NULL, d.dated_on DESC, d.id DESC"#,
        head.id.0,
        reader
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
            sort: code::read::<Sort>(&r.sort)?,
            readers: if r.is_named { Some(serde_json::from_str(&r.readers)?) } else { None },
            report_of: serde_json::from_str(&r.report_of)?,
        })
    });
    read.collect()
}

/// The bytes of a file that is in force and that the person reads whom the head was loaded for, with what it is.
///
/// # Errors
/// When the database refuses, or the bytes are no longer those that were uploaded.
pub async fn content(
    conn: &mut SqliteConnection,
    head: &Head,
    document: i64,
) -> anyhow::Result<Option<(Kind, Vec<u8>)>> {
    let reader = head.viewer().staff.0;
    let row = sqlx::query!(
        "SELECT d.kind, d.sha256, c.content FROM document d JOIN document_content c ON c.document_id = d.id
         WHERE d.id = ? AND d.pupil_id = ? AND d.withdrawn_at IS NULL AND (d.circle = 'record'
           OR EXISTS (SELECT 1 FROM document_reader r WHERE r.document_id = d.id AND r.staff_id = ? AND r.until_at IS NULL))",
        document,
        head.id.0,
        reader
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    anyhow::ensure!(Sha256::digest(&row.content).as_slice() == row.sha256, "document {document} is damaged");
    Ok(Some((code::read::<Kind>(&row.kind)?, row.content)))
}

/// Seconds within which the same file from the same person is the same sending: forms that bring files have no key of their own.
const ONE_SENDING: i64 = 3600;

/// Keeps a file. One that the same person has just filed under the same words is that file, sent once more: nothing is done again.
pub async fn add(tx: &mut Tx, pupil: PupilId, new: New<'_>) -> anyhow::Result<i64> {
    let (kind, now, by) = (new.kind.as_code(), tx.now.unix(), tx.actor.staff());
    let (bytes, digest) = (i64::try_from(new.content.len())?, Sha256::digest(new.content).to_vec());
    let (sort, circle) =
        (new.sort.as_code(), if new.readers.is_some() { Circle::Named } else { Circle::Record }.as_code());
    let of_late = now - ONE_SENDING;
    let sent = sqlx::query_scalar!(
        r#"SELECT id AS "id!: i64" FROM document WHERE pupil_id = ? AND title = ? AND sha256 = ? AND dated_on = ? AND sort = ? AND circle = ?
             AND entered_by = ? AND entered_at >= ? AND withdrawn_at IS NULL"#,
        pupil.0,
        new.title,
        digest,
        new.dated_on,
        sort,
        circle,
        by,
        of_late
    )
    .fetch_optional(tx.conn())
    .await?;
    if let Some(sent) = sent {
        return Ok(sent);
    }
    let id = sqlx::query_scalar!(
        r#"INSERT INTO document (pupil_id, title, kind, bytes, sha256, dated_on, sort, circle, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        new.title,
        kind,
        bytes,
        digest,
        new.dated_on,
        sort,
        circle,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!("INSERT INTO document_content (document_id, content) VALUES (?, ?)", id, new.content)
        .execute(tx.conn())
        .await?;
    if let Some(named) = new.readers {
        readers::put(tx, id, named.iter().copied()).await?;
    }
    tx.audit(Entry::new(Deed::Created, Subject::Document).id(id).pupil(pupil).detail(kind)).await?;
    Ok(id)
}

/// Who sees a pupil's record on a day: they read its documents, and can be named as readers of one.
pub async fn circle(
    conn: &mut SqliteConnection,
    register: &Register,
    pupil: PupilId,
    day: NaiveDate,
) -> anyhow::Result<Vec<Candidate>> {
    let school = register.school();
    let rights = rights::of_all(&mut *conn, school, day).await?;
    let sees = |one: &Candidate| {
        let rights = rights.get(&one.staff).copied().unwrap_or_default();
        let viewer = Viewer { rights, ..Viewer::new(one.staff, school, one.role) };
        viewer.may(register.relation(&viewer, pupil, day), Thing::SenRecord, Verb::See)
    };
    let mut all = safeguarding::candidates(conn, school, day).await?;
    all.retain(sees);
    Ok(all)
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

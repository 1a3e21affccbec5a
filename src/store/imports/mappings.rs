//! What the columns and words of a school's exports are, where a person has said so.

use sqlx::SqliteConnection;

use super::super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::SchoolId,
};

/// What was said of a set of headings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedMapping {
    /// What it is called.
    pub name: String,
    /// The headings that it fits.
    pub headings: String,
    /// The kind of file, as code.
    pub kind: String,
    /// Each heading with what it holds, as JSON.
    pub columns: String,
}

/// Every mapping of a school, the one saved last leading.
pub async fn mappings(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<SavedMapping>> {
    let all = sqlx::query_as!(
        SavedMapping,
        "SELECT name, headings, kind, columns FROM import_mapping WHERE school_id = ? ORDER BY id DESC",
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(all)
}

/// Saves a mapping: from now on it is the one for its headings.
pub async fn save_mapping(tx: &mut Tx, mapping: &SavedMapping) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO import_mapping (school_id, name, headings, kind, columns, saved_at, saved_by) VALUES (?, ?, ?, ?, ?, ?, ?)
           RETURNING id AS "id!: i64""#,
        school,
        mapping.name,
        mapping.headings,
        mapping.kind,
        mapping.columns,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Mapping).id(id)).await
}

/// What somebody has said a word of a file means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedAnswer {
    /// What the word should tell of, as code.
    pub about: String,
    /// The word, in the form in which words are compared.
    pub word: String,
    /// A code, or "-" for nothing.
    pub meaning: String,
}

/// What the words of files mean that Thrice does not know, in the order in which it was said: the last answer to each counts.
pub async fn answers(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<SavedAnswer>> {
    let all = sqlx::query_as!(
        SavedAnswer,
        "SELECT about, word, meaning FROM import_answer WHERE school_id = ? ORDER BY id",
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(all)
}

/// Saves what a word means, from now on and in every file.
pub async fn save_answer(tx: &mut Tx, answer: &SavedAnswer) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO import_answer (school_id, about, word, meaning, saved_at, saved_by) VALUES (?, ?, ?, ?, ?, ?)
           RETURNING id AS "id!: i64""#,
        school,
        answer.about,
        answer.word,
        answer.meaning,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Mapping).id(id)).await
}

//! Links for whoever covers a class on one day, and the notes that are left behind them. Of a link only the hash of its token is kept.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx, code,
    secret::{hashed, token},
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    cover::{HowItWas, MOST_NOTES, takes_notes},
    ids::{ClassId, SchoolId},
    time::Moment,
};

/// Where a link leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CoverLink {
    /// Its row.
    pub id: i64,
    /// Whose school.
    pub school: SchoolId,
    /// Of which day.
    pub day: NaiveDate,
}

/// A note that was left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoverNote {
    /// On which class.
    pub class: String,
    /// Of which day.
    pub day: NaiveDate,
    /// How it was.
    pub how: HowItWas,
    /// In their words; may be empty.
    pub words: String,
    /// As they signed; may be empty.
    pub by: String,
}

/// Makes a link for whoever covers a class on a day, and returns its token, which is kept nowhere.
///
/// # Errors
/// When the database refuses.
pub async fn make_link(tx: &mut Tx, class: ClassId, day: NaiveDate) -> anyhow::Result<String> {
    let (school, now, by, token) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), token());
    let hash = hashed(&token);
    let id = sqlx::query_scalar!(
        r#"INSERT INTO cover_link (school_id, class_id, day, token_hash, made_at, made_by) VALUES (?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        class.0,
        day,
        hash,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Cover).id(id)).await?;
    Ok(token)
}

/// Where a token leads while its link takes notes.
///
/// # Errors
/// When the database refuses.
pub async fn by_token(conn: &mut SqliteConnection, token: &str, now: Moment) -> anyhow::Result<Option<CoverLink>> {
    let hash = hashed(token);
    let row = sqlx::query!(
        r#"SELECT id AS "id!", school_id, day AS "day: NaiveDate" FROM cover_link WHERE token_hash = ?"#,
        hash
    )
    .fetch_optional(conn)
    .await?;
    let link = row.map(|row| CoverLink { id: row.id, school: SchoolId(row.school_id), day: row.day });
    Ok(link.filter(|link| takes_notes(link.day, now)))
}

/// Whether a token is that of a link which a school made for a day.
///
/// # Errors
/// When the database refuses.
pub async fn is_link(
    conn: &mut SqliteConnection,
    school: SchoolId,
    token: &str,
    day: NaiveDate,
) -> anyhow::Result<bool> {
    let hash = hashed(token);
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM cover_link WHERE token_hash = ? AND school_id = ? AND day = ?) AS "is!: bool""#,
        hash,
        school.0,
        day
    );
    Ok(found.fetch_one(conn).await?)
}

/// Keeps a note. Returns whether the link still took one.
///
/// # Errors
/// When the database refuses.
pub async fn note(tx: &mut Tx, link: CoverLink, how: HowItWas, words: &str, by: &str) -> anyhow::Result<bool> {
    let (how, now) = (how.as_code(), tx.now.unix());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO cover_note (link_id, how, words, by_whom, noted_at)
           SELECT ?1, ?2, ?3, ?4, ?5 WHERE (SELECT count(*) FROM cover_note WHERE link_id = ?1) < ?6 RETURNING id AS "id!: i64""#,
        link.id,
        how,
        words,
        by,
        now,
        MOST_NOTES
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id else { return Ok(false) };
    tx.audit(Entry::new(Deed::Recorded, Subject::Cover).id(id)).await?;
    Ok(true)
}

/// The notes on a school's classes since a day, the newest first. The caller shows them to those who work with the class.
///
/// # Errors
/// When the database refuses.
pub async fn notes_since(
    conn: &mut SqliteConnection,
    school: SchoolId,
    since: NaiveDate,
) -> anyhow::Result<Vec<CoverNote>> {
    let rows = sqlx::query!(
        r#"SELECT c.name, l.day AS "day: NaiveDate", n.how, n.words, n.by_whom
           FROM class c CROSS JOIN cover_link l ON l.class_id = c.id JOIN cover_note n ON n.link_id = l.id
           WHERE c.school_id = ? AND l.day >= ? ORDER BY n.id DESC"#,
        school.0,
        since
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let how = code::read::<HowItWas>(&row.how)?;
        Ok(CoverNote { class: row.name, day: row.day, how, words: row.words, by: row.by_whom })
    });
    read.collect()
}

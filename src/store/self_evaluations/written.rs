//! What was written against a framework: ratings, comments and evidence. Ratings are added and never changed; a comment or a piece of
//! evidence that no longer holds is withdrawn.

use sqlx::SqliteConnection;

use super::At;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::SchoolId,
        people::Name,
        self_evaluation::{Rater, Step},
        time::Moment,
    },
    store::{Tx, code},
};

coded! {
    /// What a note is.
    NoteKind {
        /// What somebody says to it.
        Comment = "comment", "Comment";
        /// Where it can be seen.
        Evidence = "evidence", "Evidence";
    }
}

/// A rating as it was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rating {
    /// The key of the framework.
    pub framework: String,
    /// The key of the statement.
    pub place: String,
    /// The statement as it was worded then.
    pub wording: String,
    /// As whom.
    pub rater: Rater,
    /// Who the second rater is; empty where it is the school.
    pub second_rater: String,
    /// The key of the step.
    pub step: String,
    /// How the step was called then.
    pub step_words: String,
    /// Why; may be empty.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// Who entered it.
    pub by: Option<Name>,
}

/// A comment, or a piece of evidence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Its row.
    pub id: i64,
    /// The key of what it is about.
    pub place: String,
    /// What stood there then.
    pub wording: String,
    /// Which of the two.
    pub kind: NoteKind,
    /// What it says.
    pub words: String,
    /// The address of a web page; may be empty. Whoever shows it asks whether it is safe.
    pub link: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Option<Name>,
}

/// A rating to be given.
#[derive(Clone, Debug)]
pub struct NewRating<'a> {
    /// As whom.
    pub rater: Rater,
    /// Who the second rater is; empty where it is the school.
    pub second_rater: &'a str,
    /// The step.
    pub step: &'a Step,
    /// Why; may be empty.
    pub reason: &'a str,
}

/// Every rating of a school, or those against one framework; the oldest first.
pub async fn ratings(
    conn: &mut SqliteConnection,
    school: SchoolId,
    framework: Option<&str>,
) -> anyhow::Result<Vec<Rating>> {
    let rows = sqlx::query!(
        r#"SELECT r.framework, r.place, r.wording, r.rater, r.second_rater, r.step, r.step_words, r.reason, r.entered_at,
             s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM self_evaluation_rating r LEFT JOIN staff s ON s.id = r.entered_by
           WHERE r.school_id = ?1 AND (?2 IS NULL OR r.framework = ?2) ORDER BY r.entered_at, r.id"#,
        school.0,
        framework
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        Ok(Rating {
            framework: row.framework,
            place: row.place,
            wording: row.wording,
            rater: code::read::<Rater>(&row.rater)?,
            second_rater: row.second_rater,
            step: row.step,
            step_words: row.step_words,
            reason: row.reason,
            at: Moment::from_unix(row.entered_at),
            by: Name::maybe(row.title, row.forename, row.surname),
        })
    });
    read.collect()
}

/// Every comment and piece of evidence that holds, the oldest first.
pub async fn notes(conn: &mut SqliteConnection, school: SchoolId, framework: &str) -> anyhow::Result<Vec<Note>> {
    let rows = sqlx::query!(
        r#"SELECT n.id AS "id!", n.place, n.wording, n.kind, n.words, n.link, n.entered_at,
             s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM self_evaluation_note n LEFT JOIN staff s ON s.id = n.entered_by
           WHERE n.school_id = ? AND n.framework = ? AND n.withdrawn_at IS NULL ORDER BY n.entered_at, n.id"#,
        school.0,
        framework
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        Ok(Note {
            id: row.id,
            place: row.place,
            wording: row.wording,
            kind: code::read::<NoteKind>(&row.kind)?,
            words: row.words,
            link: row.link,
            at: Moment::from_unix(row.entered_at),
            by: Name::maybe(row.title, row.forename, row.surname),
        })
    });
    read.collect()
}

/// Gives a rating.
pub async fn rate(tx: &mut Tx, at: At<'_>, new: &NewRating<'_>) -> anyhow::Result<()> {
    let (school, now, by, rater) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), new.rater.as_code());
    sqlx::query!(
        "INSERT INTO self_evaluation_rating
           (school_id, framework, place, wording, rater, second_rater, step, step_words, reason, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        school,
        at.framework,
        at.place,
        at.wording,
        rater,
        new.second_rater,
        new.step.key,
        new.step.words,
        new.reason,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Recorded, Subject::SelfEvaluation).detail(&at.detail())).await
}

/// Writes a comment, or a piece of evidence with the address of a web page that may be empty.
pub async fn note(tx: &mut Tx, at: At<'_>, kind: NoteKind, (words, link): (&str, &str)) -> anyhow::Result<()> {
    let (school, now, by, kind) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), kind.as_code());
    sqlx::query!(
        "INSERT INTO self_evaluation_note (school_id, framework, place, wording, kind, words, link, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        school,
        at.framework,
        at.place,
        at.wording,
        kind,
        words,
        link,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::SelfEvaluation).detail(&at.detail())).await
}

/// Takes a comment or a piece of evidence back. Returns the keys of where it stood, if it was there.
pub async fn withdraw(tx: &mut Tx, id: i64) -> anyhow::Result<Option<(String, String)>> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let row = sqlx::query!(
        r#"UPDATE self_evaluation_note SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL
           RETURNING framework AS "framework!", place AS "place!""#,
        now,
        by,
        id,
        school
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let at = At { framework: &row.framework, place: &row.place, wording: "" };
    tx.audit(Entry::new(Deed::Withdrew, Subject::SelfEvaluation).id(id).detail(&at.detail())).await?;
    Ok(Some((row.framework, row.place)))
}

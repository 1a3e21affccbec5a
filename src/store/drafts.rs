//! What people are writing and have not finished: one form as it stands for each thing and author. A draft is no record, so it leaves no
//! entry in the audit and is taken away once it has become one. What stands in it is seen by its author alone; of somebody else's it
//! is only told that there is one.

use std::collections::HashMap;

use anyhow::Context;
use sqlx::SqliteConnection;

use super::{Actor, Tx, secret::hashed};
use crate::domain::{
    draft::DraftKind,
    ids::{PlanId, StaffId},
    people::Name,
    time::Moment,
};

/// What a draft is about: its kind, and the row that the kind speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// What it is to become.
    pub kind: DraftKind,
    /// About which row.
    pub subject: i64,
}

/// A form as it was saved last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Rises by one with each save.
    pub version: i64,
    /// Names and values, as a browser sends them.
    pub fields: Vec<(String, String)>,
    /// When it was saved.
    pub saved: Moment,
    page: String,
}

/// What became of a save.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept {
    /// It is saved, as this version.
    As(i64),
    /// Another window of the same author saved meanwhile: nothing was changed. This is what it saved.
    Not(Draft),
}

/// The author's draft, if there is one.
///
/// # Errors
/// When the database refuses, or what it holds is no form.
pub async fn find(conn: &mut SqliteConnection, place: Place, author: Actor) -> anyhow::Result<Option<Draft>> {
    let (kind, subject, (staff, adult)) = (place.kind.as_code(), place.subject, columns(author));
    let row = sqlx::query!(
        "SELECT version, page, body, saved_at FROM draft
         WHERE kind = ? AND subject_id = ? AND staff_id IS ? AND adult_id IS ?",
        kind,
        subject,
        staff,
        adult
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let fields = serde_json::from_str(&row.body).context("a draft that is no form")?;
    Ok(Some(Draft { version: row.version, fields, saved: Moment::from_unix(row.saved_at), page: row.page }))
}

/// The author's drafts of one kind about any of these rows, by row.
///
/// # Errors
/// As [`find`].
pub async fn find_all(
    conn: &mut SqliteConnection,
    kind: DraftKind,
    subjects: &[i64],
    author: Actor,
) -> anyhow::Result<HashMap<i64, Draft>> {
    let (kind, subjects, (staff, adult)) = (kind.as_code(), serde_json::to_string(subjects)?, columns(author));
    let rows = sqlx::query!(
        r#"SELECT d.subject_id AS "subject!: i64", d.version, d.page, d.body, d.saved_at
           FROM json_each(?) asked CROSS JOIN draft d ON d.kind = ? AND d.subject_id = asked.value
           WHERE d.staff_id IS ? AND d.adult_id IS ?"#,
        subjects,
        kind,
        staff,
        adult
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let fields = serde_json::from_str(&row.body).context("a draft that is no form")?;
        let saved = Moment::from_unix(row.saved_at);
        Ok((row.subject, Draft { version: row.version, fields, saved, page: row.page }))
    });
    read.collect()
}

/// Whether somebody has a draft of the review of the cycle before this one, which was held without it.
pub async fn left_behind(
    conn: &mut SqliteConnection,
    plan: PlanId,
    cycle: i64,
    author: StaffId,
) -> anyhow::Result<bool> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM cycle last JOIN draft d ON d.kind = 'review' AND d.subject_id = last.id AND d.staff_id = ?
                          WHERE last.plan_id = ? AND last.number = ? - 1) AS "found!: bool""#,
        author.0,
        plan.0,
        cycle
    );
    Ok(found.fetch_one(conn).await?)
}

/// Saves the form as it stands. `based_on` is the version that the form was made from, 0 where there was none; `page` names the open window,
/// so that what it sends again after a lost answer is not taken for another's, and is empty where no script runs.
///
/// # Errors
/// When nobody who can have drafts acts, or the database refuses.
pub async fn save(
    tx: &mut Tx,
    place: Place,
    based_on: i64,
    page: &str,
    fields: &[(String, String)],
) -> anyhow::Result<Kept> {
    let author = tx.actor;
    let old = find(tx.conn(), place, author).await?;
    let version = match old {
        Some(old) if old.fields == fields => return Ok(Kept::As(old.version)),
        Some(old) if old.version != based_on && (page.is_empty() || old.page != page) => return Ok(Kept::Not(old)),
        Some(old) => old.version + 1,
        None => based_on.max(0) + 1,
    };
    let (kind, subject, (staff, adult)) = (place.kind.as_code(), place.subject, columns(tx.actor));
    let (body, now) = (serde_json::to_string(fields)?, tx.now.unix());
    let found = sqlx::query!(
        "UPDATE draft SET version = ?, page = ?, body = ?, saved_at = ?
         WHERE kind = ? AND subject_id = ? AND staff_id IS ? AND adult_id IS ?",
        version,
        page,
        body,
        now,
        kind,
        subject,
        staff,
        adult
    )
    .execute(tx.conn())
    .await?;
    if found.rows_affected() == 0 {
        sqlx::query!(
            "INSERT INTO draft (kind, subject_id, staff_id, adult_id, version, page, body, saved_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            kind,
            subject,
            staff,
            adult,
            version,
            page,
            body,
            now
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(Kept::As(version))
}

/// Notes in which browser an adult's draft was last written.
pub async fn written_in(tx: &mut Tx, place: Place, browser: &str) -> anyhow::Result<()> {
    let (kind, subject, (_, adult), browser) =
        (place.kind.as_code(), place.subject, columns(tx.actor), hashed(browser));
    sqlx::query!(
        "UPDATE draft SET browser_hash = ? WHERE kind = ? AND subject_id = ? AND adult_id IS ?",
        browser,
        kind,
        subject,
        adult
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether an adult's draft was last written in this browser.
pub async fn is_of(conn: &mut SqliteConnection, place: Place, author: Actor, browser: &str) -> anyhow::Result<bool> {
    let (kind, subject, (_, adult), browser) = (place.kind.as_code(), place.subject, columns(author), hashed(browser));
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM draft WHERE kind = ? AND subject_id = ? AND adult_id IS ? AND browser_hash = ?) AS "is!: bool""#,
        kind,
        subject,
        adult,
        browser
    );
    Ok(found.fetch_one(conn).await?)
}

/// Takes the author's draft away: it has become a record, or they have thrown it away.
pub async fn clear(tx: &mut Tx, place: Place) -> anyhow::Result<()> {
    let (kind, subject, (staff, adult)) = (place.kind.as_code(), place.subject, columns(tx.actor));
    sqlx::query!(
        "DELETE FROM draft WHERE kind = ? AND subject_id = ? AND staff_id IS ? AND adult_id IS ?",
        kind,
        subject,
        staff,
        adult
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Which other members of staff have a draft of the same, and when they saved it: never what stands in it.
pub async fn others(conn: &mut SqliteConnection, place: Place, but: Actor) -> anyhow::Result<Vec<(Name, Moment)>> {
    let (kind, subject, staff) = (place.kind.as_code(), place.subject, but.staff());
    let rows = sqlx::query!(
        "SELECT s.title, s.forename, s.surname, d.saved_at FROM draft d JOIN staff s ON s.id = d.staff_id
         WHERE d.kind = ? AND d.subject_id = ? AND d.staff_id IS NOT ? ORDER BY d.saved_at DESC",
        kind,
        subject,
        staff
    )
    .fetch_all(conn)
    .await?;
    let name = |title, forename, surname| Name { title, forename, surname };
    Ok(rows.into_iter().map(|r| (name(r.title, r.forename, r.surname), Moment::from_unix(r.saved_at))).collect())
}

/// The author's columns. Whoever is neither a member of staff nor a parent has no drafts: both stay empty, which no row allows.
fn columns(author: Actor) -> (Option<i64>, Option<i64>) {
    match author {
        Actor::Staff(id) => (Some(id.0), None),
        Actor::Adult(id) => (None, Some(id.0)),
        Actor::System | Actor::Command => (None, None),
    }
}

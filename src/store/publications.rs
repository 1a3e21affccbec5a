//! What was published for governors, as it was frozen.

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    calendar::{AcademicYear, Season},
    figures::Line,
    ids::SchoolId,
    people::Name,
    time::Moment,
};

/// One line with its counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// Which.
    pub line: Line,
    /// The day it tells of.
    pub as_of: NaiveDate,
    /// The number below which a count is not shown.
    pub threshold: u32,
    /// The counts of its cells, in order.
    pub counts: Vec<u32>,
}

/// A publication.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Publication {
    /// Of which year.
    pub year: AcademicYear,
    /// Of which term.
    pub season: Season,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Name,
    /// Its lines.
    pub lines: Vec<Counted>,
}

/// Every publication of a school, the newest term first.
pub async fn all(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Publication>> {
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!", p.year, p.season, p.published_at, s.title, s.forename, s.surname,
             l.line, l.as_of_on AS "as_of_on: NaiveDate", l.threshold, l.counts
           FROM publication p JOIN staff s ON s.id = p.published_by JOIN publication_line l ON l.publication_id = p.id
           WHERE p.school_id = ? ORDER BY p.published_at DESC, p.id DESC"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let mut found: Vec<(i64, Publication)> = Vec::new();
    for r in rows {
        if found.last().is_none_or(|(id, _)| *id != r.id) {
            let publication = Publication {
                year: AcademicYear::new(i32::try_from(r.year)?),
                season: code::read::<Season>(&r.season)?,
                at: Moment::from_unix(r.published_at),
                by: Name { title: r.title, forename: r.forename, surname: r.surname },
                lines: Vec::new(),
            };
            found.push((r.id, publication));
        }
        if let Some((_, publication)) = found.last_mut() {
            publication.lines.push(Counted {
                line: code::read::<Line>(&r.line)?,
                as_of: r.as_of_on,
                threshold: u32::try_from(r.threshold)?,
                counts: serde_json::from_str(&r.counts).context("counts that cannot be read")?,
            });
        }
    }
    let mut found: Vec<Publication> = found.into_iter().map(|(_, publication)| publication).collect();
    found.iter_mut().for_each(|p| p.lines.sort_by_key(|l| l.line));
    Ok(found)
}

/// Freezes the figures of a term. Returns whether they were not published before.
pub async fn publish(tx: &mut Tx, (year, season): (AcademicYear, Season), lines: &[Counted]) -> anyhow::Result<bool> {
    let (school, now, by, year, season) =
        (tx.school()?.0, tx.now.unix(), tx.actor.staff(), year.starting(), season.as_code());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO publication (school_id, year, season, published_at, published_by) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (school_id, year, season) DO NOTHING RETURNING id AS "id!: i64""#,
        school,
        year,
        season,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id else { return Ok(false) };
    for one in lines {
        let (line, counts) = (one.line.as_code(), serde_json::to_string(&one.counts)?);
        sqlx::query!(
            "INSERT INTO publication_line (publication_id, line, as_of_on, threshold, counts) VALUES (?, ?, ?, ?, ?)",
            id,
            line,
            one.as_of,
            one.threshold,
            counts
        )
        .execute(tx.conn())
        .await?;
    }
    tx.audit(Entry::new(Deed::Published, Subject::Figures).id(id)).await?;
    Ok(true)
}

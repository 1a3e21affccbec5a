//! What a school offers, as families read it: what is written now, what is shown of the catalogue, and every version that was published.

use anyhow::Context;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::{Tx, code, publications, schools};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    figures::Line,
    ids::{ProvisionId, SchoolId},
    information_report::{Figure, Offered, Report, Section},
    need::Area,
    people::Name,
    plan::PlanKind,
    time::Moment,
};

/// A provision of the catalogue, and how it is shown to families, if it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownProvision {
    /// Which.
    pub provision: ProvisionId,
    /// Its name.
    pub name: String,
    /// What the catalogue says that it is for; may be empty.
    pub purpose: String,
    /// For which area it is shown, and in which words.
    pub shown: Option<(Area, String)>,
}

/// A version that was published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublishedReport {
    /// Its row.
    pub id: i64,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Option<Name>,
    /// All that it said.
    pub report: Report,
}

/// A report as its publication keeps it.
#[derive(Serialize, Deserialize)]
#[serde(default)]
#[derive(Default)]
struct KeptReport {
    /// Code and words.
    parts: Vec<(String, String)>,
    /// Area, name and words.
    offered: Vec<(String, String, String)>,
    /// Line, day, threshold and counts.
    figures: Vec<(String, NaiveDate, u32, Vec<u32>)>,
    reviews_a_year: u32,
}

/// The report as it is written now.
///
/// # Errors
/// When the database refuses.
pub async fn now(conn: &mut SqliteConnection, school: SchoolId, today: NaiveDate) -> anyhow::Result<Report> {
    let rows = sqlx::query!(
        r#"SELECT section, words FROM information_text t WHERE school_id = ?1
             AND id = (SELECT max(n.id) FROM information_text n WHERE n.school_id = ?1 AND n.section = t.section)"#,
        school.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut parts = Vec::new();
    for row in rows.into_iter().filter(|row| !row.words.is_empty()) {
        parts.push((code::read::<Section>(&row.section)?, row.words));
    }
    parts.sort();
    let shown = provisions(conn, school).await?.into_iter().filter_map(|one| {
        let (area, words) = one.shown?;
        Some(Offered { area, name: one.name, words })
    });
    let published = publications::all(conn, school).await?.into_iter().next();
    let lasting = published.into_iter().flat_map(|one| one.lines).filter(|one| one.line.is_lasting());
    let figure = |one: publications::Counted| Figure {
        line: one.line,
        as_of: one.as_of,
        threshold: one.threshold,
        counts: one.counts,
    };
    let reviews_a_year = schools::rules(conn, school, today).await?.reviews_a_year(PlanKind::SenSupport);
    Ok(Report { parts, offered: shown.collect(), figures: lasting.map(figure).collect(), reviews_a_year })
}

/// The catalogue of a school, by name, each with how it is shown to families.
///
/// # Errors
/// When the database refuses.
pub async fn provisions(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<ShownProvision>> {
    let rows = sqlx::query!(
        r#"SELECT v.id AS "id!", v.name, d.purpose AS "purpose?", i.area AS "area?", i.words AS "words?"
           FROM provision v
           LEFT JOIN provision_description d ON d.id = (SELECT max(n.id) FROM provision_description n WHERE n.provision_id = v.id)
           LEFT JOIN information_provision i ON i.provision_id = v.id AND i.school_id = v.school_id AND i.withdrawn_at IS NULL
           WHERE v.school_id = ? ORDER BY v.name"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let area = code::maybe::<Area>(row.area.as_deref())?;
        let purpose = row.purpose.unwrap_or_default();
        Ok(ShownProvision { provision: ProvisionId(row.id), name: row.name, purpose, shown: area.zip(row.words) })
    });
    read.collect()
}

/// Words a part anew.
///
/// # Errors
/// When the database refuses.
pub async fn write(tx: &mut Tx, section: Section, words: &str) -> anyhow::Result<()> {
    let (school, now, by, section) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), section.as_code());
    sqlx::query!(
        "INSERT INTO information_text (school_id, section, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        school,
        section,
        words,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::InformationReport).detail(section)).await
}

/// Shows a provision to families in these words from now on, or with nothing no longer. The caller has found it in the school's catalogue.
///
/// # Errors
/// When the database refuses.
pub async fn show(tx: &mut Tx, provision: ProvisionId, shown: Option<(Area, &str)>) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE information_provision SET withdrawn_at = ?, withdrawn_by = ? WHERE school_id = ? AND provision_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        school,
        provision.0
    )
    .execute(tx.conn())
    .await?;
    if let Some((area, words)) = shown {
        let area = area.as_code();
        sqlx::query!(
            "INSERT INTO information_provision (school_id, provision_id, area, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
            school,
            provision.0,
            area,
            words,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    tx.audit(Entry::new(Deed::Changed, Subject::InformationReport).detail("provision")).await
}

/// Publishes a report as it is.
///
/// # Errors
/// When the database refuses.
pub async fn publish(tx: &mut Tx, report: &Report) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let content = serde_json::to_string(&kept(report))?;
    let id = sqlx::query_scalar!(
        r#"INSERT INTO information_publication (school_id, content, published_at, published_by) VALUES (?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        content,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Published, Subject::InformationReport).id(id)).await
}

/// What was published, the newest first: all of it, or the newest alone.
///
/// # Errors
/// When the database refuses.
pub async fn published(
    conn: &mut SqliteConnection,
    school: SchoolId,
    most: Option<u32>,
) -> anyhow::Result<Vec<PublishedReport>> {
    let most = most.map_or(-1, i64::from);
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!", p.content, p.published_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM information_publication p LEFT JOIN staff s ON s.id = p.published_by WHERE p.school_id = ? ORDER BY p.id DESC LIMIT ?"#,
        school.0,
        most
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let kept: KeptReport = serde_json::from_str(&row.content).context("a published report that cannot be read")?;
        Ok(PublishedReport {
            id: row.id,
            at: Moment::from_unix(row.published_at),
            by: Name::maybe(row.title, row.forename, row.surname),
            report: reread(kept)?,
        })
    });
    read.collect()
}

fn kept(report: &Report) -> KeptReport {
    let part = |(section, words): &(Section, String)| (section.as_code().to_owned(), words.clone());
    let offered = |one: &Offered| (one.area.as_code().to_owned(), one.name.clone(), one.words.clone());
    let figure = |one: &Figure| (one.line.as_code().to_owned(), one.as_of, one.threshold, one.counts.clone());
    KeptReport {
        parts: report.parts.iter().map(part).collect(),
        offered: report.offered.iter().map(offered).collect(),
        figures: report.figures.iter().map(figure).collect(),
        reviews_a_year: report.reviews_a_year,
    }
}

fn reread(kept: KeptReport) -> anyhow::Result<Report> {
    let part = |(section, words): (String, String)| Ok((code::read::<Section>(&section)?, words));
    let offered =
        |(area, name, words): (String, String, String)| Ok(Offered { area: code::read::<Area>(&area)?, name, words });
    let figure = |(line, as_of, threshold, counts): (String, NaiveDate, u32, Vec<u32>)| {
        Ok(Figure { line: code::read::<Line>(&line)?, as_of, threshold, counts })
    };
    Ok(Report {
        parts: kept.parts.into_iter().map(part).collect::<anyhow::Result<_>>()?,
        offered: kept.offered.into_iter().map(offered).collect::<anyhow::Result<_>>()?,
        figures: kept.figures.into_iter().map(figure).collect::<anyhow::Result<_>>()?,
        reviews_a_year: kept.reviews_a_year,
    })
}

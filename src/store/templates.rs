//! The school's templates of plans, kind by kind and version by version, and with which of them a plan was begun.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{PlanId, SchoolId},
    people::Name,
    plan::PlanKind,
    template::{AskedPart, Question, TargetField, Template, TemplatePart},
    time::Moment,
};

/// A version of a template as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldTemplate {
    /// Its row.
    pub id: i64,
    /// 1, 2, 3 … within its kind.
    pub number: i64,
    /// What it asks.
    pub asks: Template,
    /// When it was entered.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
}

#[derive(Serialize, Deserialize)]
struct RawTemplate {
    parts: Vec<RawPart>,
    /// Words and what stands under them. Templates of before questions have none.
    #[serde(default)]
    questions: Vec<(String, String)>,
    of_target: Vec<String>,
    weeks: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct RawPart {
    part: String,
    asked: bool,
    heading: String,
    help: String,
}

fn raw(asks: &Template) -> RawTemplate {
    let part = |one: &AskedPart| RawPart {
        part: one.part.as_code().to_owned(),
        asked: one.is_asked,
        heading: one.heading.clone(),
        help: one.help.clone(),
    };
    RawTemplate {
        parts: asks.parts.iter().map(part).collect(),
        questions: asks.questions.iter().map(|one| (one.words.clone(), one.help.clone())).collect(),
        of_target: asks.of_target.iter().map(|one| one.as_code().to_owned()).collect(),
        weeks: asks.weeks,
    }
}

fn read(text: &str) -> anyhow::Result<Template> {
    let raw: RawTemplate = serde_json::from_str(text)?;
    let part = |one: RawPart| {
        let part = code::read::<TemplatePart>(&one.part)?;
        anyhow::Ok(AskedPart { part, is_asked: one.asked, heading: one.heading, help: one.help })
    };
    let mut parts: Vec<AskedPart> = raw.parts.into_iter().map(part).collect::<anyhow::Result<_>>()?;
    if !parts.iter().any(|one| one.part == TemplatePart::Questions) {
        let (heading, help) = (String::new(), String::new());
        parts.push(AskedPart { part: TemplatePart::Questions, is_asked: true, heading, help });
    }
    Ok(Template {
        parts,
        questions: raw.questions.into_iter().map(|(words, help)| Question { words, help }).collect(),
        of_target: raw.of_target.iter().map(|one| code::read::<TargetField>(one)).collect::<anyhow::Result<_>>()?,
        weeks: raw.weeks,
    })
}

/// Every version of a kind's template, the newest first; none where the school has what Thrice ships.
///
/// # Errors
/// When the database refuses.
pub async fn of_kind(
    conn: &mut SqliteConnection,
    school: SchoolId,
    kind: PlanKind,
) -> anyhow::Result<Vec<HeldTemplate>> {
    let kind = kind.as_code();
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id!", t.number, t.content, t.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM template t LEFT JOIN staff s ON s.id = t.entered_by WHERE t.school_id = ? AND t.kind = ? ORDER BY t.number DESC"#,
        school.0,
        kind
    )
    .fetch_all(conn)
    .await?;
    let held = rows.into_iter().map(|row| {
        let by = Name::maybe(row.title, row.forename, row.surname);
        let entered = Moment::from_unix(row.entered_at);
        Ok(HeldTemplate { id: row.id, number: row.number, asks: read(&row.content)?, entered, by })
    });
    held.collect()
}

/// What the form of a new plan of a kind asks: the newest version, else what Thrice ships.
///
/// # Errors
/// When the database refuses.
pub async fn of_new_plan(conn: &mut SqliteConnection, school: SchoolId, kind: PlanKind) -> anyhow::Result<Template> {
    let newest = of_kind(conn, school, kind).await?.into_iter().next();
    Ok(newest.map_or_else(|| Template::shipped(kind), |one| one.asks))
}

/// With what a plan goes on: the version it was begun with, else what Thrice ships.
///
/// # Errors
/// When the database refuses.
pub async fn of_plan(conn: &mut SqliteConnection, plan: PlanId, kind: PlanKind) -> anyhow::Result<Template> {
    let text = sqlx::query_scalar!(
        "SELECT t.content FROM plan_template p JOIN template t ON t.id = p.template_id WHERE p.plan_id = ?",
        plan.0
    )
    .fetch_optional(conn)
    .await?;
    text.map_or_else(|| Ok(Template::shipped(kind)), |text| read(&text))
}

/// Enters the next version, if the newest is still the one that was read.
///
/// # Errors
/// When the database refuses.
pub async fn enter(tx: &mut Tx, kind: PlanKind, seen: i64, asks: &Template) -> anyhow::Result<bool> {
    let (school, now, by, code) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), kind.as_code());
    let content = serde_json::to_string(&raw(asks))?;
    let id = sqlx::query_scalar!(
        r#"INSERT INTO template (school_id, kind, number, content, entered_at, entered_by)
           SELECT ?1, ?2, ?3 + 1, ?4, ?5, ?6
           WHERE ?3 = (SELECT coalesce(max(number), 0) FROM template WHERE school_id = ?1 AND kind = ?2) RETURNING id AS "id!: i64""#,
        school,
        code,
        seen,
        content,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id else { return Ok(false) };
    tx.audit(Entry::new(Deed::Changed, Subject::Template).id(id).detail(code)).await?;
    Ok(true)
}

/// Notes that a new plan was begun with the newest version of its kind's template.
///
/// # Errors
/// When the database refuses.
pub async fn begun_with(tx: &mut Tx, plan: PlanId, kind: PlanKind) -> anyhow::Result<()> {
    let (school, kind) = (tx.school()?.0, kind.as_code());
    sqlx::query!(
        "INSERT INTO plan_template (plan_id, template_id)
         SELECT ?, id FROM template WHERE school_id = ? AND kind = ? ORDER BY number DESC LIMIT 1",
        plan.0,
        school,
        kind
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

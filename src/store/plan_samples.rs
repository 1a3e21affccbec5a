//! Plans without names as they were published for governors. A row holds no pupil and no plan: only the audit knows whose they were.

use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{PlanSampleId, PupilId, SchoolId},
    people::Name,
    plan::PlanKind,
    plan_sample::Sheet,
    time::Moment,
};

/// What was published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanSample {
    /// Which.
    pub id: PlanSampleId,
    /// The number by which the plans were drawn; `None`: somebody chose them.
    pub seed: Option<u64>,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Name,
    /// Why it was withdrawn, if it was.
    pub withdrawn: Option<String>,
    /// The plans, in order.
    pub sheets: Vec<Sheet>,
}

/// Every sample of a school, the newest first.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<PlanSample>> {
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!", p.seed, p.published_at, p.withdrawn_at IS NOT NULL AS "is_withdrawn!: bool", p.withdrawn_why,
             s.title, s.forename, s.surname,
             (SELECT json_group_array(json_array(x.kind, json(x.parts)) ORDER BY x.position) FROM plan_sample_sheet x WHERE x.sample_id = p.id)
                AS "sheets!: String"
           FROM plan_sample p JOIN staff s ON s.id = p.published_by WHERE p.school_id = ? ORDER BY p.published_at DESC, p.id DESC"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        Ok(PlanSample {
            id: PlanSampleId(r.id),
            seed: r.seed.map(i64::cast_unsigned),
            at: Moment::from_unix(r.published_at),
            by: Name { title: r.title, forename: r.forename, surname: r.surname },
            withdrawn: r.is_withdrawn.then_some(r.withdrawn_why),
            sheets: sheets(&r.sheets)?,
        })
    });
    read.collect()
}

/// A plan as a row holds it: the code of its kind, and its headings with their lines.
type RawSheet = (String, Vec<(String, Vec<String>)>);

fn sheets(rows: &str) -> anyhow::Result<Vec<Sheet>> {
    let rows: Vec<RawSheet> = serde_json::from_str(rows)?;
    rows.into_iter().map(|(kind, parts)| Ok(Sheet { kind: code::read::<PlanKind>(&kind)?, parts })).collect()
}

/// Everybody whose name may stand in a plan of a school: pupils with their numbers, by every name they have, and staff and parents.
pub async fn names(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<(Option<PupilId>, Name)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "pupil?: i64", '' AS "title!: String", forename AS "forename!: String", surname AS "surname!: String"
             FROM pupil WHERE school_id = ?1
           UNION SELECT id, '', legal_forename, legal_surname FROM pupil WHERE school_id = ?1
           UNION SELECT NULL, title, forename, surname FROM staff WHERE school_id = ?1
           UNION SELECT NULL, title, forename, surname FROM adult WHERE school_id = ?1
           UNION SELECT NULL, a.title, f.forename, f.surname FROM adult_former f JOIN adult a ON a.id = f.adult_id WHERE a.school_id = ?1"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let named = |title, forename, surname| Name { title, forename, surname };
    Ok(rows.into_iter().map(|r| (r.pupil.map(PupilId), named(r.title, r.forename, r.surname))).collect())
}

/// Publishes these plans, each with whose it is, for the audit alone.
pub async fn publish(tx: &mut Tx, seed: Option<u64>, sheets: &[(PupilId, Sheet)]) -> anyhow::Result<PlanSampleId> {
    let (school, seed, now, by) = (tx.school()?.0, seed.map(u64::cast_signed), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO plan_sample (school_id, seed, published_at, published_by) VALUES (?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        seed,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    for (position, (pupil, sheet)) in (1_i64..).zip(sheets) {
        let (kind, parts) = (sheet.kind.as_code(), serde_json::to_string(&sheet.parts)?);
        sqlx::query!(
            "INSERT INTO plan_sample_sheet (sample_id, position, kind, parts) VALUES (?, ?, ?, ?)",
            id,
            position,
            kind,
            parts
        )
        .execute(tx.conn())
        .await?;
        tx.audit(Entry::new(Deed::Published, Subject::PlanSample).id(id).pupil(*pupil)).await?;
    }
    Ok(PlanSampleId(id))
}

/// Withdraws a sample, so that governors read it no longer. Returns whether it was published until now.
pub async fn withdraw(tx: &mut Tx, id: PlanSampleId, why: &str) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE plan_sample SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        why,
        id.0,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Withdrew, Subject::PlanSample).id(id.0)).await?;
    Ok(true)
}

//! What is printed for reviews: the plans of many pupils with their targets and what their last review found, as one person may see them.

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::code;
use crate::domain::{
    access::{Relation, Thing, Verb, Viewer},
    ids::{PlanId, PupilId},
    people::Name,
    plan::PlanKind,
    review::Decision,
    target::{Progress, Score},
};

/// One plan on its sheet of paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// Which.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// Their class today; empty if none.
    pub class: String,
    /// What the plan is for.
    pub kind: PlanKind,
    /// Who owns its reviews.
    pub lead: Name,
    /// The agreed day of the next review.
    pub review_on: NaiveDate,
    /// Its targets now, in order.
    pub targets: Vec<Target>,
    /// Its newest review.
    pub last: Option<Last>,
}

/// A target on paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// The step.
    pub wording: String,
    /// What is counted, and how.
    pub measure: String,
    /// "words", "minutes" … or empty.
    pub unit: String,
    /// Where it started, what is expected, and the challenge if there is one.
    pub aim: (Score, Score, Option<Score>),
    /// What adults do, what does not help, what helps at home.
    pub strategies: [String; 3],
}

/// The newest review. What the parents said is not in it: the sheet may lie in front of both of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Last {
    /// The day.
    pub held_on: NaiveDate,
    /// What was decided.
    pub decision: Decision,
    /// What it found, as corrected.
    pub summary: String,
    /// How each target came out.
    pub results: Vec<Outcome>,
}

/// How one target came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Its words.
    pub wording: String,
    /// How far it was reached.
    pub progress: Progress,
    /// What was read, with its unit.
    pub actual: Option<String>,
    /// In a few words.
    pub note: String,
}

#[derive(Deserialize)]
struct RawTarget {
    wording: String,
    measure: String,
    unit: String,
    aim: (i64, i64, Option<i64>),
    strategies: [String; 3],
}

#[derive(Deserialize)]
struct RawResult {
    wording: String,
    progress: String,
    actual: Option<i64>,
    unit: String,
    note: String,
}

/// The sheets of these plans, or of those of all whom this person teaches or supports: open plans of pupils on roll today whose reviews they may see; the
/// others do not exist for them. One statement, however many there are.
pub async fn sheets(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    wanted: Option<&[PlanId]>,
    today: NaiveDate,
) -> anyhow::Result<Vec<Sheet>> {
    let wanted =
        wanted.map(|all| serde_json::to_string(&all.iter().map(|plan| plan.0).collect::<Vec<_>>())).transpose()?;
    let rows = sqlx::query!(
        r#"SELECT l.id AS "plan!", p.id AS "pupil!", p.forename, p.surname, coalesce(k.name, '') AS "class!: String", l.kind,
             s.title AS "lead_title!: String", s.forename AS "lead_forename!: String", s.surname AS "lead_surname!: String",
             c.review_on AS "review_on!: NaiveDate",
             EXISTS (SELECT 1 FROM class_staff u WHERE u.class_id = m.class_id AND u.staff_id = ?4 AND u.from_on <= ?3
               AND (u.until_on IS NULL OR u.until_on >= ?3)) AS "by_class!: bool",
             EXISTS (SELECT 1 FROM pupil_support u WHERE u.pupil_id = p.id AND u.staff_id = ?4 AND u.from_on <= ?3
               AND (u.until_on IS NULL OR u.until_on >= ?3)) AS "by_name!: bool",
             (SELECT json_group_array(json_object('wording', wording, 'measure', measure, 'unit', unit,
                'aim', json_array(baseline, predicted, challenge), 'strategies', json_array(strategy, avoid, at_home)))
                FROM (SELECT * FROM target_in_words WHERE cycle_id = c.id AND withdrawn_at IS NULL ORDER BY position, id)) AS "targets!: String",
             r.held_on AS "held_on?: NaiveDate", r.decision AS "decision?: String",
             coalesce((SELECT x.words FROM review_correction x WHERE x.review_id = r.id AND x.field = 'summary' ORDER BY x.id DESC LIMIT 1),
                      r.summary, '') AS "summary!: String",
             (SELECT json_group_array(json_object('wording', wording, 'progress', progress, 'actual', actual, 'unit', unit, 'note', note))
                FROM (SELECT t.wording, x.progress, x.actual, t.unit, x.note FROM target_result x JOIN target t ON t.id = x.target_id
                      WHERE x.review_id = r.id ORDER BY t.position, t.id)) AS "results!: String"
           FROM plan l JOIN pupil p ON p.id = l.pupil_id JOIN staff s ON s.id = l.lead_id
           JOIN cycle c ON c.plan_id = l.id AND NOT EXISTS (SELECT 1 FROM review y WHERE y.cycle_id = c.id)
           LEFT JOIN review r ON r.id = (SELECT z.id FROM cycle o JOIN review z ON z.cycle_id = o.id WHERE o.plan_id = l.id
             ORDER BY o.number DESC LIMIT 1)
           LEFT JOIN class_membership m ON m.id = (SELECT cm.id FROM class_membership cm WHERE cm.pupil_id = p.id AND cm.from_on <= ?3
             AND (cm.until_on IS NULL OR cm.until_on >= ?3) ORDER BY cm.id DESC LIMIT 1)
           LEFT JOIN class k ON k.id = m.class_id
           WHERE p.school_id = ?1 AND (?2 IS NULL OR l.id IN (SELECT value FROM json_each(?2)))
             AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id)
             AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?3 AND (e.until_on IS NULL OR e.until_on >= ?3))
           ORDER BY p.surname, p.forename, l.id"#,
        viewer.school.0,
        wanted,
        today,
        viewer.staff.0
    )
    .fetch_all(conn)
    .await?;
    let mut sheets = Vec::with_capacity(rows.len());
    for row in rows {
        let relation = Relation::of(viewer.role, row.by_class, row.by_name);
        let is_asked_for = wanted.is_some() || relation != Relation::None;
        if !is_asked_for || !viewer.may(relation, Thing::Review, Verb::See) {
            continue;
        }
        let last = row.held_on.zip(row.decision).map(|(held_on, decision)| {
            let (decision, results) = (code::read::<Decision>(&decision)?, results(&row.results)?);
            anyhow::Ok(Last { held_on, decision, summary: row.summary, results })
        });
        sheets.push(Sheet {
            plan: PlanId(row.plan),
            pupil: PupilId(row.pupil),
            name: Name { title: String::new(), forename: row.forename, surname: row.surname },
            class: row.class,
            kind: code::read::<PlanKind>(&row.kind)?,
            lead: Name { title: row.lead_title, forename: row.lead_forename, surname: row.lead_surname },
            review_on: row.review_on,
            targets: targets(&row.targets)?,
            last: last.transpose()?,
        });
    }
    Ok(sheets)
}

fn targets(text: &str) -> anyhow::Result<Vec<Target>> {
    let raw: Vec<RawTarget> = serde_json::from_str(text).context("targets that cannot be read")?;
    let read = |one: RawTarget| {
        let (from, to, far) = one.aim;
        let aim = (Score(from), Score(to), far.map(Score));
        Target { wording: one.wording, measure: one.measure, unit: one.unit, aim, strategies: one.strategies }
    };
    Ok(raw.into_iter().map(read).collect())
}

fn results(text: &str) -> anyhow::Result<Vec<Outcome>> {
    let raw: Vec<RawResult> = serde_json::from_str(text).context("results that cannot be read")?;
    let read = |one: RawResult| {
        let progress = code::read::<Progress>(&one.progress)?;
        let actual = one.actual.map(|score| format!("{} {}", Score(score), one.unit).trim().to_owned());
        Ok(Outcome { wording: one.wording, progress, actual, note: one.note })
    };
    raw.into_iter().map(read).collect()
}

//! Recorded reviews as pages show them.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Voice,
    corrections::{self, Correction},
};
use crate::{
    domain::{
        ids::{CycleId, PlanId, ReviewId, TargetId},
        people::Name,
        review::{Correctable, Decision},
        target::{Aim, Direction, Progress, Score},
    },
    store::code,
};

/// How one target came out, as a page shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Result {
    /// The target's row.
    pub target: TargetId,
    /// Its words.
    pub wording: String,
    /// Its unit.
    pub unit: String,
    /// From where to where.
    pub aim: Aim,
    /// What was read at the review.
    pub actual: Option<Score>,
    /// How far it was reached.
    pub progress: Progress,
    /// In a few words.
    pub note: String,
    /// The next cycle's row, where it was carried forward.
    pub carried_to: Option<TargetId>,
}

/// A recorded review, as a page shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReviewView {
    /// Its row.
    pub id: ReviewId,
    /// The cycle it ended.
    pub cycle: CycleId,
    /// That cycle's number.
    pub number: i64,
    /// Who recorded it.
    pub by: Option<Name>,
    /// The day it was held.
    pub held_on: NaiveDate,
    /// It was the EHC plan's annual review.
    pub ehc_annual: bool,
    /// The pupil's.
    pub pupil: Voice,
    /// The parents'.
    pub parent: Voice,
    /// What it found.
    pub summary: String,
    /// What it decided.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// One per target.
    pub results: Vec<Result>,
    /// Words that were corrected afterwards, oldest first. What stands above is as corrected.
    pub corrections: Vec<Correction>,
}

impl ReviewView {
    /// The words of a field as they stand now.
    #[must_use]
    pub fn words(&self, field: Correctable) -> &str {
        match field {
            Correctable::PupilView => &self.pupil.words,
            Correctable::ParentView => &self.parent.words,
            Correctable::Summary => &self.summary,
            Correctable::Reason => &self.reason,
        }
    }

    pub(super) fn words_mut(&mut self, field: Correctable) -> &mut String {
        match field {
            Correctable::PupilView => &mut self.pupil.words,
            Correctable::ParentView => &mut self.parent.words,
            Correctable::Summary => &mut self.summary,
            Correctable::Reason => &mut self.reason,
        }
    }
}

/// Every review of a plan, newest first. In two statements, however many there are.
pub async fn history(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<Vec<ReviewView>> {
    let rows = sqlx::query!(
        r#"SELECT r.id, r.cycle_id, c.number, r.held_on AS "held_on: NaiveDate", r.ehc_annual AS "ehc_annual: bool", r.pupil_view,
                  r.pupil_view_how, r.pupil_view_by, r.pupil_declined AS "pupil_declined: bool", r.parent_view,
                  r.parent_view_how, r.parent_view_by, r.parent_declined AS "parent_declined: bool", r.summary, r.decision,
                  r.decision_reason, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?",
                  (SELECT json_group_array(json_object('field', x.field, 'words', x.words, 'at', x.entered_at, 'title', w.title,
                                                       'forename', w.forename, 'surname', w.surname))
                   FROM (SELECT * FROM review_correction WHERE review_id = r.id ORDER BY id) x JOIN staff w ON w.id = x.entered_by)
                      AS "corrections!: String"
           FROM review r JOIN cycle c ON c.id = r.cycle_id LEFT JOIN staff s ON s.id = r.entered_by
           WHERE c.plan_id = ? ORDER BY c.number DESC"#,
        plan.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut results = results(conn, plan).await?;
    rows.into_iter()
        .map(|r| {
            let mut view = ReviewView {
                id: ReviewId(r.id),
                cycle: CycleId(r.cycle_id),
                by: Name::maybe(r.title, r.forename, r.surname),
                number: r.number,
                held_on: r.held_on,
                ehc_annual: r.ehc_annual,
                results: results.remove(&r.id).unwrap_or_default(),
                pupil: Voice {
                    words: r.pupil_view,
                    how: r.pupil_view_how,
                    by: r.pupil_view_by,
                    declined: r.pupil_declined,
                },
                parent: Voice {
                    words: r.parent_view,
                    how: r.parent_view_how,
                    by: r.parent_view_by,
                    declined: r.parent_declined,
                },
                summary: r.summary,
                decision: code::read::<Decision>(&r.decision)?,
                reason: r.decision_reason,
                corrections: Vec::new(),
            };
            let raw = serde_json::from_str(&r.corrections).context("corrections that cannot be read")?;
            corrections::apply(&mut view, raw);
            Ok(view)
        })
        .collect()
}

/// How the targets of a plan came out, by review.
async fn results(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<BTreeMap<i64, Vec<Result>>> {
    let rows = sqlx::query!(
        r#"SELECT x.review_id AS "review_id!: i64", t.id, t.wording, t.unit, t.direction, t.baseline, t.predicted, t.challenge,
                  x.actual, x.progress, x.note,
                  (SELECT n.id FROM target n WHERE n.replaces_id = t.id AND n.cycle_id <> t.cycle_id LIMIT 1) AS "carried_to?: i64"
           FROM target_result x
           JOIN target t ON t.id = x.target_id
           JOIN cycle c ON c.id = t.cycle_id
           WHERE c.plan_id = ? ORDER BY t.position, t.id"#,
        plan.0
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        found.entry(row.review_id).or_default().push(Result {
            target: TargetId(row.id),
            wording: row.wording,
            unit: row.unit,
            aim: Aim {
                direction: code::read::<Direction>(&row.direction)?,
                baseline: Score(row.baseline),
                predicted: Score(row.predicted),
                challenge: row.challenge.map(Score),
            },
            actual: row.actual.map(Score),
            progress: code::read::<Progress>(&row.progress)?,
            note: row.note,
            carried_to: row.carried_to.map(TargetId),
        });
    }
    Ok(found)
}

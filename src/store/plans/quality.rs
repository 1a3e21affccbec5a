//! What the rules on how a plan is written ask beside the plan: needs, voices, and what was met before.

use chrono::{Months, NaiveDate, NaiveTime};
use sqlx::SqliteConnection;

use super::{Content, Outcome, Placement, PlanView, Target, load};
use crate::{
    domain::{
        calendar::Calendar,
        ids::{CycleId, PlanId, PupilId},
        need::Need,
        plan::PlanKind,
        quality::{self, LineText, MetBefore, OutcomeText, PlanToCheck, Quality, TargetText},
        strategy::Way,
        target::Score,
        time::Moment,
    },
    store::code,
};

/// Months for which something that was said counts as heard.
const HEARD: Months = Months::new(12);

/// What stands around a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Around {
    needs: Vec<Need>,
    pupil: bool,
    parents: bool,
    met: Vec<MetBefore>,
}

/// An open plan, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// Which.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// What it is for.
    pub kind: PlanKind,
    /// What the rules say.
    pub quality: Quality,
}

/// Reads what stands around a plan, in one statement. The caller has asked whether this person may see the pupil's record.
///
/// # Errors
/// When the database refuses.
pub async fn around(
    conn: &mut SqliteConnection,
    plan: PlanId,
    pupil: PupilId,
    today: NaiveDate,
) -> anyhow::Result<Around> {
    let since = today - HEARD;
    let since_at = Moment::at(since, NaiveTime::MIN).unix();
    let row = sqlx::query!(
        r#"SELECT
             (SELECT json_group_array(code ORDER BY rank, id) FROM need
                WHERE pupil_id = ?2 AND from_on <= ?3 AND (until_on IS NULL OR until_on >= ?3)) AS "needs!: String",
             (EXISTS (SELECT 1 FROM pupil_view WHERE pupil_id = ?2 AND given_on >= ?4)
               OR EXISTS (SELECT 1 FROM review r JOIN cycle c ON c.id = r.cycle_id JOIN plan l ON l.id = c.plan_id
                    WHERE l.pupil_id = ?2 AND r.held_on >= ?4 AND (trim(r.pupil_view) <> '' OR r.pupil_declined = 1))) AS "pupil!: bool",
             (EXISTS (SELECT 1 FROM conversation m JOIN invitation i ON i.conversation_id = m.id
                    JOIN parent_view v ON v.invitation_id = i.id WHERE m.pupil_id = ?2 AND v.given_at >= ?5)
               OR EXISTS (SELECT 1 FROM conversation m JOIN conversation_record d ON d.conversation_id = m.id
                    JOIN conversation_attendance a ON a.conversation_id = m.id
                    WHERE m.pupil_id = ?2 AND d.held_on >= ?4 AND a.how IN ('attended', 'phoned_later', 'views_only'))
               OR EXISTS (SELECT 1 FROM review r JOIN cycle c ON c.id = r.cycle_id JOIN plan l ON l.id = c.plan_id
                    WHERE l.pupil_id = ?2 AND r.held_on >= ?4 AND (trim(r.parent_view) <> '' OR r.parent_declined = 1))) AS "parents!: bool",
             (SELECT json_group_array(json_array(t.wording, t.predicted)) FROM cycle c JOIN target t ON t.cycle_id = c.id
                JOIN target_result s ON s.target_id = t.id WHERE c.plan_id = ?1 AND s.progress IN ('met', 'exceeded')) AS "met!: String""#,
        plan.0,
        pupil.0,
        today,
        since,
        since_at
    )
    .fetch_one(conn)
    .await?;
    let needs: Vec<String> = serde_json::from_str(&row.needs)?;
    let met: Vec<(String, i64)> = serde_json::from_str(&row.met)?;
    Ok(Around {
        needs: needs.iter().map(|need| code::read::<Need>(need)).collect::<anyhow::Result<_>>()?,
        pupil: row.pupil,
        parents: row.parents,
        met: met.into_iter().map(|(wording, at)| MetBefore { wording, predicted: Score(at) }).collect(),
    })
}

/// Checks what is written in a plan, which may be a draft of it.
#[must_use]
pub fn check(plan: &PlanView, content: &Content, around: &Around, calendar: &Calendar) -> Quality {
    let written = Written {
        kind: plan.kind,
        started_on: plan.cycle.started_on,
        review_on: content.review_on,
        anchor: content.ehc_anchor_on,
        outcomes: &content.outcomes,
        targets: &content.targets,
        placements: &content.placements,
    };
    written.check(around, calendar)
}

/// A plan's words and days, whoever may see it.
struct Written<'a> {
    kind: PlanKind,
    started_on: NaiveDate,
    review_on: NaiveDate,
    anchor: Option<NaiveDate>,
    outcomes: &'a [Outcome],
    targets: &'a [Target],
    placements: &'a [Placement],
}

impl Written<'_> {
    fn check(&self, around: &Around, calendar: &Calendar) -> Quality {
        quality::check(&PlanToCheck {
            kind: self.kind,
            needs: &around.needs,
            outcomes: self.outcomes.iter().map(outcome).collect(),
            targets: self.targets.iter().map(target).collect(),
            lines: self.placements.iter().map(line).collect(),
            started_on: self.started_on,
            review_on: self.review_on,
            anchor: self.anchor,
            has_pupils_voice: around.pupil,
            has_parents_voice: around.parents,
            met: &around.met,
            calendar,
        })
    }
}

fn outcome(one: &Outcome) -> OutcomeText<'_> {
    OutcomeText { wording: &one.wording, area: one.area, reference: &one.reference }
}

fn target(one: &Target) -> TargetText<'_> {
    TargetText {
        outcome: one.outcome,
        wording: &one.wording,
        measure: &one.measure,
        unit: &one.unit,
        aim: one.aim,
        strategy: one.told(Way::Do),
        at_home: &one.at_home,
        carried: one.carried,
    }
}

fn line(one: &Placement) -> LineText<'_> {
    LineText {
        name: &one.provision,
        role: &one.role,
        minutes: one.minutes,
        times_a_week: one.times_a_week,
        weeks: one.weeks,
        takes_time: one.minutes > 0,
        reference: &one.reference,
        serves: &one.serves,
    }
}

/// Every open plan of a school, checked, for whoever works at the command line.
///
/// # Errors
/// When the database refuses.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: i64,
    calendar: &Calendar,
    today: NaiveDate,
) -> anyhow::Result<Vec<Checked>> {
    let rows = sqlx::query!(
        r#"SELECT l.id AS "id!", l.pupil_id, l.kind, l.ehc_anchor_on AS "anchor: NaiveDate", c.id AS "cycle!",
                  c.started_on AS "started_on!: NaiveDate", c.review_on AS "review_on!: NaiveDate"
           FROM plan l JOIN pupil p ON p.id = l.pupil_id
           JOIN cycle c ON c.plan_id = l.id AND c.number = (SELECT max(number) FROM cycle WHERE plan_id = l.id)
           WHERE p.school_id = ? AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id) ORDER BY l.id"#,
        school
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let (plan, pupil, kind) = (PlanId(row.id), PupilId(row.pupil_id), code::read::<PlanKind>(&row.kind)?);
        let (outcomes, targets, placements) = load::written(&mut *conn, plan, CycleId(row.cycle), false).await?;
        let written = Written {
            kind,
            started_on: row.started_on,
            review_on: row.review_on,
            anchor: row.anchor,
            outcomes: &outcomes,
            targets: &targets,
            placements: &placements,
        };
        let around = around(&mut *conn, plan, pupil, today).await?;
        all.push(Checked { plan, pupil, kind, quality: written.check(&around, calendar) });
    }
    Ok(all)
}

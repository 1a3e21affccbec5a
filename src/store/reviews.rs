//! Recorded reviews: the end of one cycle and the start of the next, in one act.

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx,
    audit::Entry,
    plans::{PlanView, Target},
};
use crate::domain::{
    ids::{ConversationId, PlanId, ReviewId, TargetId},
    review::Decision,
    target::{Progress, Score},
};

/// What became of one target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Which.
    pub target: TargetId,
    /// What the same measure now reads, if it was taken.
    pub actual: Option<Score>,
    /// How far it was reached.
    pub progress: Progress,
    /// In a few words.
    pub note: String,
    /// It goes on into the next cycle.
    pub carry: bool,
}

/// A review to be recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewReview {
    /// The day it was held.
    pub held_on: NaiveDate,
    /// The meeting that was the same event, if one was.
    pub conversation: Option<ConversationId>,
    /// It was the EHC plan's annual review.
    pub ehc_annual: bool,
    /// The pupil's own words.
    pub pupil_view: String,
    /// How they were gathered: talk, drawing, observation …
    pub pupil_view_how: String,
    /// The parents' words.
    pub parent_view: String,
    /// How they were gathered.
    pub parent_view_how: String,
    /// What the review found.
    pub summary: String,
    /// What it decided.
    pub decision: Decision,
    /// The agreed day of the next review. Without effect where the plan ends.
    pub next_on: NaiveDate,
    /// One for each live target.
    pub outcomes: Vec<Outcome>,
}

/// Records a review, and opens the next cycle (targets that go on, with their aims carried; provision as it was) or closes the plan.
/// `None` when somebody else has recorded this cycle's review: nothing is changed.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, plan: &PlanView, new: &NewReview) -> anyhow::Result<Option<ReviewId>> {
    let (now, by, decision) = (tx.now.unix(), tx.actor.staff(), new.decision.as_code());
    let conversation = new.conversation.map(|c| c.0);
    let review = sqlx::query_scalar!(
        "INSERT INTO review (cycle_id, held_on, conversation_id, ehc_annual, pupil_view, pupil_view_how, parent_view,
                             parent_view_how, summary, decision, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (cycle_id) DO NOTHING RETURNING id AS \"id!\"",
        plan.cycle.id.0,
        new.held_on,
        conversation,
        new.ehc_annual,
        new.pupil_view,
        new.pupil_view_how,
        new.parent_view,
        new.parent_view_how,
        new.summary,
        decision,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(review) = review else { return Ok(None) };
    for one in &new.outcomes {
        let (actual, progress) = (one.actual.map(|a| a.0), one.progress.as_code());
        sqlx::query!(
            "INSERT INTO target_result (review_id, target_id, actual, progress, note) VALUES (?, ?, ?, ?, ?)",
            review,
            one.target.0,
            actual,
            progress,
            one.note
        )
        .execute(tx.conn())
        .await?;
    }
    if new.decision == Decision::Exit {
        close(tx, plan, new).await?
    } else {
        next_cycle(tx, plan, new).await?
    }
    sqlx::query!("UPDATE plan SET version = version + 1 WHERE id = ?", plan.id.0).execute(tx.conn()).await?;
    tx.audit(Entry {
        verb: "created",
        thing: "review",
        thing_id: Some(review),
        pupil: Some(plan.pupil),
        detail: new.decision.as_code(),
    })
    .await?;
    Ok(Some(ReviewId(review)))
}

async fn close(tx: &mut Tx, plan: &PlanView, new: &NewReview) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let reason = format!("Ended at the review: {}", new.summary);
    let reason = reason.trim_end_matches(": ");
    sqlx::query!(
        "INSERT INTO plan_closure (plan_id, closed_on, reason, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        plan.id.0,
        new.held_on,
        reason,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn next_cycle(tx: &mut Tx, plan: &PlanView, new: &NewReview) -> anyhow::Result<()> {
    use super::plans::{open_cycle, put_target};
    let cycle = open_cycle(tx, plan.id, plan.cycle.number + 1, new.held_on, new.next_on).await?;
    let outcomes: Vec<_> = plan.content.outcomes.iter().filter_map(|o| o.id).collect();
    for (position, target) in plan.content.targets.iter().enumerate() {
        let Some(result) = new.outcomes.iter().find(|o| Some(o.target) == target.id && o.carry) else { continue };
        let onward = Target { aim: target.aim.carried(result.actual), carried: target.carried + 1, ..target.clone() };
        put_target(tx, cycle, &outcomes, position, &onward).await?;
    }
    // Copied by the database: the person who records the review may not be one who sees what resources cost.
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size,
                                cost_share, resources_pence, funding, entered_at, entered_by, replaces_id)
         SELECT ?, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size, cost_share,
                resources_pence, funding, ?, ?, id
         FROM placement WHERE cycle_id = ? AND withdrawn_at IS NULL",
        cycle.0,
        now,
        by,
        plan.cycle.id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How one target came out, as a page shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Result {
    /// The target's words.
    pub wording: String,
    /// Its unit.
    pub unit: String,
    /// Where it started.
    pub baseline: Score,
    /// What was predicted.
    pub predicted: Score,
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
    pub number: i64,
    /// The day it was held.
    pub held_on: NaiveDate,
    /// It was the EHC plan's annual review.
    pub ehc_annual: bool,
    /// The pupil's words.
    pub pupil_view: String,
    /// The parents' words.
    pub parent_view: String,
    /// What it found.
    pub summary: String,
    /// What it decided.
    pub decision: Decision,
    /// One per target.
    pub results: Vec<Result>,
}

/// Every review of a plan, newest first. In two statements, however many there are.
///
/// # Errors
/// When the database refuses, or holds a code that this program does not know.
pub async fn history(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<Vec<ReviewView>> {
    let rows = sqlx::query!(
        r#"SELECT r.id, c.number, r.held_on AS "held_on: NaiveDate", r.ehc_annual AS "ehc_annual: bool", r.pupil_view,
                  r.parent_view, r.summary, r.decision
           FROM review r JOIN cycle c ON c.id = r.cycle_id WHERE c.plan_id = ? ORDER BY c.number DESC"#,
        plan.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let results = sqlx::query!(
        r#"SELECT x.review_id, t.wording, t.unit, t.baseline, t.predicted, x.actual, x.progress, x.note,
                  (SELECT n.id FROM target n WHERE n.replaces_id = t.id AND n.cycle_id <> t.cycle_id LIMIT 1) AS "carried_to?: i64"
           FROM target_result x
           JOIN target t ON t.id = x.target_id
           JOIN cycle c ON c.id = t.cycle_id
           WHERE c.plan_id = ? ORDER BY t.position, t.id"#,
        plan.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|r| {
            let mine = results.iter().filter(|x| x.review_id == r.id).map(|x| {
                Ok(Result {
                    wording: x.wording.clone(),
                    unit: x.unit.clone(),
                    baseline: Score(x.baseline),
                    predicted: Score(x.predicted),
                    actual: x.actual.map(Score),
                    progress: Progress::from_code(&x.progress).context("unknown progress")?,
                    note: x.note.clone(),
                    carried_to: x.carried_to.map(TargetId),
                })
            });
            Ok(ReviewView {
                id: ReviewId(r.id),
                number: r.number,
                held_on: r.held_on,
                ehc_annual: r.ehc_annual,
                results: mine.collect::<anyhow::Result<_>>()?,
                pupil_view: r.pupil_view,
                parent_view: r.parent_view,
                summary: r.summary,
                decision: Decision::from_code(&r.decision).context("unknown decision")?,
            })
        })
        .collect()
}

/// The plan's recorded meetings that no review is linked to yet, newest first: which, the day, and whether a parent took part.
///
/// # Errors
/// When the database refuses.
pub async fn meetings(
    conn: &mut SqliteConnection,
    plan: PlanId,
) -> anyhow::Result<Vec<(ConversationId, NaiveDate, bool)>> {
    let rows = sqlx::query!(
        r#"SELECT k.conversation_id, k.held_on AS "held_on: NaiveDate",
                  EXISTS (SELECT 1 FROM conversation_attendance a WHERE a.conversation_id = k.conversation_id
                            AND a.how IN ('attended', 'phoned_later')) AS "met!: bool"
           FROM conversation_record k JOIN conversation c ON c.id = k.conversation_id
           WHERE c.plan_id = ? AND NOT EXISTS (SELECT 1 FROM review r WHERE r.conversation_id = k.conversation_id)
           ORDER BY k.held_on DESC"#,
        plan.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (ConversationId(r.conversation_id), r.held_on, r.met)).collect())
}

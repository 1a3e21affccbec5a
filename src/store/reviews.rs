//! Recorded reviews: the end of one cycle and the start of the next, in one act.

mod beside;
mod corrections;
mod history;

use chrono::NaiveDate;

use super::{
    Tx,
    plans::{PlanView, Target, versions},
    readings, review_requests,
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    cycle::{Next, Turn},
    ids::{ConversationId, ReviewId, TargetId},
    review::Decision,
    target::{Aim, Progress, Score},
};

pub use beside::{Beside, Meeting, Wrote, beside};
pub use corrections::{Correction, correct};
pub use history::{Result, ReviewView, history};

/// Somebody's own words, or that they did not want to take part.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Voice {
    /// The words; may be empty.
    pub words: String,
    /// How they were gathered: talk, drawing, observation …
    pub how: String,
    /// Who wrote them down; empty for the person themselves, or where nobody said.
    pub by: String,
    /// They were asked, and did not want to take part.
    pub declined: bool,
}

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
    /// Towards what it goes on, where what was aimed for is reached.
    pub onward: Option<Aim>,
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
    /// The pupil's.
    pub pupil: Voice,
    /// The parents'.
    pub parent: Voice,
    /// What the review found.
    pub summary: String,
    /// What it decided.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// The agreed day of the next review. Without effect where the plan ends.
    pub next_on: NaiveDate,
    /// One for each live target.
    pub outcomes: Vec<Outcome>,
}

/// What became of a review that was to be recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recorded {
    /// It is recorded.
    As(ReviewId),
    /// Somebody else has recorded this cycle's review: nothing is changed.
    Already,
    /// Somebody else has changed the plan since it was read: nothing is changed.
    PlanChanged,
}

/// Records a review, and opens the next cycle (targets that go on, with their aims carried; provision as it was) or closes the plan.
///
/// Unless it is recorded, the caller drops the act.
pub async fn insert(tx: &mut Tx, plan: &PlanView, new: &NewReview) -> anyhow::Result<Recorded> {
    let version = sqlx::query_scalar!("SELECT version FROM plan WHERE id = ?", plan.id.0).fetch_one(tx.conn()).await?;
    let (now, by, decision) = (tx.now.unix(), tx.actor.staff(), new.decision.as_code());
    let conversation = new.conversation.map(|c| c.0);
    let review = sqlx::query_scalar!(
        "INSERT INTO review (cycle_id, held_on, conversation_id, ehc_annual, pupil_view, pupil_view_how, pupil_view_by,
                             pupil_declined, parent_view, parent_view_how, parent_view_by, parent_declined, summary, decision,
                             decision_reason, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (cycle_id) DO NOTHING RETURNING id AS \"id!\"",
        plan.cycle.id.0,
        new.held_on,
        conversation,
        new.ehc_annual,
        new.pupil.words,
        new.pupil.how,
        new.pupil.by,
        new.pupil.declined,
        new.parent.words,
        new.parent.how,
        new.parent.by,
        new.parent.declined,
        new.summary,
        decision,
        new.reason,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(review) = review else { return Ok(Recorded::Already) };
    if version != plan.version {
        return Ok(Recorded::PlanChanged);
    }
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
    match plan.stands(tx.now.today()).review(new.held_on, new.decision, new.next_on)? {
        Next::Ends(on) => close(tx, plan, on, &new.reason).await?,
        Next::Turn(turn) => next_cycle(tx, plan, turn, new).await?,
    }
    sqlx::query!("UPDATE plan SET version = version + 1 WHERE id = ?", plan.id.0).execute(tx.conn()).await?;
    if new.decision != Decision::Exit {
        versions::draft_after_review(tx, plan).await?;
    }
    readings::by_author(tx, plan.id).await?;
    review_requests::settle(tx, plan.id, "A review was held").await?;
    tx.audit(Entry::new(Deed::Created, Subject::Review).id(review).pupil(plan.pupil).detail(new.decision.as_code()))
        .await?;
    Ok(Recorded::As(ReviewId(review)))
}

async fn close(tx: &mut Tx, plan: &PlanView, on: NaiveDate, why: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let reason = format!("Ended at the review: {why}");
    sqlx::query!(
        "INSERT INTO plan_closure (plan_id, closed_on, reason, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        plan.id.0,
        on,
        reason,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn next_cycle(tx: &mut Tx, plan: &PlanView, turn: Turn, new: &NewReview) -> anyhow::Result<()> {
    use super::plans::{open_cycle, put_target};
    let cycle = open_cycle(tx, plan.id, turn).await?;
    let outcomes: Vec<_> = plan.content.outcomes.iter().filter_map(|o| o.id).collect();
    for (position, target) in plan.content.targets.iter().enumerate() {
        let Some(result) = new.outcomes.iter().find(|o| Some(o.target) == target.id && o.carry) else { continue };
        let aim = result.onward.unwrap_or_else(|| target.aim.carried(result.actual));
        let onward = Target { aim, carried: target.carried + 1, ..target.clone() };
        put_target(tx, cycle, &outcomes, position, &onward).await?;
    }
    // Copied by the database: the person who records the review may not be one who sees what resources cost.
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size,
                                cost_share, resources_pence, bought_by, bought_years, bought_for, funding, reference, entered_at, entered_by, replaces_id)
         SELECT ?, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size, cost_share,
                resources_pence, bought_by, bought_years, bought_for, funding, reference, ?, ?, id
         FROM placement WHERE cycle_id = ? AND withdrawn_at IS NULL",
        cycle.0,
        now,
        by,
        plan.cycle.id.0
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "INSERT INTO placement_target (placement_id, target_id)
         SELECT l.id, t.id FROM placement l JOIN placement_target s ON s.placement_id = l.replaces_id
         JOIN target t ON t.cycle_id = l.cycle_id AND t.replaces_id = s.target_id WHERE l.cycle_id = ?",
        cycle.0
    )
    .execute(tx.conn())
    .await?;
    super::payers::copy_on(tx, cycle).await
}

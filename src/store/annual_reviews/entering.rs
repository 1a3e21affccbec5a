//! Writing down what people did about an annual review: each in the act that they begin, and in the audit.

use chrono::NaiveDate;

use super::Report;
use crate::{
    domain::{
        annual_review::{Decision, Party, PartyDeed, ReviewKind, Step},
        audit::{Deed, Entry, Subject},
        ids::{PlanId, PupilId},
    },
    store::Tx,
};

/// The row of the review under way, made where there is none yet.
///
/// # Errors
/// When the database refuses, or no day is known from which it runs.
pub async fn under_way(tx: &mut Tx, plan: PlanId, pupil: PupilId) -> anyhow::Result<i64> {
    let open = sqlx::query_scalar!(
        r#"SELECT a.id AS "id!" FROM annual_review a JOIN plan l ON l.id = a.plan_id WHERE a.plan_id = ? AND a.anchor_on >= l.ehc_anchor_on
           AND NOT EXISTS (SELECT 1 FROM annual_review_decision d WHERE d.annual_review_id = a.id) ORDER BY a.id DESC LIMIT 1"#,
        plan.0
    )
    .fetch_optional(tx.conn())
    .await?;
    match open {
        Some(id) => Ok(id),
        None => open_one(tx, plan, pupil, ReviewKind::Annual, "").await,
    }
}

async fn open_one(tx: &mut Tx, plan: PlanId, pupil: PupilId, kind: ReviewKind, reason: &str) -> anyhow::Result<i64> {
    let (now, by, kind) = (tx.now.unix(), tx.actor.staff(), kind.as_code());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO annual_review (plan_id, kind, reason, anchor_on, opened_at, opened_by)
           SELECT id, ?, ?, ehc_anchor_on, ?, ? FROM plan WHERE id = ? RETURNING id AS "id!: i64""#,
        kind,
        reason,
        now,
        by,
        plan.0
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::AnnualReview).id(id).pupil(pupil)).await?;
    Ok(id)
}

/// Makes the review under way an interim one, for a reason.
pub async fn make_interim(tx: &mut Tx, plan: PlanId, pupil: PupilId, reason: &str) -> anyhow::Result<()> {
    let id = under_way(tx, plan, pupil).await?;
    sqlx::query!("UPDATE annual_review SET kind = 'interim', reason = ? WHERE id = ?", reason, id)
        .execute(tx.conn())
        .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::AnnualReview).id(id).pupil(pupil).detail("interim")).await
}

/// Ticks a step with the day on which it was done; without a day the tick is taken back. `review` is the one it belongs to.
pub async fn tick(
    tx: &mut Tx,
    review: i64,
    pupil: PupilId,
    step: Step,
    done_on: Option<NaiveDate>,
) -> anyhow::Result<()> {
    let (now, by, code) = (tx.now.unix(), tx.actor.staff(), step.as_code());
    sqlx::query!(
        "UPDATE annual_review_step SET withdrawn_at = ?, withdrawn_by = ? WHERE annual_review_id = ? AND step = ? AND withdrawn_at IS NULL",
        now,
        by,
        review,
        code
    )
    .execute(tx.conn())
    .await?;
    if let Some(on) = done_on {
        sqlx::query!(
            "INSERT INTO annual_review_step (annual_review_id, step, done_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
            review,
            code,
            on,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    tx.audit(Entry::new(Deed::Changed, Subject::AnnualReview).id(review).pupil(pupil).detail(code)).await
}

/// Adds somebody to those who are asked and invited.
pub async fn add_party(
    tx: &mut Tx,
    review: i64,
    pupil: PupilId,
    party: Party,
    name: &str,
    reach: &str,
) -> anyhow::Result<()> {
    let (now, by, code) = (tx.now.unix(), tx.actor.staff(), party.as_code());
    sqlx::query!(
        "INSERT INTO annual_review_party (annual_review_id, party, name, reach, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
        review,
        code,
        name,
        reach,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::AnnualReview).id(review).pupil(pupil).detail("who is asked")).await
}

/// Writes down what became of somebody who is asked. Returns whether they are asked in this review.
pub async fn party_did(
    tx: &mut Tx,
    review: i64,
    pupil: PupilId,
    party: i64,
    (deed, on): (PartyDeed, NaiveDate),
) -> anyhow::Result<bool> {
    let (now, by, code) = (tx.now.unix(), tx.actor.staff(), deed.as_code());
    let done = sqlx::query!(
        "INSERT INTO annual_review_party_deed (party_id, deed, done_on, entered_at, entered_by)
         SELECT id, ?, ?, ?, ? FROM annual_review_party WHERE id = ? AND annual_review_id = ? AND withdrawn_at IS NULL",
        code,
        on,
        now,
        by,
        party,
        review
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::AnnualReview).id(review).pupil(pupil).detail(code)).await?;
    Ok(done.rows_affected() == 1)
}

/// Writes the report down; a corrected one stands in its place.
pub async fn put_report(tx: &mut Tx, review: i64, pupil: PupilId, report: &Report) -> anyhow::Result<()> {
    let (now, by, code) = (tx.now.unix(), tx.actor.staff(), report.recommendation.as_code());
    let (sent_to, sent_on) = report.sent.as_ref().map_or(("", None), |(to, on)| (to.as_str(), Some(*on)));
    sqlx::query!(
        "INSERT INTO annual_review_report (annual_review_id, recommendation, sections, disagreement, sent_to, sent_on, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        review,
        code,
        report.sections,
        report.disagreement,
        sent_to,
        sent_on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::AnnualReview).id(review).pupil(pupil).detail("report")).await
}

/// Writes the authority's decision down: the next review runs from it. Returns whether there was none yet.
pub async fn decide(
    tx: &mut Tx,
    review: i64,
    plan: PlanId,
    pupil: PupilId,
    decision: Decision,
) -> anyhow::Result<bool> {
    let (now, by, code) = (tx.now.unix(), tx.actor.staff(), decision.kind.as_code());
    let done = sqlx::query!(
        "INSERT INTO annual_review_decision (annual_review_id, decision, decided_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
        review,
        code,
        decision.on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!("UPDATE plan SET ehc_anchor_on = ?, version = version + 1 WHERE id = ?", decision.on, plan.0)
        .execute(tx.conn())
        .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::AnnualReview).id(review).pupil(pupil).detail("decision")).await?;
    Ok(true)
}

/// Writes down what was said to the authority.
pub async fn chase(tx: &mut Tx, review: i64, pupil: PupilId, on: NaiveDate, how: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO annual_review_chase (annual_review_id, chased_on, how, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        review,
        on,
        how,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::AnnualReview).id(review).pupil(pupil).detail("authority asked")).await
}

/// Sets the day on which a pupil moves from one place after 16 to another.
pub async fn set_move(tx: &mut Tx, plan: PlanId, pupil: PupilId, on: Option<NaiveDate>) -> anyhow::Result<()> {
    sqlx::query!("UPDATE plan SET ehc_moves_on = ?, version = version + 1 WHERE id = ?", on, plan.0)
        .execute(tx.conn())
        .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::AnnualReview).id(plan.0).pupil(pupil).detail("moves on")).await
}

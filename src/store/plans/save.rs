//! Making and saving a plan: what changed is withdrawn and replaced, what did not is left alone,
//! but for its place in the list.

use super::{Content, Outcome, Placement, PlanView, Target, terms};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        cycle::Turn,
        ids::{CycleId, OutcomeId, PlanId, PupilId},
        need::Adulthood,
        plan::{PlanKind, Terms},
        strategy::Strategy,
    },
    store::{Tx, payers, readings},
};

/// What became of a save.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Saved {
    /// It is saved.
    Saved,
    /// Somebody else saved first: nothing was changed.
    Stale,
}

/// Makes a plan with its first cycle.
pub async fn create(tx: &mut Tx, pupil: PupilId, kind: PlanKind, content: &Content) -> anyhow::Result<PlanId> {
    let (now, by, today, kind) = (tx.now.unix(), tx.actor.staff(), tx.now.today(), kind.as_code());
    let plan = sqlx::query_scalar!(
        "INSERT INTO plan (pupil_id, kind, opened_on, lead_id, ehc_anchor_on, ends_on, tried_first, created_at, created_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS \"id!\"",
        pupil.0,
        kind,
        today,
        content.lead.0,
        content.ehc_anchor_on,
        content.terms.ends_on,
        content.terms.tried_first,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    let cycle =
        open_cycle(tx, PlanId(plan), Turn { number: 1, started_on: today, review_on: content.review_on }).await?;
    terms::save(tx, PlanId(plan), &Terms::default(), &content.terms).await?;
    let ids = put_outcomes(tx, PlanId(plan), &[], &content.outcomes).await?;
    for (position, target) in content.targets.iter().enumerate() {
        put_target(tx, cycle, &ids, position, target).await?;
    }
    for (position, placement) in content.placements.iter().enumerate() {
        put_placement(tx, cycle, position, placement, false).await?;
    }
    tie(tx, cycle, &content.placements).await?;
    tx.audit(Entry::new(Deed::Created, Subject::Plan).id(plan).pupil(pupil).detail(kind)).await?;
    Ok(PlanId(plan))
}

/// Ends a plan that was never written. Returns whether it was still as it was read, with no review.
pub async fn discard(tx: &mut Tx, plan: &PlanView) -> anyhow::Result<bool> {
    let (now, today, by) = (tx.now.unix(), tx.now.today(), tx.actor.staff());
    let done = sqlx::query!(
        "INSERT INTO plan_closure (plan_id, closed_on, reason, entered_at, entered_by)
         SELECT id, ?2, 'Discarded: it was never written', ?3, ?4 FROM plan l WHERE id = ?1 AND version = ?5
           AND NOT EXISTS (SELECT 1 FROM plan_closure WHERE plan_id = ?1)
           AND NOT EXISTS (SELECT 1 FROM review r JOIN cycle c ON c.id = r.cycle_id WHERE c.plan_id = ?1)",
        plan.id.0,
        today,
        now,
        by,
        plan.version
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Ended, Subject::Plan).id(plan.id.0).pupil(plan.pupil)).await?;
    Ok(true)
}

/// Saves what is written into the plan itself: no version of it was agreed yet.
pub(super) async fn at_once(tx: &mut Tx, old: &PlanView, new: &Content) -> anyhow::Result<Saved> {
    if frame(tx, old, new, true).await? == Saved::Stale {
        return Ok(Saved::Stale);
    }
    written(tx, old, new, !old.may(Thing::Costs, Verb::See)).await?;
    readings::by_author(tx, old.id).await?;
    let detail = changed(&old.content, new);
    tx.audit(Entry::new(Deed::Changed, Subject::Plan).id(old.id.0).pupil(old.pupil).detail(&detail)).await?;
    Ok(Saved::Saved)
}

/// Saves who leads a plan and its days, if it still is as it was read. Its own version rises where any of that differs, or always.
pub(super) async fn frame(tx: &mut Tx, old: &PlanView, new: &Content, always: bool) -> anyhow::Result<Saved> {
    let was = &old.content;
    let differs = (was.lead, was.review_on, was.ehc_anchor_on, &was.terms)
        != (new.lead, new.review_on, new.ehc_anchor_on, &new.terms);
    let (rises, lock) = (i64::from(always || differs), old.lock());
    let done = sqlx::query!(
        "UPDATE plan SET version = version + ?1, lead_id = ?2, ehc_anchor_on = ?3, ends_on = ?4, tried_first = ?7 WHERE id = ?5
           AND version + (SELECT coalesce(sum(saves), 0) FROM plan_version WHERE plan_id = ?5) = ?6",
        rises,
        new.lead.0,
        new.ehc_anchor_on,
        new.terms.ends_on,
        old.id.0,
        lock,
        new.terms.tried_first
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(Saved::Stale);
    }
    let turn = old.stands(tx.now.today()).agree(new.review_on)?;
    sqlx::query!("UPDATE cycle SET review_on = ? WHERE id = ?", turn.review_on, old.cycle.id.0)
        .execute(tx.conn())
        .await?;
    if new.lead != was.lead {
        hand_over(tx, old, new).await?;
    }
    terms::save(tx, old.id, &was.terms, &new.terms).await?;
    if differs && !always {
        let detail = changed(
            was,
            &Content {
                outcomes: was.outcomes.clone(),
                targets: was.targets.clone(),
                placements: was.placements.clone(),
                ..new.clone()
            },
        );
        tx.audit(Entry::new(Deed::Changed, Subject::Plan).id(old.id.0).pupil(old.pupil).detail(&detail)).await?;
    }
    Ok(Saved::Saved)
}

/// Brings outcomes, targets and provision to what they are to be. With `keeps` what was bought stays as it was: whoever writes does not see it.
pub(super) async fn written(tx: &mut Tx, old: &PlanView, new: &Content, keeps: bool) -> anyhow::Result<()> {
    let ids = put_outcomes(tx, old.id, &old.content.outcomes, &new.outcomes).await?;
    save_targets(tx, old, new, &ids).await?;
    save_placements(tx, old, &new.placements, keeps).await?;
    tie(tx, old.cycle.id, &new.placements).await
}

/// Meetings that are still to be held or recorded follow the plan to its new lead: parents read who they will meet.
async fn hand_over(tx: &mut Tx, old: &PlanView, new: &Content) -> anyhow::Result<()> {
    sqlx::query!(
        "UPDATE conversation SET lead_id = ? WHERE plan_id = ? AND lead_id = ?
           AND NOT EXISTS (SELECT 1 FROM conversation_record r WHERE r.conversation_id = conversation.id)
           AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = conversation.id)",
        new.lead.0,
        old.id.0,
        old.content.lead.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The names of the parts that differ, for the audit.
fn changed(old: &Content, new: &Content) -> String {
    let parts = [
        ("lead", old.lead != new.lead),
        ("review date", old.review_on != new.review_on),
        ("EHC date", old.ehc_anchor_on != new.ehc_anchor_on),
        ("last day", old.terms.ends_on != new.terms.ends_on),
        ("issues", old.terms.issues != new.terms.issues),
        ("agencies", old.terms.agencies != new.terms.agencies),
        ("answers", old.terms.answers != new.terms.answers),
        ("what was tried first", old.terms.tried_first != new.terms.tried_first),
        ("outcomes", old.outcomes != new.outcomes),
        ("targets", old.targets != new.targets),
        ("provision", old.placements != new.placements),
    ];
    parts.iter().filter(|p| p.1).map(|p| p.0).collect::<Vec<_>>().join(", ")
}

/// Opens a cycle.
pub(in crate::store) async fn open_cycle(tx: &mut Tx, plan: PlanId, turn: Turn) -> anyhow::Result<CycleId> {
    let id = sqlx::query_scalar!(
        "INSERT INTO cycle (plan_id, number, started_on, review_on) VALUES (?, ?, ?, ?) RETURNING id AS \"id!\"",
        plan.0,
        turn.number,
        turn.started_on,
        turn.review_on
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(CycleId(id))
}

/// Brings the outcomes to what they are to be, and returns their rows in order.
async fn put_outcomes(tx: &mut Tx, plan: PlanId, old: &[Outcome], new: &[Outcome]) -> anyhow::Result<Vec<OutcomeId>> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let mut ids = Vec::with_capacity(new.len());
    for (position, outcome) in new.iter().enumerate() {
        let before = old.iter().find(|o| o.id.is_some() && o.id == outcome.id);
        if let (Some(same), Some(id)) = (before, outcome.id)
            && same == outcome
        {
            let place = i64::try_from(position)?;
            sqlx::query!("UPDATE outcome SET position = ? WHERE id = ?", place, id.0).execute(tx.conn()).await?;
            ids.push(id);
            continue;
        }
        let (position, area) = (i64::try_from(position)?, outcome.area.as_code());
        let adulthood = outcome.adulthood.map_or("", Adulthood::as_code);
        let replaces = before.and_then(|b| b.id).map(|id| id.0);
        let id = sqlx::query_scalar!(
            "INSERT INTO outcome (plan_id, position, wording, area, reference, adulthood, entered_at, entered_by, replaces_id)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS \"id!\"",
            plan.0,
            position,
            outcome.wording,
            area,
            outcome.reference,
            adulthood,
            now,
            by,
            replaces
        )
        .fetch_one(tx.conn())
        .await?;
        ids.push(OutcomeId(id));
    }
    for gone in old.iter().filter_map(|o| o.id).filter(|id| !ids.contains(id)) {
        sqlx::query!("UPDATE outcome SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ?", now, by, gone.0)
            .execute(tx.conn())
            .await?;
    }
    Ok(ids)
}

async fn save_targets(tx: &mut Tx, old: &PlanView, new: &Content, ids: &[OutcomeId]) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let mut kept = Vec::new();
    for (position, target) in new.targets.iter().enumerate() {
        let before = old.content.targets.iter().find(|t| t.id.is_some() && t.id == target.id);
        let same_outcome = before.is_some_and(|b| {
            old.content
                .outcomes
                .get(b.outcome)
                .and_then(|o| o.id)
                .is_some_and(|id| ids.get(target.outcome) == Some(&id))
        });
        let same = before.is_some_and(|b| Target { outcome: target.outcome, ..b.clone() } == *target);
        if let Some(id) = target.id.filter(|_| same && same_outcome) {
            let place = i64::try_from(position)?;
            sqlx::query!("UPDATE target SET position = ? WHERE id = ?", place, id.0).execute(tx.conn()).await?;
            kept.push(id);
        } else {
            put_target(tx, old.cycle.id, ids, position, target).await?;
        }
    }
    for gone in old.content.targets.iter().filter_map(|t| t.id).filter(|id| !kept.contains(id)) {
        sqlx::query!("UPDATE target SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ?", now, by, gone.0)
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

async fn save_placements(tx: &mut Tx, old: &PlanView, new: &[Placement], keeps: bool) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let mut kept = Vec::new();
    for (position, placement) in new.iter().enumerate() {
        // Which targets it serves is tied anew below: by itself it makes no other line.
        let same = |before: &Placement| Placement { serves: placement.serves.clone(), ..before.clone() } == *placement;
        if let Some(id) = placement.id.filter(|_| old.content.placements.iter().any(same)) {
            let place = i64::try_from(position)?;
            sqlx::query!("UPDATE placement SET position = ? WHERE id = ?", place, id.0).execute(tx.conn()).await?;
            kept.push(id);
        } else {
            put_placement(tx, old.cycle.id, position, placement, keeps).await?;
        }
    }
    for gone in old.content.placements.iter().filter_map(|p| p.id).filter(|id| !kept.contains(id)) {
        sqlx::query!("UPDATE placement SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ?", now, by, gone.0)
            .execute(tx.conn())
            .await?;
    }
    payers::copy_on(tx, old.cycle.id).await
}

/// Adds a target to a cycle, as the successor of the row whose number it bears.
pub(in crate::store) async fn put_target(
    tx: &mut Tx,
    cycle: CycleId,
    outcomes: &[OutcomeId],
    position: usize,
    target: &Target,
) -> anyhow::Result<()> {
    let (now, by, position) = (tx.now.unix(), tx.actor.staff(), i64::try_from(position)?);
    let outcome =
        outcomes.get(target.outcome).map(|o| o.0).ok_or_else(|| anyhow::anyhow!("a target without an outcome"))?;
    let (direction, challenge) = (target.aim.direction.as_code(), target.aim.challenge.map(|c| c.0));
    let replaces = target.id.map(|id| id.0);
    let id = sqlx::query_scalar!(
        "INSERT INTO target (cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, challenge,
                             at_home, carried, entered_at, entered_by, replaces_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS \"id!\"",
        cycle.0,
        outcome,
        position,
        target.wording,
        target.measure,
        target.unit,
        direction,
        target.aim.baseline.0,
        target.aim.predicted.0,
        challenge,
        target.at_home,
        target.carried,
        now,
        by,
        replaces
    )
    .fetch_one(tx.conn())
    .await?;
    put_strategies(tx, id, &target.strategies).await
}

async fn put_strategies(tx: &mut Tx, target: i64, all: &[Strategy]) -> anyhow::Result<()> {
    for (position, one) in all.iter().enumerate() {
        let (position, way) = (i64::try_from(position)?, one.way.as_code());
        sqlx::query!(
            "INSERT INTO target_strategy (target_id, position, way, words, by_whom) VALUES (?, ?, ?, ?, ?)",
            target,
            position,
            way,
            one.words,
            one.by
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Adds a line of provision to a cycle, as the successor of the row whose number it bears. Its name joins the catalogue if it is new. With
/// `keeps` what was bought for it stays as it was in that row: whoever writes does not see it.
async fn put_placement(
    tx: &mut Tx,
    cycle: CycleId,
    position: usize,
    placement: &Placement,
    keeps: bool,
) -> anyhow::Result<()> {
    let (school, now, by, position) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), i64::try_from(position)?);
    sqlx::query!(
        "INSERT INTO provision (school_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        school,
        placement.provision
    )
    .execute(tx.conn())
    .await?;
    let (share, funding) = (placement.share.as_code(), placement.funding.as_code());
    let (bought_by, bought_for) = (placement.bought_by.as_code(), placement.bought_for.as_code());
    let replaces = placement.id.map(|id| id.0);
    sqlx::query!(
        "INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size,
                                cost_share, resources_pence, bought_by, bought_years, bought_for, funding, reference, entered_at, entered_by, replaces_id)
         VALUES (?, (SELECT id FROM provision WHERE school_id = ? AND name = ?), ?, ?, ?, ?, ?, ?, ?, ?,
                 iif(?, coalesce((SELECT resources_pence FROM placement WHERE id = ?), 0), ?), ?, ?, ?, ?, ?, ?, ?, ?)",
        cycle.0,
        school,
        placement.provision,
        position,
        placement.role,
        placement.minutes,
        placement.times_a_week,
        placement.weeks,
        placement.staff,
        placement.group_size,
        share,
        keeps,
        replaces,
        placement.resources.0,
        bought_by,
        placement.bought_years,
        bought_for,
        funding,
        placement.reference,
        now,
        by,
        replaces
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ties each line of a cycle's provision to the targets that it serves, both by their places.
async fn tie(tx: &mut Tx, cycle: CycleId, lines: &[Placement]) -> anyhow::Result<()> {
    let serves: Vec<&[usize]> = lines.iter().map(|line| line.serves.as_slice()).collect();
    let serves = serde_json::to_string(&serves)?;
    sqlx::query!(
        "DELETE FROM placement_target WHERE placement_id IN (SELECT id FROM placement WHERE cycle_id = ? AND withdrawn_at IS NULL)",
        cycle.0
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "INSERT INTO placement_target (placement_id, target_id)
         SELECT l.id, t.id FROM json_each(?1) line JOIN json_each(line.value) place
         JOIN placement l ON l.cycle_id = ?2 AND l.withdrawn_at IS NULL AND l.position = line.key
         JOIN target t ON t.cycle_id = ?2 AND t.withdrawn_at IS NULL AND t.position = place.value",
        serves,
        cycle.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

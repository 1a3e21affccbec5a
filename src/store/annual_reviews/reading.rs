//! Reading annual reviews: of one plan or of many, in as many statements.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{AnnualReview, Asked, Chase, PlanReviews, Report, came::came};
use crate::{
    domain::{
        annual_review::{
            ADVICE_DAYS, Decision, DecisionKind, Facts, PartyDeed, Recommendation, ReviewKind, Step, earliest,
        },
        ids::PlanId,
        people::Name,
        rules::{self, Rules},
    },
    store::{
        code,
        plans::{Annual, annuals, listed},
    },
};

/// The reviews of a plan, the one under way first. Where nothing of it is entered yet it has no row. The caller has asked whether this person
/// may see the plan.
///
/// # Errors
/// When the database refuses, or there is no such plan.
pub async fn of_plan(
    conn: &mut SqliteConnection,
    plan: PlanId,
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<PlanReviews> {
    of_plans(conn, &[plan], rules, today).await?.remove(&plan).context("no such plan")
}

/// The same of each of these plans.
///
/// # Errors
/// When the database refuses.
pub async fn of_plans(
    conn: &mut SqliteConnection,
    plans: &[PlanId],
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<PlanId, PlanReviews>> {
    if plans.is_empty() {
        return Ok(BTreeMap::new()); // most schools have few EHC plans, and some none
    }
    let listed = listed(plans);
    let mut found = steps_of_plans(&mut *conn, plans, rules, today).await?;
    let mut asked = asked(&mut *conn, &listed).await?;
    let mut reports = reports(&mut *conn, &listed).await?;
    let mut chases = chases(&mut *conn, &listed).await?;
    let mut came = came(conn, &listed).await?;
    for (plan, reviews) in &mut found {
        for review in &mut reviews.all {
            review.came = review.facts.held_on.and_then(|on| came.remove(&(*plan, on))).unwrap_or_default();
            let Some(id) = review.id else { continue };
            review.asked = asked.remove(&id).unwrap_or_default();
            review.report = reports.remove(&id);
            review.chases = chases.remove(&id).unwrap_or_default();
        }
    }
    Ok(found)
}

/// The same without people, reports and what was said to the authority: as much as the steps are worked out from, in two statements.
pub(super) async fn steps_of_plans(
    conn: &mut SqliteConnection,
    plans: &[PlanId],
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<PlanId, PlanReviews>> {
    let around = annuals(&mut *conn, plans, rules, today).await?;
    let mut kept = kept(conn, &listed(plans)).await?;
    let of_each = around.into_iter().map(|(plan, around)| {
        let kept = kept.remove(&plan).unwrap_or_default();
        let all = in_order(kept, &around, rules, today);
        (plan, PlanReviews { around, all })
    });
    Ok(of_each.collect())
}

/// The reviews of one plan, the newest first, each with what its steps are worked out from.
fn in_order(kept: Vec<AnnualReview>, around: &Annual, rules: &Rules, today: NaiveDate) -> Vec<AnnualReview> {
    let (mut all, mut since) = (Vec::new(), None);
    for mut review in kept {
        let (anchor, decision) = (review.anchor, review.facts.decision);
        review.facts = Facts {
            ticked: std::mem::take(&mut review.facts.ticked),
            decision,
            held_on: anchor.and_then(|anchor| around.held_between(anchor, decision.map(|one| one.on))),
            no_ehcp_since: around.no_ehcp_since,
            runs_on: decision.is_some_and(|one| around.anchor > Some(one.on)),
            ..facts(anchor, around, rules, today)
        };
        // A decision that was entered with the plan ends it as well: the next one runs from that day.
        if decision.is_none() && anchor < around.anchor {
            continue;
        }
        since = anchor;
        all.push(review);
    }
    let is_open = all.last().is_some_and(|last: &AnnualReview| last.facts.decision.is_none());
    if is_open {
        if let Some(open) = all.last_mut() {
            open.facts.booked_on = around.booked_on;
        }
    } else if around.anchor.is_some() && (since.is_none() || around.anchor > since) && !around.ceases {
        all.push(not_begun(around, rules, today));
    }
    all.reverse();
    all
}

/// The review under way of which nothing is entered yet.
fn not_begun(around: &Annual, rules: &Rules, today: NaiveDate) -> AnnualReview {
    AnnualReview {
        id: None,
        kind: ReviewKind::Annual,
        reason: String::new(),
        anchor: around.anchor,
        facts: Facts {
            booked_on: around.booked_on,
            held_on: around.anchor.and_then(|anchor| around.held_between(anchor, None)),
            ..facts(around.anchor, around, rules, today)
        },
        asked: vec![],
        came: vec![],
        report: None,
        chases: vec![],
    }
}

fn facts(anchor: Option<NaiveDate>, around: &Annual, rules: &Rules, today: NaiveDate) -> Facts {
    let advice_days = u64::try_from(rules.get(rules::ADVICE_AHEAD)).unwrap_or(ADVICE_DAYS);
    Facts { limit: anchor.and_then(|anchor| earliest(anchor, &around.child, today)), advice_days, ..Facts::default() }
}

/// What was ticked and decided of the reviews of these plans, in the order in which they began. A report that was sent is ticked.
async fn kept(conn: &mut SqliteConnection, plans: &str) -> anyhow::Result<BTreeMap<PlanId, Vec<AnnualReview>>> {
    let rows = sqlx::query!(
        r#"SELECT a.plan_id AS "plan!: i64", a.id AS "id!: i64", a.kind, a.reason, a.anchor_on AS "anchor: NaiveDate",
             d.decision AS "decision?", d.decided_on AS "decided_on?: NaiveDate",
             (SELECT json_group_array(json_array(s.step, s.done_on) ORDER BY s.id) FROM annual_review_step s
              WHERE s.annual_review_id = a.id AND s.withdrawn_at IS NULL) AS "ticked!: String",
             (SELECT r.sent_on FROM annual_review_report r WHERE r.annual_review_id = a.id ORDER BY r.id DESC LIMIT 1)
               AS "sent_on?: NaiveDate"
           FROM json_each(?) j CROSS JOIN annual_review a ON a.plan_id = j.value
           LEFT JOIN annual_review_decision d ON d.annual_review_id = a.id ORDER BY a.id"#,
        plans
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<PlanId, Vec<AnnualReview>> = BTreeMap::new();
    for row in rows {
        let decision = match (row.decision, row.decided_on) {
            (Some(kind), Some(on)) => Some(Decision { kind: code::read::<DecisionKind>(&kind)?, on }),
            _ => None,
        };
        let ticked: Vec<(String, NaiveDate)> = serde_json::from_str(&row.ticked)?;
        let ticked = ticked.iter().map(|(step, on)| anyhow::Ok((code::read::<Step>(step)?, *on)));
        let mut ticked = ticked.collect::<anyhow::Result<BTreeMap<Step, NaiveDate>>>()?;
        ticked.extend(row.sent_on.map(|on| (Step::Report, on)));
        all.entry(PlanId(row.plan)).or_default().push(AnnualReview {
            id: Some(row.id),
            kind: code::read(&row.kind)?,
            reason: row.reason,
            anchor: Some(row.anchor),
            facts: Facts { ticked, decision, ..Facts::default() },
            asked: vec![],
            came: vec![],
            report: None,
            chases: vec![],
        });
    }
    Ok(all)
}

#[derive(Deserialize)]
struct RawDeed(String, NaiveDate);

async fn asked(conn: &mut SqliteConnection, plans: &str) -> anyhow::Result<BTreeMap<i64, Vec<Asked>>> {
    let rows = sqlx::query!(
        r#"SELECT p.annual_review_id AS review, p.id AS "id!", p.party, p.name, p.reach,
             (SELECT json_group_array(json_array(d.deed, d.done_on)) FROM
                (SELECT deed, done_on FROM annual_review_party_deed WHERE party_id = p.id ORDER BY id) d) AS "deeds!: String"
           FROM json_each(?) j CROSS JOIN annual_review a ON a.plan_id = j.value JOIN annual_review_party p ON p.annual_review_id = a.id
           WHERE p.withdrawn_at IS NULL ORDER BY p.id"#,
        plans
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<i64, Vec<Asked>> = BTreeMap::new();
    for row in rows {
        let raw: Vec<RawDeed> = serde_json::from_str(&row.deeds)?;
        let deeds = raw.into_iter().map(|RawDeed(deed, on)| anyhow::Ok((code::read::<PartyDeed>(&deed)?, on)));
        all.entry(row.review).or_default().push(Asked {
            id: row.id,
            party: code::read(&row.party)?,
            name: row.name,
            reach: row.reach,
            deeds: deeds.collect::<anyhow::Result<_>>()?,
        });
    }
    Ok(all)
}

/// The newest report of each review.
async fn reports(conn: &mut SqliteConnection, plans: &str) -> anyhow::Result<BTreeMap<i64, Report>> {
    let rows = sqlx::query!(
        r#"SELECT r.annual_review_id AS review, r.recommendation, r.sections, r.disagreement, r.sent_to, r.sent_on AS "sent_on: NaiveDate"
           FROM json_each(?) j CROSS JOIN annual_review a ON a.plan_id = j.value JOIN annual_review_report r ON r.annual_review_id = a.id
           ORDER BY r.id"#,
        plans
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let sent = row.sent_on.map(|on| (row.sent_to, on));
        let recommendation = code::read::<Recommendation>(&row.recommendation)?;
        Ok((row.review, Report { recommendation, sections: row.sections, disagreement: row.disagreement, sent }))
    });
    read.collect()
}

async fn chases(conn: &mut SqliteConnection, plans: &str) -> anyhow::Result<BTreeMap<i64, Vec<Chase>>> {
    let rows = sqlx::query!(
        r#"SELECT c.annual_review_id AS review, c.chased_on AS "on: NaiveDate", c.how, s.title AS "title?", s.forename AS "forename?",
             s.surname AS "surname?"
           FROM json_each(?) j CROSS JOIN annual_review a ON a.plan_id = j.value JOIN annual_review_chase c ON c.annual_review_id = a.id
           LEFT JOIN staff s ON s.id = c.entered_by ORDER BY c.chased_on, c.id"#,
        plans
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<i64, Vec<Chase>> = BTreeMap::new();
    for row in rows {
        let by = Name::maybe(row.title, row.forename, row.surname);
        all.entry(row.review).or_default().push(Chase { on: row.on, how: row.how, by });
    }
    Ok(all)
}

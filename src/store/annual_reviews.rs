//! Annual reviews as people enter them: steps with their days, who is asked and comes, the report, the authority's decision, and what was
//! said to the authority about what is overdue. Dates that follow from the rules are worked out, never kept.

mod entering;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{
    code,
    plans::{Annual, annual},
    register::{Of, Part, Register},
};
use crate::domain::{
    annual_review::{
        ADVICE_DAYS, Decision, DecisionKind, Due, Facts, Limit, Party, PartyDeed, Recommendation, ReviewKind, Step,
        earliest, steps,
    },
    ids::{PlanId, PupilId, SchoolId, StaffId},
    people::Name,
    rules::{self, Rules},
};

pub use entering::{add_party, chase, decide, make_interim, party_did, put_report, set_move, tick, under_way};

/// Somebody who is asked or invited, with what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Their row.
    pub id: i64,
    /// As what.
    pub party: Party,
    /// Their name, or their office.
    pub name: String,
    /// How to reach them.
    pub reach: String,
    /// What happened on which day, in the order in which it was entered.
    pub deeds: Vec<(PartyDeed, NaiveDate)>,
}

/// The school's report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// What it recommends.
    pub recommendation: Recommendation,
    /// Which sections should change, and how.
    pub sections: String,
    /// Who sees it otherwise, in their words.
    pub disagreement: String,
    /// Who it went to and when, once it has gone.
    pub sent: Option<(String, NaiveDate)>,
}

/// What was said to the authority.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chase {
    /// When.
    pub on: NaiveDate,
    /// How, and to whom.
    pub how: String,
    /// By whom it was entered.
    pub by: Option<Name>,
}

/// One review of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnnualReview {
    /// Its row; none before anything of it is entered.
    pub id: Option<i64>,
    /// Why it is held.
    pub kind: ReviewKind,
    /// Why sooner, if it is.
    pub reason: String,
    /// The day from which it runs.
    pub anchor: Option<NaiveDate>,
    /// What the steps are worked out from.
    pub facts: Facts,
    /// Who is asked and invited.
    pub asked: Vec<Asked>,
    /// The report, the newest one.
    pub report: Option<Report>,
    /// What was said to the authority.
    pub chases: Vec<Chase>,
}

/// The reviews of a plan, the one under way first. Where nothing of it is entered yet it has no row. The caller has asked whether this person
/// may see the plan.
///
/// # Errors
/// When the database refuses.
pub async fn of_plan(
    conn: &mut SqliteConnection,
    plan: PlanId,
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<Vec<AnnualReview>> {
    let around = annual(&mut *conn, plan, rules, today).await?;
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.kind, a.reason, a.anchor_on AS "anchor: NaiveDate",
             d.decision AS "decision?", d.decided_on AS "decided_on?: NaiveDate"
           FROM annual_review a LEFT JOIN annual_review_decision d ON d.annual_review_id = a.id WHERE a.plan_id = ? ORDER BY a.id"#,
        plan.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let (mut all, mut since) = (Vec::new(), None);
    for row in rows {
        let decision = match (row.decision, row.decided_on) {
            (Some(kind), Some(on)) => Some(Decision { kind: code::read::<DecisionKind>(&kind)?, on }),
            _ => None,
        };
        let mut review = AnnualReview {
            id: Some(row.id),
            kind: code::read(&row.kind)?,
            reason: row.reason,
            anchor: Some(row.anchor),
            facts: facts(Some(row.anchor), &around, rules, today),
            asked: asked(&mut *conn, row.id).await?,
            report: report(&mut *conn, row.id).await?,
            chases: chases(&mut *conn, row.id).await?,
        };
        review.facts.ticked = ticked(&mut *conn, row.id).await?;
        review.facts.decision = decision;
        review.facts.held_on = held_between(&mut *conn, plan, row.anchor, decision.map(|d| d.on)).await?;
        if let Some(sent) = review.report.as_ref().and_then(|report| report.sent.as_ref()) {
            review.facts.ticked.insert(Step::Report, sent.1);
        }
        // A decision that was entered with the plan ends it as well: the next one runs from that day.
        if decision.is_none() && around.anchor.is_some_and(|anchor| row.anchor < anchor) {
            continue;
        }
        since = Some(row.anchor);
        all.push(review);
    }
    let is_open = all.last().is_some_and(|last| last.facts.decision.is_none());
    if is_open {
        if let Some(open) = all.last_mut() {
            open.facts.booked_on = around.booked_on;
        }
    } else if around.anchor.is_some() && (since.is_none() || around.anchor > since) {
        let mut facts = facts(around.anchor, &around, rules, today);
        facts.booked_on = around.booked_on;
        let anchored = around.anchor;
        facts.held_on = around.held_on.filter(|held| anchored.is_some_and(|anchor| anchor < *held));
        let (kind, reason) = (ReviewKind::Annual, String::new());
        all.push(AnnualReview {
            id: None,
            kind,
            reason,
            anchor: anchored,
            facts,
            asked: vec![],
            report: None,
            chases: vec![],
        });
    }
    all.reverse();
    Ok(all)
}

fn facts(anchor: Option<NaiveDate>, around: &Annual, rules: &Rules, today: NaiveDate) -> Facts {
    let limit: Option<Limit> = anchor.and_then(|anchor| earliest(anchor, &around.child, today));
    let advice_days = u64::try_from(rules.get(rules::ADVICE_AHEAD)).unwrap_or(ADVICE_DAYS);
    Facts { limit, advice_days, ..Facts::default() }
}

/// The last annual review meeting that was held after one day, and not after another.
async fn held_between(
    conn: &mut SqliteConnection,
    plan: PlanId,
    after: NaiveDate,
    until: Option<NaiveDate>,
) -> anyhow::Result<Option<NaiveDate>> {
    let held = sqlx::query_scalar!(
        r#"SELECT max(held_on) AS "held_on: NaiveDate" FROM
             (SELECT r.held_on FROM review r JOIN cycle k ON k.id = r.cycle_id WHERE k.plan_id = ?1 AND r.ehc_annual
              UNION ALL SELECT d.held_on FROM conversation_record d JOIN conversation c ON c.id = d.conversation_id
              WHERE c.plan_id = ?1 AND c.ehc_annual AND d.mode <> 'none')
           WHERE held_on > ?2 AND (?3 IS NULL OR held_on <= ?3)"#,
        plan.0,
        after,
        until
    )
    .fetch_one(conn)
    .await?;
    Ok(held)
}

async fn ticked(conn: &mut SqliteConnection, review: i64) -> anyhow::Result<BTreeMap<Step, NaiveDate>> {
    let rows = sqlx::query!(
        r#"SELECT step, done_on AS "done_on: NaiveDate" FROM annual_review_step
           WHERE annual_review_id = ? AND withdrawn_at IS NULL ORDER BY id"#,
        review
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| Ok((code::read::<Step>(&row.step)?, row.done_on))).collect()
}

#[derive(Deserialize)]
struct RawDeed(String, NaiveDate);

async fn asked(conn: &mut SqliteConnection, review: i64) -> anyhow::Result<Vec<Asked>> {
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!", p.party, p.name, p.reach,
             (SELECT json_group_array(json_array(d.deed, d.done_on)) FROM
                (SELECT deed, done_on FROM annual_review_party_deed WHERE party_id = p.id ORDER BY id) d) AS "deeds!: String"
           FROM annual_review_party p WHERE p.annual_review_id = ? AND p.withdrawn_at IS NULL ORDER BY p.id"#,
        review
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let raw: Vec<RawDeed> = serde_json::from_str(&row.deeds)?;
        let deeds = raw.into_iter().map(|RawDeed(deed, on)| anyhow::Ok((code::read::<PartyDeed>(&deed)?, on)));
        Ok(Asked {
            id: row.id,
            party: code::read(&row.party)?,
            name: row.name,
            reach: row.reach,
            deeds: deeds.collect::<anyhow::Result<_>>()?,
        })
    });
    read.collect()
}

async fn report(conn: &mut SqliteConnection, review: i64) -> anyhow::Result<Option<Report>> {
    let row = sqlx::query!(
        r#"SELECT recommendation, sections, disagreement, sent_to, sent_on AS "sent_on: NaiveDate" FROM annual_review_report
           WHERE annual_review_id = ? ORDER BY id DESC LIMIT 1"#,
        review
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let sent = row.sent_on.map(|on| (row.sent_to, on));
        let recommendation = code::read::<Recommendation>(&row.recommendation)?;
        Ok(Report { recommendation, sections: row.sections, disagreement: row.disagreement, sent })
    })
    .transpose()
}

async fn chases(conn: &mut SqliteConnection, review: i64) -> anyhow::Result<Vec<Chase>> {
    let rows = sqlx::query!(
        r#"SELECT c.chased_on AS "on: NaiveDate", c.how, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM annual_review_chase c LEFT JOIN staff s ON s.id = c.entered_by WHERE c.annual_review_id = ? ORDER BY c.chased_on, c.id"#,
        review
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Chase { on: row.on, how: row.how, by: Name::maybe(row.title, row.forename, row.surname) })
        .collect())
}

/// A step that somebody has to do something about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// Of which plan.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// Who leads the plan.
    pub lead: StaffId,
    /// What.
    pub due: Due,
}

/// The steps of every open annual review of a school that are late, or the school's and due within a fortnight; the latest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WantedSteps(pub Vec<Wanted>);

/// Calendar days ahead from which a step of the school's is a thing to do.
pub const AHEAD: i64 = 14;

impl Part for WantedSteps {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        wanted(conn, register.school(), &register.rules(day), day).await
    }
}

/// Works out [`WantedSteps`] anew.
///
/// # Errors
/// When the database refuses.
pub async fn wanted(
    conn: &mut SqliteConnection,
    school: SchoolId,
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<WantedSteps> {
    let rows = sqlx::query!(
        r#"SELECT l.id AS "plan!", l.pupil_id, l.lead_id, p.forename, p.surname FROM plan l JOIN pupil p ON p.id = l.pupil_id
           WHERE p.school_id = ?1 AND l.kind = 'ehc_delivery' AND l.ehc_anchor_on IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = l.id)
             AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2))
           ORDER BY l.id"#,
        school.0,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut all = Vec::new();
    for row in rows {
        let plan = PlanId(row.plan);
        let name = Name { title: String::new(), forename: row.forename, surname: row.surname };
        for review in of_plan(&mut *conn, plan, rules, today).await? {
            let dues = steps(&review.facts, today).into_iter().filter(|due| due.wants(AHEAD));
            all.extend(dues.map(|due| Wanted {
                plan,
                pupil: PupilId(row.pupil_id),
                name: name.clone(),
                lead: StaffId(row.lead_id),
                due,
            }));
        }
    }
    all.sort_by_key(|one| (one.due.by, one.plan.0));
    Ok(WantedSteps(all))
}

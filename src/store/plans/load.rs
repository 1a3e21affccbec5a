//! Loading a plan as one person may see it.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Content, Newest, Outcome, Placement, PlanView, Target, facts, terms};
use crate::{
    domain::{
        access::{Thing, Verb, Viewer},
        costing::{BoughtBy, BoughtFor, CostShare, Pence},
        ids::{CycleId, OutcomeId, PlacementId, PlanId, PupilId, SchoolId, StaffId, TargetId},
        need::{Adulthood, Area},
        people::Name,
        plan::{Funding, PlanKind},
        sen_status::SenCode,
        strategy::{Strategy, Way},
        target::{Aim, Direction, Score},
    },
    store::{
        code,
        register::{Of, Part, Register},
        relation::relation,
    },
};

/// A pupil for whom a plan is to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PupilCard {
    /// Who.
    pub id: PupilId,
    /// Their name.
    pub name: Name,
    /// Their SEN status today.
    pub sen: SenCode,
}

/// A pupil, if this person may do this to a plan of theirs today; otherwise the pupil does not exist for them.
pub async fn pupil_for(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    pupil: PupilId,
    verb: Verb,
    today: NaiveDate,
) -> anyhow::Result<Option<PupilCard>> {
    let relation = relation(&mut *conn, viewer, pupil, today).await?;
    if !viewer.may(relation, Thing::Plan, verb) {
        return Ok(None);
    }
    let row = sqlx::query!(
        r#"SELECT p.forename, p.surname, (SELECT s.code FROM sen_status s WHERE s.pupil_id = p.id AND s.from_on <= ?3
             AND (s.until_on IS NULL OR s.until_on >= ?3) ORDER BY s.from_on DESC LIMIT 1) AS "sen?: String"
           FROM pupil p WHERE p.id = ?1 AND p.school_id = ?2"#,
        pupil.0,
        viewer.school.0,
        today
    )
    .fetch_optional(conn)
    .await?;
    let Some(r) = row else { return Ok(None) };
    let name = Name { title: String::new(), forename: r.forename, surname: r.surname };
    let sen = code::maybe(r.sen.as_deref())?.unwrap_or(SenCode::None);
    Ok(Some(PupilCard { id: pupil, name, sen }))
}

/// Every plan a pupil has had, open ones first, then the newest. The caller has asked whether this person may see them.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<PlanId>> {
    let found = sqlx::query_scalar!(
        "SELECT l.id FROM plan l LEFT JOIN plan_closure z ON z.plan_id = l.id WHERE l.pupil_id = ?
         ORDER BY z.closed_on IS NOT NULL, l.id DESC",
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().map(PlanId).collect())
}

/// A plan as somebody may see it.
impl Part for Option<PlanView> {
    async fn read(conn: &mut SqliteConnection, _: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        visible_to(conn, of.viewer()?, PlanId(of.id()), day).await
    }
}

/// The plan, if it exists for this person today.
pub async fn visible_to(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    plan: PlanId,
    today: NaiveDate,
) -> anyhow::Result<Option<PlanView>> {
    let row = sqlx::query!(
        r#"SELECT p.pupil_id, p.kind, p.opened_on AS "opened_on: NaiveDate", p.lead_id, p.version,
                  p.ehc_anchor_on AS "ehc_anchor_on: NaiveDate", p.ends_on AS "ends_on: NaiveDate", p.tried_first,
                  (SELECT json_group_array(issue) FROM (SELECT issue FROM plan_issue WHERE plan_id = p.id AND withdrawn_at IS NULL ORDER BY id))
                      AS "issues!: String",
                  (SELECT json_group_array(json_array(name, agency, role, contact)) FROM
                      (SELECT * FROM plan_agency WHERE plan_id = p.id AND withdrawn_at IS NULL ORDER BY position, id)) AS "agencies!: String",
                  (SELECT json_group_array(json_array(question, words)) FROM
                      (SELECT * FROM template_answer WHERE plan_id = p.id AND withdrawn_at IS NULL ORDER BY position, id)) AS "answers!: String",
                  u.forename, u.surname, s.title AS lead_title, s.forename AS lead_forename, s.surname AS lead_surname,
                  x.closed_on AS "closed_on?: NaiveDate", x.reason AS "closed_why?",
                  c.id AS "cycle!", c.number AS "number!", c.started_on AS "started_on!: NaiveDate", c.review_on AS "review_on!: NaiveDate",
                  EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id) AS "reviewed!: bool",
                  (SELECT json_group_array(json_object('id', v.id, 'number', v.number, 'agreed', g.agreed_on, 'saves', v.saves, 'discarded',
                      EXISTS (SELECT 1 FROM plan_version_discarded d WHERE d.version_id = v.id)) ORDER BY v.number)
                   FROM plan_version v LEFT JOIN plan_version_agreed g ON g.version_id = v.id WHERE v.plan_id = p.id) AS "versions!: String",
                  (SELECT max(r.held_on) FROM review r JOIN cycle k ON k.id = r.cycle_id WHERE k.plan_id = p.id)
                      AS "last_review_on?: NaiveDate"
           FROM plan p JOIN pupil u ON u.id = p.pupil_id JOIN staff s ON s.id = p.lead_id
           JOIN cycle c ON c.plan_id = p.id AND c.number = (SELECT max(number) FROM cycle WHERE plan_id = p.id)
           LEFT JOIN plan_closure x ON x.plan_id = p.id
           WHERE p.id = ? AND u.school_id = ?"#,
        plan.0,
        viewer.school.0
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let pupil = PupilId(row.pupil_id);
    let relation = relation(&mut *conn, viewer, pupil, today).await?;
    if !viewer.may(relation, Thing::Plan, Verb::See) {
        return Ok(None);
    }
    let (id, number) = (CycleId(row.cycle), row.number);
    let cycle = Newest { id, number, started_on: row.started_on, reviewed: row.reviewed };
    let costs = viewer.may(relation, Thing::Costs, Verb::See);
    let (outcomes, targets, placements) = written(conn, plan, id, costs).await?;
    Ok(Some(PlanView {
        id: plan,
        pupil,
        pupil_name: Name { title: String::new(), forename: row.forename, surname: row.surname },
        kind: code::read::<PlanKind>(&row.kind)?,
        lead_name: Name { title: row.lead_title, forename: row.lead_forename, surname: row.lead_surname },
        opened_on: row.opened_on,
        closed: row.closed_on.zip(row.closed_why),
        version: row.version,
        versions: facts::versions(&row.versions)?,
        cycle,
        last_review_on: row.last_review_on,
        content: Content {
            lead: StaffId(row.lead_id),
            review_on: row.review_on,
            ehc_anchor_on: row.ehc_anchor_on,
            terms: terms::read((row.ends_on, row.tried_first), (&row.issues, &row.agencies, &row.answers))?,
            outcomes,
            targets,
            placements,
        },
        relation,
        viewer: *viewer,
    }))
}

/// What is written in a cycle of a plan, with what it costs or without.
pub(super) async fn written(
    conn: &mut SqliteConnection,
    plan: PlanId,
    cycle: CycleId,
    costs: bool,
) -> anyhow::Result<(Vec<Outcome>, Vec<Target>, Vec<Placement>)> {
    let outcomes = outcomes(&mut *conn, plan).await?;
    let targets = targets(&mut *conn, cycle, &outcomes).await?;
    let placements = placements(conn, cycle, &targets, costs).await?;
    Ok((outcomes, targets, placements))
}

async fn outcomes(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<Vec<Outcome>> {
    let rows = sqlx::query!(
        "SELECT id, wording, area, reference, adulthood FROM outcome WHERE plan_id = ? AND withdrawn_at IS NULL ORDER BY position, id",
        plan.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Outcome {
                id: Some(OutcomeId(r.id)),
                wording: r.wording,
                area: code::read::<Area>(&r.area)?,
                reference: r.reference,
                adulthood: code::maybe::<Adulthood>(Some(r.adulthood.as_str()).filter(|code| !code.is_empty()))?,
            })
        })
        .collect()
}

async fn targets(conn: &mut SqliteConnection, cycle: CycleId, outcomes: &[Outcome]) -> anyhow::Result<Vec<Target>> {
    let rows = sqlx::query!(
        r#"SELECT id, outcome_id, wording, measure, unit, direction, baseline, predicted, challenge, at_home,
                  carried AS "carried: u32",
                  (SELECT json_group_array(json_array(way, words, by_whom) ORDER BY position) FROM target_strategy s
                     WHERE s.target_id = target.id) AS "strategies!: String"
           FROM target WHERE cycle_id = ? AND withdrawn_at IS NULL ORDER BY position, id"#,
        cycle.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|r| {
            let outcome = outcomes.iter().position(|o| o.id == Some(OutcomeId(r.outcome_id)));
            Ok(Target {
                id: Some(TargetId(r.id)),
                outcome: outcome.unwrap_or(0),
                wording: r.wording,
                measure: r.measure,
                unit: r.unit,
                aim: Aim {
                    direction: code::read::<Direction>(&r.direction)?,
                    baseline: Score(r.baseline),
                    predicted: Score(r.predicted),
                    challenge: r.challenge.map(Score),
                },
                strategies: strategies(&r.strategies)?,
                at_home: r.at_home,
                carried: r.carried,
            })
        })
        .collect()
}

fn strategies(rows: &str) -> anyhow::Result<Vec<Strategy>> {
    let rows: Vec<(String, String, String)> = serde_json::from_str(rows)?;
    let read = rows.into_iter().map(|(way, words, by)| Ok(Strategy { way: code::read::<Way>(&way)?, words, by }));
    read.collect()
}

async fn placements(
    conn: &mut SqliteConnection,
    cycle: CycleId,
    targets: &[Target],
    costs: bool,
) -> anyhow::Result<Vec<Placement>> {
    let rows = sqlx::query!(
        r#"SELECT l.id, v.name, l.rate_role, l.minutes AS "minutes: u32", l.times_a_week AS "times_a_week: u32",
                  l.weeks AS "weeks: u32", l.staff AS "staff: u32", l.group_size AS "group_size: u32", l.cost_share,
                  l.resources_pence, l.bought_by, l.bought_years AS "bought_years: u32", l.bought_for, l.funding, l.reference,
                  (SELECT json_group_array(target_id) FROM placement_target s WHERE s.placement_id = l.id) AS "serves!: String"
           FROM placement l JOIN provision v ON v.id = l.provision_id
           WHERE l.cycle_id = ? AND l.withdrawn_at IS NULL ORDER BY l.position, l.id"#,
        cycle.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|r| {
            let served: Vec<i64> = serde_json::from_str(&r.serves)?;
            let serves = |target: &Target| target.id.is_some_and(|id| served.contains(&id.0));
            Ok(Placement {
                serves: (0..targets.len()).filter(|n| serves(&targets[*n])).collect(),
                reference: r.reference,
                id: Some(PlacementId(r.id)),
                provision: r.name,
                role: r.rate_role,
                minutes: r.minutes,
                times_a_week: r.times_a_week,
                weeks: r.weeks,
                staff: r.staff,
                group_size: r.group_size,
                share: code::read::<CostShare>(&r.cost_share)?,
                bought_by: code::read::<BoughtBy>(&r.bought_by)?,
                bought_years: r.bought_years,
                bought_for: code::read::<BoughtFor>(&r.bought_for)?,
                resources: Pence(if costs { r.resources_pence } else { 0 }),
                funding: code::read::<Funding>(&r.funding)?,
            })
        })
        .collect()
}

/// The open plans of a school, oldest first.
pub async fn open_of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<PlanId>> {
    let found = sqlx::query_scalar!(
        "SELECT l.id FROM plan l JOIN pupil p ON p.id = l.pupil_id
         WHERE p.school_id = ? AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id) ORDER BY l.id",
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().map(PlanId).collect())
}

/// The kinds of a pupil's open plans.
pub async fn open_kinds(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<PlanKind>> {
    let codes = sqlx::query_scalar!(
        "SELECT kind FROM plan WHERE pupil_id = ? AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = plan.id)",
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    codes.iter().map(|kind| code::read(kind)).collect()
}

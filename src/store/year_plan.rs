//! The year's review dates laid out ahead: what they are worked from, and how they are kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx,
    changes::Topic,
    plans::annuals,
    register::{Of, Part, Register},
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    calendar::{AcademicYear, Calendar, Season},
    ids::{AdultId, PlanId, PupilId, SchoolId},
    rules::Rules,
};

/// What the planning of a year needs of a plan beside its standing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ties {
    /// The child's first contact.
    pub family: Option<AdultId>,
    /// EHC: the last day for the annual review's meeting, while that meeting has not been held.
    pub legal: Option<NaiveDate>,
}

/// The ties of every open plan of a school.
pub async fn ties(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (calendar, rules): (&Calendar, &Rules),
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<PlanId, Ties>> {
    let rows = sqlx::query!(
        r#"SELECT l.id AS "plan!: i64", l.ehc_anchor_on AS "anchor?: NaiveDate",
             EXISTS (SELECT 1 FROM review r JOIN cycle k ON k.id = r.cycle_id
                     WHERE k.plan_id = l.id AND r.ehc_annual AND r.held_on > l.ehc_anchor_on)
             OR EXISTS (SELECT 1 FROM conversation c JOIN conversation_record d ON d.conversation_id = c.id
                        WHERE c.plan_id = l.id AND c.ehc_annual AND d.mode <> 'none' AND d.held_on > l.ehc_anchor_on) AS "held!: bool",
             (SELECT g.adult_id FROM guardianship g WHERE g.pupil_id = l.pupil_id AND (g.until_on IS NULL OR g.until_on >= ?2)
              ORDER BY g.priority, g.id LIMIT 1) AS "family?: i64"
           FROM plan l JOIN pupil p ON p.id = l.pupil_id
           WHERE p.school_id = ?1 AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id AND z.closed_on <= ?2)"#,
        school.0,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let to_meet = rows.iter().filter(|row| row.anchor.is_some() && !row.held);
    let to_meet: Vec<PlanId> = to_meet.map(|row| PlanId(row.plan)).collect();
    let annual = annuals(conn, &to_meet, rules, today).await?;
    let tied = rows.into_iter().map(|row| {
        let limit = annual.get(&PlanId(row.plan)).and_then(|annual| annual.limit(today));
        let legal = limit.map(|limit| limit.last_school_day(calendar));
        (PlanId(row.plan), Ties { family: row.family.map(AdultId), legal })
    });
    Ok(tied.collect())
}

impl Part for BTreeMap<PlanId, Ties> {
    const TOPICS: &'static [Topic] = &[Topic::Plans, Topic::Meetings, Topic::Family, Topic::Pupils, Topic::Calendar];

    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        ties(conn, register.school(), (register.calendar(), &register.rules(day)), day).await
    }
}

/// A review's new day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// Which plan.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Of which year and term.
    pub term: (AcademicYear, Season),
    /// It is the open cycle's review: the day is the one agreed (Code of Practice 6.53).
    pub agreed: bool,
    /// The day; `None` takes a planned one back. An agreed one is only ever moved.
    pub on: Option<NaiveDate>,
}

/// Gives a review its day.
pub async fn put(tx: &mut Tx, change: &Change) -> anyhow::Result<()> {
    match (change.agreed, change.on) {
        (true, Some(on)) => agree(tx, change.plan, on).await?,
        (true, None) => return Ok(()),
        (false, on) => plan(tx, change, on).await?,
    }
    let (year, season) = change.term;
    let detail = format!("review date, {} {year}", season.words());
    tx.audit(Entry::new(Deed::Changed, Subject::Plan).id(change.plan.0).pupil(change.pupil).detail(&detail)).await
}

/// The day agreed for the review of a plan's open turn.
pub async fn agreed_day(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<Option<NaiveDate>> {
    let found = sqlx::query_scalar!(
        r#"SELECT c.review_on AS "on: NaiveDate" FROM cycle c WHERE c.plan_id = ?1
             AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = ?1) ORDER BY c.number DESC LIMIT 1"#,
        plan.0
    );
    Ok(found.fetch_optional(conn).await?)
}

/// The version rises, so that somebody who is editing the plan does not put the old day back.
async fn agree(tx: &mut Tx, plan: PlanId, on: NaiveDate) -> anyhow::Result<()> {
    sqlx::query!(
        "UPDATE cycle SET review_on = ?1 WHERE id = (SELECT c.id FROM cycle c WHERE c.plan_id = ?2
           AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id) ORDER BY c.number DESC LIMIT 1)",
        on,
        plan.0
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("UPDATE plan SET version = version + 1 WHERE id = ?", plan.0).execute(tx.conn()).await?;
    Ok(())
}

async fn plan(tx: &mut Tx, change: &Change, on: Option<NaiveDate>) -> anyhow::Result<()> {
    let (year, season) = (change.term.0.starting(), change.term.1.as_code());
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO planned_review (plan_id, year, season, review_on, planned_at, planned_by) VALUES (?, ?, ?, ?, ?, ?)",
        change.plan.0,
        year,
        season,
        on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The day to suggest for the review after one held on `held`: the planned one of the term it falls to, else the usual one. A term that
/// somebody said is not needed is passed over.
pub async fn review_after(
    conn: &mut SqliteConnection,
    plan: PlanId,
    calendar: &Calendar,
    held: NaiveDate,
) -> anyhow::Result<NaiveDate> {
    let rows = sqlx::query!(
        r#"SELECT x.year AS "year!: i32", x.season AS "season!: String", NULL AS "on?: NaiveDate" FROM exemption x
           JOIN plan l ON l.pupil_id = x.pupil_id WHERE l.id = ?1 AND x.withdrawn_at IS NULL
           UNION ALL SELECT y.year, y.season, y.review_on FROM planned_review y
           WHERE y.plan_id = ?1 AND y.review_on IS NOT NULL AND y.id = (SELECT max(z.id) FROM planned_review z
             WHERE z.plan_id = y.plan_id AND z.year = y.year AND z.season = y.season)"#,
        plan.0
    );
    let rows = rows.fetch_all(conn).await?;
    let said = |term: (AcademicYear, Season)| {
        rows.iter().filter(move |r| r.year == term.0.starting() && r.season == term.1.as_code())
    };
    // A year ahead at most: beyond it nobody has said anything yet.
    let days = std::iter::successors(Some(calendar.review_after(held)), |day| Some(calendar.review_after(*day)));
    let needed = |day: &NaiveDate| said(calendar.season_of(*day)).all(|r| r.on.is_some());
    let usual = days.take(4).find(needed).unwrap_or_else(|| calendar.review_after(held));
    let planned = said(calendar.season_of(usual)).find_map(|r| r.on);
    Ok(planned.filter(|on| held < *on).unwrap_or(usual))
}

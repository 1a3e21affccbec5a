//! Reading what is recorded of pupils' needs, and their plans with what was planned, agreed and held.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{child::HeldPlan, people::Children, read::rows};
use crate::{
    domain::{
        calendar::{AcademicYear, Season},
        ids::{PlanId, SchoolId, StaffId},
        plan::PlanKind,
        sen_status::{SenCode, StatusSpan},
    },
    store::code,
};

/// Adds statuses, needs, exemptions and plans to the pupils they belong to.
pub(super) async fn fill(
    conn: &mut SqliteConnection,
    school: SchoolId,
    since: AcademicYear,
    children: &mut Children,
) -> anyhow::Result<()> {
    record(conn, school, since, children).await?;
    let mut plans = Plans::read(conn, school).await?;
    plans.open_cycles(conn, school).await?;
    plans.reviews(conn, school, since).await?;
    plans.planned(conn, school, since).await?;
    for (pupil, plan) in plans.all {
        children.with(pupil, |child| child.plans.push(plan));
    }
    Ok(())
}

async fn record(
    conn: &mut SqliteConnection,
    school: SchoolId,
    since: AcademicYear,
    children: &mut Children,
) -> anyhow::Result<()> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(t.pupil_id, t.code, t.from_on, t.until_on) ORDER BY t.from_on, t.id) AS "list!: String"
           FROM pupil p JOIN sen_status t ON t.pupil_id = p.id WHERE p.school_id = ?"#,
        school.0
    );
    let found: Vec<(i64, String, NaiveDate, Option<NaiveDate>)> = rows(&list.fetch_one(&mut *conn).await?)?;
    for (pupil, status, from, until) in found {
        let status = StatusSpan { code: code::read::<SenCode>(&status)?, from, until };
        children.with(pupil, |child| child.statuses.push(status));
    }
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(n.pupil_id, n.code) ORDER BY n.rank, n.id) AS "list!: String"
           FROM pupil p JOIN need n ON n.pupil_id = p.id WHERE p.school_id = ? AND n.until_on IS NULL"#,
        school.0
    );
    for (pupil, need) in rows(&list.fetch_one(&mut *conn).await?)? {
        children.with(pupil, |child| child.needs.push(need));
    }
    let first = since.starting();
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(x.pupil_id, x.year, x.season, x.reason) ORDER BY x.id) AS "list!: String"
           FROM pupil p JOIN exemption x ON x.pupil_id = p.id WHERE p.school_id = ? AND x.year >= ? AND x.withdrawn_at IS NULL"#,
        school.0,
        first
    );
    let found: Vec<(i64, i32, String, String)> = rows(&list.fetch_one(conn).await?)?;
    for (pupil, year, season, reason) in found {
        let term = (AcademicYear::new(year), code::read::<Season>(&season)?, reason);
        children.with(pupil, |child| child.exemptions.push(term));
    }
    Ok(())
}

/// The plans of a school, each with its pupil's number, and where each stands among them.
struct Plans {
    all: Vec<(i64, HeldPlan)>,
    places: HashMap<i64, usize>,
}

impl Plans {
    async fn read(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Self> {
        let list = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(l.id, l.pupil_id, l.kind, l.opened_on, z.closed_on, l.ends_on, l.lead_id)
                 ORDER BY l.id) AS "list!: String"
               FROM pupil p JOIN plan l ON l.pupil_id = p.id LEFT JOIN plan_closure z ON z.plan_id = l.id WHERE p.school_id = ?"#,
            school.0
        );
        type Raw = (i64, i64, String, NaiveDate, Option<NaiveDate>, Option<NaiveDate>, i64);
        let found: Vec<Raw> = rows(&list.fetch_one(conn).await?)?;
        let plan = |(id, pupil, kind, opened_on, closed_on, ends_on, lead): Raw| {
            let kind = code::read::<PlanKind>(&kind)?;
            let (id, lead, agreed_on) = (PlanId(id), StaffId(lead), None);
            let (reviews, planned) = (Vec::new(), Vec::new());
            anyhow::Ok((pupil, HeldPlan { id, kind, opened_on, closed_on, ends_on, lead, agreed_on, reviews, planned }))
        };
        let all = found.into_iter().map(plan).collect::<anyhow::Result<Vec<_>>>()?;
        let places = all.iter().enumerate().map(|(at, (_, plan))| (plan.id.0, at)).collect();
        Ok(Self { all, places })
    }

    /// Adds something to the plan with this number.
    fn with(&mut self, id: i64, add: impl FnOnce(&mut HeldPlan)) {
        if let Some(at) = self.places.get(&id) {
            add(&mut self.all[*at].1);
        }
    }

    /// The day agreed for the review of each plan's newest cycle that has none yet.
    async fn open_cycles(&mut self, conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<()> {
        let list = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(c.plan_id, c.review_on) ORDER BY c.number) AS "list!: String"
               FROM pupil p JOIN plan l ON l.pupil_id = p.id JOIN cycle c ON c.plan_id = l.id LEFT JOIN review r ON r.cycle_id = c.id
               WHERE p.school_id = ? AND r.id IS NULL"#,
            school.0
        );
        for (plan, on) in rows(&list.fetch_one(conn).await?)? {
            self.with(plan, |plan| plan.agreed_on = Some(on));
        }
        Ok(())
    }

    /// Reviews held since the first day of a year; of plans beside SEN support all.
    async fn reviews(
        &mut self,
        conn: &mut SqliteConnection,
        school: SchoolId,
        since: AcademicYear,
    ) -> anyhow::Result<()> {
        let first = since.starts_on();
        let list = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(c.plan_id, r.held_on, c.review_on) ORDER BY r.id) AS "list!: String"
               FROM pupil p JOIN plan l ON l.pupil_id = p.id JOIN cycle c ON c.plan_id = l.id JOIN review r ON r.cycle_id = c.id
               WHERE p.school_id = ?1 AND (r.held_on >= ?2 OR l.kind NOT IN ('sen_support', 'ehc_delivery', 'proposed_isp'))"#,
            school.0,
            first
        );
        for (plan, held, agreed) in rows(&list.fetch_one(conn).await?)? {
            self.with(plan, |plan| plan.reviews.push((held, agreed)));
        }
        Ok(())
    }

    /// What was planned last for each term of a year and of later ones.
    async fn planned(
        &mut self,
        conn: &mut SqliteConnection,
        school: SchoolId,
        since: AcademicYear,
    ) -> anyhow::Result<()> {
        let first = since.starting();
        let list = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(y.plan_id, y.year, y.season, y.review_on) ORDER BY y.id) AS "list!: String"
               FROM pupil p JOIN plan l ON l.pupil_id = p.id JOIN planned_review y ON y.plan_id = l.id
               WHERE p.school_id = ? AND y.year >= ?"#,
            school.0,
            first
        );
        let found: Vec<(i64, i32, String, Option<NaiveDate>)> = rows(&list.fetch_one(conn).await?)?;
        for (plan, year, season, on) in found {
            let term = (AcademicYear::new(year), code::read::<Season>(&season)?);
            self.with(plan, |plan| {
                plan.planned.retain(|(year, season, _)| (*year, *season) != term);
                plan.planned.extend(on.map(|on| (term.0, term.1, on)));
            });
        }
        Ok(())
    }
}

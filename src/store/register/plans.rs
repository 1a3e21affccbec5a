//! Reading what is recorded of pupils' needs, and their plans with what was planned, agreed and held.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{child::HeldPlan, early, lists::Reading, people::Children};
use crate::{
    domain::{
        calendar::{AcademicYear, Season},
        ids::{PartTimeId, PlanId, StaffId},
        part_time::{self, Agreement, Decision},
        plan::PlanKind,
        sen_status::{SenCode, StatusSpan},
        standing::Held,
    },
    store::code,
};

/// Adds statuses, needs, exemptions and plans to the pupils they belong to.
pub(super) async fn fill(
    read: &mut Reading<'_>,
    pupils: &str,
    since: AcademicYear,
    children: &mut Children,
) -> anyhow::Result<()> {
    record(read, pupils, since, children).await?;
    part_time(read, pupils, children).await?;
    let mut plans = Plans::read(read, pupils).await?;
    plans.open_cycles(read, pupils).await?;
    plans.reviews(read, pupils, since).await?;
    plans.planned(read, pupils, since).await?;
    for (plan, facts) in early::read(read, pupils).await? {
        plans.with(plan, |plan| plan.early = facts);
    }
    for (pupil, plan) in plans.all {
        children.with(pupil, |child| child.plans.push(plan));
    }
    Ok(())
}

async fn record(
    read: &mut Reading<'_>,
    pupils: &str,
    since: AcademicYear,
    children: &mut Children,
) -> anyhow::Result<()> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(t.pupil_id, t.code, t.from_on, t.until_on) ORDER BY t.from_on, t.id) AS "list!: String"
           FROM json_each(?) p CROSS JOIN sen_status t ON t.pupil_id = p.value"#,
        pupils
    );
    type Status = (i64, String, NaiveDate, Option<NaiveDate>);
    for (pupil, status, from, until) in read.rows::<Status>(list).await?.iter() {
        let status = StatusSpan { code: code::read::<SenCode>(status)?, from: *from, until: *until };
        children.with(*pupil, |child| child.statuses.push(status));
    }
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(n.pupil_id, n.code) ORDER BY n.rank, n.id) AS "list!: String"
           FROM json_each(?) p CROSS JOIN need n ON n.pupil_id = p.value WHERE n.until_on IS NULL"#,
        pupils
    );
    for (pupil, need) in read.rows::<(i64, String)>(list).await?.iter() {
        children.with(*pupil, |child| child.needs.push(need.clone()));
    }
    let first = since.starting();
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(x.pupil_id, x.year, x.season, x.reason) ORDER BY x.id) AS "list!: String"
           FROM json_each(?) p CROSS JOIN exemption x ON x.pupil_id = p.value WHERE x.year >= ? AND x.withdrawn_at IS NULL"#,
        pupils,
        first
    );
    type Exemption = (i64, i32, String, String);
    for (pupil, year, season, reason) in read.rows::<Exemption>(list).await?.iter() {
        let term = (AcademicYear::new(*year), code::read::<Season>(season)?, reason.clone());
        children.with(*pupil, |child| child.exemptions.push(term));
    }
    Ok(())
}

/// Adds the part-time timetables that have not ended, with what tells whether something has to be done about them.
async fn part_time(read: &mut Reading<'_>, pupils: &str, children: &mut Children) -> anyhow::Result<()> {
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(t.pupil_id, t.id, m.from_on, m.until_on,
             (SELECT json_group_array(json_array(adult_id, answer)) FROM
                (SELECT a.adult_id, a.answer FROM part_time_agreement a WHERE a.timetable_id = t.id ORDER BY a.id)),
             EXISTS (SELECT 1 FROM part_time_told o WHERE o.timetable_id = t.id),
             (SELECT min(r.planned_on) FROM part_time_review r WHERE r.timetable_id = t.id AND r.held_on IS NULL),
             (SELECT r.decision FROM part_time_review r WHERE r.timetable_id = t.id AND r.held_on IS NOT NULL
              ORDER BY r.held_on DESC, r.id DESC LIMIT 1)) ORDER BY t.id) AS "list!: String"
           FROM json_each(?) p CROSS JOIN part_time_timetable t ON t.pupil_id = p.value
           JOIN part_time_terms m ON m.id = (SELECT max(id) FROM part_time_terms WHERE timetable_id = t.id)
           WHERE NOT EXISTS (SELECT 1 FROM part_time_end e WHERE e.timetable_id = t.id)"#,
        pupils
    );
    type Raw = (i64, i64, NaiveDate, NaiveDate, Vec<(i64, String)>, i64, Option<NaiveDate>, Option<String>);
    for (pupil, id, from, until, answers, told, review_on, decided) in read.rows::<Raw>(list).await? {
        let answers = answers.iter().map(|(adult, answer)| anyhow::Ok((*adult, code::read::<Agreement>(answer)?)));
        let decided = decided.as_deref().map(code::read::<Decision>).transpose()?;
        let facts = part_time::Facts {
            id: PartTimeId(id),
            from,
            until,
            agreed: part_time::is_agreed(&answers.collect::<anyhow::Result<Vec<_>>>()?),
            told: told == 1,
            review_on,
            to_full_time: decided == Some(Decision::FullTime),
        };
        children.with(pupil, |child| child.part_time.push(facts));
    }
    Ok(())
}

/// The plans of a school, each with its pupil's number, and where each stands among them.
struct Plans {
    all: Vec<(i64, HeldPlan)>,
    places: HashMap<i64, usize>,
}

impl Plans {
    async fn read(read: &mut Reading<'_>, pupils: &str) -> anyhow::Result<Self> {
        let list = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(l.id, l.pupil_id, l.kind, l.opened_on, z.closed_on, l.ends_on, l.lead_id, l.ehc_anchor_on)
                 ORDER BY l.id) AS "list!: String"
               FROM json_each(?) p CROSS JOIN plan l ON l.pupil_id = p.value LEFT JOIN plan_closure z ON z.plan_id = l.id"#,
            pupils
        );
        type Raw = (i64, i64, String, NaiveDate, Option<NaiveDate>, Option<NaiveDate>, i64, Option<NaiveDate>);
        let found = read.rows::<Raw>(list).await?;
        let plan = |(id, pupil, kind, opened_on, closed_on, ends_on, lead, anchor): Raw| {
            let kind = code::read::<PlanKind>(&kind)?;
            let (id, lead, agreed_on, has_targets) = (PlanId(id), StaffId(lead), None, false);
            let (reviews, planned, early) = (Vec::new(), Vec::new(), Default::default());
            anyhow::Ok((
                pupil,
                HeldPlan {
                    id,
                    kind,
                    opened_on,
                    closed_on,
                    ends_on,
                    lead,
                    agreed_on,
                    has_targets,
                    anchor,
                    reviews,
                    planned,
                    early,
                },
            ))
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

    /// The day agreed for the review of each plan's newest cycle that has none yet, and whether it holds a target.
    async fn open_cycles(&mut self, read: &mut Reading<'_>, pupils: &str) -> anyhow::Result<()> {
        let list = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(c.plan_id, c.review_on,
                 EXISTS (SELECT 1 FROM target t WHERE t.cycle_id = c.id AND t.withdrawn_at IS NULL)) ORDER BY c.number) AS "list!: String"
               FROM json_each(?) p CROSS JOIN plan l ON l.pupil_id = p.value JOIN cycle c ON c.plan_id = l.id
               LEFT JOIN review r ON r.cycle_id = c.id WHERE r.id IS NULL"#,
            pupils
        );
        for (plan, on, holds) in read.rows::<(i64, NaiveDate, i64)>(list).await? {
            self.with(plan, |plan| (plan.agreed_on, plan.has_targets) = (Some(on), holds != 0));
        }
        Ok(())
    }

    /// Reviews held since the first day of a year; of plans beside SEN support all.
    async fn reviews(&mut self, read: &mut Reading<'_>, pupils: &str, since: AcademicYear) -> anyhow::Result<()> {
        let first = since.starts_on();
        let list = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(c.plan_id, r.held_on, c.review_on) ORDER BY r.id) AS "list!: String"
               FROM json_each(?1) p CROSS JOIN plan l ON l.pupil_id = p.value JOIN cycle c ON c.plan_id = l.id JOIN review r ON r.cycle_id = c.id
               WHERE (r.held_on >= ?2 OR l.kind NOT IN ('sen_support', 'ehc_delivery', 'proposed_isp'))"#,
            pupils,
            first
        );
        for (plan, held, agreed) in read.rows(list).await? {
            self.with(plan, |plan| plan.reviews.push(Held { on: held, agreed_for: Some(agreed) }));
        }
        Ok(())
    }

    /// What was planned last for each term of a year and of later ones.
    async fn planned(&mut self, read: &mut Reading<'_>, pupils: &str, since: AcademicYear) -> anyhow::Result<()> {
        let first = since.starting();
        let list = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(y.plan_id, y.year, y.season, y.review_on) ORDER BY y.id) AS "list!: String"
               FROM json_each(?) p CROSS JOIN plan l ON l.pupil_id = p.value JOIN planned_review y ON y.plan_id = l.id WHERE y.year >= ?"#,
            pupils,
            first
        );
        type Raw = (i64, i32, String, Option<NaiveDate>);
        for (plan, year, season, on) in read.rows::<Raw>(list).await?.iter() {
            let term = (AcademicYear::new(*year), code::read::<Season>(season)?);
            self.with(*plan, |plan| {
                plan.planned.retain(|(year, season, _)| (*year, *season) != term);
                plan.planned.extend(on.map(|on| (term.0, term.1, on)));
            });
        }
        Ok(())
    }
}

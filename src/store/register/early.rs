//! Reading what speaks for a review before its day, and what follows from it.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Register, lists::Reading};
use crate::{
    domain::{
        attendance::Attendance,
        early::{Facts, Prompt, prompts},
        ids::{PlanId, PupilId},
        people::Name,
        rules,
        target::Progress,
    },
    store::code,
};

/// An open plan that should be looked at before its day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Early {
    /// Which.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// Why, the weightiest first.
    pub prompts: Vec<Prompt>,
}

impl Register {
    /// Every open plan of a pupil on roll that has a reason to be looked at early, by surname and forename.
    #[must_use]
    pub fn early(&self, today: NaiveDate) -> Vec<Early> {
        let drop = self.rules(today).get(rules::ATTENDANCE_FALL) * 100;
        let here = self.facts.children.iter().filter(|child| child.is_on_roll(today));
        let open = here.flat_map(|child| {
            child.plans.iter().filter(|plan| plan.closed_on.is_none()).map(move |plan| (child, plan))
        });
        let early = open.map(|(child, plan)| Early {
            plan: plan.id,
            pupil: child.id,
            name: child.name.clone(),
            prompts: prompts(&plan.early, drop),
        });
        early.filter(|one| !one.prompts.is_empty()).collect()
    }

    /// Why this plan of a pupil should be looked at before its day.
    #[must_use]
    pub fn prompts_of(&self, pupil: PupilId, plan: PlanId, today: NaiveDate) -> Vec<Prompt> {
        self.prompts(pupil, today, |of| of == plan)
    }

    /// Why a pupil's plans should be looked at before their day. What speaks for all of them is said once.
    #[must_use]
    pub fn prompts_about(&self, pupil: PupilId, today: NaiveDate) -> Vec<Prompt> {
        self.prompts(pupil, today, |_| true)
    }

    fn prompts(&self, pupil: PupilId, today: NaiveDate, wanted: impl Fn(PlanId) -> bool) -> Vec<Prompt> {
        let drop = self.rules(today).get(rules::ATTENDANCE_FALL) * 100;
        let child = self.facts.children.find(pupil).filter(|child| child.is_on_roll(today));
        let open = child.into_iter().flat_map(|child| &child.plans);
        let open = open.filter(|plan| plan.closed_on.is_none() && wanted(plan.id));
        let mut found = Vec::new();
        for one in open.flat_map(|plan| prompts(&plan.early, drop)) {
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }
}

#[derive(Deserialize)]
struct RawAttendance {
    year: i64,
    new: i64,
    possible: Option<u32>,
    attended: Option<u32>,
    percent: Option<u16>,
}

/// The facts of the open plans of these pupils, by plan: of the last six reviews, and of what came after the last one.
pub(super) async fn read(read: &mut Reading<'_>, pupils: &str) -> anyhow::Result<HashMap<i64, Facts>> {
    let list = sqlx::query_scalar!(
        r#"WITH open AS MATERIALIZED (
             SELECT l.id, l.pupil_id, coalesce((SELECT max(r.held_on) FROM cycle c JOIN review r ON r.cycle_id = c.id WHERE c.plan_id = l.id),
                                               l.opened_on) AS held_on
             FROM json_each(?) p CROSS JOIN plan l ON l.pupil_id = p.value
             WHERE NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id))
           SELECT json_group_array(json_array(o.id,
             (SELECT json_group_array(json(results)) FROM
                (SELECT (SELECT json_group_array(x.progress) FROM target_result x WHERE x.review_id = r.id) AS results
                 FROM cycle c JOIN review r ON r.cycle_id = c.id WHERE c.plan_id = o.id ORDER BY c.number DESC LIMIT 6)),
             EXISTS (SELECT 1 FROM cycle c JOIN target t ON t.cycle_id = c.id
                     WHERE c.plan_id = o.id AND t.withdrawn_at IS NULL
                       AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)),
             (SELECT json_group_array(json_object('year', year, 'new', reported_on > o.held_on, 'possible', possible,
                                                  'attended', attended, 'percent', percent_hundredths))
                FROM (SELECT a.* FROM attendance a WHERE a.pupil_id = o.pupil_id ORDER BY a.reported_on DESC LIMIT 2)),
             (SELECT json_group_array(json_array(sessions, from_on)) FROM
                (SELECT x.sessions, x.from_on FROM suspension x WHERE x.pupil_id = o.pupil_id AND x.withdrawn_at IS NULL
                   AND x.from_on > o.held_on ORDER BY x.from_on DESC, x.id DESC)),
             (SELECT max(q.asked_on) FROM review_request q WHERE q.plan_id = o.id AND q.asked_on > o.held_on))) AS "list!: String"
           FROM open o"#,
        pupils
    );
    type Raw = (i64, Vec<Vec<String>>, i64, Vec<RawAttendance>, Vec<(u32, NaiveDate)>, Option<NaiveDate>);
    let facts = |(plan, reviews, has_targets, attendance, suspensions, asked_on): Raw| {
        let progress = |one: &Vec<String>| one.iter().map(|text| code::read::<Progress>(text)).collect();
        let reviews = reviews.iter().map(progress).collect::<anyhow::Result<_>>()?;
        let (has_targets, attendance) = (has_targets == 1, in_one_year(attendance));
        Ok((plan, Facts { reviews, has_targets, attendance, suspensions, asked_on }))
    };
    read.rows::<Raw>(list).await?.into_iter().map(facts).collect()
}

/// The newest figure, if it came after the last review, and the one before it in the same year.
fn in_one_year(mut reported: Vec<RawAttendance>) -> Vec<Attendance> {
    match reported.first().map(|newest| (newest.new, newest.year)) {
        Some((1, year)) => reported.retain(|one| one.year == year),
        _ => reported.clear(),
    }
    let read = |one: RawAttendance| match (one.possible, one.attended) {
        (Some(possible), Some(attended)) => Attendance::sessions(possible, attended),
        _ => one.percent.map(Attendance::Percent),
    };
    reported.into_iter().filter_map(read).collect()
}

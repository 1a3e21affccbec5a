//! The steps of a school's annual reviews that somebody has to do something about.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::reading::steps_of_plans;
use crate::{
    domain::{
        annual_review::{self, Due, Facts},
        ids::{PlanId, PupilId, SchoolId},
        people::Name,
        rules::Rules,
    },
    store::register::{Of, Part, Register},
};

/// One review of an open plan of somebody on roll.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Followed {
    /// Of which plan.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// What its steps are worked out from.
    pub facts: Facts,
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
    /// What.
    pub due: Due,
}

/// The steps of every annual review of a school that are late, or the school's and due within a fortnight; the latest first. Only for those
/// who may see the record: whoever shows it asks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WantedSteps(pub Vec<Wanted>);

impl WantedSteps {
    /// Those of one plan.
    pub fn of_plan(&self, plan: PlanId) -> impl Iterator<Item = &Wanted> {
        self.0.iter().filter(move |one| one.plan == plan)
    }
}

impl Part for WantedSteps {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let followed = followed(conn, register.school(), &register.rules(day), day).await?;
        let mut all = Vec::new();
        for Followed { plan, pupil, name, facts } in followed {
            let wanted = annual_review::wanted(&facts, day).into_iter();
            all.extend(wanted.map(|due| Wanted { plan, pupil, name: name.clone(), due }));
        }
        all.sort_by_key(|one| (one.due.by, one.plan.0));
        Ok(Self(all))
    }
}

/// Every annual review of the open plans of a school.
///
/// # Errors
/// When the database refuses.
pub async fn followed(
    conn: &mut SqliteConnection,
    school: SchoolId,
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<Vec<Followed>> {
    let rows = sqlx::query!(
        r#"SELECT l.id AS "plan!", l.pupil_id, p.forename, p.surname FROM plan l JOIN pupil p ON p.id = l.pupil_id
           WHERE p.school_id = ?1 AND l.kind = 'ehc_delivery' AND l.ehc_anchor_on IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = l.id)
             AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2))
           ORDER BY l.id"#,
        school.0,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let plans: Vec<PlanId> = rows.iter().map(|row| PlanId(row.plan)).collect();
    if plans.is_empty() {
        return Ok(Vec::new()); // many schools have no EHC plan
    }
    let mut reviews = steps_of_plans(conn, &plans, rules, today).await?;
    let mut all = Vec::new();
    for row in rows {
        let (plan, pupil) = (PlanId(row.plan), PupilId(row.pupil_id));
        let name = Name { title: String::new(), forename: row.forename, surname: row.surname };
        let of_plan = reviews.remove(&plan).map(|reviews| reviews.all).unwrap_or_default();
        all.extend(of_plan.into_iter().map(|review| Followed { plan, pupil, name: name.clone(), facts: review.facts }));
    }
    Ok(all)
}

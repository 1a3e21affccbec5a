//! What the provision of a year is planned to cost, for those who may see costs.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::rates;
use crate::{
    domain::{
        calendar::AcademicYear,
        costing::{Bought, BoughtBy, BoughtFor, CostShare, Line, Pence, Price, Rate, rate_on},
        ids::SchoolId,
        plan::{Funding, PlanKind},
    },
    store::{
        code,
        register::{Of, Part, Register},
    },
};

/// The planned provision of a year, summed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Planned {
    /// What each source of money bears, in the order of [`Funding::ALL`]; a source that bears nothing is left out.
    pub by_funding: Vec<(Funding, Pence)>,
    /// What SEN support and EHC plans cost of it.
    pub sen: Pence,
    /// Lines of provision whose role has no rate on the day their cycle started: their hours are in no sum.
    pub without_rate: u32,
}

impl Planned {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> Pence {
        self.by_funding.iter().map(|(_, pence)| *pence).sum()
    }
}

/// Of the year of a day. Whoever shows it has asked whether the person may see costs.
impl Part for Planned {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let rates = rates(conn, register.school()).await?;
        planned_costs(conn, register.school(), &rates, AcademicYear::containing(day)).await
    }
}

/// The provision of every cycle whose review falls in a year (a cycle that runs on into another year counts once, where it is reviewed),
/// each line at the rate of the day its cycle started, as on its plan.
async fn planned_costs(
    conn: &mut SqliteConnection,
    school: SchoolId,
    rates: &[Rate],
    year: AcademicYear,
) -> anyhow::Result<Planned> {
    let (first, last) = (year.starts_on(), year.ends_on());
    let rows = sqlx::query!(
        r#"SELECT pl.kind, c.started_on AS "started_on: NaiveDate", l.rate_role, l.minutes AS "minutes: u32",
             l.times_a_week AS "times_a_week: u32", l.weeks AS "weeks: u32", l.staff AS "staff: u32", l.group_size AS "group_size: u32",
             l.cost_share, l.resources_pence, l.bought_by, l.bought_years AS "bought_years: u32", l.bought_for, l.funding
           FROM placement l JOIN cycle c ON c.id = l.cycle_id JOIN plan pl ON pl.id = c.plan_id JOIN pupil p ON p.id = pl.pupil_id
           WHERE p.school_id = ?1 AND l.withdrawn_at IS NULL AND c.review_on BETWEEN ?2 AND ?3"#,
        school.0,
        first,
        last
    )
    .fetch_all(conn)
    .await?;
    let mut sums = vec![Pence(0); Funding::ALL.len()];
    let mut planned = Planned::default();
    for row in rows {
        let role = row.rate_role.as_str();
        let price = if role.is_empty() { Some(Price::nothing()) } else { rate_on(rates, role, row.started_on) };
        planned.without_rate += u32::from(price.is_none());
        let line = Line {
            price: price.unwrap_or(Price::nothing()),
            minutes: row.minutes,
            times_a_week: row.times_a_week,
            weeks: row.weeks,
            staff: row.staff,
            group_size: row.group_size,
            share: code::read::<CostShare>(&row.cost_share)?,
            bought: Bought {
                pence: Pence(row.resources_pence),
                by: code::read::<BoughtBy>(&row.bought_by)?,
                years: row.bought_years,
            },
            bought_for: code::read::<BoughtFor>(&row.bought_for)?,
        };
        let cost = line.cost();
        let funding = code::read::<Funding>(&row.funding)?;
        if let Some(place) = Funding::ALL.iter().position(|one| *one == funding) {
            sums[place] = sums[place] + cost;
        }
        if code::read::<PlanKind>(&row.kind)?.is_sen() {
            planned.sen = planned.sen + cost;
        }
    }
    planned.by_funding = Funding::ALL.iter().copied().zip(sums).filter(|(_, pence)| *pence > Pence(0)).collect();
    Ok(planned)
}

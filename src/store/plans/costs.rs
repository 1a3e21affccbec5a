//! What the provision of a year is planned to cost and what was given of it, for those who may see costs.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::rates;
use crate::{
    domain::{
        calendar::AcademicYear,
        costing::{Bought, BoughtBy, BoughtFor, CostShare, Line, Pence, Price, Rate, rate_on},
        ids::{CycleId, ProvisionId, PupilId, SchoolId},
        plan::{Funding, PlanKind},
    },
    store::{
        code, groups,
        register::{Of, Part, Register},
        sessions,
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

/// One line of provision of a year, priced.
struct YearLine {
    provision: ProvisionId,
    name: String,
    pupil: PupilId,
    cycle: CycleId,
    kind: PlanKind,
    funding: Funding,
    /// The day its cycle started, and the day on which that was reviewed, if it was.
    days: (NaiveDate, Option<NaiveDate>),
    /// Its role has a rate on the day its cycle started: without one its hours cost nothing here.
    priced: bool,
    /// What it is priced by.
    line: Line,
}

/// The provision of every cycle whose review falls in a year (a cycle that runs on into another year counts once, where it is reviewed),
/// each line at the rate of the day its cycle started, as on its plan.
async fn lines_of_year(
    conn: &mut SqliteConnection,
    school: SchoolId,
    rates: &[Rate],
    year: AcademicYear,
) -> anyhow::Result<Vec<YearLine>> {
    let (first, last) = (year.starts_on(), year.ends_on());
    let rows = sqlx::query!(
        r#"SELECT l.provision_id, v.name, pl.pupil_id, c.id AS "cycle!", pl.kind, c.started_on AS "started_on: NaiveDate",
             r.held_on AS "held_on?: NaiveDate", l.rate_role, l.minutes AS "minutes: u32",
             l.times_a_week AS "times_a_week: u32", l.weeks AS "weeks: u32", l.staff AS "staff: u32", l.group_size AS "group_size: u32",
             l.cost_share, l.resources_pence, l.bought_by, l.bought_years AS "bought_years: u32", l.bought_for, l.funding
           FROM placement l JOIN cycle c ON c.id = l.cycle_id JOIN plan pl ON pl.id = c.plan_id JOIN pupil p ON p.id = pl.pupil_id
           JOIN provision v ON v.id = l.provision_id LEFT JOIN review r ON r.cycle_id = c.id
           WHERE p.school_id = ?1 AND l.withdrawn_at IS NULL AND c.review_on BETWEEN ?2 AND ?3 ORDER BY v.name, l.id"#,
        school.0,
        first,
        last
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let role = row.rate_role.as_str();
        let price = if role.is_empty() { Some(Price::nothing()) } else { rate_on(rates, role, row.started_on) };
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
        Ok(YearLine {
            provision: ProvisionId(row.provision_id),
            name: row.name,
            pupil: PupilId(row.pupil_id),
            cycle: CycleId(row.cycle),
            kind: code::read::<PlanKind>(&row.kind)?,
            funding: code::read::<Funding>(&row.funding)?,
            days: (row.started_on, row.held_on),
            priced: price.is_some(),
            line,
        })
    });
    read.collect()
}

/// What the lines of a year cost together.
async fn planned_costs(
    conn: &mut SqliteConnection,
    school: SchoolId,
    rates: &[Rate],
    year: AcademicYear,
) -> anyhow::Result<Planned> {
    let mut sums = vec![Pence(0); Funding::ALL.len()];
    let mut planned = Planned::default();
    for one in lines_of_year(conn, school, rates, year).await? {
        planned.without_rate += u32::from(!one.priced);
        let cost = one.line.cost();
        if let Some(place) = Funding::ALL.iter().position(|fund| *fund == one.funding) {
            sums[place] = sums[place] + cost;
        }
        if one.kind.is_sen() {
            planned.sen = planned.sen + cost;
        }
    }
    planned.by_funding = Funding::ALL.iter().copied().zip(sums).filter(|(_, pence)| *pence > Pence(0)).collect();
    Ok(planned)
}

/// What one provision of the catalogue comes to in a year, over all pupils.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProvisionYear {
    /// Which.
    pub provision: ProvisionId,
    /// Its name.
    pub name: String,
    /// Pupils who have it in a plan of the year.
    pub pupils: u32,
    /// What it is planned to cost.
    pub planned: Pence,
    /// What the hours that were given of it have cost up to the day.
    pub given: Pence,
}

/// Each provision of the year of a day, by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProvisionsOfYear(pub Vec<ProvisionYear>);

/// Whoever shows it has asked whether the person may see costs.
impl Part for ProvisionsOfYear {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let (school, year) = (register.school(), AcademicYear::containing(day));
        let rates = rates(conn, school).await?;
        let lines = lines_of_year(conn, school, &rates, year).await?;
        let Some(first) = lines.iter().map(|one| one.days.0).min() else { return Ok(Self::default()) };
        let groups = groups::of_school(conn, school, groups::Which::All).await?;
        let notes = sessions::notes(conn, school, None, (first, day)).await?;
        let (mut seen, mut counted, mut found) = (BTreeSet::new(), BTreeSet::new(), Vec::<ProvisionYear>::new());
        for one in lines {
            let days = (one.days.0, one.days.1.unwrap_or(day).min(day));
            // Two lines of one cycle share the sessions of their provision: they count for the first.
            let is_first = counted.insert((one.cycle, one.provision));
            let came = is_first.then(|| sessions::by_provision(&groups, &notes, one.pupil, register.calendar(), days));
            let given = came.and_then(|mut all| all.remove(&one.name)).map_or(0, |came| came.given());
            let is_new = u32::from(seen.insert((one.provision, one.pupil)));
            let (planned, given) = (one.line.cost(), one.line.hours_of(given));
            match found.last_mut().filter(|last| last.provision == one.provision) {
                Some(last) => {
                    (last.pupils, last.planned, last.given) =
                        (last.pupils + is_new, last.planned + planned, last.given + given);
                }
                None => {
                    let (provision, name) = (one.provision, one.name);
                    found.push(ProvisionYear { provision, name, pupils: is_new, planned, given });
                }
            }
        }
        Ok(Self(found))
    }
}

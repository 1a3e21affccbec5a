//! The provision of a school year, line by line, for those who may see the school's plans.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sqlx::SqliteConnection;

use super::{
    code,
    groups::{self, HeldGroup, Which},
    layers::LayersToday,
    payers::{self, PayersByLine},
    plans::rates,
    register::{Of, Part, Register},
    sessions::{self, HeldNote},
};
use crate::domain::{
    calendar::AcademicYear,
    catalogue::Pattern,
    costing::{Bought, BoughtBy, BoughtFor, CostShare, Line, Pence, Price, Rate, rate_on, role_words},
    delivery::Delivery,
    funding::{FundingYear, Period},
    ids::{CycleId, PlacementId, PlanId, ProvisionId, PupilId},
    need::first_area,
    payer::{Borne, Payer},
    plan::{Funding, PlanKind},
    provision_map::{MapBy, MapLine, Named},
    target::Progress,
};

/// All lines of the school year of a day, as they stand on that day. Whoever shows them has asked whom the person may see.
#[derive(PartialEq, Debug, Default)]
pub struct ProvisionYear(pub Vec<MapLine>);

struct Row {
    id: i64,
    plan: i64,
    cycle: i64,
    provision_id: i64,
    pupil: i64,
    kind: String,
    started_on: NaiveDate,
    review_on: NaiveDate,
    held_on: Option<NaiveDate>,
    provision: String,
    role: String,
    minutes: u32,
    times_a_week: u32,
    weeks: u32,
    staff: u32,
    group_size: u32,
    share: String,
    resources: i64,
    bought_by: String,
    bought_years: u32,
    bought_for: String,
    funding: String,
    results: String,
}

impl Part for ProvisionYear {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let year = AcademicYear::containing(day);
        lines(conn, register, Some((year.starts_on(), year.ends_on())), None, day).await.map(Self)
    }
}

/// Every line that a pupil was ever given, the oldest cycle of each plan first. The caller has asked who may see it.
///
/// # Errors
/// When the database refuses.
pub async fn of_pupil(
    conn: &mut SqliteConnection,
    register: &Register,
    pupil: PupilId,
    day: NaiveDate,
) -> anyhow::Result<Vec<MapLine>> {
    lines(conn, register, None, Some(pupil), day).await
}

/// Every line, of a school or of one pupil, of a cycle whose review falls into a financial year, which is no school year: as it stands on a
/// day, or stood at the end of the year.
///
/// # Errors
/// When the database refuses.
pub async fn reviewed_in(
    conn: &mut SqliteConnection,
    register: &Register,
    pupil: Option<PupilId>,
    year: FundingYear,
    day: NaiveDate,
) -> anyhow::Result<Vec<MapLine>> {
    let Period { from, until } = year.period();
    lines(conn, register, Some((from, until)), pupil, day.min(until)).await
}

async fn lines(
    conn: &mut SqliteConnection,
    register: &Register,
    reviewed: Option<(NaiveDate, NaiveDate)>,
    pupil: Option<PupilId>,
    day: NaiveDate,
) -> anyhow::Result<Vec<MapLine>> {
    let (school, rows) = (register.school(), rows(conn, register, reviewed, pupil).await?);
    let since = rows.iter().map(|row| row.started_on).min().unwrap_or(day);
    let around = Around {
        rates: rates(conn, school).await?,
        layers: LayersToday::read(conn, register, Of::SCHOOL, day).await?,
        groups: groups::of_school(conn, school, pupil.map_or(Which::All, Which::OfPupil)).await?,
        notes: sessions::notes(conn, school, pupil, (since, day)).await?,
        payers: payers::of_school(conn, school, pupil).await?,
        register,
        day,
    };
    let mut given = BTreeMap::new();
    rows.iter().map(|row| around.line(row, &mut given)).collect()
}

/// Lines of every cycle whose review falls between two days, or of all. A cycle that runs on into another year counts once, where it is
/// reviewed.
async fn rows(
    conn: &mut SqliteConnection,
    register: &Register,
    reviewed: Option<(NaiveDate, NaiveDate)>,
    pupil: Option<PupilId>,
) -> anyhow::Result<Vec<Row>> {
    let (school, pupil) = (register.school().0, pupil.map(|one| one.0));
    let (first, last) = reviewed.unzip();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT l.id, pl.id AS "plan!", c.id AS "cycle!", l.provision_id, pl.pupil_id AS pupil, pl.kind,
             c.started_on AS "started_on: NaiveDate", c.review_on AS "review_on: NaiveDate", e.held_on AS "held_on?: NaiveDate",
             v.name AS provision, l.rate_role AS role, l.minutes AS "minutes: u32", l.times_a_week AS "times_a_week: u32",
             l.weeks AS "weeks: u32", l.staff AS "staff: u32", l.group_size AS "group_size: u32", l.cost_share AS share,
             l.resources_pence AS resources, l.bought_by, l.bought_years AS "bought_years: u32", l.bought_for, l.funding,
             (SELECT json_group_array(r.progress) FROM placement_target s JOIN target_result r ON r.target_id = s.target_id
                WHERE s.placement_id = l.id) AS "results!: String"
           FROM pupil p JOIN plan pl ON pl.pupil_id = p.id JOIN cycle c ON c.plan_id = pl.id
           JOIN placement l ON l.cycle_id = c.id JOIN provision v ON v.id = l.provision_id
           LEFT JOIN review e ON e.cycle_id = c.id
           WHERE p.school_id = ?1 AND (?4 IS NULL OR p.id = ?4) AND l.withdrawn_at IS NULL
             AND (?2 IS NULL OR c.review_on BETWEEN ?2 AND ?3) ORDER BY pl.id, c.id, l.position, l.id"#,
        school,
        first,
        last,
        pupil
    );
    Ok(rows.fetch_all(conn).await?)
}

/// What lines are read beside.
struct Around<'a> {
    rates: Vec<Rate>,
    layers: LayersToday,
    groups: Vec<HeldGroup>,
    notes: Vec<HeldNote>,
    payers: PayersByLine,
    register: &'a Register,
    day: NaiveDate,
}

/// What was given to a pupil between two days, by the name of what is given.
type Given = BTreeMap<(i64, NaiveDate, NaiveDate), BTreeMap<String, Delivery>>;

impl Around<'_> {
    fn line(&self, row: &Row, given: &mut Given) -> anyhow::Result<MapLine> {
        let pattern = Pattern {
            minutes: row.minutes,
            times_a_week: row.times_a_week,
            weeks: row.weeks,
            group_size: row.group_size,
        };
        let results: Vec<String> = serde_json::from_str(&row.results)?;
        let none = row.role.is_empty().then(Price::nothing);
        let price = none.or_else(|| rate_on(&self.rates, &row.role, row.started_on));
        let line = priced(row, price.unwrap_or(Price::nothing()))?;
        let borne = self.borne(row, line.cost())?;
        Ok(MapLine {
            pupil: PupilId(row.pupil),
            plan: PlanId(row.plan),
            cycle: CycleId(row.cycle),
            provision: ProvisionId(row.provision_id),
            values: self.values(row, &borne)?,
            how_much: pattern.words(),
            sessions: row.times_a_week * row.weeks,
            minutes: row.minutes * row.times_a_week * row.weeks,
            came: self.came(row, given),
            line,
            has_rate: price.is_some(),
            results: results.iter().map(|one| code::read::<Progress>(one)).collect::<anyhow::Result<_>>()?,
            borne,
            part: None,
        })
    }

    /// Who bears it.
    fn borne(&self, row: &Row, cost: Pence) -> anyhow::Result<Borne> {
        let held = self.payers.get(&PlacementId(row.id)).map_or(&[][..], Vec::as_slice);
        let payers: Vec<Payer> = held.iter().map(|(_, payer)| payer.clone()).collect();
        Ok(Borne::by(&payers, code::read::<Funding>(&row.funding)?, cost, line_days(row.started_on, row.review_on)))
    }

    /// What was given until its cycle was reviewed; the day of the review is the next one's first. Sessions are known by what is given: of two
    /// lines of a plan with one name the first has them.
    fn came(&self, row: &Row, given: &mut Given) -> Delivery {
        let last = row.held_on.map_or(self.day, |held| held - Days::new(1));
        let (from, to) = (row.started_on, last.min(self.day));
        let pupil = PupilId(row.pupil);
        let all = given.entry((row.plan, from, to)).or_insert_with(|| {
            let (notes, calendar) = (&self.notes, self.register.calendar());
            sessions::by_provision(&self.groups, notes, pupil, calendar, (from, to))
        });
        all.remove(&row.provision).unwrap_or_default()
    }

    fn values(&self, row: &Row, borne: &Borne) -> anyhow::Result<BTreeMap<MapBy, Named>> {
        let same = |words: String| (words.clone(), words);
        let streams: Vec<Funding> = borne.streams().collect();
        let joined =
            |of: fn(Funding) -> &'static str, by: &str| streams.iter().map(|one| of(*one)).collect::<Vec<_>>().join(by);
        let kind = code::read::<PlanKind>(&row.kind)?;
        let mut values: BTreeMap<MapBy, Named> = [
            (MapBy::Provision, same(row.provision.clone())),
            (MapBy::Funding, (joined(Funding::as_code, "+"), joined(Funding::words, ", "))),
            (MapBy::Kind, (kind.as_code().to_owned(), kind.words().to_owned())),
        ]
        .into();
        if !row.role.is_empty() {
            values.insert(MapBy::Staff, (row.role.clone(), role_words(&row.role).to_owned()));
        }
        values.extend(self.layers.of(PupilId(row.pupil)).map(|layers| (MapBy::Layer, same(layers))));
        if let Some(child) = self.register.facts().children.find(PupilId(row.pupil)) {
            let area = first_area(&child.needs);
            values.insert(MapBy::Area, (area.as_code().to_owned(), area.words().to_owned()));
            // As the pupil is taught today, or was while the line ran.
            if let Some(class) = child.class_on(self.day.min(row.review_on)) {
                values.insert(MapBy::Year, same(class.nc_year.clone()));
                let name = self.register.facts().classes.get(&class.class).map(|class| same(class.name.clone()));
                values.extend(name.map(|name| (MapBy::Class, name)));
            }
        }
        Ok(values)
    }
}

/// The days over which a line is paid for: those of its cycle, the last of them the day before its review.
#[must_use]
pub fn line_days(started_on: NaiveDate, review_on: NaiveDate) -> Period {
    Period { from: started_on, until: (review_on - Days::new(1)).max(started_on) }
}

/// The line that costs money, at a price.
fn priced(row: &Row, price: Price) -> anyhow::Result<Line> {
    Ok(Line {
        price,
        minutes: row.minutes,
        times_a_week: row.times_a_week,
        weeks: row.weeks,
        staff: row.staff,
        group_size: row.group_size,
        share: code::read::<CostShare>(&row.share)?,
        bought: Bought {
            pence: Pence(row.resources),
            by: code::read::<BoughtBy>(&row.bought_by)?,
            years: row.bought_years,
        },
        bought_for: code::read::<BoughtFor>(&row.bought_for)?,
    })
}

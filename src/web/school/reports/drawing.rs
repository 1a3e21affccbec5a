//! A report drawn from the record: what it counts is read, and the domain says what comes of it.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    reviews::{ReviewsQuery, lines},
    wanted::{WantedReport, must_see},
    year_in,
};
use crate::{
    domain::{
        access::Viewer,
        compliance::Kept,
        delivery::Delivery,
        ids::PupilId,
        provision_map::{MapBy, MapLine},
        report::{self, Attending, Counted, Feeling, Report, ReportBy, ReportKind, Values},
        wellbeing::{Change, Filled, Source, by_term, changes},
    },
    store::{
        attendance, groups,
        provision_map::ProvisionYear,
        register::{Of, Part, Register},
        report_snapshots::DrawnReport,
        reports::{self, with_sen},
        wellbeing,
    },
    web::{
        App,
        frame::{error::Result, session::Person},
    },
};

/// The report that is asked for, to somebody who may see it.
pub(super) async fn draw(app: &App, person: &Person, wanted: WantedReport) -> Result<DrawnReport> {
    must_see(person, wanted.kind)?;
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, wanted.on).await?;
    let of = Of::seen_by(&person.viewer).asking(wanted.codes());
    let report = register.part_of::<Report>(&mut conn, of, wanted.on).await?;
    let report = Report::clone(&report);
    Ok(DrawnReport { kind: wanted.kind, by: wanted.by, year: wanted.year, as_of: wanted.on, report })
}

impl Part for Report {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let wanted = WantedReport::of(of.asked(), day).context("a report of no kind")?;
        report(conn, register, of.viewer()?, wanted).await
    }
}

async fn report(
    conn: &mut SqliteConnection,
    register: &Register,
    viewer: &Viewer,
    wanted: WantedReport,
) -> anyhow::Result<Report> {
    let (by, on) = (wanted.by, wanted.on);
    let groups = reports::pupil_values(conn, register, on).await?;
    Ok(match wanted.kind {
        ReportKind::Reviews => report::reviews(&kept(register, viewer, wanted), by, &groups),
        ReportKind::Targets => report::targets(&reports::results(conn, register, on).await?, by, &groups),
        ReportKind::Attendance => report::attendance(&attending(conn, register, wanted).await?, by, &groups),
        ReportKind::Wellbeing => report::wellbeing(&feeling(conn, register, wanted).await?, by, &groups),
        ReportKind::Satisfaction => report::satisfaction(&reports::asked(conn, register, on).await?, by, &groups),
        ReportKind::NotDelivered => {
            let lines = provision(conn, register, wanted).await?;
            let came: Vec<_> = lines.into_iter().map(|one| one.map(|line| line.came)).collect();
            report::not_delivered(&came, by, &groups)
        }
        ReportKind::Staffing => {
            let needs = reports::weekly_needs(conn, register, on).await?;
            let own_roles = groups::role_hours(conn, register.school(), on).await?;
            report::staffing(&needs, &reports::givers(conn, register, on).await?, &own_roles)
        }
        ReportKind::Effect => report::effect(&provision(conn, register, wanted).await?, by, &groups),
    })
}

/// Every review of the year, as the report on reviews counts it.
fn kept(register: &Register, viewer: &Viewer, wanted: WantedReport) -> Vec<Counted<Kept>> {
    let year = year_in(register, viewer, wanted.on);
    let all = lines(&year, &ReviewsQuery::default()).into_iter().map(|line| {
        let season = line.cell.season;
        let place = u32::try_from(season.index()).unwrap_or_default();
        let class = line.class.map(|one| (0, one.class.clone())).into_iter().collect();
        let own = [(ReportBy::Term, vec![(place, season.title().to_owned())]), (ReportBy::Class, class)].into();
        Counted { pupil: line.row.pupil, own, is: line.kept }
    });
    all.collect()
}

/// Every line of provision of the year.
async fn provision(
    conn: &mut SqliteConnection,
    register: &Register,
    wanted: WantedReport,
) -> anyhow::Result<Vec<Counted<MapLine>>> {
    let all = register.part::<ProvisionYear>(conn, wanted.on).await?;
    let named =
        |line: &MapLine, by: MapBy| line.values.get(&by).map(|(_, words)| (0, words.clone())).into_iter().collect();
    let counted = |line: &MapLine| {
        let own =
            [(ReportBy::Provision, named(line, MapBy::Provision)), (ReportBy::Role, named(line, MapBy::Staff))].into();
        Counted { pupil: line.pupil, own, is: line.clone() }
    };
    Ok(all.0.iter().map(counted).collect())
}

/// One for each pupil with SEN; where it is gathered by provision, one for each provision of theirs.
async fn beside_provision<T>(
    conn: &mut SqliteConnection,
    register: &Register,
    wanted: WantedReport,
    is: impl Fn(PupilId, Delivery) -> T,
) -> anyhow::Result<Vec<Counted<T>>> {
    let all = register.part::<ProvisionYear>(conn, wanted.on).await?;
    let mut given: BTreeMap<PupilId, BTreeMap<String, Delivery>> = BTreeMap::new();
    for line in &all.0 {
        let name = if wanted.by == ReportBy::Provision { line.value(MapBy::Provision).1 } else { String::new() };
        let of = given.entry(line.pupil).or_default().entry(name).or_default();
        *of = std::mem::take(of).and(&line.came);
    }
    let mut found = Vec::new();
    for child in with_sen(register, wanted.on) {
        let own = given.remove(&child.id).unwrap_or_else(|| [(String::new(), Delivery::default())].into());
        for (name, came) in own {
            let name = if name.is_empty() { "No provision".to_owned() } else { name };
            let own = match wanted.by {
                ReportBy::Provision => [(ReportBy::Provision, vec![(0, name)])].into(),
                _ => Values::new(),
            };
            found.push(Counted { pupil: child.id, own, is: is(child.id, came) });
        }
    }
    Ok(found)
}

async fn attending(
    conn: &mut SqliteConnection,
    register: &Register,
    wanted: WantedReport,
) -> anyhow::Result<Vec<Counted<Attending>>> {
    let told = attendance::of_school(conn, register.school(), wanted.on).await?;
    let one = |pupil, given| {
        let all = told.get(&pupil).map(Vec::as_slice).unwrap_or_default();
        Attending { first: all.first().copied(), last: all.last().copied(), given }
    };
    beside_provision(conn, register, wanted, one).await
}

async fn feeling(
    conn: &mut SqliteConnection,
    register: &Register,
    wanted: WantedReport,
) -> anyhow::Result<Vec<Counted<Feeling>>> {
    let filled = wellbeing::of_school(conn, register.school(), wanted.on).await?;
    let one = |pupil, given| {
        let all = filled.get(&pupil).map(Vec::as_slice).unwrap_or_default();
        let said = |source| changes_of_year(register, all, source, wanted);
        Feeling { pupil: said(Source::Pupil), adult: said(Source::Adult), given }
    };
    beside_provision(conn, register, wanted, one).await
}

/// How what one of the two said last differs from what they said before, where they said it in the year that is asked about.
fn changes_of_year(
    register: &Register,
    filled: &[Filled],
    source: Source,
    wanted: WantedReport,
) -> Option<Vec<Change>> {
    let terms = by_term(register.calendar(), filled, wanted.on);
    changes(&terms, source).filter(|(term, _)| term.0 == wanted.year).map(|(_, changes)| changes)
}

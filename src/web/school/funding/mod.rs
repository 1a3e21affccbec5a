//! Accountability for high needs funding: what is expected, scheduled and received for each pupil beside what their provision costs, in all
//! and pupil by pupil, what does not agree first. With what the school as a whole receives ([`streams`]), and the authority's
//! schedule from a file ([`schedule`]). For whoever sees the costs of the whole school.

mod page;
mod paper;
mod schedule;
mod sheet;
mod streams;

use std::{borrow::Cow, collections::BTreeMap};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Query, State},
    response::Response,
    routing::{get, post},
};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        costing::Pence,
        funding::{EntryKind, FundingYear, Reckoning, Spending, in_year, reckon, spending},
        ids::PupilId,
        people::Name,
        plan::Funding,
        provision_map::{MapLine, MapTotal, borne_by, total},
        rules::FUNDING_THRESHOLD,
    },
    exchange::{spreadsheet::Sheet, write},
    store::{
        funding::{self, streams::FundingStream},
        funding_bands, provision_map,
        register::Child,
        schools,
    },
    web::{
        App,
        admin::imports::upload::MOST_SENT,
        form::{fields::FormErrors, funding_year::funding_year},
        frame::{
            download::{csv, pdf, xlsx},
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/funding", get(show))
        .route("/funding.csv", get(as_csv))
        .route("/funding.xlsx", get(as_xlsx))
        .route("/funding.pdf", get(as_pdf))
        .route("/funding/schedule", get(schedule::show).post(schedule::look))
        .layer(DefaultBodyLimit::max(MOST_SENT))
        .route("/funding/schedule/records", post(schedule::take))
        .route("/funding/streams", get(streams::show).post(streams::save))
        .route("/funding/streams/{stream}/withdrawal", post(streams::withdraw))
}

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct FundingQuery {
    year: String,
}

/// A pupil for whom something came, is to come, or is spent.
struct FundedPupil {
    id: PupilId,
    name: Name,
    sums: Reckoning,
    spending: Spending,
    lines: Vec<MapLine>,
}

/// One stream in the year.
struct FundedStream {
    funding: Funding,
    /// What the school has of it, and from which amounts.
    has: Pence,
    amounts: Vec<String>,
    /// What it bears of each line that is paid from it, and their sums.
    lines: Vec<MapLine>,
    total: MapTotal,
}

/// A school's year.
struct SchoolFunding {
    year: FundingYear,
    /// The last year that can be asked for.
    last: FundingYear,
    threshold: Pence,
    /// Those for whom something does not agree first, then by name.
    pupils: Vec<FundedPupil>,
    streams: Vec<FundedStream>,
}

impl SchoolFunding {
    /// What all pupils have of a kind.
    fn sum(&self, kind: EntryKind) -> Pence {
        self.pupils.iter().map(|one| one.sums.sum(kind)).sum()
    }

    fn received(&self) -> Pence {
        self.pupils.iter().map(|one| one.sums.received()).sum()
    }

    fn spending(&self) -> Spending {
        self.pupils.iter().fold(Spending::default(), |all, one| all + one.spending)
    }
}

async fn load(app: &App, person: &Person, asked: &FundingQuery) -> Result<(SchoolFunding, FormErrors)> {
    person.must(Thing::Board, Verb::See)?;
    person.must(Thing::Costs, Verb::See)?;
    let (today, school, mut errors) = (app.clock.now().today(), person.viewer.school, FormErrors::default());
    let mut conn = app.store.read().await?;
    let register = app.store.register(&mut conn, school, today).await?;
    let (year, last) = funding_year(&asked.year, &register.rules(today), today, &mut errors);
    let (days, on) = (year.period(), year.period().until.min(today));
    let lines = provision_map::reviewed_between(&mut conn, &register, (days.from, days.until), on).await?;
    let mut entries = funding::of_school(&mut conn, school).await?;
    let bands = funding_bands::bands(&mut conn, school).await?;
    let held = funding::streams::of_school(&mut conn, school).await?;
    drop(conn);
    let threshold = Pence(register.rules(on).get(FUNDING_THRESHOLD) * 100);
    let people = register.facts().children.iter().map(|child| {
        let own = entries.remove(&child.id).unwrap_or_default();
        (child, reckon(&own, &bands, &child.roll, (year, today)))
    });
    let mut pupils = funded(people, &lines, threshold);
    // Stable: by name within both.
    pupils.sort_by_key(|one| one.sums.disagreements().is_empty());
    let received = pupils.iter().map(|one| one.sums.received()).sum();
    let held: Vec<_> = held.into_iter().map(|(_, stream)| stream).collect();
    let streams = streams(&held, &lines, received, year);
    Ok((SchoolFunding { year, last, threshold, pupils, streams }, errors))
}

/// Those for whom something is entered, or for whom provision is reviewed in the year, by name.
fn funded<'a>(
    people: impl Iterator<Item = (&'a Child, Reckoning)>,
    lines: &[MapLine],
    threshold: Pence,
) -> Vec<FundedPupil> {
    let mut by_pupil: BTreeMap<PupilId, Vec<MapLine>> = BTreeMap::new();
    for line in lines {
        by_pupil.entry(line.pupil).or_default().push(line.clone());
    }
    let one = |(child, sums): (&Child, Reckoning)| {
        let lines = by_pupil.remove(&child.id).unwrap_or_default();
        let spending = spending(&lines, threshold);
        FundedPupil { id: child.id, name: child.name.clone(), sums, spending, lines }
    };
    people.map(one).filter(|one| !one.sums.shares.is_empty() || !one.lines.is_empty()).collect()
}

/// Every stream of which the school has something, or from which a line is paid.
fn streams(held: &[FundingStream], lines: &[MapLine], top_up: Pence, year: FundingYear) -> Vec<FundedStream> {
    let one = |funding: &Funding| {
        let own = held.iter().filter(|stream| stream.funding == *funding);
        let parts: Vec<(Pence, String)> = own
            .filter(|stream| stream.period.and(year.period()).is_some())
            .map(|stream| {
                let part = in_year(stream.pence, stream.period, year);
                let within = stream.period.and(year.period()).map_or(0, |days| days.days());
                let words = format!("{} × {within} of {} days = {part}", stream.pence, stream.period.days());
                (part, if stream.note.is_empty() { words } else { format!("{words}: {}", stream.note) })
            })
            .collect();
        let lines: Vec<MapLine> = borne_by(lines, *funding).into_iter().map(Cow::into_owned).collect();
        let (has, amounts) = match funding {
            Funding::TopUp => (top_up, vec![format!("What came for all pupils, less what was taken back = {top_up}")]),
            _ => (parts.iter().map(|(part, _)| *part).sum(), parts.into_iter().map(|(_, words)| words).collect()),
        };
        FundedStream { funding: *funding, has, amounts, total: total(&lines), lines }
    };
    let is_used = |one: &FundedStream| one.has != Pence(0) || !one.lines.is_empty();
    Funding::ALL.iter().map(one).filter(is_used).collect()
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<FundingQuery>) -> Result<Response> {
    let (seen, errors) = load(&app, &person, &asked).await?;
    audit(&app, &person, &seen).await?;
    let figures = person.may(Thing::Figures, Verb::See);
    let changes = person.may(Thing::Costs, Verb::Change);
    let body = page::body(&seen, &errors, (figures, changes));
    app.answer(&person, Page::new(format!("Funding {}", seen.year), body).at(Nav::Reports).wrong(&errors)).await
}

/// What is asked for, for a file: nobody looks one over before it is sent on, so what cannot be read makes none.
async fn load_for_file(app: &App, person: &Person, asked: &FundingQuery) -> Result<(String, SchoolFunding)> {
    let (seen, errors) = load(app, person, asked).await?;
    if let Some((_, why)) = (&errors).into_iter().next() {
        return Err(Error::BadRequest(why.clone()));
    }
    audit(app, person, &seen).await?;
    Ok((format!("funding-{}", seen.year.starting()), seen))
}

async fn file(app: &App, person: &Person, asked: &FundingQuery) -> Result<(String, Vec<Sheet>)> {
    let (name, seen) = load_for_file(app, person, asked).await?;
    Ok((name, vec![sheet::pupils(&seen), sheet::streams(&seen)]))
}

async fn as_pdf(State(app): State<App>, person: Person, Query(asked): Query<FundingQuery>) -> Result<Response> {
    let (name, seen) = load_for_file(&app, &person, &asked).await?;
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    pdf(&app, &name, &[paper::document(&seen, school, app.clock.now().today())]).await
}

async fn as_csv(State(app): State<App>, person: Person, Query(asked): Query<FundingQuery>) -> Result<Response> {
    let (name, sheets) = file(&app, &person, &asked).await?;
    Ok(csv(&name, write::of_sheet(&sheets[0])?))
}

async fn as_xlsx(State(app): State<App>, person: Person, Query(asked): Query<FundingQuery>) -> Result<Response> {
    let (name, sheets) = file(&app, &person, &asked).await?;
    xlsx(&name, sheets).await
}

async fn audit(app: &App, person: &Person, seen: &SchoolFunding) -> Result<()> {
    let pupils: Vec<_> = seen.pupils.iter().map(|one| (None, one.id)).collect();
    app.viewed_all(person, Subject::Funding, &pupils).await
}

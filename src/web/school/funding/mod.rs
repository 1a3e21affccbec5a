//! Accountability for high needs funding: what is expected, scheduled and received for each pupil beside what their provision costs, in all
//! and pupil by pupil, what does not agree first. With what the school as a whole receives ([`streams`]), and the authority's
//! schedule from a file ([`schedule`]). For whoever sees the costs of the whole school.

mod page;
mod paper;
mod reckoned;
mod schedule;
mod sheet;
mod streams;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Query, State},
    response::Response,
    routing::{get, post},
};
use serde::Deserialize;

use reckoned::{FundedPupil, FundedStream, SchoolFunding};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        funding::FundingYear,
    },
    exchange::{spreadsheet::Sheet, write},
    store::schools,
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

/// The year that was asked for, as it stands in the address.
struct AskedYear {
    /// What it comes to.
    seen: Arc<SchoolFunding>,
    /// The last year that can be asked for.
    last: FundingYear,
}

async fn load(app: &App, person: &Person, asked: &FundingQuery) -> Result<(AskedYear, FormErrors)> {
    person.must(Thing::Board, Verb::See)?;
    person.must(Thing::Costs, Verb::See)?;
    let (today, mut errors) = (app.clock.now().today(), FormErrors::default());
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, today).await?;
    let (year, last) = funding_year(&asked.year, &register.rules(today), today, &mut errors);
    let seen = register.part_of(&mut conn, SchoolFunding::of(year), today).await?;
    Ok((AskedYear { seen, last }, errors))
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<FundingQuery>) -> Result<Response> {
    let (AskedYear { seen, last }, errors) = load(&app, &person, &asked).await?;
    audit(&app, &person, &seen).await?;
    let figures = person.may(Thing::Figures, Verb::See);
    let changes = person.may(Thing::Costs, Verb::Change);
    let body = page::body(&seen, (last, &errors), (figures, changes));
    app.answer(&person, Page::new(format!("Funding {}", seen.year), body).at(Nav::Reports).wrong(&errors)).await
}

/// What is asked for, for a file: nobody looks one over before it is sent on, so what cannot be read makes none.
async fn load_for_file(app: &App, person: &Person, asked: &FundingQuery) -> Result<(String, Arc<SchoolFunding>)> {
    let (AskedYear { seen, .. }, errors) = load(app, person, asked).await?;
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

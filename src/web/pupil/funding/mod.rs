//! What an authority pays for one pupil: what is expected, what its schedule has, what came, and what of it does not agree. For whoever sees
//! what provision costs across the school.

mod form;
mod page;
mod spending;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        costing::Pence,
        funding::{EntryKind, FundingYear},
        funding_band::FundingBand,
        ids::FundingEntryId,
        provision_map::MapLine,
        rules::FUNDING_THRESHOLD,
    },
    store::{
        funding::{self, HeldEntry},
        funding_bands::{self, HeldBand},
        provision_map,
        pupils::head::Head,
        register::Register,
    },
    web::{
        App,
        form::{fields::FormErrors, funding_year::funding_year, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

/// Where on the page the year's sums stand, with what of them does not agree.
pub(in crate::web) const AGREES: &str = "agrees";

/// Where on the page it stands what provision costs.
pub(in crate::web) const SPENT: &str = "spent";

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/funding", get(show).post(create))
        .route("/pupils/{id}/funding/new", get(new))
        .route("/pupils/{id}/funding/{entry}/edit", get(edit).post(correct))
        .route("/pupils/{id}/funding/{entry}/withdrawal", post(withdraw))
}

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct PupilFundingQuery {
    year: String,
}

/// The pupil's funding as it is shown.
struct PupilFunding {
    head: Head,
    all: Vec<HeldEntry>,
    bands: Vec<FundingBand>,
    /// The provision that is reviewed in the year, and what the school funds itself.
    lines: Vec<MapLine>,
    threshold: Pence,
    /// The year that is shown, and the last that can be.
    years: (FundingYear, FundingYear),
    /// Whether the reader enters it.
    changes: bool,
}

/// The pupil, for whoever sees the costs of the whole school.
async fn open(app: &App, person: &Person, id: i64, verb: Verb) -> Result<Head> {
    let head = head::open(app, person, id, Thing::Costs).await?;
    person.must(Thing::Costs, verb)?;
    Ok(head)
}

async fn register(app: &App, person: &Person) -> Result<Arc<Register>> {
    let today = app.clock.now().today();
    app.register(&mut *app.store.read().await?, person, today).await
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(asked): Query<PupilFundingQuery>,
) -> Result<Response> {
    let head = open(&app, &person, id, Verb::See).await?;
    let (today, mut errors) = (app.clock.now().today(), FormErrors::default());
    let register = register(&app, &person).await?;
    let years = funding_year(&asked.year, &register.rules(today), today, &mut errors);
    let (mut conn, school) = (app.store.read().await?, person.viewer.school);
    let threshold = register.rules(years.0.period().until.min(today)).get(FUNDING_THRESHOLD);
    let seen = PupilFunding {
        all: funding::of_pupil(&mut conn, school, head.id).await?,
        bands: funding_bands::bands(&mut conn, school).await?,
        lines: provision_map::reviewed_in(&mut conn, &register, Some(head.id), years.0, today).await?,
        threshold: Pence(threshold * 100),
        years,
        changes: person.may(Thing::Costs, Verb::Change),
        head,
    };
    drop(conn);
    app.viewed(&person, Subject::Funding, seen.head.id).await?;
    let title = format!("Funding · {}", seen.head.name.short());
    app.answer(&person, Page::new(title, page::body(&seen, today, &errors)).wrong(&errors)).await
}

/// The pupil and the bands to choose from, for whoever enters funding.
async fn to_enter(app: &App, person: &Person, id: i64) -> Result<(Head, Vec<HeldBand>)> {
    let head = open(app, person, id, Verb::Change).await?;
    Ok((head, funding_bands::of_school(&mut *app.store.read().await?, person.viewer.school).await?))
}

async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (head, bands) = to_enter(&app, &person, id).await?;
    let mut typed = Typed::default();
    typed.set("kind", EntryKind::Received.as_code());
    typed.set("received_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::Funding, head.id).await?;
    app.answer(&person, form::page(&head, None, &bands, &typed, &FormErrors::default())).await
}

async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let ((head, bands), typed, now) = (to_enter(&app, &person, id).await?, Typed(fields), app.clock.now());
    let entry = match form::read(&typed, &bands, now.today()) {
        Ok(entry) => entry,
        Err(errors) => return app.answer(&person, form::page(&head, None, &bands, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    funding::enter(&mut tx, head.id, &entry).await?;
    tx.commit().await?;
    Ok(back(&head))
}

/// The entry that is put right.
async fn to_correct(app: &App, person: &Person, (id, which): (i64, i64)) -> Result<(Head, HeldEntry, Vec<HeldBand>)> {
    let (head, bands) = to_enter(app, person, id).await?;
    let all = funding::of_pupil(&mut *app.store.read().await?, person.viewer.school, head.id).await?;
    let found = all.into_iter().find(|one| one.id.0 == which && one.stands).ok_or(Error::NotFound)?;
    Ok((head, found, bands))
}

async fn edit(State(app): State<App>, person: Person, Path(which): Path<(i64, i64)>) -> Result<Response> {
    let (head, found, bands) = to_correct(&app, &person, which).await?;
    app.viewed(&person, Subject::Funding, head.id).await?;
    let typed = form::typed(&found.entry, &bands);
    app.answer(&person, form::page(&head, Some(found.id), &bands, &typed, &FormErrors::default())).await
}

async fn correct(
    State(app): State<App>,
    person: Person,
    Path(which): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let ((head, found, bands), typed) = (to_correct(&app, &person, which).await?, Typed(fields));
    let now = app.clock.now();
    let entry = match form::read(&typed, &bands, now.today()) {
        Ok(entry) => entry,
        Err(errors) => return app.answer(&person, form::page(&head, Some(found.id), &bands, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    if !funding::correct(&mut tx, head.id, found.id, &entry).await? {
        return Err(Error::Conflict("Somebody else has put this entry right a moment ago.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

async fn withdraw(State(app): State<App>, person: Person, Path((id, which)): Path<(i64, i64)>) -> Result<Response> {
    let head = open(&app, &person, id, Verb::Change).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !funding::withdraw(&mut tx, head.id, FundingEntryId(which)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(back(&head))
}

fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/funding", head.id)).into_response()
}

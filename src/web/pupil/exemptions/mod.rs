//! Saying that a term's review is not needed, with the reason and who said so; and taking that back.

mod page;

use axum::{
    Form, Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::{AcademicYear, Season},
        ids::{ExemptionId, PupilId},
    },
    store::{
        exemptions::{self, Exemption},
        plans::{self, PupilCard},
    },
    web::{
        App,
        form::fields::FormErrors,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

const TITLE: &str = "Reviews not needed";

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/exemptions", get(show).post(create))
        .route("/pupils/{id}/exemptions/{exemption}/withdrawal", post(withdraw))
}

/// What was typed, or asked for in the address.
#[derive(Debug, Default, Deserialize)]
struct ExemptionFields {
    /// Year and season: "2026-autumn".
    #[serde(default)]
    term: String,
    #[serde(default)]
    reason: String,
}

/// The page before and after.
struct ExemptionPage {
    card: PupilCard,
    /// Last year, of which something may be open still, this one and the next.
    years: [AcademicYear; 3],
    all: Vec<Exemption>,
}

impl ExemptionPage {
    /// The terms that can still be said to be not needed.
    fn terms(&self) -> impl Iterator<Item = (AcademicYear, Season)> {
        let said = |term: &(AcademicYear, Season)| {
            self.all.iter().any(|x| x.withdrawn.is_none() && (x.year, x.season) == *term)
        };
        let terms = self.years.into_iter().flat_map(|year| Season::ALL.iter().map(move |season| (year, *season)));
        terms.filter(move |term| !said(term))
    }

    fn term(&self, typed: &str) -> Option<(AcademicYear, Season)> {
        self.terms().find(|term| name(*term) == typed)
    }
}

/// A term as the form sends it.
fn name((year, season): (AcademicYear, Season)) -> String {
    format!("{}-{}", year.starting(), season.as_code())
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(typed): Query<ExemptionFields>,
) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    app.viewed(&person, Subject::Exemption, seen.card.id).await?;
    let body = page::page(&seen, &typed, &FormErrors::default());
    app.answer(&person, Page::new(TITLE, body)).await
}

async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(typed): Form<ExemptionFields>,
) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    let (term, reason) = (seen.term(&typed.term), typed.reason.trim());
    let mut errors = FormErrors::default();
    if term.is_none() {
        errors.add("term", "Choose the term");
    }
    if reason.is_empty() {
        errors.add("reason", "Write down why it is not needed");
    }
    let Some(term) = term.filter(|_| errors.is_empty()) else {
        let body = page::page(&seen, &typed, &errors);
        return app.answer(&person, Page::new(TITLE, body).wrong(&errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !exemptions::enter(&mut tx, seen.card.id, term, reason).await? {
        return Err(Error::Conflict("Somebody else has said so of this term a moment ago. Go back to see why.".into()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}/exemptions", seen.card.id)).into_response())
}

async fn withdraw(State(app): State<App>, person: Person, Path((id, exemption)): Path<(i64, i64)>) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !exemptions::withdraw(&mut tx, seen.card.id, ExemptionId(exemption)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}/exemptions", seen.card.id)).into_response())
}

async fn load(app: &App, person: &Person, pupil: i64) -> Result<ExemptionPage> {
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    let found = plans::pupil_for(&mut conn, &person.viewer, PupilId(pupil), Verb::See, today).await?;
    let card = found.ok_or(Error::NotFound)?;
    person.must(Thing::Board, Verb::Change)?;
    let this = AcademicYear::containing(today);
    Ok(ExemptionPage {
        all: exemptions::of_pupil(&mut conn, card.id).await?,
        years: [this.previous(), this, this.next()],
        card,
    })
}

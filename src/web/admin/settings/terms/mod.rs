//! Terms and closures of this school year and the next: typed into the form, or pasted and looked over there before they are saved.

mod form;
mod page;
mod paste;

use axum::{
    Form,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::Markup;
use serde::Deserialize;
use sqlx::SqliteConnection;

pub(super) use paste::{paste, upload};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        calendar::{AcademicYear, ClosureKind, Season, Term},
        time::Moment,
    },
    store::{Tx, calendar},
    web::{
        App,
        admin::steps,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

const TITLE: &str = "Terms and closures";

#[derive(Deserialize)]
pub(super) struct TermsQuery {
    year: Option<i32>,
}

/// A closed day: when, why, and its note.
type Closure = (NaiveDate, ClosureKind, String);

/// A school year as it is saved.
struct TermsOfYear {
    year: AcademicYear,
    this_year: AcademicYear,
    terms: Vec<Term>,
    closures: Vec<Closure>,
    holidays: Vec<(NaiveDate, String)>,
}

impl TermsOfYear {
    fn term(&self, season: Season) -> Option<&Term> {
        self.terms.iter().find(|term| term.season == season)
    }

    /// What a form was made from, so that another's change in the meantime is noticed.
    fn seen(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for term in &self.terms {
            let half = term.half_term.map(|(from, to)| format!("{from}/{to}")).unwrap_or_default();
            parts.push(format!("{}/{half}/{}", term.starts_on, term.ends_on));
        }
        parts.extend(self.closures.iter().map(|(day, kind, _)| format!("{day}{}", form::code(*kind))));
        parts.join(" ")
    }
}

pub(super) async fn show(State(app): State<App>, person: Person, Query(asked): Query<TermsQuery>) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let year = load(&mut *app.store.read().await?, &person, app.clock.now(), asked.year).await?;
    let typed = form::typed(&year);
    let said = page::Said::default();
    let body = page::page(&back(&app, &person).await?, &year, &typed, &FormErrors::default(), &said);
    app.answer(&person, Page::new(TITLE, body)).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let mut typed = Typed(fields);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let now = tx.now;
    let year = load(tx.conn(), &person, now, typed.get("year").parse().ok()).await?;
    let mut errors = FormErrors::default();
    let (terms, closures) = form::read(&typed, &year, &mut errors);
    let mut said = page::Said::default();
    if errors.is_empty() && typed.get("seen") != year.seen() {
        errors.add(
            "terms",
            "Somebody else has changed these dates since you opened this page. \
             Compare what is saved now, below, with what you typed, and save again",
        );
        typed.set("seen", year.seen());
        said.overtaken = true;
    }
    if !errors.is_empty() {
        drop(tx);
        let body = page::page(&back(&app, &person).await?, &year, &typed, &errors, &said);
        let page = Page::new(TITLE, body).wrong(&errors);
        return app.answer(&person, if said.overtaken { page.refused(StatusCode::CONFLICT) } else { page }).await;
    }
    write(&mut tx, &year, &terms, &closures).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/settings/terms?year={}", year.year.starting())).into_response())
}

/// The link at the top.
async fn back(app: &App, person: &Person) -> Result<Markup> {
    steps::way_back(app, person, "/settings", "Back to the settings").await
}

/// Writes what differs, and only that.
async fn write(tx: &mut Tx, year: &TermsOfYear, terms: &[Term], closures: &[Closure]) -> Result<()> {
    let mut changed = Vec::new();
    for term in terms.iter().filter(|term| year.term(term.season) != Some(term)) {
        calendar::put_term(tx, year.year, term).await?;
        changed.push(term.season.as_code().to_owned());
    }
    for (day, kind, note) in closures.iter().filter(|closure| !year.closures.contains(closure)) {
        calendar::put_closure(tx, *day, *kind, note).await?;
        changed.push(day.to_string());
    }
    for (day, ..) in year.closures.iter().filter(|held| !closures.iter().any(|c| c.0 == held.0)) {
        calendar::drop_closure(tx, *day).await?;
        changed.push(format!("not {day}"));
    }
    if !changed.is_empty() {
        let detail = format!("{}: {}", year.year, changed.join(", "));
        tx.audit(Entry::new(Deed::Changed, Subject::Terms).detail(&detail)).await?;
    }
    Ok(())
}

/// This year, or the next if it is asked for.
async fn load(conn: &mut SqliteConnection, person: &Person, now: Moment, year: Option<i32>) -> Result<TermsOfYear> {
    let this_year = AcademicYear::containing(now.today());
    let year = year.map_or(this_year, AcademicYear::new);
    if ![this_year, this_year.next()].contains(&year) {
        return Err(Error::NotFound);
    }
    let school = person.viewer.school;
    let mut terms: Vec<Term> =
        calendar::terms(conn, school).await?.into_iter().filter(|t| t.0 == year).map(|t| t.1).collect();
    terms.sort_by_key(|term| term.season);
    let mut closures = calendar::closures(conn, school).await?;
    closures.retain(|(day, ..)| year.contains(*day));
    let mut holidays = calendar::bank_holidays(conn).await?;
    holidays.retain(|(day, _)| year.contains(*day));
    Ok(TermsOfYear { year, this_year, terms, closures, holidays })
}

//! The SEN register on a day, as staff who may see SEN records read it, print it, and take it to the census.

mod page;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        audit::Subject,
        census::Indicator,
        ids::PupilId,
        need::Need,
        sen_register::CensusLine,
        sen_status::{SenCode, StatusSpan},
    },
    store::{
        layers::LayersToday,
        register::{Child, HeldPlan, Register},
        schools,
        sen_register::Indicators,
    },
    web::{
        App,
        form::{asked, fields::FormErrors},
        frame::{
            download::{pdf, xlsx},
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/sen-register", get(show))
        .route("/sen-register.xlsx", get(download))
        .route("/sen-register.pdf", get(as_pdf))
}

/// The day that is asked about; empty: today.
#[derive(Deserialize, Default)]
#[serde(default)]
struct RegisterQuery {
    on: String,
}

/// A pupil's line of the register.
struct RegisterLine<'a> {
    child: &'a Child,
    status: StatusSpan,
    census: CensusLine,
    class: String,
    nc_year: String,
    layers: String,
    /// The open plan that owes the reviews, and who leads it.
    plan: Option<&'a HeldPlan>,
    lead: String,
    last_review: Option<NaiveDate>,
    next_review: Option<NaiveDate>,
}

/// What the register is drawn up from.
struct Drawn {
    register: Arc<Register>,
    layers: Arc<LayersToday>,
    indicators: Arc<Indicators>,
    on: NaiveDate,
}

async fn draw(app: &App, person: &Person, on: NaiveDate) -> Result<Drawn> {
    person.must(Thing::Board, Verb::See)?;
    // Of everybody or of nobody: a register with half the pupils would be taken for the whole.
    if !person.viewer.may(Relation::None, Thing::SenRecord, Verb::See) {
        return Err(Error::Forbidden);
    }
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, on).await?;
    let layers = register.part(&mut conn, on).await?;
    let indicators = register.part(&mut conn, on).await?;
    Ok(Drawn { register, layers, indicators, on })
}

impl Drawn {
    /// Everybody on roll with SEN on the day, by surname.
    fn lines(&self) -> Vec<RegisterLine<'_>> {
        let on_roll = self.register.facts().children.iter().filter(|child| child.is_on_roll(self.on));
        let mut lines: Vec<_> = on_roll.filter_map(|child| self.line(child)).collect();
        lines.sort_by_key(|line| (line.child.name.surname.to_lowercase(), line.child.name.forename.to_lowercase()));
        lines
    }

    fn line<'a>(&'a self, child: &'a Child) -> Option<RegisterLine<'a>> {
        let holds = |span: &&StatusSpan| span.from <= self.on && span.until.is_none_or(|until| self.on <= until);
        let status = *child.statuses.iter().rev().find(holds).filter(|span| span.code != SenCode::None)?;
        let facts = self.register.facts();
        let class = child.class_on(self.on);
        let plan =
            child.plans.iter().rev().find(|plan| plan.kind.is_sen() && plan.closed_on.is_none_or(|end| end > self.on));
        let indicators: &[Indicator] = self.indicators.of(child.id);
        let needs = child.needs.iter().filter_map(|code| Need::from_code(code)).collect();
        Some(RegisterLine {
            child,
            status,
            census: CensusLine { status: status.code, needs, indicators: indicators.to_vec() },
            class: class.and_then(|one| facts.classes.get(&one.class)).map(|one| one.name.clone()).unwrap_or_default(),
            nc_year: class.map(|one| one.nc_year.clone()).unwrap_or_default(),
            layers: self.layers.of(child.id).unwrap_or_default(),
            plan,
            lead: plan.and_then(|plan| facts.staff.get(&plan.lead)).map(|one| one.name.formal()).unwrap_or_default(),
            last_review: plan
                .and_then(|plan| plan.reviews.iter().map(|held| held.on).filter(|day| *day <= self.on).max()),
            next_review: plan.and_then(|plan| plan.agreed_on),
        })
    }
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<RegisterQuery>) -> Result<Response> {
    let today = app.clock.now().today();
    let mut unread = FormErrors::default();
    let on = asked::day(&mut unread, "on", &asked.on).unwrap_or(today);
    let drawn = draw(&app, &person, on).await?;
    let lines = drawn.lines();
    audit(&app, &person, &lines).await?;
    let body = page::page(&lines, (on, today), &asked.on, &unread, person.may(Thing::Figures, Verb::See));
    app.answer(&person, Page::new("SEN register", body).at(Nav::Reports).wrong(&unread)).await
}

/// What is asked for, for a file: nobody looks one over before it is sent on, so a day that cannot be read makes none.
async fn asked_for(app: &App, person: &Person, asked: &RegisterQuery) -> Result<(Drawn, NaiveDate)> {
    let mut unread = FormErrors::default();
    let on = asked::day(&mut unread, "on", &asked.on).unwrap_or_else(|| app.clock.now().today());
    if let Some((_, why)) = unread.into_iter().next() {
        return Err(Error::BadRequest(why.clone()));
    }
    Ok((draw(app, person, on).await?, on))
}

async fn download(State(app): State<App>, person: Person, Query(asked): Query<RegisterQuery>) -> Result<Response> {
    let (drawn, on) = asked_for(&app, &person, &asked).await?;
    let lines = drawn.lines();
    audit(&app, &person, &lines).await?;
    xlsx(&format!("sen-register-{on}"), vec![page::sheet(&lines)]).await
}

async fn as_pdf(State(app): State<App>, person: Person, Query(asked): Query<RegisterQuery>) -> Result<Response> {
    let (drawn, on) = asked_for(&app, &person, &asked).await?;
    let lines = drawn.lines();
    audit(&app, &person, &lines).await?;
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    pdf(&app, &format!("sen-register-{on}"), &[page::document(&lines, school, on)]).await
}

async fn audit(app: &App, person: &Person, lines: &[RegisterLine<'_>]) -> Result<()> {
    let seen: Vec<(Option<i64>, PupilId)> = lines.iter().map(|line| (None, line.child.id)).collect();
    app.viewed_all(person, Subject::Report, &seen).await
}

//! The provision map: what the school gives beside the ordinary offer, to whom, by whom, at what cost and with what effect. Gathered by any
//! question, narrowed by the others, and from every figure there is a way to its pupils. The question is in the address.

mod asked;
mod page;
mod sheet;

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::AcademicYear,
        ids::PupilId,
        people::Name,
        provision_map::{MapLine, narrowed},
    },
    exchange::{spreadsheet::Sheet, write},
    store::{
        provision_map::ProvisionYear,
        register::{BoardOf, Register},
        schools,
    },
    web::{
        App,
        frame::{
            download::{csv, pdf, xlsx},
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

use asked::MapQuery;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/provision-map", get(show))
        .route("/provision-map.csv", get(as_csv))
        .route("/provision-map.xlsx", get(as_xlsx))
        .route("/provision-map.pdf", get(as_pdf))
}

/// A school year's map as somebody sees it.
struct SeenMap {
    register: Arc<Register>,
    year: AcademicYear,
    /// Of the pupils whom they may see.
    lines: Vec<MapLine>,
    /// Whether they see costs.
    costs: bool,
}

impl SeenMap {
    fn name(&self, pupil: PupilId) -> Option<&Name> {
        self.register.facts().children.find(pupil).map(|child| &child.name)
    }
}

async fn load(app: &App, person: &Person, asked: &MapQuery) -> Result<SeenMap> {
    person.must(Thing::Board, Verb::See)?;
    let today = app.clock.now().today();
    let year = asked.school_year(today);
    let on = year.ends_on().min(today);
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, on).await?;
    let all = register.part::<ProvisionYear>(&mut conn, on).await?;
    let board = register.board(&person.viewer, BoardOf::with_closed(on));
    let may_see: BTreeSet<PupilId> = board.iter().map(|(row, _)| row.pupil).collect();
    let lines = all.0.iter().filter(|line| may_see.contains(&line.pupil)).cloned().collect();
    Ok(SeenMap { register, year, lines, costs: person.may(Thing::Costs, Verb::See) })
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<MapQuery>) -> Result<Response> {
    let seen = load(&app, &person, &asked).await?;
    let unread = asked.unread(&seen.lines, app.clock.now().today());
    let asked = asked.without(&unread);
    let found = narrowed(&seen.lines, &asked.wanted());
    if asked.is_narrow() {
        audit(&app, &person, &found).await?;
    }
    let figures = person.may(Thing::Figures, Verb::See);
    let body = page::page(&seen, (&asked, &unread), &found, (app.clock.now().today(), figures));
    app.answer(&person, Page::new("Provision map", body).at(Nav::Reports).wrong(&unread)).await
}

/// The map for a file: nobody looks one over before it is sent on, so what cannot be read makes none.
async fn load_for_file(app: &App, person: &Person, asked: &MapQuery) -> Result<SeenMap> {
    let seen = load(app, person, asked).await?;
    match asked.unread(&seen.lines, app.clock.now().today()).into_iter().next() {
        Some((_, why)) => Err(Error::BadRequest(why.clone())),
        None => Ok(seen),
    }
}

fn named(seen: &SeenMap) -> String {
    format!("provision-map-{}", seen.year.starting())
}

/// The lines as a sheet, whose pupils have been looked at then.
async fn file(app: &App, person: &Person, asked: &MapQuery) -> Result<(String, Sheet)> {
    let seen = load_for_file(app, person, asked).await?;
    let found = narrowed(&seen.lines, &asked.wanted());
    audit(app, person, &found).await?;
    Ok((named(&seen), sheet::sheet(&seen, &found)))
}

async fn as_csv(State(app): State<App>, person: Person, Query(asked): Query<MapQuery>) -> Result<Response> {
    let (name, sheet) = file(&app, &person, &asked).await?;
    Ok(csv(&name, write::of_sheet(&sheet)?))
}

async fn as_xlsx(State(app): State<App>, person: Person, Query(asked): Query<MapQuery>) -> Result<Response> {
    let (name, sheet) = file(&app, &person, &asked).await?;
    xlsx(&name, vec![sheet]).await
}

async fn as_pdf(State(app): State<App>, person: Person, Query(asked): Query<MapQuery>) -> Result<Response> {
    let seen = load_for_file(&app, &person, &asked).await?;
    let found = narrowed(&seen.lines, &asked.wanted());
    if asked.is_narrow() {
        audit(&app, &person, &found).await?;
    }
    let card = schools::get(&mut *app.store.read().await?, person.viewer.school).await?;
    let document = page::document(&seen, &asked, &found, (card.name, app.clock.now().today()));
    pdf(&app, &named(&seen), &[document]).await
}

async fn audit(app: &App, person: &Person, found: &[Cow<'_, MapLine>]) -> Result<()> {
    let pupils: BTreeSet<PupilId> = found.iter().map(|line| line.pupil).collect();
    let seen: Vec<_> = pupils.into_iter().map(|pupil| (None, pupil)).collect();
    app.viewed_all(person, Subject::Report, &seen).await
}

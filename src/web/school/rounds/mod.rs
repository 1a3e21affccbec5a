//! The round board: every pupil who has a right to reviews, with the three terms of the year. Filters and order are in the address.

mod board;
mod density;
mod filter;
mod groups;

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use maud::html;

use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::{AcademicYear, Season},
    },
    store::{
        annual_reviews::WantedSteps,
        layers::LayersToday,
        register::{Board, BoardOf, BoardRow, Line},
    },
    web::{
        App,
        form::fields::error_summary,
        frame::{
            error::Result,
            page::{Nav, Page},
            session::Person,
        },
    },
};
use board::BoardChoices;
use density::Density;
use filter::Filter;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/round", get(show)).route("/round/density", post(density::choose))
}

/// How many pupils the lines are about: whoever has a plan beside SEN support has a line for each.
pub(in crate::web) fn pupils<'a>(lines: impl Iterator<Item = &'a Line>) -> usize {
    lines.map(|(row, _)| row.pupil).collect::<BTreeSet<_>>().len()
}

/// The lines of the board that somebody may see today, the season whose round is on or next, what of annual reviews is
/// late or due, and who is on which layer.
async fn lines(app: &App, person: &Person) -> Result<(Board, Season, Arc<WantedSteps>, Arc<LayersToday>)> {
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    let register = app.register(&mut conn, person, today).await?;
    // What the authority does is part of the record, and so is a pupil's layer of support.
    let (annual, layers) = match person.may(Thing::SenRecord, Verb::See) {
        true => (register.part(&mut conn, today).await?, register.part(&mut conn, today).await?),
        false => (Arc::default(), Arc::default()),
    };
    let board = register.board(&person.viewer, BoardOf::on(today));
    Ok((board, register.calendar().season_of(today).1, annual, layers))
}

async fn show(
    State(app): State<App>,
    person: Person,
    jar: CookieJar,
    Query(filter): Query<Filter>,
) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    let (board, now, annual, layers) = lines(&app, &person).await?;
    let mut all: Vec<&Line> = board.iter().collect();
    let choices = BoardChoices::of(&all, &layers);
    let unread = filter.unread();
    let filter = filter.without(&unread);
    let season = Season::from_code(&filter.season).unwrap_or(now);
    let nobody = all.is_empty();
    all.retain(|line| filter.fits(line, season, &layers));
    filter.sort(&mut all, season);
    let year = AcademicYear::containing(app.clock.now().today());
    let title = format!("{} {} review round", season.title(), year);
    let changes = person.may(Thing::Board, Verb::Change);
    let density = Density::of(&app, &jar);
    let body = html! {
        div.board-head {
            h1 { (title) }
            @if changes { a.second.no-print href="/year" { "Plan the year" } }
            a.no-print href="/my-pupils/sheet" { "Class sheets" }
            (density.switch(&filter))
        }
        (error_summary(&unread))
        (board::filters(&filter, season, &choices, &unread))
        @if all.is_empty() {
            @if nobody { p.empty { "No pupil is on SEN support or has a plan yet." } }
            @else { p.empty { "No pupil fits. " a href="/round" { "Show everybody" } } }
        } @else {
            @let seen = board::Shown { season, year, today: app.clock.now().today(), ticks: changes, density, annual: &annual, layers: &layers };
            (board::table(&all, &filter, &seen))
            @if person.may(Thing::Review, Verb::Change) {
                form.no-print method="get" action="/reviews/queue" {
                    @if !filter.class.is_empty() { input type="hidden" name="class" value=(filter.class); }
                    button.second type="submit" { "Record reviews in a row" }
                }
            }
        }
        (board::legend())
    };
    app.answer(&person, Page::new(title, body).at(Nav::Round).wrong(&unread)).await
}

/// Where a cell leads: the plan, or the pupil where there is none yet.
pub(in crate::web) fn place(row: &BoardRow) -> String {
    row.plan.map_or_else(|| format!("/pupils/{}", row.pupil), |plan| format!("/plans/{plan}"))
}

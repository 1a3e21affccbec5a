//! The round board: every pupil who has a right to reviews, with the three terms of the year. Filters and order are in the address.

mod board;
mod filter;

use std::collections::BTreeSet;

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use maud::html;

use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::{AcademicYear, Season},
    },
    store::register::{Board, BoardOf, BoardRow, Line},
    web::{
        App,
        frame::{
            error::Result,
            page::{Nav, Page},
            session::Person,
        },
    },
};
use board::BoardChoices;
use filter::Filter;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/round", get(show))
}

/// How many pupils the lines are about: whoever has a plan beside SEN support has a line for each.
pub(in crate::web) fn pupils<'a>(lines: impl Iterator<Item = &'a Line>) -> usize {
    lines.map(|(row, _)| row.pupil).collect::<BTreeSet<_>>().len()
}

/// The lines of the board that somebody may see today, and the season whose round is on or next.
async fn lines(app: &App, person: &Person) -> Result<(Board, Season)> {
    let today = app.clock.now().today();
    let register = app.store.register(&mut *app.store.read().await?, person.viewer.school, today).await?;
    Ok((register.board(&person.viewer, BoardOf::on(today)), register.calendar().season_of(today).1))
}

async fn show(State(app): State<App>, person: Person, Query(filter): Query<Filter>) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    let (board, now) = lines(&app, &person).await?;
    let mut all: Vec<&Line> = board.iter().collect();
    let season = Season::from_code(&filter.season).unwrap_or(now);
    let choices = BoardChoices::of(&all);
    let nobody = all.is_empty();
    all.retain(|line| filter.fits(line, season));
    filter.sort(&mut all, season);
    let year = AcademicYear::containing(app.clock.now().today());
    let title = format!("{} {} review round", season.title(), year);
    let changes = person.may(Thing::Board, Verb::Change);
    let body = html! {
        h1 { (title) }
        (board::filters(&filter, season, &choices))
        @if all.is_empty() {
            @if nobody { p.empty { "No pupil is on SEN support or has a plan yet." } }
            @else { p.empty { "No pupil fits. " a href="/round" { "Show everybody" } } }
        } @else {
            (board::table(&all, &filter, (season, year, app.clock.now().today()), changes))
            @if person.may(Thing::Review, Verb::Change) {
                form.no-print method="get" action="/reviews/queue" {
                    @if !filter.class.is_empty() { input type="hidden" name="class" value=(filter.class); }
                    button.second type="submit" { "Record reviews in a row" }
                }
            }
        }
        (board::legend())
        @if changes { p.actions.no-print { a.second href="/year" { "Plan the year" } } }
    };
    app.answer(&person, Page::new(title, body).at(Nav::Round)).await
}

/// Where a cell leads: the plan, or the pupil where there is none yet.
pub(in crate::web) fn place(row: &BoardRow) -> String {
    row.plan.map_or_else(|| format!("/pupils/{}", row.pupil), |plan| format!("/plans/{plan}"))
}

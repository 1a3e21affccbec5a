//! The round board: every pupil who has a right to reviews, with the three terms of the year. Filters and order are in the address.

mod board;
mod filter;

use std::collections::BTreeSet;

use axum::{
    Router,
    extract::{Query, State},
    routing::get,
};
use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::{AcademicYear, Calendar, Season},
        ids::{PupilId, SchoolId},
        rules::{self, Rules},
        standing::{Standing, standing},
    },
    store::{
        calendar, schools,
        standing::{BoardRow, board, board_of},
    },
    web::{
        App,
        frame::{error::Result, layout, session::Person},
    },
};
use board::Choices;
use filter::Filter;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/round", get(show))
}

/// A line of the board with where it stands.
pub(in crate::web) type Line = (BoardRow, Standing);

/// How many pupils the lines are about: whoever has a plan beside SEN support has a line for each.
pub(in crate::web) fn pupils(lines: &[Line]) -> usize {
    lines.iter().map(|(row, _)| row.pupil).collect::<BTreeSet<_>>().len()
}

/// Every line of the viewer's school on a day, and the season whose round is on or next.
pub(in crate::web) async fn lines(app: &App, person: &Person) -> Result<(Vec<Line>, Season)> {
    let today = app.clock.now().today();
    let mut conn = app.store.read().await?;
    let school = person.viewer.school;
    let rules = schools::rules(&mut conn, school, today).await?;
    let calendar = calendar::load(&mut conn, school).await?;
    Ok((lines_by(&mut conn, school, &rules, &calendar, today).await?, calendar.season_of(today).1))
}

/// The same for a page that has the rules and the calendar already.
pub(in crate::web) async fn lines_by(
    conn: &mut SqliteConnection,
    school: SchoolId,
    rules: &Rules,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Vec<Line>> {
    Ok(stood(board(conn, school, rules, today).await?, rules, calendar, today))
}

/// The lines of these pupils only.
pub(in crate::web) async fn lines_of(
    conn: &mut SqliteConnection,
    (school, pupils): (SchoolId, &[PupilId]),
    rules: &Rules,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Vec<Line>> {
    Ok(stood(board_of(conn, school, pupils, rules, today).await?, rules, calendar, today))
}

fn stood(rows: Vec<BoardRow>, rules: &Rules, calendar: &Calendar, today: NaiveDate) -> Vec<Line> {
    let soon = rules.get(rules::DUE_SOON);
    let stood = rows.into_iter().map(|row| {
        let standing = standing(calendar, &row.facts, soon, today);
        (row, standing)
    });
    stood.collect()
}

async fn show(State(app): State<App>, person: Person, Query(filter): Query<Filter>) -> Result<Markup> {
    person.must(Thing::Board, Verb::See)?;
    let (mut all, now) = lines(&app, &person).await?;
    let season = Season::from_code(&filter.season).unwrap_or(now);
    let choices = Choices::of(&all);
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
    Ok(layout::page(&app.chrome(&person).await?, &title, body))
}

/// Where a cell leads: the plan, or the pupil where there is none yet.
pub(in crate::web) fn place(row: &BoardRow) -> String {
    row.plan.map_or_else(|| format!("/pupils/{}", row.pupil), |plan| format!("/plans/{plan}"))
}

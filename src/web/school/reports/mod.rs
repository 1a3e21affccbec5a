//! How the school does: the head's week, reviews on time by whatever question is asked, and what governors see.

mod costs;
mod csv;
mod figures;
mod reviews;
mod reviews_page;
mod week;

pub(in crate::web) use figures::page as governors;
pub(crate) use figures::publish_last;

use std::collections::BTreeMap;

use axum::{
    Router,
    routing::{get, post},
};
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        calendar::{AcademicYear, Calendar},
        ids::{PupilId, SchoolId},
        rules,
        standing::{Span, Standing, standing},
    },
    store::{
        calendar,
        pupils::class_history::{self, InClass},
        schools,
        standing::{BoardRow, board_with_closed},
    },
    web::{
        App,
        frame::{error::Result, session::Person},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/reports", get(week::show))
        .route("/reports/reviews", get(reviews::show))
        .route("/reports/reviews.csv", get(reviews::download))
        .route("/reports/figures", get(figures::show))
        .route("/reports/figures/publication", post(figures::publish))
}

/// A school's year as it stands, or stood, on a day.
struct Year {
    calendar: Calendar,
    year: AcademicYear,
    on: NaiveDate,
    /// Who has a right to the three reviews a year of the Code of Practice (6.65).
    rows: Vec<(BoardRow, Standing)>,
    /// Plans beside SEN support, which count for themselves and are kept apart.
    beside: Vec<(BoardRow, Standing)>,
    /// The classes that pupils were in, by pupil.
    classes: BTreeMap<PupilId, Vec<(Span, InClass)>>,
    /// The number below which a count is not shown to governors.
    threshold: u32,
}

/// Everybody with a right to reviews in the year of a day, as it stands on that day.
async fn year_on(app: &App, person: &Person, on: NaiveDate) -> Result<Year> {
    Ok(year_of(&mut *app.store.read().await?, person.viewer.school, on).await?)
}

async fn year_of(conn: &mut SqliteConnection, school: SchoolId, on: NaiveDate) -> anyhow::Result<Year> {
    let rules = schools::rules(&mut *conn, school, on).await?;
    let calendar = calendar::load(&mut *conn, school).await?;
    let found = board_with_closed(&mut *conn, school, &rules, on).await?;
    let classes = class_history::since(conn, school, AcademicYear::containing(on).starts_on()).await?;
    let soon = rules.get(rules::DUE_SOON);
    let rows = found.into_iter().map(|row| {
        let stands = standing(&calendar, &row.facts, soon, on);
        (row, stands)
    });
    let (rows, beside) = rows.partition(|(row, _)| row.is_sen());
    let threshold = u32::try_from(rules.get(rules::FIGURES_THRESHOLD)).unwrap_or(u32::MAX);
    Ok(Year { year: AcademicYear::containing(on), on, rows, beside, classes, calendar, threshold })
}

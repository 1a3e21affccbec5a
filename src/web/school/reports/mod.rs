//! How the school does: the head's week, reviews on time by whatever question is asked, reports on all of its record with what was kept of
//! them, how often force, restraint and seclusion were used, and what governors see.

mod costs;
mod counted;
mod csv;
mod drawing;
mod figures;
mod incidents;
mod paper;
mod reviews;
mod reviews_page;
mod snapshots;
mod wanted;
mod week;
mod written;

pub(in crate::web) use counted::{due_reviews, whole_years};
pub(crate) use figures::publish_last;
pub(in crate::web) use figures::{page as governors, pupils_today, ways_of};

use std::collections::BTreeMap;

use axum::{
    Router,
    routing::{get, post},
};
use chrono::NaiveDate;

use crate::{
    domain::{
        access::Viewer,
        calendar::{AcademicYear, Calendar},
        ids::PupilId,
        rules,
        standing::Span,
    },
    store::{
        pupils::class_history::{Classes, InClass},
        register::{BoardOf, Line, Register},
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
        .route("/reports/list", get(written::list))
        .route("/reports/of/{report}", get(written::show))
        .route("/reports/of/{report}/files/{file}", get(written::file))
        .route("/reports/of/{report}/snapshots", post(written::keep))
        .route("/reports/snapshots/{id}", get(snapshots::show))
        .route("/reports/snapshots/{id}/files/{file}", get(snapshots::file))
        .route("/reports/incidents", get(incidents::show))
        .route("/reports/figures", get(figures::show))
        .route("/reports/figures.pdf", get(figures::as_pdf))
        .route("/reports/figures/publication", post(figures::publish))
}

/// A school's year as it stands, or stood, on a day.
struct YearFigures {
    calendar: Calendar,
    year: AcademicYear,
    on: NaiveDate,
    /// Who has a right to the three reviews a year of the Code of Practice (6.65).
    rows: Vec<Line>,
    /// Plans beside SEN support, which count for themselves and are kept apart.
    beside: Vec<Line>,
    /// The classes that pupils were in, by pupil.
    classes: BTreeMap<PupilId, Vec<(Span, InClass)>>,
    /// The number below which a count is not shown to governors.
    threshold: u32,
}

/// Everybody with a right to reviews in the year of a day, as it stands on that day.
async fn year_on(app: &App, person: &Person, on: NaiveDate) -> Result<YearFigures> {
    let register = app.register(&mut *app.store.read().await?, person, on).await?;
    Ok(year_in(&register, &person.viewer, on))
}

fn year_in(register: &Register, viewer: &Viewer, on: NaiveDate) -> YearFigures {
    year_of(register, register.board(viewer, BoardOf::with_closed(on)).iter(), on)
}

fn year_of<'a>(register: &Register, lines: impl Iterator<Item = &'a Line>, on: NaiveDate) -> YearFigures {
    let (rows, beside): (Vec<Line>, Vec<Line>) = lines.cloned().partition(|(row, _)| row.is_sen());
    let classes = Classes::since(register, AcademicYear::containing(on).starts_on());
    let classes = rows.iter().chain(&beside).map(|(row, _)| (row.pupil, classes.of(row.pupil))).collect();
    let threshold = u32::try_from(register.rules(on).get(rules::FIGURES_THRESHOLD)).unwrap_or(u32::MAX);
    YearFigures {
        year: AcademicYear::containing(on),
        on,
        rows,
        beside,
        classes,
        calendar: register.calendar().clone(),
        threshold,
    }
}

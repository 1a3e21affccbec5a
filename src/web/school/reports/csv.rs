//! The report as a file: one line a review.

use super::{YearFigures, reviews::ReviewNeeded};
use crate::{
    domain::{need::first_area, standing::State},
    exchange::write::table,
    web::frame::error::Result,
};

const HEADS: &[&str] = &[
    "Pupil",
    "Class",
    "Class teacher",
    "Year group",
    "SEN status",
    "Area of need",
    "Plan",
    "Led by",
    "Term",
    "Due",
    "Held",
    "Outcome",
    "Why not needed",
];

pub(super) fn file(year: &YearFigures, lines: &[ReviewNeeded<'_>]) -> Result<String> {
    let rows = lines.iter().map(|line| {
        let (row, cell) = (line.row, &line.cell);
        let held = if let State::Done { on, .. } = cell.state { on.to_string() } else { String::new() };
        vec![
            row.name.full(),
            line.value("class").1,
            line.value("teacher").1,
            row.nc_year.clone(),
            row.status.map_or("", |s| s.words()).to_owned(),
            first_area(&row.needs).words().to_owned(),
            row.kind.words().to_owned(),
            row.lead.as_ref().map(|(_, name)| name.formal()).unwrap_or_default(),
            format!("{} {}", cell.season.title(), year.year),
            cell.due_on.to_string(),
            held,
            line.kept.words().to_owned(),
            cell.state.reason().unwrap_or_default(),
        ]
    });
    Ok(table(HEADS, rows)?)
}

//! Files that a page gives: kept by the browser, never shown in it.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use super::error::{Error, Result};
use crate::{
    documents::{Document, Part, Untypeset},
    exchange::spreadsheet::{Sheet, SheetCell, workbook},
    web::App,
};

/// A table as CSV. The name has no ending.
pub(in crate::web) fn csv(name: &str, table: String) -> Response {
    attachment(&format!("{name}.csv"), "text/csv; charset=utf-8", table.into_bytes())
}

/// Tables as a spreadsheet, written beside the requests of others. The name has no ending.
///
/// # Errors
/// When a sheet cannot be written.
pub(in crate::web) async fn xlsx(name: &str, sheets: Vec<Sheet>) -> Result<Response> {
    let file = tokio::task::spawn_blocking(move || workbook(&sheets)).await.map_err(anyhow::Error::from)??;
    Ok(attachment(&format!("{name}.xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file))
}

/// Documents as one PDF, typeset beside the requests of others. The name has no ending.
///
/// # Errors
/// When there is none; whoever asked can print the page instead, and is told so.
pub(in crate::web) async fn pdf(app: &App, name: &str, all: &[Document]) -> Result<Response> {
    match app.typesetter.pdf(all).await {
        Ok(file) => Ok(made_pdf(name, file)),
        Err(why) => {
            tracing::error!("a PDF was not made: {why}");
            let why = match why {
                Untypeset::Without => "This Thrice was built without PDF",
                Untypeset::TooLong => "The PDF took too long",
                Untypeset::Failed(_) => "The PDF could not be made",
            };
            Err(Error::Conflict(format!(
                "{why}. Everything is as it was: go back and print the page with your browser instead."
            )))
        }
    }
}

/// A PDF that was made before. The name has no ending.
pub(in crate::web) fn made_pdf(name: &str, file: Vec<u8>) -> Response {
    attachment(&format!("{name}.pdf"), "application/pdf", file)
}

/// A sheet as a table of a document: money in pounds, days as people write them.
pub(in crate::web) fn as_table(sheet: &Sheet) -> Part {
    let words = |cell: &SheetCell| match cell {
        SheetCell::Text(text) => text.clone(),
        SheetCell::Number(number) => number.to_string(),
        SheetCell::Money(pence) => pence.to_string(),
        SheetCell::Day(day) => day.format("%-d %b %Y").to_string(),
        SheetCell::Empty => String::new(),
    };
    let heads: Vec<&str> = sheet.heads.iter().map(String::as_str).collect();
    Part::table(&sheet.name, &heads, sheet.rows.iter().map(|row| row.iter().map(words).collect()).collect())
}

fn attachment(name: &str, kind: &'static str, file: Vec<u8>) -> Response {
    let kept = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, kept)], file).into_response()
}

//! Files that a page gives: kept by the browser, never shown in it.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use super::error::Result;
use crate::exchange::spreadsheet::{Sheet, workbook};

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

fn attachment(name: &str, kind: &'static str, file: Vec<u8>) -> Response {
    let kept = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, kept)], file).into_response()
}

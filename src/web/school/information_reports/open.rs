//! The report that was published last, for everybody who asks.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{TITLE, document};
use crate::{
    domain::{ids::SchoolId, open_page::OpenPage},
    store::information_reports,
    web::{
        App,
        frame::error::{Error, Result},
        school::open_pages,
    },
};

pub(super) async fn show(State(app): State<App>, Path(school): Path<i64>) -> Result<Response> {
    let card = open_pages::opened(&app, school, OpenPage::InformationReport).await?;
    let newest = information_reports::published(&mut *app.store.read().await?, SchoolId(school), Some(1)).await?.pop();
    let newest = newest.ok_or(Error::NotFound)?;
    Ok(open_pages::open(&app, &card, TITLE, document::whole(&newest.report, &card, Some(newest.at.today()))))
}

//! The strategy that was published last, for everybody who asks.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{ShownStrategy, TITLE, document};
use crate::{
    domain::{ids::SchoolId, open_page::OpenPage},
    store::inclusion_strategies,
    web::{
        App,
        frame::error::{Error, Result},
        school::open_pages,
    },
};

pub(super) async fn show(State(app): State<App>, Path(school): Path<i64>) -> Result<Response> {
    let card = open_pages::opened(&app, school, OpenPage::InclusionStrategy).await?;
    let school = SchoolId(school);
    let all = inclusion_strategies::of_school(&mut *app.store.read().await?, school, None).await?;
    let held = all.into_iter().find(|one| one.stage.is_published()).ok_or(Error::NotFound)?;
    let strategy = ShownStrategy::of(&app, held, school).await?;
    Ok(open_pages::open(&app, &card, TITLE, document::whole(&strategy)))
}

//! The school's bank of targets: searched by whoever writes plans; entries of it are made, changed and taken out by the SENCO. It shows
//! nothing of any pupil, so that looking at it is no view of a record.

mod entries;
pub(in crate::web) mod page;

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::{get, post},
};
use maud::html;
use serde::Deserialize;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        bank::Offered,
        ids::BankEntryId,
        need::Area,
    },
    store::bank,
    web::{
        App,
        form::{
            asked,
            fields::{FormErrors, error_summary},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/bank", get(show).post(entries::create))
        .route("/bank/new", get(entries::new))
        .route("/bank/{id}/edit", get(entries::edit).post(entries::change))
        .route("/bank/{id}/withdrawal", post(entries::withdraw))
        .route("/bank/targets/{id}", post(entries::take))
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct BankQuery {
    /// Words, in any order.
    #[serde(default)]
    pub(in crate::web) words: String,
    /// The code of an area of need.
    #[serde(default)]
    pub(in crate::web) area: String,
    /// The words of an entry that was made, changed or taken out a moment ago: what was done.
    #[serde(default)]
    done: String,
}

/// What of the bank is asked for, the best first, with what of the question cannot be read.
pub(in crate::web) async fn found(
    app: &App,
    person: &Person,
    asked: &BankQuery,
) -> Result<(Vec<Offered<BankEntryId>>, FormErrors)> {
    let (area, mut unread) = (Area::from_code(&asked.area), FormErrors::default());
    asked::readable(&mut unread, "area", &asked.area, "an area of need", area.is_some());
    let mut all = bank::offered(&mut *app.store.read().await?, person.viewer.school).await?;
    all.retain(|one| area.is_none_or(|area| one.words.area == area) && one.words.has(&asked.words));
    Ok((all, unread))
}

/// Whoever may write a plan, of their own class at least.
async fn show(State(app): State<App>, person: Person, Query(asked): Query<BankQuery>) -> Result<Response> {
    if !person.viewer.may_write(Relation::Teaches, true) {
        return Err(Error::Forbidden);
    }
    let (all, unread) = found(&app, &person, &asked).await?;
    let keeps = person.may(Thing::Plan, Verb::Change);
    let body = html! {
        (error_summary(&unread))
        h1 { "Target bank" }
        @if let Some(said) = page::said(&asked.done) { div.banner.banner-good role="status" { p { strong { (said) } } } }
        (page::what_it_is())
        p.no-print { a href="/provisions" { "The catalogue of provision" } }
        @if keeps { p.actions.no-print { a.second href="/bank/new" { "Add a target by hand" } } }
        (page::search("/bank", &asked, &unread))
        (page::list(&all, &asked, |one| page::keeping(one, keeps)))
    };
    app.answer(&person, Page::new("Target bank", body).wrong(&unread)).await
}

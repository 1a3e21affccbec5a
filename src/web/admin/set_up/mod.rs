//! Setting a school up: from the one-time link of the first start to a list of steps that can be left and gone on with. Each step is a page
//! of its own that is also reached from the settings.

mod first;
mod list;
mod school;

use axum::{
    Router,
    routing::{get, post},
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::AcademicYear,
        set_up::{Facts, Step},
    },
    store::set_up,
    web::{
        App,
        frame::{error::Result, session::Person},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/set-up", get(list::show))
        .route("/set-up/later", post(list::later))
        .route("/set-up/school", get(school::show).post(school::save))
        .route("/set-up/first/{token}", get(first::begin))
        .route("/set-up/first/{token}/school", get(first::school).post(first::save_school))
        .route("/set-up/first/{token}/you", get(first::you).post(first::save_you))
}

/// How far this person's school is.
async fn facts(app: &App, person: &Person) -> Result<Facts> {
    let year = AcademicYear::containing(app.clock.now().today());
    Ok(set_up::facts(&mut *app.store.read().await?, person.viewer.school, year).await?)
}

/// For the first page and the settings: that there is still something to set up, for those who can. Nothing once it is done.
pub(in crate::web) async fn reminder(app: &App, person: &Person) -> Result<Markup> {
    if !person.may(Thing::Settings, Verb::Change) {
        return Ok(html! {});
    }
    let facts = facts(app, person).await?;
    Ok(html! {
        @if facts.is_open() {
            section.panel aria-labelledby="set-up" {
                h2 #set-up { "Setting up: " (facts.settled()) " of " (Step::ALL.len()) " done" }
                p.actions { a.button href="/set-up" { "Go on setting up" } }
            }
        }
    })
}

/// The link at the top of a page that is a step: back to the list while it is open, else to where the page belongs.
pub(in crate::web) async fn way_back(app: &App, person: &Person, usual: &str, words: &str) -> Result<Markup> {
    let open = person.may(Thing::Settings, Verb::Change) && facts(app, person).await?.is_open();
    let (href, words) = if open { ("/set-up", "Back to setting up") } else { (usual, words) };
    Ok(html! { p.no-print { a href=(href) { (words) } } })
}

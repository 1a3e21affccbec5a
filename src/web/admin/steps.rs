//! How far the setting up of a school is, as other pages say it: above the settings and Today, and on the way back from a step.

use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        set_up::{Facts, Step},
    },
    store::{changes::Topic, register::Of},
    web::{
        App,
        frame::{error::Result, session::Person},
    },
};

/// How far this person's school is.
pub(super) async fn facts(app: &App, person: &Person) -> Result<Facts> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    // A message that was taken is a step, and is counted by the frame alone.
    let of = Of::SCHOOL.about(person.changes.of(Topic::Frame));
    Ok(register.part_of::<Facts>(&mut conn, of, today).await?.as_ref().clone())
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
pub(super) async fn way_back(app: &App, person: &Person, usual: &str, words: &str) -> Result<Markup> {
    let open = person.may(Thing::Settings, Verb::Change) && facts(app, person).await?.is_open();
    let (href, words) = if open { ("/set-up", "Back to setting up") } else { (usual, words) };
    Ok(html! { p.no-print { a href=(href) { (words) } } })
}

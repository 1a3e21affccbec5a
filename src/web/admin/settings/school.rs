//! What the school says about itself: it stands at the foot of every message to parents.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
    },
    store::schools,
    web::{
        App,
        admin::school_card::{called, fields, held, read},
        form::{
            fields::FormErrors,
            merge::{self, Settled, opened},
            typed::Typed,
        },
        frame::{error::Result, session::Person},
        ui::{button::button, post_form::post_form, summary_list::summary_list},
    },
};

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let mut typed = Typed(fields);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let now = held(&schools::get(tx.conn(), person.viewer.school).await?);
    if let Settled::Ask(differences, errors) = merge::settle(&mut typed, &now, called) {
        drop(tx);
        let there = ("/settings/school", "/settings");
        let page = merge::page((&typed, &now), &differences, &errors, there, |_, value| value.to_owned());
        return app.answer(&person, page).await;
    }
    let mut errors = FormErrors::default();
    let card = read(&typed, &mut errors);
    if !errors.is_empty() {
        drop(tx);
        return super::page(&app, &person, &typed, &errors).await;
    }
    schools::change(&mut tx, &card).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::School)).await?;
    tx.commit().await?;
    Ok(Redirect::to("/settings").into_response())
}

pub(super) fn form(card: &schools::SchoolCard, typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        h2 { "The school" }
        (post_form("/settings/school").class("panel").of(html! {
            (opened(typed, "name", || held(card)))
            (fields(card, typed, errors))
            (button("Save the school"))
        }))
    }
}

/// The same for those who only look.
pub(super) fn facts(card: &schools::SchoolCard) -> Markup {
    let or = |text: &str| html! { @if text.is_empty() { "Not entered" } @else { (text) } };
    html! {
        h2 { "The school" }
        (summary_list(&[
            ("Name", or(&card.name)),
            ("Phone", or(&card.phone)),
            ("Mailbox that parents reply to", or(&card.email)),
            ("Address", or(&card.address)),
            ("Local authority", or(&card.local_authority)),
            ("SENDIASS", or(&card.sendiass)),
            ("Local Offer", or(&card.local_offer)),
            ("Entrance for visitors", or(&card.entrance)),
            ("Link for video calls", or(&card.video_link)),
        ]))
    }
}

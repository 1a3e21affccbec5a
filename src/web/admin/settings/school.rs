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
        people::EmailAddress,
    },
    store::{audit::Entry, schools},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, button, text_input},
            typed::Typed,
        },
        frame::{error::Result, session::Person},
        ui::summary_list::summary_list,
    },
};

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let typed = Typed(fields);
    let mut errors = FormErrors::default();
    let card = read(&typed, &mut errors);
    if !errors.is_empty() {
        return super::page(&app, &person, &typed, &errors, false).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    schools::change(&mut tx, &card).await?;
    tx.audit(Entry { verb: "changed", thing: "school", thing_id: None, pupil: None, detail: "" }).await?;
    tx.commit().await?;
    Ok(Redirect::to("/settings?saved=school").into_response())
}

/// The card as typed, with what is wrong with it.
pub(in crate::web) fn read(typed: &Typed, errors: &mut FormErrors) -> schools::SchoolCard {
    let part = |name: &str| typed.get(name).to_owned();
    if part("name").is_empty() {
        errors.add("name", "Enter the school’s name");
    }
    if !part("email").is_empty() && EmailAddress::parse(&part("email")).is_err() {
        errors.add("email", "The school’s address must look like office@example.org");
    }
    schools::SchoolCard {
        name: part("name"),
        phone: part("phone"),
        email: part("email"),
        address: part("address"),
        local_authority: part("local_authority"),
        sendiass: part("sendiass"),
        local_offer: part("local_offer"),
    }
}

pub(super) fn form(card: &schools::SchoolCard, typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        h2 { "The school" }
        form.panel method="post" action="/settings/school" novalidate {
            (fields(card, typed, errors))
            (button("Save the school"))
        }
    }
}

/// The fields of the card: as typed, or as known where nothing was.
pub(in crate::web) fn fields(card: &schools::SchoolCard, typed: &Typed, errors: &FormErrors) -> Markup {
    let sent = typed.0.iter().any(|(name, _)| name == "name");
    let line = |name: &'static str, label, hint, known: &str, kind, fill| {
        let value = if sent { typed.get(name) } else { known };
        text_input(&Field { name, label, hint, value, errors }, kind, fill)
    };
    let one_line = "Its name, phone and web address. Messages say “Free and impartial advice for families” before it.";
    html! {
        (line("name", "Name", "", &card.name, "text", "organization"))
        (line("phone", "Phone", "", &card.phone, "tel", "tel"))
        (line("email", "Mailbox that parents reply to", "Somebody must read it.", &card.email, "email", "email"))
        (line("address", "Address", "", &card.address, "text", "street-address"))
        (line("local_authority", "Local authority", "", &card.local_authority, "text", "off"))
        (line("sendiass", "SENDIASS: advice for families", one_line, &card.sendiass, "text", "off"))
        (line("local_offer", "Local Offer: where it is published", "The web address.", &card.local_offer, "text", "off"))
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
        ]))
    }
}

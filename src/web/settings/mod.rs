//! The school's own settings: what it says about itself, the windows of its rounds, and the rules that differ by school.

use std::collections::BTreeMap;

use axum::{
    Form, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};

use super::{
    App,
    error::Result,
    session::Person,
    ui::{
        form::{Field, FormErrors, button, error_summary, number_input, text_input},
        layout,
        table::table,
    },
};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::AcademicYear,
        people::EmailAddress,
        rules::{self, DatedSetting, Rules, SETTINGS},
        time::LongDay,
    },
    store::{audit::Entry, calendar, schools},
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings", get(show))
        .route("/settings/school", post(save_school))
        .route("/settings/rules", post(save_rules))
}

type Typed = BTreeMap<String, String>;

async fn show(State(app): State<App>, person: Person) -> Result<Markup> {
    person.must(Thing::Settings, Verb::See)?;
    page(&app, &person, &Typed::new(), &FormErrors::default()).await
}

async fn save_school(State(app): State<App>, person: Person, Form(typed): Form<Typed>) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let part = |name: &str| typed.get(name).map(|v| v.trim().to_owned()).unwrap_or_default();
    let mut errors = FormErrors::default();
    if part("name").is_empty() {
        errors.add("name", "Enter the school's name");
    }
    if !part("email").is_empty() && EmailAddress::parse(&part("email")).is_err() {
        errors.add("email", "The school's address must look like office@example.org");
    }
    if !errors.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&app, &person, &typed, &errors).await?).into_response());
    }
    let card = schools::SchoolCard {
        name: part("name"),
        phone: part("phone"),
        email: part("email"),
        address: part("address"),
        local_authority: part("local_authority"),
        sendiass: part("sendiass"),
        local_offer: part("local_offer"),
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    schools::change(&mut tx, &card).await?;
    tx.audit(Entry { verb: "changed", thing: "school", thing_id: None, pupil: None, detail: "" }).await?;
    tx.commit().await?;
    Ok(Redirect::to("/settings").into_response())
}

async fn save_rules(State(app): State<App>, person: Person, Form(typed): Form<Typed>) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let now = app.clock.now();
    let school = person.viewer.school;
    let before = schools::rules(&mut *app.store.read().await?, school, now.today()).await?;
    let mut errors = FormErrors::default();
    let mut changed = Vec::new();
    for setting in SETTINGS {
        let Some(value) = typed.get(setting.name) else { continue };
        match rules::parse(setting, value) {
            Err(sentence) => errors.add(setting.name, format!("{} It {sentence}", setting.reason)),
            Ok(value) if value != before.get(setting.name) => changed.push((setting, value)),
            Ok(_) => {}
        }
    }
    if !errors.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&app, &person, &typed, &errors).await?).into_response());
    }
    let mut tx = app.store.begin(person.actor(), school, now).await?;
    for (setting, value) in changed {
        let dated = DatedSetting { name: setting.name.to_owned(), value: value.to_string(), from: now.today() };
        schools::set(&mut tx, &dated).await?;
        tx.audit(Entry { verb: "changed", thing: "rule", thing_id: None, pupil: None, detail: setting.name }).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/settings").into_response())
}

async fn page(app: &App, person: &Person, typed: &Typed, errors: &FormErrors) -> Result<Markup> {
    let today = app.clock.now().today();
    let school = person.viewer.school;
    let mut conn = app.store.read().await?;
    let card = schools::get(&mut conn, school).await?;
    let rules = schools::rules(&mut conn, school, today).await?;
    let calendar = calendar::load(&mut conn, school).await?;
    drop(conn);
    let changes = person.may(Thing::Settings, Verb::Change);
    let year = AcademicYear::containing(today);
    let windows: Vec<Vec<Markup>> = calendar
        .windows(year)
        .iter()
        .map(|(season, window)| {
            vec![
                html! { (season.title()) },
                html! { (LongDay(window.opens_on)) },
                html! { (LongDay(window.closes_on)) },
            ]
        })
        .collect();
    let body = html! {
        (error_summary(errors))
        h1 { "Settings" }
        h2 { "Review rounds in " (year) }
        @if !calendar.knows(year) { p { "No terms are entered for this year. Until they are, Thrice assumes those of most schools." } }
        (table("When each round's reviews are held", &["Term", "Opens", "Closes"], &windows, "None"))
        @if let Some(warning) = Rules::warning(&rules::SEN_SUPPORT_A_YEAR, rules.get(rules::SEN_SUPPORT_A_YEAR.name)) {
            p.banner.banner-late role="status" { strong { "Below the Code. " } (warning) }
        }
        @if changes {
            (school_form(&card, typed, errors))
            (rules_form(&rules, typed, errors))
        } @else {
            p { "You can look at these. The SENCO or the administrator changes them." }
        }
    };
    Ok(layout::page(&layout::chrome(app, person).await?, "Settings", body))
}

fn school_form(card: &schools::SchoolCard, typed: &Typed, errors: &FormErrors) -> Markup {
    let line = |name: &'static str, label, known: &str, kind, fill| {
        let value = typed.get(name).map_or(known, String::as_str);
        text_input(&Field { name, label, hint: "", value, errors }, kind, fill)
    };
    html! {
        h2 { "The school" }
        form.panel method="post" action="/settings/school" novalidate {
            (line("name", "Name", &card.name, "text", "organization"))
            (line("phone", "Phone", &card.phone, "tel", "tel"))
            (line("email", "Mailbox that parents reply to", &card.email, "email", "email"))
            (line("address", "Address", &card.address, "text", "street-address"))
            (line("local_authority", "Local authority", &card.local_authority, "text", "off"))
            (line("sendiass", "SENDIASS: how to reach it", &card.sendiass, "text", "off"))
            (line("local_offer", "Local Offer: where it is published", &card.local_offer, "text", "off"))
            (button("Save the school"))
        }
    }
}

fn rules_form(rules: &Rules, typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        h2 { "Rules" }
        p { "A change holds from today on; what was counted before stays as it was." }
        form.panel method="post" action="/settings/rules" novalidate {
            @for setting in SETTINGS {
                @let known = rules.get(setting.name).to_string();
                @let value = typed.get(setting.name).map_or(known.as_str(), String::as_str);
                @let hint = format!("From {} to {}; usually {}.", setting.bounds.0, setting.bounds.1, setting.default);
                (number_input(&Field { name: setting.name, label: setting.reason, hint: &hint, value, errors }, "", ""))
            }
            (button("Save the rules"))
        }
    }
}

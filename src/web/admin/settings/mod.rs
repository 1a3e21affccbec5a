//! The school's own settings: what it says about itself, the windows of its rounds, the rules that differ by school, what an hour
//! costs, and what authorities pay.

mod backups;
mod funding_bands;
mod mail;
mod rates;
mod rules;
pub(in crate::web) mod school;
mod terms;
mod windows;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};

use super::{imports::upload::MOST_SENT, steps};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::AcademicYear,
        rules::{Rules, SEN_SUPPORT_A_YEAR},
        time::LongDay,
    },
    store::{calendar, schools},
    web::{
        App,
        form::{
            fields::{FormErrors, error_summary},
            typed::Typed,
        },
        frame::{
            error::Result,
            page::{Nav, Page},
            session::Person,
        },
        ui::table::table,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/terms/file", post(terms::upload))
        .layer(DefaultBodyLimit::max(MOST_SENT))
        .route("/settings", get(show))
        .route("/settings/school", post(school::save))
        .route("/settings/rules", post(rules::save))
        .route("/settings/mail", get(mail::show))
        .route("/settings/mail/test", post(mail::test))
        .route("/settings/terms", get(terms::show).post(terms::save))
        .route("/settings/terms/pasted", post(terms::paste))
        .route("/settings/windows", get(windows::show).post(windows::save))
        .route("/settings/backups", get(backups::show).post(backups::make))
        .route("/settings/backups/rehearsals", post(backups::rehearse))
        .route("/settings/rates", get(rates::show).post(rates::save))
        .route("/settings/funding-bands", get(funding_bands::show).post(funding_bands::save))
        .route("/settings/funding-bands/{band}/withdrawal", post(funding_bands::withdraw))
        .route("/settings/funding-threshold", post(funding_bands::set_threshold))
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Settings, Verb::See)?;
    page(&app, &person, &Typed::default(), &FormErrors::default()).await
}

/// The first page of the settings, with what was typed into one of its forms.
async fn page(app: &App, person: &Person, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let (today, school) = (app.clock.now().today(), person.viewer.school);
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
        (steps::reminder(app, person).await?)
        @if !changes { p { "You can look at these. The SENCO or the administrator changes them." } }
        h2 { "Review rounds in " (year) }
        @if let Some(assumption) = calendar.assumption(year) { p { (assumption) } }
        (table("When each round’s reviews are held", &["Term", "Opens", "Closes"], &windows, "None"))
        (elsewhere(person, changes))
        @if let Some(warning) = Rules::warning(&SEN_SUPPORT_A_YEAR, rules.get(SEN_SUPPORT_A_YEAR)) {
            div.banner.banner-late role="status" { p { strong { "Below the Code. " } (warning) } }
        }
        @if changes {
            (school::form(&card, typed, errors))
            (rules::form(&rules, typed, errors))
        } @else {
            (school::facts(&card))
            (rules::facts(&rules))
        }
    };
    app.answer(person, Page::new("Settings", body).at(Nav::Settings).wrong(errors)).await
}

/// The settings that have pages of their own, as far as somebody opens them. `changes` says whether they change the school's rules.
fn elsewhere(person: &Person, changes: bool) -> Markup {
    html! {
        p.actions.no-print {
            a.second href="/people" { "People" } " " a.second href="/settings/pupil-fields" { "The school’s own pupil fields" } " "
            @if changes {
                a.second href="/settings/terms" { "Terms and closures" }
                " "
                a.second href="/settings/mail" { "E-mail" }
                " "
                a.second href="/settings/languages" { "Languages of families" }
                " "
                a.second href="/set-up" { "Setting up" }
                " "
                a.second href="/settings/windows" { "Change when rounds are held" } " "
            }
            @if person.may(Thing::SafeguardingReaders, Verb::See) { a.second href="/settings/safeguarding" { "Who reads the safeguarding marker" } " " }
            @if person.may(Thing::Audit, Verb::See) { a.second href="/audit" { "Audit" } " " }
            @if person.may(Thing::SenRecord, Verb::See) { a.second href="/layers" { "Ladder of support" } " " }
            @if person.may(Thing::Plan, Verb::See) {
                a.second href="/templates" { "Templates of plans" } " "
                a.second href="/provisions" { "Catalogue of provision" } " "
            }
            @if person.may(Thing::OpenPages, Verb::See) {
                a.second href="/inclusion-strategy" { "Inclusion strategy" }
                " "
                a.second href="/information-report" { "What the school offers families" }
                " "
            }
            @if person.may(Thing::Costs, Verb::See) {
                a.second href="/settings/rates" { "What an hour costs" }
                " "
                a.second href="/settings/funding-bands" { "Funding bands and the threshold" }
            }
            @if person.may(Thing::Plan, Verb::Change) {
                a.second href="/bank" { "Target bank" }
                " "
                a.second href="/settings/measures" { "Scored measures" }
                " "
                a.second href="/settings/need-statements" { "Need statements" }
                " "
            }
            @if changes { a.second href="/import" { "Import from another system" } " " a.second href="/settings/backups" { "Backups" } }
        }
    }
}

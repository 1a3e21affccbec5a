//! What the school offers, for families: each part that the Code of Practice asks for in the school's own words, what it chose to show of the
//! catalogue, a look at all of it, and every version that was published.

mod document;
mod open;
mod paper;
mod parts;
mod provisions;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};

use crate::{
    documents::MAKES_PDF,
    domain::{
        access::{Thing, Verb},
        count::counted,
        information_report::{Report, Section},
        open_page::{OpenPage, names_in},
        time::LongDay,
    },
    store::{
        information_reports::{self, PublishedReport},
        open_pages::full_names,
        schools,
    },
    web::{
        App,
        form::fields::{FormErrors, error_summary},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        school::open_pages,
        ui::{
            button::button,
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "What the school offers families";

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/information-report", get(show))
        .route("/information-report/preview", get(preview))
        .route("/information-report/preview.pdf", get(paper::preview))
        .route("/information-report/publication", post(publish))
        .route("/information-report/versions/{id}", get(version))
        .route("/information-report/versions/{id}/report.pdf", get(paper::version))
        .route("/information-report/parts/{section}", get(parts::show).post(parts::save))
        .route("/information-report/provisions", get(provisions::list))
        .route("/information-report/provisions/{id}", get(provisions::show).post(provisions::save))
        .route("/information-report/provisions/{id}/withdrawal", post(provisions::withdraw))
        .route("/open/{school}/information-report", get(open::show))
}

/// The report as it is written now, for whoever may see what the school is to publish.
async fn load(app: &App, person: &Person) -> Result<Report> {
    person.must(Thing::OpenPages, Verb::See)?;
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    Ok(information_reports::now(&mut conn, person.viewer.school, today).await?)
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let report = load(&app, &person).await?;
    answer(&app, &person, &report, &FormErrors::default()).await
}

async fn answer(app: &App, person: &Person, report: &Report, errors: &FormErrors) -> Result<Response> {
    let published = information_reports::published(&mut *app.store.read().await?, person.viewer.school, None).await?;
    let changes = person.may(Thing::OpenPages, Verb::Change);
    let rows: Vec<Vec<Markup>> = Section::ALL.iter().map(|section| row(report, *section, changes)).collect();
    let body = html! {
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "The SEN information report, in your own words: governors publish it and bring it up to date every year." }
        p { "The Code of Practice (6.79 to 6.83) says what it must tell. Each part below says where it is asked for, and what to write." }
        (table("Its parts", &["Part", "Code of Practice", "How far"], &rows, ""))
        p {
            a href="/information-report/provisions" { "What you show of the catalogue" } ": "
            (counted(report.offered.len(), "provision", "provisions")) "."
        }
        (figures(report))
        p.actions.no-print { a.second href="/information-report/preview" { "Look at it as families will" } }
        @if changes { (publishing(report, errors)) }
        (open_pages::state(app, person, OpenPage::InformationReport).await?)
        (versions(&published))
    };
    app.answer(person, Page::new(TITLE, body).wrong(errors)).await
}

fn row(report: &Report, section: Section, changes: bool) -> Vec<Markup> {
    let is_written = !report.part(section).is_empty();
    let there = format!("/information-report/parts/{}", section.as_code());
    vec![
        html! { @if changes { a href=(there) { (section.words()) } } @else { (section.words()) } },
        html! { (section.paragraph()) },
        html! { @if is_written { (tag(Tone::Good, "Written")) } @else { (tag(Tone::Soon, "Not written yet")) } },
    ]
}

/// From where its figures are.
fn figures(report: &Report) -> Markup {
    html! {
        p {
            @if let Some(first) = report.figures.first() {
                "Its figures are those that governors were shown last, as they stood on " (LongDay(first.as_of)) "; small numbers are hidden."
            } @else {
                "It has no figures yet: they come from the figures for governors, once those are published."
            }
        }
    }
}

fn publishing(report: &Report, errors: &FormErrors) -> Markup {
    let left = report.unwritten().count();
    html! {
        div.panel.no-print #publish tabindex="-1" {
            @if left > 0 { p { (counted(left, "part is", "parts are")) " not written yet, and left out: the Code asks for each of them." } }
            @if let Some(error) = errors.get("publish") { p.field-error #publish-error { span.hidden { "Error: " } (error) } }
            p { "What is published stays as it is. Publish again whenever something has changed, and every year." }
            (post_form("/information-report/publication").of(button("Publish it")))
        }
    }
}

fn versions(published: &[PublishedReport]) -> Markup {
    let rows: Vec<Vec<Markup>> = published
        .iter()
        .map(|one| {
            let by = one.by.as_ref().map(|name| name.formal()).unwrap_or_default();
            vec![
                html! { a href=(format!("/information-report/versions/{}", one.id)) { (LongDay(one.at.today())) } },
                html! { @if by.is_empty() { "Not known" } @else { (by) } },
            ]
        })
        .collect();
    table("Published, the newest first", &["Published on", "By"], &rows, "Nothing is published yet.")
}

/// The way to the same as a file.
fn as_file(there: &str) -> Markup {
    html! { @if MAKES_PDF { p.actions.no-print { a.second href=(there) download { "Download as PDF" } } } }
}

async fn preview(State(app): State<App>, person: Person) -> Result<Response> {
    let report = load(&app, &person).await?;
    let card = schools::get(&mut *app.store.read().await?, person.viewer.school).await?;
    let body = html! {
        p.no-print { a href="/information-report" { "Back" } " · This is a look at what is written now. Nothing of it is published by looking." }
        (as_file("/information-report/preview.pdf"))
        (document::whole(&report, &card, None))
    };
    app.answer(&person, Page::new(format!("{TITLE}: a look"), body)).await
}

/// A version that was published, for whoever may see what the school is to publish.
async fn load_version(app: &App, person: &Person, id: i64) -> Result<PublishedReport> {
    person.must(Thing::OpenPages, Verb::See)?;
    let all = information_reports::published(&mut *app.store.read().await?, person.viewer.school, None).await?;
    all.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)
}

async fn version(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let one = load_version(&app, &person, id).await?;
    let card = schools::get(&mut *app.store.read().await?, person.viewer.school).await?;
    let body = html! {
        p.no-print { a href="/information-report" { "Back" } }
        (as_file(&format!("/information-report/versions/{id}/report.pdf")))
        (document::whole(&one.report, &card, Some(one.at.today())))
    };
    app.answer(&person, Page::new(format!("{TITLE}: published {}", LongDay(one.at.today())), body)).await
}

async fn publish(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let (now, school) = (app.clock.now(), person.viewer.school);
    let mut tx = app.store.begin(person.actor(), school, now).await?;
    let report = information_reports::now(tx.conn(), school, now.today()).await?;
    let names = full_names(tx.conn(), school).await?;
    let mut errors = FormErrors::default();
    open_pages::refused_for(&names_in(&report.texts(), &names), &mut errors);
    if report.parts.is_empty() {
        errors.add("publish", "Write at least one part first: there is nothing to publish");
    }
    if !errors.is_empty() {
        drop(tx);
        return answer(&app, &person, &report, &errors).await;
    }
    information_reports::publish(&mut tx, &report).await?;
    tx.commit().await?;
    Ok(Redirect::to("/information-report").into_response())
}

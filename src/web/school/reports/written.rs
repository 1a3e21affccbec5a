//! The reports: their list with what was kept, one of them as it stands, its files, and keeping it.

use axum::{
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{
    drawing::draw,
    paper::{about, document, parts, sheets, title},
    wanted::{ReportQuery, WantedReport, may_see},
    ways_of,
};
use crate::{
    documents::MAKES_PDF,
    domain::{
        access::{Thing, Verb},
        calendar::AcademicYear,
        report::ReportKind,
        time::LongDay,
    },
    exchange::write,
    store::{
        report_snapshots::{self, DrawnReport, ReportSnapshot},
        schools,
    },
    web::{
        App,
        form::fields::{Field, FormErrors, error_summary, select},
        frame::{
            download::{csv, pdf, xlsx},
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::{paper::paper, post_form::post_form, print::print, table::table},
    },
};

/// Where the list of reports is.
pub(super) const LIST: &str = "/reports/list";

pub(super) async fn list(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    let open: Vec<ReportKind> = ReportKind::ALL.iter().copied().filter(|kind| may_see(&person, *kind)).collect();
    if open.is_empty() {
        return Err(Error::Forbidden);
    }
    let mut kept = report_snapshots::of_school(&mut *app.store.read().await?, person.viewer.school, None).await?;
    kept.retain(|one| open.contains(&one.of.kind));
    let rows: Vec<Vec<Markup>> = open
        .iter()
        .map(|kind| {
            vec![
                html! { a href=(format!("/reports/of/{}", kind.as_code())) { (kind.words()) } },
                html! { (kind.tells()) },
            ]
        })
        .collect();
    let body = html! {
        (ways_of(&person, LIST))
        h1 { "Reports" }
        p.lead { "Each is a sentence, a chart and a table, as they stand today. What you keep stays as it was on its day." }
        (table("Reports of the school", &["Report", "What it tells"], &rows, ""))
        h2 { "Kept" }
        (kept_ones(&kept))
    };
    app.answer(&person, Page::new("Reports of the school", body).at(Nav::Reports)).await
}

fn kept_ones(kept: &[ReportSnapshot]) -> Markup {
    let rows: Vec<Vec<Markup>> = kept
        .iter()
        .map(|one| {
            vec![
                html! { a href=(format!("/reports/snapshots/{}", one.id)) { (title(&one.of)) span.hidden { ", kept on " (LongDay(one.at.today())) } } },
                html! { (one.of.by.words()) },
                html! { (LongDay(one.of.as_of)) },
                html! { (LongDay(one.at.today())) ", " (one.by.formal()) },
                html! { (one.of.report.lead) },
            ]
        })
        .collect();
    let heads = ["Report", "Gathered by", "As it stood on", "Kept on, by", "What it said"];
    table("Reports that were kept, the newest first", &heads, &rows, "No report has been kept yet.")
}

fn known(code: &str) -> Result<ReportKind> {
    ReportKind::from_code(code).ok_or(Error::NotFound)
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Path(code): Path<String>,
    Query(asked): Query<ReportQuery>,
) -> Result<Response> {
    let (wanted, unread) = asked.read(known(&code)?, app.clock.now().today());
    let drawn = draw(&app, &person, wanted).await?;
    let body = html! {
        (ways_of(&person, &format!("/reports/of/{code}")))
        p.no-print { a href=(LIST) { "All reports" } }
        (error_summary(&unread))
        h1 { (title(&drawn)) }
        p.lead { (drawn.report.lead) }
        (question(wanted, AcademicYear::containing(app.clock.now().today()), &unread))
        (paper(&parts(&drawn.report)))
        (behind(wanted))
        (files(&format!("/reports/of/{code}"), &format!("?{}", wanted.query())))
        @if person.may(Thing::Figures, Verb::Change) { (keeping(wanted)) }
        (print("on A4 across"))
    };
    app.answer(&person, Page::new(title(&drawn), body).at(Nav::Reports).wrong(&unread)).await
}

/// Where whoever sees it finds the pupils whom it counts.
fn behind(wanted: WantedReport) -> Markup {
    let (there, words) = match wanted.kind {
        ReportKind::Reviews => ("/reports/reviews", "The pupils behind it, and who leads their plans"),
        ReportKind::NotDelivered | ReportKind::Effect => {
            ("/provision-map", "The provision map leads to the pupils behind it")
        }
        ReportKind::Staffing => ("/groups/hours", "Hours for support, adult by adult"),
        _ => return html! {},
    };
    html! { p.no-print { a href=(there) { (words) } } }
}

/// By what, and of which year, where there is a choice.
fn question(wanted: WantedReport, this: AcademicYear, errors: &FormErrors) -> Markup {
    let ways: Vec<(&str, &str)> = wanted.kind.ways().iter().map(|by| (by.as_code(), by.words())).collect();
    let years: Vec<(String, String)> =
        [this, this.previous()].iter().map(|year| (year.starting().to_string(), year.to_string())).collect();
    let years: Vec<(&str, &str)> = years.iter().map(|(code, words)| (code.as_str(), words.as_str())).collect();
    let shown = wanted.year.starting().to_string();
    let field = |name, label, value| Field { name, label, hint: "", value, errors };
    let here = format!("/reports/of/{}", wanted.kind.as_code());
    html! {
        @if ways.len() > 1 {
            form.filters.no-print method="get" action=(here) {
                (select(&field("by", "Gather by", wanted.by.as_code()), &ways))
                (select(&field("year", "Year", &shown), &years))
                button.second type="submit" { "Apply" }
                a.clear href=(here) { "As it begins" }
            }
        }
    }
}

/// The same to take away.
pub(super) fn files(there: &str, query: &str) -> Markup {
    let file = |end: &str| format!("{there}/files/report.{end}{query}");
    html! {
        p.actions.no-print {
            @if MAKES_PDF { a.second href=(file("pdf")) download { "Download as PDF" } " " }
            a.second href=(file("xlsx")) download { "Download as a spreadsheet" } " "
            a.second href=(file("csv")) download { "Download as CSV" }
        }
    }
}

fn keeping(wanted: WantedReport) -> Markup {
    html! {
        div.no-print {
            (post_form(format!("/reports/of/{}/snapshots", wanted.kind.as_code())).of(html! {
                input type="hidden" name="by" value=(wanted.by.as_code());
                @if !wanted.kind.is_of_a_day() { input type="hidden" name="year" value=(wanted.year.starting()); }
                p { button.second type="submit" { "Keep it as it stands" } }
            }))
            p.muted { "What is kept has today’s day and your name on it, and never changes." }
        }
    }
}

pub(super) async fn file(
    State(app): State<App>,
    person: Person,
    Path((code, file)): Path<(String, String)>,
    Query(asked): Query<ReportQuery>,
) -> Result<Response> {
    let wanted = asked.read_whole(known(&code)?, app.clock.now().today())?;
    let drawn = draw(&app, &person, wanted).await?;
    taken_away(&app, &person, &drawn, (&file, about(&drawn))).await
}

/// A report as a file: the end of its name says of which kind.
pub(super) async fn taken_away(
    app: &App,
    person: &Person,
    drawn: &DrawnReport,
    (file, about): (&str, String),
) -> Result<Response> {
    let name = format!("{}-{}", drawn.kind.as_code().replace('_', "-"), drawn.as_of);
    let sheets = sheets(&drawn.report);
    match (file, sheets.first()) {
        ("report.csv", Some(first)) => Ok(csv(&name, write::of_sheet(first)?)),
        ("report.xlsx", Some(_)) => xlsx(&name, sheets).await,
        ("report.pdf", _) => {
            let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
            pdf(app, &name, &[document(drawn, school, about, drawn.as_of)]).await
        }
        _ => Err(Error::NotFound),
    }
}

pub(super) async fn keep(
    State(app): State<App>,
    person: Person,
    Path(code): Path<String>,
    Form(asked): Form<ReportQuery>,
) -> Result<Response> {
    let wanted = asked.read_whole(known(&code)?, app.clock.now().today())?;
    person.must(Thing::Figures, Verb::Change)?;
    let drawn = draw(&app, &person, wanted).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let id = report_snapshots::keep(&mut tx, &drawn).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/reports/snapshots/{id}")).into_response())
}

//! Rows from a spreadsheet, or a file of them, fill the form. Nothing is saved by that.

use axum::{
    Form,
    extract::{Multipart, Query, State},
    response::Response,
};

use super::{TITLE, TermsOfYear, TermsQuery, back, form, load, page};
use crate::{
    domain::{
        access::{Thing, Verb},
        count::counted,
    },
    exchange::{Parsed, pasted, read, unknown::Answers},
    web::{
        App,
        admin::imports,
        form::{fields::FormErrors, typed::Typed},
        frame::{error::Result, page::Page, session::Person},
    },
};

pub(in crate::web::admin::settings) async fn paste(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let sent = Typed(fields);
    let year = load(&mut *app.store.read().await?, &person, app.clock.now(), sent.get("year").parse().ok()).await?;
    let (mut typed, problems) = filled(&year, &pasted::year(sent.get("text")));
    if !problems.is_empty() {
        typed.set("text", sent.get("text"));
    }
    shown(&app, &person, &year, &typed, problems, &FormErrors::default()).await
}

/// A file, read as the import reads it: the same limits, and the same words where it is none.
pub(in crate::web::admin::settings) async fn upload(
    State(app): State<App>,
    person: Person,
    Query(asked): Query<TermsQuery>,
    sent: Multipart,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let year = load(&mut *app.store.read().await?, &person, app.clock.now(), asked.year).await?;
    let upload = imports::upload::read(sent, &app.unpacker).await?;
    let mut errors = upload.errors;
    if !errors.is_empty() {
        return shown(&app, &person, &year, &form::typed(&year), Vec::new(), &errors).await;
    }
    let parsed = read::files(&upload.files, &Answers::default());
    let (typed, problems) = filled(&year, &parsed);
    if parsed.terms.is_empty() && parsed.closures.is_empty() {
        let first = problems.first().cloned();
        errors.add("files", first.unwrap_or_else(|| "There are no terms and no closures in it".to_owned()));
    }
    shown(&app, &person, &year, &typed, problems, &errors).await
}

/// The form of a year with what was read in its place, and what could not be read.
fn filled(year: &TermsOfYear, parsed: &Parsed) -> (Typed, Vec<String>) {
    let mut problems: Vec<String> = parsed
        .problems
        .iter()
        .map(|p| match (p.file.as_str(), p.line) {
            ("", _) => p.message.clone(),
            (file, 0) => format!("{file}: {}", p.message),
            (file, line) => format!("{file}, line {line}: {}", p.message),
        })
        .collect();
    let terms: Vec<_> = parsed.terms.iter().filter(|t| t.value.0 == year.year).map(|t| t.value.1).collect();
    let closures: Vec<_> =
        parsed.closures.iter().map(|c| c.value.clone()).filter(|(day, ..)| year.year.contains(*day)).collect();
    let others = parsed.terms.len() + parsed.closures.len() - terms.len() - closures.len();
    match others {
        0 => {}
        n => problems.push(format!("{} of another year than {}", counted(n, "row is", "rows are"), year.year)),
    }
    let more = parsed.pupils.len() + parsed.guardians.len() + parsed.staff.len() + parsed.bank_holidays.len();
    if more > 0 {
        problems.push(format!("{more} of the rows are neither terms nor closures: bring them in with the import"));
    }
    let mut typed = form::typed(year);
    form::put(&mut typed, &terms, &closures);
    (typed, problems)
}

/// The page with the form as it was filled, or with what is wrong with a file.
async fn shown(
    app: &App,
    person: &Person,
    year: &TermsOfYear,
    typed: &Typed,
    problems: Vec<String>,
    errors: &FormErrors,
) -> Result<Response> {
    let pasted = errors.is_empty().then_some(problems);
    let said = page::Said { pasted, ..page::Said::default() };
    let body = page::page(&back(app, person).await?, year, typed, errors, &said);
    app.answer(person, Page::new(TITLE, body).wrong(errors)).await
}

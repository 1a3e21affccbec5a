//! Rows from a spreadsheet fill the form. Nothing is saved by that.

use axum::{Form, extract::State, response::Response};

use super::{TITLE, back, form, load, page};
use crate::{
    domain::access::{Thing, Verb},
    exchange::pasted,
    web::{App, error::Result, plans::Typed, session::Person, settings::answer, ui::form::FormErrors},
};

pub(in crate::web::settings) async fn paste(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let sent = Typed(fields);
    let year = load(&mut *app.store.read().await?, &person, app.clock.now(), sent.get("year").parse().ok()).await?;
    let parsed = pasted::year(sent.get("text"));
    let mut problems: Vec<String> = parsed
        .problems
        .iter()
        .map(|p| match p.line {
            0 => format!("{}: {}", p.file, p.message),
            line => format!("{}, line {line}: {}", p.file, p.message),
        })
        .collect();
    let terms: Vec<_> = parsed.terms.iter().filter(|t| t.value.0 == year.year).map(|t| t.value.1).collect();
    let closures: Vec<_> =
        parsed.closures.iter().map(|c| c.value.clone()).filter(|(day, ..)| year.year.contains(*day)).collect();
    let others = parsed.terms.len() + parsed.closures.len() - terms.len() - closures.len();
    if others > 0 {
        problems.push(format!("{others} of the rows are of another year than {}", year.year));
    }
    let mut typed = form::typed(&year);
    form::put(&mut typed, &terms, &closures);
    if !problems.is_empty() {
        typed.set("text", sent.get("text"));
    }
    let said = page::Said { pasted: Some(problems), ..page::Said::default() };
    let body = page::page(&back(&app, &person).await?, &year, &typed, &FormErrors::default(), &said);
    answer(&app, &person, TITLE, &FormErrors::default(), body).await
}

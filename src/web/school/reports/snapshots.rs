//! A report as it was kept: nothing of it is reckoned anew.

use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::html;

use super::{
    paper::{about, parts, title},
    wanted::must_see,
    ways_of,
    written::{LIST, files, taken_away},
};
use crate::{
    domain::{
        access::{Thing, Verb},
        ids::ReportSnapshotId,
        time::LongDay,
    },
    store::report_snapshots::{self, ReportSnapshot},
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::{paper::paper, print::print},
    },
};

/// A kept report of the school, for whoever may see such a report today.
async fn load(app: &App, person: &Person, id: i64) -> Result<ReportSnapshot> {
    person.must(Thing::Board, Verb::See)?;
    let mut conn = app.store.read().await?;
    let found = report_snapshots::of_school(&mut conn, person.viewer.school, Some(ReportSnapshotId(id))).await?;
    drop(conn);
    let one = found.into_iter().next().ok_or(Error::NotFound)?;
    must_see(person, one.of.kind)?;
    Ok(one)
}

/// By what, of which day, and who kept it when.
fn signed(one: &ReportSnapshot) -> String {
    format!("{}. Kept on {} by {}", about(&one.of), LongDay(one.at.today()), one.by.formal())
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let one = load(&app, &person, id).await?;
    let body = html! {
        (ways_of(&person, &format!("/reports/snapshots/{id}")))
        p.no-print { a href=(LIST) { "All reports" } " · " a href=(format!("/reports/of/{}", one.of.kind.as_code())) { "As it stands today" } }
        h1 { (title(&one.of)) }
        p.lead { (one.of.report.lead) }
        p { (signed(&one)) "." }
        (paper(&parts(&one.of.report)))
        (files(&format!("/reports/snapshots/{id}"), ""))
        (print("on A4 across"))
    };
    let called = format!("{}, kept on {}", title(&one.of), LongDay(one.at.today()));
    app.answer(&person, Page::new(called, body).at(Nav::Reports)).await
}

pub(super) async fn file(
    State(app): State<App>,
    person: Person,
    Path((id, file)): Path<(i64, String)>,
) -> Result<Response> {
    let one = load(&app, &person, id).await?;
    taken_away(&app, &person, &one.of, (&file, signed(&one))).await
}

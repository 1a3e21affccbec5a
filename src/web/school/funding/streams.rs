//! What the school as a whole receives of each stream: entered for its days, and taken back where it was never so.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        costing::Pence,
        funding::Period,
        ids::FundingStreamId,
        plan::Funding,
        time::LongDay,
    },
    store::funding::streams::{self, FundingStream},
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary, number_input, select, text_input},
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::{button::button, post_form::post_form, table::table},
    },
};

const TITLE: &str = "What the school receives";
/// More days than two years are a slip of the pen.
const MOST_DAYS: u32 = 731;

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    person.must(Thing::Costs, Verb::See)?;
    answer(&app, &person, &Typed::default(), &FormErrors::default()).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Costs, Verb::Change)?;
    let typed = Typed(fields);
    let stream = match read(&typed) {
        Ok(stream) => stream,
        Err(errors) => return answer(&app, &person, &typed, &errors).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    streams::enter(&mut tx, &stream).await?;
    tx.commit().await?;
    Ok(back())
}

pub(super) async fn withdraw(State(app): State<App>, person: Person, Path(stream): Path<i64>) -> Result<Response> {
    person.must(Thing::Costs, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !streams::withdraw(&mut tx, FundingStreamId(stream)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(back())
}

fn back() -> Response {
    Redirect::to("/funding/streams").into_response()
}

/// Every stream that comes to the school as a whole. Top-up comes for a pupil, and is entered there.
fn of_the_school() -> impl Iterator<Item = Funding> {
    Funding::ALL.iter().copied().filter(|funding| *funding != Funding::TopUp)
}

fn read(typed: &Typed) -> std::result::Result<FundingStream, FormErrors> {
    let mut errors = FormErrors::default();
    let funding = of_the_school().find(|one| one.as_code() == typed.get("funding"));
    if funding.is_none() {
        errors.add("funding", "Choose the stream: top-up is entered with its pupil");
    }
    let pence = Pence::parse(typed.get("amount")).map_err(|problem| problem.to_string());
    let pence =
        pence.and_then(|pence| if pence > Pence(0) { Ok(pence) } else { Err("must be more than nothing".to_owned()) });
    let pence = pence.map_err(|problem| errors.add("amount", format!("The amount {problem}"))).ok();
    let (from, until) = (date(typed.get("from_on")), date(typed.get("until_on")));
    if from.is_none() {
        errors.add("from_on", "Enter the first day that it is for, like 2026-04-01");
    }
    let period = from.zip(until).map(|(from, until)| Period { from, until });
    match period {
        None if until.is_none() => errors.add("until_on", "Enter the last day that it is for, like 2027-03-31"),
        Some(period) if period.until < period.from => errors.add("until_on", "It cannot end before it begins"),
        Some(period) if period.days() > MOST_DAYS => {
            errors.add("until_on", "Enter each year for itself: these are more than two")
        }
        _ => {}
    }
    match (funding, pence, period) {
        (Some(funding), Some(pence), Some(period)) if errors.is_empty() => {
            Ok(FundingStream { funding, pence, period, note: cut(typed.get("note")) })
        }
        _ => Err(errors),
    }
}

async fn answer(app: &App, person: &Person, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let all = streams::of_school(&mut *app.store.read().await?, person.viewer.school).await?;
    let changes = person.may(Thing::Costs, Verb::Change);
    let mut heads = vec!["Stream", "For which days", "How much"];
    if changes {
        heads.push("Change");
    }
    let rows: Vec<_> = all.iter().rev().map(|(id, one)| row(*id, one, changes)).collect();
    let body = html! {
        p.no-print { a href="/funding" { "Back to funding" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p { "The notional SEN budget, grants and premiums, as the school is told of them. They come for the whole school; what comes for one pupil is \
             entered with that pupil." }
        (table("The newest days first", &heads, &rows, "Nothing is entered yet."))
        @if changes { h2.no-print { "Enter another" } (form(typed, errors)) }
    };
    app.answer(person, Page::new(TITLE, body).at(Nav::Reports).wrong(errors)).await
}

fn row(id: FundingStreamId, one: &FundingStream, changes: bool) -> Vec<Markup> {
    let days = html! { (LongDay(one.period.from)) " to " (LongDay(one.period.until)) };
    let mut row = vec![
        html! { (one.funding.words()) },
        html! { (days) },
        html! { (one.pence) @if !one.note.is_empty() { br; span.muted { (one.note) } } },
    ];
    if changes {
        row.push(post_form(format!("/funding/streams/{id}/withdrawal")).class("no-print").of(html! {
            button.second type="submit" { "Take back" span.hidden { ": " (one.funding.words()) ", " (days) } }
        }));
    }
    row
}

fn form(typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let offered: Vec<_> =
        std::iter::once(("", "Choose")).chain(of_the_school().map(|one| (one.as_code(), one.words()))).collect();
    html! {
        (post_form("/funding/streams").class("panel no-print").of(html! {
            (select(&field("funding", "Stream", ""), &offered))
            (number_input(&field("amount", "Amount", "For all of its days together."), "£", ""))
            (date_input(&field("from_on", "First day that it is for", "")))
            (date_input(&field("until_on", "Last day that it is for", "")))
            (text_input(&field("note", "Where the figure comes from", "For example: the grant letter of May 2026"), "text", "off"))
            (button("Save"))
        }))
    }
}

//! Leavers: the list, leaving and coming back by hand. Nothing of a leaver is deleted.

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::{Months, NaiveDate};
use maud::{Markup, html};
use serde::Deserialize;

use super::head::{self, entered};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        ids::ClassId,
        pupil::NcYear,
        time::LongDay,
    },
    store::{leavers, pupils::head::Head},
    web::{
        App,
        form::{
            asked,
            days::{date, day_gone},
            fields::{Field, FormErrors, checkboxes, date_input, error_summary, select, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, table::table},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/leavers", get(list))
        .route("/pupils/{id}/leaving", get(ask_leave).post(leave))
        .route("/pupils/{id}/return", get(ask_back).post(come_back))
}

const LEAVE: &str = "This pupil leaves";
const BACK: &str = "This pupil comes back";

/// On a pupil's first page: that they left, or the way to say so.
pub(in crate::web) fn section(head: &Head, today: NaiveDate) -> Markup {
    let changes = head.may(Thing::Pupil, Verb::Change);
    let path = format!("/pupils/{}", head.id);
    html! {
        @match head.left_on(today) {
            Some(day) => p.actions {
                span { "Left: " (LongDay(day)) " was the last day. Everything recorded stays." }
                @if changes { a.second.no-print href=(format!("{path}/return")) { "Record that " (head.name.forename) " comes back" } }
            },
            None => @match head.leaves_on(today) {
                Some(day) => p.actions {
                    span { "Leaves: " (LongDay(day)) " will be the last day. From then on nothing more is sent or owed." }
                    @if changes { a.second.no-print href=(format!("{path}/leaving")) { "Change the last day" } }
                },
                None => @if changes { p.actions.no-print { a href=(format!("{path}/leaving")) { "Record that " (head.name.forename) " leaves" } } }
            }
        }
    }
}

/// Which page, counted from 1.
#[derive(Deserialize)]
struct LeaversQuery {
    #[serde(default)]
    page: String,
}

async fn list(State(app): State<App>, person: Person, Query(typed): Query<LeaversQuery>) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    let mut errors = FormErrors::default();
    let (now, page) = (app.clock.now(), asked::page(&mut errors, &typed.page));
    let (all, more) = leavers::list(&mut *app.store.read().await?, &person.viewer, now.today(), page - 1).await?;
    app.looked(&person, Entry::new(Deed::Viewed, Subject::Leavers)).await?;
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { a href=(format!("/pupils/{}", one.id)) { (one.name.full()) } },
                html! { @if one.class.is_empty() { "None" } @else { (one.class) } },
                html! { (LongDay(one.left_on)) },
                html! { @if one.left_to.is_empty() { "Not recorded" } @else { (one.left_to) } },
                entered(one.entered, one.by.as_ref()),
            ]
        })
        .collect();
    let heads = ["Name", "Last class", "Last day", "Where to", "Entered"];
    let body = html! {
        p.no-print { a href="/pupils" { "Find a pupil" } }
        (error_summary(&errors))
        h1 { "Leavers" }
        (table("Who left last leads", &heads, &rows, "Nobody has left."))
        p.actions.no-print {
            @if page > 1 { a.second href=(format!("/leavers?page={}", page - 1)) { "Newer" } }
            @if more { a.second href=(format!("/leavers?page={}", page + 1)) { "Older" } }
        }
    };
    app.answer(&person, Page::new("Leavers", body).wrong(&errors)).await
}

async fn ask_leave(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (head, today) = (on_roll(&app, &person, id).await?, app.clock.now().today());
    let mut typed = Typed::default();
    typed.set("last_day", head.leaves_on(today).unwrap_or(today).to_string());
    app.viewed(&person, Subject::Pupil, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, leave_form(&head, today, &typed, &errors)).await
}

async fn leave(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = on_roll(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let today = app.clock.now().today();
    if typed.get("stays") == "yes" && head.leaves_on(today).is_some() {
        return left(&app, &person, &head, None, "").await;
    }
    let day = last_day(&typed, today, &mut errors);
    let came = head.roll.last().map(|span| span.from);
    if let Some(came) = came.filter(|came| day.is_some_and(|day| day < *came)) {
        errors.add("last_day", format!("{} came on {}: choose a day from then on", head.name.forename, LongDay(came)));
    }
    let Some(day) = day.filter(|_| errors.is_empty()) else {
        return app.answer(&person, leave_form(&head, today, &typed, &errors)).await;
    };
    left(&app, &person, &head, Some(day), typed.get("left_to")).await
}

/// Writes down the last day, or that there is none.
async fn left(app: &App, person: &Person, head: &Head, day: Option<NaiveDate>, to: &str) -> Result<Response> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !leavers::leave(&mut tx, head.id, day, to).await? {
        return Err(Error::Conflict("Somebody else has recorded meanwhile that this pupil left.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}", head.id)).into_response())
}

/// Reads the last day on roll, gone by or within a year.
fn last_day(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<NaiveDate> {
    let day = date(typed.get("last_day"));
    let latest = today.checked_add_months(Months::new(12));
    match day {
        None => errors.add("last_day", format!("Enter the last day on roll as a date, like {today}")),
        Some(day) if latest.is_some_and(|latest| day > latest) => {
            errors.add(
                "last_day",
                format!("{} is more than a year away: choose a day within twelve months", LongDay(day)),
            );
        }
        Some(_) => {}
    }
    day
}

fn leave_form(head: &Head, today: NaiveDate, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let fields = html! {
        p {
            "After that day no more messages about "
            (head.name.forename)
            " are sent, no more reviews are owed, and teachers no longer see the record. Nothing is deleted."
        }
        (date_input(&field("last_day", "Last day on roll", "It may be ahead: everything stops by itself after that day.")))
        (text_input(&field("left_to", "Where to", "The next school, if it is known."), "text", "off"))
        @if head.leaves_on(today).is_some() {
            (checkboxes(&field("stays", "Or take it back", ""), &[("yes", "They stay after all: there is no last day")], &[]))
        }
        (button("Record the leaving"))
    };
    head::form(head, "", LEAVE, errors, "/leaving", &fields)
}

async fn ask_back(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (head, classes) = away(&app, &person, id).await?;
    let mut typed = Typed::default();
    typed.set("from_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::Pupil, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, back_form(&head, &classes, &typed, &errors)).await
}

async fn come_back(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (head, classes) = away(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let today = app.clock.now().today();
    let day = day_gone(&typed, "from_on", "the first day back", today, &mut errors);
    if let Some(left) = head.left_on(today).filter(|left| day.is_some_and(|day| day <= *left)) {
        errors.add("from_on", format!("{} was the last day: choose a later one", LongDay(left)));
    }
    let class = classes.iter().map(|(id, _)| *id).find(|id| id.to_string() == typed.get("class"));
    if class.is_none() {
        errors.add("class", "Choose the class");
    }
    let year = NcYear::parse(typed.get("nc_year"));
    if year.is_none() {
        errors.add("nc_year", "Enter the year group: N1, N2, R, or 1 to 14");
    }
    let (Some(day), Some(year), true) = (day, year, errors.is_empty()) else {
        return app.answer(&person, back_form(&head, &classes, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !leavers::come_back(&mut tx, head.id, day, class, &year.as_code()).await? {
        return Err(Error::Conflict("Somebody else has recorded meanwhile that this pupil came back.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}", head.id)).into_response())
}

fn back_form(head: &Head, classes: &[(ClassId, String)], typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let ids: Vec<String> = classes.iter().map(|(id, _)| id.to_string()).collect();
    let options: Vec<(&str, &str)> = std::iter::once(("", "Choose"))
        .chain(ids.iter().zip(classes).map(|(id, (_, name))| (id.as_str(), name.as_str())))
        .collect();
    let fields = html! {
        p { "What was recorded is still here: status, needs, plans and documents go on as they were." }
        (date_input(&field("from_on", "First day back", "")))
        (select(&field("class", "Class", ""), &options))
        (text_input(&field("nc_year", "Year group", "N1, N2, R, or 1 to 14"), "text", "off"))
        (button("Record the return"))
    };
    head::form(head, "", BACK, errors, "/return", &fields)
}

/// A pupil who is on roll.
async fn on_roll(app: &App, person: &Person, id: i64) -> Result<Head> {
    let head = head::open_to_change(app, person, id, Thing::Pupil).await?;
    let today = app.clock.now().today();
    if head.roll.iter().any(|span| span.contains(today)) {
        return Ok(head);
    }
    Err(Error::Conflict("That this pupil leaves is recorded already.".to_owned()))
}

/// A pupil who has left, and the classes there are.
async fn away(app: &App, person: &Person, id: i64) -> Result<(Head, Vec<(ClassId, String)>)> {
    let head = head::open_to_change(app, person, id, Thing::Pupil).await?;
    if head.left_on(app.clock.now().today()).is_none() {
        return Err(Error::Conflict("This pupil has not left.".to_owned()));
    }
    let classes = leavers::classes(&mut *app.store.read().await?, &person.viewer).await?;
    Ok((head, classes))
}

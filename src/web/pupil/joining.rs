//! A pupil who is added by hand: a child comes in mid-term, and the next export is weeks away. The export finds them by UPN, or by name and
//! birthday.

use axum::{
    Router,
    extract::{Form, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;
use maud::html;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        pupil::{NcYear, Upn, check_birthday},
        roll::PupilFacts,
        sen_status::SenCode,
        time::LongDay,
    },
    store::{
        imports,
        leavers::{self, joined_by_hand},
    },
    web::{
        App,
        form::{
            days::{date, day_gone},
            fields::{Field, FormErrors, date_input, error_summary, select, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "Add a pupil";
/// The most letters of a name.
const LONGEST: usize = 80;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/pupils/new", get(ask).post(add))
}

fn must(person: &Person) -> Result<()> {
    if person.viewer.may(Relation::None, Thing::Pupil, Verb::Change) { Ok(()) } else { Err(Error::Forbidden) }
}

async fn ask(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person)?;
    let mut typed = Typed::default();
    typed.set("admitted_on", app.clock.now().today().to_string());
    form(&app, &person, &typed, &FormErrors::default()).await
}

async fn add(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    must(&person)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let today = app.clock.now().today();
    let facts = read(&typed, today, &mut errors);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if let Some(facts) = &facts {
        let held = imports::pupils::held(tx.conn(), person.viewer.school, today).await?;
        if let Some(known) = held.iter().map(|h| &h.facts).find(|h| h.is_same_pupil(facts)) {
            let born = LongDay(known.born_on);
            errors.add(
                "forename",
                format!("{known}, born on {born}, is known here already: find them among pupils or leavers"),
            );
        }
    }
    let Some(facts) = facts.filter(|_| errors.is_empty()) else {
        drop(tx);
        return form(&app, &person, &typed, &errors).await;
    };
    let pupil = joined_by_hand(&mut tx, &facts).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{pupil}?saved=pupil")).into_response())
}

fn read(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<PupilFacts> {
    let mut name = |field: &'static str, what: &str| {
        let text = typed.get(field).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > LONGEST {
            errors.add(field, format!("Enter {what} of at most {LONGEST} letters"));
        }
        text
    };
    let (forename, surname) = (name("forename", "a forename"), name("surname", "a surname"));
    if forename.is_empty() {
        errors.add("forename", "Enter the name the child is called by");
    }
    let born_on = born(typed, today, errors);
    let upn = match typed.get("upn") {
        "" => None,
        text => Upn::parse(text).map_err(|why| errors.add("upn", format!("“{text}” {why}"))).ok(),
    };
    let year = NcYear::parse(typed.get("nc_year"));
    if year.is_none() {
        errors.add("nc_year", "Enter the year group: N1, N2, R, or 1 to 14");
    }
    let admitted_on = day_gone(typed, "admitted_on", "the first day here", today, errors);
    let sen = SenCode::from_code(typed.get("sen"));
    if sen.is_none() {
        errors.add("sen", "Choose the SEN status");
    }
    let sen_from = since(typed, today, errors);
    Some(PupilFacts {
        upn,
        forename,
        surname,
        legal_forename: None,
        legal_surname: None,
        born_on: born_on?,
        sex: None,
        year: Some(year?),
        class: Some(typed.get("class").trim().to_owned()).filter(|class| !class.is_empty()),
        admitted_on: Some(admitted_on?),
        sen: Some(sen?),
        sen_from: Some(sen_from.unwrap_or(admitted_on?)),
        sen_from_assumed: sen_from.is_none() && sen != Some(SenCode::None),
        needs: None,
        pupil_premium: None,
        free_meals: None,
        eal: None,
        in_care: None,
        first_language: None,
        attendance: None,
    })
}

fn born(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<NaiveDate> {
    let Some(day) = date(typed.get("born_on")) else {
        errors.add("born_on", "Enter the date of birth, like 2018-03-04");
        return None;
    };
    if let Err(why) = check_birthday(day, today) {
        errors.add("born_on", format!("Enter the date of birth: {why}"));
    }
    Some(day)
}

/// Since when the status holds, where that is known.
fn since(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<NaiveDate> {
    if typed.get("sen_from").is_empty() { None } else { day_gone(typed, "sen_from", "since when", today, errors) }
}

async fn form(app: &App, person: &Person, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let classes = leavers::classes(&mut *app.store.read().await?, &person.viewer).await?;
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let known: Vec<(&str, &str)> = std::iter::once(("", "No class yet"))
        .chain(classes.iter().map(|(_, name)| (name.as_str(), name.as_str())))
        .collect();
    let statuses: Vec<(&str, &str)> =
        std::iter::once(("", "Choose")).chain(SenCode::ALL.iter().map(|s| (s.as_code(), s.words()))).collect();
    let body = html! {
        p.no-print { a href="/pupils" { "Back to the pupils" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "When the next export brings this pupil, it finds them by UPN, or by name and date of birth." }
        (post_form("/pupils/new").class("panel").of(html! {
            (text_input(&field("forename", "Forename", "The name the child is called by."), "text", "off"))
            (text_input(&field("surname", "Surname", ""), "text", "off"))
            (date_input(&field("born_on", "Date of birth", "")))
            (text_input(&field("upn", "UPN (may be left empty)", "A letter and 12 digits."), "text", "off"))
            (text_input(&field("nc_year", "Year group", "N1, N2, R, or 1 to 14"), "text", "off"))
            (select(&field("class", "Class", ""), &known))
            (date_input(&field("admitted_on", "First day here", "")))
            (select(&field("sen", "SEN status", ""), &statuses))
            (date_input(&field("sen_from", "Status since (may be left empty)", "If it began before the first day here.")))
            (button("Add the pupil"))
        }))
    };
    app.answer(person, Page::new(TITLE, body).wrong(errors)).await
}

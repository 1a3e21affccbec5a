//! Ending a contact: the person stays in the record as somebody who was one, and nothing goes to them about this pupil any more.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::html;

use crate::{
    domain::{access::Thing, audit::Subject, ids::AdultId},
    store::{
        adults,
        pupils::head::Head,
        restrictions::{self, Link},
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, textarea},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::head,
        ui::button::button,
    },
};

const TITLE: &str = "No longer a contact";

pub(super) async fn ask(
    State(app): State<App>,
    person: Person,
    Path((id, adult)): Path<(i64, i64)>,
) -> Result<Response> {
    let (head, link) = load(&app, &person, id, adult).await?;
    app.viewed(&person, Subject::Contact, head.id).await?;
    let mut typed = Typed::default();
    typed.set("from_on", app.clock.now().today().to_string());
    let errors = FormErrors::default();
    app.answer(&person, form(&head, &link, &typed, &errors)).await
}

pub(super) async fn end(
    State(app): State<App>,
    person: Person,
    Path((id, adult)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (head, link) = load(&app, &person, id, adult).await?;
    let (typed, now) = (Typed(fields), app.clock.now());
    let (from, why) = match read(&typed, now.today()) {
        Ok(read) => read,
        Err(errors) => {
            return app.answer(&person, form(&head, &link, &typed, &errors)).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    adults::end_link(&mut tx, &link, from, &why).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}#contacts", head.id)).into_response())
}

async fn load(app: &App, person: &Person, id: i64, adult: i64) -> Result<(Head, Link)> {
    let head = head::open_to_change(app, person, id, Thing::Contacts).await?;
    let (school, today) = (person.viewer.school, app.clock.now().today());
    let mut conn = app.store.read().await?;
    let link = restrictions::link(&mut conn, school, head.id, AdultId(adult), today).await?;
    Ok((head, link.ok_or(Error::NotFound)?))
}

fn read(typed: &Typed, today: NaiveDate) -> std::result::Result<(NaiveDate, String), FormErrors> {
    let mut errors = FormErrors::default();
    let from = date(typed.get("from_on")).filter(|day| *day <= today);
    if from.is_none() {
        errors.add("from_on", "Enter the day since when they are no contact any more: a date up to today");
    }
    let why = typed.get("why").to_owned();
    if why.is_empty() {
        errors.add("why", "Write down why, and who said so");
    }
    from.filter(|_| errors.is_empty()).map(|from| (from, why)).ok_or(errors)
}

fn form(head: &Head, link: &Link, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let fields = html! {
        h2 { bdi { (link.adult_name.formal()) } ", " (link.relationship) }
        p { "Messages that wait for them about this pupil are withdrawn, and links that they have open nothing. What was written down stays." }
        (date_input(&field("from_on", "No contact any more since", "")))
        (textarea(&field("why", "Why, and who said so", ""), 2))
        (button("End the contact"))
    };
    head::form(head, "", TITLE, errors, &format!("/contacts/{}/end", link.adult), &fields)
}

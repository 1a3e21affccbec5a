//! What families are shown of the catalogue: chosen one by one, in words that the school writes for them.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        need::Area,
    },
    store::information_reports::{self, ShownProvision},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, second_button, select, textarea},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// The longest words of one provision, in characters.
const LONGEST: usize = 600;

async fn all(app: &App, person: &Person) -> Result<Vec<ShownProvision>> {
    Ok(information_reports::provisions(&mut *app.store.read().await?, person.viewer.school).await?)
}

pub(super) async fn list(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::See)?;
    let changes = person.may(Thing::OpenPages, Verb::Change);
    let rows: Vec<Vec<Markup>> = all(&app, &person).await?.iter().map(|one| row(one, changes)).collect();
    let body = html! {
        p.no-print { a href="/information-report" { "Back to all parts" } }
        h1 { "What you show of the catalogue" }
        p.lead { "Families see what you choose here, by area of need, in the words that you write for them." }
        (table("The catalogue, by name", &["Provision", "Shown under", "Words for families"], &rows, "Nothing is in the catalogue yet."))
    };
    app.answer(&person, Page::new("What you show of the catalogue", body)).await
}

fn row(one: &ShownProvision, changes: bool) -> Vec<Markup> {
    let there = format!("/information-report/provisions/{}", one.provision);
    let (area, words) = match &one.shown {
        Some((area, words)) => (area.words(), words.as_str()),
        None => ("Not shown", "–"),
    };
    vec![
        html! { @if changes { a href=(there) { (one.name) } } @else { (one.name) } },
        html! { (area) },
        html! { (words) },
    ]
}

/// A provision of the school's catalogue, for whoever may change what families see of it.
async fn find(app: &App, person: &Person, id: i64) -> Result<ShownProvision> {
    person.must(Thing::OpenPages, Verb::Change)?;
    all(app, person).await?.into_iter().find(|one| one.provision.0 == id).ok_or(Error::NotFound)
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let one = find(&app, &person, id).await?;
    let mut typed = Typed::default();
    match &one.shown {
        Some((area, words)) => {
            typed.set("area", area.as_code());
            typed.set("words", words.as_str());
        }
        None => typed.set("words", one.purpose.as_str()),
    }
    app.answer(&person, page(&one, &typed, &FormErrors::default())).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let one = find(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let area = Area::from_code(typed.get("area"));
    if area.is_none() {
        errors.add("area", "Choose the area of need under which families find it");
    }
    let words = typed.get("words").to_owned();
    if words.is_empty() || words.chars().count() > LONGEST {
        errors
            .add("words", format!("Say in at most {LONGEST} letters what it is, for a parent who has not heard of it"));
    }
    let Some(area) = area.filter(|_| errors.is_empty()) else {
        return app.answer(&person, page(&one, &typed, &errors)).await;
    };
    put(&app, &person, &one, Some((area, &words))).await
}

pub(super) async fn withdraw(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let one = find(&app, &person, id).await?;
    if one.shown.is_none() {
        return Err(Error::NotFound);
    }
    put(&app, &person, &one, None).await
}

async fn put(app: &App, person: &Person, one: &ShownProvision, shown: Option<(Area, &str)>) -> Result<Response> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    information_reports::show(&mut tx, one.provision, shown).await?;
    tx.commit().await?;
    Ok(Redirect::to("/information-report/provisions").into_response())
}

fn page(one: &ShownProvision, typed: &Typed, errors: &FormErrors) -> Page {
    let there = format!("/information-report/provisions/{}", one.provision);
    let mut areas = vec![("", "Choose")];
    areas.extend(Area::ALL.iter().map(|area| (area.as_code(), area.words())));
    let hint = "It begins with what the catalogue says that it is for. Say it as you would to a parent: what the child does, and what it helps with.";
    let area = Field { name: "area", label: "Area of need", hint: "", value: typed.get("area"), errors };
    let words = Field { name: "words", label: "Words for families", hint, value: typed.get("words"), errors };
    let body = html! {
        p.no-print { a href="/information-report/provisions" { "Back to the catalogue" } }
        (error_summary(errors))
        h1 { (one.name) }
        (post_form(&there).class("panel").of(html! {
            (select(&area, &areas))
            (textarea(&words, 4))
            (button("Show it to families"))
        }))
        @if one.shown.is_some() {
            (post_form(format!("{there}/withdrawal")).class("no-print").of(second_button("Show it no longer")))
        }
    };
    Page::new(one.name.as_str(), body).wrong(errors)
}

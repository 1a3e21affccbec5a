//! The catalogue of provision: looked at by whoever writes plans, described by the SENCO, with the list of those who wait for a place.

mod one;

use axum::{
    Router,
    extract::{Form, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        catalogue::came_of_it,
    },
    store::provisions::{self, HeldProvision},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, second_button, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{post_form::post_form, table::table},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/provisions", get(show).post(add))
        .route("/provisions/{id}", get(one::show).post(one::describe))
        .route("/provisions/{id}/waiting", post(one::wait))
        .route("/provisions/{id}/waiting/{waiting}/end", post(one::stop))
}

/// What the address asks for.
#[derive(Deserialize)]
struct CatalogueQuery {
    #[serde(default)]
    words: String,
}

/// Whoever may write a plan, of their own class at least, and whoever sees every plan.
fn opens(person: &Person) -> Result<()> {
    let sees = person.viewer.may_write(Relation::Teaches, true) || person.may(Thing::Plan, Verb::See);
    if sees { Ok(()) } else { Err(Error::Forbidden) }
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<CatalogueQuery>) -> Result<Response> {
    opens(&person)?;
    answer(&app, &person, &asked.words, &Typed::default(), &FormErrors::default()).await
}

/// The most letters of a name.
const MOST_LETTERS: usize = 80;

async fn add(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let name = typed.get("name");
    if name.is_empty() || name.chars().count() > MOST_LETTERS {
        errors.add("name", format!("Enter what it is called, in at most {MOST_LETTERS} letters"));
        return answer(&app, &person, "", &typed, &errors).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let Some(id) = provisions::add(&mut tx, name).await? else {
        drop(tx);
        errors.add("name", "The catalogue has a provision of this name");
        return answer(&app, &person, "", &typed, &errors).await;
    };
    tx.commit().await?;
    Ok(Redirect::to(&format!("/provisions/{id}")).into_response())
}

async fn answer(app: &App, person: &Person, words: &str, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let mut all = provisions::of_school(&mut *app.store.read().await?, person.viewer.school, None).await?;
    all.retain(|one| has(one, words));
    let body = page(&all, words, person.may(Thing::Plan, Verb::Change), typed, errors);
    app.answer(person, Page::new("Catalogue of provision", body).wrong(errors)).await
}

/// Whether all of these words stand in its name or in what it is for.
fn has(one: &HeldProvision, words: &str) -> bool {
    let says = format!("{} {}", one.name, one.says.purpose).to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| says.contains(word))
}

fn page(all: &[HeldProvision], words: &str, changes: bool, typed: &Typed, errors: &FormErrors) -> Markup {
    let none = FormErrors::default();
    let asked = Field { name: "words", label: "Find", hint: "", value: words, errors: &none };
    let name = Field { name: "name", label: "What it is called", hint: "", value: typed.get("name"), errors };
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { a href=(format!("/provisions/{}", one.id)) { (one.name) } @if !one.says.purpose.is_empty() { br; span.muted { (one.says.purpose) } } },
                html! { @if let Some(pattern) = &one.says.pattern { (pattern.words()) } @else { "Not said" } },
                html! { (one.pupils) @if let Some(places) = one.says.places { " of " (places) } @if one.waiting > 0 { ", " (one.waiting) " waiting" } },
                html! { (came_of_it(one.served.1, one.served.0)) },
            ]
        })
        .collect();
    html! {
        (error_summary(errors))
        h1 { "Catalogue of provision" }
        p.lead { "What your school gives beside the ordinary offer: how it is usually given, who has it, who waits, and what came of it." }
        form.no-print method="get" action="/provisions" { (text_input(&asked, "search", "off")) (second_button("Find")) }
        (table("By name", &["Provision", "Usually", "Pupils now", "What came of it"], &rows, "Nothing is in the catalogue yet. What a plan names joins it."))
        @if changes {
            h2.no-print { "Add a provision" }
            (post_form("/provisions").class("panel no-print").of(html! { (text_input(&name, "text", "off")) (second_button("Add it")) }))
        }
    }
}

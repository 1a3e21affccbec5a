//! The layers themselves: named by the school, or taken from the proposals of 2026 in one press.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::TITLE;
use crate::{
    domain::{
        access::{Thing, Verb},
        layer::{MOST_LETTERS, READY},
    },
    store::layers::{self, HeldLayer},
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
        ui::{button::button, post_form::post_form, table::table},
    },
};

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::SenRecord, Verb::See)?;
    answer(&app, &person, &Typed::default(), &FormErrors::default()).await
}

pub(super) async fn add(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::SenRecord, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let name = typed.get("name");
    if name.is_empty() || name.chars().count() > MOST_LETTERS {
        errors.add("name", format!("Enter the layer’s name, in at most {MOST_LETTERS} letters"));
        return answer(&app, &person, &typed, &errors).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !layers::add(&mut tx, name).await? {
        drop(tx);
        errors.add("name", "There is a layer of this name");
        return answer(&app, &person, &typed, &errors).await;
    }
    tx.commit().await?;
    Ok(Redirect::to("/layers").into_response())
}

/// Takes those of the ready set that the school does not have yet.
pub(super) async fn take_ready(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::SenRecord, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    for name in READY {
        layers::add(&mut tx, name).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/layers").into_response())
}

pub(super) async fn withdraw(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::SenRecord, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !layers::withdraw(&mut tx, id).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/layers").into_response())
}

async fn answer(app: &App, person: &Person, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let all = layers::of_school(&mut conn, person.viewer.school, today).await?;
    drop(conn);
    let body = page(&all, person.may(Thing::SenRecord, Verb::Change), typed, errors);
    app.answer(person, Page::new(TITLE, body).wrong(errors)).await
}

fn page(all: &[HeldLayer], changes: bool, typed: &Typed, errors: &FormErrors) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { (one.name) },
                html! { (one.pupils) },
                html! {
                    @if changes {
                        (post_form(format!("/layers/{}/withdrawal", one.id)).class("no-print").of(html! {
                            button.second type="submit" { "Use it no more" span.hidden { ": " (one.name) } }
                        }))
                    }
                },
            ]
        })
        .collect();
    let name =
        Field { name: "name", label: "Name", hint: "As your school calls it.", value: typed.get("name"), errors };
    html! {
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "Your school’s layers of support, by its own names. On lists they stand beside a pupil’s name; they are no SEN status." }
        (table("Layers in use", &["Layer", "Pupils on it today", "Use"], &rows, "None is named yet."))
        @if changes {
            @if all.is_empty() {
                (post_form("/layers/ready".to_owned()).class("no-print").of(html! {
                    p { "Universal, Targeted, Targeted plus and Specialist are the layers of the government’s proposals of 2026: proposals, not law." }
                    (second_button("Take these four"))
                }))
            }
            h2.no-print { "Add a layer" }
            (post_form("/layers".to_owned()).class("panel no-print").of(html! { (text_input(&name, "text", "off")) (button("Add it")) }))
            p.hint.no-print { "A layer that is used no more stays with the pupils who are on it." }
        }
    }
}

//! The step about the school, for somebody who has an account: the same fields as in the settings.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
    },
    store::schools,
    web::{
        App,
        admin::school_card::{fields, read},
        form::{
            fields::{FormErrors, error_summary},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form},
    },
};

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    page(&app, &person, &Typed::default(), &FormErrors::default()).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let (typed, mut errors) = (Typed(sent), FormErrors::default());
    let card = read(&typed, &mut errors);
    if !errors.is_empty() {
        return page(&app, &person, &typed, &errors).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    schools::change(&mut tx, &card).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::School)).await?;
    tx.commit().await?;
    Ok(Redirect::to("/set-up").into_response())
}

async fn page(app: &App, person: &Person, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let card = schools::get(&mut *app.store.read().await?, person.viewer.school).await?;
    let body = html! {
        p.no-print { a href="/set-up" { "Back to setting up" } }
        (error_summary(errors))
        h1 { "The school" }
        (post_form("/set-up/school").class("panel").of(html! {
            (fields(&card, typed, errors))
            (button("Save the school"))
        }))
    };
    app.answer(person, Page::new("The school", body).wrong(errors)).await
}

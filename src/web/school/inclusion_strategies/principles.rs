//! The file of principles: looked at, and replaced by a school's own. A file that cannot be read changes nothing.

use axum::{
    extract::{Form, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use crate::{
    domain::{
        access::{Thing, Verb},
        principle::Principles,
    },
    store::principles,
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, textarea},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// The longest file, in characters.
const LONGEST: usize = 40_000;

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::See)?;
    let (read, text) = principles::in_use(&mut *app.store.read().await?, person.viewer.school).await?;
    let changes = person.may(Thing::OpenPages, Verb::Change);
    app.answer(&person, page(&read, changes, &text, &FormErrors::default())).await
}

pub(super) async fn bring(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let text = typed.get("file").replace("\r\n", "\n");
    if text.chars().count() > LONGEST {
        errors.add("file", format!("This is longer than {LONGEST} characters: it is no file of principles"));
    } else if let Err(problem) = Principles::read(&text) {
        errors.add("file", problem.to_string());
    }
    if !errors.is_empty() {
        let (read, _) = principles::in_use(&mut *app.store.read().await?, person.viewer.school).await?;
        return app.answer(&person, page(&read, true, &text, &errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    principles::bring(&mut tx, &text).await?;
    tx.commit().await?;
    Ok(Redirect::to("/inclusion-strategy/principles").into_response())
}

fn page(read: &Principles, changes: bool, text: &str, errors: &FormErrors) -> Page {
    let rows: Vec<_> = read
        .all
        .iter()
        .map(|one| vec![html! { (one.title) }, html! { (one.words) }, html! { code { (one.code) } }])
        .collect();
    let hint = "The whole file. What stands behind # explains it. Drafts use the new principles at once; what is approved keeps its own.";
    let field = Field { name: "file", label: "The file", hint, value: text, errors };
    let body = html! {
        p.no-print { a href="/inclusion-strategy" { "Back to the inclusion strategy" } }
        (error_summary(errors))
        h1 { "Principles of inclusion" }
        p.lead { (read.title) }
        @if !read.source.is_empty() { p.muted { (read.source) } }
        (table("In use", &["Principle", "What it asks", "Code"], &rows, ""))
        @if changes {
            h2.no-print { "Bring your own" }
            p.no-print { "Their wording may still change. Change the file here, or paste another." }
            (post_form("/inclusion-strategy/principles").class("panel no-print").of(html! {
                (textarea(&field, 20))
                (button("Use this file"))
            }))
        }
    };
    Page::new("Principles of inclusion", body).wrong(errors)
}

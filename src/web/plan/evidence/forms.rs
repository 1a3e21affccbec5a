//! The forms of authorities that the school has: brought in as files, taken out of use, never changed.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        evidence::{EvidenceKind, general, parse},
    },
    store::evidence::{self, HeldForm},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, textarea},
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

const TITLE: &str = "Forms of authorities";
/// The most that is kept of a file, in bytes.
const MOST: usize = 100_000;

fn must(person: &Person, verb: Verb) -> Result<()> {
    let may = |thing| person.viewer.may(Relation::None, thing, verb);
    if may(Thing::SenRecord) && may(Thing::Review) { Ok(()) } else { Err(Error::Forbidden) }
}

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person, Verb::See)?;
    let page = page(&app, &person, &Typed::default(), &[], &FormErrors::default()).await?;
    app.answer(&person, page).await
}

pub(super) async fn bring_in(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let body = typed.get("file");
    let problems = match parse(body) {
        _ if body.len() > MOST => vec!["The file is longer than 100,000 characters".to_owned()],
        Ok(_) => Vec::new(),
        Err(wrong) => wrong.iter().map(ToString::to_string).collect(),
    };
    if !problems.is_empty() {
        errors.add("file", format!("This is no form yet: {}", problems[0]));
        return app.answer(&person, page(&app, &person, &typed, &problems, &errors).await?).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    evidence::enter(&mut tx, body).await?;
    tx.commit().await?;
    Ok(Redirect::to("/evidence-forms").into_response())
}

pub(super) async fn withdraw(State(app): State<App>, person: Person, Path(form): Path<i64>) -> Result<Response> {
    must(&person, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !evidence::withdraw(&mut tx, form).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/evidence-forms").into_response())
}

async fn page(app: &App, person: &Person, typed: &Typed, problems: &[String], errors: &FormErrors) -> Result<Page> {
    let held = evidence::of_school(&mut *app.store.read().await?, person.viewer.school).await?;
    let changes = person.viewer.may(Relation::None, Thing::SenRecord, Verb::Change);
    let ours = general();
    let mut rows = vec![vec![
        html! { (ours.name) },
        html! { (ours.criteria.len()) },
        html! { (ours.source) },
        html! { "Always here" },
    ]];
    rows.extend(held.iter().map(|one| row(one, changes)));
    let body = html! {
        (error_summary(errors))
        h1 { (TITLE) }
        p { "A form says what an authority asks, and which parts of the record answer it. Each pupil’s evidence begins with an index by it." }
        (table("Forms to choose from", &["Form", "Criteria", "Its words come from", "In use"], &rows, "None."))
        @if changes { (form(typed, problems, errors)) }
    };
    Ok(Page::new(TITLE, body).wrong(errors))
}

fn row(one: &HeldForm, changes: bool) -> Vec<Markup> {
    let read = parse(&one.body).ok();
    let name = read.as_ref().map_or("It can no longer be read", |form| form.name.as_str()).to_owned();
    vec![
        html! { (name) },
        html! { (read.as_ref().map_or(0, |form| form.criteria.len())) },
        html! { (read.as_ref().map_or("", |form| form.source.as_str())) },
        html! {
            @if changes {
                (post_form(format!("/evidence-forms/{}/withdrawal", one.id)).of(html! {
                    button.second type="submit" { "Take it out" span.hidden { ": " (name) } }
                }))
            } @else { "In use" }
        },
    ]
}

fn form(typed: &Typed, problems: &[String], errors: &FormErrors) -> Markup {
    let hint =
        "TOML, as below. With a mistake in it, nothing of it is taken, and every mistake is named with its line.";
    html! {
        h2 { "Bring in a form" }
        @if problems.len() > 1 { p { "All that is wrong with it:" } ul { @for one in problems { li { (one) } } } }
        (post_form("/evidence-forms").class("panel").of(html! {
            (textarea(&Field { name: "file", label: "The form’s file", hint, value: typed.get("file"), errors }, 12))
            (button("Bring it in"))
        }))
        h2 { "How such a file is written" }
        pre tabindex="0" { (EXAMPLE) }
        p { "The parts of the record that can answer: " }
        ul { @for kind in EvidenceKind::ALL { li { code { (kind.as_code()) } " – " (kind.words()) } } }
    }
}

const EXAMPLE: &str = "name = \"Oakshire: request for assessment\"
source = \"Oakshire County Council, 2026\"

[[criteria]]
key = \"1\"
words = \"Evidence of at least two cycles of support\"
evidence = [\"cycles\", \"provision\"]
";

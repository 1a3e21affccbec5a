//! The steps as a list of tasks: what is done, what is not, and what was put off.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        set_up::{Facts, State as StepState, Step},
    },
    store::set_up,
    web::{
        App,
        admin::steps,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{
            post_form::post_form,
            tag::{Tone, tag},
        },
    },
};

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let facts = steps::facts(&app, &person).await?;
    app.answer(&person, Page::new("Setting up", page(&person, &facts))).await
}

#[derive(Deserialize)]
pub(super) struct Later {
    #[serde(default)]
    step: String,
}

pub(super) async fn later(State(app): State<App>, person: Person, Form(form): Form<Later>) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let step = Step::from_code(&form.step).ok_or(Error::NotFound)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    set_up::put_off(&mut tx, step).await?;
    tx.commit().await?;
    Ok(Redirect::to("/set-up").into_response())
}

/// Where a step is done, and what it is about.
fn about(step: Step, person: &Person) -> (String, &'static str) {
    match step {
        Step::School => {
            ("/set-up/school".to_owned(), "Phone, mailbox and address stand at the foot of every message to parents.")
        }
        Step::You => (format!("/people/{}", person.viewer.staff), "Your name and your address."),
        Step::Mail => ("/settings/mail".to_owned(), "How messages leave. Send yourself one to try it out."),
        Step::Terms => ("/settings/terms".to_owned(), "What is due, and when, follows from them."),
        Step::Import => ("/import".to_owned(), "From files that the school’s own system exports."),
        Step::People => ("/people".to_owned(), "Invite whoever works with plans; those who were imported in one go."),
    }
}

fn page(person: &Person, facts: &Facts) -> Markup {
    html! {
        h1 { "Setting up" }
        @if facts.settled() == Step::ALL.len() {
            p.praise { "That is all. What you put off stays in the settings." }
            p.actions { a.button href="/" { "Go to the first page" } }
        } @else {
            p.lead { (facts.settled()) " of " (Step::ALL.len()) " done. Leave whenever you like: it goes on from here." }
        }
        ol.rows {
            @for step in Step::ALL { (row(*step, person, facts)) }
        }
    }
}

fn row(step: Step, person: &Person, facts: &Facts) -> Markup {
    let (href, hint) = about(step, person);
    html! {
        li.row {
            div {
                h2 { a href=(href) { (step.words()) } }
                p { (hint) }
            }
            @match facts.state(step) {
                StepState::Done => p { "Done" },
                StepState::PutOff => (tag(Tone::Quiet, "Put off")),
                StepState::ToDo => {
                    (tag(Tone::Soon, "To do"))
                    (post_form("/set-up/later").of(html! {
                        input type="hidden" name="step" value=(step.as_code());
                        button.second type="submit" { "Not now" span.hidden { ": " (step.words()) } }
                    }))
                },
            }
        }
    }
}

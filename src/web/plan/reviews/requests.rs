//! A parent asks for a review before its day: written down, it stands on the plan and on the first page until one is held.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::load;
use crate::{
    store::{
        plans::PlanView,
        review_requests::{self, NewRequest},
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary, textarea},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "A parent asked for a review";

pub(super) async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let plan = load(&app, &person, id).await?;
    let mut typed = Typed::default();
    typed.set("asked_on", app.clock.now().today().to_string());
    app.answer(&person, Page::new(TITLE, page(&plan, &typed, &FormErrors::default()))).await
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let plan = load(&app, &person, id).await?;
    let (typed, now) = (Typed(fields), app.clock.now());
    let Some(asked_on) = date(typed.get("asked_on")).filter(|day| *day <= now.today() && plan.is_open()) else {
        let mut errors = FormErrors::default();
        errors
            .add("asked_on", "Enter the day on which they asked: a real date, like 2026-11-24, and not in the future");
        return app.answer(&person, Page::new(TITLE, page(&plan, &typed, &errors)).wrong(&errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let words = typed.get("words");
    let request = NewRequest { plan: plan.id, pupil: plan.pupil, asked_on, words, by: None, owner: None };
    review_requests::add(&mut tx, &request).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{}", plan.id)).into_response())
}

fn page(plan: &PlanView, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        p { a href=(format!("/plans/{}", plan.id)) { "Back to the plan" } }
        h1 { (TITLE) }
        p.lead {
            (plan.pupil_name.full())
            " · "
            (plan.kind.words())
            ". It stands on the plan and on the SENCO’s first page until a review is held; "
            "the SENCO is asked to offer a meeting in time."
        }
        (error_summary(errors))
        (post_form(format!("/plans/{}/requests", plan.id)).of(html! {
            (date_input(&field("asked_on", "The day on which they asked", "")))
            (textarea(&field("words", "What they would like to talk about", "In their words. May be left empty."), 3))
            p.actions { (button("Save the request")) }
        }))
    }
}

//! The SENCO's decision about a concern: what, in words, and when to look again. Two who decide at once both see what the other wrote.

use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use super::{form::past, load, page, title};
use crate::{
    domain::{
        access::{Thing, Verb},
        concern::Outcome,
        sen_status::{SenCode, Told},
    },
    store::concerns::{self, Concern, NewDecision},
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, radios, text_input, textarea},
        },
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form},
    },
};

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DecisionFields {
    /// The number of the newest decision that the page showed; empty if there was none.
    after: String,
    outcome: String,
    words: String,
    look_again_on: String,
    told_on: String,
    told_how: String,
}

impl DecisionFields {
    /// An empty form, with what is known of the parents.
    pub(super) fn fresh(concern: &Concern) -> Self {
        let (told_on, told_how) = match &concern.content.parents {
            Told::On(on, how) => (on.to_string(), how.clone()),
            Told::NotYet(_) => Default::default(),
        };
        Self { after: newest(concern), told_on, told_how, ..Self::default() }
    }

    fn decision(&self, concern: &Concern, today: NaiveDate) -> std::result::Result<NewDecision<'_>, FormErrors> {
        let mut errors = FormErrors::default();
        let outcome = Outcome::from_code(&self.outcome).filter(|o| possible(concern).contains(o));
        if outcome.is_none() {
            errors.add("outcome", "Choose what you decided");
        }
        if self.words.trim().is_empty() {
            errors.add("words", "Write down why, and what happens next");
        }
        let look_again_on = match outcome {
            Some(outcome) if outcome.looks_again() => later(&mut errors, &self.look_again_on, today),
            _ => None,
        };
        let told = if outcome == Some(Outcome::SenSupport) { self.told(&mut errors, today) } else { None };
        match outcome {
            Some(outcome) if errors.is_empty() => {
                Ok(NewDecision { outcome, words: self.words.trim(), look_again_on, told })
            }
            _ => Err(errors),
        }
    }

    /// Whether the parents were told that support starts.
    fn told(&self, errors: &mut FormErrors, today: NaiveDate) -> Option<Told> {
        let (on, how) = (self.told_on.trim(), self.told_how.trim().to_owned());
        let on = if on.is_empty() { None } else { past(errors, "told_on", on, today) };
        if how.is_empty() {
            errors.add("told_how", "Say how the parents were told that support starts, or why they do not know yet");
        }
        Some(on.map_or_else(|| Told::NotYet(how.clone()), |day| Told::On(day, how.clone())))
    }
}

fn newest(concern: &Concern) -> String {
    concern.newest().map(|d| d.id.to_string()).unwrap_or_default()
}

/// SEN support can only start for a pupil who has no SEN status.
fn possible(concern: &Concern) -> Vec<Outcome> {
    let starts = concern.sen == SenCode::None && concern.on_roll;
    Outcome::ALL.iter().copied().filter(|o| *o != Outcome::SenSupport || starts).collect()
}

fn later(errors: &mut FormErrors, typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let found = date(typed.trim());
    match found {
        None => errors.add("look_again_on", "Enter the day on which you look again"),
        Some(on) if on <= today => errors.add("look_again_on", "Choose a day after today"),
        Some(on) if (on - today).num_days() > 366 => errors.add("look_again_on", "Choose a day within a year"),
        Some(_) => {}
    }
    found
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(mut typed): Form<DecisionFields>,
) -> Result<Response> {
    let concern = load(&app, &person, id).await?;
    person.must(Thing::Concern, Verb::Change)?;
    let today = app.clock.now().today();
    if typed.after != newest(&concern) {
        return conflict(&app, &person, &concern, typed).await;
    }
    let typed_before = typed.clone();
    let decision = match typed_before.decision(&concern, today) {
        Ok(decision) => decision,
        Err(errors) => {
            let page = form_again(&app, &person, &concern, &typed, &errors);
            return app.answer(&person, page).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !concerns::decide(&mut tx, &concern, &decision).await? {
        drop(tx);
        let newer = load(&app, &person, id).await?;
        typed.after.clear();
        return conflict(&app, &person, &newer, typed).await;
    }
    tx.commit().await?;
    if decision.outcome == Outcome::SenSupport {
        return Ok(Redirect::to(&format!("/pupils/{}/plans/new", concern.pupil)).into_response());
    }
    Ok(Redirect::to(&format!("/concerns/{}?saved=decision", concern.id)).into_response())
}

/// Both texts on one page: what was decided meanwhile stands above, what this person typed in the form. Saving again is their decision.
async fn conflict(app: &App, person: &Person, concern: &Concern, mut typed: DecisionFields) -> Result<Response> {
    typed.after = newest(concern);
    let mut errors = FormErrors::default();
    errors.add("words", "Somebody else has decided meanwhile: read it above, and save again if yours is to count");
    let page = form_again(app, person, concern, &typed, &errors);
    app.answer(person, page.status(StatusCode::CONFLICT)).await
}

/// The concern with what was typed and what is wrong with it.
fn form_again(app: &App, person: &Person, concern: &Concern, typed: &DecisionFields, errors: &FormErrors) -> Page {
    let seen = page::ConcernPage {
        decides: true,
        is_own: concern.raised_by.0 == person.viewer.staff,
        saved: None,
        today: app.clock.now().today(),
    };
    Page::new(title(concern), page::one(concern, &seen, typed, errors)).wrong(errors)
}

/// The form.
pub(super) fn form(concern: &Concern, typed: &DecisionFields, errors: &FormErrors) -> Markup {
    let field = |name, label, hint, value| Field { name, label, hint, value, errors };
    let possible = possible(concern);
    let outcomes: Vec<_> = possible.iter().map(|o| (o.as_code(), o.words())).collect();
    let by = concern.raised_by.1.formal();
    let words = format!("In words, for {by}");
    html! {
        (post_form(format!("/concerns/{}/decisions", concern.id)).class("panel").of(html! {
            input type="hidden" name="after" value=(typed.after);
            (radios(&field("outcome", "What did you decide?", "", &typed.outcome), &outcomes))
            (textarea(&field("words", &words, "Why, and who does what next.", &typed.words), 4))
            (date_input(&field("look_again_on", "Look again on", "For “assess further” and “strategies in class”.", &typed.look_again_on)))
            @if possible.contains(&Outcome::SenSupport) {
                (date_input(
                    &field(
                        "told_on",
                        "If SEN support starts: parents told on",
                        "They must be told (Children and Families Act 2014, section 68). \
                         Leave it empty if they have not been yet.",
                        &typed.told_on,
                    ),
                ))
                (text_input(&field("told_how", "If SEN support starts: how they were told, or why not yet", "", &typed.told_how), "text", "off"))
            }
            (button("Save the decision"))
        }))
    }
}

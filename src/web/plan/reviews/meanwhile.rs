//! What somebody else did while a review was being written. They changed the plan: the words follow the targets to their new places.
//! They recorded the same review: both texts stand side by side, and what is chosen is added as a correction; nothing is overwritten.

use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{drafts, load};
use crate::{
    domain::{
        audit::Subject,
        review::{Correctable, Decision},
        target::Progress,
        time::LongDay,
    },
    store::{
        drafts as store_drafts,
        plans::{self, PlanView, Successors, successors::Part},
        reviews::{self, ReviewView},
    },
    web::{
        App,
        form::{
            fields::{FormErrors, error_summary},
            merge::{self, Difference},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "This review is recorded already";

/// The fields of a target's row.
const OF_TARGET: [&str; 5] = ["actual", "progress", "note", "carry", "aim"];

/// What was typed, each row under the place its target has now; and what was written of targets that are gone.
pub(super) fn moved(typed: &Typed, plan: &PlanView, line: &Successors) -> (Typed, Vec<String>) {
    let mut moved = Typed(typed.0.iter().filter(|(name, _)| !name.starts_with("target-")).cloned().collect());
    let mut lost = Vec::new();
    for n in 0..typed.rows("target") {
        let get = |field: &str| typed.get(&format!("target-{n}-{field}"));
        let id = get("id").parse().ok().map(|id| line.newest(Part::Target, id));
        match plan.content.targets.iter().position(|t| t.id.map(|id| id.0) == id && id.is_some()) {
            Some(place) => OF_TARGET.iter().for_each(|f| moved.set(&format!("target-{place}-{f}"), get(f))),
            None => lost.extend(["actual", "note"].iter().map(|f| get(f)).filter(|t| !t.is_empty()).map(str::to_owned)),
        }
    }
    moved.set("version", plan.version.to_string());
    (moved, lost)
}

/// Says that the plan was changed meanwhile, and what was written of targets that it no longer has.
pub(super) fn notice(lost: &[String]) -> Markup {
    html! {
        div.error-summary role="alert" tabindex="-1" data-focus {
            h2 { "The plan was changed while you were writing" }
            p { "The targets are as they are now. What you wrote is in its place, and nothing of it is saved as a review yet: look it over." }
            @if !lost.is_empty() {
                p { "You also wrote this, of targets that are no longer in the plan:" }
                ul { @for words in lost { li { (words) } } }
            }
        }
    }
}

/// The page with both texts, after somebody else recorded the review first.
pub(super) async fn already(app: &App, person: &Person, plan: &PlanView, mut typed: Typed) -> Result<Response> {
    merge::forget(&mut typed);
    let history = reviews::history(&mut *app.store.read().await?, plan.id).await?;
    let theirs = history.into_iter().find(|r| r.cycle.to_string() == typed.get("cycle")).ok_or(Error::NotFound)?;
    let body = page(plan, &theirs, &typed, &differences(&theirs, &typed), &FormErrors::default());
    app.answer(person, Page::new(TITLE, body).status(StatusCode::CONFLICT)).await
}

/// The same page for a draft that was left when somebody else recorded the review.
pub(super) async fn look(
    State(app): State<App>,
    person: Person,
    Path((id, review)): Path<(i64, i64)>,
) -> Result<Response> {
    let (plan, theirs) = recorded(&app, &person, id, review).await?;
    let place = drafts::place(theirs.cycle);
    let Some(draft) = store_drafts::find(&mut *app.store.read().await?, place, person.actor()).await? else {
        return Ok(Redirect::to(&format!("/plans/{}", plan.id)).into_response());
    };
    app.viewed(&person, Subject::Review, plan.pupil).await?;
    let typed = Typed(draft.fields);
    let body = page(&plan, &theirs, &typed, &differences(&theirs, &typed), &FormErrors::default());
    app.answer(&person, Page::new(TITLE, body)).await
}

/// Adds what was chosen as corrections of the recorded review.
pub(super) async fn correct(
    State(app): State<App>,
    person: Person,
    Path((id, review)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (plan, theirs) = recorded(&app, &person, id, review).await?;
    let mut typed = Typed(fields);
    if typed.get("corrections") != theirs.corrections.len().to_string() {
        return already(&app, &person, &plan, typed).await;
    }
    let differences = differences(&theirs, &typed);
    if let Err(errors) = merge::chosen(&mut typed, &differences) {
        let body = page(&plan, &theirs, &typed, &differences, &errors);
        return app.answer(&person, Page::new(TITLE, body).wrong(&errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let changed: Vec<(Correctable, &str)> = Correctable::ALL
        .iter()
        .map(|field| (*field, typed.get(field.as_code())))
        .filter(|(field, words)| *words != theirs.words(*field))
        .collect();
    if !reviews::correct(&mut tx, plan.pupil, &theirs, &changed).await? {
        drop(tx);
        return already(&app, &person, &plan, typed).await;
    }
    store_drafts::clear(&mut tx, drafts::place(theirs.cycle)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{}?saved=plan", plan.id)).into_response())
}

async fn recorded(app: &App, person: &Person, id: i64, review: i64) -> Result<(PlanView, ReviewView)> {
    let plan = load(app, person, id).await?;
    let history = reviews::history(&mut *app.store.read().await?, plan.id).await?;
    let found = history.into_iter().find(|r| r.id.0 == review).ok_or(Error::NotFound)?;
    Ok((plan, found))
}

/// Where the words differ: those can be chosen. What this person left empty, as it was when they opened the form, is no text of theirs.
fn differences(theirs: &ReviewView, mine: &Typed) -> Vec<Difference> {
    let mut saved = Typed::default();
    for field in Correctable::ALL {
        saved.set(field.as_code(), theirs.words(*field));
    }
    let called = |name: &str| Correctable::from_code(name).map(|field| (field.words().to_owned(), true));
    let mut found = merge::differing(mine, &saved, called);
    found.retain(|one| !one.mine.is_empty());
    found
}

/// What differs and cannot be chosen any more, since the next cycle stands on it: label, theirs, mine.
fn settled(theirs: &ReviewView, mine: &Typed) -> Vec<(String, String, String)> {
    let decided = Decision::from_code(mine.get("decision")).map(|d| d.words().to_owned()).unwrap_or_default();
    let mut rows = vec![
        ("Day it was held".to_owned(), theirs.held_on.to_string(), mine.get("held_on").to_owned()),
        ("What was decided".to_owned(), theirs.decision.words().to_owned(), decided),
    ];
    for n in 0..mine.rows("target") {
        let get = |field: &str| mine.get(&format!("target-{n}-{field}"));
        let Some(result) = theirs.results.iter().find(|r| r.target.to_string() == get("id")) else { continue };
        let mut row = |field: &str, theirs: String, mine: String| {
            rows.push((drafts::label(&format!("target-{n}-{field}")), theirs, mine));
        };
        row("actual", result.actual.map(|a| a.to_string()).unwrap_or_default(), get("actual").to_owned());
        let mine = Progress::from_code(get("progress")).map(|p| p.words().to_owned()).unwrap_or_default();
        row("progress", result.progress.words().to_owned(), mine);
        row("note", result.note.clone(), get("note").to_owned());
    }
    // The day that the form proposed is nobody's word.
    let opened = merge::as_opened(mine).unwrap_or_default();
    rows.retain(|(_, theirs, mine)| !mine.is_empty() && theirs != mine && mine != opened.get("held_on"));
    rows
}

fn page(plan: &PlanView, theirs: &ReviewView, mine: &Typed, differences: &[Difference], errors: &FormErrors) -> Markup {
    let settled = settled(theirs, mine);
    html! {
        p { a href=(format!("/plans/{}", plan.id)) { "Keep what they saved, and leave" } }
        h1 { "This review is recorded already" }
        (error_summary(errors))
        p.lead {
            @match &theirs.by { Some(name) => { (name.formal()) }, None => { "Somebody else" } }
            " saved it while you were writing, as held on " (LongDay(theirs.held_on)) ". Nothing of yours is lost."
        }
        (post_form(format!("/plans/{}/reviews/{}/correction", plan.id, theirs.id)).of(html! {
            (merge::carried(mine, &["corrections"]))
            input type="hidden" name="corrections" value=(theirs.corrections.len());
            @if differences.is_empty() { p.empty { "Their words are your words." } }
            @else { p { "Choose what stays. What you choose is added as a correction, and what they wrote stays in the history." } }
            (merge::choices(differences, mine, errors, |_, value| value.to_owned()))
            @if !settled.is_empty() {
                h2 { "Also different" }
                p { "The next cycle stands on these already. If they are wrong, say so in what the review found." }
                dl.summary {
                    @for (label, theirs, mine) in &settled {
                        div { dt { (label) } dd { "They: " (if theirs.is_empty() { "(nothing)" } else { theirs.as_str() }) br; "You: " (mine) } }
                    }
                }
            }
            @if !differences.is_empty() { p.actions { (button("Save what is chosen")) } }
        }))
    }
}

/// That a text of this person's about the last review lies unsaved, with the way to it.
pub(super) fn left_behind(plan: &PlanView, last: &ReviewView) -> Markup {
    html! {
        p.banner.banner-late role="status" {
            strong { "You had written about the review of " (LongDay(last.held_on)) ", which somebody else recorded. " }
            a href=(format!("/plans/{}/reviews/{}/correction", plan.id, last.id)) { "See both texts" }
        }
    }
}

/// The rows that stand in the place of older ones, for [`moved`].
pub(super) async fn line(app: &App, plan: &PlanView) -> Result<Successors> {
    Ok(plans::successors(&mut *app.store.read().await?, plan.id).await?)
}

//! Targets of the school's bank, put into what somebody is writing of a plan: one press, and the form opens at the new row.

use axum::{
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;
use serde::Deserialize;

use super::{
    TemplateOf, as_drafted, draft, drafts,
    form::{MOST_STRATEGIES, strategy_field},
    load_to_change, offers, pupil_to_plan_for, typed, usual_kind,
};
use crate::{
    domain::{audit::Subject, bank::Words, ids::PupilId, people::Name},
    store::{
        bank,
        drafts::{self as store_drafts, Kept, Place},
        plans::PupilCard,
    },
    web::{
        App,
        form::{
            fields::error_summary,
            typed::{MOST_ROWS, Typed},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        plan::bank::{BankQuery, found, page},
        ui::post_form::post_form,
    },
};

/// What somebody is writing, into which a target is put.
struct Writing {
    pupil: PupilId,
    name: Name,
    /// Where its draft lies.
    place: Place,
    /// What its addresses begin with: the bank's is `{base}/bank`.
    base: String,
    /// The page of its form.
    form: String,
    /// The form as it is opened where nothing is drafted.
    opened: Typed,
}

async fn of_plan(app: &App, person: &Person, id: i64) -> Result<Writing> {
    let plan = as_drafted(app, load_to_change(app, person, id).await?).await?;
    let costs = offers(app, person, plan.pupil, TemplateOf::Plan(plan.id, plan.kind)).await?.costs;
    Ok(Writing {
        pupil: plan.pupil,
        place: drafts::of_plan(plan.id),
        base: format!("/plans/{}", plan.id),
        form: format!("/plans/{}/edit", plan.id),
        opened: typed::of(&plan.content, plan.lock(), costs),
        name: plan.pupil_name,
    })
}

async fn of_new_plan(app: &App, person: &Person, pupil: i64) -> Result<Writing> {
    let PupilCard { id, name, sen } = pupil_to_plan_for(app, person, pupil).await?;
    let kind = usual_kind(sen);
    let review = offers(app, person, id, TemplateOf::New(kind)).await?.default_review();
    let base = format!("/pupils/{id}/plans");
    Ok(Writing {
        pupil: id,
        name,
        place: drafts::new_plan(id),
        form: format!("{base}/new"),
        base,
        opened: typed::blank(kind, person.viewer.staff, review),
    })
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(asked): Query<BankQuery>,
) -> Result<Response> {
    let writing = of_plan(&app, &person, id).await?;
    choose(&app, &person, &writing, &asked).await
}

pub(super) async fn show_new(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Query(asked): Query<BankQuery>,
) -> Result<Response> {
    let writing = of_new_plan(&app, &person, pupil).await?;
    choose(&app, &person, &writing, &asked).await
}

/// The bank, each target with the button that puts it into what is being written.
async fn choose(app: &App, person: &Person, writing: &Writing, asked: &BankQuery) -> Result<Response> {
    let (all, unread) = found(app, person, asked).await?;
    app.viewed(person, Subject::Plan, writing.pupil).await?;
    let to = format!("{}/bank", writing.base);
    let body = html! {
        p.no-print { a href=(writing.form) { "Back to the plan, with nothing added" } }
        (error_summary(&unread))
        h1 { "Choose a target for " (writing.name.full()) }
        (page::what_it_is())
        p { "What you choose goes into your draft of the plan. Where it starts and what is expected you enter there." }
        (page::search(&to, asked, &unread))
        (page::list(&all, asked, |one| html! {
            (post_form(&to).of(html! {
                input type="hidden" name="wording" value=(one.words.wording);
                input type="hidden" name="measure" value=(one.words.measure);
                button.second type="submit" { "Put it into the plan" span.hidden { ": " (one.words.wording) } }
            }))
        }))
    };
    app.answer(person, Page::new("Target bank", body).wrong(&unread)).await
}

/// Which target was chosen: what it says, since what plans share has no number.
#[derive(Deserialize)]
pub(super) struct FromBank {
    #[serde(default)]
    wording: String,
    #[serde(default)]
    measure: String,
}

pub(super) async fn put(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(chosen): Form<FromBank>,
) -> Result<Response> {
    let writing = of_plan(&app, &person, id).await?;
    put_into(&app, &person, writing, &chosen).await
}

pub(super) async fn put_new(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Form(chosen): Form<FromBank>,
) -> Result<Response> {
    let writing = of_new_plan(&app, &person, pupil).await?;
    put_into(&app, &person, writing, &chosen).await
}

async fn put_into(app: &App, person: &Person, writing: Writing, chosen: &FromBank) -> Result<Response> {
    let all = bank::offered(&mut *app.store.read().await?, person.viewer.school).await?;
    let is_it = |words: &Words| words.wording == chosen.wording && words.measure == chosen.measure;
    let gone = || Error::Conflict("This target is no longer in the bank. Go back and choose another one.".to_owned());
    let words = &all.iter().find(|one| is_it(&one.words)).ok_or_else(gone)?.words;
    let (kept, known) = draft(app, person, writing.place).await?;
    let mut form = kept.unwrap_or(writing.opened);
    let full = || Error::Conflict("This plan has as many targets as a form holds. Take one out first.".to_owned());
    let row = add(&mut form, words).ok_or_else(full)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if let Kept::Not(_) = store_drafts::save(&mut tx, writing.place, known.version, "", &form.0).await? {
        return Err(Error::Conflict(
            "Another window of yours saved this plan meanwhile. Choose the target again.".into(),
        ));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?added=target-{row}", writing.form)).into_response())
}

/// Writes a target into the first row in which nothing stands, with an outcome of its area where there is one. The numbers are the
/// pupil's own, and left to type. Returns the row, if there was room.
fn add(form: &mut Typed, words: &Words) -> Option<usize> {
    const SAYS: &[&str] =
        &["wording", "measure", "unit", "baseline", "predicted", "challenge", "strategy_0", "avoid_0", "at_home"];
    let is_blank = |n: &usize| SAYS.iter().all(|field| form.get(&format!("target-{n}-{field}")).is_empty());
    let rows = form.rows("target");
    let row = (0..rows).find(is_blank).unwrap_or(rows);
    if row >= MOST_ROWS {
        return None;
    }
    let of_area = |n: &usize| form.get(&format!("outcome-{n}-area")) == words.area.as_code();
    let outcome = (0..form.rows("outcome")).find(of_area).map(|n| (n + 1).to_string());
    let mut put = |field: &str, value: &str| form.set(&format!("target-{row}-{field}"), value);
    put("wording", &words.wording);
    put("measure", &words.measure);
    put("unit", &words.unit);
    put("direction", words.direction.as_code());
    for (k, line) in words.strategy.lines().take(MOST_STRATEGIES).enumerate() {
        put(&strategy_field("strategy", k), line);
    }
    if let Some(outcome) = outcome {
        put("outcome", &outcome);
    }
    if form.get(&format!("target-{row}-id")).is_empty() {
        form.set(&format!("target-{row}-id"), "");
    }
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{need::Area, target::Direction};

    fn words() -> Words {
        Words {
            wording: "Reads forty words".to_owned(),
            area: Area::Cognition,
            measure: "Words in one minute".to_owned(),
            unit: "words".to_owned(),
            direction: Direction::Higher,
            strategy: "Cards".to_owned(),
        }
    }

    #[test]
    fn a_target_goes_into_the_first_empty_row_under_an_outcome_of_its_area() {
        let mut form = Typed::default();
        form.set("outcome-0-area", "communication");
        form.set("outcome-1-area", "cognition");
        form.set("target-0-wording", "Asks to play");
        form.set("target-1-id", "");
        assert_eq!(add(&mut form, &words()), Some(1));
        assert_eq!((form.get("target-1-outcome"), form.get("target-1-unit")), ("2", "words"));
        assert_eq!((form.get("target-1-baseline"), form.get("target-0-wording")), ("", "Asks to play"));
        assert_eq!(add(&mut form, &words()), Some(2));
    }

    #[test]
    fn where_no_outcome_is_of_the_area_none_is_chosen_and_a_full_form_is_left_alone() {
        let mut form = Typed::default();
        form.set("outcome-0-area", "semh");
        assert_eq!(add(&mut form, &words()), Some(0));
        assert_eq!(form.get("target-0-outcome"), "");
        (0..MOST_ROWS).for_each(|n| form.set(&format!("target-{n}-wording"), "x"));
        assert_eq!(add(&mut form, &words()), None);
    }
}

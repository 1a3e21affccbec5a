//! A plan as the beginning of another pupil's: its words without the first pupil's names, its numbers left to type, in a draft that only
//! whoever copies sees.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::{as_drafted, drafts, load, pupil_to_plan_for, typed};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        bank::nameless,
    },
    store::{
        drafts::{self as store_drafts, Kept},
        plans::PlanView,
        pupils::page::{Listed, list},
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, select},
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

/// The plan, for somebody who makes plans for others, too.
async fn source(app: &App, person: &Person, id: i64) -> Result<PlanView> {
    let plan = load(app, person, id).await?;
    if !plan.may(Thing::Plan, Verb::Change) {
        return Err(Error::Forbidden);
    }
    if !plan.is_written() {
        return Err(Error::Conflict("Nothing is written in this plan that could be copied.".to_owned()));
    }
    as_drafted(app, plan).await
}

async fn others(app: &App, person: &Person, plan: &PlanView) -> Result<Vec<Listed>> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    Ok(list(&register, &person.viewer, today).into_iter().filter(|one| one.id != plan.pupil).collect())
}

pub(super) async fn ask(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let plan = source(&app, &person, id).await?;
    let others = others(&app, &person, &plan).await?;
    app.viewed(&person, Subject::Plan, plan.pupil).await?;
    app.answer(&person, page(&plan, &others, &Typed::default(), &FormErrors::default())).await
}

pub(super) async fn copy(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let plan = source(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let others = others(&app, &person, &plan).await?;
    let Some(to) = others.iter().find(|one| one.id.to_string() == typed.get("pupil")) else {
        errors.add("pupil", "Choose for whom the copy is");
        return app.answer(&person, page(&plan, &others, &typed, &errors)).await;
    };
    let pupil = pupil_to_plan_for(&app, &person, to.id.0).await?;
    let form = without_the_pupil(&plan);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if let Kept::Not(_) = store_drafts::save(&mut tx, drafts::new_plan(pupil.id), 0, "", &form.0).await? {
        drop(tx);
        let name = pupil.name.full();
        errors.add(
            "pupil",
            format!("You have begun a plan for {name}: save or empty that one first, so that nothing is lost"),
        );
        return app.answer(&person, page(&plan, &others, &typed, &errors)).await;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}/plans/new", pupil.id)).into_response())
}

/// What the form of a new plan begins with: the words without the pupil's names, without the rows' numbers, and without what is the pupil's
/// own: what was measured, who else takes part, what the authority decided, and where an EHC plan says something.
fn without_the_pupil(plan: &PlanView) -> Typed {
    const OWN: &[&str] = &["id", "baseline", "predicted", "challenge", "reference"];
    let whole = typed::of(&plan.content, plan.lock(), plan.may(Thing::Costs, Verb::Change));
    let names = [plan.pupil_name.forename.as_str(), plan.pupil_name.surname.as_str()];
    let mut form = Typed::default();
    form.set("kind", plan.kind.as_code());
    for (name, value) in whole.0 {
        let mut parts = name.splitn(3, '-');
        let row = parts.next().zip(parts.next()).zip(parts.next());
        match row {
            Some((("agency", _), _)) => {}
            Some((("outcome" | "target" | "provision", _), field)) if OWN.contains(&field) => form.set(&name, ""),
            Some((("outcome" | "target" | "provision", _), _)) => form.set(&name, nameless(&value, &names)),
            _ if name.starts_with("answer-") => form.set(&name, nameless(&value, &names)),
            _ if matches!(name.as_str(), "lead" | "review_on") || name.starts_with("question-") => {
                form.set(&name, value)
            }
            _ => {}
        }
    }
    form
}

fn page(plan: &PlanView, others: &[Listed], typed: &Typed, errors: &FormErrors) -> Page {
    let title = format!("Begin another pupil’s plan with {}’s", plan.pupil_name.full());
    let named: Vec<(String, String)> =
        others.iter().map(|one| (one.id.to_string(), format!("{} {}", one.name.full(), one.class))).collect();
    let mut options = vec![("", "Choose")];
    options.extend(named.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    let pupil = Field { name: "pupil", label: "For whom", hint: "", value: typed.get("pupil"), errors };
    let body = html! {
        p.no-print { a href=(format!("/plans/{}", plan.id)) { "Back to the plan" } }
        (error_summary(errors))
        h1 { (title) }
        p.lead { "The words go into a draft, with “the pupil” in the place of the name. Nothing is saved until you save the new plan." }
        p { "What was measured, who else takes part and what an EHC plan says stay behind. Read every line: it was written for somebody else." }
        (post_form(format!("/plans/{}/copy", plan.id)).class("panel").of(html! { (select(&pupil, &options)) (button("Copy into a draft")) }))
    };
    Page::new(title, body).wrong(errors)
}

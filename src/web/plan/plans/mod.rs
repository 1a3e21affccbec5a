//! Making, reading and editing a plan. Only a person who may change plans sees the form; everybody else who may see the plan reads it.

mod around;
mod drafts;
mod form;
mod merge;
mod pages;
mod typed;
mod view;

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        audit::Subject,
        ids::PupilId,
        plan::PlanKind,
        rules,
        sen_status::SenCode,
    },
    store::{
        calendar,
        drafts::{self as store_drafts, Place},
        plans::{self, PlanView, PupilCard, Saved},
        register::Of,
        schools,
    },
    web::{
        App,
        form::{
            drafts::{self as keeping, KeptDraft as Draft},
            fields::FormErrors,
            merge::{self as merging, Difference},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

use around::PlanSurroundings;
use form::Offers;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/plans/new", get(new))
        .route("/pupils/{id}/plans", post(create))
        .route("/pupils/{id}/plans/draft", post(drafts::save_new))
        .route("/plans/{id}", get(show).post(save))
        .route("/plans/{id}/edit", get(edit))
        .route("/plans/{id}/draft", post(drafts::save))
        .route("/plans/{id}/discard", post(discard))
}

#[derive(Deserialize)]
struct PlanQuery {
    saved: Option<String>,
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(after): Query<PlanQuery>,
) -> Result<Response> {
    let today = app.clock.now().today();
    let plan = load(&app, &person, id).await?;
    let mut conn = app.store.read().await?;
    let register = app.store.register(&mut conn, person.viewer.school, today).await?;
    let around = register.part_of::<PlanSurroundings>(&mut conn, Of::seen_by(&person.viewer).about(id), today).await?;
    drop(conn);
    let seen = view::PlanPage { calendar: register.calendar(), around: &around, today, saved: after.saved.is_some() };
    app.viewed(&person, Subject::Plan, plan.pupil).await?;
    let title = format!("{} · {}", plan.pupil_name.full(), plan.kind.words());
    app.answer(&person, Page::new(title, view::page(&plan, &seen))).await
}

/// The kind of plan that a link asks for.
#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    kind: String,
}

async fn new(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let PupilCard { id: pupil, name, sen } = pupil_to_plan_for(&app, &person, pupil).await?;
    let offers = offers(&app, &person).await?;
    let usual = if sen == SenCode::Ehcp { PlanKind::EhcDelivery } else { PlanKind::SenSupport };
    let kind = PlanKind::from_code(&wanted.kind).unwrap_or(usual);
    let (typed, draft) = draft(&app, &person, drafts::new_plan(pupil)).await?;
    let typed = typed.unwrap_or_else(|| typed::blank(kind, person.viewer.staff, offers.default_review()));
    let page = pages::new((pupil, &name), &typed, &offers, &Default::default(), &draft);
    app.answer(&person, page).await
}

async fn create(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let PupilCard { id: pupil, name, .. } = pupil_to_plan_for(&app, &person, pupil).await?;
    let offers = offers(&app, &person).await?;
    let mut typed = Typed(fields);
    let again = async |typed: &Typed, errors: &FormErrors| {
        let (_, draft) = draft(&app, &person, drafts::new_plan(pupil)).await?;
        app.answer(&person, pages::new((pupil, &name), typed, &offers, errors, &draft)).await
    };
    if typed::add_row(&mut typed) {
        return again(&typed, &FormErrors::default()).await;
    }
    let parsed = form::kind(&typed).and_then(|kind| Ok((kind, form::content(&typed, kind, &offers, None)?)));
    let (kind, content) = match parsed {
        Ok(parsed) => parsed,
        Err(errors) => return again(&typed, &errors).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let open = plans::open_kinds(tx.conn(), pupil).await?;
    if let Err(why) = kind.may_begin(&open) {
        drop(tx);
        let mut errors = FormErrors::default();
        errors.add("kind", format!("{} has {why}", name.forename));
        return again(&typed, &errors).await;
    }
    let plan = plans::create(&mut tx, pupil, kind, &content).await?;
    store_drafts::clear(&mut tx, drafts::new_plan(pupil)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{plan}?saved=plan")).into_response())
}

async fn edit(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let plan = load_to_change(&app, &person, id).await?;
    let offers = offers(&app, &person).await?;
    app.viewed(&person, Subject::Plan, plan.pupil).await?;
    let (typed, draft) = draft(&app, &person, drafts::of_plan(plan.id)).await?;
    match typed {
        Some(typed) if is_stale(&typed, &plan) => conflict(&app, &person, &plan, typed, &offers).await,
        typed => {
            let typed = typed.unwrap_or_else(|| typed::of(&plan.content, plan.version));
            let page = pages::edit(&plan, &typed, &offers, &Default::default(), &draft);
            app.answer(&person, page).await
        }
    }
}

async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let plan = load_to_change(&app, &person, id).await?;
    let offers = offers(&app, &person).await?;
    let mut typed = Typed(fields);
    let again = async |typed: &Typed, errors: &FormErrors| {
        let (_, draft) = draft(&app, &person, drafts::of_plan(plan.id)).await?;
        app.answer(&person, pages::edit(&plan, typed, &offers, errors, &draft)).await
    };
    if typed::add_row(&mut typed) {
        return again(&typed, &FormErrors::default()).await;
    }
    if is_stale(&typed, &plan) {
        return conflict(&app, &person, &plan, typed, &offers).await;
    }
    if merging::was_asked(&typed) {
        let (mine, differences) = beside(&app, &plan, &typed).await?;
        typed = mine;
        if let Err(errors) = merging::chosen(&mut typed, &differences) {
            let page = pages::conflict(&plan, &typed, &differences, &offers, &errors);
            return app.answer(&person, page).await;
        }
    }
    let content = match form::content(&typed, plan.kind, &offers, Some(&plan)) {
        Ok(content) => content,
        Err(errors) => return again(&typed, &errors).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if plans::save(&mut tx, &plan, &content).await? == Saved::Stale {
        drop(tx);
        let newer = load_to_change(&app, &person, id).await?;
        return conflict(&app, &person, &newer, typed, &offers).await;
    }
    store_drafts::clear(&mut tx, drafts::of_plan(plan.id)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{}?saved=plan", plan.id)).into_response())
}

/// Ends a plan in which nothing was ever written.
async fn discard(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let plan = load_to_change(&app, &person, id).await?;
    let written = || Error::Conflict("Something is written in this plan: it ends with a review.".to_owned());
    if !plan.may_be_discarded() {
        return Err(written());
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !plans::discard(&mut tx, &plan).await? {
        return Err(written());
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}", plan.pupil)).into_response())
}

/// Whether a form was opened before somebody else saved.
fn is_stale(typed: &Typed, plan: &PlanView) -> bool {
    typed.get("version").parse() != Ok(plan.version)
}

/// Both texts on one page: what was saved meanwhile, and what this person typed. Whose stays is asked field by field.
async fn conflict(app: &App, person: &Person, plan: &PlanView, mut typed: Typed, offers: &Offers) -> Result<Response> {
    merging::forget(&mut typed);
    let (mine, differences) = beside(app, plan, &typed).await?;
    let page = pages::conflict(plan, &mine, &differences, offers, &FormErrors::default());
    app.answer(person, page.refused(StatusCode::CONFLICT)).await
}

/// What was typed with its rows under the saved plan's numbers, and where the two differ.
async fn beside(app: &App, plan: &PlanView, typed: &Typed) -> Result<(Typed, Vec<Difference>)> {
    let line = plans::successors(&mut *app.store.read().await?, plan.id).await?;
    let (mine, theirs) = merge::aligned(typed, plan, &line);
    let differences = merging::differing(&mine, &theirs, merge::called);
    Ok((mine, differences))
}

/// What this person has written of a plan and not saved.
async fn draft(app: &App, person: &Person, place: Place) -> Result<(Option<Typed>, Draft)> {
    Ok(keeping::load(&mut *app.store.read().await?, person, place).await?)
}

/// The plan as this person may see it.
pub(in crate::web) async fn load(app: &App, person: &Person, id: i64) -> Result<PlanView> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.store.register(&mut conn, person.viewer.school, today).await?;
    let of = Of::seen_by(&person.viewer).about(id);
    let found = register.part_of::<Option<PlanView>>(&mut conn, of, today).await?;
    Option::clone(&found).ok_or(Error::NotFound)
}

async fn load_to_change(app: &App, person: &Person, id: i64) -> Result<PlanView> {
    let plan = load(app, person, id).await?;
    if !plan.may(Thing::Plan, Verb::Change) {
        return Err(Error::Forbidden);
    }
    if !plan.is_open() {
        return Err(Error::Conflict("This plan has ended. Make a new one on the pupil's page.".to_owned()));
    }
    Ok(plan)
}

async fn pupil_to_plan_for(app: &App, person: &Person, pupil: i64) -> Result<PupilCard> {
    let mut conn = app.store.read().await?;
    let (pupil, today) = (PupilId(pupil), app.clock.now().today());
    let card = plans::pupil_for(&mut conn, &person.viewer, pupil, Verb::See, today).await?.ok_or(Error::NotFound)?;
    if person.viewer.may(Relation::None, Thing::Plan, Verb::Change) { Ok(card) } else { Err(Error::Forbidden) }
}

async fn offers(app: &App, person: &Person) -> Result<Offers> {
    let (school, today) = (person.viewer.school, app.clock.now().today());
    let mut conn = app.store.read().await?;
    let rules = schools::rules(&mut conn, school, today).await?;
    Ok(Offers {
        most_weeks: rules.get(rules::PART_TIME_TIMETABLE_WEEKS),
        calendar: calendar::load(&mut conn, school).await?,
        leads: plans::leads(&mut conn, school, today).await?,
        rates: plans::rates(&mut conn, school).await?,
        provisions: plans::provisions(&mut conn, school).await?,
        today,
    })
}

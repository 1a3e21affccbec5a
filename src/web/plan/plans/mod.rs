//! Making, reading and editing a plan. Only a person who may change plans sees the form; everybody else who may see the plan reads it.

mod answers;
mod around;
mod bank;
mod copy;
mod drafts;
mod form;
mod merge;
mod pages;
mod quality;
mod rows;
mod typed;
mod versions;
mod view;

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        audit::Subject,
        ids::{PlanId, PupilId},
        need::prepares_for_adulthood,
        plan::PlanKind,
        quality::Quality,
        rules,
        sen_status::SenCode,
    },
    store::{
        calendar,
        drafts::{self as store_drafts, Place},
        plans::{self, Content, PlanView, PupilCard, Saved, quality as rules_on_writing, versions as kept_versions},
        provisions,
        register::{Of, Register},
        schools, templates,
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
        .route("/pupils/{id}/plans/bank", get(bank::show_new).post(bank::put_new))
        .route("/plans/{id}", get(show).post(save))
        .route("/plans/{id}/edit", get(edit))
        .route("/plans/{id}/bank", get(bank::show).post(bank::put))
        .route("/plans/{id}/copy", get(copy::ask).post(copy::copy))
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
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, &person, today).await?;
    let of = Of::seen_by(&person.viewer).about(id);
    let plan = load_from(&mut conn, &register, of, today).await?;
    let around = register.part_of::<PlanSurroundings>(&mut conn, of, today).await?;
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
    Query(AddedRow { added }): Query<AddedRow>,
) -> Result<Response> {
    let PupilCard { id: pupil, name, sen } = pupil_to_plan_for(&app, &person, pupil).await?;
    let kind = PlanKind::from_code(&wanted.kind).unwrap_or(usual_kind(sen));
    let (mut typed, draft) = draft(&app, &person, drafts::new_plan(pupil)).await?;
    if let Some(typed) = typed.as_mut().filter(|_| !added.is_empty()) {
        typed.set(typed::ADDED, added);
    }
    let drafted = typed.as_ref().and_then(|typed| PlanKind::from_code(typed.get("kind")));
    let offers = offers(&app, &person, pupil, TemplateOf::New(drafted.unwrap_or(kind))).await?;
    let typed = typed.unwrap_or_else(|| typed::blank(kind, person.viewer.staff, offers.default_review()));
    let page = pages::new((pupil, &name), &typed, &offers, &Default::default(), &draft);
    app.answer(&person, page).await
}

/// The plan that a pupil of this status has.
fn usual_kind(sen: SenCode) -> PlanKind {
    if sen == SenCode::Ehcp { PlanKind::EhcDelivery } else { PlanKind::SenSupport }
}

async fn create(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let PupilCard { id: pupil, name, .. } = pupil_to_plan_for(&app, &person, pupil).await?;
    let mut typed = Typed(fields);
    let chosen = PlanKind::from_code(typed.get("kind")).unwrap_or(PlanKind::SenSupport);
    let offers = offers(&app, &person, pupil, TemplateOf::New(chosen)).await?;
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
    templates::begun_with(&mut tx, plan, kind).await?;
    store_drafts::clear(&mut tx, drafts::new_plan(pupil)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{plan}?saved=plan")).into_response())
}

/// The row that was put in a moment ago, at which the form opens: "target-3".
#[derive(Deserialize)]
struct AddedRow {
    #[serde(default)]
    added: String,
}

async fn edit(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(AddedRow { added }): Query<AddedRow>,
) -> Result<Response> {
    let plan = as_drafted(&app, load_to_change(&app, &person, id).await?).await?;
    let offers = offers(&app, &person, plan.pupil, TemplateOf::Plan(plan.id, plan.kind)).await?;
    app.viewed(&person, Subject::Plan, plan.pupil).await?;
    let (mut typed, draft) = draft(&app, &person, drafts::of_plan(plan.id)).await?;
    if let Some(typed) = typed.as_mut().filter(|_| !added.is_empty()) {
        typed.set(typed::ADDED, added);
    }
    match typed {
        Some(mut typed) if is_stale(&typed, &plan) => {
            match bring_together(&app, &plan, &mut typed, offers.costs).await? {
                Some(both) => conflict(&app, &person, &plan, &typed, &both, &offers).await,
                None => app.answer(&person, pages::edit(&plan, &typed, &offers, &Default::default(), &draft)).await,
            }
        }
        typed => {
            let typed = typed.unwrap_or_else(|| typed::of(&plan.content, plan.lock(), offers.costs));
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
    let live = load_to_change(&app, &person, id).await?;
    let plan = as_drafted(&app, live.clone()).await?;
    let offers = offers(&app, &person, plan.pupil, TemplateOf::Plan(plan.id, plan.kind)).await?;
    let mut typed = Typed(fields);
    let again = async |typed: &Typed, errors: &FormErrors| {
        let (_, draft) = draft(&app, &person, drafts::of_plan(plan.id)).await?;
        app.answer(&person, pages::edit(&plan, typed, &offers, errors, &draft)).await
    };
    if typed::add_row(&mut typed) {
        return again(&typed, &FormErrors::default()).await;
    }
    if is_stale(&typed, &plan) {
        if let Some(both) = bring_together(&app, &plan, &mut typed, offers.costs).await? {
            return conflict(&app, &person, &plan, &typed, &both, &offers).await;
        }
    } else if merging::was_asked(&typed) {
        let differences = merging::asked(&typed, merge::called);
        if let Err(errors) = merging::chosen(&mut typed, &differences) {
            let theirs = merging::as_opened(&typed).unwrap_or_default();
            let page = pages::conflict(&plan, (&typed, &theirs), &differences, &offers, &errors);
            return app.answer(&person, page).await;
        }
    }
    let content = match form::content(&typed, plan.kind, &offers, Some(&plan)) {
        Ok(content) => content,
        Err(errors) => return again(&typed, &errors).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if plans::save_or_draft(&mut tx, &live, &content).await? == Saved::Stale {
        drop(tx);
        let newer = as_drafted(&app, load_to_change(&app, &person, id).await?).await?;
        return match bring_together(&app, &newer, &mut typed, offers.costs).await? {
            Some(both) => conflict(&app, &person, &newer, &typed, &both, &offers).await,
            None => again(&typed, &FormErrors::default()).await,
        };
    }
    store_drafts::clear(&mut tx, drafts::of_plan(plan.id)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{}?saved=plan", plan.id)).into_response())
}

/// Ends a plan in which nothing was ever written.
async fn discard(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let plan = load_to_change(&app, &person, id).await?;
    if !plan.may(Thing::Plan, Verb::Change) {
        return Err(Error::Forbidden);
    }
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
    typed.get("version").parse() != Ok(plan.lock())
}

/// What somebody else saved meanwhile, and where both wrote.
struct Both {
    theirs: Typed,
    differences: Vec<Difference>,
}

/// Brings what was typed up to the saved plan: its rows under the plan's numbers, and what only the other one changed. What is left to be
/// asked, if anything is.
async fn bring_together(app: &App, plan: &PlanView, typed: &mut Typed, costs: bool) -> Result<Option<Both>> {
    merging::forget(typed);
    let line = plans::successors(&mut *app.store.read().await?, plan.id).await?;
    let (mut mine, theirs) = merge::aligned(typed, plan, &line, costs);
    let opened = merge::as_opened(&mine, &theirs);
    let differences = merging::brought_together(opened.as_ref(), &mut mine, &theirs, merge::called);
    mine.set("version", plan.lock().to_string());
    mine.set(merging::OPENED, merging::packed(&theirs));
    *typed = mine;
    Ok((!differences.is_empty()).then_some(Both { theirs, differences }))
}

/// Both texts on one page: what was saved meanwhile, and what this person typed. Whose stays is asked field by field.
async fn conflict(
    app: &App,
    person: &Person,
    plan: &PlanView,
    mine: &Typed,
    Both { theirs, differences }: &Both,
    offers: &Offers,
) -> Result<Response> {
    let page = pages::conflict(plan, (mine, theirs), differences, offers, &FormErrors::default());
    app.answer(person, page.refused(StatusCode::CONFLICT)).await
}

/// What this person has written of a plan and not saved.
async fn draft(app: &App, person: &Person, place: Place) -> Result<(Option<Typed>, Draft)> {
    Ok(keeping::load(&mut *app.store.read().await?, person, place).await?)
}

/// The plan as this person may see it.
pub(in crate::web) async fn load(app: &App, person: &Person, id: i64) -> Result<PlanView> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    load_from(&mut conn, &register, Of::seen_by(&person.viewer).about(id), today).await
}

/// The same of a register at hand: one of many, or one with more around it.
pub(in crate::web) async fn load_from(
    conn: &mut SqliteConnection,
    register: &Register,
    of: Of,
    today: NaiveDate,
) -> Result<PlanView> {
    let found = register.part_of::<Option<PlanView>>(conn, of, today).await?;
    Option::clone(&found).ok_or(Error::NotFound)
}

/// A plan with what is drafted in the place of what is in force, where a draft is being written: that is what a form changes.
async fn as_drafted(app: &App, mut plan: PlanView) -> Result<PlanView> {
    if let Some(drafted) = kept_versions::draft(&mut *app.store.read().await?, &plan).await? {
        plan.content = drafted;
    }
    Ok(plan)
}

/// What the rules say of what is written, which may be a draft of it.
pub(in crate::web) async fn quality_of(
    app: &App,
    person: &Person,
    plan: &PlanView,
    content: &Content,
) -> Result<Quality> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    let around = rules_on_writing::around(&mut conn, plan.id, plan.pupil, today).await?;
    Ok(rules_on_writing::check(plan, content, &around, register.calendar()))
}

pub(in crate::web) async fn load_to_change(app: &App, person: &Person, id: i64) -> Result<PlanView> {
    let plan = load(app, person, id).await?;
    if !plan.may_write() {
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

/// Whose template a form follows.
#[derive(Clone, Copy)]
enum TemplateOf {
    /// The version that a plan was begun with.
    Plan(PlanId, PlanKind),
    /// The newest of a kind.
    New(PlanKind),
}

async fn offers(app: &App, person: &Person, pupil: PupilId, of: TemplateOf) -> Result<Offers> {
    let (school, today) = (person.viewer.school, app.clock.now().today());
    let mut conn = app.store.read().await?;
    let rules = schools::rules(&mut conn, school, today).await?;
    let register = app.register(&mut conn, person, today).await?;
    let class = register.facts().children.find(pupil).and_then(|child| child.class_on(today));
    let template = match of {
        TemplateOf::Plan(plan, kind) => templates::of_plan(&mut conn, plan, kind).await?,
        TemplateOf::New(kind) => templates::of_new_plan(&mut conn, school, kind).await?,
    };
    Ok(Offers {
        template,
        prepares: class.is_some_and(|one| prepares_for_adulthood(&one.nc_year)),
        most_weeks: rules.get(rules::PART_TIME_TIMETABLE_WEEKS),
        calendar: calendar::load(&mut conn, school).await?,
        leads: plans::leads(&mut conn, school, today).await?,
        rates: plans::rates(&mut conn, school).await?,
        provisions: provisions::patterns(&mut conn, school).await?,
        costs: person.may(Thing::Costs, Verb::Change),
        runs: person.may(Thing::Plan, Verb::Change),
        today,
    })
}

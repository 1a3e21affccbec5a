//! Where a pupil was before: entered with its days, and what became of the pupil's file there.

mod page;

pub(in crate::web) use page::section;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::NaiveDate;

use super::head;
use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        earlier_setting::{EarlierSetting, FileStep, LONGEST, SettingKind},
        ids::PupilId,
    },
    store::{
        earlier_settings::{self, HeldSetting},
        pupils::head::Head,
    },
    web::{
        App,
        form::{days::day_gone, fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/earlier-settings", post(enter))
        .route("/pupils/{id}/earlier-settings/new", get(new))
        .route("/pupils/{id}/earlier-settings/{setting}/file", get(ask_file).post(record_file))
        .route("/pupils/{id}/earlier-settings/{setting}/withdrawal", get(ask_withdraw).post(withdraw))
}

async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    app.viewed(&person, Subject::EarlierSetting, head.id).await?;
    app.answer(&person, page::form(&head, &Typed::default(), &FormErrors::default())).await
}

async fn enter(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (typed, now) = (Typed(fields), app.clock.now());
    let what = match read(&typed, now.today()) {
        Ok(what) => what,
        Err(errors) => return app.answer(&person, page::form(&head, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    earlier_settings::enter(&mut tx, head.id, &what).await?;
    tx.commit().await?;
    Ok(back(&head))
}

fn read(typed: &Typed, today: NaiveDate) -> std::result::Result<EarlierSetting, FormErrors> {
    let mut errors = FormErrors::default();
    let kind = SettingKind::from_code(typed.get("kind"));
    if kind.is_none() {
        errors.add("kind", "Choose what it was");
    }
    let name = typed.get("name").to_owned();
    if name.is_empty() || name.chars().count() > LONGEST {
        errors.add("name", format!("Enter its name, in at most {LONGEST} letters"));
    }
    let from = maybe_gone(typed, "from_on", "the first day there", today, &mut errors);
    let until = day_gone(typed, "until_on", "the last day there", today, &mut errors);
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        errors.add("until_on", "The last day would be before the first: look at both again");
    }
    let why_left = typed.get("why_left").to_owned();
    if why_left.chars().count() > LONGEST {
        errors.add("why_left", format!("Say why in at most {LONGEST} letters"));
    }
    let asked_on = maybe_gone(typed, "asked_on", "the day on which the file was asked for", today, &mut errors);
    let came_on = maybe_gone(typed, "came_on", "the day on which the file came", today, &mut errors);
    let (Some(kind), Some(until)) = (kind, until) else { return Err(errors) };
    let what = EarlierSetting { kind, name, from, until, why_left, asked_on, came_on: None };
    if let Some(Err(why)) = came_on.map(|on| what.step(FileStep::Came, on)) {
        errors.add("came_on", why.to_string());
    }
    if errors.is_empty() { Ok(EarlierSetting { came_on, ..what }) } else { Err(errors) }
}

/// A day that has come, where one was typed.
fn maybe_gone(
    typed: &Typed,
    field: &'static str,
    what: &str,
    today: NaiveDate,
    errors: &mut FormErrors,
) -> Option<NaiveDate> {
    if typed.get(field).is_empty() { None } else { day_gone(typed, field, what, today, errors) }
}

/// One of this pupil's.
fn one(all: Vec<HeldSetting>, id: i64) -> Result<HeldSetting> {
    all.into_iter().find(|held| held.id.0 == id).ok_or(Error::NotFound)
}

async fn load(app: &App, pupil: PupilId, id: i64) -> Result<HeldSetting> {
    one(earlier_settings::of_pupil(&mut *app.store.read().await?, pupil).await?, id)
}

async fn ask_file(State(app): State<App>, person: Person, Path((id, setting)): Path<(i64, i64)>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = load(&app, head.id, setting).await?;
    let mut typed = Typed::default();
    let next = if held.what.asked_on.is_none() { FileStep::Asked } else { FileStep::Came };
    typed.set("step", next.as_code());
    typed.set("happened_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::EarlierSetting, head.id).await?;
    app.answer(&person, page::file(&head, &held, &typed, &FormErrors::default())).await
}

async fn record_file(
    State(app): State<App>,
    person: Person,
    Path((id, setting)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = load(&app, head.id, setting).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let step = FileStep::from_code(typed.get("step"));
    if step.is_none() {
        errors.add("step", "Choose what became of the file");
    }
    let on = day_gone(&typed, "happened_on", "the day", now.today(), &mut errors);
    let (Some(step), Some(on)) = (step, on) else {
        return app.answer(&person, page::file(&head, &held, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let held = one(earlier_settings::of_pupil(tx.conn(), head.id).await?, setting)?;
    if let Err(why) = held.what.step(step, on) {
        drop(tx);
        errors.add("happened_on", why.to_string());
        return app.answer(&person, page::file(&head, &held, &typed, &errors)).await;
    }
    earlier_settings::record(&mut tx, head.id, held.id, step, on).await?;
    tx.commit().await?;
    Ok(back(&head))
}

async fn ask_withdraw(
    State(app): State<App>,
    person: Person,
    Path((id, setting)): Path<(i64, i64)>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = load(&app, head.id, setting).await?;
    app.viewed(&person, Subject::EarlierSetting, head.id).await?;
    app.answer(&person, page::withdrawal(&head, &held)).await
}

async fn withdraw(State(app): State<App>, person: Person, Path((id, setting)): Path<(i64, i64)>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = load(&app, head.id, setting).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !earlier_settings::withdraw(&mut tx, head.id, held.id).await? {
        return Err(Error::Conflict("Somebody else has withdrawn it meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/record#earlier", head.id)).into_response()
}

//! Concerns: raised by whoever teaches or supports a pupil, with SEN or without; decided by the SENCO; and the answer goes back.

mod deciding;
mod form;
mod page;

pub(in crate::web) use page::{mine, on_today};

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::{ConcernId, PupilId},
        people::Role,
    },
    store::{
        concerns::{self, Concern, Which},
        pupils::{self, page::Listed},
    },
    web::{
        App,
        form::fields::FormErrors,
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        pupil::head,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/concerns", get(list))
        .route("/concerns/new", get(choose))
        .route("/concerns/{id}", get(show))
        .route("/concerns/{id}/decisions", post(deciding::create))
        .route("/pupils/{id}/concerns", get(of_pupil).post(create))
        .route("/pupils/{id}/concerns/new", get(new))
}

async fn list(State(app): State<App>, person: Person) -> Result<Response> {
    if !has_concerns(person.viewer.role) {
        return Err(Error::Forbidden);
    }
    let today = app.clock.now().today();
    let found = concerns::visible_to(&mut *app.store.read().await?, &person.viewer, Which::All, today).await?;
    audit_views(&app, &person, &found).await?;
    let raises = person.viewer.role != Role::Head;
    let body = page::list(&found, raises, person.may(Thing::Concern, Verb::Change), today);
    app.answer(&person, Page::new("Concerns", body).at(Nav::Concerns)).await
}

/// Roles that raise concerns, decide about them or read them all.
fn has_concerns(role: Role) -> bool {
    matches!(role, Role::Senco | Role::Head | Role::Teacher | Role::TeachingAssistant)
}

/// Whom the concern is to be about.
#[derive(Deserialize)]
struct ConcernsFilter {
    pupil: Option<String>,
}

async fn choose(State(app): State<App>, person: Person, Query(chosen): Query<ConcernsFilter>) -> Result<Response> {
    if !has_concerns(person.viewer.role) || person.viewer.role == Role::Head {
        return Err(Error::Forbidden);
    }
    let mut errors = FormErrors::default();
    match chosen.pupil.map(|id| id.parse::<i64>()) {
        Some(Ok(pupil)) => return Ok(Redirect::to(&format!("/pupils/{pupil}/concerns/new")).into_response()),
        Some(Err(_)) => {
            errors.add("pupil", "Choose whom it is about");
        }
        None => {}
    }
    let mut pupils = listed(&app, &person).await?;
    pupils.retain(|pupil| person.viewer.may(pupil.relation, Thing::Concern, Verb::Change));
    app.answer(&person, Page::new("Raise a concern", page::choose(&pupils, &errors)).wrong(&errors)).await
}

async fn of_pupil(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let today = app.clock.now().today();
    let pupil = head::open(&app, &person, id, Thing::Pupil).await?;
    let (sees, raises) = (pupil.may(Thing::Concern, Verb::See), pupil.may(Thing::Concern, Verb::Change));
    if !sees && !raises {
        return Err(Error::NotFound);
    }
    let which = Which::Of(pupil.id);
    let found = concerns::visible_to(&mut *app.store.read().await?, &person.viewer, which, today).await?;
    app.viewed(&person, Subject::Concerns, pupil.id).await?;
    let body = page::of_pupil(&pupil, &found, raises && pupil.left_on(today).is_none(), today);
    let title = format!("Concerns · {}", pupil.name.short());
    app.answer(&person, Page::new(title, body)).await
}

async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let about = load_to_raise(&app, &person, id).await?;
    app.viewed(&person, Subject::Concerns, about.id).await?;
    let body = form::page(&about, &form::ConcernFields::default(), &Default::default());
    app.answer(&person, Page::new(form::TITLE, body)).await
}

async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(typed): Form<form::ConcernFields>,
) -> Result<Response> {
    let about = load_to_raise(&app, &person, id).await?;
    let content = match typed.content(app.clock.now().today()) {
        Ok(content) => content,
        Err(errors) => {
            let body = form::page(&about, &typed, &errors);
            return app.answer(&person, Page::new(form::TITLE, body).wrong(&errors)).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let id = concerns::raise(&mut tx, about.id, person.viewer.staff, &content).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/concerns/{id}?saved=concern")).into_response())
}

#[derive(Deserialize)]
struct ConcernQuery {
    saved: Option<String>,
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(after): Query<ConcernQuery>,
) -> Result<Response> {
    let now = app.clock.now();
    let concern = load(&app, &person, id).await?;
    app.viewed(&person, Subject::Concern, concern.pupil).await?;
    let seen = page::ConcernPage {
        decides: person.may(Thing::Concern, Verb::Change),
        is_own: concern.raised_by.0 == person.viewer.staff,
        saved: after.saved.as_deref(),
        today: now.today(),
    };
    let body = page::one(&concern, &seen, &deciding::DecisionFields::fresh(&concern), &Default::default());
    app.answer(&person, Page::new(title(&concern), body)).await
}

fn title(concern: &Concern) -> String {
    format!("Concern about {}", concern.pupil_name.short())
}

/// One concern, if this person may read it today.
async fn load(app: &App, person: &Person, id: i64) -> Result<Concern> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let found = concerns::visible_to(&mut conn, &person.viewer, Which::One(ConcernId(id)), today).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}

/// A pupil on roll about whom this person may raise a concern.
async fn load_to_raise(app: &App, person: &Person, id: i64) -> Result<Listed> {
    let all = listed(app, person).await?;
    let pupil = all.into_iter().find(|p| p.id == PupilId(id)).ok_or(Error::NotFound)?;
    let can = |verb| person.viewer.may(pupil.relation, Thing::Concern, verb);
    match (can(Verb::Change), can(Verb::See)) {
        (true, _) => Ok(pupil),
        (false, true) => Err(Error::Forbidden),
        _ => Err(Error::NotFound),
    }
}

/// The pupils whom somebody may see today.
async fn listed(app: &App, person: &Person) -> Result<Vec<Listed>> {
    let today = app.clock.now().today();
    let register = app.register(&mut *app.store.read().await?, person, today).await?;
    Ok(pupils::page::list(&register, &person.viewer, today))
}

async fn audit_views(app: &App, person: &Person, found: &[Concern]) -> Result<()> {
    let seen: Vec<_> = found.iter().map(|c| (Some(c.id.0), c.pupil)).collect();
    app.viewed_all(person, Subject::Concern, &seen).await
}

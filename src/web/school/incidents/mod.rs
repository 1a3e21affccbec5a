//! Significant incidents of force, restraint and seclusion: recorded on the day by whoever was there, told to the parents in writing on the
//! same day, read by the SENCO, the head and whoever wrote them. Nothing of them stands in a plan, on a sheet or in a pack.

mod form;
mod letter;
mod page;
mod telling;

pub(in crate::web) use page::on_today;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::IncidentId,
        incident::{Telling, may_read},
    },
    store::{
        incidents::{self, Incident},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut, given},
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
        pupil::head,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/incidents", get(list).post(enter))
        .route("/pupils/{id}/incidents/new", get(new))
        .route("/pupils/{id}/incidents/{incident}", get(show))
        .route("/pupils/{id}/incidents/{incident}/correction", get(ask_correct).post(correct))
        .route("/pupils/{id}/incidents/{incident}/tellings", get(telling::ask).post(telling::tell))
        .route("/pupils/{id}/incidents/{incident}/letters/{adult}", get(letter::show))
}

/// The pupil, for somebody who reads incidents or may record one.
async fn open(app: &App, person: &Person, id: i64) -> Result<Head> {
    let head = head::open(app, person, id, Thing::Pupil).await?;
    let may = |verb| head.may(Thing::Incident, verb);
    if may(Verb::See) || may(Verb::Change) { Ok(head) } else { Err(Error::NotFound) }
}

/// The same, for somebody who may record one.
async fn open_to_record(app: &App, person: &Person, id: i64) -> Result<Head> {
    let head = open(app, person, id).await?;
    if head.may(Thing::Incident, Verb::Change) { Ok(head) } else { Err(Error::Forbidden) }
}

/// The incidents of a pupil that the reader may read.
async fn readable(app: &App, head: &Head) -> Result<Vec<Incident>> {
    let all = incidents::of_pupil(&mut *app.store.read().await?, head.id).await?;
    let viewer = head.viewer();
    Ok(all.into_iter().filter(|one| may_read(viewer, head.relation, one.author() == viewer.staff)).collect())
}

async fn one(app: &App, head: &Head, incident: i64) -> Result<Incident> {
    let all = readable(app, head).await?;
    all.into_iter().find(|one| one.id == IncidentId(incident)).ok_or(Error::NotFound)
}

/// Whether the reader tells parents: who reads every incident, and who meets the pupil's parents anyway. Others do not learn who they are.
fn tells(head: &Head) -> bool {
    head.may(Thing::Incident, Verb::Change)
        && (head.may(Thing::Incident, Verb::See) || head.may(Thing::Conversation, Verb::Change))
}

/// Where the telling of an incident stands today.
async fn stands(app: &App, head: &Head, of: &Incident) -> Result<Telling> {
    let (today, day) = (app.clock.now().today(), of.newest.account.on);
    let mut conn = app.store.read().await?;
    let facts = incidents::facts(&mut conn, head.viewer().school, (day, day), today).await?;
    facts.into_iter().find(|fact| fact.id == of.id).map(|fact| fact.telling).ok_or(Error::NotFound)
}

async fn list(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = open(&app, &person, id).await?;
    let all = readable(&app, &head).await?;
    app.viewed(&person, Subject::Incident, head.id).await?;
    app.answer(&person, page::list(&head, &all)).await
}

async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = open_to_record(&app, &person, id).await?;
    let mut typed = Typed::default();
    typed.set("on", app.clock.now().today().to_string());
    typed.set("staff", person.name.formal());
    app.viewed(&person, Subject::Incident, head.id).await?;
    app.answer(&person, form::recording(&head, &typed, &FormErrors::default())).await
}

async fn enter(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = open_to_record(&app, &person, id).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let Some(account) = form::read(&typed, now.today(), &mut errors) else {
        return app.answer(&person, form::recording(&head, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let incident = incidents::record(&mut tx, head.id, &account).await?;
    tx.commit().await?;
    Ok(to(&head, incident))
}

async fn show(State(app): State<App>, person: Person, Path((id, incident)): Path<(i64, i64)>) -> Result<Response> {
    let head = open(&app, &person, id).await?;
    let incident = one(&app, &head, incident).await?;
    let stands = stands(&app, &head, &incident).await?;
    let mut conn = app.store.read().await?;
    let seen = page::OneIncident {
        told: incidents::tellings(&mut conn, incident.id).await?,
        parents: telling::parents(&mut conn, &head, app.clock.now().today()).await?,
        tells: tells(&head),
        stands,
        incident,
    };
    drop(conn);
    app.viewed(&person, Subject::Incident, head.id).await?;
    app.answer(&person, page::one(&head, &seen)).await
}

async fn ask_correct(
    State(app): State<App>,
    person: Person,
    Path((id, incident)): Path<(i64, i64)>,
) -> Result<Response> {
    let head = open_to_record(&app, &person, id).await?;
    let held = one(&app, &head, incident).await?;
    app.viewed(&person, Subject::Incident, head.id).await?;
    let typed = form::typed_of(&held.newest.account);
    app.answer(&person, form::correcting(&head, held.id, &typed, &FormErrors::default())).await
}

/// What was written stays, and is followed by what is right.
async fn correct(
    State(app): State<App>,
    person: Person,
    Path((id, incident)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = open_to_record(&app, &person, id).await?;
    let held = one(&app, &head, incident).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    given(&typed, "corrects", "Say why the record is written anew", &mut errors);
    let Some(account) = form::read(&typed, now.today(), &mut errors) else {
        return app.answer(&person, form::correcting(&head, held.id, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    incidents::correct(&mut tx, head.id, held.id, &account, &cut(typed.get("corrects"))).await?;
    tx.commit().await?;
    Ok(to(&head, held.id))
}

fn to(head: &Head, incident: IncidentId) -> Response {
    Redirect::to(&format!("/pupils/{}/incidents/{incident}", head.id)).into_response()
}

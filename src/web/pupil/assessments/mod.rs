//! What was found out about a pupil: dated scores on the school's own measures, and judgements in words. Read by those who see the record,
//! written by the SENCO and the pupil's own teacher (Code of Practice 6.45).

mod form;
mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        benchmark::{Benchmark, sentences},
        ids::{AssessmentId, ScoredMeasureId},
        scored_measure::ScoredMeasure,
    },
    store::{
        assessments::{self, HeldAssessment},
        benchmarks,
        pupils::head::Head,
        scored_measures,
    },
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/assessments", get(show).post(create))
        .route("/pupils/{id}/assessments/new", get(new))
        .route("/pupils/{id}/assessments/{assessment}/edit", get(edit).post(correct))
        .route("/pupils/{id}/assessments/{assessment}/withdrawal", post(withdraw))
}

/// Each measure's name, with sentences on the pupil's progress on it.
type Progressed = Vec<(String, Vec<String>)>;

type Measures = Vec<(ScoredMeasureId, ScoredMeasure)>;

/// Whether somebody who sees the record may write in what was found out.
fn assesses(head: &Head) -> bool {
    head.may(Thing::Targets, Verb::Change)
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::SenRecord).await?;
    let all = assessments::of_pupil(&mut *app.store.read().await?, head.id).await?;
    app.viewed(&person, Subject::Assessments, head.id).await?;
    let keeps = person.may(Thing::Plan, Verb::Change);
    let beside = beside(&app, &person, &head).await?;
    let body = page::body(&head, &all, &beside, (assesses(&head), keeps));
    app.answer(&person, Page::new(format!("Assessments · {}", head.name.short()), body)).await
}

/// The pupil's progress on each measure beside others' and what sources expect, in sentences. It is read by whoever reads the pupil's scores:
/// of others it says nothing of fewer than five.
async fn beside(app: &App, person: &Person, head: &Head) -> Result<Progressed> {
    let (mut conn, school, today) = (app.store.read().await?, person.viewer.school, app.clock.now().today());
    let expected = benchmarks::of_school(&mut conn, school).await?;
    let courses = benchmarks::courses(&mut conn, school, today).await?;
    let own = courses.iter().filter_map(|one| {
        let peer = one.peers.iter().find(|peer| peer.pupil == head.id)?;
        let wanted = expected.get(&one.first_id).map(Vec::as_slice).unwrap_or_default();
        let wanted: Vec<Benchmark> = wanted.iter().map(|(_, wanted)| wanted.clone()).collect();
        Some((one.measure.name.clone(), sentences(peer, &one.measure, &one.peers, &wanted)))
    });
    Ok(own.collect())
}

/// The pupil and the school's measures, for whoever may write.
async fn to_write(app: &App, person: &Person, id: i64) -> Result<(Head, Measures)> {
    let head = head::open(app, person, id, Thing::SenRecord).await?;
    if !assesses(&head) {
        return Err(Error::Forbidden);
    }
    let measures = scored_measures::in_use(&mut *app.store.read().await?, person.viewer.school).await?;
    Ok((head, measures))
}

async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (head, measures) = to_write(&app, &person, id).await?;
    let mut typed = Typed::default();
    typed.set("assessed_on", app.clock.now().today().to_string());
    typed.set("assessor", person.name.formal());
    app.viewed(&person, Subject::Assessments, head.id).await?;
    app.answer(&person, form::page(&head, None, &measures, &typed, &FormErrors::default())).await
}

async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let ((head, measures), typed) = (to_write(&app, &person, id).await?, Typed(fields));
    let new = match form::read(&typed, &head, &measures, app.clock.now().today()) {
        Ok(new) => new,
        Err(errors) => return app.answer(&person, form::page(&head, None, &measures, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    assessments::add(&mut tx, head.id, &new).await?;
    tx.commit().await?;
    Ok(back(&head))
}

fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/assessments", head.id)).into_response()
}

/// The assessment that is put right, with the measures among which it can be: its own as it was then, too.
async fn to_correct(app: &App, person: &Person, (id, which): (i64, i64)) -> Result<(Head, HeldAssessment, Measures)> {
    let (head, mut measures) = to_write(app, person, id).await?;
    let all = assessments::of_pupil(&mut *app.store.read().await?, head.id).await?;
    let found = all.into_iter().find(|one| one.id.0 == which && one.stands).ok_or(Error::NotFound)?;
    if let Some(held) = found.scored.as_ref().filter(|held| !measures.iter().any(|(id, _)| *id == held.measure_id)) {
        measures.push((held.measure_id, held.measure.clone()));
    }
    Ok((head, found, measures))
}

async fn edit(State(app): State<App>, person: Person, Path(which): Path<(i64, i64)>) -> Result<Response> {
    let (head, found, measures) = to_correct(&app, &person, which).await?;
    app.viewed(&person, Subject::Assessments, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, form::page(&head, Some(found.id), &measures, &form::typed(&found), &errors)).await
}

async fn correct(
    State(app): State<App>,
    person: Person,
    Path(which): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let ((head, found, measures), typed) = (to_correct(&app, &person, which).await?, Typed(fields));
    let new = match form::read(&typed, &head, &measures, app.clock.now().today()) {
        Ok(new) => new,
        Err(errors) => {
            return app.answer(&person, form::page(&head, Some(found.id), &measures, &typed, &errors)).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !assessments::correct(&mut tx, head.id, found.id, &new).await? {
        return Err(Error::Conflict("Somebody else has put this assessment right a moment ago.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

async fn withdraw(State(app): State<App>, person: Person, Path((id, which)): Path<(i64, i64)>) -> Result<Response> {
    let (head, _) = to_write(&app, &person, id).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !assessments::withdraw(&mut tx, head.id, AssessmentId(which)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(back(&head))
}

//! Plans without names, for governors: the SENCO or the head chooses some, or has them drawn by a number, reads every line, and publishes what
//! was read. Governors read what was published, and nothing else of any plan.

mod choice;
mod page;
mod sheet;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        ids::PlanSampleId,
    },
    store::plan_samples::{self, PlanSample},
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
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/plan-samples", get(list))
        .route("/plan-samples/new", get(choice::look))
        .route("/plan-samples/publication", post(choice::publish))
        .route("/plan-samples/{id}", get(show))
        .route("/plan-samples/{id}/withdrawal", get(ask_withdraw).post(withdraw))
}

/// What somebody may read of what was published: what was withdrawn is for those who publish.
async fn readable(app: &App, person: &Person) -> Result<Vec<PlanSample>> {
    person.must(Thing::PlanSample, Verb::See)?;
    let mut all = plan_samples::of_school(&mut *app.store.read().await?, person.viewer.school).await?;
    all.retain(|one| one.withdrawn.is_none() || person.may(Thing::PlanSample, Verb::Change));
    Ok(all)
}

async fn one(app: &App, person: &Person, id: i64) -> Result<PlanSample> {
    readable(app, person).await?.into_iter().find(|one| one.id == PlanSampleId(id)).ok_or(Error::NotFound)
}

async fn list(State(app): State<App>, person: Person) -> Result<Response> {
    let all = readable(&app, &person).await?;
    let plans = match person.may(Thing::PlanSample, Verb::Change) {
        true => Some(choice::to_choose(&app, &person).await?),
        false => None,
    };
    app.answer(&person, page::list(&person, &all, plans.as_deref(), app.clock.now().today())).await
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let sample = one(&app, &person, id).await?;
    app.looked(&person, Entry::new(Deed::Viewed, Subject::PlanSample).id(id)).await?;
    app.answer(&person, page::published(&sample, person.may(Thing::PlanSample, Verb::Change))).await
}

async fn ask_withdraw(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::PlanSample, Verb::Change)?;
    let sample = one(&app, &person, id).await?;
    app.answer(&person, page::withdrawal(&sample, &Typed::default(), &FormErrors::default())).await
}

async fn withdraw(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::PlanSample, Verb::Change)?;
    let sample = one(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    given(&typed, "why", "Write down why", &mut errors);
    if !errors.is_empty() {
        return app.answer(&person, page::withdrawal(&sample, &typed, &errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !plan_samples::withdraw(&mut tx, sample.id, &cut(typed.get("why"))).await? {
        return Err(Error::Conflict("It has been withdrawn already.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to("/plan-samples").into_response())
}

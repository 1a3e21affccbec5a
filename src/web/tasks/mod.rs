//! Things to do for the office and the SENCO: whom to phone, what to print, what to look into.

mod letter;
mod page;

pub(in crate::web) use page::kind;

use axum::{
    Router,
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    App,
    error::{Error, Result},
    session::Person,
    ui::layout,
};
use crate::{
    domain::{
        access::{self, Thing, Verb},
        ids::TaskId,
        notice::{HeldBack, Recipient},
        people::Role,
    },
    store::{
        audit::Entry,
        contacts, conversations, reminders, schools,
        tasks::{self, OpenTask},
    },
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/tasks", get(show))
        .route("/tasks/{id}/done", post(done))
        .route("/tasks/{id}/letter", get(print))
}

/// A task, and why its adult may not be contacted, if that is so today.
struct Shown {
    task: OpenTask,
    blocked: Option<HeldBack>,
}

/// What came of it.
#[derive(Debug, Deserialize)]
struct Done {
    #[serde(default)]
    note: String,
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    answer(&app, &person, StatusCode::OK, None).await
}

async fn done(State(app): State<App>, person: Person, Path(id): Path<i64>, Form(form): Form<Done>) -> Result<Response> {
    person.must(Thing::Tasks, Verb::Change)?;
    let id = find(&app, &person, id).await?.task.id;
    let note = form.note.trim();
    if note.is_empty() {
        return answer(&app, &person, StatusCode::UNPROCESSABLE_ENTITY, Some(id)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !tasks::done(&mut tx, id, note).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/tasks").into_response())
}

async fn print(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Tasks, Verb::See)?;
    let Shown { task, blocked } = find(&app, &person, id).await?;
    let (Some(adult), Some(pupil), "print_letter") = (task.adult, task.pupil, task.kind.as_str()) else {
        return Err(Error::NotFound);
    };
    if let Some(why) = blocked {
        return Err(Error::Conflict(format!("This letter must not be sent now: {}.", why.words())));
    }
    let (school, now) = (person.viewer.school, app.clock.now());
    let mut conn = app.store.read().await?;
    let card = schools::get(&mut conn, school).await?;
    let name = reminders::name_of(&mut conn, Recipient::Adult(adult)).await?.ok_or(Error::NotFound)?;
    let meeting = match task.conversation {
        Some(id) => conversations::load(&mut conn, id, now.today()).await?,
        None => None,
    };
    drop(conn);
    let mut tx = app.store.begin(person.actor(), school, now).await?;
    tx.audit(Entry { verb: "viewed", thing: "letter", thing_id: Some(id), pupil: Some(pupil), detail: "" }).await?;
    tx.commit().await?;
    let chrome = layout::chrome(&app, &person).await?;
    let body = letter::letter(&card, &name, meeting.as_ref(), now);
    Ok(layout::page(&chrome, "Letter", body).into_response())
}

async fn answer(app: &App, person: &Person, status: StatusCode, wrong: Option<TaskId>) -> Result<Response> {
    person.must(Thing::Tasks, Verb::See)?;
    let shown = load(app, person).await?;
    let chrome = layout::chrome(app, person).await?;
    let body = page::page(
        &shown,
        person.may(Thing::Tasks, Verb::Change),
        person.may(Thing::Conversation, Verb::See),
        wrong,
        app.clock.now().today(),
    );
    let title = if wrong.is_some() { "Error: Tasks" } else { "Tasks" };
    Ok((status, layout::page(&chrome, title, body)).into_response())
}

async fn find(app: &App, person: &Person, id: i64) -> Result<Shown> {
    load(app, person).await?.into_iter().find(|one| one.task.id.0 == id).ok_or(Error::NotFound)
}

/// The open tasks this person deals with: the office its own, the SENCO and the head all of them.
async fn load(app: &App, person: &Person) -> Result<Vec<Shown>> {
    let today = app.clock.now().today();
    let mut conn = app.store.read().await?;
    let mut open = tasks::open(&mut conn, person.viewer.school).await?;
    open.retain(|task| person.viewer.role != Role::Office || task.for_role == "office");
    // A task may be older than a restriction: whether this adult may be contacted is asked anew each time.
    let about = |task: &OpenTask| task.adult.zip(task.pupil);
    let pairs: Vec<_> = open.iter().filter_map(about).collect();
    let known = contacts::facts_of_all(&mut conn, &pairs, today).await?;
    let shown = open.into_iter().map(|task| {
        let blocked = about(&task).and_then(|pair| match known.get(&pair) {
            Some(facts) => access::may_take_part(facts).err(),
            None => Some(HeldBack::NoLongerLinked),
        });
        Shown { task, blocked }
    });
    Ok(shown.collect())
}

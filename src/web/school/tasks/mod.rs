//! Things to do for the office and the SENCO: whom to phone, which address to put right, what to print, what to look into.

mod addresses;
mod doing;
pub(in crate::web) mod letter;
mod offered;
mod page;
mod printing;

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

pub(in crate::web) use offered::{other_times, times, to_answer};
use printing::written;

use crate::{
    domain::{
        access::{Thing, Verb},
        ids::TaskId,
        notice::HeldBack,
        people::Role,
        task::TaskKind,
    },
    store::{
        calendar,
        self_evaluations::actions::{Asked, actions},
        stale_tasks,
        tasks::{self, OpenTask},
    },
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/tasks", get(show))
        .route("/tasks/addresses", get(addresses::show).post(addresses::save))
        .route("/tasks/letters", get(letters))
        .route("/tasks/letters/done", post(doing::posted))
        .route("/tasks/{id}/done", post(doing::done))
        .route("/tasks/{id}/address", post(doing::address))
        .route("/tasks/{id}/interpreter", post(doing::interpreter))
        .route("/tasks/{id}/letter", get(print))
}

/// A task, and why its adult may not be contacted, if that is so today.
struct ShownTask {
    task: OpenTask,
    blocked: Option<HeldBack>,
}

/// What was wrong with what was typed about one task, and what that was.
struct Wrong {
    task: TaskId,
    /// The field's name, without the task's number.
    field: &'static str,
    sentence: &'static str,
    /// Names and values.
    typed: Vec<(&'static str, String)>,
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    app.answer(&person, list(&app, &person, None).await?).await
}

async fn print(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Tasks, Verb::See)?;
    let one = find(&app, &person, id).await?;
    if one.task.kind != TaskKind::PrintLetter || one.task.adult.is_none() || one.task.pupil.is_none() {
        return Err(Error::NotFound);
    }
    if let Some(why) = one.blocked {
        return Err(Error::Conflict(format!("This letter must not be sent now: {}.", why.words())));
    }
    written(&app, &person, &[one], None).await
}

/// All letters that may be sent today, one to a sheet.
async fn letters(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Tasks, Verb::See)?;
    let (all, others): (Vec<_>, Vec<_>) = load(&app, &person).await?.into_iter().partition(is_letter);
    let held: Vec<_> = others.into_iter().filter(|one| one.task.kind == TaskKind::PrintLetter).collect();
    written(&app, &person, &all, Some(&held)).await
}

/// A letter that may be sent today.
fn is_letter(one: &ShownTask) -> bool {
    one.task.kind == TaskKind::PrintLetter
        && one.blocked.is_none()
        && one.task.adult.is_some()
        && one.task.pupil.is_some()
}

/// The list; with what was wrong, if something was.
async fn list(app: &App, person: &Person, wrong: Option<Wrong>) -> Result<Page> {
    person.must(Thing::Tasks, Verb::See)?;
    let shown = load(app, person).await?;
    let mut conn = app.store.read().await?;
    let calendar = calendar::load(&mut conn, person.viewer.school).await?;
    // For the office this is the first page; others have theirs.
    let taken_on = match person.viewer.role {
        Role::Office => {
            let asked = Asked { open_of: Some(person.viewer.staff), ..Asked::default() };
            actions(&mut conn, person.viewer.school, asked).await?
        }
        _ => Vec::new(),
    };
    drop(conn);
    let seen = page::TasksPage {
        shown: &shown,
        taken_on: &taken_on,
        changes: person.may(Thing::Tasks, Verb::Change),
        contacts: person.may(Thing::Contacts, Verb::Change),
        meetings: person.may(Thing::Conversation, Verb::See),
        wrong: wrong.as_ref(),
        calendar: &calendar,
        today: app.clock.now().today(),
        now: app.clock.now(),
    };
    Ok(Page::new("Tasks", page::page(&seen)).at(Nav::Tasks).wrong(&wrong))
}

async fn find(app: &App, person: &Person, id: i64) -> Result<ShownTask> {
    load(app, person).await?.into_iter().find(|one| one.task.id.0 == id).ok_or(Error::NotFound)
}

/// The open tasks this person deals with: the office its own, the SENCO and the head all of them.
async fn load(app: &App, person: &Person) -> Result<Vec<ShownTask>> {
    let today = app.clock.now().today();
    let mut conn = app.store.read().await?;
    let mut open = tasks::open(&mut conn, person.viewer.school).await?;
    open.retain(|task| person.viewer.role != Role::Office || task.for_role == Role::Office);
    // A task may be older than a restriction: whether this adult may be contacted is asked anew each time, and so is whether it is still of
    // use, which the scheduler has perhaps not looked at yet.
    let (mut blocked, now) = (stale_tasks::blocked(&mut conn, &open, today).await?, app.clock.now());
    let calendar = calendar::load(&mut conn, person.viewer.school).await?;
    open.retain(|task| task.stale(blocked.get(&task.id), &calendar, now).is_none());
    Ok(open.into_iter().map(|task| ShownTask { blocked: blocked.remove(&task.id), task }).collect())
}

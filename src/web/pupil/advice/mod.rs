//! Professionals and their reports: asked on, received on, read by, became which strategy.

mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::head;
use crate::{
    domain::{access::Thing, audit::Subject},
    store::{
        advice::{self, Advice, Asked, Report},
        documents::{self, HeldDocument},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            days::day_gone,
            fields::FormErrors,
            typed::{Typed, given},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

pub(in crate::web) use page::section;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/advice/new", get(new))
        .route("/pupils/{id}/advice", post(ask))
        .route("/pupils/{id}/advice/{advice}", get(show))
        .route("/pupils/{id}/advice/{advice}/report", post(receive))
        .route("/pupils/{id}/advice/{advice}/document", post(file))
        .route("/pupils/{id}/advice/{advice}/reading", post(read))
        .route("/pupils/{id}/advice/{advice}/strategy", post(became))
}

async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let mut typed = Typed::default();
    typed.set("asked_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::Advice, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, page::new(&head, &typed, &errors)).await
}

async fn ask(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    given(&typed, "profession", "Enter who is asked: their profession", &mut errors);
    given(&typed, "about", "Write down what you ask", &mut errors);
    let on = day_gone(&typed, "asked_on", "the day on which you asked", app.clock.now().today(), &mut errors);
    let Some(on) = on.filter(|_| errors.is_empty()) else {
        return app.answer(&person, page::new(&head, &typed, &errors)).await;
    };
    let text = |name| typed.get(name).to_owned();
    let asked = Asked {
        name: text("name"),
        profession: text("profession"),
        service: text("service"),
        about: text("about"),
        parents_agreed: text("parents_agreed"),
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let advice = advice::ask(&mut tx, head.id, &asked, on).await?;
    tx.commit().await?;
    Ok(to(&head, advice))
}

async fn show(State(app): State<App>, person: Person, Path((id, advice)): Path<(i64, i64)>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::SenRecord).await?;
    let found = one(&app, &head, advice).await?;
    let mut typed = Typed::default();
    typed.set("received_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::Advice, head.id).await?;
    app.answer(&person, page(&app, &person, &head, &found, &typed, &FormErrors::default()).await?).await
}

async fn receive(
    State(app): State<App>,
    person: Person,
    Path((id, advice)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let found = one(&app, &head, advice).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let day = day_gone(&typed, "received_on", "the day on which it came", app.clock.now().today(), &mut errors);
    if day.is_some_and(|day| day < found.asked_on) {
        errors.add("received_on", "It came before it was asked for: look at the day again");
    }
    given(&typed, "summary", "Write down what it says, in short", &mut errors);
    let filed = chosen(&typed, &in_force(&app, &head).await?, &mut errors);
    let Some(received_on) = day.filter(|_| errors.is_empty()) else {
        return app.answer(&person, page(&app, &person, &head, &found, &typed, &errors).await?).await;
    };
    let report = Report { received_on, summary: typed.get("summary").to_owned() };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !advice::receive(&mut tx, head.id, found.id, &report).await? {
        return Err(Error::Conflict("Somebody else has entered this report meanwhile.".to_owned()));
    }
    if let Some(document) = filed {
        advice::file(&mut tx, head.id, found.id, document).await?;
    }
    advice::read_it(&mut tx, head.id, found.id).await?;
    tx.commit().await?;
    Ok(to(&head, found.id))
}

/// Ties a document of the pupil to a report that has come.
async fn file(
    State(app): State<App>,
    person: Person,
    Path((id, advice)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let found = one(&app, &head, advice).await?;
    if found.report.is_none() {
        return Err(Error::Conflict("The report has not come yet.".to_owned()));
    }
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let Some(document) = chosen(&typed, &in_force(&app, &head).await?, &mut errors) else {
        errors.add("document", "Choose the document");
        return app.answer(&person, page(&app, &person, &head, &found, &typed, &errors).await?).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    advice::file(&mut tx, head.id, found.id, document).await?;
    tx.commit().await?;
    Ok(to(&head, found.id))
}

/// The pupil's documents that can be opened.
async fn in_force(app: &App, head: &Head) -> Result<Vec<HeldDocument>> {
    let mut all = documents::of_pupil(&mut *app.store.read().await?, head).await?;
    all.retain(|one| one.withdrawn.is_none());
    Ok(all)
}

/// The document that was chosen, if one was: only one of this pupil's.
fn chosen(typed: &Typed, documents: &[HeldDocument], errors: &mut FormErrors) -> Option<i64> {
    let given = typed.get("document");
    let found = documents.iter().find(|one| one.id.to_string() == given).map(|one| one.id);
    if found.is_none() && !given.is_empty() {
        errors.add("document", "Choose one of the pupil’s documents");
    }
    found
}

/// Whoever may see the record may say that they have read a report: it is their own word.
async fn read(State(app): State<App>, person: Person, Path((id, advice)): Path<(i64, i64)>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::SenRecord).await?;
    let found = one(&app, &head, advice).await?;
    if found.report.is_none() {
        return Err(Error::Conflict("The report has not come yet.".to_owned()));
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    advice::read_it(&mut tx, head.id, found.id).await?;
    tx.commit().await?;
    Ok(to(&head, found.id))
}

async fn became(
    State(app): State<App>,
    person: Person,
    Path((id, advice)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let found = one(&app, &head, advice).await?;
    let typed = Typed(fields);
    let targets = advice::open_targets(&mut *app.store.read().await?, head.id).await?;
    let Some(target) = targets.iter().find(|t| t.target.to_string() == typed.get("target")) else {
        let mut errors = FormErrors::default();
        errors.add("target", "Choose the target whose strategy it became");
        return app.answer(&person, page(&app, &person, &head, &found, &typed, &errors).await?).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    advice::became(&mut tx, head.id, found.id, target.target).await?;
    tx.commit().await?;
    Ok(to(&head, found.id))
}

async fn one(app: &App, head: &Head, advice: i64) -> Result<Advice> {
    let all = advice::of_pupil(&mut *app.store.read().await?, head).await?;
    all.into_iter().find(|one| one.id == advice).ok_or(Error::NotFound)
}

async fn page(
    app: &App,
    person: &Person,
    head: &Head,
    found: &Advice,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Page> {
    let targets = advice::open_targets(&mut *app.store.read().await?, head.id).await?;
    let documents = in_force(app, head).await?;
    let filled = page::Filled { typed, errors };
    let body = page::one(person, head, found, (&targets, &documents), &filled);
    Ok(Page::new(page::TITLE, body).wrong(errors))
}

fn to(head: &Head, advice: i64) -> Response {
    Redirect::to(&format!("/pupils/{}/advice/{advice}", head.id)).into_response()
}

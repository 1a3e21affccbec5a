//! How a pupil is, once a term: filled in by the pupil with faces, or by an adult who works with them; read by everybody who sees the
//! targets, as charts and as a list.

mod class;
mod form;
mod page;

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

pub(in crate::web) use page::folded;

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        people::Role,
        wellbeing::{Source, TermOf, by_term},
    },
    store::{people::accounts, pupils::head::Head, schools, wellbeing},
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            layout,
            page::Page,
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/wellbeing", get(show).post(write))
        .route("/pupils/{id}/wellbeing/new", get(new))
        .route("/pupils/{id}/wellbeing/thanks", get(thanks))
        .route("/classes/{id}/wellbeing", get(class::show))
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Targets).await?;
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    let all = wellbeing::of_pupil(&mut conn, head.id).await?;
    let register = app.register(&mut conn, &person, today).await?;
    drop(conn);
    let filled: Vec<_> = all.iter().map(|one| one.filled).collect();
    let terms = by_term(register.calendar(), &filled, today);
    app.viewed(&person, Subject::Wellbeing, head.id).await?;
    let body = page::body(&head, &all, &terms, TermOf::containing(register.calendar(), today));
    app.answer(&person, Page::new(format!("Wellbeing · {}", head.name.short()), body)).await
}

/// The pupil, for whoever sees the targets and may write the pupil's words down.
async fn to_write(app: &App, person: &Person, id: i64) -> Result<Head> {
    let head = head::open(app, person, id, Thing::Targets).await?;
    if head.may(Thing::Voice, Verb::Change) { Ok(head) } else { Err(Error::Forbidden) }
}

/// Who is to fill it in: the pupil, unless an adult is asked for.
#[derive(Deserialize)]
struct ByQuery {
    #[serde(default)]
    by: String,
}

async fn new(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(asked): Query<ByQuery>,
) -> Result<Response> {
    let head = to_write(&app, &person, id).await?;
    app.viewed(&person, Subject::Wellbeing, head.id).await?;
    let source = Source::from_code(&asked.by).unwrap_or(Source::Pupil);
    let mut typed = Typed::default();
    typed.set("said_on", app.clock.now().today().to_string());
    typed.set("rater", person.viewer.staff.to_string());
    if source == Source::Pupil {
        typed.set("with_whom", person.name.formal());
    }
    ask(&app, &person, &head, source, &typed, &FormErrors::default()).await
}

/// The form: the pupil's own page leads to nobody else and shows nothing of what staff know.
async fn ask(
    app: &App,
    person: &Person,
    head: &Head,
    source: Source,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Response> {
    match source {
        Source::Pupil => together(app, person, form::for_the_pupil(head, typed, errors)).await,
        Source::Adult => {
            let staff = raters(app, person).await?;
            app.answer(person, form::for_an_adult(head, &staff, typed, errors)).await
        }
    }
}

async fn together(app: &App, person: &Person, page: Page) -> Result<Response> {
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?;
    Ok(layout::together_page(app, &school.name, page))
}

/// The members of staff whose view it can be, by number and name.
async fn raters(app: &App, person: &Person) -> Result<Vec<(String, String)>> {
    let all = accounts::everybody(&mut *app.store.read().await?, person.viewer.school, app.clock.now()).await?;
    let works = [Role::Senco, Role::Teacher, Role::TeachingAssistant, Role::Head].map(Role::as_code);
    let here = all.into_iter().filter(|(.., role)| works.contains(&role.as_str()));
    Ok(here.map(|(id, name, _)| (id.to_string(), name.formal())).collect())
}

async fn write(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = to_write(&app, &person, id).await?;
    let typed = Typed(fields);
    let Some(source) = Source::from_code(typed.get("source")) else {
        return Err(Error::BadRequest("Say whether the pupil or an adult fills it in.".to_owned()));
    };
    let raters = raters(&app, &person).await?;
    let new = match form::read(&typed, source, &head, &raters, app.clock.now().today()) {
        Ok(new) => new,
        Err(errors) => return ask(&app, &person, &head, source, &typed, &errors).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    wellbeing::add(&mut tx, head.id, &new).await?;
    tx.commit().await?;
    let own = format!("/pupils/{}/wellbeing", head.id);
    let to = if source == Source::Pupil { format!("{own}/thanks") } else { own };
    Ok(Redirect::to(&to).into_response())
}

/// What the pupil sees once it is saved: what others have said stays out of sight until the adult goes on.
async fn thanks(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = to_write(&app, &person, id).await?;
    app.viewed(&person, Subject::Wellbeing, head.id).await?;
    together(&app, &person, Page::new("Thank you", form::thanks(&head))).await
}

//! The school's library of need statements, kept by the SENCO. It shows nothing of any pupil.

mod page;

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::html;
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        need::Area,
        need_statement::{Key, MOST, Says},
    },
    store::{bank, need_statements},
    web::{
        App,
        form::{
            asked,
            fields::{FormErrors, error_summary},
            nameless::nameless,
            typed::Typed,
        },
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
        .route("/settings/need-statements", get(show).post(create))
        .route("/settings/need-statements/new", get(new))
        .route("/settings/need-statements/{key}/edit", get(edit).post(change))
        .route("/settings/need-statements/{key}/withdrawal", post(withdraw))
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
struct StatementQuery {
    #[serde(default)]
    words: String,
    #[serde(default)]
    area: String,
    /// What was done a moment ago.
    #[serde(default)]
    done: String,
}

type Statements = Vec<(Key, Says)>;

async fn load(app: &App, person: &Person) -> Result<Statements> {
    person.must(Thing::Plan, Verb::Change)?;
    Ok(need_statements::offered(&mut *app.store.read().await?, person.viewer.school).await?)
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<StatementQuery>) -> Result<Response> {
    let mut all = load(&app, &person).await?;
    let (area, mut unread) = (Area::from_code(&asked.area), FormErrors::default());
    asked::readable(&mut unread, "area", &asked.area, "an area of need", area.is_some());
    all.retain(|(_, says)| area.is_none_or(|area| says.area == area) && says.has(&asked.words));
    let body = html! { (error_summary(&unread)) (page::list(&all, &asked, &unread)) };
    app.answer(&person, Page::new(page::TITLE, body).wrong(&unread)).await
}

async fn new(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    app.answer(&person, page::form(None, &Typed::default(), &FormErrors::default())).await
}

async fn create(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    let (all, typed) = (load(&app, &person).await?, Typed(fields));
    let says = match read(&app, &person, &typed, &all, None).await? {
        Ok(says) => says,
        Err(errors) => return app.answer(&person, page::form(None, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    need_statements::add(&mut tx, &says).await?;
    tx.commit().await?;
    Ok(Redirect::to("/settings/need-statements?done=added").into_response())
}

/// The statement with this key, as the library has it now.
fn find(all: &Statements, key: &str) -> Result<(Key, Says)> {
    let key = Key::parse(key).ok_or(Error::NotFound)?;
    all.iter().find(|(one, _)| *one == key).cloned().ok_or(Error::NotFound)
}

async fn edit(State(app): State<App>, person: Person, Path(key): Path<String>) -> Result<Response> {
    let (key, says) = find(&load(&app, &person).await?, &key)?;
    let mut typed = Typed::default();
    typed.set("wording", says.wording);
    typed.set("area", says.area.as_code());
    app.answer(&person, page::form(Some(key), &typed, &FormErrors::default())).await
}

async fn change(
    State(app): State<App>,
    person: Person,
    Path(key): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (all, typed) = (load(&app, &person).await?, Typed(fields));
    let (key, old) = find(&all, &key)?;
    let says = match read(&app, &person, &typed, &all, Some(key)).await? {
        Ok(says) => says,
        Err(errors) => return app.answer(&person, page::form(Some(key), &typed, &errors)).await,
    };
    if says != old {
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        if !need_statements::change(&mut tx, key, &says).await? {
            return Err(Error::Conflict("Somebody else has changed this statement a moment ago.".to_owned()));
        }
        tx.commit().await?;
    }
    Ok(Redirect::to("/settings/need-statements?done=changed").into_response())
}

async fn withdraw(State(app): State<App>, person: Person, Path(key): Path<String>) -> Result<Response> {
    let (key, _) = find(&load(&app, &person).await?, &key)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !need_statements::withdraw(&mut tx, key).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/settings/need-statements?done=withdrawn").into_response())
}

/// The statement. `own` is the one that is worded anew.
async fn read(
    app: &App,
    person: &Person,
    typed: &Typed,
    all: &Statements,
    own: Option<Key>,
) -> Result<std::result::Result<Says, FormErrors>> {
    let names = bank::names(&mut *app.store.read().await?, person.viewer.school).await?;
    let mut errors = FormErrors::default();
    let wording = typed.get("wording").to_owned();
    let many = wording.chars().count();
    if wording.is_empty() {
        errors.add("wording", "Write down what is seen");
    } else if many > MOST {
        errors.add("wording", format!("This has {many} characters: one sentence of at most {MOST} is enough"));
    }
    nameless(typed, "wording", &names, &mut errors);
    let area = Area::from_code(typed.get("area"));
    if area.is_none() {
        errors.add("area", "Choose the area of need");
    }
    let says = Says { area: area.unwrap_or(Area::Other), wording };
    if errors.is_empty() && all.iter().any(|(key, one)| Some(*key) != own && one.is_like(&says)) {
        errors.add("wording", "This statement is in the library already");
    }
    Ok(if errors.is_empty() { Ok(says) } else { Err(errors) })
}

//! Entering a court order or other restriction, and deciding about it. The software never decides: until a person has, it blocks.

mod decided;
pub(in crate::web) mod entering;
mod known;
mod page;

pub(in crate::web) use page::{HIDDEN, effect_tag, ending};

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use self::decided::Otherwise;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        restriction::Effect,
    },
    store::{
        conversations::knowing::{self, KnownTime, Knows},
        restrictions::{self, Listed, UnderWay},
    },
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
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
        .route("/restrictions", get(show))
        .route("/restrictions/{id}", get(one))
        .route("/restrictions/{id}/decision", post(decide))
        .route("/pupils/{id}/restrictions/new", get(entering::new))
        .route("/pupils/{id}/restrictions", post(entering::create))
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let (listed, known) = load(&app, &person, Verb::See).await?;
    let seen: Vec<_> = listed.iter().map(|one| (Some(one.id.0), one.pupil)).collect();
    app.viewed_all(&person, Subject::Restriction, &seen).await?;
    let seen = page::RestrictionsPage {
        known: &known,
        decides: person.may(Thing::Restrictions, Verb::Change),
        today: app.clock.now().today(),
    };
    app.answer(&person, Page::new("Restrictions", page::list(&listed, &seen)).at(Nav::Restrictions)).await
}

async fn one(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (about, under_way) = load_one(&app, &person, id).await?;
    let mut typed = Typed::default();
    if let Some(decision) = about.decision() {
        typed.0.extend(decision.effects.iter().map(|effect| ("does".to_owned(), effect.as_code().to_owned())));
        typed.set("until_on", decision.until.map(|day| day.to_string()).unwrap_or_default());
    }
    app.viewed_all(&person, Subject::Restriction, &[(Some(about.id.0), about.pupil)]).await?;
    let body = page::one(&about, &under_way, &typed, &FormErrors::default(), app.clock.now().today());
    app.answer(&person, Page::new("Restrictions", body).at(Nav::Restrictions)).await
}

async fn decide(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (about, under_way) = load_one(&app, &person, id).await?;
    let (typed, today) = (Typed(fields), app.clock.now().today());
    let mut errors = FormErrors::default();
    if typed.get("note").trim().is_empty() {
        errors.add("note", "Write down why");
    }
    let decided = decided::read(&typed, &mut errors, Otherwise::MayContact, (about.from, today));
    let Some(decided) = decided.flatten().filter(|_| errors.is_empty()) else {
        let body = page::one(&about, &under_way, &typed, &errors, today);
        return app.answer(&person, Page::new("Restrictions", body).at(Nav::Restrictions).wrong(&errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    restrictions::decide(&mut tx, &about, &decided).await?;
    tx.commit().await?;
    // Where a meeting has to be moved, that comes next.
    let first = under_way.meetings.first().filter(|_| decided.effects.contains(&Effect::NoContact));
    let to = first.map_or_else(|| "/restrictions".to_owned(), |one| format!("/conversations/{}", one.id));
    Ok(Redirect::to(&to).into_response())
}

/// One restriction, for who may decide about it, and what is under way with that adult.
async fn load_one(app: &App, person: &Person, id: i64) -> Result<(Listed, UnderWay)> {
    let (listed, _) = load(app, person, Verb::Change).await?;
    let about = listed.into_iter().find(|one| one.id.0 == id).ok_or(Error::NotFound)?;
    let mut conn = app.store.read().await?;
    let whose = (about.adult, about.pupil);
    let under_way = restrictions::under_way(&mut conn, person.viewer.school, whose, app.clock.now()).await?;
    Ok((about, under_way))
}

/// The restrictions, and what anybody knows of meetings to come.
async fn load(app: &App, person: &Person, verb: Verb) -> Result<(Vec<Listed>, Vec<KnownTime>)> {
    person.must(Thing::Restrictions, verb)?;
    let mut conn = app.store.read().await?;
    let known = knowing::known(&mut conn, person.viewer.school, Knows::default(), app.clock.now()).await?;
    Ok((restrictions::of_school(&mut conn, person.viewer.school).await?, known))
}

//! What parents say is not happening in a pupil's plan: read, written down for those who say it by word of mouth, and answered. The answer
//! goes home.

mod page;

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        complaint::{Stands, stands},
        ids::{AdultId, PlanId},
        plan_version::AnswerHow,
        shortfall::{Finding, lines},
    },
    store::{
        contacts,
        plans::{self, agreed::agreed},
        pupils::head::Head,
        shortfalls::{self, NewShortfall, Shortfall},
    },
    web::{
        App,
        form::{
            days::day_gone,
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
        .route("/pupils/{id}/shortfalls", get(show).post(write_down))
        .route("/pupils/{id}/shortfalls/{shortfall}", get(one).post(answer))
}

/// How somebody can have said it, to whom it is written down.
const BY_MOUTH: [AnswerHow; 4] = [AnswerHow::Meeting, AnswerHow::Phone, AnswerHow::InPerson, AnswerHow::Paper];

/// Everything that was said of a pupil's plans, and what it can be about.
struct Told {
    head: Head,
    /// Each with where it stands today.
    all: Vec<(Shortfall, Stands)>,
    /// Who decides for the pupil, by name.
    adults: Vec<(AdultId, String)>,
    /// The lines of each plan in force, by their key in the form.
    lines: BTreeMap<String, (PlanId, String)>,
}

impl Told {
    async fn read(app: &App, person: &Person, id: i64, verb: Verb) -> Result<Self> {
        let thing = Thing::Conversation;
        let head = match verb {
            Verb::See => head::open(app, person, id, thing).await?,
            Verb::Change => head::open_to_change(app, person, id, thing).await?,
        };
        let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
        let register = app.register(&mut conn, person, today).await?;
        let all = shortfalls::of_pupil(&mut conn, head.id).await?;
        let adults = contacts::deciding(&mut conn, head.id, today).await?;
        let plans = plans::of_pupil(&mut conn, head.id).await?;
        let said = agreed(&mut conn, &plans, NaiveDate::MIN).await?;
        let of_plan = |(plan, agreed): (PlanId, plans::agreed::AgreedPlan)| {
            let each = lines(&agreed.said).into_iter();
            each.map(move |(key, words)| (format!("{plan}/{key}"), (plan, words))).collect::<Vec<_>>()
        };
        let lines = said.into_iter().flat_map(of_plan).collect();
        let dated = |one: Shortfall| {
            let answered = one.answer().map(|answer| answer.at.today());
            let stands = stands(register.calendar(), one.due_on, answered, today);
            (one, stands)
        };
        Ok(Self { head, all: all.into_iter().map(dated).collect(), adults, lines })
    }

    fn find(&self, id: i64) -> Result<&(Shortfall, Stands)> {
        self.all.iter().find(|(one, _)| one.id == id).ok_or(Error::NotFound)
    }
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let told = Told::read(&app, &person, id, Verb::See).await?;
    app.viewed(&person, Subject::Shortfall, told.head.id).await?;
    let mut typed = Typed::default();
    typed.set("told_on", app.clock.now().today().to_string());
    app.answer(&person, page::list(&told, &typed, &FormErrors::default())).await
}

async fn write_down(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let told = Told::read(&app, &person, id, Verb::Change).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let line = told.lines.get(typed.get("line"));
    if line.is_none() {
        errors.add("line", "Choose the line of the plan");
    }
    let adult = told.adults.iter().find(|(adult, _)| adult.to_string() == typed.get("adult"));
    if adult.is_none() {
        errors.add("adult", "Choose who said so");
    }
    let how = AnswerHow::from_code(typed.get("how")).filter(|how| BY_MOUTH.contains(how));
    if how.is_none() {
        errors.add("how", "Choose how they said it");
    }
    let told_on = day_gone(&typed, "told_on", "the day on which they said it", now.today(), &mut errors);
    let words = cut(typed.get("words"));
    let (Some((plan, line)), Some((adult, _)), Some(how), Some(told_on)) = (line, adult, how, told_on) else {
        return app.answer(&person, page::list(&told, &typed, &errors)).await;
    };
    let (plan, adult, pupil) = (*plan, *adult, told.head.id);
    let new = NewShortfall { plan, pupil, adult, link: None, how, told_on, line, words: &words, owner: None };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    shortfalls::tell(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(back(&told.head))
}

async fn one(State(app): State<App>, person: Person, Path((id, shortfall)): Path<(i64, i64)>) -> Result<Response> {
    let told = Told::read(&app, &person, id, Verb::See).await?;
    let found = told.find(shortfall)?;
    app.viewed(&person, Subject::Shortfall, told.head.id).await?;
    app.answer(&person, page::one(&told.head, found, &Typed::default(), &FormErrors::default())).await
}

async fn answer(
    State(app): State<App>,
    person: Person,
    Path((id, shortfall)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let told = Told::read(&app, &person, id, Verb::Change).await?;
    let found = told.find(shortfall)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let finding = Finding::from_code(typed.get("finding"));
    if finding.is_none() {
        errors.add("finding", "Choose what you found");
    }
    given(&typed, "words", "Write the answer: the parent reads it as you write it", &mut errors);
    let Some(finding) = finding.filter(|_| errors.is_empty()) else {
        return app.answer(&person, page::one(&told.head, found, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    shortfalls::answer(&mut tx, &found.0, finding, &cut(typed.get("words"))).await?;
    tx.commit().await?;
    Ok(back(&told.head))
}

fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/shortfalls", head.id)).into_response()
}

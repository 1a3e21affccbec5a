//! The log of complaints, for the SENCO and the head: who complained, about what, by when it is answered, and how it was.

mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        complaint::{self, ComplaintOutcome, Stands},
        ids::ComplaintId,
        rules,
        time::LongDay,
    },
    store::{
        complaints::{self, Complaint, ComplaintAnswer, NewComplaint},
        pupils::page::{Listed, list},
        register::Register,
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
    Router::new().route("/complaints", get(show).post(receive)).route("/complaints/{id}", get(one).post(answer))
}

/// A complaint with the day by which it is answered, and where it stands.
type Dated = (Complaint, NaiveDate, Stands);

/// The log, and the pupils about whom a complaint can be.
struct ComplaintLog {
    all: Vec<Dated>,
    pupils: Vec<Listed>,
}

impl ComplaintLog {
    async fn read(app: &App, person: &Person) -> Result<Self> {
        let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
        let register = app.register(&mut conn, person, today).await?;
        let all = complaints::of_school(&mut conn, person.viewer.school).await?;
        let pupils = list(&register, &person.viewer, today);
        Ok(Self { all: all.into_iter().map(|one| dated(&register, one, today)).collect(), pupils })
    }

    fn find(&self, id: i64) -> Result<&Dated> {
        self.all.iter().find(|(one, ..)| one.id == ComplaintId(id)).ok_or(Error::NotFound)
    }
}

/// The limit is that of the day on which the complaint came.
fn dated(register: &Register, one: Complaint, today: NaiveDate) -> Dated {
    let days = register.rules(one.what.received_on).get(rules::COMPLAINT_DAYS);
    let due = complaint::due_on(register.calendar(), one.what.received_on, days);
    let stands = complaint::stands(register.calendar(), due, one.answer().map(|answer| answer.on), today);
    (one, due, stands)
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Complaint, Verb::See)?;
    let log = ComplaintLog::read(&app, &person).await?;
    let about: Vec<_> = log.all.iter().filter_map(|(one, ..)| Some((Some(one.id.0), one.what.pupil?))).collect();
    app.viewed_all(&person, Subject::Complaint, &about).await?;
    let mut typed = Typed::default();
    typed.set("received_on", app.clock.now().today().to_string());
    app.answer(&person, page::log(&log, person.may(Thing::Complaint, Verb::Change), &typed, &FormErrors::default()))
        .await
}

async fn receive(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Complaint, Verb::Change)?;
    let log = ComplaintLog::read(&app, &person).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let received = day_gone(&typed, "received_on", "the day on which it came", now.today(), &mut errors);
    given(&typed, "complainant", "Say who complains", &mut errors);
    let pupil = log.pupils.iter().find(|one| one.id.to_string() == typed.get("pupil")).map(|one| one.id);
    if pupil.is_none() && !typed.get("pupil").is_empty() {
        errors.add("pupil", "Choose a pupil of the list, or none");
    }
    given(&typed, "about", "Say what the complaint is about", &mut errors);
    let Some(received_on) = received.filter(|_| errors.is_empty()) else {
        return app.answer(&person, page::log(&log, true, &typed, &errors)).await;
    };
    let (complainant, about) = (cut(typed.get("complainant")), cut(typed.get("about")));
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let id = complaints::receive(&mut tx, &NewComplaint { received_on, complainant, pupil, about }).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/complaints/{id}")).into_response())
}

async fn one(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Complaint, Verb::See)?;
    let log = ComplaintLog::read(&app, &person).await?;
    let found = log.find(id)?;
    let about: Vec<_> = found.0.what.pupil.map(|pupil| (Some(id), pupil)).into_iter().collect();
    app.viewed_all(&person, Subject::Complaint, &about).await?;
    let mut typed = Typed::default();
    typed.set("answered_on", app.clock.now().today().to_string());
    let answers = person.may(Thing::Complaint, Verb::Change);
    app.answer(&person, page::one(found, answers, &typed, &FormErrors::default())).await
}

async fn answer(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Complaint, Verb::Change)?;
    let log = ComplaintLog::read(&app, &person).await?;
    let found = log.find(id)?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let received = found.0.what.received_on;
    let on = day_gone(&typed, "answered_on", "the day on which it was answered", now.today(), &mut errors);
    if on.is_some_and(|on| on < received) {
        errors.add("answered_on", format!("It came on {}: enter that day or a later one", LongDay(received)));
    }
    let outcome = ComplaintOutcome::from_code(typed.get("outcome"));
    if outcome.is_none() {
        errors.add("outcome", "Choose what came of it");
    }
    given(&typed, "words", "Say what was answered, and what changes", &mut errors);
    let (Some(on), Some(outcome), true) = (on, outcome, errors.is_empty()) else {
        return app.answer(&person, page::one(found, true, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    complaints::answer(&mut tx, &found.0, &ComplaintAnswer { on, outcome, words: cut(typed.get("words")) }).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/complaints/{id}")).into_response())
}

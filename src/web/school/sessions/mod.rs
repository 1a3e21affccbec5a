//! The sessions of a day for whoever gives them, and the note on each: three taps on a phone. What is planned follows from the times of the
//! groups; who gives a session, and the SENCO, write down what came of it.

mod absence;
mod day;
mod fields;
mod note;
mod page;

pub(in crate::web) use page::came;

use axum::{
    Router,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::StaffId,
    },
    web::{
        App,
        form::{asked, days::date, fields::FormErrors},
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::sub_nav::sub_nav,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions", get(show))
        .route("/sessions/another", get(another))
        .route("/sessions/absence", get(absence::ask).post(absence::mark))
        .route("/sessions/{group}/{day}/{begins}", get(note::show).post(note::save))
}

/// Whether somebody may have sessions to look at: whoever teaches or supports, and whoever looks after the whole school.
pub(in crate::web) fn has_sessions(person: &Person) -> bool {
    person.viewer.has_own_pupils() || sees_all(person)
}

/// Whether somebody sees the sessions of every adult.
pub(in crate::web) fn sees_all(person: &Person) -> bool {
    person.may(Thing::Board, Verb::See)
}

/// Whether somebody arranges what is given, and may write a note for anybody.
pub(in crate::web) fn arranges(person: &Person) -> bool {
    person.may(Thing::Plan, Verb::Change)
}

/// The way between the pages about what is given, for those who have more than one.
pub(in crate::web) fn ways(person: &Person, here: &str) -> maud::Markup {
    let all = [("/sessions", "Sessions"), ("/groups", "Groups"), ("/groups/hours", "Hours")];
    let links: Vec<_> = all.iter().map(|(to, words)| ((*to).to_owned(), *words, *to == here)).collect();
    maud::html! { @if sees_all(person) { (sub_nav("What is given", &links)) } }
}

/// Whose sessions, and of which day.
#[derive(Deserialize, Default)]
struct DayQuery {
    #[serde(default)]
    day: String,
    #[serde(default)]
    adult: String,
}

/// What the address asks for, as far as this person may ask for it.
struct DayAsked {
    day: NaiveDate,
    adult: Option<StaffId>,
    errors: FormErrors,
}

impl DayAsked {
    fn read(query: &DayQuery, person: &Person, today: NaiveDate) -> Self {
        let mut errors = FormErrors::default();
        let day = asked::day(&mut errors, "day", &query.day).unwrap_or(today);
        let adult = match sees_all(person) {
            true => query.adult.parse().ok().map(StaffId),
            false => Some(person.viewer.staff),
        };
        Self { day, adult, errors }
    }
}

/// The address of a day's sessions.
fn place(day: NaiveDate, adult: Option<StaffId>) -> String {
    let adult = adult.map(|one| format!("&adult={one}")).unwrap_or_default();
    format!("/sessions?day={day}{adult}")
}

async fn show(State(app): State<App>, person: Person, Query(query): Query<DayQuery>) -> Result<Response> {
    if !has_sessions(&person) {
        return Err(Error::Forbidden);
    }
    let today = app.clock.now().today();
    let asked = DayAsked::read(&query, &person, today);
    let seen = day::of(&app, &person, asked.day, asked.adult).await?;
    app.viewed_all(&person, Subject::SessionNote, &seen.pupils()).await?;
    let body = page::list(&person, &seen, &asked.errors);
    app.answer(&person, Page::new("Sessions", body).at(Nav::Sessions).wrong(&asked.errors)).await
}

/// A session at another time than planned.
#[derive(Deserialize, Default)]
struct AnotherQuery {
    #[serde(default)]
    group: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    at: String,
}

/// Leads to the note on a session that was given at another time than planned.
async fn another(State(app): State<App>, person: Person, Query(query): Query<AnotherQuery>) -> Result<Response> {
    if !has_sessions(&person) {
        return Err(Error::Forbidden);
    }
    let today = app.clock.now().today();
    let mut errors = FormErrors::default();
    let group = query.group.parse::<i64>().ok();
    let (on, at) = (date(query.on.trim()).filter(|day| *day <= today), fields::minutes(query.at.trim()));
    if group.is_none() {
        errors.add("group", "Choose what was given");
    }
    if on.is_none() {
        errors.add("on", format!("Enter the day on which it was given, up to today, like {today}"));
    }
    if at.is_none() {
        errors.add("at", "Enter when it began, like 09:30");
    }
    if let Some(((group, on), at)) = group.zip(on).zip(at) {
        return Ok(Redirect::to(&format!("/sessions/{group}/{on}/{at}")).into_response());
    }
    let adult = (!sees_all(&person)).then_some(person.viewer.staff);
    let seen = day::of(&app, &person, today, adult).await?;
    app.viewed_all(&person, Subject::SessionNote, &seen.pupils()).await?;
    let body = page::another(&seen, [&query.group, &query.on, &query.at].map(String::as_str), &errors);
    let wrong = !query.group.is_empty() || !query.on.is_empty() || !query.at.is_empty();
    let page = Page::new("Another session", page::another_page(&body, &errors, wrong)).at(Nav::Sessions);
    app.answer(&person, if wrong { page.wrong(&errors) } else { page }).await
}

/// The note on a session as its form and as it is said, for the test that renders every component.
pub(in crate::web) fn sample() -> maud::Markup {
    use crate::{
        domain::{
            delivery::Session,
            ids::{GroupId, PupilId},
            people::Name,
        },
        web::form::typed::Typed,
    };
    let pupil = |id, forename: &str| day::InSession {
        id: PupilId(id),
        name: Name { title: String::new(), forename: forename.to_owned(), surname: "<b>".to_owned() },
        targets: Vec::new(),
        noted: None,
    };
    let of = day::DaySession {
        group: GroupId(1),
        name: "Readers <b>".to_owned(),
        provision: "Precision teaching".to_owned(),
        session: Session { on: NaiveDate::default(), begins: 540, minutes: 20 },
        place: "Library".to_owned(),
        adults: Vec::new(),
        pupils: vec![pupil(1, "Amira"), pupil(2, "Ben")],
        notes: true,
    };
    let (typed, errors) = (Typed::default(), FormErrors::default());
    maud::html! { form { (fields::NoteForm { of: &of, typed: &typed, errors: &errors, id: "s-1-".to_owned() }.fields()) } }
}

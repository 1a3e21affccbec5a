//! Surveys of families and of pupils: opened, sent, answered behind links or on paper, shown once they are over, and answered by what the
//! school does about it.

mod page;
mod results;
mod sheets;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

pub(in crate::web) use results::latest;

use crate::{
    dispatch::{self, survey_concerns},
    domain::{
        access::{Thing, Verb},
        calendar::Calendar,
        ids::SurveyId,
        reminder::SurveyNews,
        rules,
        survey::{SurveyAnswer, SurveyOf, SurveyResults, results},
        time::{LongDay, Moment},
    },
    store::{
        schools::{self, SchoolCard},
        surveys::{self, Sending, Survey, ToAsk},
    },
    web::{
        App,
        form::{
            days::date,
            fields::FormErrors,
            typed::{Typed, cut, given},
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
        parent::surveys::read,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/surveys", get(list).post(open))
        .route("/surveys/{id}", get(show))
        .route("/surveys/{id}/messages", post(send))
        .route("/surveys/{id}/sheets", post(sheets::make))
        .route("/surveys/{id}/answers", get(paper).post(type_in))
        .route("/surveys/{id}/action", post(act))
}

/// The longest that a survey is open, in days: longer, and it is forgotten.
const LONGEST: i64 = 60;

/// A survey, those before it, and who is asked.
struct SurveySeen {
    survey: Survey,
    /// Every one of the same people with what it may show, the newest first.
    all: Vec<(Survey, Option<SurveyResults>)>,
    /// What was sent of it.
    sendings: Vec<Sending>,
    /// Families, for whoever sends messages.
    families: Vec<ToAsk>,
    school: SchoolCard,
    calendar: Calendar,
    now: Moment,
    /// Change it.
    may_change: bool,
    /// Send messages about it.
    may_send: bool,
}

impl SurveySeen {
    fn is_open(&self) -> bool {
        self.now.today() <= self.survey.closes_on
    }

    fn results(&self) -> Option<&SurveyResults> {
        self.all.iter().find(|(one, _)| one.id == self.survey.id).and_then(|(_, found)| found.as_ref())
    }

    /// How many of the families a message would go to.
    fn waiting(&self, news: SurveyNews) -> usize {
        self.families.iter().filter(|one| one.address.is_ok() && survey_concerns(news, one)).count()
    }
}

async fn load(app: &App, person: &Person, id: i64) -> Result<SurveySeen> {
    person.must(Thing::SelfEvaluation, Verb::See)?;
    let (mut conn, now, school) = (app.store.read().await?, app.clock.now(), person.viewer.school);
    let register = app.register(&mut conn, person, now.today()).await?;
    let threshold = register.rules(now.today()).get(rules::FIGURES_THRESHOLD);
    let mut all = shown(&mut conn, person, now, threshold).await?;
    let survey =
        all.iter().find(|(one, _)| one.id == SurveyId(id)).map(|(one, _)| one.clone()).ok_or(Error::NotFound)?;
    all.retain(|(one, _)| one.of == survey.of);
    let may_change = person.may(Thing::SelfEvaluation, Verb::Change);
    let may_send = may_change && person.may(Thing::Messages, Verb::Change);
    let families = match survey.of {
        SurveyOf::Families if may_send => surveys::to_ask(&mut conn, &register, survey.id, now.today()).await?,
        _ => Vec::new(),
    };
    let calendar = register.calendar().clone();
    let sendings = surveys::sendings(&mut conn, survey.id).await?;
    Ok(SurveySeen {
        sendings,
        survey,
        all,
        families,
        school: schools::get(&mut conn, school).await?,
        calendar,
        now,
        may_change,
        may_send,
    })
}

/// Every survey of the school with what it may show.
async fn shown(
    conn: &mut sqlx::SqliteConnection,
    person: &Person,
    now: Moment,
    threshold: i64,
) -> Result<Vec<(Survey, Option<SurveyResults>)>> {
    let school = person.viewer.school;
    let mut answers = surveys::answers(conn, school).await?;
    let least = usize::try_from(threshold).unwrap_or(usize::MAX);
    let with = |one: Survey| {
        let given: Vec<SurveyAnswer> = answers.remove(&one.id).unwrap_or_default();
        let found = results(&given, one.closes_on, now.today(), least);
        (one, found)
    };
    Ok(surveys::of_school(conn, school).await?.into_iter().map(with).collect())
}

async fn load_to_change(app: &App, person: &Person, id: i64) -> Result<SurveySeen> {
    person.must(Thing::SelfEvaluation, Verb::Change)?;
    load(app, person, id).await
}

async fn list(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::SelfEvaluation, Verb::See)?;
    let all = surveys::of_school(&mut *app.store.read().await?, person.viewer.school).await?;
    let (changes, today) = (person.may(Thing::SelfEvaluation, Verb::Change), app.clock.now().today());
    app.answer(
        &person,
        page::list(
            &all,
            (changes, person.may(Thing::Board, Verb::See)),
            today,
            &Typed::default(),
            &FormErrors::default(),
        ),
    )
    .await
}

async fn open(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    person.must(Thing::SelfEvaluation, Verb::Change)?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let all = surveys::of_school(&mut *app.store.read().await?, person.viewer.school).await?;
    let of = SurveyOf::from_code(typed.get("whom"));
    if of.is_none() {
        errors.add("whom", "Choose who is asked");
    }
    if let Some(one) = all.iter().find(|one| Some(one.of) == of && one.closes_on >= now.today()) {
        errors.add("whom", format!("They are asked already, until {}", LongDay(one.closes_on)));
    }
    let closes_on = date(typed.get("closes_on"));
    match closes_on.map(|day| (day - now.today()).num_days()) {
        Some(days) if (1..=LONGEST).contains(&days) => {}
        _ => errors.add("closes_on", format!("Enter its last day: from tomorrow on, and within {LONGEST} days")),
    }
    let (Some(of), Some(closes_on), true) = (of, closes_on, errors.is_empty()) else {
        let may = (true, person.may(Thing::Board, Verb::See));
        return app.answer(&person, page::list(&all, may, now.today(), &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let id = surveys::open(&mut tx, of, closes_on).await?;
    tx.commit().await?;
    Ok(back(id))
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    app.answer(&person, page::one(&seen, &Typed::default(), &FormErrors::default())).await
}

async fn send(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Messages, Verb::Change)?;
    let seen = load_to_change(&app, &person, id).await?;
    let news = match SurveyNews::from_code(Typed(fields).get("news")) {
        Some(news @ (SurveyNews::Asked | SurveyNews::Again)) if seen.is_open() => news,
        Some(SurveyNews::Acted) if seen.survey.action.is_some() => SurveyNews::Acted,
        _ => {
            return Err(Error::Conflict(
                "Nothing of this survey can be sent now. Open it again: it may have ended.".to_owned(),
            ));
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, seen.now).await?;
    // Looked at inside the act: a second press finds what the first one did.
    let before = surveys::sendings(tx.conn(), seen.survey.id).await?;
    if is_done(&before, news).is_none() {
        let written = dispatch::survey(&mut tx, &app.post, &seen.survey, &seen.families, news).await?;
        if written > 0 {
            surveys::sent(&mut tx, seen.survey.id, news, written).await?;
        }
        tx.commit().await?;
    }
    Ok(back(seen.survey.id))
}

/// When families were reminded, or told what came of it: neither is done twice. Whoever comes later can still be asked.
fn is_done(before: &[Sending], news: SurveyNews) -> Option<&Sending> {
    before.iter().find(|one| one.news == news && news != SurveyNews::Asked)
}

async fn paper(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load_to_change(&app, &person, id).await?;
    app.answer(&person, page::paper(&seen, &Typed::default(), &FormErrors::default())).await
}

async fn type_in(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load_to_change(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let said = read(&typed);
    if said.is_empty() {
        errors.add("words", "Type in what is on the sheet: at least one answer, or what was written");
    }
    if !seen.is_open() {
        errors.add("words", "This survey is over, and what it says is shown: no answer can be added");
    }
    if !errors.is_empty() {
        return app.answer(&person, page::paper(&seen, &typed, &errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, seen.now).await?;
    surveys::answer_on_paper(&mut tx, seen.survey.id, &said).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/surveys/{id}/answers")).into_response())
}

async fn act(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load_to_change(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    given(&typed, "words", "Say what the school did, or will do", &mut errors);
    if seen.is_open() {
        errors.add("words", "The survey is still open: say it once everybody could answer");
    }
    if !errors.is_empty() {
        return app.answer(&person, page::one(&seen, &typed, &errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, seen.now).await?;
    surveys::act(&mut tx, seen.survey.id, &cut(typed.get("words"))).await?;
    tx.commit().await?;
    Ok(back(seen.survey.id))
}

fn back(id: SurveyId) -> Response {
    Redirect::to(&format!("/surveys/{id}")).into_response()
}

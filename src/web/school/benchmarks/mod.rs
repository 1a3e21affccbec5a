//! Progress on the school's scored measures: how far its pupils came, and what sources expect that the SENCO types in. No pupil is named, and of
//! fewer than five nothing is said; beside a pupil's own scores stands the same (`web/pupil/assessments`).

mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use crate::{
    domain::{
        access::{Thing, Verb},
        benchmark::{Benchmark, BenchmarkProblem},
        ids::BenchmarkId,
        target::Score,
    },
    store::benchmarks::{self, Benchmarks, MeasureCourses},
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/benchmarks", get(show).post(save)).route("/benchmarks/{benchmark}/withdrawal", post(withdraw))
}

/// What the page shows.
struct SeenBenchmarks {
    courses: Vec<MeasureCourses>,
    expected: Benchmarks,
    /// Whether the reader enters what is expected.
    changes: bool,
}

async fn load(app: &App, person: &Person) -> Result<SeenBenchmarks> {
    person.must(Thing::Board, Verb::See)?;
    person.must(Thing::Figures, Verb::See)?;
    let (mut conn, school) = (app.store.read().await?, person.viewer.school);
    Ok(SeenBenchmarks {
        courses: benchmarks::courses(&mut conn, school, app.clock.now().today()).await?,
        expected: benchmarks::of_school(&mut conn, school).await?,
        changes: person.may(Thing::Plan, Verb::Change),
    })
}

async fn answer(
    app: &App,
    person: &Person,
    seen: &SeenBenchmarks,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Response> {
    let page = Page::new(page::TITLE, page::body(seen, typed, errors)).at(Nav::Reports).wrong(errors);
    app.answer(person, page).await
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let seen = load(&app, &person).await?;
    answer(&app, &person, &seen, &Typed::default(), &FormErrors::default()).await
}

async fn save(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    let (seen, typed) = (load(&app, &person).await?, Typed(fields));
    let (measure, one) = match read(&typed, &seen.courses) {
        Ok(read) => read,
        Err(errors) => return answer(&app, &person, &seen, &typed, &errors).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    benchmarks::enter(&mut tx, measure.first_id, &one).await?;
    tx.commit().await?;
    Ok(Redirect::to("/benchmarks").into_response())
}

async fn withdraw(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !benchmarks::withdraw(&mut tx, BenchmarkId(id)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/benchmarks").into_response())
}

/// What is expected, with its measure, or what is wrong beside each field.
fn read<'a>(
    typed: &Typed,
    measures: &'a [MeasureCourses],
) -> std::result::Result<(&'a MeasureCourses, Benchmark), FormErrors> {
    let mut errors = FormErrors::default();
    let measure = measures.iter().find(|one| one.first_id.to_string() == typed.get("measure"));
    if measure.is_none() {
        errors.add("measure", "Choose the measure");
    }
    let mut score = |field: &'static str, what: &str| {
        let read = Score::parse(typed.get(field)).ok();
        if read.is_none() {
            errors.add(field, format!("Enter {what} as a number, like 40"));
        }
        read
    };
    let (from, until) = (score("start_from", "the lowest start"), score("start_until", "the highest start"));
    let change = score("change", "the change");
    let weeks = typed.get("weeks").parse::<u32>().unwrap_or(0);
    let (Some(measure), Some(from), Some(until), Some(change)) = (measure, from, until, change) else {
        return Err(errors);
    };
    let one = Benchmark { from, until, change, weeks, source: cut(typed.get("source")) };
    match one.check(&measure.measure) {
        Ok(one) => Ok((measure, one)),
        Err(problem) => {
            errors.add(beside(problem), problem.to_string());
            Err(errors)
        }
    }
}

/// Where a problem is said.
fn beside(problem: BenchmarkProblem) -> &'static str {
    match problem {
        BenchmarkProblem::Range => "start_until",
        BenchmarkProblem::Outside(..) => "start_from",
        BenchmarkProblem::Change(_) => "change",
        BenchmarkProblem::Weeks => "weeks",
        BenchmarkProblem::Source => "source",
    }
}

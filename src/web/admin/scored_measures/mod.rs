//! The school's list of scored measures, kept by the SENCO. It shows nothing of any pupil.

mod page;

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        ids::ScoredMeasureId,
        scored_measure::{CutOff, MOST_CUT_OFFS, ScoredMeasure, Side},
        target::{Direction, Score},
    },
    store::scored_measures,
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut},
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
        .route("/settings/measures", get(show).post(create))
        .route("/settings/measures/new", get(new))
        .route("/settings/measures/{id}/edit", get(edit).post(change))
        .route("/settings/measures/{id}/withdrawal", post(withdraw))
}

/// The longest name, and the longest words of a cut-off, in characters.
const LONGEST: usize = 80;

type Measures = Vec<(ScoredMeasureId, ScoredMeasure)>;

/// What was done a moment ago.
#[derive(Deserialize)]
struct MeasureDone {
    #[serde(default)]
    done: String,
}

async fn load(app: &App, person: &Person) -> Result<Measures> {
    person.must(Thing::Plan, Verb::Change)?;
    Ok(scored_measures::in_use(&mut *app.store.read().await?, person.viewer.school).await?)
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<MeasureDone>) -> Result<Response> {
    let all = load(&app, &person).await?;
    app.answer(&person, Page::new(page::TITLE, page::list(&all, &asked.done))).await
}

async fn new(State(app): State<App>, person: Person) -> Result<Response> {
    load(&app, &person).await?;
    app.answer(&person, page::form(None, &Typed::default(), &FormErrors::default())).await
}

async fn create(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    let (all, typed) = (load(&app, &person).await?, Typed(fields));
    let measure = match read(&typed, &all, None) {
        Ok(measure) => measure,
        Err(errors) => return app.answer(&person, page::form(None, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    scored_measures::add(&mut tx, &measure).await?;
    tx.commit().await?;
    Ok(Redirect::to("/settings/measures?done=added").into_response())
}

fn find(all: &Measures, id: i64) -> Result<&(ScoredMeasureId, ScoredMeasure)> {
    all.iter().find(|(one, _)| one.0 == id).ok_or(Error::NotFound)
}

async fn edit(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let all = load(&app, &person).await?;
    let (id, measure) = find(&all, id)?;
    app.answer(&person, page::form(Some(*id), &typed(measure), &FormErrors::default())).await
}

async fn change(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (all, typed) = (load(&app, &person).await?, Typed(fields));
    let (id, old) = find(&all, id)?;
    let measure = match read(&typed, &all, Some(*id)) {
        Ok(measure) => measure,
        Err(errors) => return app.answer(&person, page::form(Some(*id), &typed, &errors)).await,
    };
    if measure != *old {
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        if !scored_measures::change(&mut tx, *id, &measure).await? {
            return Err(Error::Conflict("Somebody else has changed this measure a moment ago.".to_owned()));
        }
        tx.commit().await?;
    }
    Ok(Redirect::to("/settings/measures?done=changed").into_response())
}

async fn withdraw(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !scored_measures::withdraw(&mut tx, ScoredMeasureId(id)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/settings/measures?done=withdrawn").into_response())
}

/// The name of a field of a cut-off.
fn field(row: usize, what: &str) -> String {
    format!("cut-{row}-{what}")
}

fn typed(measure: &ScoredMeasure) -> Typed {
    let mut typed = Typed::default();
    typed.set("name", measure.name.as_str());
    typed.set("lowest", measure.lowest.to_string());
    typed.set("highest", measure.highest.to_string());
    typed.set("direction", measure.direction.as_code());
    for (n, one) in measure.cut_offs.iter().enumerate() {
        typed.set(&field(n, "side"), one.side.as_code());
        typed.set(&field(n, "at"), one.at.to_string());
        typed.set(&field(n, "words"), one.words.as_str());
    }
    typed
}

/// The measure. `own` is the one that is worded anew: its name is its own.
fn read(typed: &Typed, all: &Measures, own: Option<ScoredMeasureId>) -> std::result::Result<ScoredMeasure, FormErrors> {
    let mut errors = FormErrors::default();
    let name = cut(typed.get("name"));
    let same = |(id, one): &&(ScoredMeasureId, ScoredMeasure)| {
        Some(*id) != own && one.name.to_lowercase() == name.to_lowercase()
    };
    if name.is_empty() || name.chars().count() > LONGEST {
        errors.add("name", format!("Enter what the school calls it, in at most {LONGEST} letters"));
    } else if let Some((_, one)) = all.iter().find(same) {
        errors.add("name", format!("“{}” is in the list already", one.name));
    }
    let lowest = number(typed, "lowest", "the lowest score", &mut errors);
    let highest = number(typed, "highest", "the highest score", &mut errors);
    if let Some((lowest, highest)) = lowest.zip(highest).filter(|(lowest, highest)| lowest >= highest) {
        errors.add("highest", format!("The highest score ({highest}) must be over the lowest ({lowest})"));
    }
    let direction = Direction::from_code(typed.get("direction"));
    if direction.is_none() {
        errors.add("direction", "Choose which way is better");
    }
    let (rows, cut_offs) = cut_offs(typed, &mut errors);
    match (lowest, highest, direction) {
        (Some(lowest), Some(highest), Some(direction)) => {
            let measure = ScoredMeasure { name, lowest, highest, direction, cut_offs };
            if measure.has_range() {
                for (n, problem) in measure.problems() {
                    errors.add(field(rows[n], "at"), problem.to_string());
                }
            }
            if errors.is_empty() { Ok(measure) } else { Err(errors) }
        }
        _ => Err(errors),
    }
}

fn number(typed: &Typed, field: &'static str, what: &str, errors: &mut FormErrors) -> Option<Score> {
    let found = Score::parse(typed.get(field)).ok();
    if found.is_none() {
        errors.add(field, format!("Enter {what} as a number, like 40"));
    }
    found
}

/// The rows in which something was written, with the cut-offs that they make.
fn cut_offs(typed: &Typed, errors: &mut FormErrors) -> (Vec<usize>, Vec<CutOff>) {
    let is_written =
        |row: &usize| !typed.get(&field(*row, "at")).is_empty() || !typed.get(&field(*row, "words")).is_empty();
    let mut found = (Vec::new(), Vec::new());
    for row in (0..MOST_CUT_OFFS).filter(is_written) {
        let (at, words) = (Score::parse(typed.get(&field(row, "at"))), cut(typed.get(&field(row, "words"))));
        if at.is_err() {
            errors.add(field(row, "at"), "Enter the score of this cut-off as a number, like 85");
        }
        if words.is_empty() || words.chars().count() > LONGEST {
            errors.add(field(row, "words"), format!("Say what such a score means, in at most {LONGEST} letters"));
        }
        if let Ok(at) = at {
            let side = Side::from_code(typed.get(&field(row, "side"))).unwrap_or(Side::Below);
            found.0.push(row);
            found.1.push(CutOff { side, at, words });
        }
    }
    found
}

//! Moving pupils from class to class by hand, in one act that hands their plans and meetings to the teacher of the new class: shown before
//! it is done, and told to both. A file does the same for the whole school.

mod page;

use std::collections::BTreeSet;

use axum::{
    Form, Router,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::PupilId,
        pupil::NcYear,
        roll::{Held, PupilFacts, PupilHeld, PupilStep, Steps, handovers},
    },
    store::classes,
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/classes", get(show)).route("/classes/move", get(ask).post(move_them))
}

/// The longest name of a class.
const LONGEST: usize = 40;

const TITLE: &str = "Move pupils to another class";

/// From which class; empty: those who are in none.
#[derive(Deserialize)]
struct FromQuery {
    #[serde(default)]
    from: String,
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let held = load(&app, &person).await?;
    app.answer(&person, Page::new("Classes", page::list(&held))).await
}

async fn ask(State(app): State<App>, person: Person, Query(asked): Query<FromQuery>) -> Result<Response> {
    let held = load(&app, &person).await?;
    let from = of_class(&held, &asked.from);
    if from.is_empty() {
        return Err(Error::NotFound);
    }
    let mut typed = Typed::default();
    typed.set("from", asked.from);
    typed.0.extend(from.iter().map(|pupil| ("pupil".to_owned(), pupil.id.to_string())));
    let seen: Vec<_> = from.iter().map(|pupil| (None, pupil.id)).collect();
    app.viewed_all(&person, Subject::Pupil, &seen).await?;
    app.answer(&person, Page::new(TITLE, page::form(&held, &typed, &FormErrors::default()))).await
}

/// Shows what would go to whom, until it is said to be meant; then does it.
async fn move_them(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let held = classes::held(tx.conn(), person.viewer.school, app.clock.now().today()).await?;
    let steps = read(&held, &typed, &mut errors);
    if !errors.is_empty() {
        drop(tx);
        return app.answer(&person, Page::new(TITLE, page::form(&held, &typed, &errors)).wrong(&errors)).await;
    }
    if typed.get("sure") != "yes" {
        drop(tx);
        return app.answer(&person, Page::new(TITLE, page::sure(&held, &typed, &steps))).await;
    }
    classes::move_pupils(&mut tx, &steps).await?;
    tx.commit().await?;
    Ok(Redirect::to("/classes").into_response())
}

/// What is ticked and typed, as steps.
fn read(held: &Held, typed: &Typed, errors: &mut FormErrors) -> Steps {
    let to = typed.get("to").split_whitespace().collect::<Vec<_>>().join(" ");
    if to.is_empty() || to.chars().count() > LONGEST {
        errors.add("to", format!("Enter the class they move to, of at most {LONGEST} letters"));
    }
    let ticked: BTreeSet<PupilId> =
        typed.0.iter().filter(|(name, _)| name == "pupil").filter_map(|(_, id)| id.parse().ok().map(PupilId)).collect();
    let moving = of_class(held, typed.get("from")).into_iter().filter(|pupil| ticked.contains(&pupil.id));
    let up = typed.get("up") == "yes";
    let change = |was: &PupilHeld| {
        let year = was.facts.year.map(|year| if up { year.next() } else { year });
        let facts = PupilFacts { class: Some(to.clone()), year, ..was.facts.clone() };
        PupilStep::Change(was.clone(), facts)
    };
    let mut steps = Steps { pupils: moving.map(change).collect(), ..Steps::default() };
    if steps.pupils.is_empty() {
        errors.add("pupil", "Tick who moves");
    }
    steps.handovers = handovers(held, &steps);
    steps.handovers.retain(|one| ticked.contains(&one.pupil));
    steps
}

/// The pupils on roll in a class; with an empty name those who are in none.
fn of_class<'a>(held: &'a Held, class: &str) -> Vec<&'a PupilHeld> {
    let here = held.pupils.iter().filter(|pupil| pupil.on_roll_from.is_some());
    let mut found: Vec<_> = here.filter(|pupil| pupil.facts.class.as_deref().unwrap_or_default() == class).collect();
    found.sort_by(|a, b| (&a.facts.surname, &a.facts.forename).cmp(&(&b.facts.surname, &b.facts.forename)));
    found
}

async fn load(app: &App, person: &Person) -> Result<Held> {
    person.must(Thing::Board, Verb::Change)?;
    let (school, today) = (person.viewer.school, app.clock.now().today());
    Ok(classes::held(&mut *app.store.read().await?, school, today).await?)
}

/// The year group above, in words for the tick.
fn years(pupils: &[&PupilHeld]) -> BTreeSet<String> {
    pupils.iter().filter_map(|pupil| pupil.facts.year).map(NcYear::as_code).collect()
}

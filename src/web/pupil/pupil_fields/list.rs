//! The list of the school's own fields, kept by whoever looks after the settings. It shows nothing of any pupil.

use axum::{
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::list_page as page;
use crate::{
    domain::{
        access::{Thing, Verb},
        ids::PupilFieldId,
        pupil_field::{Audience, FieldKind, LONGEST_NAME, MOST_FIELDS, PupilField, choices, is_same_name, own_place},
        target::Score,
    },
    store::pupil_fields::{self, FilledField},
    web::{
        App,
        form::{fields::FormErrors, order::moved, typed::Typed},
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// What was done a moment ago.
#[derive(Deserialize)]
pub(super) struct FieldDone {
    #[serde(default)]
    done: String,
}

async fn load(app: &App, person: &Person, verb: Verb) -> Result<Vec<FilledField>> {
    person.must(Thing::Settings, verb)?;
    Ok(pupil_fields::in_use(&mut *app.store.read().await?, person.viewer.school).await?)
}

pub(super) async fn show(State(app): State<App>, person: Person, Query(asked): Query<FieldDone>) -> Result<Response> {
    let all = load(&app, &person, Verb::See).await?;
    let body = page::list(&all, person.may(Thing::Settings, Verb::Change), &asked.done);
    app.answer(&person, Page::new(page::TITLE, body).at(Nav::Settings)).await
}

pub(super) async fn new(State(app): State<App>, person: Person) -> Result<Response> {
    load(&app, &person, Verb::Change).await?;
    app.answer(&person, page::form(None, &Typed::default(), &FormErrors::default())).await
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (all, typed) = (load(&app, &person, Verb::Change).await?, Typed(fields));
    let field = match read(&typed, &all, None) {
        Ok(field) => field,
        Err(errors) => return app.answer(&person, page::form(None, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    pupil_fields::add(&mut tx, &field).await?;
    tx.commit().await?;
    Ok(Redirect::to("/settings/pupil-fields?done=added").into_response())
}

fn find(all: &[FilledField], id: i64) -> Result<&FilledField> {
    all.iter().find(|one| one.id.0 == id).ok_or(Error::NotFound)
}

pub(super) async fn edit(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let all = load(&app, &person, Verb::Change).await?;
    let held = find(&all, id)?;
    app.answer(&person, page::form(Some(held), &typed(held), &FormErrors::default())).await
}

pub(super) async fn change(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (all, typed) = (load(&app, &person, Verb::Change).await?, Typed(fields));
    let held = find(&all, id)?;
    let field = match read(&typed, &all, Some(held)) {
        Ok(field) => field,
        Err(errors) => return app.answer(&person, page::form(Some(held), &typed, &errors)).await,
    };
    if field != held.field {
        let seen = typed.get("seen").parse().unwrap_or(held.wording);
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        if !pupil_fields::change(&mut tx, held.id, seen, &field).await? {
            return Err(Error::Conflict("Somebody else has changed this field a moment ago.".to_owned()));
        }
        tx.commit().await?;
    }
    Ok(Redirect::to("/settings/pupil-fields?done=changed").into_response())
}

pub(super) async fn withdraw(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !pupil_fields::withdraw(&mut tx, PupilFieldId(id)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/settings/pupil-fields?done=withdrawn").into_response())
}

pub(super) async fn reorder(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let typed = Typed(fields);
    let (seen, order) = moved(&typed)
        .ok_or_else(|| Error::BadRequest("It was not said which field to move, and where to.".to_owned()))?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !pupil_fields::reorder(&mut tx, &seen, &order).await? {
        let words = "Somebody else has changed the fields meanwhile. Go back to the list and look at it again.";
        return Err(Error::Conflict(words.to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to("/settings/pupil-fields?done=moved").into_response())
}

fn typed(held: &FilledField) -> Typed {
    let (mut typed, field) = (Typed::default(), &held.field);
    let number = |score: Option<Score>| score.map(|score| score.to_string()).unwrap_or_default();
    typed.set("name", field.name.as_str());
    typed.set("help", field.help.as_str());
    typed.set("kind", field.kind.as_code());
    typed.set("audience", field.audience.as_code());
    typed.set("unit", field.unit.as_str());
    typed.set("lowest", number(field.lowest));
    typed.set("highest", number(field.highest));
    typed.set("choices", field.choices.join("\n"));
    typed.set("seen", held.wording.to_string());
    typed
}

/// The field. `own` is the one that is changed: its kind stays.
fn read(typed: &Typed, all: &[FilledField], own: Option<&FilledField>) -> std::result::Result<PupilField, FormErrors> {
    let mut errors = FormErrors::default();
    let name = name(typed, all, own, &mut errors);
    let help = short(typed, "help", &mut errors);
    let kind = own.map(|one| one.field.kind).or_else(|| FieldKind::from_code(typed.get("kind")));
    if kind.is_none() {
        errors.add("kind", "Choose what is filled in");
    }
    let is_number = kind == Some(FieldKind::Number);
    let unit = if is_number { short(typed, "unit", &mut errors) } else { String::new() };
    let [lowest, highest] =
        ["lowest", "highest"].map(|end| if is_number { limit(typed, end, &mut errors) } else { None });
    if let Some((lowest, highest)) = lowest.zip(highest).filter(|(lowest, highest)| lowest >= highest) {
        errors.add("highest", format!("The highest number ({highest}) must be over the lowest ({lowest})"));
    }
    let choices = match kind {
        Some(FieldKind::Choice) => {
            choices(typed.get("choices")).map_err(|why| errors.add("choices", why.to_string())).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let audience = Audience::from_code(typed.get("audience"));
    if audience.is_none() {
        errors.add("audience", "Choose who sees it");
    }
    match (kind, audience) {
        (Some(kind), Some(audience)) if errors.is_empty() => {
            Ok(PupilField { name, help, kind, audience, unit, lowest, highest, choices })
        }
        _ => Err(errors),
    }
}

fn name(typed: &Typed, all: &[FilledField], own: Option<&FilledField>, errors: &mut FormErrors) -> String {
    let name = typed.get("name").split_whitespace().collect::<Vec<_>>().join(" ");
    let other = |one: &&FilledField| own.is_none_or(|own| own.id != one.id) && is_same_name(&one.field.name, &name);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        errors.add("name", format!("Enter what the school calls it, in at most {LONGEST_NAME} letters"));
    } else if let Some(place) = own_place(&name) {
        errors.add("name", format!("“{name}” has a place of its own already: {place}"));
    } else if let Some(one) = all.iter().find(other) {
        errors.add("name", format!("“{}” is in the list already", one.field.name));
    } else if own.is_none() && all.len() >= MOST_FIELDS {
        errors.add("name", format!("There are {MOST_FIELDS} fields already: take one out first"));
    }
    name
}

fn short(typed: &Typed, field: &'static str, errors: &mut FormErrors) -> String {
    let text = typed.get(field);
    let many = text.chars().count();
    if many > LONGEST_NAME {
        errors.add(field, format!("This has {many} letters: shorten it to {LONGEST_NAME}"));
    }
    text.to_owned()
}

/// An end of the range, where one was typed.
fn limit(typed: &Typed, field: &'static str, errors: &mut FormErrors) -> Option<Score> {
    let text = typed.get(field);
    let found = Score::parse(text).ok();
    if found.is_none() && !text.is_empty() {
        errors.add(field, format!("Enter the {field} number as a number, like 40, or leave it empty"));
    }
    found
}

//! One statement, or something above it: what was written, and the forms that add to it.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{Months, NaiveDate};

use super::{FrameworkSeen, address, held, load, must, place_page};
use crate::{
    domain::{
        access::Verb,
        ids::StaffId,
        people::Name,
        self_evaluation::{Place, Rater},
        time::LongDay,
    },
    store::{
        bank,
        conversations::agreed::doers,
        self_evaluations::{
            At, HeldFramework, actions,
            written::{self, NewRating, NoteKind},
        },
    },
    web::{
        App,
        form::{
            days::date,
            fields::FormErrors,
            nameless::nameless,
            typed::{Typed, cut, given},
        },
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::safe_url::SafeUrl,
    },
};

/// The keys of a framework and of a place in it.
type Keys = Path<(String, String)>;

/// Years ahead for which something can be taken on.
const MOST_YEARS: u32 = 3;

pub(super) async fn show(State(app): State<App>, person: Person, Path((framework, place)): Keys) -> Result<Response> {
    answer(&app, &person, (&framework, &place), &Typed::default(), &FormErrors::default()).await
}

/// The page; with what was typed and what is wrong with it, where something is.
async fn answer(
    app: &App,
    person: &Person,
    (framework, place): (&str, &str),
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Response> {
    let seen: FrameworkSeen = load(app, person, framework).await?;
    let place = seen.framework().place(place).ok_or(Error::NotFound)?;
    let owners = match seen.may.change {
        true => doers(&mut *app.store.read().await?, person.viewer.school, seen.now.today()).await?,
        false => Vec::new(),
    };
    let body = place_page::page(&seen, place, &owners, typed, errors);
    app.answer(person, Page::new(place_page::title(place), body).at(Nav::Reports).wrong(errors)).await
}

/// Whoever may write, the framework that they write against, and the names that must not stand in it.
async fn to_write(app: &App, person: &Person, key: &str) -> Result<(HeldFramework, Vec<String>)> {
    must(person, Verb::Change)?;
    let mut conn = app.store.read().await?;
    let held = held(&mut conn, person.viewer.school, key).await?;
    Ok((held, bank::names(&mut conn, person.viewer.school).await?))
}

fn at<'a>(held: &'a HeldFramework, place: Place<'a>) -> At<'a> {
    At { framework: &held.framework.key, place: place.key(), wording: place.words() }
}

fn back((framework, place): (&str, &str)) -> Response {
    Redirect::to(&format!("{}/places/{place}", address(framework))).into_response()
}

pub(super) async fn rate(
    State(app): State<App>,
    person: Person,
    Path((framework, key)): Keys,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (held, names) = to_write(&app, &person, &framework).await?;
    let place = held.framework.place(&key).filter(|one| one.statement().is_some()).ok_or(Error::NotFound)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let step = held.framework.step(typed.get("step"));
    if step.is_none() {
        errors.add("step", "Choose a step of the scale");
    }
    let rater = Rater::from_code(typed.get("rater"));
    if rater.is_none() {
        errors.add("rater", "Choose who rates");
    }
    if rater == Some(Rater::Second) {
        given(&typed, "second_rater", "Enter who the second rater is", &mut errors);
    }
    nameless(&typed, "reason", &names, &mut errors);
    let (Some((_, step)), Some(rater), true) = (step, rater, errors.is_empty()) else {
        return answer(&app, &person, (&framework, &key), &typed, &errors).await;
    };
    let second_rater = if rater == Rater::Second { cut(typed.get("second_rater")) } else { String::new() };
    let reason = cut(typed.get("reason"));
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let new = NewRating { rater, second_rater: &second_rater, step, reason: &reason };
    written::rate(&mut tx, at(&held, place), &new).await?;
    tx.commit().await?;
    Ok(back((&framework, &key)))
}

pub(super) async fn comment(
    State(app): State<App>,
    person: Person,
    Path((framework, key)): Keys,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (held, names) = to_write(&app, &person, &framework).await?;
    let place = held.framework.place(&key).ok_or(Error::NotFound)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    given(&typed, "comment", "Write the comment", &mut errors);
    nameless(&typed, "comment", &names, &mut errors);
    if !errors.is_empty() {
        return answer(&app, &person, (&framework, &key), &typed, &errors).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    written::note(&mut tx, at(&held, place), NoteKind::Comment, (&cut(typed.get("comment")), "")).await?;
    tx.commit().await?;
    Ok(back((&framework, &key)))
}

pub(super) async fn evidence(
    State(app): State<App>,
    person: Person,
    Path((framework, key)): Keys,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (held, names) = to_write(&app, &person, &framework).await?;
    let place = held.framework.place(&key).ok_or(Error::NotFound)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    given(&typed, "evidence", "Write down what shows it", &mut errors);
    nameless(&typed, "evidence", &names, &mut errors);
    let link = typed.get("link");
    if !link.is_empty() && SafeUrl::web(link).is_none() {
        errors.add("link", "Enter the whole address of a web page, beginning with https://, or leave it empty");
    }
    if !errors.is_empty() {
        return answer(&app, &person, (&framework, &key), &typed, &errors).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    written::note(&mut tx, at(&held, place), NoteKind::Evidence, (&cut(typed.get("evidence")), link)).await?;
    tx.commit().await?;
    Ok(back((&framework, &key)))
}

pub(super) async fn withdraw(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    must(&person, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let (framework, place) = written::withdraw(&mut tx, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(back((&framework, &place)))
}

pub(super) async fn act(
    State(app): State<App>,
    person: Person,
    Path((framework, key)): Keys,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (held, names) = to_write(&app, &person, &framework).await?;
    let place = held.framework.place(&key).ok_or(Error::NotFound)?;
    let (typed, today) = (Typed(fields), app.clock.now().today());
    let mut errors = FormErrors::default();
    given(&typed, "action", "Enter what is to be done", &mut errors);
    nameless(&typed, "action", &names, &mut errors);
    let owners = doers(&mut *app.store.read().await?, person.viewer.school, today).await?;
    let owner = owner(&typed, &owners, &mut errors);
    let due_on = due_on(&typed, today, &mut errors);
    let (Some(owner), Some(due_on), true) = (owner, due_on, errors.is_empty()) else {
        return answer(&app, &person, (&framework, &key), &typed, &errors).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    actions::add(&mut tx, at(&held, place), &cut(typed.get("action")), (owner, due_on)).await?;
    tx.commit().await?;
    Ok(back((&framework, &key)))
}

fn owner(typed: &Typed, owners: &[(StaffId, Name)], errors: &mut FormErrors) -> Option<StaffId> {
    let found = owners.iter().map(|(id, _)| *id).find(|id| id.to_string() == typed.get("owner"));
    if found.is_none() {
        errors.add("owner", "Choose who does it");
    }
    found
}

fn due_on(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<NaiveDate> {
    let found = date(typed.get("due_on"));
    let last = today.checked_add_months(Months::new(12 * MOST_YEARS)).unwrap_or(NaiveDate::MAX);
    match found {
        None => errors.add("due_on", format!("Enter by when as a date, like {today}")),
        Some(day) if day < today => {
            errors.add("due_on", format!("{} has gone by: enter a day from today on", LongDay(day)));
        }
        Some(day) if day > last => {
            errors.add("due_on", format!("{} is more than {MOST_YEARS} years away", LongDay(day)));
        }
        Some(_) => {}
    }
    found
}

//! Entries of the bank that the SENCO makes: from a target of a plan in one press, or by hand; worded anew; taken out. Before everybody
//! reads it, it is asked whether a name in it is a pupil's.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        bank::Words,
        ids::{BankEntryId, TargetId},
        need::Area,
        target::Direction,
    },
    store::bank,
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, radios, select, text_input, textarea},
            nameless::{nameless, no_name},
            typed::{Typed, cut, given},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

const NEW: &str = "Add a target to the bank";
const CHANGE: &str = "Change a target of the bank";

fn must(person: &Person) -> Result<()> {
    person.must(Thing::Plan, Verb::Change)
}

pub(super) async fn new(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person)?;
    app.answer(&person, form(NEW, "/bank", &Typed::default(), &FormErrors::default())).await
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    add(&app, &person, &Typed(fields)).await
}

/// A target of a plan, in one press: where a name seems to be left in it, its form asks first.
pub(super) async fn take(State(app): State<App>, person: Person, Path(target): Path<i64>) -> Result<Response> {
    must(&person)?;
    let found = bank::of_target(&mut *app.store.read().await?, person.viewer.school, TargetId(target)).await?;
    let (pupil, words) = found.ok_or(Error::NotFound)?;
    app.viewed(&person, Subject::Targets, pupil).await?;
    add(&app, &person, &typed(&words)).await
}

async fn add(app: &App, person: &Person, typed: &Typed) -> Result<Response> {
    let words = match read(app, person, typed, None).await? {
        Ok(words) => words,
        Err(errors) => return app.answer(person, form(NEW, "/bank", typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    bank::add(&mut tx, &words).await?;
    tx.commit().await?;
    Ok(Redirect::to("/bank?done=added").into_response())
}

async fn entry(app: &App, person: &Person, id: i64) -> Result<(BankEntryId, Words)> {
    let all = bank::entries(&mut *app.store.read().await?, person.viewer.school).await?;
    all.into_iter().find(|(one, _)| one.0 == id).ok_or(Error::NotFound)
}

pub(super) async fn edit(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    must(&person)?;
    let (entry, words) = entry(&app, &person, id).await?;
    app.answer(&person, form(CHANGE, &format!("/bank/{entry}/edit"), &typed(&words), &FormErrors::default())).await
}

pub(super) async fn change(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    let typed = Typed(fields);
    let (entry, old) = entry(&app, &person, id).await?;
    let words = match read(&app, &person, &typed, Some(entry)).await? {
        Ok(words) => words,
        Err(errors) => {
            return app.answer(&person, form(CHANGE, &format!("/bank/{entry}/edit"), &typed, &errors)).await;
        }
    };
    if words != old {
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        if !bank::change(&mut tx, entry, &words).await? {
            return Err(Error::Conflict("Somebody else has changed this target a moment ago.".to_owned()));
        }
        tx.commit().await?;
    }
    Ok(Redirect::to("/bank?done=changed").into_response())
}

pub(super) async fn withdraw(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    must(&person)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !bank::withdraw(&mut tx, BankEntryId(id)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/bank?done=withdrawn").into_response())
}

/// The form of a target's words.
fn typed(words: &Words) -> Typed {
    let mut typed = Typed::default();
    typed.set("wording", words.wording.as_str());
    typed.set("area", words.area.as_code());
    typed.set("measure", words.measure.as_str());
    typed.set("unit", words.unit.as_str());
    typed.set("direction", words.direction.as_code());
    typed.set("strategy", words.strategy.as_str());
    typed
}

/// What was typed as an entry. `but` is the entry that it is to replace, if any: every other one says something else.
async fn read(
    app: &App,
    person: &Person,
    typed: &Typed,
    but: Option<BankEntryId>,
) -> Result<std::result::Result<Words, FormErrors>> {
    let (mut conn, mut errors) = (app.store.read().await?, FormErrors::default());
    let names = bank::names(&mut conn, person.viewer.school).await?;
    let entries = bank::entries(&mut conn, person.viewer.school).await?;
    drop(conn);
    given(typed, "wording", "Enter the step", &mut errors);
    nameless(typed, "wording", &names, &mut errors);
    let area = Area::from_code(typed.get("area"));
    if area.is_none() {
        errors.add("area", "Choose the area of need");
    }
    given(typed, "measure", "Enter how it is measured", &mut errors);
    ["measure", "unit", "strategy"].into_iter().for_each(|field| nameless(typed, field, &names, &mut errors));
    let words = Words {
        wording: cut(typed.get("wording")),
        area: area.unwrap_or(Area::Other),
        measure: cut(typed.get("measure")),
        unit: cut(typed.get("unit")),
        direction: Direction::from_code(typed.get("direction")).unwrap_or(Direction::Higher),
        strategy: cut(typed.get("strategy")),
    };
    if errors.is_empty() && entries.iter().any(|(id, one)| Some(*id) != but && one.key() == words.key()) {
        errors.add("wording", "This target is in the bank already");
    }
    Ok(if errors.is_empty() { Ok(words) } else { Err(errors) })
}

fn form(title: &str, action: &str, typed: &Typed, errors: &FormErrors) -> Page {
    let mut areas = vec![("", "Choose")];
    areas.extend(Area::ALL.iter().map(|area| (area.as_code(), area.words())));
    let directions: Vec<_> = Direction::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let chosen = if typed.get("direction").is_empty() { Direction::Higher.as_code() } else { typed.get("direction") };
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let body = html! {
        p.no-print { a href="/bank" { "Back to the target bank" } }
        (error_summary(errors))
        h1 { (title) }
        p { "Everybody who writes plans reads it: no name, and nothing that is true of one pupil alone." }
        (post_form(action).class("panel").of(html! {
            (textarea(&field("wording", "The step", "Specific enough that anybody could say whether it was reached."), 2))
            (select(&field("area", "Area of need", ""), &areas))
            (text_input(&field("measure", "How it is measured", "What is counted, and how."), "text", "off"))
            (text_input(&field("unit", "Unit", "words, minutes, times a day … May be left empty."), "text", "off"))
            (radios(&Field { value: chosen, ..field("direction", "Which way is better", "") }, &directions))
            (textarea(&field("strategy", "What adults do", "May be left empty."), 2))
            (no_name(typed, errors))
            p.actions { (button("Save the target")) }
        }))
    };
    Page::new(title, body).wrong(errors)
}

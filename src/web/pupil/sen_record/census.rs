//! What the census asks of a pupil beside status and needs: entered from a day on, and ended with its last day.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use maud::html;

use super::needs::back;
use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        census::{Indicator, begin},
        time::LongDay,
    },
    store::{
        census::{self, HeldIndicator},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            days::day_gone,
            fields::{Field, FormErrors, date_input, radios},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::head,
        ui::button::button,
    },
};

const TITLE: &str = "Enter a place or top-up funding";
const END_TITLE: &str = "End a place or top-up funding";

pub(super) async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let mut typed = Typed::default();
    typed.set("from_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::CensusIndicator, head.id).await?;
    app.answer(&person, form(&head, &typed, &FormErrors::default())).await
}

pub(super) async fn enter(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let indicator = Indicator::from_code(typed.get("indicator"));
    if indicator.is_none() {
        errors.add("indicator", "Choose what is to be entered");
    }
    let from = day_gone(&typed, "from_on", "the first day", now.today(), &mut errors);
    let (Some(indicator), Some(from)) = (indicator, from) else {
        return app.answer(&person, form(&head, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let held: Vec<_> = census::of_pupil(tx.conn(), head.id).await?.into_iter().map(|one| one.what).collect();
    if let Err(there) = begin(&held, indicator, from) {
        drop(tx);
        let words = there.words();
        errors.add("indicator", format!("“{words}” is recorded for that day: end it first, or choose a later day"));
        return app.answer(&person, form(&head, &typed, &errors)).await;
    }
    census::enter(&mut tx, head.id, indicator, from).await?;
    tx.commit().await?;
    Ok(back(&head))
}

fn form(head: &Head, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let options: Vec<_> = Indicator::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let top_up =
        "Top-up funding is what the authority pays beyond the school’s own; a pupil may have it without an EHC plan.";
    let fields = html! {
        (radios(&field("indicator", "What the census asks", top_up), &options))
        (date_input(&field("from_on", "Since", "")))
        (button("Save"))
    };
    head::form(head, "/record", TITLE, errors, "/census", &fields)
}

pub(super) async fn ask_end(
    State(app): State<App>,
    person: Person,
    Path((id, indicator)): Path<(i64, i64)>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = one(&app, &head, indicator).await?;
    let mut typed = Typed::default();
    typed.set("until_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::CensusIndicator, head.id).await?;
    app.answer(&person, end_form(&head, &held, &typed, &FormErrors::default())).await
}

pub(super) async fn end(
    State(app): State<App>,
    person: Person,
    Path((id, indicator)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = one(&app, &head, indicator).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let until = day_gone(&typed, "until_on", "the last day", now.today(), &mut errors);
    if until.is_some_and(|day| day < held.what.from) {
        errors.add("until_on", format!("It is true since {}: choose a day from then on", LongDay(held.what.from)));
    }
    let Some(until) = until.filter(|_| errors.is_empty()) else {
        return app.answer(&person, end_form(&head, &held, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    if !census::end(&mut tx, head.id, held.id, until).await? {
        return Err(Error::Conflict("Somebody else has ended this meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

/// One of this pupil's that goes on.
async fn one(app: &App, head: &Head, indicator: i64) -> Result<HeldIndicator> {
    let all = census::of_pupil(&mut *app.store.read().await?, head.id).await?;
    all.into_iter().find(|held| held.id == indicator && held.what.until.is_none()).ok_or(Error::NotFound)
}

fn end_form(head: &Head, held: &HeldIndicator, typed: &Typed, errors: &FormErrors) -> Page {
    let field = Field { name: "until_on", label: "Last day", hint: "", value: typed.get("until_on"), errors };
    let fields = html! {
        p { strong { (held.what.indicator.words()) } ", since " (LongDay(held.what.from)) ". It stays in the history." }
        (date_input(&field))
        (button("End it"))
    };
    head::form(head, "/record", END_TITLE, errors, &format!("/census/{}/end", held.id), &fields)
}

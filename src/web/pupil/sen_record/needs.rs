//! Adding, ranking and ending needs. The order is changed by buttons, one place at a time.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::statements::{by_enter, way_in};
use crate::{
    domain::{access::Thing, audit::Subject, need::Need, sen_status::SenCode, time::LongDay},
    store::{
        needs::{self, Evidence, HeldNeed},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            days::day_gone,
            fields::{Field, FormErrors, date_input, select, text_input, textarea},
            order::moved,
            typed::{Typed, given},
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

const TITLE: &str = "Add a need";
const END_TITLE: &str = "End a need";

/// The needs that are open, in order.
pub(super) async fn open_needs(app: &App, head: &Head) -> Result<Vec<HeldNeed>> {
    let all = needs::of_pupil(&mut *app.store.read().await?, head.id).await?;
    Ok(all.into_iter().filter(|need| need.until.is_none()).collect())
}

pub(super) async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (open, today) = (open_needs(&app, &head).await?, app.clock.now().today().to_string());
    let mut typed = Typed::default();
    typed.set("from_on", today.clone());
    typed.set("found_on", today);
    app.viewed(&person, Subject::Need, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, form(&head, &open, &typed, &errors)).await
}

pub(super) async fn add(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (typed, today, mut errors) = (Typed(fields), app.clock.now().today(), FormErrors::default());
    let open = open_needs(&app, &head).await?;
    let need = Need::from_code(typed.get("code"));
    match need {
        None => errors.add("code", "Choose the need"),
        Some(need) if open.iter().any(|held| held.need == need) => errors.add("code", "This need is recorded already"),
        Some(_) => {}
    }
    let from = day_gone(&typed, "from_on", "the day from which the need is known", today, &mut errors);
    let evidence = read_evidence(&typed, today, &mut errors);
    let (Some(need), Some(from), Some(evidence)) = (need, from, evidence.filter(|_| errors.is_empty())) else {
        return app.answer(&person, form(&head, &open, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !needs::add(&mut tx, head.id, need, from, &evidence).await? {
        return Err(Error::Conflict("Somebody else has added this need meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

/// What speaks for a need, if all of it was given.
pub(super) fn read_evidence(typed: &Typed, today: chrono::NaiveDate, errors: &mut FormErrors) -> Option<Evidence> {
    given(typed, "evidence", "Write down what was found", errors);
    given(typed, "said_by", "Write down who says so", errors);
    let found_on = day_gone(typed, "found_on", "the day on which it was found", today, errors)?;
    Some(Evidence { wording: typed.get("evidence").to_owned(), said_by: typed.get("said_by").to_owned(), found_on })
}

/// The fields of what speaks for a need; `need` is the one that is recorded already.
pub(super) fn evidence_fields(head: &Head, need: Option<i64>, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        (textarea(&field("evidence", "What was found", "An assessment, a report, what is seen in class. Child protection records do not belong here."), 3))
        (way_in(head, need))
        (text_input(&field("said_by", "Who says so", "For example: speech and language therapist, class teacher, parents"), "text", "off"))
        (date_input(&field("found_on", "When it was found", "")))
    }
}

pub(super) fn form(head: &Head, open: &[HeldNeed], typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let free = Need::ALL.iter().filter(|need| !open.iter().any(|held| held.need == **need));
    let options: Vec<_> =
        std::iter::once(("", "Choose")).chain(free.map(|need| (need.as_code(), need.words()))).collect();
    let fields = html! {
        (by_enter("Add the need"))
        (select(&field("code", "Need", "It comes below the needs that are there; move it up afterwards if it is the primary one."), &options))
        (date_input(&field("from_on", "Known since", "")))
        (evidence_fields(head, None, typed, errors))
        p.actions { (button("Add the need")) }
    };
    head::form(head, "/record", TITLE, errors, "/needs", &fields)
}

pub(super) async fn reorder(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (seen, order) = moved(&Typed(fields))
        .ok_or_else(|| Error::BadRequest("It was not said which need to move, and where to.".to_owned()))?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !needs::reorder(&mut tx, head.id, &seen, &order).await? {
        return Err(Error::Conflict(
            "Somebody else has changed the needs meanwhile. Go back to the record and look at them again.".to_owned(),
        ));
    }
    tx.commit().await?;
    Ok(back(&head))
}

pub(super) async fn ask_end(
    State(app): State<App>,
    person: Person,
    Path((id, need)): Path<(i64, i64)>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = one(&app, &head, need).await?;
    let mut typed = Typed::default();
    typed.set("until_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::Need, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, end_form(&head, &held, &typed, &errors)).await
}

pub(super) async fn end(
    State(app): State<App>,
    person: Person,
    Path((id, need)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = one(&app, &head, need).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let until = day_gone(&typed, "until_on", "the last day of the need", app.clock.now().today(), &mut errors);
    if until.is_some_and(|day| day < held.from) {
        errors.add("until_on", format!("The need is known since {}: choose a day from then on", LongDay(held.from)));
    }
    given(&typed, "why", "Write down why it has ended", &mut errors);
    let is_last = open_needs(&app, &head).await?.len() == 1;
    if is_last && head.status.is_some_and(|status| status != SenCode::None) {
        errors.add("why", "A pupil with SEN needs a primary need: add the other one first, or change the status");
    }
    let Some(until) = until.filter(|_| errors.is_empty()) else {
        return app.answer(&person, end_form(&head, &held, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !needs::end(&mut tx, head.id, held.id, until, typed.get("why")).await? {
        return Err(Error::Conflict("Somebody else has ended this need meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

/// An open need of this pupil.
pub(super) async fn one(app: &App, head: &Head, need: i64) -> Result<HeldNeed> {
    open_needs(app, head).await?.into_iter().find(|held| held.id == need).ok_or(Error::NotFound)
}

pub(super) fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/record", head.id)).into_response()
}

fn end_form(head: &Head, held: &HeldNeed, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let fields = html! {
        p { strong { (held.need.words()) } ", since " (LongDay(held.from)) ". It stays in the history." }
        (date_input(&field("until_on", "Last day", "")))
        (textarea(&field("why", "Why it has ended", ""), 2))
        (button("End the need"))
    };
    head::form(head, "/record", END_TITLE, errors, &format!("/needs/{}/end", held.id), &fields)
}

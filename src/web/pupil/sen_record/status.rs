//! Changing the SEN status: what follows from it is said before it is saved.

use axum::{
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::html;
use serde::Deserialize;

use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        calendar::AcademicYear,
        plan::PlanKind,
        rules,
        sen_status::{self, Around, Change, SenCode, StatusSpan, Told, since},
        standing::{self, Ended, Standing, standing},
        time::LongDay,
    },
    store::{
        needs, plans,
        pupils::head::Head,
        sen_status::{HeldStatus, NewStatus, history},
    },
    web::{
        App,
        form::{
            days::{date, day_gone},
            fields::{Field, FormErrors, date_input, radios, text_input, textarea},
            typed::{Typed, given},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::head,
        ui::{button::button, strip::standing_strip},
    },
};

const TITLE: &str = "Change the SEN status";
const TOLD: &[(&str, &str)] = &[("yes", "Yes"), ("no", "Not yet")];
/// What is carried from the form to the question whether it is meant.
const FIELDS: &[&str] = &["before", "code", "from_on", "reason", "told", "told_on", "told_how", "not_told"];

/// A first day that a link proposes.
#[derive(Deserialize)]
pub(super) struct FirstDay {
    from: Option<String>,
}

pub(super) async fn new(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(first): Query<FirstDay>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let before = load(&app, &head).await?;
    let mut typed = Typed::default();
    let from = first.from.as_deref().and_then(date).unwrap_or_else(|| app.clock.now().today());
    typed.set("from_on", from.to_string());
    typed.set("before", open_of(&before).map_or_else(String::new, |one| one.id.to_string()));
    app.viewed(&person, Subject::SenStatus, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, form(&head, &before, &typed, &errors)).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (typed, today) = (Typed(fields), app.clock.now().today());
    let before = load(&app, &head).await?;
    let (new, how) = match read(&typed, &before, today) {
        Ok(read) => read,
        Err(errors) => {
            return app.answer(&person, form(&head, &before, &typed, &errors)).await;
        }
    };
    let none = FormErrors::default();
    match typed.get("step") {
        "back" => app.answer(&person, form(&head, &before, &typed, &none)).await,
        "save" => {
            let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
            let saw = typed.get("before").parse().ok();
            if !crate::store::sen_status::change(&mut tx, head.id, saw, how, &new).await? {
                drop(tx);
                return conflict(&app, &person, &head, typed).await;
            }
            tx.commit().await?;
            Ok(Redirect::to(&format!("/pupils/{}/record", head.id)).into_response())
        }
        _ => {
            let (effects, year) = foresee(&app, &person, &head, &before, &new, how).await?;
            app.answer(&person, check(&head, &typed, &new, &effects, &year)).await
        }
    }
}

/// Somebody else was quicker: their change stands above, and what was typed stays in the form.
async fn conflict(app: &App, person: &Person, head: &Head, mut typed: Typed) -> Result<Response> {
    let before = load(app, head).await?;
    typed.set("before", open_of(&before).map_or_else(String::new, |one| one.id.to_string()));
    let news = html! {
        div.banner.banner-late role="alert" {
            p {
                strong { "Not saved. " }
                "Somebody else has changed the status meanwhile. It stands below as it is now, above what you wrote."
            }
        }
    };
    let page = form(head, &before, &typed, &FormErrors::default()).under(&news);
    app.answer(person, page.status(StatusCode::CONFLICT)).await
}

async fn load(app: &App, head: &Head) -> Result<Vec<HeldStatus>> {
    Ok(history(&mut *app.store.read().await?, head.id).await?)
}

fn open_of(all: &[HeldStatus]) -> Option<&HeldStatus> {
    all.iter().find(|one| one.span.until.is_none())
}

fn read(
    typed: &Typed,
    before: &[HeldStatus],
    today: NaiveDate,
) -> std::result::Result<(NewStatus, Change), FormErrors> {
    let mut errors = FormErrors::default();
    let code = SenCode::from_code(typed.get("code"));
    if code.is_none() {
        errors.add("code", "Choose the new status");
    }
    let from = day_gone(typed, "from_on", "the first day of the new status", today, &mut errors);
    let spans: Vec<StatusSpan> = before.iter().map(|one| one.span).collect();
    let how = code.zip(from).and_then(|(code, from)| {
        let found = sen_status::change(&spans, code, from, today);
        found
            .map_err(|why| {
                errors.add(if why == sen_status::ChangeProblem::Same { "code" } else { "from_on" }, why.to_string())
            })
            .ok()
    });
    given(typed, "reason", "Write down why", &mut errors);
    let told = read_told(typed, today, &mut errors);
    match (code, from, how) {
        (Some(code), Some(from), Some(how)) if errors.is_empty() => {
            Ok((NewStatus { code, from, reason: typed.get("reason").to_owned(), told }, how))
        }
        _ => Err(errors),
    }
}

fn read_told(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<Told> {
    match typed.get("told") {
        "yes" => {
            let day = day_gone(typed, "told_on", "the day on which they were told", today, errors);
            given(typed, "told_how", "Write down how they were told, and by whom", errors);
            day.map(|day| Told::On(day, typed.get("told_how").to_owned()))
        }
        "no" => {
            given(typed, "not_told", "Write down why they have not been told yet", errors);
            Some(Told::NotYet(typed.get("not_told").to_owned()))
        }
        _ => {
            errors.add("told", "Say whether the parents have been told");
            None
        }
    }
}

/// What follows from the change: sentences, and the year as it would then stand.
async fn foresee(
    app: &App,
    person: &Person,
    head: &Head,
    before: &[HeldStatus],
    new: &NewStatus,
    how: Change,
) -> Result<(Vec<String>, Option<Standing>)> {
    let today = app.clock.now().today();
    let mut conn = app.store.read().await?;
    let open_plans = plans::open_kinds(&mut conn, head.id).await?;
    let has_needs = needs::of_pupil(&mut conn, head.id).await?.iter().any(|need| need.until.is_none());
    let parents_told = matches!(new.told, Some(Told::On(..)));
    let effects = sen_status::effects(new.code, &Around { has_needs, open_plans: &open_plans, parents_told });
    let register = app.register(&mut conn, person, today).await?;
    let (rules, calendar) = (register.rules(today), register.calendar());
    let row = register.row_of(head.id, AcademicYear::containing(today), today);
    let year = row.map(|mut row| {
        row.facts.supported = standing::supported(&head.roll, &after(before, new, how));
        row.facts.ended = standing::ended(&head.roll, &row.facts.supported, Ended::NoLongerSen);
        if open_plans.is_empty() {
            let kind = if new.code == SenCode::Ehcp { PlanKind::EhcDelivery } else { PlanKind::SenSupport };
            row.facts.a_year = rules.reviews_a_year(kind);
        }
        standing(calendar, &row.facts, rules.get(rules::DUE_SOON), today)
    });
    Ok((effects, year))
}

/// The history as it would be.
fn after(before: &[HeldStatus], new: &NewStatus, how: Change) -> Vec<StatusSpan> {
    let mut spans: Vec<StatusSpan> = before.iter().map(|one| one.span).collect();
    if how == Change::Corrects {
        spans.retain(|span| span.until.is_some());
    }
    for span in spans.iter_mut().filter(|span| span.until.is_none()) {
        span.until = new.from.pred_opt();
    }
    spans.push(StatusSpan { code: new.code, from: new.from, until: None });
    spans
}

fn form(head: &Head, before: &[HeldStatus], typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let codes: Vec<_> = SenCode::ALL.iter().map(|code| (code.as_code(), code.words())).collect();
    let fields = html! {
        input type="hidden" name="before" value=(typed.get("before"));
        @if let Some(now) = open_of(before) {
            p {
                "Now: " strong { (now.span.code.words()) } " " (since(now.span.from, now.from_assumed))
                @if !now.reason.is_empty() { " (" (now.reason) ")" } "."
            }
        }
        (radios(&field("code", "New status", ""), &codes))
        (date_input(&field("from_on", "From", "The day on which it began, even if you enter it later.")))
        (textarea(&field("reason", "Why", "What was found, and who decided it with whom."), 3))
        (radios(&field("told", "Have the parents been told?", "They must be when SEN support starts (Children and Families Act 2014, section 68)."), TOLD))
        (date_input(&field("told_on", "If yes: on which day", "")))
        (text_input(&field("told_how", "If yes: how, and by whom", "For example: by phone, Mr Shah"), "text", "off"))
        (text_input(&field("not_told", "If not: why not yet", ""), "text", "off"))
        (button("Show what follows"))
    };
    head::form(head, "/record", TITLE, errors, "/status", &fields)
}

/// The question whether it is meant, with everything that follows from it.
fn check(head: &Head, typed: &Typed, new: &NewStatus, effects: &[String], year: &Option<Standing>) -> Page {
    let fields = html! {
        h2 { (new.code.words()) " from " (LongDay(new.from)) }
        p { (new.reason) }
        ul { @for effect in effects { li { (effect) } } }
        @if let Some(year) = year {
            h3 { "Reviews in " (year.year) " would then stand so" }
            (standing_strip(year))
        }
        @for name in FIELDS { input type="hidden" name=(name) value=(typed.get(name)); }
        p.actions {
            button.primary type="submit" name="step" value="save" { "Save the change" }
            button.second type="submit" name="step" value="back" { "Go back and change it" }
        }
    };
    head::form(head, "/record", "This follows from the change", &FormErrors::default(), "/status", &fields)
        .titled(TITLE)
}

const TOLD_TITLE: &str = "Record that the parents were told";

pub(super) async fn ask_told(
    State(app): State<App>,
    person: Person,
    Path((id, status)): Path<(i64, i64)>,
) -> Result<Response> {
    let (head, held) = to_tell(&app, &person, id, status).await?;
    let mut typed = Typed::default();
    typed.set("told_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::SenStatus, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, told_form(&head, &held, &typed, &errors)).await
}

pub(super) async fn told(
    State(app): State<App>,
    person: Person,
    Path((id, status)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (head, held) = to_tell(&app, &person, id, status).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let day = day_gone(&typed, "told_on", "the day on which they were told", app.clock.now().today(), &mut errors);
    given(&typed, "told_how", "Write down how they were told, and by whom", &mut errors);
    let Some(day) = day.filter(|_| errors.is_empty()) else {
        return app.answer(&person, told_form(&head, &held, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !crate::store::sen_status::told(&mut tx, head.id, held.id, day, typed.get("told_how")).await? {
        return Err(Error::Conflict("Somebody else has recorded meanwhile that the parents were told.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}/record", head.id)).into_response())
}

/// The status of this pupil of which the parents are still to be told.
async fn to_tell(app: &App, person: &Person, id: i64, status: i64) -> Result<(Head, HeldStatus)> {
    let head = head::open_to_change(app, person, id, Thing::SenRecord).await?;
    let all = load(app, &head).await?;
    let held = all.into_iter().find(|one| one.id == status).ok_or(Error::NotFound)?;
    if matches!(held.told, Some(Told::On(..))) {
        return Err(Error::Conflict("That the parents were told of this status is recorded already.".to_owned()));
    }
    Ok((head, held))
}

fn told_form(head: &Head, held: &HeldStatus, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let fields = html! {
        p {
            (held.span.code.words()) " " (since(held.span.from, held.from_assumed))
            @if let Some(Told::NotYet(why)) = &held.told { ". Not told until now: " (why) }
        }
        (date_input(&field("told_on", "On which day", "")))
        (text_input(&field("told_how", "How, and by whom", "For example: by phone, Mr Shah"), "text", "off"))
        (button("Save"))
    };
    head::form(head, "/record", TOLD_TITLE, errors, &format!("/status/{}/told", held.id), &fields)
}

//! The activities of a draft: entered, changed, taken out, and given the figures that Thrice knows.

use axum::{
    extract::{Form, Path, Query, State},
    response::Response,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    ShownStrategy, back,
    figures::{self, KnownFigures, KnownProvision},
    load_draft, too_late,
};
use crate::{
    domain::{costing::Pence, count::counted, ids::ProvisionId, inclusion_strategy::Activity, plan::Funding},
    store::inclusion_strategies::{self, HeldActivity},
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary, number_input, select, text_input, textarea},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

/// The most letters of what is done, and of whom it reaches and who leads it.
const LONGEST: (usize, usize) = (600, 120);

/// The most pupils of one school.
const MOST_PUPILS: u32 = 5000;

/// What a new activity begins with.
#[derive(Deserialize)]
pub(super) struct ActivityQuery {
    #[serde(default)]
    provision: String,
}

/// The activities of a draft, with what can be done to each.
pub(super) fn list(strategy: &ShownStrategy, known: &KnownFigures) -> Markup {
    let id = strategy.held.id;
    html! {
        section aria-labelledby="activities" {
            h2 #activities { "Activities (" (strategy.activities.len()) ")" }
            p.actions { a.button href=(format!("/inclusion-strategy/{id}/activities")) { "Add an activity" } }
            @if !strategy.activities.is_empty() {
                ul.rows { @for one in &strategy.activities { (row(strategy, one, known)) } }
            }
        }
    }
}

fn row(strategy: &ShownStrategy, one: &HeldActivity, known: &KnownFigures) -> Markup {
    let there = format!("/inclusion-strategy/{}/activities/{}", strategy.held.id, one.id);
    let principle = strategy.held.principles.find(&one.does.principle);
    let found = one.does.provision.and_then(|provision| known.of(provision));
    let first = one.does.what.lines().next().unwrap_or_default();
    html! {
        li.row {
            span.row-who { (first) }
            span.row-what {
                @if let Some(principle) = principle { (principle.title) } @else { strong { "No such principle" } }
                ", " (one.does.budget)
                @if let Some(live) = found.filter(|live| differs(&one.does, live)) {
                    br; "Thrice counts " (counted(live.pupils, "pupil", "pupils")) ", " (live.planned) " planned and " (live.given) " given."
                }
            }
            a.second href=(there) { "Change" span.hidden { ": " (first) } }
            @if found.is_some_and(|live| differs(&one.does, live)) {
                (post_form(format!("{there}/figures")).of(html! {
                    button.second type="submit" { "Take these over" span.hidden { ": " (first) } }
                }))
            }
            (post_form(format!("{there}/withdrawal")).of(html! {
                button.second type="submit" { "Take it out" span.hidden { ": " (first) } }
            }))
        }
    }
}

/// Whether an activity says something else than Thrice counts.
fn differs(does: &Activity, live: &KnownProvision) -> bool {
    (does.pupils, does.budget, does.actual) != (Some(live.pupils), live.planned, Some(live.given))
}

/// An activity with the figures that Thrice knows.
fn with_figures(does: &Activity, live: &KnownProvision) -> Activity {
    Activity { pupils: Some(live.pupils), budget: live.planned, actual: Some(live.given), ..does.clone() }
}

pub(super) async fn new(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(asked): Query<ActivityQuery>,
) -> Result<Response> {
    let strategy = load_draft(&app, &person, id).await?;
    let mut typed = Typed::default();
    if let Some(provision) = asked.provision.parse().ok().map(ProvisionId) {
        let known = figures::load(&app, &person).await?;
        let live = known.of(provision).ok_or(Error::NotFound)?;
        typed.set("what", live.name.as_str());
        typed.set("pupils", live.pupils.to_string());
        typed.set("budget", live.planned.plain());
        typed.set("actual", live.given.plain());
        typed.set("provision", provision.to_string());
    }
    typed.set("funding", Funding::InclusiveMainstream.as_code());
    app.answer(&person, page(&strategy, None, &typed, &FormErrors::default())).await
}

pub(super) async fn add(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (strategy, typed) = (load_draft(&app, &person, id).await?, Typed(fields));
    let (mut does, errors) = read(&typed, &strategy);
    if let Some(does) = &mut does {
        // Only a provision of the school's own year is followed.
        let known = figures::load(&app, &person).await?;
        does.provision = typed.get("provision").parse().ok().map(ProvisionId).filter(|one| known.of(*one).is_some());
    }
    let Some(does) = does else { return app.answer(&person, page(&strategy, None, &typed, &errors)).await };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !inclusion_strategies::add(&mut tx, strategy.held.id, &does).await? {
        return Err(too_late());
    }
    tx.commit().await?;
    Ok(back(strategy.held.id))
}

/// The activity of this number, in a draft.
async fn find(app: &App, person: &Person, (id, activity): (i64, i64)) -> Result<(ShownStrategy, HeldActivity)> {
    let strategy = load_draft(app, person, id).await?;
    let one = strategy.activities.iter().find(|one| one.id.0 == activity).cloned().ok_or(Error::NotFound)?;
    Ok((strategy, one))
}

pub(super) async fn edit(State(app): State<App>, person: Person, Path(which): Path<(i64, i64)>) -> Result<Response> {
    let (strategy, one) = find(&app, &person, which).await?;
    app.answer(&person, page(&strategy, Some(&one), &filled(&one.does), &FormErrors::default())).await
}

pub(super) async fn change(
    State(app): State<App>,
    person: Person,
    Path(which): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let ((strategy, one), typed) = (find(&app, &person, which).await?, Typed(fields));
    let (does, errors) = read(&typed, &strategy);
    let Some(does) = does else { return app.answer(&person, page(&strategy, Some(&one), &typed, &errors)).await };
    put(&app, &person, &strategy, &one, Activity { provision: one.does.provision, ..does }).await
}

/// Gives an activity the figures of its provision.
pub(super) async fn take(State(app): State<App>, person: Person, Path(which): Path<(i64, i64)>) -> Result<Response> {
    let (strategy, one) = find(&app, &person, which).await?;
    let known = figures::load(&app, &person).await?;
    let live = one.does.provision.and_then(|provision| known.of(provision)).ok_or(Error::NotFound)?;
    put(&app, &person, &strategy, &one, with_figures(&one.does, live)).await
}

async fn put(
    app: &App,
    person: &Person,
    strategy: &ShownStrategy,
    one: &HeldActivity,
    does: Activity,
) -> Result<Response> {
    if does != one.does {
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        if !inclusion_strategies::change(&mut tx, strategy.held.id, one.id, &does).await? {
            return Err(too_late());
        }
        tx.commit().await?;
    }
    Ok(back(strategy.held.id))
}

pub(super) async fn withdraw(
    State(app): State<App>,
    person: Person,
    Path(which): Path<(i64, i64)>,
) -> Result<Response> {
    let (strategy, one) = find(&app, &person, which).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !inclusion_strategies::withdraw(&mut tx, strategy.held.id, one.id).await? {
        return Err(too_late());
    }
    tx.commit().await?;
    Ok(back(strategy.held.id))
}

fn filled(does: &Activity) -> Typed {
    let mut typed = Typed::default();
    for (name, value) in [
        ("principle", does.principle.clone()),
        ("what", does.what.clone()),
        ("group", does.group.clone()),
        ("pupils", does.pupils.map(|many| many.to_string()).unwrap_or_default()),
        ("budget", does.budget.plain()),
        ("actual", does.actual.map(Pence::plain).unwrap_or_default()),
        ("funding", does.funding.as_code().to_owned()),
        ("from_on", does.from.map(|day| day.to_string()).unwrap_or_default()),
        ("until_on", does.until.map(|day| day.to_string()).unwrap_or_default()),
        ("lead", does.lead.clone()),
    ] {
        typed.set(name, value);
    }
    typed
}

/// An activity as it was typed; nothing where something is wrong with it.
fn read(typed: &Typed, strategy: &ShownStrategy) -> (Option<Activity>, FormErrors) {
    let mut errors = FormErrors::default();
    let principle = typed.get("principle").to_owned();
    if strategy.held.principles.find(&principle).is_none() {
        errors.add("principle", "Choose the principle that it serves");
    }
    let what = typed.get("what").to_owned();
    if what.is_empty() || what.chars().count() > LONGEST.0 {
        errors.add("what", format!("Say what is done, in at most {} letters", LONGEST.0));
    }
    let mut short = |field: &'static str, sentence: &str| {
        if typed.get(field).chars().count() > LONGEST.1 {
            errors.add(field, format!("{sentence} in at most {} letters", LONGEST.1));
        }
        typed.get(field).to_owned()
    };
    let (group, lead) = (short("group", "Say whom it reaches"), short("lead", "Say who leads it"));
    let pupils = typed.get("pupils").parse().ok().filter(|many| *many <= MOST_PUPILS);
    if pupils.is_none() && !typed.get("pupils").is_empty() {
        errors.add("pupils", format!("Pupils must be a whole number up to {MOST_PUPILS}, or be left empty"));
    }
    let funding = Funding::from_code(typed.get("funding"));
    if funding.is_none() {
        errors.add("funding", "Choose who pays");
    }
    let budget = Pence::parse(typed.get("budget"));
    let budget = budget.map_err(|problem| errors.add("budget", format!("The budget {problem}"))).ok();
    let actual = match typed.get("actual") {
        "" => None,
        text => Pence::parse(text).map_err(|problem| errors.add("actual", format!("What was spent {problem}"))).ok(),
    };
    let (from, until) = (day(typed, "from_on", &mut errors), day(typed, "until_on", &mut errors));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        errors.add("until_on", "The last day must not come before the first");
    }
    let done = budget.zip(funding).filter(|_| errors.is_empty()).map(|(budget, funding)| Activity {
        principle,
        what,
        pupils,
        group,
        budget,
        actual,
        funding,
        from,
        until,
        lead,
        provision: None,
    });
    (done, errors)
}

/// A day that may be left empty.
fn day(typed: &Typed, field: &'static str, errors: &mut FormErrors) -> Option<chrono::NaiveDate> {
    let found = date(typed.get(field));
    if found.is_none() && !typed.get(field).is_empty() {
        errors.add(field, "Enter the day as a date, like 2026-09-07, or leave it empty");
    }
    found
}

fn page(strategy: &ShownStrategy, one: Option<&HeldActivity>, typed: &Typed, errors: &FormErrors) -> Page {
    let id = strategy.held.id;
    let title = if one.is_some() { "Change an activity" } else { "Add an activity" };
    let to = match one {
        Some(one) => format!("/inclusion-strategy/{id}/activities/{}", one.id),
        None => format!("/inclusion-strategy/{id}/activities"),
    };
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let mut principles = vec![("", "Choose")];
    principles.extend(strategy.held.principles.all.iter().map(|one| (one.code.as_str(), one.title.as_str())));
    let funds: Vec<_> = Funding::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let hidden = format!("Numbers below {} are not published as they are.", strategy.threshold);
    let body = html! {
        p.no-print { a href=(format!("/inclusion-strategy/{id}")) { "Back to version " (strategy.held.number) } }
        (error_summary(errors))
        h1 { (title) }
        (post_form(to).class("panel").of(html! {
            @if !typed.get("provision").is_empty() { input type="hidden" name="provision" value=(typed.get("provision")); }
            (select(&field("principle", "Principle", ""), &principles))
            (textarea(&field("what", "What is done", "As parents and governors read it, without a pupil’s name."), 3))
            (text_input(&field("group", "Whom it reaches", "A group: “Years 3 and 4”. May be empty."), "text", "off"))
            (number_input(&field("pupils", "How many pupils", &hidden), "", ""))
            (number_input(&field("budget", "Budget", "What it is to cost. 0 where it costs nothing more."), "£", ""))
            (number_input(&field("actual", "Spent so far", "Empty where that is not known yet."), "£", ""))
            (select(&field("funding", "Who pays", ""), &funds))
            (date_input(&field("from_on", "First day", "")))
            (date_input(&field("until_on", "Last day", "")))
            (text_input(&field("lead", "Who leads it", "Better a role than a name: “Phase leader”."), "text", "off"))
            (button("Save the activity"))
        }))
    };
    Page::new(title, body).wrong(errors)
}

//! A pupil's personal budgets: agreed with a parent, spent, and looked at together. For whoever sees what provision costs across the school.

mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::NaiveDate;

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        costing::Pence,
        ids::{AdultId, PersonalBudgetId},
        personal_budget::{BudgetDecision, BudgetWay, PersonalBudget},
        sen_status::SenCode,
        time::LongDay,
    },
    store::{
        contacts,
        personal_budgets::{self, HeldBudget},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            days::{date, day_gone},
            fields::FormErrors,
            typed::{Typed, cut, given},
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/personal-budgets", get(show).post(agree))
        .route("/pupils/{id}/personal-budgets/{budget}", get(one))
        .route("/pupils/{id}/personal-budgets/{budget}/spendings", post(spend))
        .route("/pupils/{id}/personal-budgets/{budget}/spendings/{spending}/withdrawal", post(withdraw))
        .route("/pupils/{id}/personal-budgets/{budget}/looks", post(look))
}

/// A pupil's budgets, and the parents with whom one is agreed.
struct Budgets {
    head: Head,
    all: Vec<HeldBudget>,
    adults: Vec<(AdultId, String)>,
    today: NaiveDate,
}

impl Budgets {
    async fn read(app: &App, person: &Person, id: i64, verb: Verb) -> Result<Self> {
        let thing = Thing::Costs;
        let head = match verb {
            Verb::See => head::open(app, person, id, thing).await?,
            Verb::Change => head::open_to_change(app, person, id, thing).await?,
        };
        let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
        let adults = contacts::deciding(&mut conn, head.id, today).await?;
        Ok(Self { all: personal_budgets::of_pupil(&mut conn, head.id).await?, head, adults, today })
    }

    fn find(&self, id: i64) -> Result<&HeldBudget> {
        self.all.iter().find(|one| one.id == PersonalBudgetId(id)).ok_or(Error::NotFound)
    }

    /// Whether one can be agreed: only an EHC plan has any (SEND Code of Practice 9.95).
    fn may_have(&self) -> bool {
        self.head.status == Some(SenCode::Ehcp)
    }

    /// The adult who was chosen.
    fn with(&self, typed: &Typed, errors: &mut FormErrors) -> Option<AdultId> {
        let found = self.adults.iter().find(|(adult, _)| adult.to_string() == typed.get("with"));
        if found.is_none() {
            errors.add("with", "Choose the parent");
        }
        found.map(|(adult, _)| *adult)
    }
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = Budgets::read(&app, &person, id, Verb::See).await?;
    app.viewed(&person, Subject::PersonalBudget, seen.head.id).await?;
    app.answer(&person, page::list(&seen, &Typed::default(), &FormErrors::default())).await
}

async fn agree(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = Budgets::read(&app, &person, id, Verb::Change).await?;
    if !seen.may_have() {
        return Err(Error::Conflict("Only an EHC plan has a personal budget (SEND Code of Practice 9.95).".to_owned()));
    }
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let with = seen.with(&typed, &mut errors);
    let read = agreed(&typed, seen.today, &mut errors);
    let (Some(with), Some(budget)) = (with, read) else {
        return app.answer(&person, page::list(&seen, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let budget = personal_budgets::agree(&mut tx, seen.head.id, &budget, with).await?;
    tx.commit().await?;
    Ok(back(&seen.head, budget))
}

/// What was typed of a budget; nothing where a field is wrong, which is said beside it.
fn agreed(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<PersonalBudget> {
    given(typed, "purpose", "Say which provision of the plan it secures", errors);
    let amount = money(typed, errors);
    let way = BudgetWay::from_code(typed.get("way"));
    if way.is_none() {
        errors.add("way", "Choose how it is paid");
    }
    let (from, until) = (date(typed.get("from_on")), date(typed.get("until_on")));
    if from.is_none() {
        errors.add("from_on", format!("Enter its first day as a date, like {today}"));
    }
    match (from, until) {
        (_, None) => errors.add("until_on", format!("Enter its last day as a date, like {today}")),
        (Some(from), Some(until)) if until < from => {
            errors.add("until_on", format!("It begins on {}: its last day cannot be before that", LongDay(from)));
        }
        _ => {}
    }
    let agreed_on = day_gone(typed, "agreed_on", "the day on which it was agreed", today, errors);
    let (agreed, way, from, until, agreed_on) = (amount?, way?, from?, until?, agreed_on?);
    let purpose = cut(typed.get("purpose"));
    errors.is_empty().then_some(PersonalBudget { purpose, agreed, way, from, until, agreed_on })
}

/// An amount above nothing.
fn money(typed: &Typed, errors: &mut FormErrors) -> Option<Pence> {
    match Pence::parse(typed.get("amount")) {
        Ok(Pence(0)) => errors.add("amount", "The amount must be more than £0"),
        Ok(amount) => return Some(amount),
        Err(problem) => errors.add("amount", format!("The amount {problem}")),
    }
    None
}

async fn one(State(app): State<App>, person: Person, Path((id, budget)): Path<(i64, i64)>) -> Result<Response> {
    let seen = Budgets::read(&app, &person, id, Verb::See).await?;
    let held = seen.find(budget)?;
    app.viewed(&person, Subject::PersonalBudget, seen.head.id).await?;
    app.answer(&person, page::one(&seen, held, &Typed::default(), &FormErrors::default())).await
}

async fn spend(
    State(app): State<App>,
    person: Person,
    Path((id, budget)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = Budgets::read(&app, &person, id, Verb::Change).await?;
    let held = seen.find(budget)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let on = day_gone(&typed, "spent_on", "the day on which it was spent", seen.today, &mut errors);
    if on.is_some_and(|on| on < held.budget.from) {
        errors.add("spent_on", format!("The budget begins on {}", LongDay(held.budget.from)));
    }
    let amount = money(&typed, &mut errors);
    given(&typed, "what", "Say what it was spent on", &mut errors);
    let (Some(on), Some(amount), true) = (on, amount, errors.is_empty()) else {
        return app.answer(&person, page::one(&seen, held, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    personal_budgets::spend(&mut tx, (held.id, seen.head.id), (on, amount, &cut(typed.get("what")))).await?;
    tx.commit().await?;
    Ok(back(&seen.head, held.id))
}

async fn withdraw(
    State(app): State<App>,
    person: Person,
    Path((id, budget, spending)): Path<(i64, i64, i64)>,
) -> Result<Response> {
    let seen = Budgets::read(&app, &person, id, Verb::Change).await?;
    let held = seen.find(budget)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !personal_budgets::withdraw(&mut tx, (held.id, seen.head.id), spending).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(back(&seen.head, held.id))
}

async fn look(
    State(app): State<App>,
    person: Person,
    Path((id, budget)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = Budgets::read(&app, &person, id, Verb::Change).await?;
    let held = seen.find(budget)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let on = day_gone(&typed, "looked_on", "the day on which you looked at it together", seen.today, &mut errors);
    let with = seen.with(&typed, &mut errors);
    let decision = BudgetDecision::from_code(typed.get("decision"));
    if decision.is_none() {
        errors.add("decision", "Choose what was decided");
    }
    given(&typed, "words", "Say what you talked about", &mut errors);
    let (Some(on), Some(with), Some(decision), true) = (on, with, decision, errors.is_empty()) else {
        return app.answer(&person, page::one(&seen, held, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    personal_budgets::look(&mut tx, (held.id, seen.head.id), (on, with), (decision, &cut(typed.get("words")))).await?;
    tx.commit().await?;
    Ok(back(&seen.head, held.id))
}

fn back(head: &Head, budget: PersonalBudgetId) -> Response {
    Redirect::to(&format!("/pupils/{}/personal-budgets/{budget}", head.id)).into_response()
}

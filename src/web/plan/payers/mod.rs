//! Who pays for a line of provision: several streams, each by a share or a sum a year and for some days, beside the one that the plan names.
//! For whoever sees what a pupil's provision costs; entered by whoever may write in the plan, too.

mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        costing::Pence,
        funding::Period,
        ids::PayerId,
        payer::{Payer, PayerProblem, PayerWay, Pays, parse_percent},
        plan::Funding,
    },
    store::{
        payers,
        plans::{self, Placement, PlanView},
        provision_map::line_days,
    },
    web::{
        App,
        form::{days::date, fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        plan::plans as plan_pages,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/plans/{id}/payers/{line}", get(show).post(save))
        .route("/plans/{id}/payers/{line}/{payer}/withdrawal", post(withdraw))
}

/// A line of a plan and who pays for it.
struct PaidLine {
    plan: PlanView,
    line: Placement,
    /// Its days.
    days: Period,
    /// What it costs until the next review; nothing where its role has no rate.
    cost: Pence,
    payers: Vec<(PayerId, Payer)>,
    /// Whether the reader enters it.
    changes: bool,
}

async fn load(app: &App, person: &Person, (id, line): (i64, i64), verb: Verb) -> Result<PaidLine> {
    let plan = plan_pages::load(app, person, id).await?;
    if !plan.may(Thing::Costs, Verb::See) {
        return Err(Error::NotFound);
    }
    let changes = plan.is_open() && plan.may_write() && plan.may(Thing::Costs, Verb::Change);
    if verb == Verb::Change && !changes {
        return Err(Error::Forbidden);
    }
    let of = |one: &&Placement| one.id.is_some_and(|id| id.0 == line);
    let line = plan.content.placements.iter().find(of).cloned().ok_or(Error::NotFound)?;
    let mut conn = app.store.read().await?;
    let rates = plans::rates(&mut conn, person.viewer.school).await?;
    let mut all = payers::of_cycle(&mut conn, plan.cycle.id).await?;
    let started = plan.cycle.started_on;
    Ok(PaidLine {
        days: line_days(started, plan.content.review_on),
        cost: line.priced(&rates, started).map_or(Pence(0), |line| line.cost()),
        payers: line.id.and_then(|id| all.remove(&id)).unwrap_or_default(),
        plan,
        line,
        changes,
    })
}

async fn show(State(app): State<App>, person: Person, Path(which): Path<(i64, i64)>) -> Result<Response> {
    let seen = load(&app, &person, which, Verb::See).await?;
    let mut typed = Typed::default();
    typed.set("way", PayerWay::Share.as_code());
    answer(&app, &person, &seen, &typed, &FormErrors::default()).await
}

async fn answer(app: &App, person: &Person, seen: &PaidLine, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    app.viewed(person, Subject::Payer, seen.plan.pupil).await?;
    let title = format!("Who pays · {} · {}", seen.line.provision, seen.plan.pupil_name.short());
    app.answer(person, Page::new(title, page::body(seen, typed, errors)).wrong(errors)).await
}

async fn save(
    State(app): State<App>,
    person: Person,
    Path(which): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (seen, typed) = (load(&app, &person, which, Verb::Change).await?, Typed(fields));
    let payer = match read(&typed, &seen) {
        Ok(payer) => payer,
        Err(errors) => return answer(&app, &person, &seen, &typed, &errors).await,
    };
    let line = seen.line.id.ok_or(Error::NotFound)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    payers::enter(&mut tx, seen.plan.pupil, line, &payer).await?;
    tx.commit().await?;
    Ok(back(&seen))
}

async fn withdraw(
    State(app): State<App>,
    person: Person,
    Path((id, line, payer)): Path<(i64, i64, i64)>,
) -> Result<Response> {
    let seen = load(&app, &person, (id, line), Verb::Change).await?;
    let line = seen.line.id.ok_or(Error::NotFound)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !payers::withdraw(&mut tx, seen.plan.pupil, line, PayerId(payer)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(back(&seen))
}

fn address(seen: &PaidLine) -> String {
    format!("/plans/{}/payers/{}", seen.plan.id, seen.line.id.map_or(0, |id| id.0))
}

fn back(seen: &PaidLine) -> Response {
    Redirect::to(&address(seen)).into_response()
}

/// Who pays, or what is wrong beside each field.
fn read(typed: &Typed, seen: &PaidLine) -> std::result::Result<Payer, FormErrors> {
    let mut errors = FormErrors::default();
    let funding = Funding::from_code(typed.get("funding"));
    if funding.is_none() {
        errors.add("funding", "Choose who pays");
    }
    let way = PayerWay::from_code(typed.get("way"));
    let pays = match way {
        Some(PayerWay::Share) => parse_percent(typed.get("share"))
            .map(Pays::Share)
            .map_err(|problem| errors.add("share", problem.to_string()))
            .ok(),
        Some(PayerWay::AYear) => Pence::parse(typed.get("amount"))
            .map(Pays::AYear)
            .map_err(|problem| errors.add("amount", format!("The sum a year {problem}")))
            .ok(),
        None => {
            errors.add("way", "Choose a share or a sum a year");
            None
        }
    };
    let mut day = |field: &'static str, which: &str, like: &str| {
        let read = date(typed.get(field));
        if !typed.get(field).is_empty() && read.is_none() {
            errors.add(field, format!("The {which} day must be a real date, like {like}"));
        }
        read
    };
    let (from, until) = (day("from_on", "first", "2026-09-01"), day("until_on", "last", "2026-12-31"));
    let (Some(funding), Some(pays), true) = (funding, pays, errors.is_empty()) else { return Err(errors) };
    let others: Vec<Payer> = seen.payers.iter().map(|(_, payer)| payer.clone()).collect();
    Payer { funding, pays, from, until }.check(&others, seen.cost, seen.days).map_err(|problem| {
        errors.add(beside(problem, pays), problem.to_string());
        errors
    })
}

/// Where a problem is said.
fn beside(problem: PayerProblem, pays: Pays) -> &'static str {
    match (problem, pays) {
        (PayerProblem::EndsFirst, _) => "until_on",
        (PayerProblem::NoDay(_), _) => "from_on",
        (_, Pays::Share(_)) => "share",
        (_, Pays::AYear(_)) => "amount",
    }
}

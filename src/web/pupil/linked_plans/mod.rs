//! Plans for a pupil that others write and keep: that there is one, where it lies, and when it is looked at again. Everybody who works with
//! the pupil is told above the targets; what such a plan says is never in Thrice.

mod page;

pub(in crate::web) use page::to_look_at;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::{Months, NaiveDate};

use super::head;
use crate::{
    domain::{
        access::Thing,
        audit::Subject,
        ids::LinkedPlanId,
        linked_plan::{LinkedKind, LinkedPlan},
        time::LongDay,
    },
    store::{linked_plans, pupils::head::Head},
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
        ui::safe_url::SafeUrl,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/linked-plans", get(show).post(enter))
        .route("/pupils/{id}/linked-plans/{plan}/reviewed", get(look).post(reviewed))
        .route("/pupils/{id}/linked-plans/{plan}/end", post(end))
}

type Held = Vec<(LinkedPlanId, LinkedPlan)>;

async fn held(app: &App, head: &Head) -> Result<Held> {
    let mut conn = app.store.read().await?;
    Ok(linked_plans::of_pupils(&mut conn, &[head.id]).await?.remove(&head.id).unwrap_or_default())
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Targets).await?;
    let mut typed = Typed::default();
    typed.set("from_on", app.clock.now().today().to_string());
    let page = page::page(&head, &held(&app, &head).await?, app.clock.now().today(), &typed, &FormErrors::default());
    app.viewed(&person, Subject::LinkedPlan, head.id).await?;
    app.answer(&person, page).await
}

async fn enter(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Targets).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let Some(one) = read(&typed, now.today(), &mut errors) else {
        let page = page::page(&head, &held(&app, &head).await?, now.today(), &typed, &errors);
        return app.answer(&person, page).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    linked_plans::enter(&mut tx, head.id, &one).await?;
    tx.commit().await?;
    Ok(back(&head))
}

/// What was typed of a plan; nothing where a field is wrong, which is said beside it.
fn read(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<LinkedPlan> {
    let kind = LinkedKind::from_code(typed.get("kind"));
    if kind.is_none() {
        errors.add("kind", "Choose which plan it is");
    }
    if kind == Some(LinkedKind::Other) {
        given(typed, "name", "Say what this plan is called", errors);
    }
    given(typed, "place", "Say where the plan lies, so that people find it", errors);
    let link = typed.get("link").trim();
    if !link.is_empty() && SafeUrl::web(link).is_none() {
        errors
            .add("link", "The address must be that of a web page, like https://school.example/plans, or be left empty");
    }
    let from = day_gone(typed, "from_on", "the day since which it holds", today, errors);
    let review_on = kind.and_then(|kind| next_look(typed, kind, today, errors));
    let (Some(kind), Some(from), Some(review_on), true) = (kind, from, review_on, errors.is_empty()) else {
        return None;
    };
    let name = if kind == LinkedKind::Other { cut(typed.get("name")) } else { String::new() };
    let (place, link, holder) = (cut(typed.get("place")), cut(link), cut(typed.get("holder")));
    Some(LinkedPlan { kind, name, place, link, holder, from, review_on, until: None })
}

/// The day on which it is looked at again: from today on, and no later than its kind allows.
fn next_look(typed: &Typed, kind: LinkedKind, today: NaiveDate, errors: &mut FormErrors) -> Option<NaiveDate> {
    let (months, rule) = kind.longest();
    let latest = today.checked_add_months(Months::new(months))?;
    match date(typed.get("review_on")) {
        None => errors.add("review_on", format!("Enter when it is looked at again as a date, like {latest}")),
        Some(day) if day < today => {
            errors.add("review_on", format!("{} has gone by: enter the day of the next look", LongDay(day)))
        }
        Some(day) if day > latest => {
            errors.add("review_on", format!("It is looked at {rule}: enter a day up to {}", LongDay(latest)));
        }
        Some(day) => return Some(day),
    }
    None
}

async fn look(State(app): State<App>, person: Person, Path((id, plan)): Path<(i64, i64)>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Targets).await?;
    let held = held(&app, &head).await?;
    let Some((plan, known)) = held.iter().find(|(one, known)| one.0 == plan && known.until.is_none()) else {
        return Err(Error::NotFound);
    };
    app.viewed(&person, Subject::LinkedPlan, head.id).await?;
    app.answer(&person, page::looked_at(&head, (*plan, known), &Typed::default(), &FormErrors::default())).await
}

/// It was looked at: what was known of it ends, and goes on with another day.
async fn reviewed(
    State(app): State<App>,
    person: Person,
    Path((id, plan)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Targets).await?;
    let (held, now) = (held(&app, &head).await?, app.clock.now());
    let Some((plan, known)) = held.iter().find(|(one, _)| one.0 == plan) else { return Err(Error::NotFound) };
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let Some(review_on) = next_look(&typed, known.kind, now.today(), &mut errors) else {
        return app.answer(&person, page::looked_at(&head, (*plan, known), &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    if !linked_plans::end(&mut tx, head.id, *plan, now.today()).await? {
        return Err(Error::Conflict("Somebody else has ended this meanwhile.".to_owned()));
    }
    linked_plans::enter(&mut tx, head.id, &LinkedPlan { from: now.today(), review_on, until: None, ..known.clone() })
        .await?;
    tx.commit().await?;
    Ok(back(&head))
}

async fn end(State(app): State<App>, person: Person, Path((id, plan)): Path<(i64, i64)>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Targets).await?;
    if !held(&app, &head).await?.iter().any(|(one, _)| one.0 == plan) {
        return Err(Error::NotFound);
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let today = tx.now.today();
    if !linked_plans::end(&mut tx, head.id, LinkedPlanId(plan), today).await? {
        return Err(Error::Conflict("Somebody else has ended this meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/linked-plans", head.id)).into_response()
}

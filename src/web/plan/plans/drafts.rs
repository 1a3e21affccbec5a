//! Plans while they are being written: a change to one, and a new one.

use axum::{
    extract::{Form, Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{load_to_change, merge, pupil_to_plan_for};
use crate::{
    domain::{
        draft::DraftKind,
        ids::{PlanId, PupilId},
    },
    store::drafts::Place,
    web::{
        App,
        form::{
            drafts::{Form as DraftForm, keep_for},
            typed::Typed,
        },
        frame::{error::Result, session::Person},
    },
};

/// Where somebody goes once the draft is kept: a button of the form, so that without script nothing typed is lost on the way.
pub(super) const THEN: &str = "then";
/// To the target bank.
pub(super) const BANK: &str = "bank";

/// Where changes to a plan are drafted.
pub(super) fn of_plan(plan: PlanId) -> Place {
    Place { kind: DraftKind::Plan, subject: plan.0 }
}

/// Where a new plan is drafted.
pub(super) fn new_plan(pupil: PupilId) -> Place {
    Place { kind: DraftKind::NewPlan, subject: pupil.0 }
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let plan = load_to_change(&app, &person, id).await?;
    let (typed, chooses) = then(fields);
    let (to, edit) = (format!("/plans/{id}/draft"), format!("/plans/{id}/edit"));
    let there = if chooses { format!("/plans/{id}/bank") } else { edit };
    let form = DraftForm { place: of_plan(plan.id), to: &to, there: &there, label: &label };
    kept(&app, &person, form, &typed, &headers).await
}

pub(super) async fn save_new(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let pupil = pupil_to_plan_for(&app, &person, id).await?;
    let (typed, chooses) = then(fields);
    let (to, new) = (format!("/pupils/{id}/plans/draft"), format!("/pupils/{id}/plans/new"));
    let there = if chooses { format!("/pupils/{id}/plans/bank") } else { new };
    let form = DraftForm { place: new_plan(pupil.id), to: &to, there: &there, label: &label };
    kept(&app, &person, form, &typed, &headers).await
}

/// What is typed, and whether the bank is to be opened.
fn then(fields: Vec<(String, String)>) -> (Typed, bool) {
    let mut typed = Typed(fields);
    let chooses = typed.get(THEN) == BANK;
    typed.0.retain(|(name, _)| name != THEN);
    (typed, chooses)
}

async fn kept(app: &App, person: &Person, form: DraftForm<'_>, typed: &Typed, headers: &HeaderMap) -> Result<Response> {
    let tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    keep_for((app, person), tx, form, typed, headers).await
}

fn label(name: &str) -> String {
    match (name, merge::called(name)) {
        (_, Some((words, _))) => words,
        ("kind", None) => "What it is for".to_owned(),
        _ => "Which row it is".to_owned(),
    }
}

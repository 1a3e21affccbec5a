//! Which plans: by hand, or drawn by a number that stands in the address, so that the same address shows the same plans. What is published is
//! made anew and compared with what was read: where somebody has written in a plan meanwhile, it is read again first.

use axum::{
    extract::{Form, Query, State},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    page,
    sheet::{self, AllNames},
};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::{PlanId, PupilId},
        people::Name,
        plan::PlanKind,
        plan_sample::{MOST, Sheet, choose, mark},
    },
    store::{
        plan_samples,
        plans::{self, PlanView},
        register::Child,
    },
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// What was asked for: numbers of plans, or a number to draw by and how many.
pub(super) enum SampleChoice {
    /// These.
    ByHand(Vec<PlanId>),
    /// So many, drawn by a number.
    Drawn { seed: u64, most: usize },
}

impl SampleChoice {
    fn read(typed: &Typed, errors: &mut FormErrors) -> Option<Self> {
        let ticked = typed.0.iter().filter(|(name, _)| name == "plan");
        let ticked: Vec<PlanId> = ticked.filter_map(|(_, id)| id.parse().ok().map(PlanId)).collect();
        if ticked.len() > MOST {
            errors.add("plan", format!("Choose up to {MOST} plans: somebody reads every line of them"));
            return None;
        }
        if !ticked.is_empty() {
            return Some(Self::ByHand(ticked));
        }
        let most = typed.get("most").parse().ok().filter(|n| (1..=MOST).contains(n));
        if most.is_none() {
            errors.add("most", format!("Enter how many plans: a whole number from 1 to {MOST}"));
        }
        let seed = typed.get("seed").parse::<u64>().ok().filter(|n| i64::try_from(*n).is_ok());
        if seed.is_none() {
            errors.add("seed", "Enter the number to draw by: digits alone, like 20261118");
        }
        Some(Self::Drawn { seed: seed?, most: most? })
    }

    /// The number to draw by, if they are drawn.
    pub(super) fn seed(&self) -> Option<u64> {
        match self {
            Self::ByHand(_) => None,
            Self::Drawn { seed, .. } => Some(*seed),
        }
    }

    /// The same as fields of a form.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::ByHand(plans) => plans.iter().map(|plan| ("plan", plan.to_string())).collect(),
            Self::Drawn { seed, most } => vec![("seed", seed.to_string()), ("most", most.to_string())],
        }
    }
}

/// A plan that can be chosen.
pub(super) struct PlanToSample {
    pub(super) id: PlanId,
    pub(super) kind: PlanKind,
    pub(super) name: Name,
}

/// Every open plan with a target of a pupil on roll, by the pupils' names.
pub(super) async fn to_choose(app: &App, person: &Person) -> Result<Vec<PlanToSample>> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    let sees = |child: &&Child| {
        let relation = register.relation(&person.viewer, child.id, today);
        child.is_on_roll(today) && person.viewer.may(relation, Thing::Plan, Verb::See)
    };
    let of = |child: &Child| {
        let open = child.plans.iter().filter(|plan| plan.is_open(today) && plan.has_targets);
        open.map(|plan| PlanToSample { id: plan.id, kind: plan.kind, name: child.name.clone() }).collect::<Vec<_>>()
    };
    Ok(register.facts().children.iter().filter(sees).flat_map(of).collect())
}

/// These plans in this order, so far as they can be chosen. They are few: each is read by itself.
async fn load(app: &App, person: &Person, ids: &[PlanId]) -> Result<Vec<PlanView>> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let mut found = Vec::new();
    for id in ids {
        found.extend(plans::visible_to(&mut conn, &person.viewer, *id, today).await?);
    }
    Ok(found)
}

/// The chosen plans without names, each with whose it is.
async fn chosen(app: &App, person: &Person, choice: &SampleChoice) -> Result<Vec<(PupilId, Sheet)>> {
    let there: Vec<PlanId> = to_choose(app, person).await?.into_iter().map(|plan| plan.id).collect();
    let ids = match choice {
        SampleChoice::ByHand(ids) => ids.iter().copied().filter(|id| there.contains(id)).collect(),
        SampleChoice::Drawn { seed, most } => choose(*seed, *most, &there),
    };
    let plans = load(app, person, &ids).await?;
    let names = plan_samples::names(&mut *app.store.read().await?, person.viewer.school).await?;
    let names = AllNames::of(&names);
    Ok(plans.iter().map(|plan| (plan.pupil, sheet::of(plan, &names))).collect())
}

pub(super) async fn look(
    State(app): State<App>,
    person: Person,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::PlanSample, Verb::Change)?;
    answer(&app, &person, &Typed(fields), FormErrors::default()).await
}

/// The chosen plans to be read, with what is wrong.
async fn answer(app: &App, person: &Person, typed: &Typed, mut errors: FormErrors) -> Result<Response> {
    let Some(choice) = SampleChoice::read(typed, &mut errors) else {
        let plans = to_choose(app, person).await?;
        return app.answer(person, page::choosing(&plans, typed, &errors)).await;
    };
    let sheets = chosen(app, person, &choice).await?;
    let seen: Vec<_> = sheets.iter().map(|(pupil, _)| (None, *pupil)).collect();
    app.viewed_all(person, Subject::Plan, &seen).await?;
    let sheets: Vec<Sheet> = sheets.into_iter().map(|(_, sheet)| sheet).collect();
    app.answer(person, page::draft(&choice, &sheets, &errors)).await
}

pub(super) async fn publish(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::PlanSample, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let Some(choice) = SampleChoice::read(&typed, &mut errors) else {
        return answer(&app, &person, &typed, FormErrors::default()).await;
    };
    let sheets = chosen(&app, &person, &choice).await?;
    let plain: Vec<Sheet> = sheets.iter().map(|(_, sheet)| sheet.clone()).collect();
    if typed.get("read") != "yes" {
        errors.add("read", "Read every line first, and tick that you have");
    } else if typed.get("mark") != mark(&plain).to_string() {
        errors.add("read", "Somebody has written in one of these plans meanwhile: read them again, as they are now");
    }
    if !errors.is_empty() {
        return answer(&app, &person, &typed, errors).await;
    }
    if sheets.is_empty() {
        return Err(Error::Conflict("There is no plan to publish.".to_owned()));
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let id = plan_samples::publish(&mut tx, choice.seed(), &sheets).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plan-samples/{id}")).into_response())
}

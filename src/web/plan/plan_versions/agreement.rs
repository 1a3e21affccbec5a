//! Agreeing the next version of a plan: parents' and the pupil's answers in their words, and from then on it is in force.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    super::plans::{load_to_change, quality_of},
    agreeing,
};
use crate::{
    domain::{
        access::may_decide,
        audit::Subject,
        conversation::Agreement,
        ids::AdultId,
        plan_version::{AnswerHow, agreed_on, changes},
        quality::Quality,
    },
    store::{
        contacts::contacts_of,
        plans::{
            PlanView,
            versions::{self, NewAnswer},
        },
    },
    web::{
        App,
        form::{days::day_gone, fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// The most letters of what somebody says to a version.
const MOST_LETTERS: usize = 2000;

/// What is to be agreed, and who is asked.
pub(super) struct ToAgree {
    pub(super) plan: PlanView,
    /// Its number.
    pub(super) number: i64,
    /// There is something that is not in force yet; otherwise only answers are added.
    pub(super) is_new: bool,
    /// What it says that the version in force does not.
    pub(super) changes: Vec<String>,
    /// How well it is written.
    pub(super) quality: Quality,
    /// Each contact who may take part and decides, with what they are to the pupil.
    pub(super) contacts: Vec<(AdultId, String)>,
}

async fn to_agree(app: &App, person: &Person, id: i64) -> Result<ToAgree> {
    let plan = load_to_change(app, person, id).await?;
    if !plan.is_written() {
        return Err(Error::Conflict("This plan is not written yet: there is nothing to agree.".to_owned()));
    }
    let today = app.clock.now().today();
    let mut conn = app.store.read().await?;
    let drafted = versions::draft(&mut conn, &plan).await?;
    let all = versions::all(&mut conn, &plan).await?;
    let said = |number| all.iter().find(|one| Some(one.version.number) == number).map(|one| one.kept.said());
    let (old, new) = (said(plan.in_force().map(|one| one.number)), said(plan.draft().map(|one| one.number)));
    let contacts = contacts_of(&mut conn, plan.pupil, today).await?;
    drop(conn);
    let able = contacts.into_iter().filter(|(_, facts)| may_decide(facts));
    let last = plan.versions.iter().map(|one| one.number).max().unwrap_or(0);
    let number = plan.draft().map_or(last + 1, |draft| draft.number);
    let is_new = plan.draft().is_some() || plan.in_force().is_none();
    Ok(ToAgree {
        number: if is_new { number } else { plan.in_force().map_or(number, |one| one.number) },
        is_new,
        changes: old.zip(new).map(|(old, new)| changes(&old, &new)).unwrap_or_default(),
        quality: quality_of(app, person, &plan, drafted.as_ref().unwrap_or(&plan.content)).await?,
        contacts: able.map(|(card, _)| (card.id, format!("{}, {}", card.name.full(), card.relationship))).collect(),
        plan,
    })
}

pub(super) async fn ask(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let what = to_agree(&app, &person, id).await?;
    app.viewed(&person, Subject::PlanVersion, what.plan.pupil).await?;
    let mut typed = Typed::default();
    typed.set("agreed_on", app.clock.now().today().to_string());
    typed.set("lock", what.plan.lock().to_string());
    app.answer(&person, agreeing::page(&what, &typed, &FormErrors::default())).await
}

pub(super) async fn agree(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let what = to_agree(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let (now, plan) = (app.clock.now(), &what.plan);
    let on = day_gone(&typed, "agreed_on", "the day on which it was agreed", now.today(), &mut errors);
    let answers = answers(&what, &typed, &mut errors);
    if typed.get("lock").parse() != Ok(plan.lock()) {
        errors.add("agreed_on", "Somebody has written in the plan meanwhile: read again what it says, and agree then");
    }
    if let Some(Err(why)) = on.map(|on| agreed_on(on, plan.opened_on, now.today())) {
        errors.add("agreed_on", why.to_string());
    }
    if what.is_new && what.quality.needed().next().is_some() {
        errors.add("agreed_on", "The plan does not say yet how it is measured, how often, or by whom: mend that first");
    }
    let Some(on) = on.filter(|_| errors.is_empty()) else {
        let mut shown = typed;
        shown.set("lock", plan.lock().to_string());
        return app.answer(&person, agreeing::page(&what, &shown, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    if !what.is_new {
        versions::answer_later(&mut tx, plan, on, &answers).await?;
    } else if !versions::agree(&mut tx, plan, on, &answers).await? {
        return Err(Error::Conflict(
            "Somebody has written in the plan meanwhile. Read it again, and agree then.".to_owned(),
        ));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{}?saved=plan", plan.id)).into_response())
}

/// What each says. Silence is never consent: for a new version everybody has an answer, even if it is that they were not reached.
fn answers(what: &ToAgree, typed: &Typed, errors: &mut FormErrors) -> Vec<NewAnswer> {
    let adults = what.contacts.iter().map(|(id, words)| (Some(*id), id.to_string(), words.as_str()));
    let pupil = [(None, "pupil".to_owned(), what.plan.pupil_name.forename.as_str())];
    let mut all = Vec::new();
    for (adult, key, called) in adults.chain(pupil) {
        let (answer, how) = (typed.get(&format!("answer-{key}")), typed.get(&format!("how-{key}")));
        let words = typed.get(&format!("words-{key}")).trim().to_owned();
        if words.chars().count() > MOST_LETTERS {
            errors.add(format!("words-{key}"), format!("At most {MOST_LETTERS} letters"));
        }
        match (Agreement::from_code(answer), AnswerHow::from_code(how)) {
            (Some(answer), Some(how)) => all.push(NewAnswer { adult, answer, words, how }),
            (Some(Agreement::NotReached), None) => {
                all.push(NewAnswer { adult, answer: Agreement::NotReached, words, how: AnswerHow::Phone });
            }
            (Some(_), None) => errors.add(format!("how-{key}"), format!("Choose how {called} answered")),
            (None, _) if what.is_new || !words.is_empty() => {
                errors
                    .add(format!("answer-{key}"), format!("Choose what {called} says, or that they were not reached"));
            }
            (None, _) => {}
        }
    }
    if all.is_empty() && errors.is_empty() {
        errors.add("agreed_on", "Choose what somebody says");
    }
    all
}

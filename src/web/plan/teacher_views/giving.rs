//! One teacher's view of one pupil: a page that takes three minutes, kept as it is written.

use axum::{
    extract::{Form, Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::page;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        draft::DraftKind,
        ids::CycleId,
        teacher_view::Going,
    },
    store::{
        drafts::{self, Place},
        plans::{self, PlanView, successors::Part},
        teacher_views::{self, New, OfTarget, Voice},
    },
    web::{
        App,
        form::{
            drafts::{self as keeping, Form as DraftForm, keep_for},
            fields::FormErrors,
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        plan::plans as plan_pages,
    },
};

/// What is said when nothing is.
const NOTHING: &str = "Say how at least one target goes, or write in one of these boxes";
/// The most letters of one box.
const MOST: usize = 4000;

fn place(cycle: CycleId) -> Place {
    Place { kind: DraftKind::TeacherInput, subject: cycle.0 }
}

#[derive(Deserialize)]
pub(super) struct ViewQuery {
    saved: Option<String>,
}

/// An open plan of a pupil whom this person teaches today.
async fn load(app: &App, person: &Person, id: i64) -> Result<PlanView> {
    let plan = plan_pages::load(app, person, id).await?;
    if !plan.may(Thing::TeacherInput, Verb::Change) {
        return Err(Error::Forbidden);
    }
    if !plan.is_open() {
        return Err(Error::Conflict("This plan has ended: no review of it is to come.".to_owned()));
    }
    Ok(plan)
}

/// What this person was asked and has given.
async fn own(app: &App, person: &Person, plan: &PlanView) -> Result<Option<Voice>> {
    let mut conn = app.store.read().await?;
    let all = teacher_views::of_cycle(&mut conn, (plan.cycle.id, plan.pupil), app.clock.now()).await?;
    Ok(all.into_iter().find(|one| one.staff == person.viewer.staff))
}

pub(super) async fn new(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(after): Query<ViewQuery>,
) -> Result<Response> {
    let plan = load(&app, &person, id).await?;
    let own = own(&app, &person, &plan).await?;
    let (draft, kept) = keeping::load(&mut *app.store.read().await?, &person, place(plan.cycle.id)).await?;
    let typed = draft.unwrap_or_else(|| own.as_ref().map(given).unwrap_or_default());
    let typed = placed(&app, &plan, &typed).await?;
    app.viewed(&person, Subject::Targets, plan.pupil).await?;
    let saved = after.saved.is_some();
    let body = page::page(&plan, own.as_ref(), &typed, &FormErrors::default(), &kept, (saved, false));
    app.answer(&person, Page::new(page::TITLE, body)).await
}

pub(super) async fn give(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let plan = load(&app, &person, id).await?;
    let typed = placed(&app, &plan, &Typed(fields)).await?;
    let is_over = typed.get("cycle") != plan.cycle.id.to_string();
    let (new, mut errors) = (read(&typed, &plan), FormErrors::default());
    if new.is_empty() {
        errors.add("helped", NOTHING);
    }
    if is_over || !errors.is_empty() {
        let (own, kept) = (own(&app, &person, &plan).await?, keeping::KeptDraft::default());
        let known = keeping::KeptDraft { version: typed.get("draft").parse().unwrap_or_default(), ..kept };
        let body = page::page(&plan, own.as_ref(), &typed, &errors, &known, (false, is_over));
        let page = Page::new(page::TITLE, body).wrong(&errors);
        return app.answer(&person, if is_over { page.refused(StatusCode::CONFLICT) } else { page }).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    teacher_views::give(&mut tx, (plan.cycle.id, plan.pupil), &new).await?;
    drafts::clear(&mut tx, place(plan.cycle.id)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plans/{id}/input?saved=1")).into_response())
}

pub(super) async fn draft(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let plan = load(&app, &person, id).await?;
    let (to, there) = (format!("/plans/{id}/input/draft"), format!("/plans/{id}/input"));
    let form = DraftForm { place: place(plan.cycle.id), to: &to, there: &there, label: &label };
    let tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    keep_for((&app, &person), tx, form, &Typed(fields), &headers).await
}

/// The fields of the form as people read them.
fn label(name: &str) -> String {
    let of_target = || {
        let (n, field) = name.strip_prefix("target-")?.split_once('-')?;
        let words = match field {
            "going" => "how it goes",
            "note" => "what you saw",
            _ => return None,
        };
        Some(format!("Target {}: {words}", n.parse::<usize>().ok()? + 1))
    };
    match name {
        "helped" => page::HELPED.to_owned(),
        "not_helped" => page::NOT_HELPED.to_owned(),
        "to_raise" => page::TO_RAISE.to_owned(),
        _ => of_target().unwrap_or_else(|| "The form itself".to_owned()),
    }
}

/// What was given, as the form holds it.
fn given(voice: &Voice) -> Typed {
    let mut typed = Typed::default();
    if let Some((_, new)) = &voice.given {
        for (n, one) in new.targets.iter().enumerate() {
            typed.set(&format!("target-{n}-id"), one.target.to_string());
            typed.set(&format!("target-{n}-going"), one.going.map_or("", Going::as_code));
            typed.set(&format!("target-{n}-note"), one.note.as_str());
        }
        typed.set("helped", new.helped.as_str());
        typed.set("not_helped", new.not_helped.as_str());
        typed.set("to_raise", new.to_raise.as_str());
    }
    typed
}

/// Each row under the place that its target has now, since the plan may have been changed while somebody wrote; what was noted of a
/// target that is gone goes to the last box, so that no word is lost.
async fn placed(app: &App, plan: &PlanView, typed: &Typed) -> Result<Typed> {
    let line = plans::successors(&mut *app.store.read().await?, plan.id).await?;
    let mut moved = Typed(typed.0.iter().filter(|(name, _)| !name.starts_with("target-")).cloned().collect());
    for n in 0..typed.rows("target") {
        let get = |field: &str| typed.get(&format!("target-{n}-{field}"));
        let id = get("id").parse().ok().map(|id| line.newest(Part::Target, id));
        match plan.content.targets.iter().position(|t| id.is_some() && t.id.map(|id| id.0) == id) {
            Some(place) => {
                for field in ["going", "note"] {
                    moved.set(&format!("target-{place}-{field}"), get(field));
                }
            }
            None if !get("note").is_empty() => {
                let all = format!("{}\n{}", moved.get("to_raise"), get("note"));
                moved.set("to_raise", all.trim());
            }
            None => {}
        }
    }
    Ok(moved)
}

fn read(typed: &Typed, plan: &PlanView) -> New {
    let text = |name: &str| typed.get(name).chars().take(MOST).collect::<String>();
    let targets = plan.content.targets.iter().enumerate().filter_map(|(n, target)| {
        let going = Going::from_code(typed.get(&format!("target-{n}-going")));
        let note = text(&format!("target-{n}-note"));
        (going.is_some() || !note.is_empty()).then_some(OfTarget { target: target.id?, going, note })
    });
    New {
        targets: targets.collect(),
        helped: text("helped"),
        not_helped: text("not_helped"),
        to_raise: text("to_raise"),
    }
}

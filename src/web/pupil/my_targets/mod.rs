//! The pupil's own card of targets: in large print with drawings, for the desk, in a child's words where somebody has written them.

mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::TargetId,
        my_target::{Drawing, MOST, MyTarget},
    },
    store::{
        my_targets::{self, OnCard},
        pupils::head::Head,
    },
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/my-targets", get(show).post(write))
        .route("/pupils/{id}/my-targets/edit", get(edit))
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Targets).await?;
    let all = my_targets::of_pupil(&mut *app.store.read().await?, head.id).await?;
    app.viewed(&person, Subject::MyTargets, head.id).await?;
    let body = page::card(&head, &all);
    app.answer(&person, Page::new(format!("My targets · {}", head.name.short()), body)).await
}

/// The card, for whoever sees the targets and may write the pupil's words down.
async fn to_write(app: &App, person: &Person, id: i64) -> Result<(Head, Vec<OnCard>)> {
    let head = head::open(app, person, id, Thing::Targets).await?;
    if !head.may(Thing::Voice, Verb::Change) {
        return Err(Error::Forbidden);
    }
    let all = my_targets::of_pupil(&mut *app.store.read().await?, head.id).await?;
    Ok((head, all))
}

async fn edit(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (head, all) = to_write(&app, &person, id).await?;
    app.viewed(&person, Subject::MyTargets, head.id).await?;
    let mut typed = Typed::default();
    for one in &all {
        typed.set(&field(one.target, "wording"), one.says.wording.as_str());
        typed.set(&field(one.target, "helps"), one.says.helps.as_str());
        typed.set(&field(one.target, "drawing"), one.says.drawing.as_code());
    }
    app.answer(&person, page::form(&head, &all, &typed, &FormErrors::default())).await
}

async fn write(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (head, all) = to_write(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let mut changed = Vec::new();
    // A target that was changed meanwhile is not in the form, and stays as it is.
    for one in all.iter().filter(|one| typed.0.iter().any(|(name, _)| *name == field(one.target, "wording"))) {
        let says = read(&typed, one.target, &mut errors);
        if says != one.says {
            changed.push((one.target, says));
        }
    }
    if !errors.is_empty() {
        return app.answer(&person, page::form(&head, &all, &typed, &errors)).await;
    }
    if !changed.is_empty() {
        let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
        my_targets::write(&mut tx, head.id, &changed).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to(&format!("/pupils/{}/my-targets", head.id)).into_response())
}

/// The name of a field of a target.
fn field(target: TargetId, what: &str) -> String {
    format!("t-{target}-{what}")
}

fn read(typed: &Typed, target: TargetId, errors: &mut FormErrors) -> MyTarget {
    for what in ["wording", "helps"] {
        let many = typed.get(&field(target, what)).chars().count();
        if many > MOST {
            let said = format!("This has {many} characters: a card has room for {MOST}");
            errors.add(field(target, what), said);
        }
    }
    MyTarget {
        wording: typed.get(&field(target, "wording")).to_owned(),
        helps: typed.get(&field(target, "helps")).to_owned(),
        drawing: Drawing::from_code(typed.get(&field(target, "drawing"))).unwrap_or(Drawing::Star),
    }
}

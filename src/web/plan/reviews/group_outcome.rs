//! One outcome for a whole group: what its members' targets came to by what the group was given, written into each one's draft of the review,
//! so that only the exceptions are left to change.

use std::collections::BTreeSet;

use axum::{
    extract::{Form, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{
    drafts,
    grid::{self, GridRow},
    queue,
};
use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        ids::PupilId,
        target::Progress,
    },
    store::{
        drafts::{self as store_drafts, Kept},
        groups::{self, HeldGroup, Which},
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, second_button, select},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
        ui::post_form::post_form,
    },
};

/// The groups in which at least two of these pupils are today.
pub(super) async fn offered(app: &App, person: &Person, pupils: &BTreeSet<PupilId>) -> Result<Vec<HeldGroup>> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let mut all = groups::of_school(&mut conn, person.viewer.school, Which::All).await?;
    all.retain(|group| {
        group.is_open(today) && group.members_on(today).filter(|one| pupils.contains(&one.who)).count() > 1
    });
    Ok(all)
}

/// Writes the outcome where nothing is written yet, in the drafts of those of the group whose review is owed.
pub(super) async fn put(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    if !person.viewer.may(Relation::Teaches, Thing::Review, Verb::Change) {
        return Err(Error::Forbidden);
    }
    let typed = Typed(fields);
    let mut rows = grid::rows(&app, &person, &queue::owed(&app, &person).await?).await?;
    let pupils = rows.iter().map(|row| row.plan.pupil).collect();
    let groups = offered(&app, &person, &pupils).await?;
    let group = groups.iter().find(|one| one.id.to_string() == typed.get("group"));
    let (Some(group), Some(progress)) = (group, Progress::from_code(typed.get("progress"))) else {
        return Err(Error::BadRequest("Choose a group and how far its targets were reached.".to_owned()));
    };
    let today = app.clock.now().today();
    let members: BTreeSet<PupilId> = group.members_on(today).map(|one| one.who).collect();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let mut many = 0;
    for row in rows.iter_mut().filter(|row| row.is_whole && members.contains(&row.plan.pupil)) {
        if !fill(row, &group.provision, progress) {
            continue;
        }
        let place = drafts::place(row.plan.cycle.id);
        if let Kept::Not(_) = store_drafts::save(&mut tx, place, row.kept.version, "", &row.typed.0).await? {
            return Err(Error::Conflict(
                "Another window of yours saved one of these reviews meanwhile. Try again.".to_owned(),
            ));
        }
        many += 1;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/reviews/grid?together={many}")).into_response())
}

/// Writes an outcome beside each target that the group's provision serves and of which nothing is written. Returns whether there was any.
fn fill(row: &mut GridRow, provision: &str, progress: Progress) -> bool {
    let plan = &row.plan;
    let lines = plan.content.placements.iter().filter(|line| line.provision == provision);
    let served: BTreeSet<usize> = lines.flat_map(|line| line.serves.iter().copied()).collect();
    let name = |n: usize, what: &str| format!("target-{n}-{what}");
    let is_blank = |n: &usize| ["actual", "progress"].iter().all(|what| row.typed.get(&name(*n, what)).is_empty());
    let blank: Vec<usize> = served.into_iter().filter(is_blank).collect();
    for n in &blank {
        row.typed.set(&name(*n, "progress"), progress.as_code());
    }
    for (n, target) in plan.content.targets.iter().enumerate() {
        row.typed.set(&name(n, "id"), target.id.map(|id| id.to_string()).unwrap_or_default());
    }
    row.typed.set("version", plan.version.to_string());
    row.typed.set("grid", "yes");
    !blank.is_empty()
}

/// The form above the rows.
pub(super) fn form(groups: &[HeldGroup]) -> Markup {
    let none = FormErrors::default();
    let named: Vec<(String, String)> =
        groups.iter().map(|one| (one.id.to_string(), format!("{} ({})", one.name, one.provision))).collect();
    let options: Vec<_> = named.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let words: Vec<_> = Progress::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let field = |name, label| Field { name, label, hint: "", value: "", errors: &none };
    html! {
        @if !groups.is_empty() {
            details.no-print {
                summary { "One outcome for a whole group" }
                (post_form("/reviews/grid/group").class("panel").of(html! {
                    p { "It is written beside each target that the group’s support serves, where nothing is written yet. Then change the exceptions." }
                    div.side { (select(&field("group", "Group"), &options)) (select(&field("progress", "How far it was reached"), &words)) }
                    (second_button("Write it into the rows"))
                }))
            }
        }
    }
}

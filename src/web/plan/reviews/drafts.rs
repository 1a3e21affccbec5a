//! A review while it is being written.

use axum::{
    extract::{Form, Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{known, load, meanwhile, voices};
use crate::{
    domain::{draft::DraftKind, ids::CycleId},
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

/// Where the review of a cycle is drafted.
pub(super) fn place(cycle: CycleId) -> Place {
    Place { kind: DraftKind::Review, subject: cycle.0 }
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let plan = load(&app, &person, id).await?;
    let mut typed = Typed(fields);
    if !plan.is_open() || typed.get("cycle") != plan.cycle.id.to_string() {
        let script = headers.get(header::ACCEPT).is_some_and(|kinds| kinds.as_bytes().starts_with(b"application/json"));
        // The script says so and leaves the form as it is; its button then asks for the page with both texts.
        return if script {
            Ok((StatusCode::CONFLICT, [(header::CONTENT_TYPE, "application/json")], "{}").into_response())
        } else {
            meanwhile::already(&app, &person, &plan, typed).await
        };
    }
    let queue = typed.get("queue").to_owned();
    let (to, mut there) = (format!("/plans/{id}/review/draft"), format!("/plans/{id}/review/new"));
    if !queue.is_empty() && queue.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        there = format!("{there}?queue={queue}");
    }
    let take = typed.get("take").to_owned();
    typed.0.retain(|(name, _)| name != "take");
    if !take.is_empty() {
        voices::take_over(&mut typed, &known(&app, &person, &plan).await?, &take);
        there.push_str(if take == "pupil" { "#pupil_view" } else { "#parent_view" });
    }
    let form = DraftForm { place: place(plan.cycle.id), to: &to, there: &there, label: &label };
    let tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    keep_for((&app, &person), tx, form, &typed, &headers).await
}

/// The fields of the whole form and what they are called: by the form itself, and where two drafts of it stand side by side.
const FIELDS: [(&str, &str); 7] = [
    ("held_on", "Day it was held"),
    ("conversation", "Was it held at a meeting with the parents?"),
    ("ehc_annual", "EHC plan"),
    ("summary", "What the review found"),
    ("decision", "What was decided"),
    ("decision_reason", "Why"),
    ("next_on", "Next review"),
];

/// What a field of the whole form is called; empty where there is no such field.
pub(super) fn called(name: &str) -> &'static str {
    FIELDS.iter().find(|(field, _)| *field == name).map_or("", |(_, words)| words)
}

/// The fields of the form as people read them. Those of a part say whose they are, which the form says above them.
pub(super) fn label(name: &str) -> String {
    let known = match name {
        _ if !called(name).is_empty() => called(name),
        "same_for_all" => "The same for all targets",
        "pupil_view" => "The pupil, in their own words",
        "pupil_view_how" => "How the pupil’s view was gathered",
        "pupil_view_by" => "Who wrote the pupil’s view down",
        "pupil_declined" => "The pupil did not want to take part",
        "parent_view" => "The parents, in their own words",
        "parent_view_how" => "How the parents’ view was gathered",
        "parent_view_by" => "Who wrote the parents’ view down",
        "parent_declined" => "The parents did not want to take part",
        _ => return of_target(name).unwrap_or_else(|| "The form itself".to_owned()),
    };
    known.to_owned()
}

fn of_target(name: &str) -> Option<String> {
    let (n, field) = name.strip_prefix("target-")?.split_once('-')?;
    let words = match field {
        "actual" => "what it reads now",
        "progress" => "how far it was reached",
        "note" => "note",
        "carry" => "and then",
        "aim" => "new aim",
        _ => return None,
    };
    Some(format!("Target {}: {words}", n.parse::<usize>().ok()? + 1))
}

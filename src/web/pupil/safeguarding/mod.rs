//! The safeguarding marker: it says "speak to the designated safeguarding lead" to those who are named, and to them only. There is no
//! box for notes: child protection records are kept elsewhere.

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        ids::StaffId,
    },
    store::{pupils::head::Head, safeguarding},
    web::{
        App,
        form::fields::{Field, FormErrors, checkboxes, second_button},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/safeguarding", post(mark))
        .route("/settings/safeguarding", get(readers).post(name))
}

const TITLE: &str = "Who reads the safeguarding marker";
const ELSEWHERE: &str =
    "Child protection records do not belong in Thrice: they stay with the designated safeguarding lead.";

/// On a pupil's first page, for named readers; nothing at all for everybody else.
pub(in crate::web) fn section(head: &Head) -> Markup {
    html! {
        @if let Some(is_set) = head.marker {
            section.no-print aria-labelledby="marker" {
                h2 #marker { "Safeguarding marker" }
                p { "Only named readers see this part of the page. The marker says with whom to speak, and nothing else. " (ELSEWHERE) }
                (post_form(format!("/pupils/{}/safeguarding", head.id)).of(html! {
                    input type="hidden" name="set" value=(if is_set { "no" } else { "yes" });
                    @if is_set { (second_button("Lift the marker")) } @else { (second_button("Set the marker")) }
                }))
            }
        }
    }
}

async fn mark(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Pupil).await?;
    if head.marker.is_none() {
        return Err(Error::NotFound);
    }
    let set = match fields.iter().find(|(name, _)| name == "set").map(|(_, value)| value.as_str()) {
        Some("yes") => true,
        Some("no") => false,
        _ => return Err(Error::BadRequest("It was not said whether to set or to lift the marker.".to_owned())),
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    safeguarding::mark(&mut tx, head.id, set).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}", head.id)).into_response())
}

async fn readers(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::SafeguardingReaders, Verb::See)?;
    let (school, now) = (person.viewer.school, app.clock.now());
    let all = safeguarding::candidates(&mut *app.store.read().await?, school, now.today()).await?;
    app.looked(&person, Entry::new(Deed::Viewed, Subject::Safeguarding).detail("readers")).await?;
    let options: Vec<(String, String)> =
        all.iter().map(|one| (one.staff.to_string(), format!("{}, {}", one.name.formal(), one.role.words()))).collect();
    let options: Vec<(&str, &str)> = options.iter().map(|(id, words)| (id.as_str(), words.as_str())).collect();
    let chosen: Vec<String> = all.iter().filter(|one| one.reads).map(|one| one.staff.to_string()).collect();
    let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let errors = FormErrors::default();
    let body = html! {
        p.no-print { a href="/settings" { "Back to the settings" } }
        h1 { (TITLE) }
        p.lead { "On a marked pupil’s pages they read “Speak to the designated safeguarding lead”. Nobody else sees that there is a marker." }
        p { (ELSEWHERE) }
        (post_form("/settings/safeguarding").class("panel").of(html! {
            (checkboxes(
                &Field {
                    name: "reader",
                    label: "Named readers",
                    hint: "As few as need to know. They also set and lift the marker.",
                    value: "",
                    errors: &errors,
                },
                &options,
                &chosen,
            ))
            (button("Save the readers"))
        }))
    };
    app.answer(&person, Page::new(TITLE, body)).await
}

async fn name(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    person.must(Thing::SafeguardingReaders, Verb::Change)?;
    let (school, now) = (person.viewer.school, app.clock.now());
    let named = |id: StaffId| fields.iter().any(|(name, value)| name == "reader" && *value == id.to_string());
    let mut tx = app.store.begin(person.actor(), school, now).await?;
    let all = safeguarding::candidates(tx.conn(), school, now.today()).await?;
    let readers: Vec<StaffId> = all.iter().map(|one| one.staff).filter(|id| named(*id)).collect();
    safeguarding::name_readers(&mut tx, &readers).await?;
    tx.commit().await?;
    Ok(Redirect::to("/settings/safeguarding").into_response())
}

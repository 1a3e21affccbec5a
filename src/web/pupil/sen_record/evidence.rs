//! More evidence for a need that is known.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use maud::html;

use super::{
    needs::{back, evidence_fields, one, read_evidence},
    statements::by_enter,
};
use crate::{
    domain::{access::Thing, audit::Subject},
    store::{
        needs::{self, HeldNeed},
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
        pupil::head,
        ui::button::button,
    },
};

const TITLE: &str = "Add evidence";

pub(super) async fn new(
    State(app): State<App>,
    person: Person,
    Path((id, need)): Path<(i64, i64)>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = one(&app, &head, need).await?;
    let mut typed = Typed::default();
    typed.set("found_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::Need, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, form(&head, &held, &typed, &errors)).await
}

pub(super) async fn add(
    State(app): State<App>,
    person: Person,
    Path((id, need)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = one(&app, &head, need).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let read = read_evidence(&typed, app.clock.now().today(), &mut errors);
    let Some(evidence) = read.filter(|_| errors.is_empty()) else {
        return app.answer(&person, form(&head, &held, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !needs::add_evidence(&mut tx, head.id, held.id, &evidence).await? {
        return Err(Error::Conflict("Somebody else has ended this need meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

pub(super) fn form(head: &Head, held: &HeldNeed, typed: &Typed, errors: &FormErrors) -> Page {
    let fields = html! {
        (by_enter("Add the evidence"))
        p { strong { (held.need.words()) } }
        (evidence_fields(head, Some(held.id), typed, errors))
        (button("Add the evidence"))
    };
    head::form(head, "/record", TITLE, errors, &format!("/needs/{}/evidence", held.id), &fields)
}

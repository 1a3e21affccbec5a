//! Entering a restriction that somebody has just learned of, from a pupil's page: it holds from the same second.

use axum::{
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::{
    App,
    error::{Error, Result},
    session::Person,
    ui::{
        form::{Field, FormErrors, button, error_summary, radios, select, textarea},
        layout,
    },
};
use crate::{
    domain::{
        access::{Thing, Verb},
        ids::{AdultId, PupilId},
        roll::RestrictionKind,
    },
    store::{
        plans,
        restrictions::{self, Link, Source},
    },
};

/// Which contact.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    contact: i64,
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    contact: i64,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    outcome: String,
}

/// What can be said of it at once: code and words.
const OUTCOMES: &[(&str, &str)] = &[
    ("barred", "No contact: nothing is sent to them or shown to them about this pupil"),
    ("check", "I am not sure yet: hold everything back until it has been checked"),
];

pub(super) async fn new(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let link = load(&app, &person, pupil, asked.contact).await?;
    let typed = Typed { outcome: "barred".to_owned(), ..Typed::default() };
    app.store.viewed(person.actor(), person.viewer.school, app.clock.now(), "restriction", link.pupil).await?;
    let chrome = layout::chrome(&app, &person).await?;
    Ok(layout::page(&chrome, TITLE, page(&link, &typed, &FormErrors::default())).into_response())
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let link = load(&app, &person, pupil, typed.contact).await?;
    let mut errors = FormErrors::default();
    let kind = RestrictionKind::from_code(&typed.kind);
    if kind.is_none() {
        errors.add("kind", "Choose what it is");
    }
    if typed.note.trim().is_empty() {
        errors.add("note", "Write down what you know, and from whom");
    }
    if !OUTCOMES.iter().any(|(code, _)| *code == typed.outcome) {
        errors.add("outcome", "Choose what holds from now on");
    }
    let Some(kind) = kind.filter(|_| errors.is_empty()) else {
        let chrome = layout::chrome(&app, &person).await?;
        let body = page(&link, &typed, &errors);
        return Ok(
            (StatusCode::UNPROCESSABLE_ENTITY, layout::page(&chrome, "Error: a restriction", body)).into_response()
        );
    };
    write(&app, &person, &link, kind, &typed).await?;
    Ok(Redirect::to(&format!("/pupils/{}", link.pupil)).into_response())
}

async fn write(app: &App, person: &Person, link: &Link, kind: RestrictionKind, typed: &Typed) -> Result<()> {
    let (school, note) = (person.viewer.school, typed.note.trim());
    let mut tx = app.store.begin(person.actor(), school, app.clock.now()).await?;
    let id = restrictions::enter(&mut tx, link.id, link.pupil, kind, note, Source::Person).await?;
    if typed.outcome == "barred" {
        let listed = restrictions::of_school(tx.conn(), school).await?;
        let about = listed.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        restrictions::decide(&mut tx, about, true, note).await?;
    } else {
        let ask = "Entered by a member of staff. Nothing is sent to this person until you have decided.";
        restrictions::ask_to_check(&mut tx, id, link.pupil, link.adult, ask).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn load(app: &App, person: &Person, pupil: i64, adult: i64) -> Result<Link> {
    let mut conn = app.store.read().await?;
    let (school, pupil, today) = (person.viewer.school, PupilId(pupil), app.clock.now().today());
    plans::pupil_for(&mut conn, &person.viewer, pupil, Verb::See, today).await?.ok_or(Error::NotFound)?;
    person.must(Thing::Restrictions, Verb::Change)?;
    let found = restrictions::link(&mut conn, school, pupil, AdultId(adult), today).await?;
    found.ok_or(Error::NotFound)
}

const TITLE: &str = "Enter a restriction";

fn page(link: &Link, typed: &Typed, errors: &FormErrors) -> Markup {
    let kinds: Vec<(&str, &str)> =
        std::iter::once(("", "Choose")).chain(RestrictionKind::ALL.iter().map(|k| (k.as_code(), k.words()))).collect();
    let field = |name, label, hint, value| Field { name, label, hint, value, errors };
    html! {
        p.no-print { a href=(format!("/pupils/{}", link.pupil)) { "Back to " (link.pupil_name.forename) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { (link.adult_name.formal()) ", " (link.relationship) " of " (link.pupil_name.full()) }
        form.panel method="post" action=(format!("/pupils/{}/restrictions", link.pupil)) novalidate {
            input type="hidden" name="contact" value=(link.adult);
            (select(&field("kind", "What it is", "", &typed.kind), &kinds))
            (textarea(&field("note", "What you know, and from whom", "The order and its date, who told you, what you have seen.", &typed.note), 3))
            (radios(&field("outcome", "From now on", "Messages that wait are withdrawn, and links that were sent open nothing.", &typed.outcome), OUTCOMES))
            (button("Save the restriction"))
        }
    }
}

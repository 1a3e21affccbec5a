//! Entering a restriction that somebody has just learned of, from a pupil's page: it holds from the same second.

use axum::{
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::{AdultId, PupilId},
        roll::RestrictionKind,
    },
    store::{
        Tx,
        conversations::knowing::{self, KnownTime, Knows},
        plans,
        restrictions::{self, Link, Word},
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary, radios, select, text_input, textarea},
            typed as forms,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

use super::known::warning;

/// Which contact.
#[derive(Debug, Deserialize)]
pub(super) struct RestrictionQuery {
    contact: i64,
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct RestrictionFields {
    #[serde(default)]
    contact: i64,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    said_by: String,
    #[serde(default)]
    said_on: String,
    #[serde(default)]
    outcome: String,
}

impl RestrictionFields {
    /// The part of a greater form that is about a restriction.
    pub(in crate::web) fn of(typed: &forms::Typed) -> Self {
        let text = |name| typed.get(name).to_owned();
        Self {
            contact: 0,
            kind: text("kind"),
            note: text("note"),
            said_by: text("said_by"),
            said_on: text("said_on"),
            outcome: text("outcome"),
        }
    }
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
    Query(asked): Query<RestrictionQuery>,
) -> Result<Response> {
    let (link, known) = load(&app, &person, pupil, asked.contact).await?;
    let typed = RestrictionFields { outcome: "barred".to_owned(), ..RestrictionFields::default() };
    app.viewed(&person, Subject::Restriction, link.pupil).await?;
    app.answer(&person, Page::new(TITLE, page(&link, &known, &typed, &FormErrors::default()))).await
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Form(typed): Form<RestrictionFields>,
) -> Result<Response> {
    let (link, known) = load(&app, &person, pupil, typed.contact).await?;
    let mut errors = FormErrors::default();
    let today = app.clock.now().today();
    let Some(read) = read(&typed, &mut errors, true, today) else {
        let body = page(&link, &known, &typed, &errors);
        return app.answer(&person, Page::new(TITLE, body).wrong(&errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    read.enter(&mut tx, &link).await?;
    tx.commit().await?;
    // Where a meeting has to be moved, that comes next.
    let first = known.first().map(|one| format!("/conversations/{}", one.id));
    Ok(Redirect::to(&first.unwrap_or_else(|| format!("/pupils/{}", link.pupil))).into_response())
}

/// The part of a form in which a restriction is entered: what it is, what is known, whose word it is, and what holds from now on.
pub(in crate::web) fn fields(typed: &RestrictionFields, errors: &FormErrors, decides: bool) -> Markup {
    let kinds: Vec<(&str, &str)> =
        std::iter::once(("", "Choose")).chain(RestrictionKind::ALL.iter().map(|k| (k.as_code(), k.words()))).collect();
    let field = |name, label, hint, value| Field { name, label, hint, value, errors };
    html! {
        (select(&field("kind", "What it is", "", &typed.kind), &kinds))
        (textarea(&field("note", "What you know", "What it forbids, and what you have seen of it.", &typed.note), 3))
        (text_input(&field("said_by", "Who said so", "A person, or the court", &typed.said_by), "text", "off"))
        (date_input(&field("said_on", "When", "The day they said so, or the day of the order", &typed.said_on)))
        @if decides {
            (radios(&field("outcome", "From now on", "Messages that wait are withdrawn, and links that were sent open nothing.", &typed.outcome), OUTCOMES))
        }
    }
}

/// What was typed, once it is whole.
pub(in crate::web) struct Read {
    kind: RestrictionKind,
    note: String,
    word: Word,
    sure: bool,
}

impl Read {
    /// Enters it.
    pub(in crate::web) async fn enter(&self, tx: &mut Tx, link: &Link) -> anyhow::Result<()> {
        restrictions::enter_by_hand(tx, link, self.kind, &self.note, &self.word, self.sure).await
    }
}

/// Reads that part. Who may not decide leaves it to be checked.
pub(in crate::web) fn read(
    typed: &RestrictionFields,
    errors: &mut FormErrors,
    decides: bool,
    today: NaiveDate,
) -> Option<Read> {
    let kind = RestrictionKind::from_code(&typed.kind);
    if kind.is_none() {
        errors.add("kind", "Choose what it is");
    }
    if typed.note.trim().is_empty() {
        errors.add("note", "Write down what you know");
    }
    if typed.said_by.trim().is_empty() {
        errors.add("said_by", "Write down who said so");
    }
    let on = date(typed.said_on.trim()).filter(|day| *day <= today);
    if on.is_none() {
        errors.add("said_on", "Enter the day they said so, or the day of the order: a date up to today");
    }
    if decides && !OUTCOMES.iter().any(|(code, _)| *code == typed.outcome) {
        errors.add("outcome", "Choose what holds from now on");
    }
    let word = Word { by: typed.said_by.trim().to_owned(), on: on? };
    let sure = decides && typed.outcome == "barred";
    kind.filter(|_| errors.is_empty()).map(|kind| Read { kind, note: typed.note.trim().to_owned(), word, sure })
}

/// The contact, and what they know of meetings to come.
async fn load(app: &App, person: &Person, pupil: i64, adult: i64) -> Result<(Link, Vec<KnownTime>)> {
    let mut conn = app.store.read().await?;
    let (school, pupil, today) = (person.viewer.school, PupilId(pupil), app.clock.now().today());
    plans::pupil_for(&mut conn, &person.viewer, pupil, Verb::See, today).await?.ok_or(Error::NotFound)?;
    person.must(Thing::Restrictions, Verb::Change)?;
    let found = restrictions::link(&mut conn, school, pupil, AdultId(adult), today).await?;
    let link = found.ok_or(Error::NotFound)?;
    let whose = Knows { adult: Some(link.adult), pupil: Some(link.pupil), meeting: None };
    let known = knowing::known(&mut conn, school, whose, app.clock.now()).await?;
    Ok((link, known))
}

const TITLE: &str = "Enter a restriction";

fn page(link: &Link, known: &[KnownTime], typed: &RestrictionFields, errors: &FormErrors) -> Markup {
    html! {
        p.no-print { a href=(format!("/pupils/{}", link.pupil)) { "Back to " (link.pupil_name.forename) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { (link.adult_name.formal()) ", " (link.relationship) " of " (link.pupil_name.full()) }
        (warning(&known.iter().collect::<Vec<_>>()))
        (post_form(format!("/pupils/{}/restrictions", link.pupil)).class("panel").of(html! {
            input type="hidden" name="contact" value=(link.adult);
            (fields(typed, errors, true))
            (button("Save the restriction"))
        }))
    }
}

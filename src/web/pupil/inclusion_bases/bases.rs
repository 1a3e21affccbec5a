//! The bases themselves: which there are, who runs each, its places and its members.

use std::sync::Arc;

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;

use super::page;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::{InclusionBaseId, StaffId},
        inclusion_base::BaseKind,
        people::{Name, Role},
    },
    store::{
        inclusion_bases::{self, InclusionBase, Membership, NewBase},
        register::Register,
    },
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut, given},
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// The most places of a base.
const MOST_PLACES: u32 = 200;

/// A school's bases with everybody who is or was in them.
pub(super) struct SchoolBases {
    pub(super) all: Vec<InclusionBase>,
    pub(super) members: Vec<Membership>,
    /// Teachers of today, one of whom runs a base.
    pub(super) teachers: Vec<(StaffId, Name)>,
    pub(super) today: NaiveDate,
    /// The reader enters bases and closes them.
    pub(super) changes: bool,
}

impl SchoolBases {
    async fn read(app: &App, person: &Person) -> Result<Self> {
        let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
        let register = app.register(&mut conn, person, today).await?;
        Ok(Self {
            all: inclusion_bases::of_school(&mut conn, person.viewer.school).await?,
            members: inclusion_bases::memberships(&mut conn, person.viewer.school, None).await?,
            teachers: teachers(&register, today),
            today,
            changes: person.may(Thing::SenRecord, Verb::Change),
        })
    }
}

/// Who may run a base: the guidance wants a qualified teacher.
fn teachers(register: &Arc<Register>, today: NaiveDate) -> Vec<(StaffId, Name)> {
    let teaches = |role| matches!(role, Role::Teacher | Role::Senco | Role::Head);
    let here = register.facts().staff.iter().filter(|(_, one)| teaches(one.role) && one.works_here(today));
    let mut found: Vec<(StaffId, Name)> = here.map(|(id, one)| (*id, one.name.clone())).collect();
    found.sort_by(|(_, a), (_, b)| (&a.surname, &a.forename).cmp(&(&b.surname, &b.forename)));
    found
}

pub(super) async fn list(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::SenRecord, Verb::See)?;
    let bases = SchoolBases::read(&app, &person).await?;
    let reports = person.may(Thing::Figures, Verb::See);
    app.answer(&person, page::bases(&bases, reports, &Typed::default(), &FormErrors::default())).await
}

pub(super) async fn enter(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::SenRecord, Verb::Change)?;
    let bases = SchoolBases::read(&app, &person).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    given(&typed, "name", "Say what the base is called", &mut errors);
    let is_taken = |one: &InclusionBase| one.closed_on.is_none() && one.name.eq_ignore_ascii_case(typed.get("name"));
    if bases.all.iter().any(is_taken) {
        errors.add("name", "There is a base of this name already");
    }
    let kind = BaseKind::from_code(typed.get("kind"));
    if kind.is_none() {
        errors.add("kind", "Choose which of the two it is");
    }
    let lead = bases.teachers.iter().find(|(id, _)| id.to_string() == typed.get("lead")).map(|(id, _)| *id);
    if lead.is_none() {
        errors.add("lead", "Choose the teacher who runs it");
    }
    let places = typed.get("places").parse::<u32>().ok().filter(|n| (1..=MOST_PLACES).contains(n));
    if places.is_none() {
        errors.add("places", format!("Places must be a whole number from 1 to {MOST_PLACES}"));
    }
    let (Some(kind), Some(lead), Some(places), true) = (kind, lead, places, errors.is_empty()) else {
        let reports = person.may(Thing::Figures, Verb::See);
        return app.answer(&person, page::bases(&bases, reports, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    inclusion_bases::enter(&mut tx, &NewBase { name: cut(typed.get("name")), kind, lead, places }).await?;
    tx.commit().await?;
    Ok(Redirect::to("/bases").into_response())
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::SenRecord, Verb::See)?;
    let bases = SchoolBases::read(&app, &person).await?;
    let base = bases.all.iter().find(|one| one.id == InclusionBaseId(id)).ok_or(Error::NotFound)?;
    let here: Vec<_> = bases.members.iter().filter(|one| one.base == base.id).collect();
    let seen: Vec<_> = here.iter().map(|one| (Some(one.id.0), one.pupil)).collect();
    app.viewed_all(&person, Subject::BaseMembership, &seen).await?;
    app.answer(&person, page::base(&bases, base)).await
}

pub(super) async fn close(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::SenRecord, Verb::Change)?;
    let bases = SchoolBases::read(&app, &person).await?;
    let base = bases.all.iter().find(|one| one.id == InclusionBaseId(id)).ok_or(Error::NotFound)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !inclusion_bases::close(&mut tx, base.id).await? {
        let why = "It is closed already, or it still has members: end their memberships first.";
        return Err(Error::Conflict(why.to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to("/bases").into_response())
}

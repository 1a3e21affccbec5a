//! Making, changing and ending a group.

use axum::{
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    Groups,
    fields::{self, GroupOffers},
    load,
};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::{GroupId, PupilId},
        sen_status::{self, SenCode},
        time::LongDay,
    },
    store::{
        groups::{self, HeldGroup},
        plans,
    },
    web::{
        App,
        form::{
            days::date,
            fields::{FormErrors, error_summary},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

const NEW: &str = "Make a group";
const CHANGE: &str = "Change the group";

/// The line of a plan for which a group is made.
#[derive(Deserialize)]
pub(super) struct ForLine {
    placement: Option<i64>,
}

async fn offers(app: &App, person: &Person, seen: &Groups, group: Option<&HeldGroup>) -> Result<GroupOffers> {
    let (school, today, mut conn) = (person.viewer.school, seen.today, app.store.read().await?);
    let has_plan = |child: &crate::store::register::Child| child.plans.iter().any(|plan| plan.is_open(today));
    let is_supported = |child: &crate::store::register::Child| {
        matches!(sen_status::on(&child.statuses, today), Some(SenCode::Support | SenCode::Ehcp))
    };
    let in_group = |pupil: PupilId| group.is_some_and(|group| group.members.iter().any(|one| one.who == pupil));
    let children = seen
        .register
        .facts()
        .children
        .iter()
        .filter(|child| child.is_on_roll(today) && (has_plan(child) || is_supported(child)) || in_group(child.id));
    let class = |child: &crate::store::register::Child| {
        let class = child.class_on(today).and_then(|one| seen.register.facts().classes.get(&one.class));
        class.map(|class| format!(", {}", class.name)).unwrap_or_default()
    };
    let mut adults = groups::adults(&mut conn, school, today).await?;
    for one in group.iter().flat_map(|group| &group.adults) {
        if !adults.iter().any(|(id, _)| *id == one.who) {
            adults.push((one.who, one.name.clone()));
        }
    }
    Ok(GroupOffers {
        provisions: plans::provisions(&mut conn, school).await?,
        pupils: children.map(|child| (child.id, format!("{}{}", child.name.full(), class(child)))).collect(),
        adults,
        today,
    })
}

fn must(person: &Person) -> Result<()> {
    person.must(Thing::Plan, Verb::Change)
}

pub(super) async fn new(State(app): State<App>, person: Person, Query(wanted): Query<ForLine>) -> Result<Response> {
    must(&person)?;
    let (seen, mut typed) = (load(&app, &person).await?, Typed::default());
    let offers = offers(&app, &person, &seen, None).await?;
    if let Some(placement) = wanted.placement {
        let found = plans::line(&mut *app.store.read().await?, person.viewer.school, placement).await?;
        let line = found.ok_or(Error::NotFound)?;
        typed.set("name", line.provision.clone());
        typed.set("provision", line.provision);
        typed.set("member-0-pupil", line.pupil.to_string());
        for n in 0..line.times_a_week.min(5) {
            typed.set(&format!("time-{n}-minutes"), line.minutes.to_string());
            typed.set(&format!("time-{n}-weekday"), (n + 1).to_string());
        }
        app.viewed(&person, Subject::Plan, line.pupil).await?;
    }
    app.answer(&person, form(None, &typed, &offers, &FormErrors::default())).await
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    let (typed, mut errors, seen) = (Typed(typed), FormErrors::default(), load(&app, &person).await?);
    let offers = offers(&app, &person, &seen, None).await?;
    if !typed.get("add").is_empty() {
        return app.answer(&person, form(None, &typed, &offers, &errors)).await;
    }
    let Some(content) = fields::read(&typed, &offers, &mut errors) else {
        return app.answer(&person, form(None, &typed, &offers, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let id = groups::enter(&mut tx, &content).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/groups/{id}")).into_response())
}

/// A group that goes on.
fn open(seen: &Groups, id: i64) -> Result<&HeldGroup> {
    let group = seen.all.iter().find(|group| group.id == GroupId(id)).ok_or(Error::NotFound)?;
    match group.ended {
        None => Ok(group),
        Some(_) => Err(Error::Conflict("This group has ended: make a new one.".to_owned())),
    }
}

pub(super) async fn edit(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    must(&person)?;
    let (seen, mut typed) = (load(&app, &person).await?, Typed::default());
    let group = open(&seen, id)?;
    fields::fill(&mut typed, &group.content());
    typed.set("version", group.version.to_string());
    let offers = offers(&app, &person, &seen, Some(group)).await?;
    app.viewed_all(&person, Subject::SupportGroup, &Groups::seen([group])).await?;
    app.answer(&person, form(Some(group), &typed, &offers, &FormErrors::default())).await
}

pub(super) async fn change(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    let (typed, mut errors, seen) = (Typed(typed), FormErrors::default(), load(&app, &person).await?);
    let group = open(&seen, id)?;
    let offers = offers(&app, &person, &seen, Some(group)).await?;
    if !typed.get("add").is_empty() {
        return app.answer(&person, form(Some(group), &typed, &offers, &errors)).await;
    }
    let Some(content) = fields::read(&typed, &offers, &mut errors) else {
        return app.answer(&person, form(Some(group), &typed, &offers, &errors)).await;
    };
    let quicker =
        || Error::Conflict("Somebody else has changed this group meanwhile. Open it again and look.".to_owned());
    if typed.get("version") != group.version.to_string() {
        return Err(quicker());
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !groups::change(&mut tx, group, &content).await? {
        return Err(quicker());
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/groups/{id}")).into_response())
}

fn form(group: Option<&HeldGroup>, typed: &Typed, offers: &GroupOffers, errors: &FormErrors) -> Page {
    let (title, to) = match group {
        None => (NEW, "/groups".to_owned()),
        Some(group) => (CHANGE, format!("/groups/{}/edit", group.id)),
    };
    let back = group.map_or_else(|| "/groups".to_owned(), |group| format!("/groups/{}", group.id));
    let body = html! {
        p.no-print { a href=(back) { @if group.is_some() { "Back to the group" } @else { "Back to the groups" } } }
        (error_summary(errors))
        h1 { (title) }
        p { "For one pupil or several. Sessions follow from the times and the school’s calendar: none on a day that is closed. " }
        p.hint { "A first day that is empty is today; a last day that is empty is still to come." }
        (post_form(to).of(html! {
            button.hidden type="submit" tabindex="-1" aria-hidden="true" { "Save" }
            input type="hidden" name="version" value=(typed.get("version"));
            (fields::fields(typed, offers, errors))
            p { (button("Save the group")) }
        }))
    };
    Page::new(title, body).at(Nav::Sessions).wrong(errors)
}

pub(super) async fn ask_end(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    must(&person)?;
    let (seen, mut typed) = (load(&app, &person).await?, Typed::default());
    let group = open(&seen, id)?;
    typed.set("ended_on", seen.today.to_string());
    app.answer(&person, end_page(group, &typed, &FormErrors::default())).await
}

fn end_page(group: &HeldGroup, typed: &Typed, errors: &FormErrors) -> Page {
    let fields: Markup = fields::ending(typed, errors);
    let body = html! {
        p.no-print { a href=(format!("/groups/{}", group.id)) { "Back to the group" } }
        (error_summary(errors))
        h1 { "End “" (group.name) "”" }
        (post_form(format!("/groups/{}/end", group.id)).class("panel").of(fields))
    };
    Page::new("End a group", body).at(Nav::Sessions).wrong(errors)
}

pub(super) async fn end(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    let (typed, mut errors, seen) = (Typed(typed), FormErrors::default(), load(&app, &person).await?);
    let group = open(&seen, id)?;
    let on = date(typed.get("ended_on"));
    let noted = seen.notes.iter().filter(|note| note.group == group.id).map(|note| note.on).max();
    match on {
        None => errors.add("ended_on", "Enter the last day, like 2026-12-18"),
        Some(on) if noted.is_some_and(|noted| on < noted) => errors.add(
            "ended_on",
            format!("A session of {} is noted: the last day is not before it", LongDay(noted.unwrap_or(on))),
        ),
        Some(_) => {}
    }
    if typed.get("reason").chars().count() > 500 {
        errors.add("reason", "Write at most 500 letters");
    }
    let Some(on) = on.filter(|_| errors.is_empty()) else {
        return app.answer(&person, end_page(group, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    groups::end(&mut tx, group, on, typed.get("reason")).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/groups/{id}")).into_response())
}

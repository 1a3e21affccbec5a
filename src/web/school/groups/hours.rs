//! How long a week each adult has for giving support, beside what they give: who is booked beyond it is seen before a group is made. With what those
//! with roles of the school's own have together, beside what plans need of them.

use std::collections::BTreeSet;

use axum::{
    extract::{Form, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{Groups, load};
use crate::{
    domain::{
        access::{Thing, Verb},
        delivery::minutes_a_week,
        ids::StaffId,
        part_time::{hours, parse_hours},
        people::{Name, Role},
        report::needed_by_role,
    },
    store::{
        groups::{self, HeldGroup},
        plans,
        reports::weekly_needs,
    },
    web::{
        App,
        form::{
            fields::{FormErrors, error_summary},
            typed::Typed,
        },
        frame::{
            error::Result,
            page::{Nav, Page},
            session::Person,
        },
        school::sessions::{arranges, ways},
        ui::{
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// The most minutes a week that anybody has.
const MOST: u32 = 3_000;
/// The most minutes a week that all with one role have together.
const MOST_OF_ROLE: u32 = 999 * 60;

/// A role of the school's own: what plans need of it in a week, and what those with it have together, where that is said.
struct OwnRole {
    name: String,
    needed: u32,
    has: Option<u32>,
}

/// Every role that the school has named itself: where it costs something, where a plan needs it, or where its hours are known. Whoever has an
/// account has one of Thrice's own roles, and a figure of their own.
async fn own_roles(app: &App, person: &Person, seen: &Groups) -> Result<Vec<OwnRole>> {
    let (mut conn, school) = (app.store.read().await?, person.viewer.school);
    let needed = needed_by_role(&weekly_needs(&mut conn, &seen.register, seen.today).await?);
    let has = groups::role_hours(&mut conn, school, seen.today).await?;
    let rated = plans::rates(&mut conn, school).await?.into_iter().map(|rate| rate.role);
    let all: BTreeSet<String> = rated.chain(needed.keys().cloned()).chain(has.keys().cloned()).collect();
    let own = all.into_iter().filter(|role| !role.is_empty() && Role::from_code(role).is_none());
    let one = |name: String| OwnRole {
        needed: needed.get(&name).copied().unwrap_or_default(),
        has: has.get(&name).copied(),
        name,
    };
    Ok(own.map(one).collect())
}

async fn adults(app: &App, person: &Person) -> Result<Vec<(StaffId, Name)>> {
    let today = app.clock.now().today();
    Ok(groups::adults(&mut *app.store.read().await?, person.viewer.school, today).await?)
}

fn said(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    let (seen, adults) = (load(&app, &person).await?, adults(&app, &person).await?);
    let roles = own_roles(&app, &person, &seen).await?;
    let mut typed = Typed::default();
    for one in &roles {
        typed.set(&role_field(&one.name), one.has.map(said).unwrap_or_default());
    }
    for (id, minutes) in &seen.hours {
        typed.set(&format!("h-{id}"), said(*minutes));
    }
    let body = page(&person, (&seen, &adults, &roles), &typed, &FormErrors::default());
    app.answer(&person, Page::new("Hours for support", body).at(Nav::Sessions)).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    let (typed, mut errors) = (Typed(typed), FormErrors::default());
    let (seen, adults) = (load(&app, &person).await?, adults(&app, &person).await?);
    let roles = own_roles(&app, &person, &seen).await?;
    let (mut new, mut new_roles) = (Vec::new(), Vec::new());
    for one in &roles {
        let field = role_field(&one.name);
        let text = typed.get(&field);
        match parse_hours(text).filter(|minutes| *minutes <= MOST_OF_ROLE) {
            _ if text.is_empty() => {}
            Some(minutes) if one.has != Some(minutes) => new_roles.push((one.name.as_str(), minutes)),
            Some(_) => {}
            None => errors.add(field, format!("Hours of {} must be from 0 to 999, like 32.5 or 32:30", one.name)),
        }
    }
    for (id, name) in &adults {
        let field = format!("h-{id}");
        let text = typed.get(&field);
        match parse_hours(text).filter(|minutes| *minutes <= MOST) {
            _ if text.is_empty() => {}
            Some(minutes) if seen.hours.get(id) != Some(&minutes) => new.push((*id, minutes)),
            Some(_) => {}
            None => errors.add(field, format!("Hours of {} must be from 0 to 50, like 10 or 7:30", name.formal())),
        }
    }
    if !errors.is_empty() {
        let body = page(&person, (&seen, &adults, &roles), &typed, &errors);
        return app.answer(&person, Page::new("Hours for support", body).at(Nav::Sessions).wrong(&errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    for (id, minutes) in &new {
        groups::put_hours(&mut tx, *id, *minutes).await?;
    }
    for (role, minutes) in &new_roles {
        groups::put_role_hours(&mut tx, role, *minutes).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/groups/hours").into_response())
}

fn page(
    person: &Person,
    (seen, adults, roles): (&Groups, &[(StaffId, Name)], &[OwnRole]),
    typed: &Typed,
    errors: &FormErrors,
) -> Markup {
    let bookings: Vec<_> = seen.all.iter().flat_map(HeldGroup::adult_bookings).collect();
    let changes = arranges(person);
    let rows: Vec<_> = adults
        .iter()
        .map(|(id, name)| {
            let booked = minutes_a_week(&bookings, id, seen.today);
            let most = seen.hours.get(id).copied();
            vec![
                html! { a href=(format!("/sessions?adult={id}")) { (name.formal()) } },
                html! { (hours(booked)) @if most.is_some_and(|most| booked > most) { " " (tag(Tone::Late, "over")) } },
                html! {
                    @if changes { (field(&format!("h-{id}"), &name.formal(), typed, errors)) }
                    @else if let Some(most) = most { (hours(most)) } @else { "Not said" }
                },
            ]
        })
        .collect();
    let adults = table("This week", &["Adult", "Gives", "Has for it"], &rows, "Nobody works here.");
    let all = html! {
        (adults)
        @if !roles.is_empty() {
            h2 { "Roles of the school’s own" }
            p { "Contracted hours a week for giving support, of all with the role together: plans name the role, and nobody with an account has it." }
            (of_roles(roles, changes, typed, errors))
        }
    };
    html! {
        (ways(person, "/groups/hours"))
        (error_summary(errors))
        h1 { "Hours for support" }
        p.lead { "What each adult gives in a week, and how long they have for it. Thrice warns where it is too much." }
        @if changes { (post_form("/groups/hours").of(html! { (all) p { button.primary type="submit" { "Save the hours" } } })) }
        @else { (all) }
    }
}

/// The name of the field of a role: letters of it alone, so that it can name an element, too.
fn role_field(role: &str) -> String {
    let plain: String = role.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("r-{plain}")
}

fn of_roles(roles: &[OwnRole], changes: bool, typed: &Typed, errors: &FormErrors) -> Markup {
    let row = |one: &OwnRole| {
        let short = one.has.and_then(|has| one.needed.checked_sub(has)).filter(|gap| *gap > 0);
        vec![
            html! { (one.name) },
            html! { (hours(one.needed)) @if let Some(gap) = short { " " (tag(Tone::Late, &format!("{} short", hours(gap)))) } },
            html! {
                @if changes { (field(&role_field(&one.name), &one.name, typed, errors)) }
                @else if let Some(has) = one.has { (hours(has)) } @else { "Not said" }
            },
        ]
    };
    let rows: Vec<_> = roles.iter().map(row).collect();
    table("Needed and there", &["Role", "Plans need", "Has for it"], &rows, "")
}

fn field(own: &str, whose: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let error = errors.get(own);
    html! {
        span.with-unit {
            input.short type="text" id=(own) name=(own) value=(typed.get(own)) autocomplete="off" aria-label=(format!("Hours a week of {whose}"))
                aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| format!("{own}-error"))];
            span.unit aria-hidden="true" { "hours" }
        }
        @if let Some(error) = error { p.field-error id=(format!("{own}-error")) { span.hidden { "Error: " } (error) } }
    }
}

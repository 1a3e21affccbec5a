//! How long a week each adult has for giving support, beside what they give: who is booked beyond it is seen before a group is made.

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
        people::Name,
    },
    store::groups::{self, HeldGroup},
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
    let mut typed = Typed::default();
    for (id, minutes) in &seen.hours {
        typed.set(&format!("h-{id}"), said(*minutes));
    }
    let body = page(&person, &seen, &adults, &typed, &FormErrors::default());
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
    let mut new = Vec::new();
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
        let body = page(&person, &seen, &adults, &typed, &errors);
        return app.answer(&person, Page::new("Hours for support", body).at(Nav::Sessions).wrong(&errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    for (id, minutes) in &new {
        groups::put_hours(&mut tx, *id, *minutes).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/groups/hours").into_response())
}

fn page(person: &Person, seen: &Groups, adults: &[(StaffId, Name)], typed: &Typed, errors: &FormErrors) -> Markup {
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
                html! { @if changes { (field(*id, name, typed, errors)) } @else if let Some(most) = most { (hours(most)) } @else { "Not said" } },
            ]
        })
        .collect();
    let all = table("This week", &["Adult", "Gives", "Has for it"], &rows, "Nobody works here.");
    html! {
        (ways(person, "/groups/hours"))
        (error_summary(errors))
        h1 { "Hours for support" }
        p.lead { "What each adult gives in a week, and how long they have for it. Thrice warns where it is too much." }
        @if changes { (post_form("/groups/hours").of(html! { (all) p { button.primary type="submit" { "Save the hours" } } })) }
        @else { (all) }
    }
}

fn field(id: StaffId, name: &Name, typed: &Typed, errors: &FormErrors) -> Markup {
    let own = format!("h-{id}");
    let error = errors.get(&own);
    html! {
        span.with-unit {
            input.short type="text" id=(own) name=(own) value=(typed.get(&own)) autocomplete="off" aria-label=(format!("Hours a week of {}", name.formal()))
                aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| format!("{own}-error"))];
            span.unit aria-hidden="true" { "hours" }
        }
        @if let Some(error) = error { p.field-error id=(format!("{own}-error")) { span.hidden { "Error: " } (error) } }
    }
}

//! One of the staff: how they stand, and correcting their name, address and classes.

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{adding, approvals, classes_given::Follows, load, rights::fitting, standing};
use crate::{
    dispatch,
    domain::{
        access::{Thing, Verb, rights::Rights},
        approval::opens_every_child,
        membership::Standing,
        people::Role,
        time::{LongDay, Moment},
    },
    store::{
        self, imports,
        people::{
            self, Member,
            rights::{self, HeldRight},
            second_factors, sessions, users,
        },
    },
    web::{
        App,
        form::{
            fields::{FormErrors, error_summary, second_button},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form, summary_list::summary_list},
    },
};

#[derive(Deserialize)]
pub(super) struct StaffQuery {
    saved: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(after): Query<StaffQuery>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::See)?;
    let member = load(&app, &person, id).await?;
    let mut typed = Typed::default();
    for (field, value) in [
        ("title", &member.name.title),
        ("forename", &member.name.forename),
        ("surname", &member.name.surname),
        ("email", &member.email),
    ] {
        typed.set(field, value.as_str());
    }
    typed.0.extend(member.classes.split(", ").map(|class| ("classes".to_owned(), class.to_owned())));
    page(&app, &person, &member, &typed, &FormErrors::default(), after.saved.as_deref().map(said)).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let member = load(&app, &person, id).await?;
    let typed = Typed(fields);
    let mut errors = FormErrors::default();
    let classes = people::classes(&mut *app.store.read().await?, person.viewer.school).await?;
    let facts = adding::facts(&typed, member.role, &classes, &mut errors);
    let (Some(facts), true) = (facts, errors.is_empty()) else {
        return page(&app, &person, &member, &typed, &errors, None).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if users::by_email(tx.conn(), facts.email.as_str()).await?.is_some_and(|other| other != member.id) {
        errors.add("email", "Somebody else here has this address");
        return page(&app, &person, &member, &typed, &errors, None).await;
    }
    let held = imports::staff::held(tx.conn(), person.viewer.school).await?;
    let was = held.iter().find(|s| s.id == member.id && s.works_here).ok_or(Error::NotFound)?;
    let follows = Follows::of(tx.conn(), &app, &person, was, Some(&facts)).await?;
    if !follows.is_nothing() && typed.get("sure") != "yes" {
        drop(tx);
        return follows.ask(&app, &person, &format!("/people/{id}"), &typed).await;
    }
    imports::staff::change(&mut tx, was, &facts).await?;
    follows.carry_out(&mut tx).await?;
    if was.facts.email != facts.email {
        // What was sent to the old address must open nothing, and whoever signed in with it signs in anew.
        people::shut_links(&mut tx, member.id).await?;
        sessions::end_all(&mut tx, member.id).await?;
        // Whoever reads at the new address can ask for a new password.
        if member.role.is_some_and(|role| opens_every_child(role, Rights::default())) {
            dispatch::access_news(&mut tx, &app.post, member.id).await?;
        }
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/people/{id}?saved=person")).into_response())
}

/// What is said once it is done.
fn said(saved: &str) -> &'static str {
    match saved {
        "waits" => "Asked for. It holds once the SENCO or the head agrees: they have been written to.",
        "access" => "Decided.",
        "phone" => "Done. They sign in with their password and set up their new phone; they have been written to.",
        _ => "Saved.",
    }
}

async fn page(
    app: &App,
    person: &Person,
    member: &Member,
    typed: &Typed,
    errors: &FormErrors,
    saved: Option<&'static str>,
) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let classes = people::classes(&mut conn, person.viewer.school).await?;
    let roles = people::roles(&mut conn, member.id).await?;
    let held = rights::of(&mut conn, member.id).await?;
    let mut open = store::people::approvals::open(&mut conn, person.viewer.school).await?;
    open.retain(|one| one.staff == member.id);
    let has_factor = second_factors::of(&mut conn, member.id).await?.is_some();
    drop(conn);
    let now = app.clock.now();
    let left = matches!(member.account.standing(now), Standing::Left(_));
    let changes = person.may(Thing::Settings, Verb::Change);
    let body = html! {
        p.no-print { a href="/people" { "Back to the people" } }
        (error_summary(errors))
        @if let Some(said) = saved { div.banner.banner-good role="status" { p { strong { (said) } } } }
        (approvals::section(person, &open))
        h1 { (member.name.full()) }
        (facts(member, &roles, &held, now))
        @if changes && left { (back(member)) }
        @if changes && !left {
            (doors(person, member, now, has_factor))
            h2 { "Name, address and classes" }
            (post_form(format!("/people/{}", member.id)).class("panel").of(html! {
                (adding::fields(typed, &classes, errors))
                @if member.account.has_password { p.hint { "Another address ends their sessions: they sign in with the new one." } }
                (button("Save this person"))
            }))
        }
    };
    app.answer(person, Page::new(member.name.full(), body).wrong(errors)).await
}

fn facts(member: &Member, roles: &[(String, String, chrono::NaiveDate)], held: &[HeldRight], now: Moment) -> Markup {
    let words = |code: &str| Role::from_code(code).map_or("", Role::words);
    html! {
        (summary_list(&[
            ("Role", html! {
                (member.role.map_or("", Role::words))
                @for (was, became, from_on) in roles { p.muted { (words(became)) " since " (LongDay(*from_on)) ", before that " (words(was)) "." } }
            }),
            ("Beside their role", super::rights::listed(held, now.today())),
            ("Classes", html! { @if member.classes.is_empty() { "None" } @else { (member.classes) } }),
            ("E-mail address", html! { (member.email) }),
            ("Here since", html! { (LongDay(member.from_on)) @if let Some(day) = member.account.left_on { ", until " (LongDay(day)) } }),
            ("Account", standing(member, now)),
        ]))
    }
}

/// What can be done beside correcting them.
fn doors(person: &Person, member: &Member, now: Moment, has_factor: bool) -> Markup {
    let standing = member.account.standing(now);
    let invite = if standing == Standing::NotInvited { "Send an invitation" } else { "Send the invitation again" };
    let id = member.id;
    html! {
        div.actions.no-print {
            @if standing.can_be_invited() {
                (post_form("/people/invitations").of(html! {
                    input type="hidden" name="staff" value=(id);
                    (second_button(invite))
                }))
            }
            @if person.viewer.staff != id {
                @if has_factor { a.second href=(format!("/people/{id}/lost-phone")) { "They have lost their phone" } }
                a.second href=(format!("/people/{id}/role")) { "Change the role" }
                @if fitting(member).next().is_some() { a.second href=(format!("/people/{id}/rights")) { "What they may do beside it" } }
            }
            a.second href=(format!("/people/{id}/leave")) { "End their access" }
        }
    }
}

fn back(member: &Member) -> Markup {
    html! {
        (post_form(format!("/people/{}/return", member.id)).class("panel no-print").of(html! {
            p { "They work here again? Their old password is gone; they are invited to choose a new one, and you give them their classes." }
            (button("Let them in again"))
        }))
    }
}

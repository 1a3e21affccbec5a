//! Somebody leaves: their access ends with this request, and what they lead goes to others in the same act. And coming back.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{classes_given::Follows, handover::Handover, load};
use crate::{
    dispatch,
    domain::{
        access::{Thing, Verb, rights::Rights},
        approval::opens_every_child,
        audit::{Deed, Subject},
        membership::Standing,
    },
    store::{
        Tx, imports,
        people::{self, Member, handover},
        plans,
    },
    web::{
        App,
        form::{
            fields::{FormErrors, error_summary},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

/// Said where the last one who keeps the house would go.
pub(super) const LAST_KEEPER: &str =
    "Nobody would be left who can sign in and add people. Give somebody else the role of SENCO or administrator first";

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let member = here(&app, &person, id).await?;
    page(&app, &person, &member, &Typed::default(), &FormErrors::default()).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let member = here(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let work = work(&mut tx, &member).await?;
    let to = work.read(&typed, &mut errors);
    if errors.is_empty() {
        handover::hand_over(&mut tx, member.id, &work.led, &to).await?;
        let held = imports::staff::held(tx.conn(), person.viewer.school).await?;
        imports::staff::leave(&mut tx, held.iter().find(|s| s.id == member.id).ok_or(Error::NotFound)?).await?;
        people::shut_out(&mut tx, member.id).await?;
        if !people::is_kept(&mut tx).await? {
            errors.add("leave", LAST_KEEPER);
        }
    }
    if !errors.is_empty() {
        drop(tx);
        return page(&app, &person, &member, &typed, &errors).await;
    }
    tx.commit().await?;
    Ok(Redirect::to("/people?done=ended").into_response())
}

pub(super) async fn bring_back(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let member = load(&app, &person, id).await?;
    let now = app.clock.now();
    if !matches!(member.account.standing(now), Standing::Left(_)) {
        return Err(Error::NotFound);
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    people::bring_back(&mut tx, member.id).await?;
    if member.role.is_some_and(|role| opens_every_child(role, Rights::default())) {
        dispatch::access_news(&mut tx, &app.post, member.id).await?;
    }
    let invited = dispatch::invite_staff(&mut tx, &app.post, member.id).await?.is_ok();
    tx.commit().await?;
    Ok(Redirect::to(&format!("/people?invited={}&not={}", u8::from(invited), u8::from(!invited))).into_response())
}

/// Somebody who works here, for a person who may change them.
pub(super) async fn here(app: &App, person: &Person, id: i64) -> Result<Member> {
    person.must(Thing::Settings, Verb::Change)?;
    let member = load(app, person, id).await?;
    match member.account.standing(app.clock.now()) {
        Standing::Left(_) => Err(Error::NotFound),
        _ => Ok(member),
    }
}

/// What somebody leads, and who could instead.
pub(super) async fn work(tx: &mut Tx, member: &Member) -> Result<Handover> {
    let (school, today) = (tx.school()?, tx.now.today());
    let led = handover::led(tx.conn(), member.id).await?;
    let others = plans::leads(tx.conn(), school, today).await?;
    Ok(Handover { led, others: others.into_iter().filter(|(id, _)| *id != member.id).collect() })
}

/// The same to be shown: whose plans they are is seen, and said so in the audit.
pub(super) async fn shown(app: &App, person: &Person, member: &Member) -> Result<Handover> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let work = work(&mut tx, member).await?;
    if person.may(Thing::Board, Verb::See) {
        let seen: Vec<_> = work.led.iter().map(|l| (Some(l.plan.0), l.pupil)).collect();
        tx.audit_each(Deed::Viewed, Subject::Plan, &seen).await?;
    }
    tx.commit_aside().await?;
    Ok(work)
}

/// The classes that lose their only teacher.
async fn left_alone(app: &App, person: &Person, member: &Member) -> Result<Markup> {
    let mut conn = app.store.read().await?;
    let held = imports::staff::held(&mut conn, person.viewer.school).await?;
    let Some(was) = held.iter().find(|one| one.id == member.id) else { return Ok(html! {}) };
    Ok(Follows::of(&mut conn, app, person, was, None).await?.left_alone())
}

async fn page(app: &App, person: &Person, member: &Member, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let work = shown(app, person, member).await?;
    let alone = left_alone(app, person, member).await?;
    let title = format!("End the access of {}", member.name.full());
    let body = html! {
        p.no-print { a href=(format!("/people/{}", member.id)) { "Back to " (member.name.full()) } }
        (error_summary(errors))
        h1 { (title) }
        (post_form(format!("/people/{}/leave", member.id)).class("panel").id("leave").of(html! {
            @if let Some(sentence) = errors.get("leave") { p.field-error #leave-error { span.hidden { "Error: " } (sentence) } }
            p {
                "As soon as you press the button they are signed out everywhere and cannot sign in again. "
                "Messages that wait for them are not sent. What they have written stays, with their name."
            }
            @if person.viewer.staff == member.id { p { strong { "This is you. " } "You will be signed out too." } }
            (alone)
            (work.form(person, typed, errors))
            (button("End their access now"))
        }))
    };
    app.answer(person, Page::new(title, body).wrong(errors)).await
}

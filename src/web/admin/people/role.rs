//! Changing what somebody is. Nobody changes their own role: what one may see is always given by somebody else.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::{
    adding::roles,
    leaving::{LAST_KEEPER, here, shown, work},
};
use crate::{
    dispatch,
    domain::{access::rights::Rights, approval::opens_every_child, membership::can_lead, people::Role},
    store::people::{self, Member, approvals, handover},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, radios},
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

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let member = another(&app, &person, id).await?;
    let mut typed = Typed::default();
    typed.set("role", member.role.map_or("", Role::as_code));
    page(&app, &person, &member, &typed, &FormErrors::default()).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let member = another(&app, &person, id).await?;
    let (typed, mut errors, mut waits) = (Typed(fields), FormErrors::default(), false);
    let role = Role::from_code(typed.get("role")).filter(|role| Some(*role) != member.role);
    if role.is_none() {
        errors.add("role", "Choose another role than the one they have");
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if let Some(role) = role {
        if !can_lead(role) {
            let work = work(&mut tx, &member).await?;
            let to = work.read(&typed, &mut errors);
            if errors.is_empty() {
                handover::hand_over(&mut tx, member.id, &work.led, &to).await?;
            }
        }
        let given = approvals::role(&mut tx, member.id, member.role, role).await?;
        if given == role {
            people::change_role(&mut tx, &member, role).await?;
        }
        waits = given != role;
        if opens_every_child(role, Rights::default()) {
            dispatch::access_news(&mut tx, &app.post, member.id).await?;
        }
        if !people::is_kept(&mut tx).await? {
            errors.add("role", LAST_KEEPER);
        }
    }
    if !errors.is_empty() {
        drop(tx);
        return page(&app, &person, &member, &typed, &errors).await;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/people/{id}?saved={}", if waits { "waits" } else { "role" })).into_response())
}

/// Somebody who works here and is not the person who asks.
pub(super) async fn another(app: &App, person: &Person, id: i64) -> Result<Member> {
    let member = here(app, person, id).await?;
    if member.id == person.viewer.staff { Err(Error::Forbidden) } else { Ok(member) }
}

async fn page(app: &App, person: &Person, member: &Member, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let work = shown(app, person, member).await?;
    let roles = roles();
    let options: Vec<(&str, &str)> = roles.iter().map(|(code, words)| (*code, words.as_str())).collect();
    let title = format!("Change the role of {}", member.name.full());
    let hint = "It holds from today. Their sessions end, so that they see what the new role opens, and no more.";
    let body = html! {
        p.no-print { a href=(format!("/people/{}", member.id)) { "Back to " (member.name.full()) } }
        (error_summary(errors))
        h1 { (title) }
        (post_form(format!("/people/{}/role", member.id)).class("panel").of(html! {
            (radios(&Field { name: "role", label: "Role", hint, value: typed.get("role"), errors }, &options))
            @if !work.led.is_empty() { p.hint { "Only teachers, the SENCO and heads lead plans. For another role, say who takes theirs over." } }
            (work.form(person, typed, errors))
            (button("Change the role"))
        }))
    };
    app.answer(person, Page::new(title, body).wrong(errors)).await
}

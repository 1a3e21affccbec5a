//! What one person may do beside their role. Nobody gives themselves anything: as with roles, it is always given by somebody else.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::role::another;
use crate::{
    dispatch,
    domain::{
        access::rights::{Right, Rights},
        time::LongDay,
    },
    store::people::{
        Member,
        approvals::{self, Access},
        rights::{self, HeldRight},
        sessions,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, checkboxes, date_input, error_summary, text_input},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form},
    },
};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 200;

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let member = another(&app, &person, id).await?;
    let held = rights::of(&mut *app.store.read().await?, member.id).await?;
    let in_force = held.iter().filter(|one| one.is_in_force(app.clock.now().today()));
    let typed = Typed(in_force.map(|one| ("right".to_owned(), one.right.as_code().to_owned())).collect());
    page(&app, &person, &member, &typed, &FormErrors::default()).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let member = another(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let held = rights::of(tx.conn(), member.id).await?;
    let wanted = read(&typed, &member, &held, tx.now.today(), &mut errors);
    let Some((wanted, reason, until)) = wanted.filter(|_| errors.is_empty()) else {
        drop(tx);
        return page(&app, &person, &member, &typed, &errors).await;
    };
    let has: Rights = held.iter().filter(|one| one.is_in_force(tx.now.today())).map(|one| one.right).collect();
    let (mut now, mut waits) = (Vec::new(), false);
    for right in wanted.each() {
        let is_new = !has.has(right) && right.reaches_beyond_own_pupils();
        if is_new && approvals::waits(&mut tx, member.id, true).await? {
            approvals::ask(&mut tx, member.id, Access::Right(right), &reason, until).await?;
            waits = true;
        } else {
            now.push(right);
        }
        if is_new {
            dispatch::access_news(&mut tx, &app.post, member.id).await?;
        }
    }
    if rights::set(&mut tx, member.id, now.into_iter().collect(), &reason, until).await? {
        sessions::end_all(&mut tx, member.id).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/people/{id}?saved={}", if waits { "waits" } else { "rights" })).into_response())
}

/// What was ticked, why, and until when. A reason is asked for where something is new.
fn read(
    typed: &Typed,
    member: &Member,
    held: &[HeldRight],
    today: NaiveDate,
    errors: &mut FormErrors,
) -> Option<(Rights, String, Option<NaiveDate>)> {
    let role = member.role?;
    let ticked = typed.0.iter().filter(|(name, _)| name == "right").map(|(_, code)| Right::from_code(code));
    let wanted: Option<Vec<Right>> = ticked.map(|right| right.filter(|one| one.fits(role))).collect();
    let Some(wanted) = wanted else {
        errors.add("right", "Choose from the list: their role cannot have anything else");
        return None;
    };
    let wanted: Rights = wanted.into_iter().collect();
    let has: Rights = held.iter().filter(|one| one.is_in_force(today)).map(|one| one.right).collect();
    let gives = wanted.each().any(|right| !has.has(right));
    let (reason, last) = (typed.get("reason"), typed.get("until"));
    match reason.chars().count() {
        0 if gives => errors.add("reason", "Say why they are given this"),
        length if length > LONGEST_REASON => errors.add("reason", format!("Use at most {LONGEST_REASON} characters")),
        _ => {}
    }
    let until = last.parse().ok().filter(|day: &NaiveDate| *day >= today);
    if !last.is_empty() && until.is_none() {
        errors.add("until", "Enter a day from today on, or leave it empty");
    }
    Some((wanted, reason.to_owned(), until))
}

async fn page(app: &App, person: &Person, member: &Member, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let title = format!("What {} may do beside their role", member.name.full());
    let words = member.role.map_or("", |role| role.words());
    let options: Vec<(&str, &str)> = fitting(member).map(|right| (right.as_code(), right.words())).collect();
    let chosen: Vec<&str> = typed.0.iter().filter(|(name, _)| name == "right").map(|(_, code)| code.as_str()).collect();
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let body = html! {
        p.no-print { a href=(format!("/people/{}", member.id)) { "Back to " (member.name.full()) } }
        (error_summary(errors))
        h1 { (title) }
        @if options.is_empty() {
            p { "Nothing can be added to the role " strong { (words) } ": it has all of it already, or is not to see any child." }
        } @else {
            (post_form(format!("/people/{}/rights", member.id)).class("panel").of(html! {
                (checkboxes(
                    &field(
                        "right",
                        "They may also",
                        "It holds from today. Their sessions end, so that they see what this opens, and no more.",
                    ),
                    &options,
                    &chosen,
                ))
                (text_input(&field("reason", "Why", "For whatever is newly ticked. It stands on their page, for whoever asks later."), "text", "off"))
                (date_input(&field("until", "Last day (optional)", "For whatever is newly ticked: it ends by itself after that day.")))
                (button("Save what they may do"))
            }))
            p.hint { "Whoever sees pupils that they do not work with signs in with a second step from then on." }
        }
    };
    app.answer(person, Page::new(title, body).wrong(errors)).await
}

/// What somebody in their role can be given.
pub(super) fn fitting(member: &Member) -> impl Iterator<Item = Right> {
    let role = member.role;
    Right::ALL.iter().copied().filter(move |right| role.is_some_and(|role| right.fits(role)))
}

/// What they may do beside their role, and what they could once.
pub(super) fn listed(held: &[HeldRight], today: NaiveDate) -> Markup {
    let (now, before): (Vec<&HeldRight>, Vec<&HeldRight>) = held.iter().partition(|one| one.is_in_force(today));
    html! {
        @if now.is_empty() { "Nothing" }
        @for one in now {
            p { (one.right.words()) }
            p.muted { "Since " (LongDay(one.from)) @if let Some(last) = one.until { ", until " (LongDay(last)) } (given(one)) }
        }
        @for one in before {
            p.muted { "Ended: " (lower(one.right.words())) ", from " (LongDay(one.from)) " to " (LongDay(ended(one))) (given(one)) }
        }
    }
}

/// The day on which it ended.
fn ended(one: &HeldRight) -> NaiveDate {
    let taken = one.taken.map(|at| at.today());
    taken.into_iter().chain(one.until).min().unwrap_or(one.from)
}

fn given(one: &HeldRight) -> String {
    let by = one.by.as_ref().map(|name| format!(", given by {}", name.full())).unwrap_or_default();
    format!("{by}: {}", one.reason)
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

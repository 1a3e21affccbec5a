//! How the meeting was, one tap each: the page to which the message leads, and the same questions below what was agreed. What was said
//! is not shown to whoever holds the link.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::{LinkedMeeting, begin, meeting_page, open, page::foot, plain};
use crate::{
    domain::{
        satisfaction::{HowFar, MeetingStatement},
        time::LongDay,
    },
    store::conversations::{invitations::Opened, satisfaction::say},
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, second_button, textarea},
            typed::{Typed, cut},
        },
        frame::{error::Result, page::Page},
        meeting::answering::about,
        parent::{no_such_link::nothing, which_child},
        ui::post_form::post_form,
    },
};

/// Whether this adult took part, and can say how it was.
fn was_there(opened: &Opened) -> bool {
    opened.conversation.met() && opened.who.took_part.is_some_and(|how| how.is_meeting())
}

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, jar: CookieJar) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    if !was_there(&door.opened) {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    Ok(plain(&app, &door.school, page(&door, &token, &Typed::default(), &FormErrors::default())))
}

pub(super) async fn take(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    if !was_there(&door.opened) {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let tapped = |one: &MeetingStatement| Some((*one, HowFar::from_code(typed.get(one.as_code()))?));
    let (answer, comment) = (MeetingStatement::ASKED.iter().find_map(tapped), cut(typed.get("comment")));
    if answer.is_none() && comment.is_empty() {
        errors.add("comment", "Choose one of the answers above, or write what we should do differently");
        return Ok(plain(&app, &door.school, page(&door, &token, &typed, &errors)));
    }
    let mut tx = begin(&app, &door).await?;
    say(&mut tx, about(&door.opened), door.opened.who.invitation, answer, &comment).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/i/{token}/feedback")).into_response())
}

fn page(door: &LinkedMeeting, token: &str, typed: &Typed, errors: &FormErrors) -> Page {
    let day = door.opened.conversation.record.as_ref().map(|record| record.held_on);
    meeting_page(html! {
        p { a href=(format!("/i/{token}")) { "To your meeting" } }
        (which_child::line(&door.opened, door.is_open()))
        (error_summary(errors))
        h1 { "How was our meeting?" }
        @if let Some(day) = day { p.lead { "On " (LongDay(day)) ". One tap is enough." } }
        (asked(&door.opened, token, typed, errors))
        (foot(&door.school))
    })
    .wrong(errors)
}

/// The section below what was agreed.
pub(super) fn section(opened: &Opened, token: &str) -> Markup {
    html! {
        @if was_there(opened) {
            div.no-print {
                h2 { "How was our meeting?" }
                (asked(opened, token, &Typed::default(), &FormErrors::default()))
            }
        }
    }
}

fn asked(opened: &Opened, token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let comment = Field {
        name: "comment",
        label: "Is there anything we should do differently?",
        hint: "You need not answer this.",
        value: typed.get("comment"),
        errors,
    };
    let there = format!("/i/{token}/feedback");
    html! {
        @for one in MeetingStatement::ASKED { (statement(opened, one, &there)) }
        details open[!errors.is_empty()] {
            summary { "Say it in your own words" }
            @if !opened.who.satisfaction.comment.is_empty() { p { "Thank you. We have your words." } }
            (post_form(&there).of(html! { (textarea(&comment, 3)) p { (second_button("Send")) } }))
        }
    }
}

/// One statement with its three answers, each a button: a tap is the whole of it.
fn statement(opened: &Opened, one: MeetingStatement, there: &str) -> Markup {
    let known = opened.who.satisfaction.said.contains_key(&one);
    let buttons = html! {
        div.taps role="group" aria-label=(format!("“{}”", one.words())) {
            @for far in HowFar::ALL {
                button.second type="submit" name=(one.as_code()) value=(far.as_code()) {
                    (far.words()) span.hidden { ": “" (one.words()) "”" }
                }
            }
        }
    };
    html! {
        section.panel aria-label=(one.words()) {
            p { strong { "“" (one.words()) "”" } }
            @if known {
                p role="status" { "Thank you. We have your answer." }
                details { summary { "Change it" span.hidden { ": “" (one.words()) "”" } } (post_form(there).of(buttons)) }
            } @else { (post_form(there).of(buttons)) }
        }
    }
}

//! How the meeting was, one tap each: the page to which the message leads, and the same questions below what was agreed. What was said
//! is not shown to whoever holds the link.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{LinkedMeeting, begin, open, page::framed, plain};
use crate::{
    args,
    domain::satisfaction::{HowFar, MeetingStatement},
    store::conversations::{invitations::Opened, satisfaction::say},
    web::{
        App,
        form::{
            fields::{FormErrors, second_button},
            typed::{Typed, cut},
        },
        frame::{error::Result, page::Page},
        meeting::answering::about,
        parent::{asked::ParentForm, no_such_link::nothing, visitor::Visitor, which_child},
        ui::post_form::post_form,
    },
};

/// Whether this adult took part, and can say how it was.
fn was_there(opened: &Opened) -> bool {
    opened.conversation.met() && opened.who.took_part.is_some_and(|how| how.is_meeting())
}

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    if !was_there(&door.opened) {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    Ok(plain(&app, &door, page(&door, &token, &Typed::default(), &door.no_errors())))
}

pub(super) async fn take(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    if !was_there(&door.opened) {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let (typed, mut errors) = (Typed(fields), door.no_errors());
    let tapped = |one: &MeetingStatement| Some((*one, HowFar::from_code(typed.get(one.as_code()))?));
    let (answer, comment) = (MeetingStatement::ASKED.iter().find_map(tapped), cut(typed.get("comment")));
    if answer.is_none() && comment.is_empty() {
        errors.add("comment", door.words.say("wrong-how"));
        return Ok(plain(&app, &door, page(&door, &token, &typed, &errors)));
    }
    let mut tx = begin(&app, &door).await?;
    say(&mut tx, about(&door.opened), door.opened.who.invitation, answer, &comment).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/i/{token}/feedback")).into_response())
}

fn page(door: &LinkedMeeting, token: &str, typed: &Typed, errors: &FormErrors) -> Page {
    let words = &door.words;
    let day = door.opened.conversation.record.as_ref().map(|record| record.held_on);
    let inner = html! {
        (which_child::line(words, &door.opened, door.is_open()))
        h1 { (words.say("how-title")) }
        @if let Some(day) = day { p.lead { (words.say_with("how-lead", &args!["day" => words.day_of_year(day)])) } }
        (asked(door, token, typed, errors))
    };
    framed(door, token, errors, &inner)
}

/// The section below what was agreed.
pub(super) fn section(door: &LinkedMeeting, token: &str) -> Markup {
    html! {
        @if was_there(&door.opened) {
            div.no-print {
                h2 { (door.words.say("how-title")) }
                (asked(door, token, &Typed::default(), &door.no_errors()))
            }
        }
    }
}

fn asked(door: &LinkedMeeting, token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let (words, there) = (&door.words, format!("/i/{token}/feedback"));
    let form = ParentForm { words, typed, errors };
    html! {
        @for one in MeetingStatement::ASKED { (statement(door, one, &there)) }
        details open[!errors.is_empty()] {
            summary { (words.say("how-own")) }
            @if !door.opened.who.satisfaction.comment.is_empty() { p { (words.say("how-own-known")) } }
            (post_form(&there).of(html! {
                (form.lines("comment", "how-comment", "how-comment-hint", 3))
                p { (second_button(&words.say("send"))) }
            }))
        }
    }
}

/// One statement with its three answers, each a button: a tap is the whole of it.
fn statement(door: &LinkedMeeting, one: MeetingStatement, there: &str) -> Markup {
    let words = &door.words;
    let said = format!("“{}”", words.coded("how", one.as_code()));
    let buttons = html! {
        div.taps role="group" aria-label=(said) {
            @for far in HowFar::ALL {
                button.second type="submit" name=(one.as_code()) value=(far.as_code()) {
                    (words.coded("far", far.as_code())) span.hidden { ": " (said) }
                }
            }
        }
    };
    html! {
        section.panel aria-label=(said) {
            p { strong { (said) } }
            @if door.opened.who.satisfaction.said.contains_key(&one) {
                p role="status" { (words.say("how-known")) }
                details { summary { (words.say("how-change")) span.hidden { ": " (said) } } (post_form(there).of(buttons)) }
            } @else { (post_form(there).of(buttons)) }
        }
    }
}

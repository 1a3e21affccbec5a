//! A parent asks for a meeting, whenever they like, by the link they have: once until the school has answered.

use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{LinkedMeeting, act, open, page::framed, plain};
use crate::{
    args,
    domain::time::Moment,
    store::{
        conversations::invitations::Opened,
        review_requests::{self, May, NewRequest},
    },
    texts::Words,
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut},
        },
        frame::{error::Result, page::Page},
        parent::{asked::ParentForm, no_such_link::nothing, visitor::Visitor, which_child},
        ui::{button::button, post_form::post_form},
    },
};

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let now = app.clock.now();
    let (plan, adult) = (door.opened.conversation.plan, door.opened.who.adult);
    let may = review_requests::may(&mut *app.store.read().await?, plan, adult, now.today()).await?;
    Ok(plain(&app, &door, page(&door, &door.opened, &token, may, now)))
}

pub(super) async fn ask(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let (typed, now) = (Typed(fields), app.clock.now());
    let Some((mut tx, opened)) = act(&app, &door, &token).await? else { return nothing(&app, &token, &visitor).await };
    let meeting = &opened.conversation;
    let may = review_requests::may(tx.conn(), meeting.plan, opened.who.adult, now.today()).await?;
    match may {
        May::Ask if !is_near(&opened, now) => {
            let words = cut(typed.get("words"));
            let request = NewRequest {
                plan: meeting.plan,
                pupil: meeting.pupil,
                asked_on: now.today(),
                words: &words,
                by: Some((opened.who.adult, meeting.id)),
                owner: meeting.lead_role,
            };
            review_requests::add(&mut tx, &request).await?;
            tx.commit().await?;
        }
        May::Phone => {
            drop(tx);
            let page = page(&door, &opened, &token, may, now);
            return Ok(plain(&app, &door, page.status(StatusCode::TOO_MANY_REQUESTS)));
        }
        May::Ask | May::Wait(_) => {}
    }
    Ok(Redirect::to(&format!("/i/{token}/ask")).into_response())
}

/// A meeting is offered or agreed, and its time is still to come.
fn is_near(opened: &Opened, now: Moment) -> bool {
    let meeting = &opened.conversation;
    let ahead = match &meeting.booking {
        Some((_, slot)) => slot.starts > now,
        None => meeting.slots.iter().any(|slot| slot.starts > now),
    };
    meeting.is_open() && ahead
}

fn page(door: &LinkedMeeting, opened: &Opened, token: &str, may: May, now: Moment) -> Page {
    let (words, open) = (&door.words, door.is_open());
    let asked = ParentForm { words, typed: &Typed::default(), errors: &FormErrors::default() };
    let inner = html! {
        (which_child::line(words, opened, open))
        h1 { (words.say("ask-title")) }
        @match may {
            May::Wait(standing) => {
                div.banner.banner-good role="status" {
                    p {
                        strong { (words.say("ask-have")) " " }
                        (words.say_with("ask-when", &args!["day" => words.day_of_year(standing.asked_on)]))
                    }
                    p { (words.say_with("ask-due", &args!["day" => words.day_of_year(standing.due_on)])) }
                }
            }
            May::Phone => p.lead { (words.say("ask-phone")) },
            May::Ask if is_near(opened, now) => {
                p.lead { (words.say("ask-near")) }
                p { a.button href=(format!("/i/{token}")) { (words.say("open-button")) } }
            }
            May::Ask => {
                p.lead { (words.say("ask-lead")) }
                (post_form(format!("/i/{token}/ask")).of(html! {
                    (asked.lines("words", "ask-label", "ask-hint", 4))
                    (which_child::beside_the_button(words, opened, open))
                    p { (button(&words.say("ask-title"))) }
                }))
            }
        }
    };
    framed(door, token, &door.no_errors(), &inner)
}

/// The way to this page.
pub(super) fn way(words: &Words, token: &str) -> Markup {
    html! {
        p.no-print { (words.say("ask-way")) " " a href=(format!("/i/{token}/ask")) { (words.say("ask-title")) } }
    }
}

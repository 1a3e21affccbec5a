//! A parent asks for a meeting, whenever they like, by the link they have: once until the school has answered.

use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::{begin, meeting_page, open, page::foot, plain};
use crate::{
    domain::time::{LongDay, Moment},
    store::{
        conversations::invitations::{self, Opened},
        review_requests::{self, May, NewRequest},
        schools::SchoolCard,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, textarea},
            typed::{Typed, cut},
        },
        frame::error::Result,
        parent::{no_such_link::nothing, which_child},
        ui::{button::button, post_form::post_form},
    },
};

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, jar: CookieJar) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    let now = app.clock.now();
    let (plan, adult) = (door.opened.conversation.plan, door.opened.who.adult);
    let may = review_requests::may(&mut *app.store.read().await?, plan, adult, now.today()).await?;
    Ok(plain(&app, &door.school, meeting_page(page((&door.opened, door.is_open()), &door.school, &token, may, now))))
}

pub(super) async fn ask(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    let (typed, now) = (Typed(fields), app.clock.now());
    let mut tx = begin(&app, &door).await?;
    // Looked at inside the act: a second click, or somebody who was barred a moment ago, finds what the first one left.
    let Some(opened) = invitations::by_token(tx.conn(), &token, now).await? else { return nothing(&app, &token).await };
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
            let body = page((&opened, door.is_open()), &door.school, &token, may, now);
            return Ok(plain(&app, &door.school, meeting_page(body).status(StatusCode::TOO_MANY_REQUESTS)));
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

fn page((opened, open): (&Opened, bool), school: &SchoolCard, token: &str, may: May, now: Moment) -> Markup {
    let errors = FormErrors::default();
    let words = Field {
        name: "words",
        label: "What would you like to talk about?",
        hint: "In your words. You may leave it empty.",
        value: "",
        errors: &errors,
    };
    html! {
        p { a href=(format!("/i/{token}")) { "Back" } }
        (which_child::line(opened, open))
        h1 { "Ask for a meeting" }
        @match may {
            May::Wait(standing) => {
                div.banner.banner-good role="status" {
                    p { strong { "We have your request. " } "You asked us on " (LongDay(standing.asked_on)) "." }
                    p { "We will offer you a time by " (LongDay(standing.due_on)) "." }
                }
            }
            May::Phone => p.lead { "Please phone us: that is the quickest way to agree a time." },
            May::Ask if is_near(opened, now) => {
                p.lead { "We are about to meet. You can choose a time, change it, or tell us what you would like to talk about." }
                p { a.button href=(format!("/i/{token}")) { "Open your meeting" } }
            }
            May::Ask => {
                p.lead { "You can ask to talk with us about the support we give, whenever you like. You need not wait for the next meeting." }
                (post_form(format!("/i/{token}/ask")).of(html! {
                    (textarea(&words, 4))
                    (which_child::beside_the_button(opened, open))
                    p { (button("Ask for a meeting")) }
                }))
            }
        }
        (foot(school))
    }
}

/// The way to this page.
pub(super) fn way(token: &str) -> Markup {
    html! {
        p.no-print { "Would you like to talk with us at another time, or again? " a href=(format!("/i/{token}/ask")) { "Ask for a meeting" } }
    }
}

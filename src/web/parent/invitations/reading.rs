//! What was told and agreed, behind a code: a link in a message that was forwarded, or printed and left lying, tells nobody what a family
//! said or what a meeting was about. Whoever holds the link asks for a code, which goes to the parent's own address and works in the
//! browser that asked for it.

use axum::{
    Router,
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

use super::{LinkedMeeting, afterwards, begin, meeting_page, open, page, plain, show};
use crate::{
    dispatch,
    domain::{
        conversation::Right,
        reading_code::{self, Reading},
        task,
    },
    store::{
        conversations::{after::answer_summary, reading_codes},
        secret, tasks,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, code_input, second_button},
            typed::{Typed, cut},
        },
        frame::{
            error::Result,
            session::{self, Kind},
        },
        meeting::answering::about,
        parent::{no_such_link::nothing, parent_views::parents},
        ui::{button::button, post_form::post_form},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/i/{token}/summary", get(show).post(right))
        .route("/i/{token}/code", get(show).post(send))
        .route("/i/{token}/code/typed", get(show).post(try_it))
}

/// The random token by which we know this browser again; empty where it has none.
pub(super) fn browser(app: &App, jar: &CookieJar) -> String {
    session::token(app, jar, Kind::Reading).unwrap_or_default()
}

/// Sends a code, and gives the browser a token if it has none.
async fn send(State(app): State<App>, Path(token): Path<String>, jar: CookieJar) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    let there = format!("/i/{token}/code");
    if door.is_open() || !is_anything_behind(&app, &door).await? {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let known = browser(&app, &jar);
    let browser = if known.is_empty() { secret::token() } else { known };
    let digits = reading_code::digits(rand::random());
    let mut tx = begin(&app, &door).await?;
    let Some(row) = reading_codes::make(&mut tx, &door.opened, &browser, &digits).await? else {
        let page = meeting_page(too_many(&door, &token)).status(StatusCode::TOO_MANY_REQUESTS);
        return Ok(plain(&app, &door.school, page));
    };
    if dispatch::reading_code(&mut tx, &app.post, &door.opened, row, &digits).await?.is_err() {
        return Ok(plain(&app, &door.school, meeting_page(no_address(&door, &token))));
    }
    tx.commit().await?;
    let jar = jar.add(session::cookie(&app, Kind::Reading, browser));
    Ok((jar, Redirect::to(&there)).into_response())
}

/// Whether a code would show anything.
async fn is_anything_behind(app: &App, door: &LinkedMeeting) -> Result<bool> {
    // The child's name is, to whoever may take one for another; and what kind of meeting it is.
    if door.opened.conversation.ehc_annual
        || door.has_told()
        || door.opened.child.is_some()
        || door.agreed.is_some()
        || afterwards::settled(&door.opened, app.clock.now()).is_some()
    {
        return Ok(true);
    }
    let (given, draft) = parents::told(&mut *app.store.read().await?, &door.opened).await?;
    Ok(given.is_some() || draft.is_some())
}

/// Tries the code that was typed.
async fn try_it(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(mut door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    let typed = Typed(fields);
    let code = reading_code::typed(typed.get("code"));
    let mut tx = begin(&app, &door).await?;
    let stood = door.reading;
    door.reading = reading_codes::try_code(&mut tx, &door.opened, &browser(&app, &jar), code.as_deref()).await?;
    tx.commit().await?;
    if door.reading == Reading::Open || stood != Reading::Waiting {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let mut errors = FormErrors::default();
    match door.reading {
        Reading::Waiting => errors.add("code", "That is not the code. Type the six digits of the newest message"),
        _ => errors.add("code", "That was not the code five times, and it has ended. Ask for a new one"),
    }
    let body = page::page(&door, &token, &typed, &errors, app.clock.now());
    Ok(plain(&app, &door.school, meeting_page(body).wrong(&errors)))
}

/// Keeps what a parent says to the summary, word for word. Where it is not right, whoever led the meeting is asked to phone them.
async fn right(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &jar).await? else { return nothing(&app, &token).await };
    let (typed, now) = (Typed(fields), app.clock.now());
    if door.reading != Reading::Open || afterwards::settled(&door.opened, now).is_none() {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let (said, words) = (Right::from_code(typed.get("right")), cut(typed.get("right_words")));
    let mut errors = FormErrors::default();
    match said {
        None => errors.add("right", "Choose yes, nearly or no"),
        Some(Right::Nearly | Right::No) if words.is_empty() => errors.add("right_words", "Tell us what it should say"),
        Some(_) => {}
    }
    let Some(said) = said.filter(|_| errors.is_empty()) else {
        let body = page::page(&door, &token, &typed, &errors, now);
        return Ok(plain(&app, &door.school, meeting_page(body).wrong(&errors)));
    };
    let mut tx = begin(&app, &door).await?;
    let (about, meeting) = (about(&door.opened), &door.opened.conversation);
    answer_summary(&mut tx, meeting, door.opened.who.invitation, said, &words).await?;
    if said != Right::Yes {
        tasks::add(&mut tx, &task::not_right(about, meeting.lead_role, &words, now)).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/i/{token}")).into_response())
}

/// The way to the summary, for a browser that may not read it yet.
pub(super) fn way_in(reading: Reading, token: &str, errors: &FormErrors) -> Markup {
    html! {
        @if reading == Reading::Waiting {
            h1 { "Type the code we sent you" }
            (typing(token, "Read what we agreed", errors))
        } @else {
            h1 { "What we agreed is ready for you" }
            p.lead { "Nobody else should read it. We send a code to your e-mail address; type it here, and you can read." }
            (asking(token, errors))
        }
    }
}

/// Before the meeting: that something was told, and the way to see it. Nothing where nothing was, or where it is open.
pub(super) fn told(door: &LinkedMeeting, token: &str, errors: &FormErrors) -> Markup {
    html! {
        @if door.is_open() {
        } @else if door.reading == Reading::Waiting {
            section.panel aria-labelledby="told" {
                h2 #told { "Type the code we sent you" }
                (typing(token, if door.has_told() || !door.opened.conversation.ehc_annual { "See what you told us" } else { "Read it" }, errors))
            }
        } @else if door.has_told() || errors.get("code").is_some() {
            section.panel aria-labelledby="told" {
                h2 #told { "You have told us something" }
                p { "Nobody else should read it. To see it or change it, we send a code to your e-mail address." }
                (asking(token, errors))
            }
        } @else if door.opened.conversation.ehc_annual {
            section.panel aria-labelledby="told" {
                h2 #told { "There is more to read about this meeting" }
                p { "Nobody else should read it. To see it, we send a code to your e-mail address." }
                (asking(token, errors))
            }
        } @else if let Some(mark) = door.opened.child {
            details.no-print {
                summary { "Which child is this about?" }
                p {
                    "It is about " (mark) ". No name stands here, since anybody may hold this link. "
                    "With a code that we send to your e-mail address you see the name."
                }
                (asking(token, errors))
            }
        }
    }
}

fn asking(token: &str, errors: &FormErrors) -> Markup {
    html! {
        @if errors.get("code").is_some() { div #code tabindex="-1" { (again(token)) } }
        @else { (post_form(format!("/i/{token}/code")).class("no-print").of(html! { p { (button("Send me a code")) } })) }
    }
}

fn again(token: &str) -> Markup {
    post_form(format!("/i/{token}/code")).class("no-print").of(html! { p { (second_button("Send me a new code")) } })
}

fn typing(token: &str, then: &str, errors: &FormErrors) -> Markup {
    html! {
        (post_form(format!("/i/{token}/code/typed")).class("no-print").of(html! {
            (code_input(
                &Field {
                    name: "code",
                    label: "Your code",
                    hint: "Six digits. They are in the newest message from us, and work for ten minutes.",
                    value: "",
                    errors,
                },
            ))
            p { (button(then)) }
        }))
        p { "No message after two minutes? Look where unwanted mail goes, or phone us." }
        (again(token))
    }
}

fn too_many(door: &LinkedMeeting, token: &str) -> Markup {
    html! {
        h1 { "We have sent enough codes for now" }
        p.lead { "Please type the newest one, or ask again in an hour." }
        p { a href=(format!("/i/{token}/code")) { "Back" } }
        (page::foot(&door.school))
    }
}

fn no_address(door: &LinkedMeeting, token: &str) -> Markup {
    html! {
        h1 { "We cannot send you a code" }
        p.lead { "We have no e-mail address of yours that works. Phone us, or ask for a paper copy: we are happy to help." }
        p { a href=(format!("/i/{token}")) { "Back" } }
        (page::foot(&door.school))
    }
}

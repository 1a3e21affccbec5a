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

use super::{LinkedMeeting, afterwards, agreed_plan, begin, meeting_page, open, page, plain, show};
use crate::{
    dispatch,
    domain::{
        conversation::Right,
        reading_code::{self, Reading},
        task,
    },
    store::{
        apart_wishes,
        conversations::{after::answer_summary, reading_codes},
        secret, tasks,
    },
    texts::Words,
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
        parent::{easy_read::drawn, no_such_link::nothing, parent_views::parents, visitor::Visitor},
        ui::{button::button, picture::Picture, post_form::post_form},
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
async fn send(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let there = format!("/i/{token}/code");
    if door.is_open() || !is_anything_behind(&app, &door).await? {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let known = browser(&app, &visitor.jar);
    let browser = if known.is_empty() { secret::token() } else { known };
    let digits = reading_code::digits(rand::random());
    let mut tx = begin(&app, &door).await?;
    let Some(row) = reading_codes::make(&mut tx, &door.opened, &browser, &digits).await? else {
        let page = meeting_page(&door, too_many(&door, &token)).status(StatusCode::TOO_MANY_REQUESTS);
        return Ok(plain(&app, &door, page));
    };
    if dispatch::reading_code(&mut tx, &app.post, &door.opened, row, &digits).await?.is_err() {
        return Ok(plain(&app, &door, meeting_page(&door, no_address(&door, &token))));
    }
    tx.commit().await?;
    let jar = visitor.jar.add(session::cookie(&app, Kind::Reading, browser));
    Ok((jar, Redirect::to(&there)).into_response())
}

/// Whether a code would show anything.
async fn is_anything_behind(app: &App, door: &LinkedMeeting) -> Result<bool> {
    // The child's name is, to whoever may take one for another; and what kind of meeting it is.
    if door.opened.conversation.ehc_annual
        || door.has_told()
        || door.opened.child.is_some()
        || afterwards::settled(&door.opened, app.clock.now()).is_some()
        || agreed_plan::is_there(app, door).await?
    {
        return Ok(true);
    }
    let mut conn = app.store.read().await?;
    let (pupil, adult) = (door.opened.conversation.pupil, door.opened.who.adult);
    if apart_wishes::since(&mut conn, pupil, adult, app.clock.now().today()).await?.is_some() {
        return Ok(true);
    }
    let (given, draft) = parents::told(&mut conn, &door.opened).await?;
    Ok(given.is_some() || draft.is_some())
}

/// Tries the code that was typed.
async fn try_it(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(mut door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let typed = Typed(fields);
    let code = reading_code::typed(typed.get("code"));
    let mut tx = begin(&app, &door).await?;
    let stood = door.reading;
    door.reading =
        reading_codes::try_code(&mut tx, &door.opened, &browser(&app, &visitor.jar), code.as_deref()).await?;
    tx.commit().await?;
    if door.reading == Reading::Open || stood != Reading::Waiting {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let mut errors = door.no_errors();
    let wrong = if door.reading == Reading::Waiting { "wrong-code" } else { "wrong-code-ended" };
    errors.add("code", door.words.say(wrong));
    let body = page::page(&door, &token, &typed, &errors, app.clock.now());
    Ok(plain(&app, &door, meeting_page(&door, body).wrong(&errors)))
}

/// Keeps what a parent says to the summary, word for word. Where it is not right, whoever led the meeting is asked to phone them.
async fn right(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let (typed, now) = (Typed(fields), app.clock.now());
    if door.reading != Reading::Open || afterwards::settled(&door.opened, now).is_none() {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let (said, words) = (Right::from_code(typed.get("right")), cut(typed.get("right_words")));
    let mut errors = door.no_errors();
    match said {
        None => errors.add("right", door.words.say("wrong-right")),
        Some(Right::Nearly | Right::No) if words.is_empty() => {
            errors.add("right_words", door.words.say("wrong-right-words"));
        }
        Some(_) => {}
    }
    let Some(said) = said.filter(|_| errors.is_empty()) else {
        let body = page::page(&door, &token, &typed, &errors, now);
        return Ok(plain(&app, &door, meeting_page(&door, body).wrong(&errors)));
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
pub(super) fn way_in(door: &LinkedMeeting, token: &str, errors: &FormErrors) -> Markup {
    let words = &door.words;
    html! {
        @if door.reading == Reading::Waiting {
            h1 { (words.say("type-code")) }
            (typing(words, token, "read-agreed", errors))
        } @else {
            h1 { (words.say("agreed-ready")) }
            (drawn(words, Picture::Key, html! { p.lead { (words.say("agreed-code")) } }))
            (asking(words, token, errors))
        }
    }
}

/// Before the meeting: that something was told, and the way to see it. Nothing where nothing was, or where it is open.
pub(super) fn told(door: &LinkedMeeting, token: &str, errors: &FormErrors) -> Markup {
    let (words, is_annual) = (&door.words, door.opened.conversation.ehc_annual);
    let panel = |title: &str, inner: Markup| {
        html! { section.panel aria-labelledby="told" { h2 #told { (words.say(title)) } (inner) } }
    };
    let code = |title: &str, why: &str| {
        let why = drawn(words, Picture::Key, html! { p { (words.say(why)) } });
        panel(title, html! { (why) (asking(words, token, errors)) })
    };
    html! {
        @if door.is_open() {
        } @else if door.reading == Reading::Waiting {
            @let then = if door.has_told() || !is_annual { "see-told" } else { "read-it" };
            (panel("type-code", typing(words, token, then, errors)))
        } @else if door.has_told() || errors.get("code").is_some() {
            (code("told-title", "told-code"))
        } @else if is_annual {
            (code("more-title", "more-code"))
        } @else if let Some(mark) = door.opened.child {
            details.no-print {
                summary { (words.say("which-child")) }
                p { (words.about_child(mark, None)) " " (words.say("which-child-code")) }
                (asking(words, token, errors))
            }
        }
    }
}

/// The way behind the code, folded away and said of everybody alike: it tells nothing of whether there is anything to see.
pub(super) fn way(door: &LinkedMeeting, token: &str, why: &str) -> Markup {
    let (words, errors) = (&door.words, door.no_errors());
    html! {
        details.no-print {
            summary { (words.say(why)) }
            @if door.reading == Reading::Waiting { (typing(words, token, "see-told", &errors)) } @else { (asking(words, token, &errors)) }
        }
    }
}

fn asking(words: &Words, token: &str, errors: &FormErrors) -> Markup {
    let send = html! { p { (button(&words.say("send-code"))) } };
    html! {
        @if errors.get("code").is_some() { div #code tabindex="-1" { (again(words, token)) } }
        @else { (post_form(format!("/i/{token}/code")).class("no-print").of(send)) }
    }
}

fn again(words: &Words, token: &str) -> Markup {
    let send = html! { p { (second_button(&words.say("send-new-code"))) } };
    post_form(format!("/i/{token}/code")).class("no-print").of(send)
}

fn typing(words: &Words, token: &str, then: &str, errors: &FormErrors) -> Markup {
    let (label, hint) = (words.say("code-label"), words.say("code-hint"));
    html! {
        (post_form(format!("/i/{token}/code/typed")).class("no-print").of(html! {
            (code_input(&Field { name: "code", label: &label, hint: &hint, value: "", errors }))
            p { (button(&words.say(then))) }
        }))
        p { (words.say("code-missing")) }
        (again(words, token))
    }
}

fn too_many(door: &LinkedMeeting, token: &str) -> Markup {
    html! {
        h1 { (door.words.say("codes-enough-title")) }
        p.lead { (door.words.say("codes-enough")) }
        p { a href=(format!("/i/{token}/code")) { (door.words.say("back")) } }
        (page::foot(&door.words, &door.school))
    }
}

fn no_address(door: &LinkedMeeting, token: &str) -> Markup {
    html! {
        h1 { (door.words.say("code-nowhere-title")) }
        p.lead { (door.words.say("code-nowhere")) }
        (page::back(&door.words, token))
        (page::foot(&door.words, &door.school))
    }
}

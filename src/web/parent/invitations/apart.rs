//! A parent would like to meet without the other parent. The link alone says it, and says nothing of whether it was said: another may hold
//! the link. What was said, and taking it back, is behind the code.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{LinkedMeeting, act, open, page::framed, plain, reading};
use crate::{
    args,
    domain::time::Moment,
    store::apart_wishes,
    texts::Words,
    web::{
        App,
        form::typed::Typed,
        frame::{error::Result, page::Page},
        meeting::answering::about,
        parent::{no_such_link::nothing, visitor::Visitor},
        ui::{button::button, post_form::post_form},
    },
};

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let since = match door.is_open() {
        true => {
            let (pupil, adult) = (door.opened.conversation.pupil, door.opened.who.adult);
            apart_wishes::since(&mut *app.store.read().await?, pupil, adult, app.clock.now().today()).await?
        }
        false => None,
    };
    Ok(plain(&app, &door, page(&door, &token, since)))
}

pub(super) async fn say(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let takes_back = Typed(fields).get("take") == "back";
    let Some((mut tx, opened)) = act(&app, &door, &token).await? else { return nothing(&app, &token, &visitor).await };
    match (takes_back, door.is_open()) {
        (true, true) => apart_wishes::take_back(&mut tx, about(&opened)).await?,
        (true, false) => {}
        (false, _) => _ = apart_wishes::wish(&mut tx, about(&opened), opened.conversation.lead_role).await?,
    }
    tx.commit().await?;
    if takes_back || door.is_open() {
        return Ok(Redirect::to(&format!("/i/{token}/apart")).into_response());
    }
    Ok(plain(&app, &door, thanks(&door, &token)))
}

fn page(door: &LinkedMeeting, token: &str, since: Option<Moment>) -> Page {
    let words = &door.words;
    let inner = html! {
        h1 { (words.say("apart-title")) }
        @if let Some(at) = since {
            div.banner.banner-good role="status" {
                p { (words.say_with("apart-have", &args!["day" => words.day_of_year(at.today())])) " " (words.say("apart-next")) }
            }
            p { (words.say("apart-change")) }
            (post_form(format!("/i/{token}/apart")).of(html! {
                input type="hidden" name="take" value="back";
                p { (button(&words.say("apart-back"))) }
            }))
        } @else {
            p.lead { (words.say("apart-lead")) }
            (post_form(format!("/i/{token}/apart")).of(html! { p { (button(&words.say("apart-button"))) } }))
            @if !door.is_open() { (reading::way(door, token, "apart-code")) }
        }
    };
    framed(door, token, &door.no_errors(), &inner)
}

/// What is said to whoever holds the link, whatever was said before.
fn thanks(door: &LinkedMeeting, token: &str) -> Page {
    let words = &door.words;
    let inner = html! {
        h1 { (words.say("thanks")) }
        p.lead { (words.say("apart-next")) }
    };
    framed(door, token, &door.no_errors(), &inner)
}

/// The way to this page.
pub(super) fn way(words: &Words, token: &str) -> Markup {
    html! { p { (words.say("apart-way")) " " a href=(format!("/i/{token}/apart")) { (words.say("apart-title")) } } }
}

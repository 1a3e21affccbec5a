//! Setting up the second step on the way in, where a role needs one. Until it is done the password opens nothing.

use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::html;

use super::{
    admitted,
    code::waiting,
    local,
    second_step::{self, SecondStepFields},
};
use crate::{
    domain::second_factor::read,
    store::{
        Actor,
        people::second_factors::{self, Waiting, fresh_secret},
    },
    web::{
        App,
        form::fields::{FormErrors, error_summary},
        frame::{
            error::Result,
            gate::{Door, Knock},
            layout::plain_page,
            page::Page,
            session::device,
        },
        ui::{button::button, post_form::post_form},
    },
};

/// Who owes it. Somebody who has a second step does not get past it by setting up another.
async fn owing(app: &App, jar: &CookieJar) -> Result<std::result::Result<(Waiting, String), Response>> {
    let Some((who, waits)) = waiting(app, jar).await? else {
        return Ok(Err(Redirect::to("/sign-in").into_response()));
    };
    let has_one = second_factors::of(&mut *app.store.read().await?, who.staff).await?.is_some();
    Ok(if has_one { Err(Redirect::to("/sign-in/code").into_response()) } else { Ok((who, waits)) })
}

pub(super) async fn show(State(app): State<App>, jar: CookieJar) -> Result<Response> {
    Ok(match owing(&app, &jar).await? {
        Ok((who, _)) => page(&app, &who, &fresh_secret(), &FormErrors::default()),
        Err(elsewhere) => elsewhere,
    })
}

pub(super) async fn set(
    State(app): State<App>,
    knock: Knock,
    jar: CookieJar,
    headers: HeaderMap,
    Form(typed): Form<SecondStepFields>,
) -> Result<Response> {
    let (who, waits) = match owing(&app, &jar).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    knock.at(&app, Door::Code)?;
    let (secret, mut errors) = (read(&typed.secret).unwrap_or_else(fresh_secret), FormErrors::default());
    let Some(step) = second_step::first_code(&secret, &typed.code, app.clock.now(), &mut errors) else {
        return Ok(page(&app, &who, &secret, &errors));
    };
    let mut tx = app.store.begin(Actor::Staff(who.staff), who.school, app.clock.now()).await?;
    // Looked at once more inside the act: two windows may set it up in the same second.
    if second_factors::of(tx.conn(), who.staff).await?.is_some() {
        return Ok(Redirect::to("/sign-in/code").into_response());
    }
    let codes = second_step::set_up(&app, &mut tx, who.staff, &secret, step).await?;
    second_factors::stop_waiting(&mut tx, &waits).await?;
    let jar = admitted(&app, tx, jar, who.staff, &device(&headers)).await?;
    let page = Page::new("Keep these recovery codes", second_step::codes(&codes, &local(&who.next)));
    Ok((jar, plain_page(&app, page)).into_response())
}

fn page(app: &App, who: &Waiting, secret: &[u8], errors: &FormErrors) -> Response {
    let body = html! {
        (error_summary(errors))
        h1 { "Set up the second step" }
        p.lead { "What you can see here needs more than a password: from now on also a code from your phone." }
        (post_form("/sign-in/second-step").class("panel").of(html! {
            (second_step::fields(secret, &who.email, errors))
            (button("Set it up"))
        }))
        p { a href="/sign-in" { "Sign in as somebody else" } }
    };
    plain_page(app, Page::new("Set up the second step", body).wrong(errors))
}

//! The page behind a one-time link: choose a password. Looking at it uses nothing up, since mail scanners look too.

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::html;
use serde::Deserialize;

use super::{lead_on, password, remembered};
use crate::{
    dispatch,
    domain::{
        audit::{Deed, Entry, Subject},
        notice::AccountNews,
        people::Name,
    },
    store::{
        Actor,
        people::accounts::{self, LinkFor},
    },
    web::{
        App,
        form::fields::{Field, FormErrors, error_summary, text_input},
        frame::{
            error::{Error, Result},
            layout::plain_page,
            page::Page,
            session::device,
        },
        ui::{button::button, post_form::post_form},
    },
};

#[derive(Deserialize, Default)]
pub(super) struct ChosenPassword {
    #[serde(default)]
    password: String,
}

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let found = accounts::link(&mut *app.store.read().await?, &token, app.clock.now()).await?;
    Ok(match found {
        Some(LinkFor::Staff(_, _, name)) => page(&app, &token, &name, &FormErrors::default()),
        // The link of a first start, as older versions printed it.
        Some(LinkFor::FirstStart) => Redirect::to(&format!("/set-up/first/{token}")).into_response(),
        None => used_up(&app),
    })
}

pub(super) async fn set(
    State(app): State<App>,
    jar: CookieJar,
    headers: HeaderMap,
    Path(link): Path<String>,
    Form(form): Form<ChosenPassword>,
) -> Result<Response> {
    let now = app.clock.now();
    let found = accounts::link(&mut *app.store.read().await?, &link, now).await?;
    let Some(LinkFor::Staff(staff, school, name)) = found else {
        return Ok(used_up(&app));
    };
    let mut errors = FormErrors::default();
    let own = accounts::own_words(&mut *app.store.read().await?, staff).await?;
    if let Some(problem) = password::problem(&form.password, &own.each_ref().map(String::as_str)) {
        errors.add("password", problem);
        return Ok(page(&app, &link, &name, &errors));
    }
    let hash = password::hash(app.gate.turn_of(staff).await?, form.password).await?;
    let mut tx = app.store.begin(Actor::Staff(staff), school, now).await?;
    if !accounts::use_link(&mut tx, &link).await? {
        return Err(Error::Conflict(
            "This link was used a moment ago. Sign in with the password you chose.".to_owned(),
        ));
    }
    if accounts::set_password(&mut tx, staff, &hash).await? {
        dispatch::account_news(&mut tx, &app.post, staff, AccountNews::PasswordChanged, now).await?;
    }
    // Whoever has the link gets in here even while somebody guesses.
    let jar = remembered(&app, &mut tx, jar, staff).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Password).id(staff.0)).await?;
    // They have just typed it: they go on as after signing in with it, to the second step where there is one.
    match accounts::by_email(tx.conn(), &own[3], now).await? {
        Some(account) if account.staff == staff => lead_on(&app, tx, jar, &account, &device(&headers), "/").await,
        // Their access waits for somebody to agree.
        _ => {
            tx.commit().await?;
            Ok((jar, Redirect::to("/sign-in")).into_response())
        }
    }
}

fn page(app: &App, token: &str, name: &Name, errors: &FormErrors) -> Response {
    let password = Field { name: "password", label: "Password", hint: password::HINT, value: "", errors };
    let title = "Choose a password";
    let body = html! {
        (error_summary(errors))
        h1 { (title) }
        p.lead { "Hello " (name.formal()) ". Choose the password you will sign in with." }
        (post_form(format!("/password/{token}")).class("panel").of(html! {
            (text_input(&password, "password", "new-password"))
            (button("Save password"))
        }))
    };
    plain_page(app, Page::new(title, body).wrong(errors))
}

/// What a one-time link says that opens nothing any more.
pub(in crate::web) fn used_up(app: &App) -> Response {
    let body = html! {
        h1 { "This link no longer works" }
        p.lead { "It was used already, a newer one was sent, or it is too old." }
        p { "If you have chosen a password, " a href="/sign-in" { "sign in" } ". Otherwise ask the person who looks after Thrice for a new link." }
    };
    plain_page(app, Page::new("This link no longer works", body).status(StatusCode::NOT_FOUND))
}

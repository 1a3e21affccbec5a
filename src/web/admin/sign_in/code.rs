//! The second step: the code that the authenticator app shows, or a recovery code.

use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::html;
use serde::Deserialize;

use super::{admit, wait_page};
use crate::{
    dispatch,
    domain::{
        audit::{Deed, Entry, Subject},
        notice::AccountNews,
        second_factor::{KNOWN_DEVICE_DAYS, step_of},
    },
    store::{
        Actor, Tx,
        people::{
            accounts,
            second_factors::{self, Factor, Waiting},
        },
    },
    web::{
        App,
        form::fields::{Field, FormErrors, error_summary, text_input},
        frame::{
            error::Result,
            gate::{Door, Knock},
            layout::plain_page,
            page::Page,
            session::{Kind, cookie, device, token},
        },
        ui::{button::button, post_form::post_form},
    },
};

#[derive(Deserialize)]
pub(super) struct CodeFields {
    #[serde(default)]
    code: String,
    #[serde(default)]
    trust: String,
}

/// Who has given the right password and owes the second step, and the token that says so.
pub(super) async fn waiting(app: &App, jar: &CookieJar) -> anyhow::Result<Option<(Waiting, String)>> {
    let Some(token) = token(app, jar, Kind::Waiting) else { return Ok(None) };
    let found = second_factors::waiting(&mut *app.store.read().await?, &token, app.clock.now()).await?;
    Ok(found.map(|who| (who, token)))
}

pub(super) async fn show(State(app): State<App>, jar: CookieJar) -> Result<Response> {
    Ok(match waiting(&app, &jar).await? {
        Some(_) => page(&app, &FormErrors::default()),
        None => Redirect::to("/sign-in").into_response(),
    })
}

pub(super) async fn check(
    State(app): State<App>,
    knock: Knock,
    jar: CookieJar,
    headers: HeaderMap,
    Form(typed): Form<CodeFields>,
) -> Result<Response> {
    let Some((who, waits)) = waiting(&app, &jar).await? else { return Ok(Redirect::to("/sign-in").into_response()) };
    knock.at(&app, Door::Code)?;
    let tries = knock.counted(Some(who.staff), "the code", &format!("the code of {}", who.staff));
    let mut tx = app.store.begin(Actor::Staff(who.staff), who.school, app.clock.now()).await?;
    let Some(factor) = second_factors::of(tx.conn(), who.staff).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    // Counted and compared in one act: of a hundred that come together no more are compared than of a hundred in a row.
    let counted = match accounts::try_once(&mut tx, &tries).await? {
        Ok(counted) => counted,
        Err(wait) => return Ok(wait_page(&app, wait)),
    };
    if !is_right(&app, &mut tx, &who, &factor, &typed.code).await? {
        tx.commit_aside().await?;
        let mut errors = FormErrors::default();
        errors.add("code", "That code is not right, or it was used already. Wait for the next one and type it");
        return Ok(page(&app, &errors));
    }
    accounts::was_right(&mut tx, counted).await?;
    second_factors::stop_waiting(&mut tx, &waits).await?;
    let jar = match typed.trust.as_str() {
        "yes" => jar.add(cookie(&app, Kind::Device, second_factors::trust(&mut tx, factor.id).await?)),
        _ => jar,
    };
    admit(&app, tx, jar, who.staff, &device(&headers), &who.next).await
}

/// Uses up the code that was typed, of the app or from the list. Whoever uses one from the list is told by mail: it may be somebody who
/// found the list.
async fn is_right(app: &App, tx: &mut Tx, who: &Waiting, factor: &Factor, typed: &str) -> anyhow::Result<bool> {
    let now = tx.now;
    if let Some(step) = step_of(&factor.secret, typed, now) {
        return second_factors::use_step(tx, factor.id, step).await;
    }
    if !second_factors::use_code(tx, factor.id, typed).await? {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Used, Subject::RecoveryCode).id(who.staff.0)).await?;
    dispatch::account_news(tx, &app.post, who.staff, AccountNews::RecoveryCodeUsed, now).await?;
    Ok(true)
}

fn page(app: &App, errors: &FormErrors) -> Response {
    let code = Field {
        name: "code",
        label: "Code",
        hint: "The six digits that your authenticator app shows now, or one of your recovery codes.",
        value: "",
        errors,
    };
    let body = html! {
        (error_summary(errors))
        h1 { "Type the code from your phone" }
        (post_form("/sign-in/code").class("panel").of(html! {
            (text_input(&code, "text", "one-time-code"))
            div.choice {
                input type="checkbox" id="trust" name="trust" value="yes";
                label for="trust" { "Do not ask at this computer for " (KNOWN_DEVICE_DAYS) " days. Only where nobody else uses it" }
            }
            (button("Sign in"))
        }))
        p.muted { "Phone and recovery codes lost? The person who looks after Thrice at your school can let you set it up again." }
        p { a href="/sign-in" { "Sign in as somebody else" } }
    };
    plain_page(app, Page::new("Type the code from your phone", body).wrong(errors))
}

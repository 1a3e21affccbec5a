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
        access,
        audit::{Deed, Entry, Subject},
        notice::AccountNews,
        people::{Name, Role},
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
        Some((who, _)) => page(&app, &helpers(&app, &who).await?, &FormErrors::default()),
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
        return Ok(page(&app, &helpers(&app, &who).await?, &errors));
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

/// "Mrs Anand or Mr Ito".
fn listed(names: &[Name]) -> String {
    names.iter().map(Name::formal).collect::<Vec<_>>().join(" or ")
}

/// Who can take somebody's second step away: all who change accounts, but themselves.
async fn helpers(app: &App, who: &Waiting) -> anyhow::Result<Vec<Name>> {
    let all = accounts::everybody(&mut *app.store.read().await?, who.school, app.clock.now()).await?;
    let can = |code: &str| Role::from_code(code).is_some_and(access::keeps_accounts);
    Ok(all.into_iter().filter(|(id, _, code)| *id != who.staff && can(code)).map(|(_, name, _)| name).collect())
}

fn page(app: &App, helpers: &[Name], errors: &FormErrors) -> Response {
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
        details #lost {
            summary { "I have not got my phone" }
            p { "Left at home? Type one of your recovery codes above: you got ten of them when you set this up. Each works once." }
            p {
                "Lost, and no codes? Ask "
                @match helpers { [] => "the person who looks after Thrice at your school", some => (listed(some)) }
                ", in person or by phone. Under People they open your name and choose “They have lost their phone”; then you sign in with your "
                "password and set up your new one. Nobody can do that for you by e-mail."
            }
            p { "If somebody may have your phone, say so at once: you are signed out everywhere." }
        }
        p { a href="/sign-in" { "Sign in as somebody else" } }
    };
    plain_page(app, Page::new("Type the code from your phone", body).wrong(errors))
}

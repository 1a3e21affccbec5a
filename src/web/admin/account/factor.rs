//! The second step of one's own account. Each change of it asks for the password: a computer that was left open is not enough.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{is_required, knows};
use crate::{
    dispatch,
    domain::{
        audit::{Deed, Entry, Subject},
        notice::AccountNews,
        people::EmailAddress,
        second_factor::{RECOVERY_CODES, read},
    },
    store::{
        Tx,
        people::second_factors::{self, fresh_secret},
    },
    web::{
        App,
        admin::sign_in::second_step::{self, SecondStepFields},
        form::fields::{Field, FormErrors, error_summary, text_input},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form, safe_url::SafeUrl},
    },
};

#[derive(Deserialize)]
pub(super) struct Confirmed {
    #[serde(default)]
    current: String,
}

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let errors = FormErrors::default();
    app.answer(&person, Page::new("Second step", setting_up(&person, &fresh_secret(), &errors))).await
}

pub(super) async fn set(
    State(app): State<App>,
    person: Person,
    Form(typed): Form<SecondStepFields>,
) -> Result<Response> {
    let (secret, mut errors) = (read(&typed.secret).unwrap_or_else(fresh_secret), FormErrors::default());
    let step = second_step::first_code(&secret, &typed.code, app.clock.now(), &mut errors);
    let is_known = knows(&app, &person, &typed.current, &mut errors).await?;
    let Some(step) = step.filter(|_| is_known) else {
        return app
            .answer(&person, Page::new("Second step", setting_up(&person, &secret, &errors)).wrong(&errors))
            .await;
    };
    let mut tx = begin(&app, &person).await?;
    let codes = second_step::set_up(&app, &mut tx, person.viewer.staff, &secret, step).await?;
    tx.commit().await?;
    shown_once(&app, &person, &codes).await
}

pub(super) async fn ask_codes(State(app): State<App>, person: Person) -> Result<Response> {
    second_factors::of(&mut *app.store.read().await?, person.viewer.staff).await?.ok_or(Error::NotFound)?;
    let errors = FormErrors::default();
    app.answer(&person, Page::new("New recovery codes", new_codes(&errors))).await
}

pub(super) async fn make_codes(
    State(app): State<App>,
    person: Person,
    Form(confirmed): Form<Confirmed>,
) -> Result<Response> {
    let staff = person.viewer.staff;
    second_factors::of(&mut *app.store.read().await?, staff).await?.ok_or(Error::NotFound)?;
    let mut errors = FormErrors::default();
    if !knows(&app, &person, &confirmed.current, &mut errors).await? {
        return app.answer(&person, Page::new("New recovery codes", new_codes(&errors)).wrong(&errors)).await;
    }
    let mut tx = begin(&app, &person).await?;
    let factor = second_factors::of(tx.conn(), staff).await?.ok_or(Error::NotFound)?;
    let codes = second_factors::new_codes(&mut tx, factor.id).await?;
    told(&app, &mut tx, &person, AccountNews::RecoveryCodesMade, Subject::RecoveryCode).await?;
    tx.commit().await?;
    shown_once(&app, &person, &codes).await
}

/// Goes on if there is a second step that may be taken away.
async fn removable(app: &App, person: &Person) -> Result<()> {
    let mut conn = app.store.read().await?;
    second_factors::of(&mut conn, person.viewer.staff).await?.ok_or(Error::NotFound)?;
    if is_required(&mut conn, person, app.clock.now()).await? { Err(Error::Forbidden) } else { Ok(()) }
}

pub(super) async fn ask_removal(State(app): State<App>, person: Person) -> Result<Response> {
    removable(&app, &person).await?;
    let errors = FormErrors::default();
    app.answer(&person, Page::new("Take the second step away", removal(&errors))).await
}

pub(super) async fn remove(
    State(app): State<App>,
    person: Person,
    Form(confirmed): Form<Confirmed>,
) -> Result<Response> {
    removable(&app, &person).await?;
    let mut errors = FormErrors::default();
    if !knows(&app, &person, &confirmed.current, &mut errors).await? {
        return app.answer(&person, Page::new("Take the second step away", removal(&errors)).wrong(&errors)).await;
    }
    let mut tx = begin(&app, &person).await?;
    second_factors::clear(&mut tx, person.viewer.staff).await?;
    told(&app, &mut tx, &person, AccountNews::SecondFactorCleared, Subject::SecondFactor).await?;
    tx.commit().await?;
    Ok(Redirect::to("/account?done=removed").into_response())
}

async fn begin(app: &App, person: &Person) -> Result<Tx> {
    Ok(app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?)
}

/// Writes it down, and tells the account's owner by mail.
async fn told(app: &App, tx: &mut Tx, person: &Person, news: AccountNews, subject: Subject) -> Result<()> {
    let (staff, now) = (person.viewer.staff, tx.now);
    tx.audit(Entry::new(Deed::Changed, subject).id(staff.0)).await?;
    Ok(dispatch::account_news(tx, &app.post, staff, news, now).await?)
}

async fn shown_once(app: &App, person: &Person, codes: &[String]) -> Result<Response> {
    let body = second_step::codes(codes, &SafeUrl::path("/account").unwrap_or_else(SafeUrl::first_page));
    app.answer(person, Page::new("Keep these recovery codes", body)).await
}

/// The field for the password that each of these forms asks for.
fn current(errors: &FormErrors) -> Markup {
    let field = Field { name: "current", label: "Your password", hint: "", value: "", errors };
    text_input(&field, "password", "current-password")
}

fn back() -> Markup {
    html! { p.no-print { a href="/account" { "Back to your account" } } }
}

fn setting_up(person: &Person, secret: &[u8], errors: &FormErrors) -> Markup {
    html! {
        (back())
        (error_summary(errors))
        h1 { "Set up the second step" }
        p.lead { "From then on a code from your phone is asked for as well as your password. What was set up before works no more." }
        (post_form("/account/second-step").class("panel").of(html! {
            (second_step::fields(secret, person.email.as_ref().map_or("account", EmailAddress::as_str), errors))
            (current(errors))
            (button("Set it up"))
        }))
    }
}

fn new_codes(errors: &FormErrors) -> Markup {
    html! {
        (back())
        (error_summary(errors))
        h1 { "Make new recovery codes" }
        p.lead { "You get " (RECOVERY_CODES) " new codes. Those you have are good no more." }
        (post_form("/account/recovery-codes").class("panel").of(html! {
            (current(errors))
            (button("Make new codes"))
        }))
    }
}

fn removal(errors: &FormErrors) -> Markup {
    html! {
        (back())
        (error_summary(errors))
        h1 { "Take the second step away" }
        p.lead { "Your password alone then gets somebody in as you." }
        (post_form("/account/second-step/removal").class("panel").of(html! {
            (current(errors))
            (button("Take it away"))
        }))
    }
}

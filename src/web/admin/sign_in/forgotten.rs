//! A forgotten password: a link by mail to choose another. The page says the same whoever asks and whatever address is typed, so that
//! nobody learns who works here; looking at the link uses nothing up, since mail scanners look too.

use axum::{Form, extract::State, response::Response};
use maud::html;
use serde::Deserialize;

use crate::{
    dispatch,
    domain::people::EmailAddress,
    store::{Actor, people::accounts},
    web::{
        App,
        form::fields::{Field, FormErrors, error_summary, text_input},
        frame::{
            error::Result,
            gate::{Door, Knock},
            layout::plain_page,
            page::Page,
        },
        ui::{button::button, post_form::post_form},
    },
};

#[derive(Deserialize, Default)]
pub(super) struct ForgottenFields {
    #[serde(default)]
    email: String,
}

pub(super) async fn show(State(app): State<App>) -> Response {
    page(&app, "", &FormErrors::default())
}

pub(super) async fn send(State(app): State<App>, knock: Knock, Form(typed): Form<ForgottenFields>) -> Result<Response> {
    if EmailAddress::parse(typed.email.trim()).is_err() {
        let mut errors = FormErrors::default();
        errors.add("email", "Enter the e-mail address with which you sign in, like name@example.org");
        return Ok(page(&app, &typed.email, &errors));
    }
    knock.at(&app, Door::Forgotten)?;
    app.gate.afterwards(send_link(app.clone(), typed.email.clone()));
    Ok(sent(&app, typed.email.trim()))
}

/// Looks for the account and sends the link, after the answer was given: it would take longer for an address that somebody has.
async fn send_link(app: App, email: String) -> anyhow::Result<()> {
    let now = app.clock.now();
    let account = accounts::by_email(&mut *app.store.read().await?, &email, now).await?;
    let Some(account) = account else { return Ok(()) };
    let mut tx = app.store.begin(Actor::System, account.school, now).await?;
    dispatch::reset_password(&mut tx, &app.post, account.staff).await?;
    tx.commit().await
}

fn page(app: &App, email: &str, errors: &FormErrors) -> Response {
    let email = Field {
        name: "email",
        label: "E-mail address",
        hint: "The one with which you sign in. A link to choose a new password is sent to it.",
        value: email,
        errors,
    };
    let body = html! {
        (error_summary(errors))
        h1 { "Forgotten your password?" }
        (post_form("/sign-in/forgotten").class("panel").of(html! {
            (text_input(&email, "email", "username"))
            (button("Send the link"))
        }))
        p { a href="/sign-in" { "Back to sign in" } }
    };
    plain_page(app, Page::new("Forgotten your password?", body).wrong(errors))
}

fn sent(app: &App, email: &str) -> Response {
    let body = html! {
        h1 { "Look at your e-mail" }
        p.lead { "If " strong { (email) } " belongs to an account here, a link to choose a new password is on its way to it." }
        p { "It works once, for an hour. A newer link ends the one before." }
        p {
            "Nothing after five minutes? Look where unwanted mail goes, and check the address above. "
            "Then ask the person who looks after Thrice at your school."
        }
        p { a href="/sign-in/forgotten" { "Try another address" } }
    };
    plain_page(app, Page::new("Look at your e-mail", body))
}

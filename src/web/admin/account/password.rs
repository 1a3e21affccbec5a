//! Changing one's own password: the one before is asked for, every other session ends, and its owner is told by mail.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;

use super::knows;
use crate::{
    dispatch,
    domain::{
        audit::{Deed, Entry, Subject},
        notice::AccountNews,
        people::EmailAddress,
    },
    store::people::accounts,
    web::{
        App,
        admin::sign_in::{password, remembered},
        form::fields::{Field, FormErrors, error_summary, text_input},
        frame::{
            error::{Error, Result},
            page::Page,
            session::{Kind, Person, token},
        },
        ui::{button::button, post_form::post_form},
    },
};

#[derive(Deserialize)]
pub(super) struct NewPassword {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

const TITLE: &str = "Change your password";

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    let errors = FormErrors::default();
    app.answer(&person, Page::new(TITLE, page(&person, &errors))).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    jar: CookieJar,
    Form(typed): Form<NewPassword>,
) -> Result<Response> {
    let this = token(&app, &jar, Kind::Session).ok_or(Error::NotFound)?;
    let (staff, mut errors) = (person.viewer.staff, FormErrors::default());
    let is_known = knows(&app, &person, &typed.current, &mut errors).await?;
    let own = accounts::own_words(&mut *app.store.read().await?, staff).await?;
    match password::problem(&typed.password, &own.each_ref().map(String::as_str)) {
        Some(problem) => errors.add("password", problem),
        None if is_known && typed.password == typed.current => errors.add("password", "That is the password you have"),
        None => {}
    }
    if !errors.is_empty() {
        return app.answer(&person, Page::new(TITLE, page(&person, &errors)).wrong(&errors)).await;
    }
    let hash = password::hash(app.gate.turn_of(staff).await?, typed.password).await?;
    let now = app.clock.now();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    accounts::change_password(&mut tx, staff, &hash, &this).await?;
    let jar = remembered(&app, &mut tx, jar, staff).await?;
    dispatch::account_news(&mut tx, &app.post, staff, AccountNews::PasswordChanged, now).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Password).id(staff.0)).await?;
    tx.commit().await?;
    Ok((jar, Redirect::to("/account?done=password")).into_response())
}

fn page(person: &Person, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: "", errors };
    let chosen = field("password", "New password", password::HINT);
    html! {
        p.no-print { a href="/account" { "Back to your account" } }
        (error_summary(errors))
        h1 { (TITLE) }
        (post_form("/account/password").class("panel").of(html! {
            // For the password manager of the browser: whose password it is.
            input type="hidden" name="username" autocomplete="username" value=(person.email.as_ref().map_or("", EmailAddress::as_str));
            (text_input(&field("current", "The password you have", ""), "password", "current-password"))
            (text_input(&chosen, "password", "new-password"))
            (button("Change the password"))
        }))
        p.muted { "You stay signed in here and are signed out everywhere else." }
    }
}

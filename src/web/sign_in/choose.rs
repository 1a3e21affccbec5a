//! The page behind a one-time link: choose a password, and at the first start also say who you are and what the school is called.
//! Looking at it uses nothing up, since mail scanners look too.

use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::password;
use crate::{
    dispatch,
    domain::{
        ids::SchoolId,
        people::{EmailAddress, Name},
    },
    store::{
        Actor,
        accounts::{self, LinkFor},
        audit::Entry,
        calendar,
        schools::{self, SchoolCard},
    },
    web::{
        App,
        error::{Error, Result},
        ui::{
            form::{Field, FormErrors, button, error_summary, text_input},
            layout::plain_page,
        },
    },
};

#[derive(Deserialize, Default)]
pub(super) struct Chosen {
    #[serde(default)]
    school: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    forename: String,
    #[serde(default)]
    surname: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let found = accounts::link(&mut *app.store.read().await?, &token, app.clock.now()).await?;
    Ok(match found {
        Some(who) => page(&app, &token, &who, &Chosen::default(), &FormErrors::default()).into_response(),
        None => (StatusCode::NOT_FOUND, used_up(&app)).into_response(),
    })
}

pub(super) async fn set(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(form): Form<Chosen>,
) -> Result<Response> {
    let now = app.clock.now();
    let Some(who) = accounts::link(&mut *app.store.read().await?, &token, now).await? else {
        return Ok((StatusCode::NOT_FOUND, used_up(&app)).into_response());
    };
    let errors = check(&form, &who);
    if !errors.is_empty() {
        let page = page(&app, &token, &who, &form, &errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let hash = password::hash(form.password.clone()).await?;
    let (actor, school) = match &who {
        LinkFor::Staff(staff, school, _) => (Actor::Staff(*staff), *school),
        LinkFor::FirstStart => (Actor::Command, SchoolId(0)),
    };
    let mut tx = app.store.begin(actor, school, now).await?;
    if !accounts::use_link(&mut tx, &token).await? {
        return Err(Error::Conflict(
            "This link was used a moment ago. Sign in with the password you chose.".to_owned(),
        ));
    }
    let staff = match who {
        LinkFor::Staff(staff, ..) => staff,
        LinkFor::FirstStart => {
            if schools::only(tx.conn()).await?.is_some() {
                return Err(Error::Conflict("The school is set up already. Sign in, or ask its SENCO.".to_owned()));
            }
            let card = SchoolCard { name: form.school.trim().to_owned(), ..SchoolCard::default() };
            schools::create(&mut tx, &card).await?;
            calendar::ensure_bank_holidays(&mut tx).await?;
            let part = |s: &str| s.trim().to_owned();
            let name = Name { title: part(&form.title), forename: part(&form.forename), surname: part(&form.surname) };
            accounts::first_senco(&mut tx, &name, form.email.trim()).await?
        }
    };
    if accounts::set_password(&mut tx, staff, &hash).await? {
        dispatch::password_changed(&mut tx, &app.post, staff, now).await?;
    }
    tx.audit(Entry { verb: "changed", thing: "password", thing_id: Some(staff.0), pupil: None, detail: "" }).await?;
    tx.commit().await?;
    Ok(Redirect::to("/sign-in?saved=password").into_response())
}

fn check(form: &Chosen, who: &LinkFor) -> FormErrors {
    let mut errors = FormErrors::default();
    if *who == LinkFor::FirstStart {
        for (field, value, sentence) in [
            ("school", &form.school, "Enter the school's name"),
            ("forename", &form.forename, "Enter your first name"),
            ("surname", &form.surname, "Enter your last name"),
        ] {
            if value.trim().is_empty() {
                errors.add(field, sentence);
            }
        }
        if EmailAddress::parse(&form.email).is_err() {
            errors.add("email", "Enter an e-mail address like name@example.org");
        }
    }
    if let Some(problem) = password::problem(&form.password, &[&form.email, &form.school]) {
        errors.add("password", problem);
    }
    errors
}

fn page(app: &App, token: &str, who: &LinkFor, form: &Chosen, errors: &FormErrors) -> Markup {
    let field = |name, label, value| Field { name, label, hint: "", value, errors };
    let password = Field {
        name: "password",
        label: "Password",
        hint: "At least 8 characters. Three words make a good one.",
        value: "",
        errors,
    };
    let title = if *who == LinkFor::FirstStart { "Set up Thrice" } else { "Choose a password" };
    let body = html! {
        (error_summary(errors))
        h1 { (title) }
        @match who {
            LinkFor::Staff(_, _, name) => p.lead { "Hello " (name.formal()) ". Choose the password you will sign in with." },
            LinkFor::FirstStart => p.lead { "This is the first start. Tell us who you are: you will be the first SENCO here, and can add everybody else." },
        }
        form.panel method="post" action=(format!("/password/{token}")) novalidate {
            @if *who == LinkFor::FirstStart {
                (text_input(&field("school", "Name of the school", &form.school), "text", "organization"))
                (text_input(&field("title", "Title (optional)", &form.title), "text", "honorific-prefix"))
                (text_input(&field("forename", "First name", &form.forename), "text", "given-name"))
                (text_input(&field("surname", "Last name", &form.surname), "text", "family-name"))
                (text_input(&field("email", "E-mail address", &form.email), "email", "username"))
            }
            (text_input(&password, "password", "new-password"))
            (button("Save password"))
        }
    };
    plain_page(app, title, body)
}

fn used_up(app: &App) -> Markup {
    let body = html! {
        h1 { "This link no longer works" }
        p.lead { "It was used already, a newer one was sent, or it is too old." }
        p { "If you have chosen a password, " a href="/sign-in" { "sign in" } ". Otherwise ask the person who looks after Thrice for a new link." }
    };
    plain_page(app, "This link no longer works", body)
}

//! Signing in and out, and choosing a password.

mod choose;
pub(in crate::web) mod password;

pub(in crate::web) use choose::used_up;

use axum::{
    Form, Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    App,
    error::Result,
    session::{Person, cookie, token},
    ui::{
        form::{Field, FormErrors, button, error_summary, text_input},
        layout::plain_page,
    },
};
use crate::{
    domain::ids::SchoolId,
    store::{Actor, accounts, audit::Entry, sessions},
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(show).post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/password/{token}", get(choose::show).post(choose::set))
}

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    next: String,
    #[serde(default)]
    saved: String,
}

#[derive(Deserialize)]
struct SignIn {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

async fn show(State(app): State<App>, Query(asked): Query<Asked>) -> Markup {
    page(&app, "", &asked.next, &FormErrors::default(), asked.saved == "password")
}

async fn sign_in(State(app): State<App>, jar: CookieJar, Form(form): Form<SignIn>) -> Result<Response> {
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let wait = accounts::wait(&mut conn, &form.email, now).await?;
    if wait > 0 {
        return Ok((StatusCode::TOO_MANY_REQUESTS, wait_page(&app, wait)).into_response());
    }
    let account = accounts::by_email(&mut conn, &form.email, now).await?;
    drop(conn);
    let hash = account.as_ref().and_then(|a| a.password_hash.clone());
    let right = password::is_right(form.password, hash).await?;
    let school = account.as_ref().map_or(SchoolId(0), |a| a.school);
    let actor = account.as_ref().map_or(Actor::System, |a| Actor::Staff(a.staff));
    let mut tx = app.store.begin(actor, school, now).await?;
    accounts::tried(&mut tx, &form.email, right).await?;
    let Some(account) = account.filter(|_| right) else {
        tx.commit().await?;
        let mut errors = FormErrors::default();
        errors.add("email", "The e-mail address or the password is not right. Check both and try again");
        return Ok(
            (StatusCode::UNPROCESSABLE_ENTITY, page(&app, &form.email, &form.next, &errors, false)).into_response()
        );
    };
    // A session that the browser already had ends here: nobody can be slipped one.
    if let Some(old) = token(&app, &jar) {
        sessions::end(&mut tx, &old).await?;
    }
    let new = sessions::begin(&mut tx, account.staff).await?;
    tx.audit(Entry { verb: "signed in", thing: "session", thing_id: None, pupil: None, detail: "" }).await?;
    tx.commit().await?;
    Ok((jar.add(cookie(&app, new)), Redirect::to(local(&form.next))).into_response())
}

async fn sign_out(State(app): State<App>, person: Person, jar: CookieJar) -> Result<Response> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if let Some(old) = token(&app, &jar) {
        sessions::end(&mut tx, &old).await?;
    }
    tx.audit(Entry { verb: "signed out", thing: "session", thing_id: None, pupil: None, detail: "" }).await?;
    tx.commit().await?;
    Ok((jar.remove(cookie(&app, String::new())), Redirect::to("/sign-in")).into_response())
}

/// Where to go after signing in: a path of this site, or the first page.
fn local(next: &str) -> &str {
    let is_path = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if is_path && next.is_ascii() { next } else { "/" }
}

fn page(app: &App, email: &str, next: &str, errors: &FormErrors, has_chosen: bool) -> Markup {
    let field = |name, label, value| Field { name, label, hint: "", value, errors };
    let body = html! {
        (error_summary(errors))
        @if has_chosen { div.banner.banner-good role="status" { p { strong { "Your password is saved." } " Sign in with it." } } }
        h1 { "Sign in" }
        form.panel method="post" action="/sign-in" novalidate {
            (text_input(&field("email", "E-mail address", email), "email", "username"))
            (text_input(&field("password", "Password", ""), "password", "current-password"))
            input type="hidden" name="next" value=(next);
            (button("Sign in"))
        }
        @if app.demo.is_some() {
            p.lead { a href="/demo/sign-in" { "Or choose somebody from the demo" } }
        } @else {
            p.muted { "No password yet, or forgotten? The person who looks after Thrice at your school can give you a new link." }
        }
    };
    plain_page(app, "Sign in", body)
}

fn wait_page(app: &App, seconds: i64) -> Markup {
    let (unit, s) = if seconds == 1 { ("second", "") } else { ("second", "s") };
    let body = html! {
        h1 { "Please wait a moment" }
        p.lead { "There were several wrong passwords for this address. Try again in " strong { (seconds) " " (unit) (s) } "." }
        p { "Your account is not locked. The wait protects it from guessing." }
        p { a href="/sign-in" { "Back to sign in" } }
    };
    plain_page(app, "Please wait", body)
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_paths_of_this_site_are_gone_back_to() {
        for (next, to) in [
            ("/round?season=autumn", "/round?season=autumn"),
            ("//evil.org", "/"),
            ("https://evil.org", "/"),
            ("/\\evil.org", "/"),
            ("", "/"),
        ] {
            assert_eq!(super::local(next), to);
        }
    }
}

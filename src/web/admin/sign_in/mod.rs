//! Signing in and out: the password, the second step where there is one, and choosing a password.

mod choose;
mod code;
mod enrolment;
mod forgotten;
pub(in crate::web) mod password;
pub(in crate::web) mod second_step;

pub(in crate::web) use choose::used_up;

use axum::{
    Form, Router,
    extract::{Query, State, rejection::FormRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use maud::html;
use serde::Deserialize;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        count::counted,
        ids::StaffId,
        second_factor::{Next, after_password},
    },
    store::{
        Actor, Tx,
        people::{
            accounts::{self, Account},
            devices, second_factors, sessions,
        },
        schools,
    },
    web::{
        App,
        form::fields::{Field, FormErrors, error_summary, text_input},
        frame::{
            error::{Error, Result},
            gate::{Door, Knock},
            layout::plain_page,
            page::Page,
            session::{Kind, Person, cookie, device, token},
        },
        ui::{button::button, post_form::post_form, safe_url::SafeUrl},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(show).post(sign_in))
        .route("/sign-in/code", get(code::show).post(code::check))
        .route("/sign-in/forgotten", get(forgotten::show).post(forgotten::send))
        .route("/sign-in/second-step", get(enrolment::show).post(enrolment::set))
        .route("/sign-out", post(sign_out))
        .route("/password/{token}", get(choose::show).post(choose::set))
}

#[derive(Deserialize, Default)]
struct SignInQuery {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize, Default)]
struct SignIn {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

impl SignIn {
    /// What is missing. Nothing is compared then, and no try is spent.
    fn problems(&self) -> FormErrors {
        let mut errors = FormErrors::default();
        if self.email.trim().is_empty() {
            errors.add("email", "Enter the e-mail address with which you sign in");
        }
        if self.password.is_empty() {
            errors.add("password", "Enter your password");
        }
        errors
    }
}

async fn show(State(app): State<App>, Query(asked): Query<SignInQuery>) -> Response {
    page(&app, "", &asked.next, &FormErrors::default())
}

async fn sign_in(
    State(app): State<App>,
    knock: Knock,
    jar: CookieJar,
    headers: HeaderMap,
    form: std::result::Result<Form<SignIn>, FormRejection>,
) -> Result<Response> {
    let Form(form) = form.unwrap_or_default();
    let errors = form.problems();
    if !errors.is_empty() {
        return Ok(page(&app, &form.email, &form.next, &errors));
    }
    knock.at(&app, Door::Password)?;
    let account = accounts::by_email(&mut *app.store.read().await?, &form.email, app.clock.now()).await?;
    match is_right(&app, &knock, account.as_ref(), &form).await? {
        Ok(counted) => match account {
            Some(account) => come_in(&app, counted, jar, &account, &device(&headers), &form.next).await,
            None => Err(Error::NotFound), // nobody's password is right
        },
        Err(Refused::Wait(seconds)) => Ok(wait_page(&app, seconds)),
        Err(Refused::Password) => {
            let mut errors = FormErrors::default();
            errors.add("email", "The e-mail address or the password is not right. Check both and try again");
            Ok(page(&app, &form.email, &form.next, &errors))
        }
    }
}

/// Why somebody does not get in.
enum Refused {
    /// There were too many wrong ones before: so many seconds.
    Wait(i64),
    /// It is not the password, or nobody has this address.
    Password,
}

/// Whether this is the password of this account, if there is one. The try is counted before it is compared, and the same is done for an
/// address that nobody has.
async fn is_right(
    app: &App,
    knock: &Knock,
    account: Option<&Account>,
    form: &SignIn,
) -> Result<std::result::Result<accounts::Try, Refused>> {
    let tries = knock.counted(account.map(|a| a.staff), "the password", &form.email);
    let wait = accounts::wait(&mut *app.store.read().await?, &tries, app.clock.now()).await?;
    if wait > 0 {
        return Ok(Err(Refused::Wait(wait)));
    }
    let turn = knock.turn(app).await?;
    let mut tx = begin(app, account).await?;
    let counted = match accounts::try_once(&mut tx, &tries).await? {
        Ok(counted) => counted,
        Err(wait) => return Ok(Err(Refused::Wait(wait))),
    };
    tx.commit_aside().await?;
    let hash = account.and_then(|a| a.password_hash.clone());
    let right = password::is_right(turn, form.password.clone(), hash).await?;
    Ok(if right { Ok(counted) } else { Err(Refused::Password) })
}

async fn begin(app: &App, account: Option<&Account>) -> Result<Tx> {
    let now = app.clock.now();
    Ok(match account {
        Some(account) => app.store.begin(Actor::Staff(account.staff), account.school, now).await?,
        None => app.store.begin_for_all(Actor::System, now).await?,
    })
}

/// Notes that the password was right, and leads on.
async fn come_in(
    app: &App,
    counted: accounts::Try,
    jar: CookieJar,
    account: &Account,
    device: &str,
    next: &str,
) -> Result<Response> {
    let mut tx = begin(app, Some(account)).await?;
    accounts::was_right(&mut tx, counted).await?;
    // A session that the browser already had ends here: nobody can be slipped one.
    if let Some(old) = token(app, &jar, Kind::Session) {
        sessions::end(&mut tx, &old).await?;
    }
    lead_on(app, tx, jar, account, device, next).await
}

/// Sends somebody on whose password is right: in, to the second step, or to setting it up. Ends the act.
pub(in crate::web) async fn lead_on(
    app: &App,
    mut tx: Tx,
    jar: CookieJar,
    account: &Account,
    device: &str,
    wanted: &str,
) -> Result<Response> {
    let there = match next(app, &mut tx, &jar, account).await? {
        Next::In => return admit(app, tx, jar, account.staff, device, wanted).await,
        Next::Code => "/sign-in/code",
        Next::SetUp => "/sign-in/second-step",
    };
    let waiting = second_factors::wait_for(&mut tx, account.staff, local(wanted).as_str()).await?;
    tx.commit().await?;
    let jar = jar.remove(cookie(app, Kind::Session, String::new()));
    Ok((jar.add(cookie(app, Kind::Waiting, waiting)), Redirect::to(there)).into_response())
}

/// What the right password leads to.
async fn next(app: &App, tx: &mut Tx, jar: &CookieJar, account: &Account) -> Result<Next> {
    let (factor, now) = (second_factors::of(tx.conn(), account.staff).await?, tx.now);
    let is_known = match (&factor, token(app, jar, Kind::Device)) {
        (Some(factor), Some(token)) => second_factors::is_trusted(tx.conn(), factor.id, &token, now).await?,
        _ => false,
    };
    let rules = schools::rules(tx.conn(), account.school, now.today()).await?;
    Ok(after_password(factor.is_some(), is_known, rules.second_factor_is_required(account.role, account.rights)))
}

/// Lets somebody in who has done all that signing in asks of them, and sends them to where they wanted to go.
async fn admit(app: &App, tx: Tx, jar: CookieJar, staff: StaffId, device: &str, next: &str) -> Result<Response> {
    let jar = admitted(app, tx, jar, staff, device).await?;
    Ok((jar, Redirect::to(local(next).as_str())).into_response())
}

/// The cookies of somebody who has just been let in. Ends the act.
async fn admitted(app: &App, mut tx: Tx, jar: CookieJar, staff: StaffId, device: &str) -> Result<CookieJar> {
    let new = sessions::begin(&mut tx, staff, device).await?;
    let jar = remembered(app, &mut tx, jar, staff).await?;
    tx.audit(Entry::new(Deed::SignedIn, Subject::Session)).await?;
    tx.commit_aside().await?;
    Ok(jar.remove(cookie(app, Kind::Waiting, String::new())).add(cookie(app, Kind::Session, new)))
}

/// From now on this device is one at which this person has signed in before.
pub(in crate::web) async fn remembered(app: &App, tx: &mut Tx, jar: CookieJar, staff: StaffId) -> Result<CookieJar> {
    let seen = devices::remember(tx, staff, token(app, &jar, Kind::Seen)).await?;
    Ok(jar.add(cookie(app, Kind::Seen, seen)))
}

async fn sign_out(State(app): State<App>, person: Person, jar: CookieJar) -> Result<Response> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if let Some(old) = token(&app, &jar, Kind::Session) {
        sessions::end(&mut tx, &old).await?;
    }
    tx.audit(Entry::new(Deed::SignedOut, Subject::Session)).await?;
    tx.commit_aside().await?;
    Ok((jar.remove(cookie(&app, Kind::Session, String::new())), Redirect::to("/sign-in")).into_response())
}

/// Where to go after signing in: a path of this site, or the first page.
fn local(next: &str) -> SafeUrl {
    SafeUrl::path(next).unwrap_or_else(SafeUrl::first_page)
}

fn page(app: &App, email: &str, next: &str, errors: &FormErrors) -> Response {
    let field = |name, label, value| Field { name, label, hint: "", value, errors };
    let body = html! {
        (error_summary(errors))
        h1 { "Sign in" }
        (post_form("/sign-in").class("panel").of(html! {
            (text_input(&field("email", "E-mail address", email), "email", "username"))
            (text_input(&field("password", "Password", ""), "password", "current-password"))
            input type="hidden" name="next" value=(next);
            (button("Sign in"))
        }))
        @if app.demo.is_some() {
            p.lead { a href="/demo/sign-in" { "Or choose somebody from the demo" } }
        } @else {
            p { a href="/sign-in/forgotten" { "No password yet, or forgotten?" } }
        }
    };
    plain_page(app, Page::new("Sign in", body).wrong(errors))
}

fn wait_page(app: &App, seconds: i64) -> Response {
    let body = html! {
        h1 { "Please wait a moment" }
        p.lead { "There were several wrong passwords for this address. Try again in " strong { (counted(seconds, "second", "seconds")) } "." }
        p { "Your account is not locked. The wait protects it from guessing." }
        p { a href="/sign-in" { "Back to sign in" } }
    };
    plain_page(app, Page::new("Please wait", body).status(StatusCode::TOO_MANY_REQUESTS))
}

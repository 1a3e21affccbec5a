//! Somebody's own account: the password, the second step, and where they are signed in.

mod factor;
mod page;
mod password;

use axum::{
    Form, Router,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::sign_in;
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        time::Moment,
    },
    store::{
        people::{
            accounts, second_factors,
            sessions::{self, Listed},
        },
        schools,
    },
    web::{
        App,
        form::fields::FormErrors,
        frame::{
            error::{Error, Result},
            page::Page,
            session::{Kind, Person, token},
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(show))
        .route("/account/password", get(password::show).post(password::save))
        .route("/account/sessions", post(end))
        .route("/account/second-step", get(factor::show).post(factor::set))
        .route("/account/second-step/removal", get(factor::ask_removal).post(factor::remove))
        .route("/account/recovery-codes", get(factor::ask_codes).post(factor::make_codes))
}

/// Everything the overview shows.
struct AccountPage {
    factor: Option<second_factors::Factor>,
    /// Their role does not get in without a second step.
    is_required: bool,
    sessions: Vec<Listed>,
}

#[derive(Deserialize)]
struct AccountQuery {
    #[serde(default)]
    done: String,
}

async fn show(
    State(app): State<App>,
    person: Person,
    jar: CookieJar,
    Query(asked): Query<AccountQuery>,
) -> Result<Response> {
    let (now, staff) = (app.clock.now(), person.viewer.staff);
    let this = token(&app, &jar, Kind::Session).unwrap_or_default();
    let mut conn = app.store.read().await?;
    let shown = AccountPage {
        factor: second_factors::of(&mut conn, staff).await?,
        is_required: is_required(&mut conn, &person, now).await?,
        sessions: sessions::of(&mut conn, staff, &this, now).await?,
    };
    drop(conn);
    app.answer(&person, Page::new("Your account", page::page(&person, &shown, page::said(&asked.done)))).await
}

/// Whether this person does not get in without a second step.
async fn is_required(conn: &mut SqliteConnection, person: &Person, now: Moment) -> Result<bool> {
    let rules = schools::rules(conn, person.viewer.school, now.today()).await?;
    Ok(rules.second_factor_is_required(person.viewer.role, person.viewer.rights))
}

/// Which session is to end: the one with this mark, or all but this one.
#[derive(Deserialize)]
struct Ending {
    #[serde(default)]
    mark: String,
    #[serde(default)]
    which: String,
}

async fn end(
    State(app): State<App>,
    person: Person,
    mut jar: CookieJar,
    Form(ending): Form<Ending>,
) -> Result<Response> {
    let this = token(&app, &jar, Kind::Session).ok_or(Error::NotFound)?;
    let staff = person.viewer.staff;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    match ending.which.as_str() {
        "others" => {
            sessions::end_others(&mut tx, staff, &this).await?;
            jar = sign_in::remembered(&app, &mut tx, jar, staff).await?;
        }
        _ if sessions::end_marked(&mut tx, staff, &ending.mark).await? => {}
        _ => return Err(Error::Conflict("That session has ended already. Look at the list again.".to_owned())),
    }
    tx.audit(Entry::new(Deed::Ended, Subject::Session)).await?;
    tx.commit().await?;
    Ok((jar, Redirect::to("/account?done=ended")).into_response())
}

/// Whether the person knows their password; if not, what to say beside its field. Guesses are slowed as at the sign-in.
pub(in crate::web::admin) async fn knows(
    app: &App,
    person: &Person,
    typed: &str,
    errors: &mut FormErrors,
) -> Result<bool> {
    let staff = person.viewer.staff;
    let turn = app.gate.turn_of(staff).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let counted = match accounts::try_once(&mut tx, &format!("the password of {staff}")).await? {
        Ok(counted) => counted,
        Err(wait) => {
            errors.add("current", format!("There were several wrong passwords. Wait {wait} seconds and try again"));
            return Ok(false);
        }
    };
    let hash = accounts::password_hash(tx.conn(), staff).await?;
    tx.commit_aside().await?;
    if !sign_in::password::is_right(turn, typed.to_owned(), hash).await? {
        errors.add("current", "That is not the password with which you sign in");
        return Ok(false);
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    accounts::was_right(&mut tx, counted).await?;
    tx.commit_aside().await?;
    Ok(true)
}

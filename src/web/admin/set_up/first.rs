//! The first start: whoever holds the one-time link names the school and then themselves, and is signed in. Leaving in between loses nothing;
//! the link works until somebody has an account. Looking at it uses nothing up.

use axum::{
    Form,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::html;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::{SchoolId, StaffId},
        people::{EmailAddress, Name, Role},
        roll::StaffFacts,
    },
    store::{
        Actor, Tx, calendar, imports,
        people::{
            accounts::{self, LinkFor},
            users,
        },
        schools::{self, SchoolCard},
        set_up,
    },
    web::{
        App,
        admin::{
            school_card::{fields, read},
            sign_in::{lead_on, password, used_up},
        },
        form::{
            fields::{Field, FormErrors, error_summary, radios, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            layout::plain_page,
            page::Page,
            session::device,
        },
        ui::{button::button, post_form::post_form},
    },
};

pub(super) async fn begin(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let Some(school) = holder(&app, &token).await? else { return Ok(used_up(&app)) };
    let step = if school.is_none() { "school" } else { "you" };
    Ok(Redirect::to(&format!("/set-up/first/{token}/{step}")).into_response())
}

pub(super) async fn school(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let Some(school) = holder(&app, &token).await? else { return Ok(used_up(&app)) };
    let card = card(&app, school).await?;
    Ok(school_page(&app, &token, &card, &Typed::default(), &FormErrors::default()))
}

pub(super) async fn save_school(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(school) = holder(&app, &token).await? else { return Ok(used_up(&app)) };
    let (typed, mut errors) = (Typed(sent), FormErrors::default());
    let new = read(&typed, &mut errors);
    if !errors.is_empty() {
        return Ok(school_page(&app, &token, &card(&app, school).await?, &typed, &errors));
    }
    let mut tx = app.store.begin_for_all(Actor::Command, app.clock.now()).await?;
    match unclaimed(&mut tx).await? {
        Some(school) => {
            tx.enter(school);
            schools::change(&mut tx, &new).await?;
        }
        None => _ = schools::create(&mut tx, &new).await?,
    }
    calendar::ensure_bank_holidays(&mut tx).await?;
    set_up::begin(&mut tx).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::School)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/set-up/first/{token}/you")).into_response())
}

pub(super) async fn you(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    match holder(&app, &token).await? {
        None => Ok(used_up(&app)),
        Some(None) => Ok(Redirect::to(&format!("/set-up/first/{token}/school")).into_response()),
        Some(Some(_)) => Ok(you_page(&app, &token, &Typed::default(), &FormErrors::default())),
    }
}

pub(super) async fn save_you(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    headers: HeaderMap,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(Some(school)) = holder(&app, &token).await? else { return Ok(used_up(&app)) };
    let (typed, mut errors) = (Typed(sent), FormErrors::default());
    let name = card(&app, Some(school)).await?.name;
    // A password is taken as it was typed, white space and all.
    let wanted = typed.0.iter().find(|(field, _)| field == "password").map_or("", |(_, value)| value).to_owned();
    let facts = check(&typed, &wanted, &name, &mut errors);
    let (Some(facts), true) = (facts, errors.is_empty()) else { return Ok(you_page(&app, &token, &typed, &errors)) };
    let hash = password::hash(app.gate.turn_of(StaffId(0)).await?, wanted).await?;
    let mut tx = app.store.begin(Actor::Command, school, app.clock.now()).await?;
    if unclaimed(&mut tx).await? != Some(school) || !accounts::use_link(&mut tx, &token).await? {
        return Err(Error::Conflict(
            "This link was used a moment ago. Sign in with the password you chose.".to_owned(),
        ));
    }
    let you = join(&mut tx, &facts).await?;
    accounts::set_password(&mut tx, you, &hash).await?;
    tx.actor = Actor::Staff(you);
    tx.audit(Entry::new(Deed::Changed, Subject::Password).id(you.0)).await?;
    let now = tx.now;
    let account = accounts::by_email(tx.conn(), facts.email.as_str(), now).await?.ok_or(Error::NotFound)?;
    lead_on(&app, tx, jar, &account, &device(&headers), "/set-up").await
}

/// The school, if there is one already (an import at the command line makes it), for whoever holds the link of a first start. `None` where
/// the link does not work, or somebody has an account by now.
async fn holder(app: &App, token: &str) -> Result<Option<Option<SchoolId>>> {
    let mut conn = app.store.read().await?;
    let first = accounts::link(&mut conn, token, app.clock.now()).await? == Some(LinkFor::FirstStart);
    if !first || users::any(&mut conn).await? {
        return Ok(None);
    }
    Ok(Some(schools::only(&mut conn).await?))
}

/// The school inside the act that changes it, if there is one: refused once somebody has an account.
async fn unclaimed(tx: &mut Tx) -> Result<Option<SchoolId>> {
    if users::any(tx.conn()).await? {
        return Err(Error::Conflict("The school is set up already. Sign in, or ask its SENCO.".to_owned()));
    }
    Ok(schools::only(tx.conn()).await?)
}

/// The first person: new, or one who was imported.
async fn join(tx: &mut Tx, facts: &StaffFacts) -> Result<StaffId> {
    let school = tx.school()?;
    let held = imports::staff::held(tx.conn(), school).await?;
    match held.iter().find(|s| s.facts.email.as_str().eq_ignore_ascii_case(facts.email.as_str())) {
        Some(was) => {
            let classes = was.facts.classes.clone();
            imports::staff::change(tx, was, &StaffFacts { classes, ..facts.clone() }).await?;
            Ok(was.id)
        }
        None => Ok(imports::staff::join(tx, facts).await?),
    }
}

async fn card(app: &App, school: Option<SchoolId>) -> Result<SchoolCard> {
    match school {
        Some(school) => Ok(schools::get(&mut *app.store.read().await?, school).await?),
        None => Ok(SchoolCard::default()),
    }
}

fn check(typed: &Typed, wanted: &str, school: &str, errors: &mut FormErrors) -> Option<StaffFacts> {
    for (field, sentence) in [("forename", "Enter your first name"), ("surname", "Enter your last name")] {
        if typed.get(field).is_empty() {
            errors.add(field, sentence);
        }
    }
    let email = EmailAddress::parse(typed.get("email"));
    if email.is_err() {
        errors.add("email", "Enter an e-mail address like name@example.org");
    }
    let role = Role::from_code(typed.get("role")).filter(|role| matches!(role, Role::Senco | Role::Admin));
    if role.is_none() {
        errors.add("role", "Choose what you are");
    }
    if let Some(problem) =
        password::problem(wanted, &[typed.get("email"), typed.get("forename"), typed.get("surname"), school])
    {
        errors.add("password", problem);
    }
    let part = |field: &str| typed.get(field).to_owned();
    let name = Name { title: part("title"), forename: part("forename"), surname: part("surname") };
    Some(StaffFacts { name, email: email.ok()?, role: Some(role?), classes: Some(Vec::new()) })
}

fn school_page(app: &App, token: &str, card: &SchoolCard, typed: &Typed, errors: &FormErrors) -> Response {
    let body = html! {
        (error_summary(errors))
        p.muted { "Setting up: 1 of 6" }
        h1 { "The school" }
        p.lead { "This is the first start of Thrice. Only the name is needed now; the rest can be entered later." }
        (post_form(format!("/set-up/first/{token}/school")).class("panel").of(html! {
            (fields(card, typed, errors))
            (button("Save and go on"))
        }))
    };
    plain_page(app, Page::new("The school", body).wrong(errors))
}

fn you_page(app: &App, token: &str, typed: &Typed, errors: &FormErrors) -> Response {
    let line = |name: &'static str, label, kind, fill| {
        text_input(&Field { name, label, hint: "", value: typed.get(name), errors }, kind, fill)
    };
    let roles = [
        ("senco", "SENCO: I run the plans, and keep the settings too"),
        ("admin", "Administrator: I set Thrice up for others, and see no pupil"),
    ];
    let body = html! {
        (error_summary(errors))
        p.muted { "Setting up: 2 of 6" }
        h1 { "You" }
        p.lead { "You are the first person here. You add everybody else." }
        (post_form(format!("/set-up/first/{token}/you")).class("panel").of(html! {
            (line("title", "Title (optional)", "text", "honorific-prefix"))
            (line("forename", "First name", "text", "given-name"))
            (line("surname", "Last name", "text", "family-name"))
            (line("email", "E-mail address", "email", "username"))
            (radios(&Field { name: "role", label: "What are you here?", hint: "", value: typed.get("role"), errors }, &roles))
            (text_input(&Field { name: "password", label: "Password", hint: password::HINT, value: "", errors }, "password", "new-password"))
            (button("Save and go on"))
        }))
        p { a href=(format!("/set-up/first/{token}/school")) { "Back to the school" } }
    };
    plain_page(app, Page::new("You", body).wrong(errors))
}

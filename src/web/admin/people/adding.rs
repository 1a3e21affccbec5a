//! Adding a member of staff by hand, and inviting them in the same step.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use crate::{
    dispatch,
    domain::{
        access::{Thing, Verb, rights::Rights},
        approval::opens_every_child,
        people::{EmailAddress, Name, Role},
        roll::StaffFacts,
    },
    store::{
        imports,
        people::{self, approvals, users},
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, radios, text_input},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "Add a member of staff";

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let mut typed = Typed::default();
    typed.set("invite", "yes");
    page(&app, &person, &typed, &FormErrors::default()).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let typed = Typed(fields);
    let mut errors = FormErrors::default();
    let role = Role::from_code(typed.get("role"));
    let classes = people::classes(&mut *app.store.read().await?, person.viewer.school).await?;
    let facts = facts(&typed, role, &classes, &mut errors);
    if role.is_none() {
        errors.add("role", "Choose what they are");
    }
    let (Some(facts), true) = (facts, errors.is_empty()) else {
        return page(&app, &person, &typed, &errors).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if users::by_email(tx.conn(), facts.email.as_str()).await?.is_some() {
        errors.add("email", "Somebody here has this address already");
        return page(&app, &person, &typed, &errors).await;
    }
    let id = imports::staff::join(&mut tx, &facts).await?;
    if role.is_some_and(|role| opens_every_child(role, Rights::default())) {
        dispatch::access_news(&mut tx, &app.post, id).await?;
    }
    let waits = approvals::is_waiting(tx.conn(), id).await?;
    let invited = typed.get("invite") == "yes" && dispatch::invite_staff(&mut tx, &app.post, id).await?.is_ok();
    tx.commit().await?;
    let done = match (waits, invited) {
        (true, _) => "/people?done=waits",
        (_, true) => "/people?invited=1",
        _ => "/people?done=added",
    };
    Ok(Redirect::to(done).into_response())
}

/// Name, address and classes (those there are) as typed, with what is wrong with them.
pub(super) fn facts(
    typed: &Typed,
    role: Option<Role>,
    known: &[String],
    errors: &mut FormErrors,
) -> Option<StaffFacts> {
    let part = |name: &str| typed.get(name).to_owned();
    for (field, sentence) in [("forename", "Enter the first name"), ("surname", "Enter the last name")] {
        if typed.get(field).is_empty() {
            errors.add(field, sentence);
        }
    }
    let email = EmailAddress::parse(typed.get("email"));
    if email.is_err() {
        errors.add("email", "Enter an e-mail address like name@example.org");
    }
    let ticked = |class: &&String| typed.0.iter().any(|(name, value)| name == "classes" && value == *class);
    let classes = known.iter().filter(ticked).cloned().collect();
    let name = Name { title: part("title"), forename: part("forename"), surname: part("surname") };
    Some(StaffFacts { name, email: email.ok()?, role, classes: Some(classes) })
}

/// The fields of name, address and classes.
pub(super) fn fields(typed: &Typed, classes: &[String], errors: &FormErrors) -> Markup {
    let line = |name: &'static str, label, hint, kind| {
        text_input(&Field { name, label, hint, value: typed.get(name), errors }, kind, "off")
    };
    let ticked: Vec<&str> = typed.0.iter().filter(|(n, _)| n == "classes").map(|(_, class)| class.as_str()).collect();
    let options: Vec<(&str, &str)> = classes.iter().map(|class| (class.as_str(), class.as_str())).collect();
    html! {
        (line("title", "Title (optional)", "", "text"))
        (line("forename", "First name", "", "text"))
        (line("surname", "Last name", "", "text"))
        (line("email", "E-mail address", "What they sign in with.", "email"))
        @if !options.is_empty() {
            (checkboxes(
                &Field {
                    name: "classes",
                    label: "Classes",
                    hint: "Teachers and teaching assistants see the pupils of these.",
                    value: "",
                    errors,
                },
                &options,
                &ticked,
            ))
        }
    }
}

/// What each role opens, beside its name.
pub(super) fn roles() -> Vec<(&'static str, String)> {
    let opens = |role| match role {
        Role::Senco => "runs the plans, sees every pupil, keeps the settings",
        Role::Head => "sees everything, changes nothing",
        Role::Teacher => "sees the pupils of their classes, records their reviews and meetings",
        Role::TeachingAssistant => "sees targets and strategies of the pupils they support",
        Role::Governor => "sees figures, never a child",
        Role::Office => "phone calls, letters, contacts",
        Role::Admin => "people and settings; sees no pupil",
    };
    Role::ALL.iter().map(|role| (role.as_code(), format!("{}: {}", role.words(), opens(*role)))).collect()
}

async fn page(app: &App, person: &Person, typed: &Typed, errors: &FormErrors) -> Result<Response> {
    let classes = people::classes(&mut *app.store.read().await?, person.viewer.school).await?;
    let roles = roles();
    let options: Vec<(&str, &str)> = roles.iter().map(|(code, words)| (*code, words.as_str())).collect();
    let role = Field { name: "role", label: "Role", hint: "", value: typed.get("role"), errors };
    let invite = Field { name: "invite", label: "Invitation", hint: "", value: "", errors };
    let body = html! {
        p.no-print { a href="/people" { "Back to the people" } }
        (error_summary(errors))
        h1 { (TITLE) }
        (post_form("/people/new").class("panel").of(html! {
            (fields(typed, &classes, errors))
            (radios(&role, &options))
            (checkboxes(&invite, &[("yes", "Send them a link to choose a password, now")], &[typed.get("invite")]))
            (button("Add this person"))
        }))
    };
    app.answer(person, Page::new(TITLE, body).wrong(errors)).await
}

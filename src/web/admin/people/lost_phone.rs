//! Somebody has lost the phone of their second step, and the list of recovery codes with it: whoever keeps the accounts takes the step away,
//! once they have made sure who asks. Its owner is written to at once, and sets it up anew at the next sign-in.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::load;
use crate::{
    dispatch,
    domain::{
        access::{Thing, Verb, rights::Rights},
        approval::opens_every_child,
        audit::{Deed, Entry, Subject},
        notice::AccountNews,
    },
    store::people::{Member, second_factors, sessions},
    web::{
        App,
        admin::account::knows,
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "They have lost their phone";
const TALKED: &str = "I have talked with them myself, in person or on a number that the school knew before";

/// One of the staff who has a second step and is somebody else: one's own is taken away in one's own account.
async fn of_another(app: &App, person: &Person, id: i64) -> Result<Member> {
    let member = load(app, person, id).await?;
    let factor = second_factors::of(&mut *app.store.read().await?, member.id).await?;
    if factor.is_none() || member.id == person.viewer.staff {
        return Err(Error::NotFound);
    }
    Ok(member)
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let member = of_another(&app, &person, id).await?;
    app.answer(&person, Page::new(TITLE, page(&member, &FormErrors::default()))).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let member = of_another(&app, &person, id).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    if typed.get("sure") != "yes" {
        errors.add("sure", "Talk with them first, in person or on a number that the school knew before");
    }
    if !knows(&app, &person, typed.get("current"), &mut errors).await? || !errors.is_empty() {
        return app.answer(&person, Page::new(TITLE, page(&member, &errors)).wrong(&errors)).await;
    }
    let now = app.clock.now();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    if !second_factors::clear(&mut tx, member.id).await? {
        return Err(Error::Conflict("Their second step has been taken away already.".to_owned()));
    }
    // Whoever has the phone may be signed in on it.
    sessions::end_all(&mut tx, member.id).await?;
    dispatch::account_news(&mut tx, &app.post, member.id, AccountNews::SecondFactorCleared, now).await?;
    if member.role.is_some_and(|role| opens_every_child(role, Rights::default())) {
        dispatch::access_news(&mut tx, &app.post, member.id).await?;
    }
    tx.audit(Entry::new(Deed::Reset, Subject::SecondFactor).id(member.id.0)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/people/{id}?saved=phone")).into_response())
}

fn page(member: &Member, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: "", errors };
    let sure = "Somebody who pretends to be a colleague would ask for the same. Do not go by an e-mail or a call that you did not make.";
    html! {
        p.no-print { a href=(format!("/people/{}", member.id)) { "Back to " (member.name.full()) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "Have they still got one of their recovery codes? Then it takes the place of the phone, and there is nothing to do here." }
        p {
            "Otherwise you can take the second step of " strong { (member.name.full()) } " away. They sign in with their password, and set it up anew "
            "with their new phone. They are signed out everywhere and get a message about it at once."
        }
        (post_form(format!("/people/{}/lost-phone", member.id)).class("panel").of(html! {
            (checkboxes(&field("sure", "Who asks?", sure), &[("yes", TALKED)], &[]))
            (text_input(&field("current", "Your own password", "So that nobody does this at a screen that you left open."), "password", "current-password"))
            (button("Take their second step away"))
        }))
    }
}

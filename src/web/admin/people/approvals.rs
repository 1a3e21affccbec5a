//! Access to every child that an administrator gave, and that waits for the SENCO or the head.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    dispatch,
    domain::{approval::decides, time::LongDay},
    store::people::approvals::{self, Access, Request},
    web::{
        App,
        form::fields::second_button,
        frame::{
            error::{Error, Result},
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

#[derive(Deserialize)]
pub(super) struct AccessDecision {
    #[serde(default)]
    agrees: String,
}

/// Whether this person agrees or refuses: not about themselves, nor to what they asked for.
fn may_decide(person: &Person, request: &Request) -> bool {
    let own = [request.staff, request.by.0].contains(&person.viewer.staff);
    decides(person.viewer.role) && !own
}

pub(super) async fn decide(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(decision): Form<AccessDecision>,
) -> Result<Response> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let open = approvals::open(tx.conn(), person.viewer.school).await?;
    let request = open.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    if !may_decide(&person, request) {
        return Err(Error::Forbidden);
    }
    if !approvals::decide(&mut tx, request, decision.agrees == "yes").await? {
        return Err(Error::Conflict("That was decided a moment ago. Look at the people again.".to_owned()));
    }
    dispatch::access_news(&mut tx, &app.post, request.staff).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/people/{}?saved=access", request.staff)).into_response())
}

/// What waits, for those who decide with the buttons, and for others as it is.
pub(super) fn section(person: &Person, open: &[Request]) -> Markup {
    html! {
        @if !open.is_empty() {
            section.panel aria-labelledby="access" {
                h2 #access { "Access that waits for the SENCO or the head (" (open.len()) ")" }
                p { "It opens every pupil, and whoever gave it sees none. Nothing of it holds until somebody agrees." }
                ul.rows { @for one in open { (row(person, one)) } }
            }
        }
    }
}

fn row(person: &Person, one: &Request) -> Markup {
    let what = match one.access {
        Access::Role(role) => role.words(),
        Access::Right(right) => right.words(),
    };
    let form = |agrees: &str, button: Markup| {
        post_form(format!("/people/access/{}", one.id)).of(html! {
            input type="hidden" name="agrees" value=(agrees);
            (button)
        })
    };
    html! {
        li.row {
            span.row-who { a href=(format!("/people/{}", one.staff)) { (one.name.full()) } " " span.muted { (one.email) } }
            span.row-what {
                strong { (what) } ". Given by " (one.by.1.full())
                @if !one.reason.is_empty() { ": " (one.reason) }
                @if let Some(last) = one.until { ", until " (LongDay(last)) }
            }
            @if may_decide(person, one) {
                span.row-verbs { (form("yes", button("Agree"))) (form("no", second_button("Refuse"))) }
            }
        }
    }
}

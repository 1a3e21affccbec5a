//! The page behind the link of a cover sheet: one question and a line, on the day itself until the evening. It shows nothing of the class.

use axum::{
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    domain::cover::HowItWas,
    store::{
        Actor,
        covers::{self, CoverLink},
        schools::{self, SchoolCard},
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, radios, text_input, textarea},
            typed::{Typed, cut},
        },
        frame::{error::Result, layout, page::Page},
        parent::{no_such_link::nothing, visitor::Visitor},
        ui::{button::button, post_form::post_form},
    },
};

const TITLE: &str = "A note about today";

/// Whether a note was left a moment ago.
#[derive(Deserialize)]
pub(super) struct LeftQuery {
    left: Option<String>,
}

/// The link and its school, while it takes notes.
async fn open(app: &App, token: &str) -> Result<Option<(CoverLink, SchoolCard)>> {
    let mut conn = app.store.read().await?;
    let Some(link) = covers::by_token(&mut conn, token, app.clock.now()).await? else { return Ok(None) };
    let school = schools::get(&mut conn, link.school).await?;
    Ok(Some((link, school)))
}

pub(super) async fn ask(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Query(after): Query<LeftQuery>,
) -> Result<Response> {
    let Some((_, school)) = open(&app, &token).await? else { return nothing(&app, &token, &visitor).await };
    let body = match after.left {
        Some(_) => html! {
            h1 { "Thank you" }
            p.lead { "Your note is with whoever works with the class." }
            p { a href=(format!("/c/{token}")) { "Leave another note" } }
        },
        None => form(&token, &Typed::default(), &FormErrors::default()),
    };
    Ok(layout::school_page(&app, &school.name, Page::new(TITLE, body)))
}

pub(super) async fn leave(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some((link, school)) = open(&app, &token).await? else { return nothing(&app, &token, &visitor).await };
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let (how, words) = (HowItWas::from_code(typed.get("how")), cut(typed.get("words")));
    match how {
        None => errors.add("how", "Choose how it was"),
        Some(HowItWas::Tricky) if words.is_empty() => errors.add("words", "Say in a few words what was tricky"),
        Some(_) => {}
    }
    let Some(how) = how.filter(|_| errors.is_empty()) else {
        return Ok(layout::school_page(
            &app,
            &school.name,
            Page::new(TITLE, form(&token, &typed, &errors)).wrong(&errors),
        ));
    };
    let by: String = typed.get("by").chars().take(80).collect();
    let mut tx = app.store.begin(Actor::System, link.school, app.clock.now()).await?;
    if !covers::note(&mut tx, link, how, &words, &by).await? {
        drop(tx);
        errors.add("words", "Many notes were left today already: please tell the school office");
        return Ok(layout::school_page(
            &app,
            &school.name,
            Page::new(TITLE, form(&token, &typed, &errors)).wrong(&errors),
        ));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/c/{token}?left=yes")).into_response())
}

fn form(token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let how: Vec<_> = HowItWas::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    html! {
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "For whoever works with the class tomorrow. If a child is at risk of harm, do not write it here: speak to the office now." }
        (post_form(format!("/c/{token}")).of(html! {
            (radios(&field("how", "How was it?", ""), &how))
            (textarea(&field("words", "What should they know?", "First names are enough."), 4))
            (text_input(&field("by", "Your name", "May be left empty."), "text", "name"))
            p { (button("Leave the note")) }
        }))
    }
}

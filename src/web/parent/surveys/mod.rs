//! A survey behind a link, for whoever in a family or in a class was asked: no name on it, nothing that anybody wrote, and nothing that
//! needs a script. Opening it answers nothing.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maud::{Markup, html};

use crate::{
    domain::{
        satisfaction::HowFar,
        survey::{SurveyAnswer, SurveyOf, Theme},
        time::LongDay,
        wellbeing::Rating,
    },
    store::{
        Actor,
        schools::{self, SchoolCard},
        surveys::{self, OpenedSurvey},
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, drawn_radios, error_summary, radios, textarea},
            typed::{Typed, cut},
        },
        frame::{
            error::Result,
            layout::{parent_page, plain_page},
            page::Page,
        },
        parent::no_such_link,
        ui::{button::button, face::face, lines::lines, phone::phone, post_form::post_form},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/s/{token}", get(show).post(answer))
}

async fn opened(app: &App, token: &str) -> Result<Option<(OpenedSurvey, SchoolCard)>> {
    let mut conn = app.store.read().await?;
    let Some(opened) = surveys::by_token(&mut conn, token, app.clock.now().today()).await? else { return Ok(None) };
    let school = schools::get(&mut conn, opened.school).await?;
    Ok(Some((opened, school)))
}

fn nothing(app: &App) -> Response {
    plain_page(app, Page::new("This link does not work", no_such_link::words()).status(StatusCode::NOT_FOUND))
}

async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let Some((opened, school)) = opened(&app, &token).await? else { return Ok(nothing(&app)) };
    let open = !opened.answered && app.clock.now().today() <= opened.survey.closes_on;
    let body = if open {
        asked(&opened, &school, &token, &Typed::default(), &FormErrors::default())
    } else {
        over(&opened, &school)
    };
    Ok(parent_page(&app, &school.name, Page::new("Five questions", body)))
}

async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let Some((opened, school)) = opened(&app, &token).await? else { return Ok(nothing(&app)) };
    let (typed, now, back) = (Typed(fields), app.clock.now(), format!("/s/{token}"));
    if opened.answered || now.today() > opened.survey.closes_on {
        return Ok(Redirect::to(&back).into_response());
    }
    let said = read(&typed);
    if said.is_empty() {
        let mut errors = FormErrors::default();
        errors.add(Theme::Heard.as_code(), "Answer at least one question, or write something");
        let body = asked(&opened, &school, &token, &typed, &errors);
        return Ok(parent_page(&app, &school.name, Page::new("Five questions", body).wrong(&errors)));
    }
    // Nobody acts here who could be told afterwards: not even whoever holds the link.
    let mut tx = app.store.begin(Actor::System, opened.school, now).await?;
    surveys::answer(&mut tx, &opened, &said).await?;
    tx.commit().await?;
    Ok(Redirect::to(&back).into_response())
}

/// What was chosen and typed.
pub(in crate::web) fn read(typed: &Typed) -> SurveyAnswer {
    let chosen = |theme: &Theme| Some((*theme, HowFar::from_code(typed.get(theme.as_code()))?));
    let said: BTreeMap<_, _> = Theme::ALL.iter().filter_map(chosen).collect();
    SurveyAnswer { said, words: cut(typed.get("words")) }
}

fn asked(opened: &OpenedSurvey, school: &SchoolCard, token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        (error_summary(errors))
        h1 { "Five questions about " (school.name) }
        p.lead {
            "Nobody is told who said what: your name is not kept with your answers. Leave out what you like. Until "
            (LongDay(opened.survey.closes_on)) "."
        }
        (post_form(format!("/s/{token}")).of(html! { (questions(opened.survey.of, typed, errors)) p { (button("Send my answers")) } }))
    }
}

/// The five questions and the box below them.
pub(in crate::web) fn questions(of: SurveyOf, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |theme: Theme| Field {
        name: theme.as_code(),
        label: theme.statement(of),
        hint: "",
        value: typed.get(theme.as_code()),
        errors,
    };
    let plain: Vec<_> = HowFar::ALL.iter().map(|far| (far.as_code(), far.words())).collect();
    let drawn: Vec<_> = [
        (HowFar::Yes, Rating::Five, "Yes"),
        (HowFar::Partly, Rating::Three, "Sometimes"),
        (HowFar::No, Rating::One, "No"),
    ]
    .into_iter()
    .map(|(far, drawing, words)| (far.as_code(), html! { (face(drawing)) span { (words) } }))
    .collect();
    let words = match of {
        SurveyOf::Families => "What is one thing that we should do?",
        SurveyOf::Pupils => "What should we do?",
    };
    html! {
        @for theme in Theme::ALL {
            @match of {
                SurveyOf::Families => (radios(&field(*theme), &plain)),
                SurveyOf::Pupils => (drawn_radios(&field(*theme), &drawn)),
            }
        }
        (textarea(&Field { name: "words", label: words, hint: "You may leave it empty. Do not write names.", value: typed.get("words"), errors }, 3))
    }
}

/// Answered, or closed; and what the school did, once it has said so.
fn over(opened: &OpenedSurvey, school: &SchoolCard) -> Markup {
    html! {
        @if let Some(words) = &opened.survey.action {
            h1 { "What we did about your answers" }
            p.lead { "Thank you to everybody who answered." }
            p { (lines(words)) }
        } @else if opened.answered {
            h1 { "Thank you" }
            p.lead { "We have your answers. When everybody has answered, we tell you what we do about it." }
        } @else {
            h1 { "The questions are closed" }
            p.lead { "They were open until " (LongDay(opened.survey.closes_on)) ". You can tell us what you think at any time." }
        }
        @if !school.phone.is_empty() { p { "Would you like to talk with us? Phone " (phone(&school.phone)) "." } }
    }
}

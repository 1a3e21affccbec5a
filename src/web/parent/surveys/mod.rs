//! A survey behind a link, for whoever in a family or in a class was asked: no name on it, nothing that anybody wrote, and nothing that
//! needs a script. Opening it answers nothing.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maud::{Markup, html};

use crate::{
    args,
    domain::{
        satisfaction::HowFar,
        survey::{SurveyAnswer, SurveyOf, Theme},
        wellbeing::Rating,
    },
    store::{
        Actor,
        schools::SchoolCard,
        surveys::{self, OpenedSurvey},
        wordings,
    },
    texts::Words,
    web::{
        App,
        form::{
            fields::{Field, FormErrors, drawn_radios, error_summary, radios, textarea},
            typed::{Typed, cut},
        },
        frame::{error::Result, page::Page},
        parent::{no_such_link::nothing, visitor::Visitor},
        ui::{button::button, face::face, lines::lines, post_form::post_form},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/s/{token}", get(show).post(answer))
}

/// A survey as somebody reads it.
struct SurveyAsked {
    opened: OpenedSurvey,
    school: SchoolCard,
    words: Words,
}

/// The name of the form, whose contents go along into another language.
const SURVEY: &str = "survey-form";

async fn find(app: &App, token: &str, visitor: &Visitor) -> Result<Option<SurveyAsked>> {
    let mut conn = app.store.read().await?;
    let Some(opened) = surveys::by_token(&mut conn, token, app.clock.now().today()).await? else { return Ok(None) };
    let (school, wording) = wordings::with_card(&mut conn, opened.school).await?;
    let words = visitor.words(&wording);
    Ok(Some(SurveyAsked { opened, school, words }))
}

/// The form, as it was filled in.
fn form(
    app: &App,
    visitor: &Visitor,
    seen: &SurveyAsked,
    token: &str,
    (typed, errors): (&Typed, &FormErrors),
) -> Response {
    let page = Page::new(seen.words.say("survey-page"), asked(seen, token, typed, errors)).wrong(errors);
    visitor.page(app, (&seen.school.name, &seen.words), Some(SURVEY), page)
}

async fn show(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(seen) = find(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let errors = FormErrors::in_words(&seen.words);
    if !seen.opened.answered && app.clock.now().today() <= seen.opened.survey.closes_on {
        return Ok(form(&app, &visitor, &seen, &token, (&Typed::default(), &errors)));
    }
    let page = Page::new(seen.words.say("survey-page"), over(&seen));
    Ok(visitor.page(&app, (&seen.school.name, &seen.words), None, page))
}

async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    mut visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let typed = Typed(fields);
    let is_switch = visitor.asked_by(&typed);
    let Some(seen) = find(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let (now, back) = (app.clock.now(), format!("/s/{token}"));
    if seen.opened.answered || now.today() > seen.opened.survey.closes_on {
        return Ok(Redirect::to(&back).into_response());
    }
    let (said, mut errors) = (read(&typed), FormErrors::in_words(&seen.words));
    if is_switch {
        return Ok(form(&app, &visitor, &seen, &token, (&typed, &errors)));
    }
    if said.is_empty() {
        errors.add(Theme::Heard.as_code(), seen.words.say("wrong-survey"));
        return Ok(form(&app, &visitor, &seen, &token, (&typed, &errors)));
    }
    // Nobody acts here who could be told afterwards: not even whoever holds the link.
    let mut tx = app.store.begin(Actor::System, seen.opened.school, now).await?;
    surveys::answer(&mut tx, &seen.opened, &said).await?;
    tx.commit().await?;
    Ok(Redirect::to(&back).into_response())
}

/// What was chosen and typed.
pub(in crate::web) fn read(typed: &Typed) -> SurveyAnswer {
    let chosen = |theme: &Theme| Some((*theme, HowFar::from_code(typed.get(theme.as_code()))?));
    let said: BTreeMap<_, _> = Theme::ALL.iter().filter_map(chosen).collect();
    SurveyAnswer { said, words: cut(typed.get("words")) }
}

fn asked(seen: &SurveyAsked, token: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let (words, survey) = (&seen.words, &seen.opened.survey);
    html! {
        (error_summary(errors))
        h1 { (words.say_with("survey-title", &args!["school" => seen.school.name.as_str()])) }
        p.lead { (words.say_with("survey-lead", &args!["day" => words.day_of_year(survey.closes_on)])) }
        (post_form(format!("/s/{token}")).id(SURVEY).of(html! {
            (questions(words, survey.of, typed, errors))
            p { (button(&words.say("survey-send"))) }
        }))
    }
}

/// The five questions and the box below them.
pub(in crate::web) fn questions(words: &Words, of: SurveyOf, typed: &Typed, errors: &FormErrors) -> Markup {
    let plain: Vec<_> = HowFar::ALL.iter().map(|far| (far.as_code(), words.coded("far", far.as_code()))).collect();
    let plain: Vec<(&str, &str)> = plain.iter().map(|(code, said)| (*code, said.as_str())).collect();
    let faces = [
        (HowFar::Yes, Rating::Five, "far-yes"),
        (HowFar::Partly, Rating::Three, "far-sometimes"),
        (HowFar::No, Rating::One, "far-no"),
    ];
    let drawn = |(far, drawing, said): (HowFar, Rating, &str)| {
        (far.as_code(), html! { (face(drawing)) span { (words.say(said)) } })
    };
    let drawn: Vec<_> = faces.into_iter().map(drawn).collect();
    let (label, hint) = (words.coded("survey-own", of.as_code()), words.say("survey-own-hint"));
    html! {
        @for theme in Theme::ALL {
            @let code = theme.as_code();
            @let statement = words.coded(of.as_code(), code);
            @let field = Field { name: code, label: &statement, hint: "", value: typed.get(code), errors };
            @match of {
                SurveyOf::Families => (radios(&field, &plain)),
                SurveyOf::Pupils => (drawn_radios(&field, &drawn)),
            }
        }
        (textarea(&Field { name: "words", label: &label, hint: &hint, value: typed.get("words"), errors }, 3))
    }
}

/// Answered, or closed; and what the school did, once it has said so.
fn over(seen: &SurveyAsked) -> Markup {
    let (words, survey) = (&seen.words, &seen.opened.survey);
    html! {
        @if let Some(done) = &survey.action {
            h1 { (words.say("survey-acted-title")) }
            p.lead { (words.say("survey-acted-lead")) }
            p lang="en-GB" dir="auto" { (lines(done)) }
        } @else if seen.opened.answered {
            h1 { (words.say("survey-thanks")) }
            p.lead { (words.say("survey-known")) }
        } @else {
            h1 { (words.say("survey-closed")) }
            p.lead { (words.say_with("survey-until", &args!["day" => words.day_of_year(survey.closes_on)])) }
        }
        @if !seen.school.phone.is_empty() { p { (words.say_with("talk-phone", &args!["phone" => seen.school.phone.as_str()])) } }
    }
}
